// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/terminalprogram.h"

#include "tests/bench/firstpicture.h"

#include <QFile>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

namespace edgelink::bench {

namespace {

constexpr winsize Size{50, 160, 0, 0};

/// The words, and pointers to them as execve wants them.
class CStrings
{
public:
    explicit CStrings(const QStringList &words)
    {
        for (const QString &word : words)
            m_words.append(QFile::encodeName(word));
        for (QByteArray &word : m_words)
            m_pointers.push_back(word.data());
        m_pointers.push_back(nullptr);
    }
    [[nodiscard]] char *const *data() const { return m_pointers.data(); }

private:
    QList<QByteArray> m_words;
    std::vector<char *> m_pointers;
};

} // namespace

QByteArray withoutEscapes(const QByteArray &drawn)
{
    QByteArray text;
    for (qsizetype i = 0; i < drawn.size(); ++i) {
        if (drawn.at(i) != '\x1b') {
            text += drawn.at(i);
            continue;
        }
        const char kind = i + 1 < drawn.size() ? drawn.at(++i) : '\0';
        if (kind == '[') { // CSI: ends with a letter or one of @ ~ …
            while (++i < drawn.size() && (drawn.at(i) < '@' || drawn.at(i) > '~')) { }
        } else if (kind == ']') { // OSC: ends with BEL or ESC backslash
            while (++i < drawn.size() && drawn.at(i) != '\a' && drawn.at(i) != '\x1b') { }
            if (i < drawn.size() && drawn.at(i) == '\x1b')
                ++i;
        } else if (kind == '(' || kind == ')') { // a character set
            ++i;
        }
    }
    return text;
}

std::optional<double> TerminalProgram::run(std::chrono::milliseconds deadline, QByteArray *said) const
{
    QStringList variables;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        variables << it.key() + QLatin1Char('=') + it.value();
    const CStrings argv(QStringList{program} + arguments);
    const CStrings envp(variables);
    int terminal = -1;
    const qint64 before = monotonicNanos();
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &Size);
    if (child < 0)
        return std::nullopt;
    if (child == 0) { // nothing here may allocate: the parent has threads
        ::execve(argv.data()[0], argv.data(), envp.data());
        ::_exit(127);
    }
    const qint64 end = before + qint64{deadline.count()} * 1'000'000;
    QByteArray drawn;
    std::optional<double> found;
    std::array<char, 65536> buffer{};
    while (!found && monotonicNanos() < end) {
        pollfd ready{terminal, POLLIN, 0};
        const int left = static_cast<int>((end - monotonicNanos()) / 1'000'000) + 1;
        if (::poll(&ready, 1, left) < 0 && errno != EINTR)
            break;
        const ssize_t count = ::read(terminal, buffer.data(), buffer.size());
        const qint64 now = monotonicNanos();
        if (count <= 0) // EIO: the program has closed its terminal
            break;
        drawn.append(buffer.data(), count);
        if (withoutEscapes(drawn).contains(awaited))
            found = static_cast<double>(now - before) / 1e6;
    }
    ::kill(-child, SIGKILL); // forkpty made it the leader of a session
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) { }
    ::close(terminal);
    if (said != nullptr)
        *said = withoutEscapes(drawn).right(2000);
    return found;
}

} // namespace edgelink::bench
