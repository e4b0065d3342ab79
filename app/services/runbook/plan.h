// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/placeholders.h"
#include "app/services/runbook/runbooklibrary.h"
#include "models/domain/environment.h"
#include "models/domain/runbook.h"

#include <QJsonArray>

namespace edgelink::runbook {

/// One step as it will be done: called runbooks flattened, parameters filled in.
struct PlannedStep {
    StepDefinition step; ///< id unique in the run: "rollback", "verify/pods"
    int depth = 0;
    bool operator==(const PlannedStep &) const = default;
};
using Plan = QList<PlannedStep>;

/// Flattens `steps` of a runbook that the library accepted (so calls end). A call hands its phase (where the callee
/// names none), `advisory` and `skippable: false` down. Parallel groups and loops would be expanded here as well.
[[nodiscard]] Plan planOf(const RunbookDefinition &runbook, const RunbookLibrary &library, const Values &values);
[[nodiscard]] Plan preflightOf(const RunbookDefinition &runbook, const RunbookLibrary &library, const Values &values);

/// Why the plan cannot be run here, when a step needs the database and the environment does not say where it is.
[[nodiscard]] std::optional<Error> missingDatabase(const Plan &plan, const DatabaseReference &database);
[[nodiscard]] bool isMutating(const Plan &plan);
[[nodiscard]] std::chrono::seconds predicted(const Plan &plan, double timeCompression);

/// The plan goes into the run's first journal row, so that a run is resumed from the journal alone, with the very
/// commands that were confirmed, whatever became of the files meanwhile.
[[nodiscard]] QJsonArray toJson(const Plan &plan);
[[nodiscard]] Plan planFromJson(const QJsonArray &array);
[[nodiscard]] QJsonObject toJson(const LocalizedText &text);
[[nodiscard]] LocalizedText textFromJson(const QJsonValue &value);

/// The command as it will be started: tool path, pins, environment of the child. Id is new with each call.
[[nodiscard]] CommandSpec specOf(const CommandTemplate &command, const StepDefinition &step,
                                 const Environment &environment, const ToolPaths &tools);
/// How the step is shown before anything happened.
[[nodiscard]] StepRecord recordOf(const PlannedStep &planned, const Environment &environment, const ToolPaths &tools);

} // namespace edgelink::runbook
