// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/executionpane.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/commandline.h"
#include "widgets/controls/label.h"
#include "widgets/controls/monospaceview.h"
#include "widgets/controls/states.h"
#include "widgets/controls/timelabels.h"
#include "widgets/run/decisionbar.h"
#include "widgets/run/runtext.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QProgressBar>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr int KeptLines = 20000;

QString outputLine(const OutputBatch::Line &line)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(line.utcMs, Qt::UTC).toString(QStringLiteral("HH:mm:ss.zzz"));
    return QStringLiteral("%1  %2").arg(time, line.text);
}

} // namespace

ExecutionPane::ExecutionPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Medium);

    auto *head = new QHBoxLayout;
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Heading, QFont::DemiBold);
    m_title->setElide(Qt::ElideRight);
    m_state = new StateLabel(this);
    m_elapsed = new ElapsedLabel(this);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    head->addWidget(m_elapsed);
    layout->addLayout(head);

    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedHeight(6);
    layout->addWidget(m_progress);
    m_why = new Label({}, TextSize::Body, Role::Muted, this);
    m_why->setWordWrap(true);
    layout->addWidget(m_why);
    m_command = new CommandLine(this);
    m_command->setWrapping(true); // context and namespace stand at its end: what it acts on must not be cut off
    layout->addWidget(m_command);
    m_view = new MonospaceView(this);
    m_view->setMaximumLines(KeptLines);
    layout->addWidget(m_view, 1);
    m_decision = new DecisionBar(this);
    layout->addWidget(m_decision);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::Medium);
    m_success = new Card(this);
    m_successText = new Label(m_success);
    m_successText->setWordWrap(true);
    m_success->body()->addWidget(m_successText);
    m_undo = new Card(this);
    m_undoText = new Label(m_undo);
    m_undoText->setWordWrap(true);
    m_undoText->setSelectable(true);
    m_undo->body()->addWidget(m_undoText);
    cards->addWidget(m_success, 1);
    cards->addWidget(m_undo, 1);
    layout->addLayout(cards);

    auto *foot = new QHBoxLayout;
    m_stopHint = new Label({}, TextSize::Small, Role::Muted, this);
    m_stopHint->setWordWrap(true);
    m_stop = new Button(this);
    foot->addWidget(m_stopHint, 1);
    foot->addWidget(m_stop);
    layout->addLayout(foot);

    connect(m_stop, &Button::clicked, this, &ExecutionPane::stopRequested);
    connect(m_decision, &DecisionBar::decided, this, &ExecutionPane::decided);
    connect(&SecondTick::instance(), &SecondTick::tick, this, &ExecutionPane::refreshProgress);
    retranslate();
}

void ExecutionPane::setArming(Arming *arming)
{
    m_arming = arming;
    m_decision->setArming(arming);
    connect(arming, &Arming::changed, this, &ExecutionPane::refresh);
    refresh();
}

void ExecutionPane::setRun(const RunSnapshot &run)
{
    if (run.runId != m_run.runId) {
        m_output.clear();
        m_shownStep.clear();
        m_chosen = -1;
        m_view->setWholeText({});
    }
    m_run = run;
    m_decision->setRun(run);
    refresh();
}

void ExecutionPane::showStep(int step)
{
    m_chosen = step;
    refresh();
}

void ExecutionPane::appendOutput(const OutputBatch &batch)
{
    if (batch.runId != m_run.runId || batch.lines.isEmpty())
        return;
    QStringList lines;
    lines.reserve(batch.lines.size());
    for (const OutputBatch::Line &line : batch.lines)
        lines << outputLine(line);
    QStringList &kept = m_output[batch.stepId];
    kept << lines;
    if (kept.size() > KeptLines)
        kept.remove(0, kept.size() - KeptLines);
    if (batch.stepId == m_shownStep)
        m_view->appendLines(lines);
}

void ExecutionPane::refresh()
{
    const int index = m_chosen >= 0 ? m_chosen : m_run.current;
    if (index < 0 || index >= m_run.steps.size())
        return;
    const StepRecord &step = m_run.steps.at(index);
    m_title->setText(runText(step.title, m_run));
    m_state->setLook(stateLook(step.state));
    m_elapsed->setSpan(step.startedAt, step.finishedAt);
    m_elapsed->setLimit(step.state == StepState::Running
                            ? std::chrono::duration_cast<std::chrono::seconds>(step.timeout)
                            : std::chrono::seconds{0});
    m_why->setText(runText(step.why, m_run));
    m_command->setVisible(!step.command.isEmpty());
    m_command->setCommand(step.command);
    m_successText->setText(
        runText(step.successWhen, m_run)
        + (step.command.isEmpty() ? QString() : QStringLiteral("\n") + tr("The exit code alone does not count.")));
    const QString undo = step.undoCommand.isEmpty() ? runText(step.undoText, m_run) : step.undoCommand;
    if (undo == step.undoCommand && !undo.isEmpty() && !step.irreversible)
        m_undoText->setMonospace(TextSize::Small);
    else
        m_undoText->setTextSize(TextSize::Body);
    m_undoText->setText(step.irreversible    ? tr("This step cannot be undone.")
                            : undo.isEmpty() ? tr("Nothing to undo: this step only reads.")
                                             : undo);
    const bool running = m_run.state == RunState::Running || m_run.state == RunState::AwaitingDecision;
    // Stopping needs no arming: it is the safe way out. Only who may never act may not.
    const bool looksOnly = m_arming != nullptr && m_arming->isViewer();
    m_stop->setBlocked(looksOnly                               ? m_arming->blockedReason()
                           : running                           ? QString()
                           : m_run.state == RunState::Stopping ? tr("Already stopping.")
                                                               : tr("The run is over."));
    refreshProgress();
    refreshOutput(step);
}

/// With every second, not only with news of the run: a bar that stands still says that nothing goes on.
void ExecutionPane::refreshProgress()
{
    const int index = m_chosen >= 0 ? m_chosen : m_run.current;
    if (index < 0 || index >= m_run.steps.size())
        return;
    const StepRecord &step = m_run.steps.at(index);
    double fraction = step.progress;
    if (fraction < 0) {
        const bool over = step.state == StepState::Done || step.state == StepState::Warning;
        const QDateTime until = step.finishedAt.isValid() ? step.finishedAt : nowUtc();
        fraction = over ? 1.0 : 0.0;
        if (!over && step.startedAt.isValid() && step.timeout.count() > 0)
            fraction = static_cast<double>(step.startedAt.msecsTo(until)) / static_cast<double>(step.timeout.count());
    }
    m_progress->setValue(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 1000));
    m_progress->setAccessibleName(tr("Progress of this step"));
}

void ExecutionPane::refreshOutput(const StepRecord &step)
{
    const QString shown = step.id;
    if (shown != m_shownStep) {
        m_shownStep = shown;
        m_view->setWholeText(m_output.value(shown).join(QLatin1Char('\n')));
    }
    // A probe has no output of its own: what it saw stands in the same place.
    if (step.command.isEmpty() && m_output.value(shown).isEmpty() && m_view->toPlainText() != step.text)
        m_view->setWholeText(step.text);
}

void ExecutionPane::retranslate()
{
    m_success->setTitle(tr("Success is when"));
    m_undo->setTitle(tr("What undoes it"));
    m_stop->setText(tr("Stop the run…"));
    m_stopHint->setText(
        tr("Stop asks the running tool to end (SIGINT), waits, and then reads back what it left behind."));
    m_view->setAccessibleName(tr("Output of this step"));
    refresh();
}

void ExecutionPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_executionpane.cpp"
