// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/reviewpane.h"

#include "widgets/controls/arming.h"
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
QVBoxLayout *scrolling(Card *card)
{
    auto *scroll = new QScrollArea(card);
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
    m_notReverted = scrolling(m_keeps);
    columns->addWidget(m_keeps, 2);

    m_facts = new Card(this);
    auto *facts = scrolling(m_facts);
    m_verdictPane = new VerdictPane(m_facts);
    facts->addWidget(m_verdictPane, 1);
    columns->addWidget(m_facts, 3);
    layout->addLayout(columns, 1);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(space::Medium);
    m_commandsCard = new Card(this);
    m_commands = scrolling(m_commandsCard);
    bottom->addWidget(m_commandsCard, 3);
    auto *gate = new Card(this);
    m_reason = new QLineEdit(gate);
    m_confirmation = new TypedConfirmation(gate);
    gate->body()->addWidget(m_reason);
    gate->body()->addWidget(m_confirmation);
    bottom->addWidget(gate, 2);
    layout->addLayout(bottom);
    m_commandsCard->setMaximumHeight(200);

    connect(m_confirmation, &TypedConfirmation::confirmed, this,
            [this](const QString &name) { emit confirmed(name, m_reason->text().trimmed()); });
    connect(m_reason, &QLineEdit::textChanged, this, &ReviewPane::refreshGate);
    retranslate();
}

void ReviewPane::setArming(Arming *arming)
{
    m_confirmation->setArming(arming);
}

void ReviewPane::setRun(const RunSnapshot &run)
{
    const bool other = m_run.runId != run.runId || m_run.steps.size() != run.steps.size() || m_run.state != run.state;
    if (m_run.runId != run.runId) {
        m_confirmation->clear();
        m_reason->clear();
    }
    m_run = run;
    if (!other)
        return;
    showCommands();
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
    m_diffHint->setText(sentence);
}

void ReviewPane::setVerdict(const Verdict &verdict)
{
    m_verdict = verdict;
    m_hasVerdict = true;
    m_verdictPane->setVerdict(verdict);
    showNotReverted();
    refreshGate();
}

void ReviewPane::setVerdictError(const QString &sentence)
{
    m_hasVerdict = false;
    m_verdictPane->setError(sentence);
    refreshGate();
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
    else if (m_hasVerdict && m_verdict.kind() == VerdictKind::NoGo)
        blocked = tr("The verdict is no-go: see the facts above.");
    else if (needsReason() && m_reason->text().trimmed().isEmpty())
        blocked = tr("A pre-flight check failed: say why it may be overridden.");
    m_confirmation->setBlocked(blocked);
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
    showCommands();
    refreshGate();
}

void ReviewPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui
