// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/reviewpane.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/commandline.h"
#include "widgets/controls/label.h"
#include "widgets/controls/typedconfirmation.h"
#include "widgets/releases/diffview.h"
#include "widgets/releases/verdictpane.h"
#include "widgets/run/runtext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QScrollArea>

#include <algorithm>

namespace edgelink::ui {

namespace {

void empty(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// A scrolling column inside a card.
QVBoxLayout *scrolling(Card *card, QScrollArea *&scroll)
{
    scroll = new QScrollArea(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::Small, 0);
    column->setSpacing(space::Small);
    scroll->setWidget(content);
    // A column of its card, not a box in it.
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    card->body()->addWidget(scroll, 1);
    return column;
}

} // namespace

ReviewPane::ReviewPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Medium);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);

    m_changes = new Card(this);
    m_diffHint = new Label({}, TextSize::Small, Role::Muted, m_changes);
    m_diffHint->setWordWrap(true);
    m_diff = new DiffView(m_changes);
    m_changes->body()->addWidget(m_diffHint);
    m_changes->body()->addWidget(m_diff, 1);
    columns->addWidget(m_changes, 5);

    m_keeps = new Card(this);
    m_notReverted = scrolling(m_keeps, m_keepsScroll);
    columns->addWidget(m_keeps, 2);

    m_facts = new Card(this);
    auto *facts = scrolling(m_facts, m_factsScroll);
    m_verdictPane = new VerdictPane(m_facts);
    facts->addWidget(m_verdictPane, 1);
    m_again = new Button(m_facts);
    m_facts->body()->addWidget(m_again, 0, Qt::AlignLeft);
    columns->addWidget(m_facts, 3);
    layout->addLayout(columns, 1);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(space::Medium);
    m_commandsCard = new Card(this);
    m_commands = scrolling(m_commandsCard, m_commandsScroll);
    bottom->addWidget(m_commandsCard, 1);
    auto *gate = new Card(this);
    m_reason = new QLineEdit(gate);
    m_problemText = new Label({}, TextSize::Body, Role::Caution, gate);
    m_problemText->setWordWrap(true);
    m_confirmation = new TypedConfirmation(gate);
    gate->body()->addWidget(m_reason);
    gate->body()->addWidget(m_confirmation);
    gate->body()->addWidget(m_problemText);
    bottom->addWidget(gate, 1);
    layout->addLayout(bottom);
    m_commandsCard->setMaximumHeight(260);

    connect(m_confirmation, &TypedConfirmation::confirmed, this,
            [this](const QString &name) { emit confirmed(name, m_reason->text().trimmed()); });
    connect(m_reason, &QLineEdit::textChanged, this, &ReviewPane::refreshGate);
    connect(m_again, &Button::clicked, this, &ReviewPane::verdictRequested);
    retranslate();
}

void ReviewPane::setArming(Arming *arming)
{
    m_confirmation->setArming(arming);
}

void ReviewPane::setRun(const RunSnapshot &run)
{
    const bool other = m_run.runId != run.runId || m_run.steps.size() != run.steps.size() || m_run.state != run.state;
    const bool otherRun = m_run.runId != run.runId;
    m_run = run;
    if (otherRun)
        forget(run);
    if (!other)
        return;
    m_confirming = false;
    showCommands();
    refreshGate();
}

/// Nothing of one run may be taken for the facts of another.
void ReviewPane::forget(const RunSnapshot &next)
{
    m_confirmation->clear();
    m_reason->clear();
    m_problem.clear();
    m_error.clear();
    m_verdict = {};
    m_target = 0;
    m_diff->setDiff({});
    m_diffHint->clear();
    m_known = next.state == RunState::Preflight || next.state == RunState::AwaitingConfirmation ? Facts::Collecting
                                                                                                : Facts::NotNeeded;
    showFacts();
}

void ReviewPane::setConfirming(bool confirming)
{
    m_confirming = confirming;
    m_problem.clear();
    refreshGate();
}

void ReviewPane::setProblem(const QString &sentence)
{
    m_confirming = false;
    m_problem = sentence;
    refreshGate();
}

void ReviewPane::setDiff(const ReleaseDiff &diff)
{
    m_diffHint->setText(diff.objects.isEmpty()
                            ? tr("Nothing differs between %1 and %2.").arg(diff.from, diff.to)
                            : tr("%n object(s) change · %1 → %2", nullptr, static_cast<int>(diff.objects.size()))
                                  .arg(diff.from, diff.to));
    m_diff->setDiff(diff);
}

void ReviewPane::setDiffError(const QString &sentence)
{
    m_diff->setDiff({});
    m_diffHint->setText(sentence);
}

void ReviewPane::setCollecting(int revision)
{
    m_known = Facts::Collecting;
    m_target = revision;
    m_diffHint->setText(tr("comparing …"));
    showFacts();
    refreshGate();
}

void ReviewPane::setVerdict(const Verdict &verdict)
{
    m_verdict = verdict;
    m_known = Facts::Given;
    showFacts();
    refreshGate();
}

void ReviewPane::setVerdictError(const QString &sentence)
{
    m_known = Facts::Missing;
    m_error = sentence;
    showFacts();
    refreshGate();
}

void ReviewPane::setNoVerdictNeeded()
{
    m_known = Facts::NotNeeded;
    showFacts();
    refreshGate();
}

void ReviewPane::showFacts()
{
    m_again->setVisible(m_known == Facts::Missing);
    switch (m_known) {
    case Facts::Collecting:
        m_verdictPane->setWaiting(m_target > 0 ? tr("Collecting the facts for revision %1").arg(m_target)
                                               : tr("Collected when the pre-flight has passed"));
        showRemark(tr("Known when the facts are there."));
        break;
    case Facts::Given:
        m_verdictPane->setVerdict(m_verdict);
        showNotReverted();
        break;
    case Facts::Missing:
        m_verdictPane->setError(m_error);
        showRemark(tr("Not known: the facts could not be collected."));
        break;
    case Facts::NotNeeded:
        m_verdictPane->setRemark(m_run.state == RunState::AwaitingConfirmation
                                     ? tr("This runbook changes no revision.")
                                     : tr("What was known then stands in the record of this run."));
        showRemark({});
        break;
    }
}

bool ReviewPane::needsReason() const
{
    return std::any_of(m_run.preflight.cbegin(), m_run.preflight.cend(),
                       [](const StepRecord &check) { return check.state == StepState::Failed; });
}

void ReviewPane::refreshGate()
{
    m_confirmation->setName(m_run.nameToType);
    m_confirmation->setAction(runText(m_run.title, m_run));
    m_reason->setVisible(needsReason());
    QString blocked;
    if (m_run.state != RunState::AwaitingConfirmation)
        blocked = tr("This run no longer waits for confirmation.");
    else if (m_confirming)
        blocked = tr("Confirmed; the run is being started.");
    else if (m_known == Facts::Collecting)
        blocked = tr("The facts of the verdict are still being collected.");
    else if (m_known == Facts::Missing)
        blocked = tr("There is no verdict: collect the facts again first.");
    else if (m_known == Facts::Given && m_verdict.kind() == VerdictKind::NoGo)
        blocked = tr("The verdict is no-go: see the facts above.");
    else if (needsReason() && m_reason->text().trimmed().isEmpty())
        blocked = tr("A pre-flight check failed: say why it may be overridden.");
    m_confirmation->setBlocked(blocked);
    m_problemText->setText(m_problem);
    m_problemText->setVisible(!m_problem.isEmpty());
}

void ReviewPane::showCommands()
{
    empty(m_commands);
    for (const StepRecord &step : std::as_const(m_run.steps)) {
        if (step.command.isEmpty())
            continue;
        auto *line = new CommandLine(m_commandsCard);
        line->setCommand(step.command);
        line->setWrapping(true);
        auto *undo = new Label(step.undoCommand.isEmpty() ? runText(step.undoText, m_run)
                                                          : tr("Undo: %1").arg(step.undoCommand),
                               TextSize::Small, Role::Muted, m_commandsCard);
        undo->setWordWrap(true);
        undo->setSelectable(true);
        if (!step.undoCommand.isEmpty() && !step.irreversible)
            undo->setMonospace(TextSize::Small); // a command reads as one
        if (step.irreversible)
            undo->setText(tr("Cannot be undone."));
        m_commands->addWidget(line);
        m_commands->addWidget(undo);
    }
    m_commands->addStretch(1);
    m_commandsCard->setTitle(m_run.predicted.count() > 0
                                 ? tr("Exact commands · predicted %1").arg(clockText(m_run.predicted.count()))
                                 : tr("Exact commands"));
}

void ReviewPane::showRemark(const QString &sentence)
{
    empty(m_notReverted);
    auto *label = new Label(sentence, TextSize::Body, Role::Muted, m_keeps);
    label->setWordWrap(true);
    m_notReverted->addWidget(label);
    m_notReverted->addStretch(1);
}

void ReviewPane::showNotReverted()
{
    empty(m_notReverted);
    for (const QString &item : std::as_const(m_verdict.notReverted)) {
        auto *label = new Label(item, TextSize::Body, Role::Text, m_keeps);
        label->setWordWrap(true);
        m_notReverted->addWidget(label);
    }
    m_notReverted->addStretch(1);
}

void ReviewPane::retranslate()
{
    m_changes->setTitle(tr("Will change"));
    m_keeps->setTitle(tr("Will not be reverted"));
    m_facts->setTitle(tr("Facts of the verdict"));
    m_reason->setPlaceholderText(tr("Why the failed pre-flight check may be overridden (stays in the report)"));
    m_reason->setAccessibleName(tr("Reason for overriding a failed check"));
    m_again->setPlainText(tr("Collect the facts again"));
    m_keepsScroll->setAccessibleName(tr("Will not be reverted"));
    m_factsScroll->setAccessibleName(tr("Facts of the verdict"));
    m_commandsScroll->setAccessibleName(tr("Exact commands"));
    showCommands();
    showFacts();
    refreshGate();
}

void ReviewPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_reviewpane.cpp"
