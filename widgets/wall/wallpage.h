// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/domain/runbook.h"
#include "models/domain/threshold.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace edgelink {
class AlertSource;
class IncidentTracker;
class Journal;
struct JournalEvent;
class MetricSource;
class ReleaseSource;
class VerdictSource;
} // namespace edgelink

namespace edgelink::ui {

class AlertsPanel;
class Arming;
class CloseDialog;
class Crosshair;
class SuspectPanel;
class TimelinePanel;
class TriggerDetail;
class TriggerPanel;
struct ChartMarker;

/// What the wall listens to. None is owned; any may be missing.
struct WallPorts {
    MetricSource *metrics = nullptr;
    AlertSource *alerts = nullptr;
    IncidentTracker *incidents = nullptr;
    VerdictSource *verdicts = nullptr;
    ReleaseSource *releases = nullptr;
    Journal *journal = nullptr;
};

/// Seven fixed seats in the runbook's order (the first two large), suspects, alerts, the newest events.
/// It only listens: the composition root starts the sources, after this page exists (the first batch is the history).
class WallPage : public QWidget
{
    Q_OBJECT

public:
    WallPage(const WallPorts &ports, const Environment &environment, const QList<Threshold> &thresholds, Arming *arming,
             const QString &actor, QWidget *parent = nullptr);
    ~WallPage() override;

    [[nodiscard]] TriggerPanel *seat(const QString &thresholdId) const;
    [[nodiscard]] QList<TriggerPanel *> seats() const { return m_seats; }
    [[nodiscard]] SuspectPanel *suspects() const { return m_suspects; }
    [[nodiscard]] AlertsPanel *alerts() const { return m_alerts; }
    [[nodiscard]] TimelinePanel *timeline() const { return m_timeline; }
    /// A run that is changing the release; none once it is over.
    void setActiveRun(const std::optional<RunSnapshot> &run);

public slots:
    void openDetail(const QString &thresholdId);
    void declareIncident();
    void closeIncident(); ///< asks for the reason where one is needed; nothing happens while none is open
    void addNote();

signals:
    void rollbackRequested(int revision);
    void diffRequested(int from, int to);
    void runRequested(); ///< the run at work is to be shown
    void timelineRequested();
    void incidentChanged(const edgelink::Incident &incident);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectPorts();
    void onBatch(const MetricBatch &batch);
    void onReading(const TriggerReading &reading);
    void onIncident(const Incident &incident);
    void onHistory(const ReleaseHistory &history);
    void onRecorded(const QList<JournalEvent> &events);
    void onAction(qint64 timeMs, const QString &kind);
    [[nodiscard]] static QString actionLabel(const QString &kind); ///< empty: not an action that the axis shows
    [[nodiscard]] bool looksOnly() const; ///< nothing may be changed or written
    void countSeats();
    [[nodiscard]] bool isVerdictDue() const;
    void askVerdict(int targetRevision, bool recorded = true);
    void refreshMarkers();
    void place();

    WallPorts m_ports;
    Environment m_environment;
    QPointer<Arming> m_arming;
    QString m_actor;
    Crosshair *m_crosshair = nullptr;
    QList<TriggerPanel *> m_seats;
    SuspectPanel *m_suspects = nullptr;
    AlertsPanel *m_alerts = nullptr;
    TimelinePanel *m_timeline = nullptr;
    QPointer<TriggerDetail> m_detail;
    QString m_detailId;
    QPointer<CloseDialog> m_closing;
    Incident m_incident;
    ReleaseHistory m_history;
    QList<std::pair<qint64, QString>> m_ours; ///< time in ms, journalkind
    quint64 m_verdictGeneration = 0;
};

} // namespace edgelink::ui
