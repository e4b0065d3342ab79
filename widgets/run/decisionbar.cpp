// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/decisionbar.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/run/runtext.h"
#include "widgets/style/painting.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>

namespace edgelink::ui {

DecisionBar::DecisionBar(QWidget *parent)
    : QFrame(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Medium);
    layout->setSpacing(space::Small);
    m_question = new Label(this);
    m_question->setWordWrap(true);
    layout->addWidget(m_question);
    m_reason = new QLineEdit(this);
    layout->addWidget(m_reason);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::Small);
    m_retry = new Button({}, Button::Kind::Primary, this);
    m_undo = new Button(this);
    m_skip = new Button(this);
    m_stop = new Button(this);
    row->addWidget(m_retry);
    row->addWidget(m_undo);
    row->addWidget(m_skip);
    row->addStretch(1);
    row->addWidget(m_stop);
    layout->addLayout(row);
    auto *below = new QHBoxLayout;
    m_hint = new Label({}, TextSize::Small, Role::Muted, this);
    m_hint->setWordWrap(true);
    m_arm = new Button({}, Button::Kind::Link, this);
    below->addWidget(m_hint, 1);
    below->addWidget(m_arm);
    layout->addLayout(below);
    add(m_retry, RunChoice::Retry);
    add(m_undo, RunChoice::Undo);
    add(m_skip, RunChoice::Skip);
    add(m_stop, RunChoice::Stop);
    connect(m_reason, &QLineEdit::textChanged, this, &DecisionBar::refresh);
    connect(m_arm, &Button::clicked, this, [this] {
        if (m_arming != nullptr)
            m_arming->request();
    });
    hide();
    retranslate();
}

void DecisionBar::add(Button *button, RunChoice choice)
{
    connect(button, &Button::pressed, this, [this] { m_pressedOn = m_run.generation; });
    connect(button, &Button::clicked, this, [this, choice] { answer(choice); });
}

void DecisionBar::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &DecisionBar::refresh);
    refresh();
}

void DecisionBar::setRun(const RunSnapshot &run)
{
    const bool asks = run.state == RunState::AwaitingDecision;
    const bool askedAgain = asks && isAsking() && run.runId == m_run.runId && run.generation != m_run.generation;
    if (askedAgain && run.question == m_run.question)
        m_refused = true; // only an answer to an earlier question makes a run ask the same once more
    else if (!askedAgain && run.generation != m_run.generation)
        m_refused = false;
    if (asks && !askedAgain && run.generation != m_run.generation)
        m_reason->clear();
    if (run.generation != m_run.generation || run.runId != m_run.runId)
        m_answered = false;
    m_run = run;
    setVisible(asks && !run.choices.isEmpty());
    refresh();
}

void DecisionBar::answer(RunChoice choice)
{
    const bool late = m_pressedOn != m_run.generation || !isAsking() || m_answered;
    // A stop is right whatever is asked by now.
    if (choice == RunChoice::Stop) {
        emit decided({choice, m_reason->text().trimmed(), {}, 0});
        return;
    }
    if (late) {
        m_refused = true;
        refresh();
        return;
    }
    if (!gate().isEmpty())
        return;
    m_answered = true;
    m_refused = false;
    refresh();
    emit decided({choice, m_reason->text().trimmed(), {}, m_run.generation});
}

QString DecisionBar::gate() const
{
    if (m_arming == nullptr)
        return tr("This session is read-only.");
    const QString blocked = m_arming->blockedReason();
    if (!blocked.isEmpty())
        return blocked;
    if (m_arming->environment() != m_run.environment)
        return tr("The session is armed for %1, but this run is in %2.")
            .arg(m_arming->environment(), m_run.environment);
    return {};
}

void DecisionBar::refresh()
{
    m_question->setText(m_run.question);
    m_retry->setVisible(m_run.choices.contains(RunChoice::Retry));
    m_undo->setVisible(m_run.choices.contains(RunChoice::Undo));
    const bool skips = m_run.choices.contains(RunChoice::Skip);
    m_skip->setVisible(skips);
    m_reason->setVisible(skips);
    m_stop->setVisible(m_run.choices.contains(RunChoice::Stop));

    const QString closed = gate();
    const QString blocked = m_answered ? tr("Your answer is being taken.") : closed;
    m_retry->setBlocked(blocked);
    m_undo->setBlocked(blocked);
    m_skip->setBlocked(blocked.isEmpty() && m_reason->text().trimmed().isEmpty() ? tr("Say why it is skipped.")
                                                                                 : blocked);
    m_stop->setBlocked(m_arming != nullptr && m_arming->isViewer() ? closed : QString());
    m_arm->setVisible(m_arming != nullptr && !m_arming->isViewer() && !m_arming->isArmed());
    m_hint->setRole(m_refused ? Role::Caution : Role::Muted);
    m_hint->setText(m_refused        ? tr("Your answer came too late and was not used: it was given to an earlier "
                                                 "question. This is what is asked now.")
                        : m_answered ? tr("Your answer is being taken.")
                                     : closed);
}

void DecisionBar::retranslate()
{
    m_retry->setPlainText(tr("Retry this step"));
    m_skip->setPlainText(tr("Skip this step"));
    m_undo->setPlainText(tr("Undo this step"));
    m_stop->setPlainText(tr("Stop the run here"));
    m_arm->setPlainText(tr("Arm the session…"));
    m_reason->setPlaceholderText(tr("Reason for skipping (stays in the report)"));
    m_reason->setAccessibleName(tr("Reason for skipping"));
    refresh();
}

void DecisionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedFrame(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), color(Role::Surface), color(Role::Caution),
                     1);
}

void DecisionBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_decisionbar.cpp"
