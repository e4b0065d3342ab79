// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/scenario.h"
#include "app/sandbox/statefile.h"

namespace edgelink::sandbox {

/// Drills of the scenarios in `folder` and of the one that is played, by name. A file with mistakes has none; its
/// mistakes are logged. Reads files; any thread.
[[nodiscard]] QList<DrillRecord> presentDrills(const QString &folder, const Scenario &played);

} // namespace edgelink::sandbox
