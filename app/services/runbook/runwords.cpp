// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runwords.h"

#include "app/services/runbook/words.h"

#include <algorithm>

namespace edgelink::runbook {

namespace {

QString described(const QString &program, const ProcessEnd &end)
{
    if (end.lost && end.outcome == Outcome::Unknown)
        return Words::tr("the console stopped while %1 ran").arg(program);
    switch (end.outcome) {
    case Outcome::Success:
        return Words::tr("%1 reported success").arg(program);
    case Outcome::Cancelled:
        return Words::tr("%1 was stopped").arg(program);
    case Outcome::Error:
        if (end.exitCode)
            return Words::tr("%1 ended with exit code %2").arg(program).arg(*end.exitCode);
        return end.why.isEmpty() ? Words::tr("%1 failed").arg(program)
                                 : Words::tr("%1 failed: %2").arg(program, end.why);
    case Outcome::Unknown:
        break;
    }
    return Words::tr("how %1 ended is not known").arg(program);
}

int countOf(const QList<StepRecord> &steps, StepState state)
{
    return static_cast<int>(
        std::count_if(steps.cbegin(), steps.cend(), [state](const StepRecord &step) { return step.state == state; }));
}

} // namespace

QString spoken(const LocalizedText &text)
{
    return text.in(Words::tr("en", "the code of the language of these sentences"));
}

ProcessEnd endOf(const CommandResult &result)
{
    return {result.outcome, result.exitCode, result.error ? result.error->sentence() : QString(), false};
}

Judgement judgedCommand(const QString &program, const ProcessEnd &end, const Observation &seen, bool advisory)
{
    const QString how = described(program, end);
    switch (seen.state) {
    case Observation::State::Passed:
    case Observation::State::Warning: {
        const StepState state = seen.state == Observation::State::Warning ? StepState::Warning : StepState::Done;
        if (end.outcome == Outcome::Success)
            return {state, Outcome::Success, seen.text};
        return {state, Outcome::Success, Words::tr("%1, but its target is reached: %2").arg(how, seen.text)};
    }
    case Observation::State::Failed: {
        const Outcome outcome = end.outcome == Outcome::Cancelled ? Outcome::Cancelled : Outcome::Error;
        const QString text = end.outcome == Outcome::Success
            ? Words::tr("%1, but its target is not reached: %2").arg(how, seen.text)
            : Words::tr("%1; %2").arg(how, seen.text);
        return {advisory ? StepState::Warning : StepState::Failed, outcome, text};
    }
    case Observation::State::Unknown:
        break;
    }
    return {StepState::Unknown, Outcome::Unknown,
            Words::tr("%1; what is so now could not be seen: %2").arg(how, seen.text)};
}

Judgement judgedProbe(const Observation &seen, bool advisory)
{
    switch (seen.state) {
    case Observation::State::Passed:
        return {StepState::Done, Outcome::Success, seen.text};
    case Observation::State::Warning:
        return {StepState::Warning, Outcome::Success, seen.text};
    case Observation::State::Failed:
        return {advisory ? StepState::Warning : StepState::Failed, Outcome::Error, seen.text};
    case Observation::State::Unknown:
        break;
    }
    if (seen.cancelled)
        return {StepState::Failed, Outcome::Cancelled, Words::tr("stopped before there was an answer")};
    // Unknown is not green: it holds the run up like a failure, unless the step only advises.
    return {advisory ? StepState::Warning : StepState::Failed, Outcome::Error,
            Words::tr("this could not be observed: %1").arg(seen.text)};
}

QString questionAbout(const StepRecord &step, const QList<RunChoice> &choices, int retriesLeft)
{
    QStringList lines;
    lines << (step.state == StepState::Unknown ? Words::tr("It is not known whether step '%1' reached its target: %2")
                                                     .arg(spoken(step.title), step.text)
                                               : Words::tr("Step '%1' failed: %2").arg(spoken(step.title), step.text));
    const bool isCommand = !step.command.isEmpty();
    for (const RunChoice choice : choices) {
        switch (choice) {
        case RunChoice::Retry:
            lines << (isCommand ? Words::tr(
                          "Retry looks first and runs the command again only when its target is not reached "
                          "(%1 left).")
                                : Words::tr("Retry looks again (%1 left)."))
                         .arg(retriesLeft);
            break;
        case RunChoice::Skip:
            lines << Words::tr("Skip goes on without it; the reason stays in the run and in the report.");
            break;
        case RunChoice::Undo:
            lines << Words::tr("Undo runs %1, observes the result and ends the run.").arg(step.undoCommand);
            break;
        case RunChoice::Stop:
            lines << Words::tr("Stop ends the run and leaves everything as it is now.");
            break;
        }
    }
    if (!choices.contains(RunChoice::Skip))
        lines << Words::tr("This step cannot be skipped.");
    return lines.join(QLatin1Char('\n'));
}

QString endStateOf(const RunSnapshot &run, const QString &lastReadBack, const QString &stoppedBy)
{
    const int done = countOf(run.steps, StepState::Done) + countOf(run.steps, StepState::Warning);
    const int warnings = countOf(run.steps, StepState::Warning);
    const int skipped = countOf(run.steps, StepState::Skipped);
    const auto all = static_cast<int>(run.steps.size());
    QStringList parts;
    const bool hasCurrent = run.current >= 0 && run.current < all;
    const StepRecord current = hasCurrent ? run.steps.at(run.current) : StepRecord{};
    if (run.outcome == Outcome::Success) {
        parts << Words::tr("%1 of %2 steps are done.").arg(done).arg(all);
        if (warnings > 0)
            parts << Words::tr("%1 ended with a warning.").arg(warnings);
        if (skipped > 0)
            parts << Words::tr("%n was/were skipped.", nullptr, skipped);
    } else if (hasCurrent && current.state == StepState::Undone) {
        parts << Words::tr("Step '%1' was undone: %2").arg(spoken(current.title), current.text);
    } else {
        const QString where
            = hasCurrent ? Words::tr("at step '%1'").arg(spoken(current.title)) : Words::tr("before the first step");
        parts << (stoppedBy.isEmpty() ? Words::tr("Stopped %1.").arg(where)
                                      : Words::tr("Stopped by %1 %2.").arg(stoppedBy, where));
        if (hasCurrent && !current.text.isEmpty())
            parts << Words::tr("That step: %1.").arg(current.text);
        parts << Words::tr("%1 of %2 steps are done; the others were not begun or not finished.").arg(done).arg(all);
    }
    const bool alreadySaid = hasCurrent && current.text.contains(lastReadBack);
    if (!lastReadBack.isEmpty() && (run.outcome == Outcome::Success || !alreadySaid))
        parts << Words::tr("Read back after the last command: %1").arg(lastReadBack);
    return parts.join(QLatin1Char(' '));
}

} // namespace edgelink::runbook
