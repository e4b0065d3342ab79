// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/process.h"

#include "app/sandbox/words.h"

#include <QFile>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace edgelink::sandbox {

namespace {

/// argv or envp for execve, made before the fork: afterwards nothing may be allocated.
class StringVector
{
public:
    void add(const QString &text) { m_texts.push_back(text.toLocal8Bit()); }
    char *const *pointers()
    {
        m_pointers.clear();
        for (QByteArray &text : m_texts)
            m_pointers.push_back(text.data());
        m_pointers.push_back(nullptr);
        return m_pointers.data();
    }

private:
    std::vector<QByteArray> m_texts;
    std::vector<char *> m_pointers;
};

struct ChildPlan {
    const char *program = nullptr;
    char *const *arguments = nullptr;
    char *const *environment = nullptr;
    const char *directory = nullptr; ///< nullptr: stay
    std::array<int, 3> streams{-1, -1, -1};
    std::optional<UserIdentity> user;
    int deathSignal = 0;
    pid_t parent = 0;
    int report = -1;
};

/// Runs between fork and exec: only async-signal-safe calls.
[[noreturn]] void runChild(const ChildPlan &plan)
{
    const auto give_up = [&plan] {
        const int error = errno;
        if (::write(plan.report, &error, sizeof error) < 0) { }
        ::_exit(127);
    };
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int signal = 1; signal < 32; ++signal)
        ::signal(signal, SIG_DFL); // NOLINT(bugprone-unsafe-functions,cert-err33-c): KILL and STOP may fail
    ::umask(077);
    for (int i = 0; i < 3; ++i) {
        int stream = plan.streams.at(static_cast<std::size_t>(i));
        if (stream < 0)
            stream = ::open("/dev/null", O_RDWR);
        if (stream < 0 || ::dup2(stream, i) < 0)
            give_up();
    }
    if (plan.directory != nullptr && ::chdir(plan.directory) != 0)
        give_up();
    if (plan.user) {
        if (::setgroups(0, nullptr) != 0 || ::setgid(plan.user->gid) != 0 || ::setuid(plan.user->uid) != 0)
            give_up();
    }
    // After the change of user, which clears it.
    if (plan.deathSignal != 0) {
        ::prctl(PR_SET_PDEATHSIG, plan.deathSignal);
        if (::getppid() != plan.parent)
            ::_exit(127);
    }
    ::execve(plan.program, plan.arguments, plan.environment);
    give_up();
    ::_exit(127);
}

} // namespace

std::optional<ProcessIdentity> identityOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = file.read(4096);
    // The name, second in the line, is in brackets and may hold anything.
    const qsizetype end = text.lastIndexOf(')');
    if (end < 0)
        return std::nullopt;
    const QList<QByteArray> fields = text.mid(end + 2).split(' ');
    if (fields.size() < 20 || fields.at(0) == "Z" || fields.at(0) == "X")
        return std::nullopt;
    bool ok = false;
    const quint64 ticks = fields.at(19).toULongLong(&ok);
    return ok ? std::optional(ProcessIdentity{pid, ticks}) : std::nullopt;
}

bool isAlive(const ProcessIdentity &identity)
{
    return identity.isValid() && identityOf(identity.pid) == identity;
}

int openProcess(qint64 pid)
{
    // glibc 2.36's <sys/pidfd.h> cannot be used from C++.
    return static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
}

bool sendSignal(const ProcessIdentity &identity, int signal)
{
    const int descriptor = identity.isValid() ? openProcess(identity.pid) : -1;
    if (descriptor < 0)
        return false;
    const bool sent = isAlive(identity) && ::syscall(SYS_pidfd_send_signal, descriptor, signal, nullptr, 0) == 0;
    ::close(descriptor);
    return sent;
}

QString bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

std::optional<UserIdentity> userNamed(const QString &name)
{
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwnam_r(name.toLocal8Bit().constData(), &entry, buffer.data(), buffer.size(), &found) != 0
        || found == nullptr)
        return std::nullopt;
    return UserIdentity{entry.pw_uid, entry.pw_gid};
}

Result<ProcessIdentity> startProcess(const ProcessSpec &spec, const ProcessStreams &streams)
{
    StringVector arguments;
    arguments.add(spec.program);
    for (const QString &argument : spec.arguments)
        arguments.add(argument);
    StringVector environment;
    for (auto it = spec.environment.cbegin(); it != spec.environment.cend(); ++it)
        environment.add(it.key() + QLatin1Char('=') + it.value());
    const QByteArray program = spec.program.toLocal8Bit();
    const QByteArray directory = spec.workingDirectory.toLocal8Bit();

    std::array<int, 2> report{-1, -1};
    if (::pipe2(report.data(), O_CLOEXEC) != 0)
        return failure(ErrorKind::Io,
                       Words::tr("no pipe could be made: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                       spec.program);
    ChildPlan plan;
    plan.program = program.constData();
    plan.arguments = arguments.pointers();
    plan.environment = environment.pointers();
    plan.directory = directory.isEmpty() ? nullptr : directory.constData();
    plan.streams = {streams.input, streams.output, streams.error};
    plan.user = spec.user;
    plan.deathSignal = spec.deathSignal;
    plan.parent = ::getpid();
    plan.report = report[1];

    const pid_t pid = ::fork();
    if (pid == 0)
        runChild(plan);
    const int forkError = errno;
    ::close(report[1]);
    if (pid < 0) {
        ::close(report[0]);
        return failure(ErrorKind::Io,
                       Words::tr("no process could be made: %1").arg(QString::fromLocal8Bit(std::strerror(forkError))),
                       spec.program);
    }
    int error = 0;
    ssize_t got = 0;
    do {
        got = ::read(report[0], &error, sizeof error);
    } while (got < 0 && errno == EINTR);
    ::close(report[0]);
    if (got == static_cast<ssize_t>(sizeof error)) {
        ::waitpid(pid, nullptr, 0);
        return failure(ErrorKind::NotFound,
                       Words::tr("cannot be started: %1").arg(QString::fromLocal8Bit(std::strerror(error))),
                       spec.program);
    }
    // Already gone again: the zombie still holds the pid, so this identity is ours until it is waited for.
    return identityOf(pid).value_or(ProcessIdentity{pid, 0});
}

} // namespace edgelink::sandbox
