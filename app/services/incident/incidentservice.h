// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/incident/excursionbook.h"
#include "app/services/incident/incidentrecord.h"
#include "app/services/incident/samplehistory.h"
#include "app/services/incident/suspectfinder.h"
#include "models/domain/environment.h"
#include "models/domain/sourcestatus.h"
#include "models/domain/triggerevaluation.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/marshal.h"

#include <QSet>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace edgelink {
class Journal;
class MetricSource;
} // namespace edgelink

namespace edgelink::incident {

/// The ports an IncidentService works with; they must outlive it.
struct IncidentPorts {
    MetricSource *metrics = nullptr;
    Journal *journal = nullptr;
    ReleaseSource *releases = nullptr; ///< this and the following may be null: fewer suspects
    ClusterSource *cluster = nullptr;
    DatabaseSource *database = nullptr;
};

struct IncidentOptions {
    std::chrono::milliseconds suspectHorizon{std::chrono::hours{2}}; ///< uncompressed
    std::chrono::milliseconds schemaInterval{std::chrono::seconds{30}}; ///< between looks at the schema version
    std::chrono::milliseconds suspectInterval{std::chrono::seconds{60}}; ///< between searches while an incident is open
    std::chrono::milliseconds suspectRetry{std::chrono::seconds{15}}; ///< after one that could not read everything
    std::function<qint64()> nowMs; ///< UTC milliseconds; default: the system's clock
};

/// IncidentTracker of one environment. Move it to a thread with an event loop, then start(); all its work and signals
/// happen there.
///
/// Every state of an incident is a fold over the journal's events (IncidentRecord): nothing is believed that is not
/// durably written, a restart reads the same state back, and incidents that another console opened in the same journal
/// are joined. A breach that cannot be journaled is tried again at each tick.
/// A trigger has recovered when it was known to be healthy for its whole (compressed) window, at least five scrapes.
class IncidentService : public IncidentTracker
{
    Q_OBJECT

public:
    IncidentService(IncidentPorts ports, const QList<Threshold> &thresholds, Environment environment,
                    IncidentOptions options = {}, QObject *parent = nullptr);
    ~IncidentService() override;

    /// Reads the journal, then watches the thresholds. Callable from any thread.
    void start();

    [[nodiscard]] QFuture<Result<Incident>> declare(const QString &manualTrigger, const QString &note,
                                                    const QString &actor) override;
    [[nodiscard]] QFuture<Result<bool>> note(const QString &text, const QString &actor) override;
    /// A trigger that is in breach when its incident is closed with a reason opens nothing until it was healthy again.
    [[nodiscard]] QFuture<Result<Incident>> close(const QString &incidentId, const QString &reason,
                                                  const QString &actor) override;
    [[nodiscard]] QFuture<Result<bool>> seekSuspects() override;
    [[nodiscard]] QFuture<Result<QList<Incident>>> incidents() override;
    [[nodiscard]] QFuture<Incident> current() override;

private:
    struct Trigger {
        Threshold threshold;
        SampleHistory history;
        MetricBatch newest; ///< without its samples
        TriggerReading reading;
        bool reporting = false; ///< a breach or recovery of it is on its way to the journal
        bool unwatched = false; ///< its excursion was read back; whether it is the one that stands now is not known yet
    };
    using Opened = std::function<void(const Result<QString> &)>; ///< the incident's id
    using Written = std::function<void(const Result<JournalEvent> &)>;
    using EventsRead = std::function<void(const Result<QList<JournalEvent>> &)>;
    using IncidentClosing = SharedPromise<Result<Incident>>;

    void begin();
    void readBack();
    void restore(const QList<JournalEvent> &landmarks);
    void restored(const QList<JournalEvent> &incident, const ExcursionBook &excursions);
    void whenRestored(std::function<void()> then); ///< "none" is said only when the journal says so
    void readAll(JournalQuery query, const QList<JournalEvent> &soFar, const EventsRead &done);
    void onBatch(const MetricBatch &batch);
    void onStatus(const SourceStatus &status);
    void onCommitted(const QList<JournalEvent> &events);
    void tick();
    void judge(Trigger &trigger);
    void act(Trigger &trigger);
    void reportBreach(Trigger &trigger);
    void reportRecovery(Trigger &trigger, qint64 sinceMs);
    /// Whether the excursion on record is the one that stands, after a time in which nobody watched.
    void lookBack(Trigger &trigger, const RecordedExcursion &recorded);
    /// `recoveredMs`: from when on it is known to have been healthy, if it is; it may have begun before.
    void lookFurtherBack(Trigger &trigger, const RecordedExcursion &recorded, qint64 untilMs, qint64 recoveredMs);
    [[nodiscard]] bool isBeginningKnown(const Trigger &trigger, const RecordedExcursion &recorded,
                                        qint64 healthySinceMs) const;
    [[nodiscard]] std::chrono::milliseconds provesRecovery(const Trigger &trigger) const;
    void writeSnapshot(const Trigger &trigger, const QString &incidentId, const char *moment);

    /// Gives the id of the open incident, opening one if there is none or that one is over. Openings wait for each
    /// other.
    void openOrJoin(const QStringList &triggers, const QStringList &manual, qint64 impactStartMs, const QString &actor,
                    Opened done);
    void open(const QStringList &known, const QStringList &triggers, const QStringList &manual, qint64 impactStartMs,
              const QString &actor);
    void openNew(const QString &id, const QStringList &triggers, const QStringList &manual, qint64 impactStartMs,
                 const QString &actor);
    void opened(const Result<QString> &id);
    /// Whether what began then is no part of the open incident: it had recovered an observation window before.
    [[nodiscard]] bool isOver(qint64 beginMs) const;
    void closeRecord(const IncidentRecord &record, const QString &reason, const QString &actor,
                     const IncidentClosing &promise);
    /// What a trigger's present excursion belongs to; nullopt: to no incident yet.
    [[nodiscard]] std::optional<RecordedExcursion> excursionOf(const QString &thresholdId) const;
    [[nodiscard]] bool isSettled(const QString &thresholdId) const; ///< in breach, of an incident that was closed
    void findSuspects(); ///< now, or once more after the search under way
    void startFinder(const std::optional<Error> &schemaProblem);
    void suspectsFound(const QString &incidentId, const SuspectList &found);
    void searchEnded();
    void seekIn(std::chrono::milliseconds delay); ///< the next search, unless an earlier one is due
    [[nodiscard]] bool isSought() const; ///< an incident is open and its recovery is not proven
    void lookAtSchema(const std::function<void(const std::optional<Error> &)> &then = {});

    [[nodiscard]] JournalDraft draft(const char *kind, const QJsonObject &payload, const QString &actor,
                                     const QString &incidentId = {}) const;
    void write(const JournalDraft &draft, Written done);
    void fold(const JournalEvent &event);
    void tell(); ///< sends the incident when it is not what was sent last
    [[nodiscard]] Incident told() const; ///< the record, and whether a search is running
    [[nodiscard]] bool isOurs(const JournalEvent &event) const;
    [[nodiscard]] qint64 now() const;

    IncidentPorts m_ports;
    Environment m_environment;
    IncidentOptions m_options;
    std::map<QString, Trigger> m_triggers;
    QList<Threshold> m_thresholds;
    std::optional<Error> m_sourceError; ///< the metric source is down
    IncidentRecord m_record; ///< the open incident, or the last one
    bool m_restored = false; ///< nothing is opened before the journal has been read
    QList<std::function<void()>> m_whenRestored; ///< what was asked before that
    ExcursionBook m_excursions;
    QList<JournalEvent> m_meanwhile; ///< committed before the journal had been read
    qint64 m_openingSeen = 0; ///< sequence of the newest opening that this tracker has heard of
    QSet<QString> m_closing; ///< incidents whose closing is on its way to the journal
    bool m_opening = false;
    QList<Opened> m_awaitingOpening;
    Incident m_told;
    bool m_seeking = false;
    bool m_seekAgain = false; ///< something new came while the search was running
    QDateTime m_soughtAt; ///< end of the newest search, also of one that found nothing new
    QList<SharedPromise<Result<bool>>> m_awaitingSearch;
    QTimer m_seekTimer;
    std::optional<SchemaVersion> m_schema;
    QDateTime m_schemaSeenAt; ///< when it was last seen
    QDateTime m_schemaWatchedSince;
    QList<SchemaChange> m_schemaChanges;
    bool m_journalBroken = false; ///< said once, not at every tick
    QTimer m_tick;
    QTimer m_schemaTimer;
};

} // namespace edgelink::incident
