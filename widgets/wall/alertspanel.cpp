// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/alertspanel.h"

#include "models/items/alertmodel.h"
#include "models/ports/alertsource.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/linelist.h"
#include "widgets/wall/alertdialog.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace edgelink::ui {

namespace {
constexpr int MostLines = 100; ///< more alerts than that are counted, not listed

/// "14:56 UTC", with the date when it is not today.
QString shortTimeText(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    return utc.toString(utc.date() == nowUtc().date() ? QStringLiteral("HH:mm' UTC'")
                                                      : QStringLiteral("MM-dd HH:mm' UTC'"));
}
} // namespace

AlertsPanel::AlertsPanel(QWidget *parent)
    : Card(parent)
    , m_model(new AlertModel(this))
    , m_list(new LineList(this))
    , m_counts(new Label(this))
{
    m_counts->setTextSize(TextSize::Small);
    m_counts->setRole(Role::Muted);
    m_counts->setTabular(true);
    setAside(m_counts);
    body()->addWidget(m_list, 1);
    connect(m_list, &LineList::lineActivated, this, &AlertsPanel::openAlert);
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible() && m_model->rowCount() > 0)
            refresh();
    });
    refresh();
}

AlertsPanel::~AlertsPanel() = default;

void AlertsPanel::setSource(AlertSource *alerts, Arming *arming, const QString &actor)
{
    m_alerts = alerts;
    m_arming = arming;
    m_actor = actor;
    if (alerts == nullptr)
        return;
    connect(alerts, &AlertSource::alertsChanged, this, &AlertsPanel::setAlerts);
    connect(alerts, &AlertSource::statusChanged, this, &AlertsPanel::setStatus);
}

void AlertsPanel::setAlerts(const QList<Alert> &alerts, const QList<Silence> &silences)
{
    m_known = true;
    m_model->setAlerts(alerts, silences);
    refresh();
}

void AlertsPanel::setStatus(const SourceStatus &status)
{
    m_status = status;
    refresh();
}

void AlertsPanel::refresh()
{
    setTitle(tr("Alerts"));
    m_list->setAccessibleName(tr("Alerts"));
    const bool down = m_status.state == SourceStatus::State::Down || m_status.state == SourceStatus::State::Degraded;
    setHatched(down);
    m_counts->setText(m_known ? tr("%1 firing · %2 silenced").arg(m_model->firing()).arg(m_model->silenced())
                              : tr("not known yet"));
    QList<ListLine> lines;
    if (down) {
        ListLine line;
        line.key = QStringLiteral("status");
        line.glyph = Glyph::Exclamation;
        line.glyphRole = Role::Unknown;
        line.text
            = m_status.error ? tr("Alertmanager: %1").arg(m_status.error->what) : tr("Alertmanager does not answer");
        line.textRole = Role::Unknown;
        line.aside = m_status.since.isValid() ? spanText(m_status.since.secsTo(nowUtc())) : QString();
        line.toolTip = m_status.error ? m_status.error->sentence() : QString();
        lines << line;
        if (m_status.error) {
            const QString next = m_status.error->next;
            ListLine more = ListLine::remark(QStringLiteral("status/next"),
                                             next.isEmpty() ? tr("Check that it runs and can be reached.") : next);
            more.indented = true;
            more.toolTip = m_status.error->sentence();
            lines << more;
        }
    }
    const int rows = m_model->rowCount();
    for (int row = 0; row < std::min(rows, MostLines); ++row) {
        const QModelIndex index = m_model->index(row, AlertModel::NameColumn);
        const auto alert = index.data(AlertModel::AlertRole).value<Alert>();
        const bool silenced = index.data(AlertModel::SilencedRole).toBool();
        ListLine line;
        line.key = alert.fingerprint;
        line.glyph = silenced ? Glyph::Skip : Glyph::Triangle;
        line.glyphRole = silenced ? Role::Muted : Role::Alarm;
        line.text = alert.name;
        line.textRole = silenced ? Role::Muted : Role::Text;
        const auto silence = index.data(AlertModel::SilenceRole).value<Silence>();
        line.aside = silenced && silence.endsAt.isValid() ? tr("silenced until %1").arg(shortTimeText(silence.endsAt))
                                                          : clockText(alert.startsAt.secsTo(nowUtc()));
        line.toolTip = alert.annotations.value(QStringLiteral("summary"));
        if (silenced && !silence.comment.isEmpty())
            line.toolTip += QStringLiteral("\n%1: “%2”").arg(silence.createdBy, silence.comment);
        lines << line;
    }
    if (rows > MostLines)
        lines << ListLine::remark(QStringLiteral("more"), tr("and %1 more").arg(rows - MostLines));
    if (lines.isEmpty())
        lines << ListLine::remark(QStringLiteral("none"),
                                  m_known ? tr("Nothing is firing.") : tr("Waiting for Alertmanager."));
    m_list->setLines(lines);
}

void AlertsPanel::openAlert(const QString &fingerprint)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, AlertModel::NameColumn);
        if (index.data(AlertModel::FingerprintRole).toString() != fingerprint)
            continue;
        auto *dialog = new AlertDialog(index.data(AlertModel::AlertRole).value<Alert>(),
                                       index.data(AlertModel::SilenceRole).value<Silence>(), m_alerts, m_arming,
                                       m_actor, m_incidentId, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
        return;
    }
}

void AlertsPanel::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::ui

#include "moc_alertspanel.cpp"
