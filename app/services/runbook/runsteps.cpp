// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runworker.h"
#include "app/services/runbook/words.h"

#include <algorithm>
#include <csignal>

namespace edgelink::runbook {

namespace {

constexpr std::chrono::seconds RunnerSlack{60}; // beyond the runner's own deadlines, before it is taken for lost
constexpr std::chrono::seconds ProbeSlack{15};
constexpr std::chrono::seconds ReadBackTimeout{90};

} // namespace

std::optional<Outcome> RunWorker::runStep(int index)
{
    const StepTrace trace = m_traces.value(step(index).id);
    std::optional<RunDecision> given;
    if (trace.decided)
        given = trace.decision;
    enter(index);
    for (;;) {
        switch (record(index).state) {
        case StepState::Done:
        case StepState::Warning:
        case StepState::Skipped:
            return std::nullopt;
        case StepState::Undone:
            return Outcome::Error; // what the run was for was not done
        default:
            break;
        }
        if (m_control.stopRequested())
            return Outcome::Cancelled;
        const std::optional<RunDecision> decision = given ? given : ask(index);
        given.reset();
        if (!decision)
            return Outcome::Cancelled;
        switch (decision->choice) {
        case RunChoice::Retry:
            attempt(index, false);
            break;
        case RunChoice::Skip:
            skip(index, decision->reason);
            break;
        case RunChoice::Undo:
            undo(index);
            break;
        case RunChoice::Stop:
            return Outcome::Error;
        }
    }
}

/// Takes the step up where the journal left it; a step that was never begun is simply begun.
void RunWorker::enter(int index)
{
    const StepTrace trace = m_traces.take(step(index).id);
    m_cutOff.insert(step(index).id, trace.cutOff);
    if (trace.attempt == 0)
        return attempt(index, false);
    if (trace.lookAgain)
        return attempt(index, true);
    if (!trace.open)
        return; // failed, and perhaps answered
    if (trace.command.intended)
        return settle(index, trace.command);
    if (m_control.stopRequested()) // no intent row, so nothing was started
        return conclude(index, {StepState::Failed, Outcome::Cancelled, Words::tr("stopped before it was started")});
    if (trace.command.isUndo)
        return undo(index);
    attempt(index, true);
}

void RunWorker::begin(int index)
{
    StepRecord &shown = record(index);
    shown.state = StepState::Running;
    shown.text.clear();
    shown.reason.clear();
    shown.progress = -1;
    shown.startedAt = QDateTime::currentDateTimeUtc();
    shown.finishedAt = {};
}

void RunWorker::attempt(int index, bool isRerun)
{
    begin(index);
    if (!isRerun)
        ++record(index).attempt;
    if (step(index).command)
        attemptCommand(index, isRerun || record(index).attempt > 1);
    else
        attemptProbe(index);
}

void RunWorker::attemptCommand(int index, bool looksFirst)
{
    const StepDefinition &definition = step(index);
    const CommandSpec spec = specFor(index, *definition.command);
    record(index).commandId = spec.id;
    m_log.stepStarted(record(index), spec.id, false);
    publish();
    if (looksFirst) {
        // The target may have been reached meanwhile, and what cannot be seen is not changed a second time.
        const Observation before = readBack(index, *definition.observe, QStringLiteral("read-back"));
        if (before.state == Observation::State::Unknown)
            return conclude(
                index,
                {StepState::Unknown, Outcome::Unknown,
                 Words::tr("not run again, because what is so now could not be seen: %1").arg(before.text)});
        if (before.state != Observation::State::Failed) {
            keepDebt(definition.id, before);
            return conclude(
                index,
                {StepState::Done, Outcome::Success, Words::tr("already so, nothing was run: %1").arg(before.text)});
        }
    }
    if (m_control.stopRequested())
        return conclude(index, {StepState::Failed, Outcome::Cancelled, Words::tr("stopped before it was started")});
    if (isStuck(index))
        return;
    const ProcessEnd end = run(spec);
    const Observation seen = readBack(index, *definition.observe, QStringLiteral("read-back"));
    keepDebt(definition.id, seen);
    conclude(index, judgedCommand(definition.command->program, end, seen, definition.advisory));
}

void RunWorker::attemptProbe(int index)
{
    const StepDefinition &definition = step(index);
    const ProbeRequest request = requestFor(*definition.probe, definition.id, definition.timeout);
    Observation expected;
    expected.owes = m_context.probes->mayOwe(request);
    expected.owes = withoutSecrets(expected).owes;
    // What an attempt that got no answer may have left stays owed, whatever becomes of the next one.
    QStringList answerable;
    for (auto it = expected.owes.cbegin(); it != expected.owes.cend(); ++it) {
        if (!m_owed.contains(it.key()))
            answerable << it.key();
    }
    m_log.stepStarted(record(index), {}, false, expected.owes);
    keepDebt(definition.id, expected);
    publish();
    const std::optional<Observation> answer = answerTo(request, true);
    Observation seen = answer.value_or(unanswered(true));
    if (answer)
        seen.cleared += answerable; // what is left now, the answer says itself
    m_log.observation(definition.id, QStringLiteral("step"), *definition.probe, seen);
    if (seen.data.contains(QLatin1String("restarts")))
        m_observationRestarts = seen.data.value(QLatin1String("restarts")).toInt();
    keepDebt(definition.id, seen);
    conclude(index, judgedProbe(seen, definition.advisory));
}

void RunWorker::undo(int index)
{
    const StepDefinition &definition = step(index);
    begin(index);
    const CommandSpec spec = specFor(index, *definition.undo);
    record(index).commandId = spec.id;
    m_log.stepStarted(record(index), spec.id, true);
    publish();
    if (isStuck(index))
        return;
    const ProcessEnd end = run(spec);
    const Observation seen = readBack(index, *definition.undoObserve, QStringLiteral("undo"));
    keepDebt(definition.id, seen);
    Judgement judgement = judgedCommand(definition.undo->program, end, seen, false);
    if (judgement.state == StepState::Done || judgement.state == StepState::Warning)
        judgement.state = StepState::Undone;
    else
        judgement.text = Words::tr("undoing it: %1").arg(judgement.text);
    conclude(index, judgement);
}

void RunWorker::skip(int index, const QString &reason)
{
    StepRecord &shown = record(index);
    const QString seen = shown.text;
    shown.reason = reason;
    conclude(index, {StepState::Skipped, Outcome::Error, seen});
}

/// A command whose end nobody saw: waits until no such process is left, looks, and writes the outcome row that is
/// missing before anything else happens.
void RunWorker::settle(int index, const CommandTrace &trace)
{
    const StepDefinition &definition = step(index);
    const ProbeCall call = trace.isUndo ? *definition.undoObserve : *definition.observe;
    const CommandTemplate command = trace.isUndo ? *definition.undo : *definition.command;
    record(index).state = StepState::Unknown;
    publish();
    if (!trace.ended) {
        const bool isGone = waitForOrphan(index, trace);
        if (isGone && command.program == QLatin1String("helm"))
            waitForPending();
    }
    const Observation seen = readBack(index, call, trace.isUndo ? QStringLiteral("undo") : QStringLiteral("read-back"));
    if (!trace.ended) {
        m_log.settled(trace.id, definition.id, true, observationStateId(seen.state), seen.text);
        m_cutOff[definition.id] += trace.isUndo ? 0 : 1;
    }
    keepDebt(definition.id, seen);
    if (m_stuck) {
        return conclude(index,
                        {StepState::Unknown, Outcome::Unknown,
                         Words::tr("its process %1 does not end, not even by SIGKILL, so what was seen may change: %2")
                             .arg(m_stuck->pid)
                             .arg(seen.text)});
    }
    const ProcessEnd end{trace.outcome, trace.exitCode, trace.error, true};
    Judgement judgement = judgedCommand(command.program, end, seen, definition.advisory && !trace.isUndo);
    if (trace.isUndo && (judgement.state == StepState::Done || judgement.state == StepState::Warning))
        judgement.state = StepState::Undone;
    conclude(index, judgement);
}

bool RunWorker::isStuck(int index)
{
    if (!m_stuck || !m_context.options.processes->isAlive(*m_stuck))
        return false;
    conclude(index,
             {StepState::Unknown, Outcome::Unknown,
              Words::tr("not run, because process %1 of an earlier attempt has still not ended").arg(m_stuck->pid)});
    return true;
}

bool RunWorker::waitForOrphan(int index, const CommandTrace &trace)
{
    const ProcessTable &processes = *m_context.options.processes;
    const std::optional<ProcessIdentity> orphan = processes.find(trace.program, trace.arguments);
    if (!orphan)
        return true;
    const StepDefinition &definition = step(index);
    const auto grace = trace.isUndo ? definition.undo->grace : definition.command->grace;
    record(index).text = Words::tr("its process %1 still runs; waiting for it").arg(orphan->pid);
    publish();
    // Like the command layer would have: asked at its deadline or when somebody stops the run, killed only after that.
    const auto deadline = std::chrono::steady_clock::now() + definition.timeout;
    std::optional<std::chrono::steady_clock::time_point> asked;
    std::optional<std::chrono::steady_clock::time_point> killed;
    while (processes.isAlive(*orphan)) {
        const auto now = std::chrono::steady_clock::now();
        if (!asked && (m_control.stopRequested() || now >= deadline)) {
            processes.signal(*orphan, SIGINT);
            asked = now;
        } else if (asked && now >= *asked + grace) {
            processes.signal(*orphan, SIGKILL);
            asked = now;
            killed = killed.value_or(now);
        }
        if (killed && now >= *killed + m_context.options.killPatience) {
            m_stuck = orphan;
            return false;
        }
        if (m_control.abandoned())
            throw RunLeft{};
        m_control.pause(m_context.options.settlePause);
    }
    return true;
}

/// Another machine's helm, or one that has only just died, may still be about to write its last word.
void RunWorker::waitForPending()
{
    const auto deadline = std::chrono::steady_clock::now() + m_context.options.settleDeadline;
    while (std::chrono::steady_clock::now() < deadline && !m_control.stopRequested()) {
        const auto history = awaitFor(m_control, m_context.releases->history(), ReadBackTimeout);
        if (!history || !*history || (*history)->latest() == nullptr || !(*history)->latest()->isPending())
            return;
        m_control.pause(m_context.options.settlePause);
        if (m_control.abandoned())
            throw RunLeft{};
    }
}

int RunWorker::attemptsSeen(int index) const
{
    return m_snapshot.steps.at(index).attempt - m_cutOff.value(step(index).id);
}

QList<RunChoice> RunWorker::choicesFor(int index) const
{
    const StepDefinition &definition = step(index);
    const StepRecord &shown = m_snapshot.steps.at(index);
    QList<RunChoice> choices;
    if (attemptsSeen(index) <= definition.retries)
        choices << RunChoice::Retry;
    if (definition.skippable && shown.state != StepState::Unknown)
        choices << RunChoice::Skip;
    if (definition.undo && definition.undoObserve)
        choices << RunChoice::Undo;
    choices << RunChoice::Stop;
    return choices;
}

std::optional<RunDecision> RunWorker::ask(int index)
{
    const QList<RunChoice> choices = choicesFor(index);
    const QString id = step(index).id;
    const QString state = stepStateId(record(index).state);
    if (m_context.options.autoDecide) {
        const bool triesAgain = choices.contains(RunChoice::Retry) && attemptsSeen(index) < 2;
        const RunDecision decision{triesAgain ? RunChoice::Retry : RunChoice::Stop, Words::tr("nobody is there to ask"),
                                   QStringLiteral("edgelink-console"), 0};
        m_log.decision(id, runChoiceId(decision.choice), decision.reason, decision.actor, {{"state", state}});
        return decision;
    }
    m_snapshot.state = RunState::AwaitingDecision;
    m_snapshot.choices = choices;
    const QString question = questionAbout(record(index), choices, step(index).retries + 1 - attemptsSeen(index));
    m_snapshot.question = question;
    std::optional<RunDecision> accepted;
    while (!accepted) {
        m_control.ask(RunControl::Asking::Decision);
        publish();
        const quint64 asked = m_snapshot.generation;
        const std::optional<RunMessage> message = m_control.next();
        if (m_control.abandoned())
            throw RunLeft{};
        if (!message)
            break; // a stop
        const auto &decision = std::get<RunDecision>(*message);
        const bool needsReason = decision.choice == RunChoice::Skip && decision.reason.trimmed().isEmpty();
        if (decision.generation != 0 && decision.generation != asked)
            m_snapshot.question = question; // answer to an earlier question
        else if (!choices.contains(decision.choice))
            m_snapshot.question = question + QLatin1Char('\n') + Words::tr("That answer is not possible here.");
        else if (needsReason)
            m_snapshot.question = question + QLatin1Char('\n') + Words::tr("A skip needs a reason.");
        else
            accepted = decision;
    }
    m_control.ask(RunControl::Asking::Nothing);
    m_snapshot.state = accepted ? RunState::Running : RunState::Stopping;
    m_snapshot.question.clear();
    m_snapshot.choices.clear();
    if (accepted)
        m_log.decision(id, runChoiceId(accepted->choice), accepted->reason, accepted->actor, {{"state", state}});
    publish();
    return accepted;
}

void RunWorker::conclude(int index, const Judgement &judgement)
{
    StepRecord shown = record(index);
    shown.state = judgement.state;
    shown.text = judgement.text;
    shown.progress = -1;
    shown.finishedAt = QDateTime::currentDateTimeUtc();
    m_log.stepFinished(shown, judgement.outcome); // on the record first, then on the screen
    record(index) = shown;
    publish();
}

CommandSpec RunWorker::specFor(int index, const CommandTemplate &command) const
{
    CommandSpec spec = specOf(command, step(index), m_context.environment, m_context.tools);
    spec.actor = m_snapshot.actor;
    spec.incidentId = m_snapshot.incidentId;
    spec.runId = m_snapshot.runId;
    spec.purpose = QStringLiteral("%1 — %2").arg(spoken(m_snapshot.title), spoken(step(index).title));
    return spec;
}

void RunWorker::showStopping()
{
    m_snapshot.state = RunState::Stopping;
    publish();
}

ProcessEnd RunWorker::run(const CommandSpec &spec)
{
    const QFuture<CommandResult> future = m_context.runner->run(spec);
    const RunControl::Interruptible guard(m_control, [this, id = spec.id] { m_context.runner->cancel(id); });
    const auto result
        = awaitFor(m_control, future, spec.timeout + spec.interruptGrace + RunnerSlack, [this] { showStopping(); });
    if (!result)
        return {Outcome::Unknown, std::nullopt, Words::tr("the command layer gave no report in time"), false};
    if (!result->unrecorded)
        return endOf(*result);
    m_log.outcome(spec, *result); // before anything is judged: an intent is not left without its outcome
    CommandResult ended = *result;
    ended.outcome = *result->unrecorded;
    return endOf(ended);
}

ProbeRequest RunWorker::requestFor(const ProbeCall &call, const QString &stepId,
                                   std::chrono::milliseconds timeout) const
{
    ProbeRequest request;
    request.probe = call.probe;
    request.arguments = call.arguments;
    request.runId = m_snapshot.runId;
    request.stepId = stepId;
    request.incidentId = m_snapshot.incidentId;
    request.actor = m_snapshot.actor;
    request.incidentStart = m_incidentStart;
    request.timeout = timeout;
    return request;
}

std::optional<Observation> RunWorker::answerTo(const ProbeRequest &request, bool mayBeStopped)
{
    const auto timeout = request.timeout;
    QFuture<Observation> future = m_context.probes->observe(request);
    std::optional<Observation> seen;
    if (mayBeStopped) {
        const RunControl::Interruptible guard(m_control, [future]() mutable { future.cancel(); });
        seen = awaitFor(m_control, future, timeout + ProbeSlack, [this] { showStopping(); });
    } else {
        seen = awaitFor(m_control, future, timeout + ProbeSlack);
    }
    return seen ? std::optional(withoutSecrets(*seen)) : std::nullopt;
}

Observation RunWorker::unanswered(bool mayBeStopped) const
{
    return {Observation::State::Unknown,
            Words::tr("there was no answer in time"),
            {},
            {},
            {},
            mayBeStopped && m_control.stopRequested()};
}

/// What is so now. Never cut short by a stop: after a stop it matters most.
Observation RunWorker::readBack(int index, const ProbeCall &call, const QString &role)
{
    const auto timeout = std::min<std::chrono::milliseconds>(step(index).timeout, ReadBackTimeout);
    Observation seen;
    for (int round = 0; round < std::max(1, m_context.options.observations); ++round) {
        if (round > 0)
            m_control.pause(m_context.options.observationPause);
        seen = answerTo(requestFor(call, step(index).id, timeout), false).value_or(unanswered(false));
        if (seen.state != Observation::State::Unknown)
            break;
    }
    m_log.observation(step(index).id, role, call, seen);
    m_lastReadBack = seen.text;
    return seen;
}

void RunWorker::keepDebt(const QString &stepId, const Observation &seen)
{
    for (const QString &text : seen.debt)
        addDebt(stepId, text);
    for (const QString &key : seen.cleared)
        m_owed.remove(key);
    for (auto it = seen.owes.cbegin(); it != seen.owes.cend(); ++it)
        m_owed.insert(it.key(), {stepId, it.value()});
}

void RunWorker::addDebt(const QString &stepId, const QString &text)
{
    if (m_snapshot.debt.contains(text))
        return;
    m_log.debt(stepId, text);
    m_snapshot.debt << text;
}

} // namespace edgelink::runbook
