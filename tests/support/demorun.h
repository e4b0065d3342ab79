// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

namespace edgelink::demo {

/// The rollback of the drill "bad release" as a runbook and as a run at any point of its life; goes with demodata.h.
[[nodiscard]] RunbookDefinition rollbackRunbook();
[[nodiscard]] QList<RunbookDefinition> runbooks(); ///< with others beside it
/// As it stands in that state. AwaitingDecision: the rollback itself failed; Finished: proven, with debt.
[[nodiscard]] RunSnapshot run(RunState state, const QString &language = QStringLiteral("en"));
[[nodiscard]] RunSnapshot failedRun(const QString &language = QStringLiteral("en")); ///< stopped where it failed
[[nodiscard]] RunSnapshot undoneRun(const QString &language = QStringLiteral("en")); ///< the failed step taken back
[[nodiscard]] QList<RunSnapshot> pastRuns(const QString &language = QStringLiteral("en"));
[[nodiscard]] OutputBatch output(); ///< of the rollback step

} // namespace edgelink::demo
