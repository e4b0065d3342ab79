// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runrebuild.h"

#include "app/services/runbook/commandrules.h"
#include "app/services/runbook/runclaim.h"
#include "app/services/runbook/runlog.h"
#include "app/services/runbook/words.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace edgelink::runbook {

namespace {

QUuid commandIdOf(const JournalEvent &event)
{
    const QUuid named = QUuid::fromString(event.draft.payload.value(QLatin1String("commandId")).toString());
    return named.isNull() ? event.draft.id : named;
}

std::optional<RunChoice> choiceOf(const QString &id)
{
    for (const RunChoice choice : {RunChoice::Retry, RunChoice::Skip, RunChoice::Stop, RunChoice::Undo}) {
        if (runChoiceId(choice) == id)
            return choice;
    }
    return std::nullopt;
}

class Fold
{
public:
    explicit Fold(const RunContext &context)
        : m_context(context)
    {
    }

    void apply(const JournalEvent &event)
    {
        const QString &kind = event.draft.kind;
        if (kind == QLatin1String(journalkind::RunStarted))
            runStarted(event);
        else if (kind == QLatin1String(journalkind::RunFinished))
            runFinished(event);
        else if (kind == QLatin1String(journalkind::StepStarted))
            stepStarted(event);
        else if (kind == QLatin1String(journalkind::StepFinished))
            stepFinished(event);
        else if (kind == QLatin1String(journalkind::Decision))
            decision(event);
        else if (kind == QLatin1String(journalkind::Intent))
            intent(event);
        else if (kind == QLatin1String(journalkind::OutcomeOf))
            outcome(event);
        else if (kind == QLatin1String(journalkind::Observation))
            observation(event);
        else if (kind == QLatin1String(journalkind::Debt))
            m_run.snapshot.debt << event.draft.payload.value(QLatin1String("text")).toString();
    }

    Result<RebuiltRun> finished()
    {
        if (!m_started)
            return failure(ErrorKind::NotFound, Words::tr("the journal holds no such run"));
        m_run.snapshot.debt.removeDuplicates();
        QSet<QUuid> own;
        for (const StepTrace &step : std::as_const(m_run.steps)) {
            if (!step.command.id.isNull())
                own.insert(step.command.id);
        }
        for (auto it = m_intents.cbegin(); it != m_intents.cend(); ++it) {
            if (!m_ended.contains(it.key()) && !own.contains(it.key()))
                m_run.danglingReads.append(*it);
        }
        if (m_run.snapshot.state == RunState::Finished)
            return m_run;
        if (isAtWorkElsewhere()) // it will go on by itself, and nothing is in doubt
            m_run.snapshot.atWorkElsewhere = m_run.console.pid;
        else
            describeDoubt();
        return m_run;
    }

private:
    StepRecord *record(const QString &id)
    {
        const auto it = std::find_if(m_run.snapshot.steps.begin(), m_run.snapshot.steps.end(),
                                     [&id](const StepRecord &step) { return step.id == id; });
        return it == m_run.snapshot.steps.end() ? nullptr : &*it;
    }

    void runStarted(const JournalEvent &event)
    {
        if (m_started)
            return;
        m_started = true;
        const QJsonObject payload = event.draft.payload;
        RunSnapshot &run = m_run.snapshot;
        run.runId = event.draft.runId;
        run.runbookId = payload.value(QLatin1String("runbook")).toString();
        run.runbookVersion = payload.value(QLatin1String("version")).toInt(1);
        run.title = textFromJson(payload.value(QLatin1String("titles")));
        run.environment = event.draft.environment;
        run.incidentId = event.draft.incidentId;
        run.actor = event.draft.actor;
        run.nameToType = payload.value(QLatin1String("nameToType")).toString();
        run.predicted = std::chrono::seconds{payload.value(QLatin1String("predictedS")).toInteger()};
        run.startedAt = event.time();
        run.state = RunState::Running;
        const QJsonObject parameters = payload.value(QLatin1String("parameters")).toObject();
        for (auto it = parameters.constBegin(); it != parameters.constEnd(); ++it)
            run.parameters.insert(it.key(), it.value().toString());
        const QJsonArray preflight = payload.value(QLatin1String("preflight")).toArray();
        for (const QJsonValue value : preflight) {
            const QJsonObject check = value.toObject();
            StepRecord item;
            item.id = check.value(QLatin1String("id")).toString();
            item.title = textFromJson(check.value(QLatin1String("title")));
            item.state = stepStateFromId(check.value(QLatin1String("state")).toString());
            item.text = check.value(QLatin1String("text")).toString();
            item.reason = check.value(QLatin1String("reason")).toString();
            run.preflight.append(item);
        }
        m_run.plan = planFromJson(payload.value(QLatin1String("plan")).toArray());
        for (const PlannedStep &planned : std::as_const(m_run.plan))
            run.steps.append(recordOf(planned, m_context.environment, m_context.tools));
        m_run.mutating = payload.value(QLatin1String("mutating")).toBool();
        m_run.console = processFromJson(payload.value(QLatin1String("console")).toObject());
        m_run.target = payload.value(QLatin1String("target")).toObject();
        m_run.incidentStart
            = QDateTime::fromString(payload.value(QLatin1String("incidentStart")).toString(), Qt::ISODateWithMs);
    }

    void runFinished(const JournalEvent &event)
    {
        const QJsonObject payload = event.draft.payload;
        m_run.snapshot.state = RunState::Finished;
        m_run.snapshot.outcome = outcomeFromId(payload.value(QLatin1String("outcome")).toString());
        m_run.snapshot.endState = payload.value(QLatin1String("endState")).toString();
        m_run.snapshot.rtoMs = payload.value(QLatin1String("rtoMs")).toInteger(-1);
        m_run.snapshot.finishedAt = event.time();
        m_run.snapshot.current = -1;
    }

    void stepStarted(const JournalEvent &event)
    {
        StepRecord *step = record(event.draft.stepId);
        if (step == nullptr)
            return;
        owe(event);
        const QJsonObject payload = event.draft.payload;
        StepTrace &trace = m_run.steps[step->id];
        trace.open = true;
        trace.settled = false;
        trace.decided = false;
        trace.attempt = payload.value(QLatin1String("attempt")).toInt(1);
        trace.command = {};
        const QUuid commandId = QUuid::fromString(payload.value(QLatin1String("commandId")).toString());
        trace.command.id = commandId;
        trace.command.isUndo = payload.value(QLatin1String("undo")).toBool();
        step->state = StepState::Running;
        step->attempt = trace.attempt;
        step->startedAt = event.time();
        step->finishedAt = {};
        step->commandId = commandId;
        step->text.clear();
        m_run.snapshot.current = static_cast<int>(step - m_run.snapshot.steps.data());
    }

    void stepFinished(const JournalEvent &event)
    {
        StepRecord *step = record(event.draft.stepId);
        if (step == nullptr)
            return;
        const QJsonObject payload = event.draft.payload;
        StepTrace &trace = m_run.steps[step->id];
        step->state = stepStateFromId(payload.value(QLatin1String("state")).toString());
        step->text = payload.value(QLatin1String("text")).toString();
        step->reason = payload.value(QLatin1String("reason")).toString();
        step->finishedAt = event.time();
        trace.open = false;
        trace.decided = false;
        trace.settled = step->state == StepState::Done || step->state == StepState::Warning
            || step->state == StepState::Skipped || step->state == StepState::Undone;
    }

    void decision(const JournalEvent &event)
    {
        const QJsonObject payload = event.draft.payload;
        const QString id = payload.value(QLatin1String("choice")).toString();
        if (id == QLatin1String("resume")) {
            m_run.console = processFromJson(payload.value(QLatin1String("console")).toObject());
            m_run.snapshot.resumed = true;
            return;
        }
        const std::optional<RunChoice> choice = choiceOf(id);
        if (!choice)
            return;
        if (payload.value(QLatin1String("whole")).toBool()) {
            m_run.stopRequested = true;
            return;
        }
        if (record(event.draft.stepId) == nullptr)
            return;
        StepTrace &trace = m_run.steps[event.draft.stepId];
        trace.decided = true;
        trace.decision = {*choice, payload.value(QLatin1String("reason")).toString(), event.draft.actor, 0};
    }

    void intent(const JournalEvent &event)
    {
        const QUuid id = commandIdOf(event);
        const QJsonObject payload = event.draft.payload;
        m_intents.insert(id, {id, event.draft.stepId, payload.value(QLatin1String("mutating")).toBool()});
        for (StepTrace &step : m_run.steps) {
            if (step.command.id.isNull() || step.command.id != id)
                continue;
            step.command.intended = true;
            step.acted = true;
            step.command.program = payload.value(QLatin1String("program")).toString();
            const QJsonArray argv = payload.value(QLatin1String("argv")).toArray();
            step.command.arguments.clear();
            for (const QJsonValue word : argv)
                step.command.arguments << word.toString();
            // Whether argv begins with the program is the command layer's choice.
            if (!step.command.arguments.isEmpty() && step.command.arguments.first() == step.command.program)
                step.command.arguments.removeFirst();
        }
    }

    void outcome(const JournalEvent &event)
    {
        const QJsonObject payload = event.draft.payload;
        const QUuid id = QUuid::fromString(payload.value(QLatin1String("commandId")).toString());
        m_ended.insert(id);
        for (StepTrace &step : m_run.steps) {
            if (step.command.id.isNull() || step.command.id != id)
                continue;
            step.command.ended = true;
            if (!step.command.isUndo && payload.value(QLatin1String("settledBy")).toString() == QLatin1String("resume"))
                ++step.cutOff;
            step.command.outcome = outcomeFromId(payload.value(QLatin1String("outcome")).toString());
            if (payload.value(QLatin1String("exitCode")).isDouble())
                step.command.exitCode = payload.value(QLatin1String("exitCode")).toInt();
            const QJsonValue error = payload.value(QLatin1String("error"));
            step.command.error
                = error.isObject() ? error.toObject().value(QLatin1String("what")).toString() : error.toString();
        }
    }

    void owe(const JournalEvent &event)
    {
        const QJsonObject owes = event.draft.payload.value(QLatin1String("owes")).toObject();
        for (auto it = owes.constBegin(); it != owes.constEnd(); ++it)
            m_run.owed.insert(it.key(), {event.draft.stepId, it.value().toString()});
    }

    void observation(const JournalEvent &event)
    {
        const QJsonObject payload = event.draft.payload;
        const QJsonArray cleared = payload.value(QLatin1String("cleared")).toArray();
        for (const QJsonValue key : cleared)
            m_run.owed.remove(key.toString());
        owe(event);
        const QString role = payload.value(QLatin1String("role")).toString();
        if (role == QLatin1String("read-back") || role == QLatin1String("undo"))
            m_run.lastReadBack = payload.value(QLatin1String("text")).toString();
        if (payload.value(QLatin1String("probe")).toString() == QLatin1String("observation-window"))
            m_run.observationRestarts
                = payload.value(QLatin1String("data")).toObject().value(QLatin1String("restarts")).toInt();
    }

    /// Its console lives and has not left it: one that could not write its journal any more gave its claim back.
    [[nodiscard]] bool isAtWorkElsewhere() const
    {
        const QString &claims = m_context.options.claimFolder;
        return !(m_run.console == ProcessTable::self()) && m_context.options.processes->isAlive(m_run.console)
            && (!m_run.mutating || claims.isEmpty() || RunClaim::isHeld(claims, m_context.environment.name));
    }

    void describeDoubt()
    {
        RunSnapshot &run = m_run.snapshot;
        run.state = RunState::AwaitingDecision;
        run.resumed = true;
        run.question = Words::tr("The console stopped in the middle of this run. Resuming reads back what is so before "
                                 "anything else is done.");
        for (StepRecord &step : run.steps) {
            const StepTrace trace = m_run.steps.value(step.id);
            if (!trace.open)
                continue;
            const bool inDoubt = trace.command.intended && !trace.command.ended;
            step.state = StepState::Unknown;
            step.text = inDoubt ? Words::tr("the console stopped while this command ran; what it did is not known yet")
                                : Words::tr("the console stopped during this step; it has not been judged");
        }
    }

    const RunContext &m_context;
    RebuiltRun m_run;
    QMap<QUuid, DanglingRead> m_intents;
    QSet<QUuid> m_ended;
    bool m_started = false;
};

} // namespace

Result<RebuiltRun> rebuild(const QList<JournalEvent> &events, const RunContext &context)
{
    Fold fold(context);
    for (const JournalEvent &event : events)
        fold.apply(event);
    return fold.finished();
}

void markGuards(RebuiltRun &run)
{
    const auto first = std::find_if(run.plan.cbegin(), run.plan.cend(), [&run](const PlannedStep &planned) {
        return !run.steps.value(planned.step.id).settled;
    });
    if (first == run.plan.cend())
        return;
    const StepTrace next = run.steps.value(first->step.id);
    const bool isLeftOut = next.decision.choice == RunChoice::Skip && first->step.command;
    if (next.decided
        && (isLeftOut || next.decision.choice == RunChoice::Stop || next.decision.choice == RunChoice::Undo))
        return; // nothing will be acted on
    const auto isGuard = [&first](const PlannedStep &planned) {
        return planned.step.probe && planned.step.phase == first->step.phase;
    };
    const auto command = std::find_if_not(first, run.plan.cend(), isGuard);
    if (command == run.plan.cend() || !command->step.command || !isMutating(*command->step.command)
        || command->step.phase != first->step.phase || run.steps.value(command->step.id).acted)
        return;
    for (auto before = first; before != run.plan.cbegin() && isGuard(*std::prev(before)); --before) {
        // One that was skipped stays so: somebody decided that, with a reason.
        const QString &id = std::prev(before)->step.id;
        const bool isSkipped
            = std::any_of(run.snapshot.steps.cbegin(), run.snapshot.steps.cend(),
                          [&id](const StepRecord &step) { return step.id == id && step.state == StepState::Skipped; });
        run.steps[id].lookAgain = !isSkipped;
    }
}

} // namespace edgelink::runbook
