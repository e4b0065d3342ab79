// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/closedialog.h"

#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/label.h"
#include "widgets/controls/reasonline.h"
#include "widgets/wall/triggertext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPlainTextEdit>

#include <algorithm>

namespace edgelink::ui {

namespace {

QString namesOf(const QStringList &ids, const QList<Threshold> &thresholds)
{
    QStringList names;
    for (const QString &id : ids) {
        const auto own = std::find_if(thresholds.cbegin(), thresholds.cend(),
                                      [&id](const Threshold &threshold) { return threshold.id == id; });
        names << (own == thresholds.cend() ? triggerName(id) : triggerTitle(*own));
    }
    return namesInARow(names);
}

} // namespace

CloseDialog::CloseDialog(const Incident &incident, const QList<Threshold> &thresholds, const QString &actor,
                         QWidget *parent)
    : QDialog(parent)
    , m_incident(incident)
    , m_thresholds(thresholds)
    , m_actor(actor)
{
    resize(560, 340);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Small);
    m_title = new Label({}, TextSize::Title, Role::Text, this);
    m_state = new Label({}, TextSize::Body, Role::Text, this);
    m_state->setWordWrap(true);
    m_hint = new Label({}, TextSize::Small, Role::Muted, this);
    m_hint->setWordWrap(true);
    m_reason = new QPlainTextEdit(this);
    m_reason->setTabChangesFocus(true);
    m_reason->setMinimumHeight(84);
    m_problem = new Label(this);
    m_problem->setRole(Role::Caution);
    m_problem->setWordWrap(true);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_hint)})
        layout->addWidget(widget);
    layout->addWidget(m_reason, 1);
    layout->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    m_cancel = new Button({}, Button::Kind::Plain, this);
    m_submit = new PrimaryButton(this);
    buttons->addWidget(new ReasonLine(m_submit, this), 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submit);
    layout->addLayout(buttons);

    connect(m_cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &CloseDialog::refresh);
    connect(m_submit, &Button::clicked, this,
            [this] { emit closeRequested(m_incident.id, m_reason->toPlainText().trimmed().left(2000)); });
    m_reason->setFocus();
    refresh();
}

void CloseDialog::setIncident(const Incident &incident)
{
    if (incident.id != m_incident.id)
        return;
    m_incident = incident;
    refresh();
}

void CloseDialog::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
}

void CloseDialog::setWaiting(bool waiting)
{
    m_waiting = waiting;
    refresh();
}

void CloseDialog::refresh()
{
    const bool recovered = m_incident.state == IncidentState::Recovered;
    setWindowTitle(tr("Close incident %1").arg(m_incident.id));
    m_title->setText(windowTitle());
    QString state = tr("It has not recovered: nothing has proved that it is over.");
    if (m_incident.state == IncidentState::Closed)
        state = tr("It was closed already, by %1.").arg(m_incident.closedBy);
    else if (recovered)
        state = tr("It recovered at %1.").arg(exactTimeText(m_incident.recoveredAt));
    else if (!m_incident.inBreach.isEmpty())
        state = tr("It has not recovered. Still in breach: %1.").arg(namesOf(m_incident.inBreach, m_thresholds));
    m_state->setText(state);
    m_state->setRole(recovered ? Role::Text : Role::Caution);
    m_hint->setText((recovered ? tr("A remark, if there is one. It is recorded in your name, %1; the report stays open "
                                    "for writing.")
                               : tr("The reason to close it all the same. It is recorded in your name, %1, and stands "
                                    "in the report. A trigger that is in breach now opens no new incident until it was "
                                    "healthy again."))
                        .arg(m_actor));
    m_reason->setAccessibleName(recovered ? tr("Remark") : tr("Reason"));
    m_cancel->setText(tr("Keep it open"));
    m_submit->setPlainText(tr("Close %1").arg(m_incident.id));
    m_submit->setBlocked(m_waiting                                                       ? tr("Being recorded…")
                             : m_incident.state == IncidentState::Closed                 ? tr("It was closed already.")
                             : !recovered && m_reason->toPlainText().trimmed().isEmpty() ? tr("Write the reason first.")
                                                                                         : QString());
}

void CloseDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::ui

#include "moc_closedialog.cpp"
