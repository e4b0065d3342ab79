// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/placeholders.h"
#include "models/domain/error.h"
#include "models/domain/release.h"
#include "models/domain/runbook.h"

namespace edgelink::runbook {

/// Given values, proposals for what was not given, and every value checked against its type. A value can never turn
/// into a flag: text that begins with '-' is refused. `history` is needed for the proposal "safe-revision", and
/// `illSince` (Incident::illSince()) keeps it from what ran when the trouble began.
[[nodiscard]] Result<Values> resolvedParameters(const RunbookDefinition &runbook, const Values &given,
                                                const Result<ReleaseHistory> &history, const QDateTime &illSince);

} // namespace edgelink::runbook
