// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/steprows.h"

#include "widgets/controls/clock.h"
#include "widgets/run/runtext.h"
#include "widgets/run/stepsidebar.h"

#include <algorithm>
#include <array>

namespace edgelink::ui {

namespace {

qsizetype countOf(const QList<StepRecord> &steps, StepState state)
{
    return std::count_if(steps.cbegin(), steps.cend(), [state](const StepRecord &step) { return step.state == state; });
}

/// What may not be overlooked on the line of a folded phase, the worst first.
constexpr std::array<StepState, 5> Troubles{StepState::Failed, StepState::Unknown, StepState::Undone,
                                            StepState::Skipped, StepState::Warning};

QString troubleText(StepState state)
{
    switch (state) {
    case StepState::Failed:
        return StepSidebar::tr("%1 failed");
    case StepState::Unknown:
        return StepSidebar::tr("%1 unknown");
    case StepState::Undone:
        return StepSidebar::tr("%1 undone");
    case StepState::Skipped:
        return StepSidebar::tr("%1 skipped");
    default:
        return StepSidebar::tr("%1 warned");
    }
}

/// The one state that stands for several steps: running where one runs, else the worst of what has happened.
StepState summaryState(const QList<StepRecord> &steps)
{
    if (countOf(steps, StepState::Running) > 0)
        return StepState::Running;
    for (const StepState trouble : Troubles) {
        if (countOf(steps, trouble) > 0)
            return trouble;
    }
    return steps.isEmpty() || countOf(steps, StepState::Waiting) > 0 ? StepState::Waiting : StepState::Done;
}

QString countText(const QList<StepRecord> &steps)
{
    QStringList parts{StepSidebar::tr("%1 of %2").arg(countOf(steps, StepState::Done)).arg(steps.size())};
    for (const StepState trouble : Troubles) {
        if (const qsizetype count = countOf(steps, trouble); count > 0)
            parts << troubleText(trouble).arg(count);
    }
    return parts.join(QStringLiteral(" · "));
}

QString stepDetail(const StepRecord &step)
{
    if (step.state == StepState::Skipped)
        return StepSidebar::tr("skipped: “%1”").arg(step.reason);
    if (step.state == StepState::Running || step.state == StepState::Waiting || !step.startedAt.isValid()
        || !step.finishedAt.isValid())
        return {};
    return step.state == StepState::Done ? QString() : step.text;
}

StepRow pageRow(const QString &key, const QString &title, StepState state, bool current)
{
    StepRow row;
    row.key = key;
    row.title = title;
    row.look = stateLook(state);
    row.page = key;
    row.current = current;
    return row;
}

StepRow phaseRow(const RunSnapshot &run, int first)
{
    const QString &phase = run.steps.at(first).phase;
    QList<StepRecord> steps;
    std::copy_if(run.steps.cbegin(), run.steps.cend(), std::back_inserter(steps),
                 [&phase](const StepRecord &step) { return step.phase == phase; });
    StepRow row;
    row.key = QStringLiteral("phase-") + phase;
    row.title = phaseTitle(phase);
    row.aside = countText(steps);
    row.look = stateLook(summaryState(steps));
    row.step = first;
    row.phase = phase;
    row.heads = true;
    return row;
}

StepRow stepRow(const RunSnapshot &run, int index)
{
    const StepRecord &step = run.steps.at(index);
    StepRow row;
    row.key = step.id;
    row.title = runText(step.title, run);
    row.detail = stepDetail(step);
    row.look = stateLook(step.state);
    row.depth = 1;
    row.step = index;
    row.phase = step.phase;
    row.current = index == run.current && run.isActive();
    return row;
}

} // namespace

QString presentPhase(const RunSnapshot &run)
{
    if (run.steps.isEmpty())
        return {};
    return run.steps.at(std::clamp<qsizetype>(run.current, 0, run.steps.size() - 1)).phase;
}

QList<StepRow> stepRows(const RunSnapshot &run)
{
    QList<StepRow> rows;
    const bool prepared = !run.runId.isEmpty();
    const bool confirmed = run.startedAt.isValid();
    rows << pageRow(QStringLiteral("parameters"), StepSidebar::tr("Parameters"),
                    prepared ? StepState::Done : StepState::Running, !prepared);
    rows.last().page = QStringLiteral("preflight"); // what was asked for stands there once it is prepared
    rows << pageRow(QStringLiteral("preflight"), StepSidebar::tr("Pre-flight"), summaryState(run.preflight),
                    prepared && (run.state == RunState::Preflight || run.state == RunState::Refused));
    if (!run.preflight.isEmpty())
        rows.last().aside = countText(run.preflight);
    rows << pageRow(QStringLiteral("review"), StepSidebar::tr("Review"),
                    confirmed                                         ? StepState::Done
                        : run.state == RunState::AwaitingConfirmation ? StepState::Running
                                                                      : StepState::Waiting,
                    run.state == RunState::AwaitingConfirmation);
    if (confirmed)
        rows.last().aside = StepSidebar::tr("confirmed %1").arg(timeText(run.startedAt));
    QString phase;
    for (int i = 0; i < run.steps.size(); ++i) {
        if (run.steps.at(i).phase != phase) {
            phase = run.steps.at(i).phase;
            rows << phaseRow(run, i);
        }
        rows << stepRow(run, i);
    }
    const bool over = run.state == RunState::Finished;
    rows << pageRow(QStringLiteral("summary"), StepSidebar::tr("Summary and report"), StepState::Waiting, over);
    if (over)
        rows.last().look = stateLook(run.outcome.value_or(Outcome::Unknown));
    return rows;
}

} // namespace edgelink::ui
