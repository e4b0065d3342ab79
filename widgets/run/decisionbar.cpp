// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/decisionbar.h"

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
    auto *row = new QHBoxLayout;
    row->setSpacing(space::Small);
    m_retry = new Button({}, Button::Kind::Primary, this);
    m_reason = new QLineEdit(this);
    m_skip = new Button(this);
    m_undo = new Button(this);
    m_stop = new Button(this);
    row->addWidget(m_retry);
    row->addWidget(m_reason, 1);
    row->addWidget(m_skip);
    row->addWidget(m_undo);
    row->addWidget(m_stop);
    layout->addLayout(row);
    const auto decide = [this](Button *button, RunChoice choice) {
        connect(button, &Button::clicked, this, [this, choice] { emit decided(choice, m_reason->text().trimmed()); });
    };
    decide(m_retry, RunChoice::Retry);
    decide(m_skip, RunChoice::Skip);
    decide(m_undo, RunChoice::Undo);
    decide(m_stop, RunChoice::Stop);
    connect(m_reason, &QLineEdit::textChanged, this, &DecisionBar::refresh);
    hide();
    retranslate();
}

void DecisionBar::setRun(const RunSnapshot &run)
{
    if (run.state == RunState::AwaitingDecision && m_run.state != RunState::AwaitingDecision)
        m_reason->clear();
    m_run = run;
    setVisible(run.state == RunState::AwaitingDecision);
    refresh();
}

void DecisionBar::refresh()
{
    m_question->setText(m_run.question);
    const bool known = m_run.current >= 0 && m_run.current < m_run.steps.size();
    const StepRecord step = known ? m_run.steps.at(m_run.current) : StepRecord{};
    m_skip->setBlocked(!step.skippable                            ? tr("This step cannot be skipped.")
                           : m_reason->text().trimmed().isEmpty() ? tr("Say why it is skipped.")
                                                                  : QString());
    m_undo->setVisible(!step.undoCommand.isEmpty());
}

void DecisionBar::retranslate()
{
    m_retry->setText(tr("Retry this step"));
    m_skip->setText(tr("Skip this step"));
    m_undo->setText(tr("Undo this step"));
    m_stop->setText(tr("Stop the run here"));
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
