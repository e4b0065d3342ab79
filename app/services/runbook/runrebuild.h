// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/plan.h"
#include "app/services/runbook/runcontext.h"
#include "models/domain/journal.h"

#include <QMap>

#include <optional>

namespace edgelink::runbook {

/// What the journal knows of the command that a step started last.
struct CommandTrace {
    QUuid id;
    bool isUndo = false;
    bool intended = false; ///< the intent row is there: the process may have been started
    bool ended = false; ///< the outcome row is there
    QString program;
    QStringList arguments; ///< as journaled (masked)
    Outcome outcome = Outcome::Unknown;
    std::optional<int> exitCode;
    QString error;
};

/// A step according to the journal.
struct StepTrace {
    int attempt = 0;
    int cutOff = 0; ///< attempts of its command whose end nobody saw: no failures, so they use up no retry
    bool open = false; ///< started, and no step-finished since
    bool settled = false; ///< done, warning, skipped or undone
    bool acted = false; ///< some start of it, also its undo, has an intent row
    bool lookAgain = false; ///< settled, but what it saw must still hold when the command after it is started
    CommandTrace command; ///< of the latest start; id null: it runs none
    bool decided = false; ///< an answer was given after the latest finish and not acted on yet
    RunDecision decision;
};

/// An intent without an outcome that is not a step's own command: a read of a probe, cut short.
struct DanglingRead {
    QUuid id;
    QString stepId;
    bool mutating = false;
};

/// What a step left for a later one to clear away: debt when the run ends before that was seen.
struct Owed {
    QString stepId;
    QString text;
};

/// A run as its journal rows tell it.
struct RebuiltRun {
    RunSnapshot snapshot;
    Plan plan;
    bool mutating = false;
    bool stopRequested = false; ///< somebody asked to stop the whole run
    QDateTime incidentStart;
    ProcessIdentity console; ///< the process that ran it last
    QJsonObject target; ///< as targetOf(); empty in rows of before it was recorded
    QMap<QString, StepTrace> steps;
    QList<DanglingRead> danglingReads;
    QMap<QString, Owed> owed; ///< by the key of Observation::owes
    QString lastReadBack; ///< what was seen after the latest command
    int observationRestarts = 0;
};

/// Folds the rows of one run, in order. Fails when they hold no run-started. Pure; any thread.
/// An unfinished run comes back as AwaitingDecision with its doubtful step Unknown, and a question that says so.
[[nodiscard]] Result<RebuiltRun> rebuild(const QList<JournalEvent> &events, const RunContext &context);

/// A look "just before acting" is worth nothing hours later: when the run goes on towards a changing command that was
/// certainly never begun, the probes directly before it, in its phase, are marked to be made again.
void markGuards(RebuiltRun &run);

} // namespace edgelink::runbook
