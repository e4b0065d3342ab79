// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/tool.h"

#include "app/sandbox/words.h"

#include <QFileInfo>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace edgelink::sandbox {

namespace {

using Clock = std::chrono::steady_clock;
constexpr qsizetype OutputLimit = qsizetype{4} * 1024 * 1024;
constexpr std::chrono::seconds Grace{5};

class Descriptor
{
public:
    explicit Descriptor(int value = -1)
        : m_value(value)
    {
    }
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_value; }
    void reset(int value = -1)
    {
        if (m_value >= 0)
            ::close(m_value);
        m_value = value;
    }

private:
    int m_value;
};

[[nodiscard]] bool makePipe(Descriptor &reading, Descriptor &writing)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    reading.reset(ends[0]);
    writing.reset(ends[1]);
    return true;
}

/// Reads what is there; false at the end of the stream.
[[nodiscard]] bool readInto(int descriptor, QByteArray &target)
{
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (target.size() < OutputLimit)
        target.append(buffer.data(), static_cast<qsizetype>(got));
    return got > 0;
}

void giveLines(const QByteArray &text, qsizetype &from, const std::function<void(const QString &)> &onLine)
{
    for (qsizetype end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
        if (onLine)
            onLine(QString::fromUtf8(text.mid(from, end - from)));
        from = end + 1;
    }
}

/// One running tool: its pipes, its end and the way to end it early.
class Run
{
public:
    Run(const ToolCall &call, const Cancellation &cancellation)
        : m_call(call)
        , m_cancellation(cancellation)
        , m_deadline(Clock::now() + call.deadline)
    {
    }

    [[nodiscard]] Result<ToolOutput> exec()
    {
        Descriptor childIn;
        Descriptor childOut;
        Descriptor childErr;
        if (!makePipe(childIn, m_in) || !makePipe(m_out, childOut) || !makePipe(m_err, childErr))
            return failure(ErrorKind::Io, Words::tr("no pipe could be made"), m_call.process.program);
        const Result<ProcessIdentity> started
            = startProcess(m_call.process, {childIn.get(), childOut.get(), childErr.get()});
        if (!started)
            return tl::make_unexpected(started.error());
        childIn.reset();
        childOut.reset();
        childErr.reset();
        m_pid = static_cast<pid_t>(started->pid);
        m_end.reset(openProcess(m_pid));
        ::fcntl(m_in.get(), F_SETFL, O_NONBLOCK);
        if (m_call.input.isEmpty())
            m_in.reset();
        loop();
        // What the tool started may outlive it and holds our pipe: it goes too. Before the wait, which gives the pid
        // away.
        int status = 0;
        ::kill(-m_pid, SIGKILL);
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
        if (m_err.get() >= 0)
            drain();
        if (m_stopped != ErrorKind::ToolFailed)
            return failure(
                m_stopped,
                m_stopped == ErrorKind::Timeout
                    ? Words::tr("did not end within %1 s").arg(std::chrono::duration<double>(m_call.deadline).count())
                    : Words::tr("cancelled"),
                name(), {}, QString::fromUtf8(m_output.standardError.right(2000)));
        m_output.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return std::move(m_output);
    }

    [[nodiscard]] QString name() const { return QFileInfo(m_call.process.program).fileName(); }

private:
    void loop()
    {
        bool running = true;
        while (running) {
            std::array<pollfd, 5> entries{{{m_end.get(), POLLIN, 0},
                                           {m_out.get(), POLLIN, 0},
                                           {m_err.get(), POLLIN, 0},
                                           {m_in.get(), POLLOUT, 0},
                                           {m_stopping ? -1 : m_cancellation.descriptor(), POLLIN, 0}}};
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - Clock::now());
            const int ready = ::poll(entries.data(), entries.size(),
                                     static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, left.count())));
            if (ready < 0 && errno != EINTR)
                break;
            if (ready == 0)
                stop(ErrorKind::Timeout);
            if (entries[4].revents != 0)
                stop(ErrorKind::Cancelled);
            if (entries[1].revents != 0 && !readInto(m_out.get(), m_output.standardOutput))
                m_out.reset();
            if (entries[2].revents != 0) {
                if (!readInto(m_err.get(), m_output.standardError))
                    m_err.reset();
                giveLines(m_output.standardError, m_lineStart, m_call.onLine);
            }
            if (entries[3].revents != 0)
                writeInput();
            // The end counts once the pipes are empty as well; a grandchild that keeps one open does not hold us up.
            running = entries[0].revents == 0 || entries[1].revents == POLLIN || entries[2].revents == POLLIN;
        }
    }

    void writeInput()
    {
        const ssize_t done = ::write(m_in.get(), m_call.input.constData() + m_written,
                                     static_cast<std::size_t>(m_call.input.size() - m_written));
        if (done > 0)
            m_written += static_cast<qsizetype>(done);
        if ((done < 0 && errno != EAGAIN && errno != EINTR) || m_written == m_call.input.size())
            m_in.reset();
    }

    void stop(ErrorKind why)
    {
        if (m_stopping) {
            ::kill(-m_pid, SIGKILL);
            m_deadline = Clock::now() + Grace;
            return;
        }
        m_stopping = true;
        m_stopped = why;
        m_deadline = Clock::now() + Grace;
        ::kill(-m_pid, SIGINT);
    }

    void drain()
    {
        ::fcntl(m_err.get(), F_SETFL, O_NONBLOCK);
        qsizetype before = -1;
        while (before != m_output.standardError.size()) {
            before = m_output.standardError.size();
            if (!readInto(m_err.get(), m_output.standardError))
                break;
        }
        giveLines(m_output.standardError, m_lineStart, m_call.onLine);
    }

    const ToolCall &m_call;
    const Cancellation &m_cancellation;
    Clock::time_point m_deadline;
    pid_t m_pid = 0;
    Descriptor m_in;
    Descriptor m_out;
    Descriptor m_err;
    Descriptor m_end; ///< readable once the process has ended
    ToolOutput m_output;
    qsizetype m_written = 0;
    qsizetype m_lineStart = 0;
    bool m_stopping = false;
    ErrorKind m_stopped = ErrorKind::ToolFailed; ///< Timeout or Cancelled when we ended it
};

} // namespace

Result<ToolOutput> runTool(const ToolCall &call, const Cancellation &cancellation)
{
    if (cancellation.isCancelled())
        return failure(ErrorKind::Cancelled, Words::tr("cancelled"), call.process.program);
    return Run(call, cancellation).exec();
}

Result<ToolOutput> requireTool(const ToolCall &call, const Cancellation &cancellation)
{
    Result<ToolOutput> output = runTool(call, cancellation);
    if (!output || output->exitCode == 0)
        return output;
    const QByteArray &said = output->standardError.trimmed().isEmpty() ? output->standardOutput : output->standardError;
    const QString text = QString::fromUtf8(said.trimmed().right(2000));
    return failure(
        ErrorKind::ToolFailed,
        Words::tr("failed with exit code %1: %2").arg(output->exitCode).arg(text.section(QLatin1Char('\n'), -1)),
        QFileInfo(call.process.program).fileName(), {}, text);
}

} // namespace edgelink::sandbox
