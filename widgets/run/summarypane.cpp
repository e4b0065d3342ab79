// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/summarypane.h"

#include "models/domain/recovery.h"

#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/states.h"
#include "widgets/run/runtext.h"
#include "widgets/style/textheight.h"

#include <QBoxLayout>
#include <QEvent>

namespace edgelink::ui {

namespace {

struct Remark {
    StateLook look;
    QString text;
};

void fill(QVBoxLayout *rows, const QList<Remark> &remarks, const QString &none, QWidget *parent)
{
    while (QLayoutItem *item = rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (remarks.isEmpty())
        rows->addWidget(new Label(none, TextSize::Body, Role::Muted, parent));
    for (const Remark &remark : remarks) {
        auto *row = new QWidget(parent);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(space::Small);
        auto *glyph = new GlyphLabel(row);
        glyph->setGlyph(remark.look.glyph, remark.look.role);
        glyph->setAccessibleName(remark.look.word);
        auto *label = new Label(remark.text, TextSize::Body, Role::Text, row);
        label->setWordWrap(true);
        label->setSelectable(true);
        glyph->setFixedHeight(firstLineHeight(label->font(), remark.text)); // in the middle of the first line
        line->addWidget(glyph, 0, Qt::AlignTop);
        line->addWidget(label, 1);
        rows->addWidget(row);
    }
    rows->addStretch(1);
}

} // namespace

SummaryPane::SummaryPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Medium);
    m_outcome = new StateLabel(this);
    m_outcome->setTextSize(TextSize::Title, QFont::DemiBold);
    m_endState = new Label(this);
    m_endState->setWordWrap(true);
    m_times = new Label({}, TextSize::Heading, Role::Text, this);
    m_times->setWordWrap(true);
    layout->addWidget(m_outcome);
    layout->addWidget(m_endState);
    layout->addWidget(m_times);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);
    m_debt = new Card(this);
    m_debtRows = new QVBoxLayout;
    m_debt->body()->addLayout(m_debtRows);
    m_visible = new Card(this);
    m_visibleRows = new QVBoxLayout;
    m_visible->body()->addLayout(m_visibleRows);
    columns->addWidget(m_debt, 1);
    columns->addWidget(m_visible, 1);
    layout->addLayout(columns, 1);
    auto *foot = new QHBoxLayout;
    // The next thing to do comes first, also for the keyboard.
    m_wall = new Button({}, Button::Kind::Primary, this);
    m_report = new Button({}, Button::Kind::Primary, this);
    auto *reason = new ReasonLine(m_report, this);
    reason->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    foot->addWidget(reason, 1);
    foot->addWidget(m_wall);
    foot->addWidget(m_report);
    layout->addLayout(foot);
    connect(m_report, &Button::clicked, this, [this] { emit reportRequested(m_run.incidentId); });
    connect(m_wall, &Button::clicked, this, &SummaryPane::wallRequested);
    rebuild();
}

void SummaryPane::setRun(const RunSnapshot &run)
{
    m_run = run;
    rebuild();
}

void SummaryPane::setIncident(const Incident &incident, std::chrono::seconds rto)
{
    m_incident = incident;
    m_rto = rto;
    rebuild();
}

void SummaryPane::rebuild()
{
    m_outcome->setLook(stateLook(m_run.outcome.value_or(Outcome::Unknown)), outcomeTitle(m_run));
    m_endState->setText(m_run.endState);
    QStringList times;
    if (m_run.startedAt.isValid() && m_run.finishedAt.isValid())
        times << tr("run %1").arg(clockText(m_run.startedAt.secsTo(m_run.finishedAt)));
    if (!m_run.incidentId.isEmpty() && m_run.incidentId == m_incident.id) {
        const auto recovery = recoveryTime(m_incident.impactStart, m_incident.recoveredAt);
        times << (recovery ? tr("recovery %1 of RTO %2")
                                 .arg(clockText(std::chrono::duration_cast<std::chrono::seconds>(*recovery).count()),
                                      clockText(m_rto.count()))
                           : tr("recovery not proven yet, RTO %1").arg(clockText(m_rto.count())));
    }
    m_times->setText(times.join(QStringLiteral(" · ")));

    QList<Remark> kept;
    for (const StepRecord &step : std::as_const(m_run.steps)) {
        if (step.state == StepState::Skipped || step.state == StepState::Undone || step.state == StepState::Warning
            || step.state == StepState::Failed)
            kept << Remark{stateLook(step.state),
                           tr("%1 — %2: %3")
                               .arg(runText(step.title, m_run), stateLook(step.state).word,
                                    step.reason.isEmpty() ? step.text : step.reason)};
    }
    for (const StepRecord &check : std::as_const(m_run.preflight)) {
        if (check.state == StepState::Failed)
            kept << Remark{stateLook(check.state),
                           tr("%1: overridden, “%2”").arg(runText(check.title, m_run), check.reason)};
    }
    m_debt->setTitle(tr("Debt left behind"));
    m_visible->setTitle(tr("Skipped, forced, undone, failed or warned"));
    QList<Remark> debt;
    for (const QString &left : m_run.debt)
        debt << Remark{stateLook(StepState::Warning), left};
    fill(m_debtRows, debt, tr("None."), m_debt);
    fill(m_visibleRows, kept, tr("None."), m_visible);
    // The report is the last thing to do, not the next one, while what the run was for is still wrong.
    const bool succeeded = m_run.outcome == Outcome::Success;
    m_report->setKind(succeeded ? Button::Kind::Primary : Button::Kind::Plain);
    m_wall->setText(tr("Back to the wall"));
    m_wall->setVisible(!succeeded);
    m_report->setText(tr("Write the incident report"));
    m_report->setBlocked(m_run.incidentId.isEmpty() ? tr("This run belongs to no incident.") : QString());
}

void SummaryPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace edgelink::ui

#include "moc_summarypane.cpp"
