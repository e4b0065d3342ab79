// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace edgelink::runbook {

/// A process told apart from a later one of the same number by when it started.
struct ProcessIdentity {
    qint64 pid = 0;
    quint64 startTicks = 0; ///< since boot (field 22 of /proc/PID/stat)
    bool operator==(const ProcessIdentity &) const = default;
};

/// Looks at this machine's processes; behind an interface because a test has no crashed console's helm at hand.
class ProcessTable
{
public:
    ProcessTable() = default;
    virtual ~ProcessTable() = default;
    ProcessTable(const ProcessTable &) = delete;
    ProcessTable &operator=(const ProcessTable &) = delete;

    /// A process whose argv is `program` (compared by file name) followed by exactly `arguments`;
    /// what the journal masked ("●●●●") matches anything.
    [[nodiscard]] virtual std::optional<ProcessIdentity> find(const QString &program,
                                                              const QStringList &arguments) const;
    [[nodiscard]] virtual bool isAlive(const ProcessIdentity &process) const;
    /// To its process group when it leads one, else to itself; only when it is still the same process.
    virtual void signal(const ProcessIdentity &process, int number) const;

    [[nodiscard]] static ProcessIdentity self();
};

} // namespace edgelink::runbook
