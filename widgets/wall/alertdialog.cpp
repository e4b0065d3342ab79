// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/alertdialog.h"

#include "models/ports/alertsource.h"
#include "models/ports/marshal.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/monospaceview.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace edgelink::ui {

namespace {

QString factsOf(const Alert &alert)
{
    QStringList lines;
    for (auto it = alert.annotations.cbegin(); it != alert.annotations.cend(); ++it)
        lines << it.key() + QStringLiteral(": ") + it.value();
    if (!lines.isEmpty())
        lines << QString();
    for (auto it = alert.labels.cbegin(); it != alert.labels.cend(); ++it)
        lines << it.key() + QStringLiteral("=\"") + it.value() + QLatin1Char('"');
    return lines.join(QLatin1Char('\n'));
}

} // namespace

AlertDialog::AlertDialog(const Alert &alert, const Silence &silence, AlertSource *alerts, Arming *arming,
                         const QString &actor, const QString &incidentId, QWidget *parent)
    : QDialog(parent)
    , m_alert(alert)
    , m_silence(silence)
    , m_alerts(alerts)
    , m_arming(arming)
    , m_actor(actor)
    , m_incidentId(incidentId)
{
    setWindowTitle(alert.name);
    resize(720, 520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Small);
    auto *title = new Label(alert.name, TextSize::Title, Role::Text, this);
    title->setElide(Qt::ElideMiddle);
    layout->addWidget(title);
    layout->addWidget(
        new Label(tr("firing since %1").arg(exactTimeText(alert.startsAt)), TextSize::Body, Role::Muted, this));
    auto *facts = new MonospaceView(this);
    facts->setLook(MonospaceView::Look::Page);
    facts->setAccessibleName(tr("Labels and annotations"));
    facts->setWholeText(factsOf(alert));
    layout->addWidget(facts, 1);

    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->addRow(tr("Who"), new Label(actor, TextSize::Body, Role::Text, this));
    m_why = new QLineEdit(this);
    m_why->setMaxLength(500);
    m_why->setAccessibleName(tr("Why this alert is silenced"));
    m_duration = new QComboBox(this);
    m_duration->setAccessibleName(tr("For how long"));
    for (const int minutes : {15, 30, 60, 120, 240})
        m_duration->addItem(spanText(minutes * 60LL), minutes);
    m_until = new Label(this);
    m_until->setRole(Role::Muted);
    if (m_silence.id.isEmpty()) {
        form->addRow(tr("Why"), m_why);
        auto *row = new QHBoxLayout;
        row->addWidget(m_duration);
        row->addWidget(m_until, 1);
        form->addRow(tr("For"), row);
    } else {
        m_why->hide();
        m_duration->hide();
        form->addRow(tr("Silenced by"), new Label(m_silence.createdBy, TextSize::Body, Role::Text, this));
        auto *comment = new Label(m_silence.comment, TextSize::Body, Role::Text, this);
        comment->setWordWrap(true);
        form->addRow(tr("Why"), comment);
        form->addRow(tr("Until"), m_until);
        m_until->setText(exactTimeText(m_silence.endsAt));
    }
    layout->addLayout(form);
    m_problem = new Label(this);
    m_problem->setRole(Role::Caution);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);

    m_hint = new Label(this);
    m_hint->setTextSize(TextSize::Small);
    m_hint->setRole(Role::Muted);
    m_hint->setAlignment(Qt::AlignRight);
    layout->addWidget(m_hint);
    auto *buttons = new QHBoxLayout;
    m_arm = new Button(tr("Arm the session…"), Button::Kind::Link, this);
    auto *close = new Button(tr("Close"), Button::Kind::Plain, this);
    m_submit = new PrimaryButton(this);
    buttons->addWidget(m_arm);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_submit);
    layout->addLayout(buttons);

    connect(close, &Button::clicked, this, &QDialog::reject);
    connect(m_why, &QLineEdit::textChanged, this, &AlertDialog::refresh);
    connect(m_duration, &QComboBox::currentIndexChanged, this, &AlertDialog::refresh);
    connect(m_submit, &Button::clicked, this, [this] {
        if (m_silence.id.isEmpty())
            submit();
        else
            expire();
    });
    if (m_arming) {
        connect(m_arming, &Arming::changed, this, &AlertDialog::refresh);
        connect(m_arm, &Button::clicked, m_arming, &Arming::request);
    }
    m_why->setFocus();
    refresh();
}

QDateTime AlertDialog::until() const
{
    return nowUtc().addSecs(m_duration->currentData().toLongLong() * 60);
}

void AlertDialog::refresh()
{
    const bool fresh = m_silence.id.isEmpty();
    m_submit->setPlainText(
        fresh ? tr("Silence %1 until %2").arg(m_alert.name, until().toString(QStringLiteral("HH:mm 'UTC'")))
              : tr("End the silence of %1").arg(m_alert.name));
    if (fresh)
        m_until->setText(tr("until %1").arg(exactTimeText(until())));
    QString blocked;
    if (m_waiting)
        blocked = tr("Waiting for Alertmanager…");
    else if (!m_alerts)
        blocked = tr("Alertmanager is not configured.");
    else if (!m_arming || !m_arming->isArmed())
        blocked = m_arming ? m_arming->blockedReason() : tr("Read-only.");
    else if (fresh && m_why->text().trimmed().isEmpty())
        blocked = tr("Say why first.");
    m_submit->setBlocked(blocked);
    m_hint->setText(blocked);
    m_arm->setVisible(m_arming && !m_arming->isArmed() && !m_arming->isViewer());
}

void AlertDialog::submit()
{
    Silence wanted;
    // All labels: exactly this alert and nothing else that happens to share its name.
    wanted.matchers = m_alert.labels;
    wanted.startsAt = nowUtc();
    wanted.endsAt = until();
    wanted.createdBy = m_actor;
    wanted.comment = m_why->text().trimmed();
    m_waiting = true;
    refresh();
    whenFinished(m_alerts->silence(wanted, m_incidentId), this, [this](const std::optional<Result<Silence>> &answer) {
        onAnswer(!answer
                     ? std::optional<Error>(Error{ErrorKind::Cancelled, tr("Alertmanager did not answer."), {}, {}, {}})
                     : *answer ? std::nullopt
                               : std::optional<Error>(answer->error()));
    });
}

void AlertDialog::expire()
{
    m_waiting = true;
    refresh();
    whenFinished(m_alerts->expire(m_silence, m_actor, m_incidentId), this,
                 [this](const std::optional<Result<bool>> &answer) {
                     onAnswer(!answer ? std::optional<Error>(
                                  Error{ErrorKind::Cancelled, tr("Alertmanager did not answer."), {}, {}, {}})
                                  : *answer ? std::nullopt
                                            : std::optional<Error>(answer->error()));
                 });
}

void AlertDialog::onAnswer(const std::optional<Error> &error)
{
    m_waiting = false;
    if (!error) {
        accept();
        return;
    }
    m_problem->setText(error->sentence());
    refresh();
}

} // namespace edgelink::ui

#include "moc_alertdialog.cpp"
