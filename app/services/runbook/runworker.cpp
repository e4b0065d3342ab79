// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runworker.h"

#include "app/services/runbook/parameters.h"
#include "app/services/runbook/runhistory.h"
#include "app/services/runbook/words.h"

#include <spdlog/spdlog.h>

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace edgelink::runbook {

namespace {

constexpr std::chrono::seconds HistoryDeadline{60};

/// Rolling "back" to a revision that never ran would be no inverse: such an undo is taken out, with the reason.
void dropImpossibleUndo(Plan &plan, const Revision *current)
{
    if (current != nullptr && current->wasDeployed())
        return;
    for (PlannedStep &planned : plan) {
        StepDefinition &step = planned.step;
        if (!step.undo || !step.undo->arguments.join(QLatin1Char(' ')).contains(QLatin1String("${current_revision}")))
            continue;
        step.undo.reset();
        step.undoObserve.reset();
        const QString why = current == nullptr
            ? Words::tr("What ran before is not known, so there is no automatic undo.")
            : Words::tr("Revision %1, which was there before, is %2 and never ran, so there is no automatic undo.")
                  .arg(current->number)
                  .arg(current->status);
        step.undoText = {why, why};
    }
}

bool needsCurrentRevision(const Plan &plan)
{
    return QJsonDocument(toJson(plan)).toJson(QJsonDocument::Compact).contains("${current_revision}");
}

/// The parts of the target that are another now than when the run was confirmed; then and now, in words.
std::optional<std::pair<QString, QString>> changedTarget(const QJsonObject &confirmed, const QJsonObject &now)
{
    QStringList before;
    QStringList after;
    for (auto it = confirmed.constBegin(); it != confirmed.constEnd(); ++it) {
        if (!now.contains(it.key()) || now.value(it.key()) == it.value())
            continue;
        before << it.key() + QLatin1Char(' ') + it.value().toString();
        after << it.key() + QLatin1Char(' ') + now.value(it.key()).toString();
    }
    if (before.isEmpty())
        return std::nullopt;
    return std::pair{before.join(QStringLiteral(", ")), after.join(QStringLiteral(", "))};
}

void fillIn(Plan &plan, const Values &values)
{
    for (PlannedStep &planned : plan)
        planned.step = expanded(planned.step, values);
}

} // namespace

RunWorker::RunWorker(const RunContext &context, RunControl &control, RunHooks hooks)
    : m_context(context)
    , m_control(control)
    , m_hooks(std::move(hooks))
    , m_log(context, control)
{
    QObject::connect(context.probes, &ProbeSource::progress, &m_receiver,
                     [this](const QString &runId, const QString &stepId, double fraction, const QString &text) {
                         const int current = m_snapshot.current;
                         if (runId != m_snapshot.runId || current < 0 || record(current).id != stepId
                             || record(current).state != StepState::Running)
                             return;
                         record(current).progress = fraction;
                         record(current).text = text;
                         publish();
                     });
}

void RunWorker::publish()
{
    ++m_snapshot.generation;
    m_hooks.publish(m_snapshot);
}

Result<bool> RunWorker::make(const QString &runId, const RunRequest &request)
{
    const RunbookLibrary library = RunbookLibrary::load(m_context.folders, {m_context.probes->names()});
    const Result<RunbookDefinition> runbook = library.usable(request.runbookId);
    if (!runbook)
        return tl::make_unexpected(runbook.error());
    const auto read = awaitFor(m_control, m_context.releases->history(), HistoryDeadline);
    const Result<ReleaseHistory> history = read.value_or(Result<ReleaseHistory>(failure(
        ErrorKind::Timeout, Words::tr("helm's history could not be read in time"), m_context.environment.release)));
    const Result<Values> given
        = resolvedParameters(*runbook, request.parameters, history, illSince(m_context, m_control, request.incidentId));
    if (!given)
        return tl::make_unexpected(given.error());
    Values values = *given;
    values.insert(QStringLiteral("release"), m_context.environment.release);
    values.insert(QStringLiteral("namespace"), m_context.environment.nameSpace);
    values.insert(QStringLiteral("cluster"), m_context.environment.cluster);

    m_plan = planOf(*runbook, library, values);
    m_preflightPlan = preflightOf(*runbook, library, values);
    const Revision *current = history ? history->latest() : nullptr;
    if (const std::optional<Error> missing = missingDatabase(m_plan, m_context.environment.database))
        return tl::make_unexpected(*missing);
    dropImpossibleUndo(m_plan, current);
    if (current == nullptr && (needsCurrentRevision(m_plan) || needsCurrentRevision(m_preflightPlan)))
        return tl::make_unexpected(history ? Error{ErrorKind::NotFound,
                                                   Words::tr("the release has no history"),
                                                   m_context.environment.release,
                                                   {},
                                                   {}}
                                           : history.error());
    if (current != nullptr)
        values.insert(QStringLiteral("current_revision"), QString::number(current->number));
    fillIn(m_plan, values);
    fillIn(m_preflightPlan, values);

    m_mutating = isMutating(m_plan);
    m_incidentStart = incidentStart(m_context, m_control, request.incidentId);
    m_snapshot.runId = runId;
    m_snapshot.runbookId = runbook->id;
    m_snapshot.runbookVersion = runbook->version;
    m_snapshot.title = expanded(runbook->title, values);
    m_snapshot.environment = m_context.environment.name;
    m_snapshot.incidentId = request.incidentId;
    m_snapshot.actor = request.actor;
    m_snapshot.parameters = *given;
    m_snapshot.nameToType = m_context.environment.release;
    m_snapshot.predicted = predicted(m_plan, m_context.environment.timeCompression);
    for (const PlannedStep &check : std::as_const(m_preflightPlan))
        m_snapshot.preflight.append(recordOf(check, m_context.environment, m_context.tools));
    for (const PlannedStep &planned : std::as_const(m_plan))
        m_snapshot.steps.append(recordOf(planned, m_context.environment, m_context.tools));
    m_log.setRun(m_snapshot);
    return true;
}

void RunWorker::prepare(const QString &runId, const RunRequest &request, const SharedPromise<Result<QString>> &answer)
{
    bool answered = false;
    try {
        const Result<bool> made = make(runId, request);
        answered = true;
        if (!made) {
            fulfil(answer, Result<QString>(tl::make_unexpected(made.error())));
            return;
        }
        publish();
        fulfil(answer, Result<QString>(runId));
        if (preflight() && awaitConfirmation())
            execute();
    } catch (const RunLeft &left) {
        if (!answered)
            fulfil(answer, Result<QString>(failure(ErrorKind::Cancelled, Words::tr("the console is closing"), runId)));
        leave(left);
    }
}

bool RunWorker::awaitConfirmation()
{
    m_snapshot.state = RunState::AwaitingConfirmation;
    m_control.ask(RunControl::Asking::Confirmation);
    publish();
    for (;;) {
        const std::optional<RunMessage> message = m_control.next();
        if (m_control.abandoned())
            throw RunLeft{};
        if (!message) {
            m_control.ask(RunControl::Asking::Nothing);
            finishUnstarted();
            return false;
        }
        const auto &confirmation = std::get<Confirmation>(*message);
        const Result<bool> confirmed = confirm(confirmation);
        if (confirmed)
            m_control.ask(RunControl::Asking::Nothing);
        fulfil(confirmation.answer, confirmed);
        if (confirmed)
            return true;
    }
}

Result<bool> RunWorker::nothingUnfinished()
{
    const Result<QList<RunHeading>> runs = runHeadings(m_context, m_control);
    if (!runs)
        return tl::make_unexpected(runs.error());
    for (const RunHeading &run : *runs) {
        if (!run.finished && run.mutating && run.runId != m_snapshot.runId)
            return failure(ErrorKind::Conflict, Words::tr("an earlier run has not been finished"), run.runId,
                           Words::tr("resume or stop it first: what it left is not known"));
    }
    return true;
}

Result<bool> RunWorker::confirm(const Confirmation &confirmation)
{
    const QString cluster = m_context.environment.cluster;
    const bool isNamed
        = confirmation.typedName == m_snapshot.nameToType || (!cluster.isEmpty() && confirmation.typedName == cluster);
    if (!isNamed || confirmation.typedName.isEmpty())
        return failure(ErrorKind::Refused, Words::tr("the name typed is not the name of the target"),
                       confirmation.typedName.left(80), Words::tr("type %1, exactly").arg(m_snapshot.nameToType));
    QStringList overridden;
    for (const StepRecord &check : std::as_const(m_snapshot.preflight)) {
        if (check.state == StepState::Failed)
            overridden << check.id;
    }
    const QString reason = confirmation.overrideReason.trimmed();
    if (!overridden.isEmpty() && reason.isEmpty())
        return failure(ErrorKind::Refused, Words::tr("a pre-flight check failed"),
                       overridden.join(QStringLiteral(", ")), Words::tr("it may be overridden, with a reason"));
    if (m_mutating) {
        const Result<bool> acquired = m_hooks.acquire();
        if (!acquired)
            return acquired;
        const Result<bool> alone = nothingUnfinished();
        if (!alone) {
            m_hooks.release();
            return alone;
        }
    }
    RunSnapshot confirmed = m_snapshot;
    confirmed.startedAt = QDateTime::currentDateTimeUtc();
    confirmed.question.clear();
    if (!confirmation.actor.isEmpty())
        confirmed.actor = confirmation.actor;
    for (StepRecord &check : confirmed.preflight) {
        if (check.state == StepState::Failed)
            check.reason = reason;
    }
    try {
        m_log.setRun(confirmed);
        m_log.runStarted(confirmed, m_plan, m_mutating, m_incidentStart, overridden.isEmpty() ? QString() : reason);
    } catch (const RunLeft &left) {
        if (!left.error)
            throw;
        m_hooks.release();
        return tl::make_unexpected(*left.error); // nothing was started, and it may be tried again
    }
    m_snapshot = confirmed;
    if (!overridden.isEmpty())
        m_log.decision({}, QStringLiteral("override"), reason, confirmed.actor,
                       {{"checks", QJsonArray::fromStringList(overridden)}});
    return true;
}

Result<bool> RunWorker::takeOver(const QString &runId, const QString &actor)
{
    Result<RebuiltRun> rebuilt = readRun(m_context, m_control, runId);
    if (!rebuilt)
        return tl::make_unexpected(rebuilt.error());
    if (rebuilt->snapshot.state == RunState::Finished)
        return failure(ErrorKind::Conflict, Words::tr("this run is finished"), runId);
    if (rebuilt->snapshot.environment != m_context.environment.name)
        return failure(ErrorKind::Refused, Words::tr("this run belongs to another environment"), runId,
                       Words::tr("open %1 to resume it").arg(rebuilt->snapshot.environment));
    if (const auto changed = changedTarget(rebuilt->target, targetOf(m_context.environment)))
        return failure(
            ErrorKind::Refused, Words::tr("this run was confirmed for another target"), runId,
            Words::tr("confirmed for %1; the configuration now says %2").arg(changed->first, changed->second));
    if (rebuilt->snapshot.atWorkElsewhere != 0)
        return failure(ErrorKind::Conflict, Words::tr("another console is still at work on this run"), runId,
                       Words::tr("its process is %1").arg(rebuilt->console.pid));
    if (rebuilt->mutating) {
        const Result<bool> acquired = m_hooks.acquire();
        if (!acquired)
            return acquired;
    }
    markGuards(*rebuilt);
    m_plan = rebuilt->plan;
    m_traces = rebuilt->steps;
    m_mutating = rebuilt->mutating;
    m_incidentStart = rebuilt->incidentStart;
    m_owed = rebuilt->owed;
    m_lastReadBack = rebuilt->lastReadBack;
    m_observationRestarts = rebuilt->observationRestarts;
    m_snapshot = rebuilt->snapshot;
    m_snapshot.question.clear();
    m_snapshot.resumed = true;
    m_snapshot.state = RunState::Running;
    m_log.setRun(m_snapshot);
    if (!actor.isEmpty())
        m_log.setActor(actor);
    try {
        m_log.resumed(actor);
    } catch (const RunLeft &left) {
        if (!left.error)
            throw;
        return tl::make_unexpected(*left.error);
    }
    if (rebuilt->stopRequested)
        m_control.requestStop(actor);
    for (const DanglingRead &read : std::as_const(rebuilt->danglingReads))
        m_log.settled(
            read.id, read.stepId, read.mutating, QStringLiteral("not-observed"),
            Words::tr("cut short when the console stopped; it only read, and is read again where it is needed"));
    return true;
}

void RunWorker::resume(const QString &runId, const QString &actor, bool stopAtOnce,
                       const SharedPromise<Result<bool>> &answer)
{
    bool answered = false;
    try {
        const Result<bool> taken = takeOver(runId, actor);
        answered = true;
        if (taken && stopAtOnce) {
            RunLog::requested(m_context, m_snapshot, QStringLiteral("stop"), actor);
            m_control.requestStop(actor);
        }
        if (taken)
            publish();
        fulfil(answer, taken);
        if (taken)
            execute();
    } catch (const RunLeft &left) {
        if (!answered)
            fulfil(answer,
                   Result<bool>(left.error
                                    ? Result<bool>(tl::make_unexpected(*left.error))
                                    : failure(ErrorKind::Cancelled, Words::tr("the console is closing"), runId)));
        leave(left);
    }
}

void RunWorker::execute()
{
    m_snapshot.state = RunState::Running;
    publish();
    for (int index = 0; index < m_plan.size(); ++index) {
        const StepTrace trace = m_traces.value(step(index).id);
        if (trace.settled && (!trace.lookAgain || m_control.stopRequested())) {
            if (record(index).state == StepState::Undone) { // died between the undo and the end it leads to
                m_snapshot.current = index;
                return finish(Outcome::Error);
            }
            continue;
        }
        // An open step is settled even when somebody asked to stop: what it left must be known.
        if (m_control.stopRequested() && !trace.open)
            return finish(Outcome::Cancelled);
        m_snapshot.current = index;
        if (const std::optional<Outcome> end = runStep(index))
            return finish(*end);
    }
    finish(Outcome::Success);
}

void RunWorker::finish(Outcome outcome)
{
    m_control.ask(RunControl::Asking::Nothing);
    // A command whose start a crash cut short before its intent, and which the looks before it did not let begin.
    for (int index = 0; index < m_plan.size(); ++index) {
        const StepTrace left = m_traces.take(step(index).id);
        if (left.open && !left.command.intended)
            conclude(index, {StepState::Failed, Outcome::Cancelled, Words::tr("stopped before it was started")});
    }
    for (const Owed &owed : std::as_const(m_owed))
        addDebt(owed.stepId, owed.text);
    RunSnapshot run = m_snapshot;
    run.finishedAt = QDateTime::currentDateTimeUtc();
    run.outcome = outcome;
    run.question.clear();
    run.choices.clear();
    run.endState = endStateOf(run, m_lastReadBack, outcome == Outcome::Cancelled ? m_control.stopActor() : QString());
    qint64 sinceIncident = -1;
    if (m_incidentStart.isValid()) {
        sinceIncident = m_incidentStart.msecsTo(run.finishedAt);
        if (outcome == Outcome::Success && m_mutating) {
            // Recovery is proven by the last check before the observation window; the window confirms it afterwards.
            // When its clock had to start again, the platform was not well yet at that time.
            QDateTime recovered;
            for (const StepRecord &item : std::as_const(run.steps)) {
                if (item.phase != QLatin1String("observe") && item.phase != QLatin1String("summary")
                    && item.finishedAt.isValid())
                    recovered = item.finishedAt;
            }
            const bool heldAtOnce = recovered.isValid() && m_observationRestarts == 0;
            run.rtoMs = m_incidentStart.msecsTo(heldAtOnce ? recovered : run.finishedAt);
        }
    }
    m_log.runFinished(run, sinceIncident);
    run.state = RunState::Finished;
    m_snapshot = run;
    publish();
}

void RunWorker::leave(const RunLeft &left)
{
    m_control.ask(RunControl::Asking::Nothing);
    if (!left.error)
        return; // the program ends; the journal keeps the run as it is
    spdlog::error("run {} left: {}", m_snapshot.runId.toStdString(), left.error->sentence().toStdString());
    m_snapshot.state = RunState::Finished;
    m_snapshot.outcome = Outcome::Unknown;
    m_snapshot.finishedAt = QDateTime::currentDateTimeUtc();
    m_snapshot.question.clear();
    m_snapshot.choices.clear();
    if (m_snapshot.current >= 0 && record(m_snapshot.current).state == StepState::Running)
        record(m_snapshot.current).state = StepState::Unknown;
    m_snapshot.endState
        = Words::tr("The journal could not be written (%1), so nothing more was done. What is on the record "
                    "can be resumed once it can be written again.")
              .arg(left.error->sentence());
    publish();
}

} // namespace edgelink::runbook
