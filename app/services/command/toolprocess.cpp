// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/toolprocess.h"

#include "app/services/command/commandtr.h"
#include "models/domain/toolversions.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

namespace edgelink::command {

namespace {

/// The C arrays exec wants, over byte arrays that outlive them.
std::vector<char *> pointers(const QList<QByteArray> &strings)
{
    std::vector<char *> result;
    result.reserve(static_cast<std::size_t>(strings.size()) + 1);
    for (const QByteArray &string : strings)
        result.push_back(const_cast<char *>(string.constData())); // exec's signature lacks a const
    result.push_back(nullptr);
    return result;
}

class SpawnPlan
{
public:
    SpawnPlan()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan &) = delete;
    SpawnPlan &operator=(const SpawnPlan &) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

ToolProcess::~ToolProcess()
{
    if (m_pid > 0) {
        signalGroup(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
}

Result<pid_t> ToolProcess::start(const Start &start)
{
    SpawnPlan plan;
    posix_spawn_file_actions_addopen(&plan.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&plan.actions, start.standardOutput, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&plan.actions, start.standardError, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&plan.actions, STDERR_FILENO + 1);
    if (!start.workingDirectory.isEmpty())
        posix_spawn_file_actions_addchdir_np(&plan.actions, start.workingDirectory.constData());

    // Signals as a fresh login has them, whatever our threads block or Qt ignores.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&plan.attributes, &none);
    posix_spawnattr_setsigdefault(&plan.attributes, &all);
    posix_spawnattr_setflags(&plan.attributes,
                             static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));

    const std::vector<char *> arguments = pointers(QList<QByteArray>{start.program} + start.arguments);
    const std::vector<char *> environment = pointers(start.environment);
    pid_t pid = 0;
    const int fault = ::posix_spawnp(&pid, start.program.constData(), &plan.actions, &plan.attributes, arguments.data(),
                                     environment.data());
    if (fault != 0) {
        const QString wanted = wantedTool(QString::fromLocal8Bit(start.program));
        QString next = wanted;
        if (fault == ENOENT)
            next = wanted.isEmpty()
                ? Tr::tr("Check the tool's path in the configuration, and the working directory.")
                : Tr::tr("%1. Check the tool's path in the configuration, and the working directory.").arg(wanted);
        return failure(fault == ENOENT ? ErrorKind::NotFound : ErrorKind::ToolFailed,
                       Tr::tr("the program could not be started"), QString::fromLocal8Bit(start.program), next,
                       QString::fromLocal8Bit(std::strerror(fault)));
    }
    m_pid = pid;
    m_pidDescriptor = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
    return pid;
}

bool ToolProcess::hasEnded() const
{
    siginfo_t info{};
    return m_pid > 0 && ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
        && info.si_pid == m_pid;
}

Exit ToolProcess::reap()
{
    int status = 0;
    Exit exit;
    if (m_pid <= 0 || ::waitpid(m_pid, &status, WNOHANG) != m_pid)
        return exit;
    m_pid = 0;
    m_pidDescriptor.reset();
    if (WIFEXITED(status))
        exit.code = WEXITSTATUS(status);
    else if (WIFSIGNALED(status))
        exit.signalNumber = WTERMSIG(status);
    return exit;
}

void ToolProcess::signalGroup(pid_t group, int signalNumber)
{
    if (group > 0)
        ::kill(-group, signalNumber);
}

} // namespace edgelink::command
