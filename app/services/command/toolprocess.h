// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/filedescriptor.h"
#include "models/domain/error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <sys/types.h>

#include <optional>

namespace edgelink::command {

/// How a process ended.
struct Exit {
    std::optional<int> code;
    std::optional<int> signalNumber;
};

/// One child in a session, and so a process group, of its own: no terminal to prompt on, no Ctrl-C of ours, and the
/// whole group can be signalled. stdin is /dev/null; nothing else is inherited but the two output files.
/// posix_spawn rather than QProcess: exec errors come back as numbers, no other descriptor leaks, and the child stays a
/// zombie (so that its group's number cannot be taken by another) until reap(). For one thread, but signalGroup().
class ToolProcess
{
public:
    ToolProcess() = default;
    ~ToolProcess(); ///< kills what still runs
    ToolProcess(const ToolProcess &) = delete;
    ToolProcess &operator=(const ToolProcess &) = delete;

    struct Start {
        QByteArray program; ///< name (looked up in our PATH) or path
        QList<QByteArray> arguments; ///< without the program's name
        QList<QByteArray> environment; ///< "NAME=value"; all there is
        QByteArray workingDirectory; ///< empty: ours
        int standardOutput = -1; ///< descriptors the child writes to
        int standardError = -1;
    };
    [[nodiscard]] Result<pid_t> start(const Start &start);

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] int pollDescriptor() const { return m_pidDescriptor.get(); } ///< readable once the child ended
    [[nodiscard]] bool hasEnded() const; ///< without reaping
    [[nodiscard]] Exit reap(); ///< call once hasEnded()
    void abandon() { m_pid = 0; } ///< it cannot be ended: the destructor shall not wait for it

    /// Any thread, while the process is not reaped.
    static void signalGroup(pid_t group, int signalNumber);

private:
    pid_t m_pid = 0;
    FileDescriptor m_pidDescriptor;
};

} // namespace edgelink::command
