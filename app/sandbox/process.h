// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <csignal>
#include <optional>

#include <sys/types.h>

namespace edgelink::sandbox {

/// A process beyond doubt: a pid comes again, together with the start time it does not (within one boot).
struct ProcessIdentity {
    qint64 pid = 0;
    quint64 startTicks = 0; ///< clock ticks after boot (/proc/PID/stat, field 22)
    [[nodiscard]] bool isValid() const { return pid > 0; }
    bool operator==(const ProcessIdentity &) const = default;
};

/// nullopt: no such process, or only its zombie is left.
[[nodiscard]] std::optional<ProcessIdentity> identityOf(qint64 pid);
[[nodiscard]] bool isAlive(const ProcessIdentity &identity);
/// A descriptor that is readable once the process has ended (pidfd); -1: no such process. The caller closes it.
[[nodiscard]] int openProcess(qint64 pid);
/// Sends through a pidfd that was checked after it was opened, so a pid given away in between is not hit. False: gone.
bool sendSignal(const ProcessIdentity &identity, int signal);
/// Of the running kernel; identities are comparable only within one boot.
[[nodiscard]] QString bootId();

struct UserIdentity {
    uid_t uid = 0;
    gid_t gid = 0;
};

/// The unprivileged account that PostgreSQL runs as when we are root ("postgres"); nullopt: no such account.
[[nodiscard]] std::optional<UserIdentity> userNamed(const QString &name);

struct ProcessSpec {
    QString program; ///< absolute
    QStringList arguments; ///< never a secret: anyone on the machine can read them
    QMap<QString, QString> environment; ///< all of it; nothing is inherited
    QString workingDirectory;
    std::optional<UserIdentity> user; ///< needs root
    /// What the kernel sends when the thread that started the process ends (0: nothing). This is what leaves nothing
    /// behind after a `kill -9` of the supervisor, so long-lived processes are started by its main thread.
    int deathSignal = SIGKILL;
};

/// File descriptors of the new process; -1 is /dev/null. The caller keeps and closes its own.
struct ProcessStreams {
    int input = -1;
    int output = -1;
    int error = -1;
};

/// Starts a process in a session (and process group) of its own. A failed exec is an error here, not an exit code
/// later.
[[nodiscard]] Result<ProcessIdentity> startProcess(const ProcessSpec &spec, const ProcessStreams &streams);

} // namespace edgelink::sandbox
