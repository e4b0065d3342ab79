// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillcontrol.h"

#include <QByteArray>

namespace edgelink::drill {

/// The sandbox's state file as far as the console uses it.
struct SandboxState {
    SandboxStatus status;
    QString toolchain; ///< folder of the pinned tools, for another `up`
    int helmVersion = 3;
};

inline constexpr qint64 StateLimit = qint64{1024} * 1024; ///< bytes; a real one has a few KiB

/// Reads `state.json` (schema 1). Bounded in bytes, counts and lengths. BadReply for anything else, a half file among
/// it.
[[nodiscard]] Result<SandboxState> parseState(const QByteArray &json);

} // namespace edgelink::drill
