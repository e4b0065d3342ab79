// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/plan.h"
#include "app/services/runbook/runcontext.h"
#include "app/services/runbook/runcontrol.h"
#include "app/services/runbook/runlog.h"
#include "app/services/runbook/runrebuild.h"
#include "app/services/runbook/runwords.h"

#include <QObject>

#include <functional>

namespace edgelink::runbook {

/// What a worker needs of the engine; all may be called from the worker's thread.
struct RunHooks {
    std::function<void(const RunSnapshot &)> publish;
    /// Only one run that changes anything at a time: true, or why not. Released by the engine when the worker ends.
    std::function<Result<bool>()> acquire;
    std::function<void()> release;
};

/// One run from its preparation (or its resumption) to its end, sequentially, on a thread of its own. Made, used and
/// destroyed there. Every change is on the record before it is acted on, and every state goes out as a whole snapshot.
class RunWorker
{
public:
    RunWorker(const RunContext &context, RunControl &control, RunHooks hooks);

    void prepare(const QString &runId, const RunRequest &request, const SharedPromise<Result<QString>> &answer);
    void resume(const QString &runId, const QString &actor, bool stopAtOnce, const SharedPromise<Result<bool>> &answer);

private:
    // runworker.cpp: the run as a whole
    void publish();
    [[nodiscard]] Result<bool> make(const QString &runId, const RunRequest &request);
    [[nodiscard]] bool awaitConfirmation();
    [[nodiscard]] Result<bool> confirm(const Confirmation &confirmation);
    [[nodiscard]] Result<bool> nothingUnfinished();
    [[nodiscard]] Result<bool> takeOver(const QString &runId, const QString &actor);
    void execute();
    void finish(Outcome outcome);
    void leave(const RunLeft &left);
    // preflight.cpp
    [[nodiscard]] bool preflight(); ///< false: refused or stopped
    void judgeCheck(int index, const Observation &seen);
    [[nodiscard]] bool concludePreflight();
    void finishUnstarted();
    // runsteps.cpp: one step
    [[nodiscard]] std::optional<Outcome> runStep(int index); ///< nullopt: go on with the next
    void enter(int index);
    void attempt(int index, bool isRerun);
    void attemptCommand(int index, bool looksFirst);
    void attemptProbe(int index);
    void undo(int index);
    void skip(int index, const QString &reason);
    void settle(int index, const CommandTrace &trace);
    [[nodiscard]] bool waitForOrphan(int index, const CommandTrace &trace); ///< false: it does not end
    [[nodiscard]] bool isStuck(int index); ///< a process that does not end still lives: the step is concluded
    void waitForPending();
    [[nodiscard]] std::optional<RunDecision> ask(int index);
    [[nodiscard]] QList<RunChoice> choicesFor(int index) const;
    [[nodiscard]] int attemptsSeen(int index) const; ///< without those that a crash cut off
    void begin(int index);
    void conclude(int index, const Judgement &judgement);
    [[nodiscard]] CommandSpec specFor(int index, const CommandTemplate &command) const;
    [[nodiscard]] ProcessEnd run(const CommandSpec &spec);
    [[nodiscard]] ProbeRequest requestFor(const ProbeCall &call, const QString &stepId,
                                          std::chrono::milliseconds timeout) const;
    [[nodiscard]] std::optional<Observation> answerTo(const ProbeRequest &request, bool mayBeStopped);
    [[nodiscard]] Observation unanswered(bool mayBeStopped) const;
    [[nodiscard]] Observation readBack(int index, const ProbeCall &call, const QString &role);
    void keepDebt(const QString &stepId, const Observation &seen);
    void addDebt(const QString &stepId, const QString &text);
    void showStopping();

    [[nodiscard]] const StepDefinition &step(int index) const { return m_plan.at(index).step; }
    [[nodiscard]] StepRecord &record(int index) { return m_snapshot.steps[index]; }

    const RunContext &m_context;
    RunControl &m_control;
    RunHooks m_hooks;
    RunLog m_log;
    QObject m_receiver; ///< lives in the worker's thread: progress arrives here while it waits
    RunSnapshot m_snapshot;
    Plan m_preflightPlan;
    Plan m_plan;
    QMap<QString, StepTrace> m_traces; ///< of a resumed run; emptied as steps are entered
    QMap<QString, int> m_cutOff; ///< of a step, as StepTrace::cutOff
    QMap<QString, Owed> m_owed; ///< not cleared away yet
    QDateTime m_incidentStart;
    QString m_lastReadBack;
    std::optional<ProcessIdentity> m_stuck; ///< an orphan that even SIGKILL did not end
    int m_observationRestarts = 0;
    bool m_mutating = false;
};

} // namespace edgelink::runbook
