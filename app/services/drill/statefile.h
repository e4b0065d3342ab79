// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillcontrol.h"

#include <QByteArray>

namespace edgelink::drill {

/// The sandbox's state file as far as the console uses it.
struct SandboxState {
    SandboxStatus status;
    QString scenarioFile; ///< of a scenario that was given as a file; empty: one by its name
    QString toolchain; ///< folder of the pinned tools, for another `up`
    int helmVersion = 3;
    qint64 supervisorPid = 0;
    quint64 supervisorTicks = 0; ///< start of that process in clock ticks after boot: a pid is given away again
    QString bootId; ///< the boot in which pid and ticks mean something
};

inline constexpr qint64 StateLimit = qint64{1024} * 1024; ///< bytes; a real one has a few KiB

/// Parses `state.json` (schema 1). Bounded in bytes, counts and lengths. BadReply for anything else, a half file among
/// it.
[[nodiscard]] Result<SandboxState> parseState(const QByteArray &json);

/// The file as it is true now: one that a supervisor left behind when it was killed, or before a reboot, reads as a
/// stopped sandbox whatever it says. A missing file is an empty state (not present). Reads files: not on the GUI thread
/// while a window is shown.
[[nodiscard]] Result<SandboxState> readState(const QString &file);

} // namespace edgelink::drill
