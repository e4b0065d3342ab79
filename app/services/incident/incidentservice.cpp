// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/incidentservice.h"

#include "app/services/incident/tr.h"
#include "models/domain/thresholdquery.h"
#include "models/ports/journal.h"
#include "models/ports/metricsource.h"
#include "models/ports/releasesource.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace edgelink::incident {

namespace {

using std::chrono::milliseconds;

} // namespace

IncidentService::IncidentService(IncidentPorts ports, const QList<Threshold> &thresholds, Environment environment,
                                 IncidentOptions options, QObject *parent)
    : IncidentTracker(parent)
    , m_ports(ports)
    , m_environment(std::move(environment))
    , m_options(std::move(options))
    , m_thresholds(thresholds)
    , m_seekTimer(this) // children, so that they move along to the tracker's thread
    , m_tick(this)
    , m_schemaTimer(this)
{
    for (const Threshold &threshold : thresholds) {
        Trigger &trigger = m_triggers[threshold.id];
        trigger.threshold = threshold;
        trigger.reading.thresholdId = threshold.id;
    }
    m_tick.callOnTimeout(this, &IncidentService::tick);
    m_schemaTimer.callOnTimeout(this, [this] { lookAtSchema(); });
    m_seekTimer.setSingleShot(true);
    m_seekTimer.callOnTimeout(this, [this] {
        if (isSought())
            findSuspects();
    });
}

IncidentService::~IncidentService() = default;

qint64 IncidentService::now() const
{
    return m_options.nowMs ? m_options.nowMs() : QDateTime::currentMSecsSinceEpoch();
}

void IncidentService::start()
{
    QMetaObject::invokeMethod(this, &IncidentService::begin, Qt::QueuedConnection);
}

void IncidentService::begin()
{
    connect(m_ports.metrics, &MetricSource::batchReady, this, &IncidentService::onBatch);
    connect(m_ports.metrics, &MetricSource::statusChanged, this, &IncidentService::onStatus);
    connect(m_ports.journal, &Journal::committed, this, &IncidentService::onCommitted);
    if (m_ports.releases != nullptr) {
        static constexpr std::chrono::seconds Settled{2}; // a release is written in several steps
        connect(m_ports.releases, &ReleaseSource::historyChanged, this, [this] { seekIn(Settled); });
    }
    m_tick.start(std::clamp(milliseconds{m_environment.scrapeInterval}, milliseconds{250}, milliseconds{1000}));
    m_schemaTimer.start(m_options.schemaInterval);
    lookAtSchema();
    m_ports.metrics->watch(m_thresholds);
    tick();
}

bool IncidentService::isOurs(const JournalEvent &event) const
{
    return event.draft.environment == m_environment.name;
}

void IncidentService::onBatch(const MetricBatch &batch)
{
    const auto found = m_triggers.find(batch.thresholdId);
    if (found == m_triggers.end())
        return;
    Trigger &trigger = found->second;
    trigger.history.apply(batch);
    trigger.newest = batch;
    trigger.newest.series.samples.clear();
    judge(trigger);
}

void IncidentService::onStatus(const SourceStatus &status)
{
    m_sourceError = status.state == SourceStatus::State::Down ? status.error : std::nullopt;
    for (auto &[id, trigger] : m_triggers)
        judge(trigger);
}

void IncidentService::tick()
{
    if (!m_restored)
        readBack();
    for (auto &[id, trigger] : m_triggers)
        judge(trigger);
}

void IncidentService::judge(Trigger &trigger)
{
    TriggerInput input;
    input.samples = trigger.history.samples();
    input.baseline = trigger.newest.baseline;
    input.ceiling = trigger.newest.ceiling;
    input.worst = trigger.newest.worst;
    input.warnings = trigger.newest.warnings;
    input.error = trigger.newest.error ? trigger.newest.error : m_sourceError;
    const EvaluationClock clock{now(), m_environment.scrapeInterval, m_environment.timeCompression};
    const TriggerReading reading = evaluateTrigger(trigger.threshold, input, clock, trigger.reading);
    const bool changed = !(reading == trigger.reading);
    trigger.reading = reading;
    if (changed)
        emit readingChanged(reading);
    act(trigger);
}

std::optional<RecordedExcursion> IncidentService::excursionOf(const QString &thresholdId) const
{
    const std::optional<RecordedExcursion> recorded = m_excursions.of(thresholdId);
    // One of another open incident (two consoles opened at once) is not known to ours.
    const bool ours = recorded
        && (recorded->settled
            || (recorded->incidentId == m_record.incident().id && m_record.incident().inBreach.contains(thresholdId)));
    return ours ? recorded : std::nullopt;
}

bool IncidentService::isSettled(const QString &thresholdId) const
{
    const std::optional<RecordedExcursion> recorded = excursionOf(thresholdId);
    return recorded && recorded->settled;
}

milliseconds IncidentService::provesRecovery(const Trigger &trigger) const
{
    constexpr int FewestScrapes = 5;
    return std::max(trigger.reading.window, milliseconds{FewestScrapes * m_environment.scrapeInterval});
}

void IncidentService::act(Trigger &trigger)
{
    if (!m_restored || trigger.reporting)
        return;
    const std::optional<RecordedExcursion> recorded = excursionOf(trigger.threshold.id);
    if (!recorded) {
        trigger.unwatched = false;
        if (trigger.reading.state == TriggerState::Breach)
            reportBreach(trigger);
        return;
    }
    qint64 healthySince = trigger.reading.healthySinceMs;
    // A limit that moved with its baseline says of the time before a restart that all was well, also of the breach.
    if (healthySince != 0 && !trigger.threshold.baselineQuery.isEmpty())
        healthySince = std::max(healthySince, recorded->vouchedMs);
    const bool healthy
        = healthySince != 0 && milliseconds{trigger.reading.sampleTimeMs - healthySince} >= provesRecovery(trigger);
    if (healthy && isBeginningKnown(trigger, *recorded, healthySince))
        reportRecovery(trigger, healthySince);
    else if (trigger.unwatched && isKnown(trigger.reading.state))
        lookBack(trigger, *recorded);
}

void IncidentService::reportBreach(Trigger &trigger)
{
    trigger.reporting = true;
    const TriggerReading reading = trigger.reading;
    // Others may have left their limits earlier and still be filling their windows: the impact began with the first.
    qint64 impactStart = reading.beyondSinceMs;
    for (const auto &[id, other] : m_triggers) {
        if (isKnown(other.reading.state) && other.reading.beyondSinceMs != 0 && !isSettled(id))
            impactStart = std::min(impactStart, other.reading.beyondSinceMs);
    }
    openOrJoin({reading.thresholdId}, {}, impactStart, QString::fromLatin1(ConsoleActor),
               [this, &trigger, reading](const Result<QString> &id) {
                   if (!id) {
                       trigger.reporting = false; // the next judgement tries again
                       return;
                   }
                   QJsonObject payload{{QStringLiteral("threshold"), reading.thresholdId},
                                       {QStringLiteral("title"), trigger.threshold.title},
                                       {QStringLiteral("titles"), titlesOf(trigger.threshold)},
                                       {QStringLiteral("unit"), trigger.threshold.unit},
                                       {QStringLiteral("limit"), reading.effectiveThreshold},
                                       {QStringLiteral("since"), isoTime(reading.beyondSinceMs)},
                                       {QStringLiteral("breachedAt"), isoTime(reading.breachSinceMs)},
                                       {QStringLiteral("windowMs"), static_cast<qint64>(reading.window.count())},
                                       {QStringLiteral("worst"), reading.worstName}};
                   if (reading.value)
                       payload.insert(QStringLiteral("value"), *reading.value);
                   if (reading.worstValue)
                       payload.insert(QStringLiteral("worstValue"), *reading.worstValue);
                   if (reading.baseline)
                       payload.insert(QStringLiteral("baseline"), *reading.baseline);
                   write(draft(journalkind::Breach, payload, QString::fromLatin1(ConsoleActor), *id),
                         [this, &trigger, id = *id](const Result<JournalEvent> &event) {
                             trigger.reporting = false;
                             if (!event)
                                 return;
                             writeSnapshot(trigger, id, "breach");
                             findSuspects();
                         });
               });
}

void IncidentService::reportRecovery(Trigger &trigger, qint64 sinceMs)
{
    const std::optional<RecordedExcursion> recorded = excursionOf(trigger.threshold.id);
    if (!recorded)
        return;
    trigger.reporting = true;
    const QString id = recorded->incidentId;
    QJsonObject payload{{QStringLiteral("threshold"), trigger.threshold.id},
                        {QStringLiteral("title"), trigger.threshold.title},
                        {QStringLiteral("titles"), titlesOf(trigger.threshold)},
                        {QStringLiteral("since"), isoTime(sinceMs)}};
    if (trigger.reading.value && trigger.reading.healthySinceMs != 0 && sinceMs >= trigger.reading.healthySinceMs)
        payload.insert(QStringLiteral("value"), *trigger.reading.value);
    write(draft(journalkind::Recovered, payload, QString::fromLatin1(ConsoleActor), id),
          [this, &trigger, id](const Result<JournalEvent> &event) {
              trigger.reporting = false;
              if (event)
                  writeSnapshot(trigger, id, "recovery");
          });
}

void IncidentService::writeSnapshot(const Trigger &trigger, const QString &incidentId, const char *moment)
{
    // What led up to it, not the two days that may be known. Of an older incident the beginning is not at hand.
    constexpr int LeadWindows = 3;
    const milliseconds lead = std::max<milliseconds>(LeadWindows * trigger.reading.window, std::chrono::minutes{15});
    const Incident &incident = m_record.incident();
    const qint64 beganMs = incident.id == incidentId && incident.impactStart.isValid()
        ? incident.impactStart.toMSecsSinceEpoch()
        : now();
    QJsonObject payload{
        {QStringLiteral("threshold"), trigger.threshold.id},
        {QStringLiteral("title"), trigger.threshold.title},
        {QStringLiteral("titles"), titlesOf(trigger.threshold)},
        {QStringLiteral("unit"), trigger.threshold.unit},
        {QStringLiteral("limit"), trigger.reading.effectiveThreshold},
        {QStringLiteral("direction"),
         trigger.threshold.direction == Direction::Below ? QStringLiteral("below") : QStringLiteral("above")},
        {QStringLiteral("moment"), QString::fromLatin1(moment)},
        {QStringLiteral("samples"), trigger.history.toJson(beganMs - lead.count())}};
    payload.insert(QStringLiteral("baseline"),
                   trigger.reading.baseline ? QJsonValue(*trigger.reading.baseline) : QJsonValue());
    write(draft(journalkind::MetricSnapshot, payload, QString::fromLatin1(ConsoleActor), incidentId), {});
}

JournalDraft IncidentService::draft(const char *kind, const QJsonObject &payload, const QString &actor,
                                    const QString &incidentId) const
{
    JournalDraft draft;
    draft.kind = QString::fromLatin1(kind);
    draft.actor = actor;
    draft.environment = m_environment.name;
    draft.stream
        = m_environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
    draft.incidentId = incidentId;
    draft.payload = payload;
    return draft;
}

void IncidentService::write(const JournalDraft &draft, Written done)
{
    whenFinished(m_ports.journal->append(draft), this,
                 [this, done = std::move(done)](const std::optional<Result<JournalEvent>> &written) {
                     const Result<JournalEvent> result
                         = written.value_or(failure(ErrorKind::Cancelled, Tr::tr("the journal is shutting down")));
                     if (!result && !m_journalBroken)
                         spdlog::error("incident: the journal cannot be written: {}",
                                       result.error().sentence().toStdString());
                     m_journalBroken = !result;
                     if (result)
                         fold(*result);
                     if (done)
                         done(result);
                 });
}

void IncidentService::onCommitted(const QList<JournalEvent> &events)
{
    for (const JournalEvent &event : events)
        fold(event);
}

void IncidentService::fold(const JournalEvent &event)
{
    if (!isOurs(event))
        return;
    if (!m_restored) {
        m_meanwhile << event; // a page that was read before it may be the last: it is taken up after that
        return;
    }
    const Incident before = m_record.incident();
    const bool wasSought = isSought();
    m_excursions.apply(event);
    if (event.draft.kind == QLatin1String(journalkind::IncidentOpened)) {
        m_openingSeen = std::max(m_openingSeen, event.sequence);
        if (m_record.isOpen() || event.draft.incidentId == before.id)
            return; // known already, or a second one by a race: the first stays the one to join
        m_record = {};
        m_record.apply(event);
    } else if (event.draft.incidentId == before.id) {
        m_record.apply(event);
    }
    if (isSought() && !wasSought)
        seekIn(m_options.suspectInterval);
    tell();
}

Incident IncidentService::told() const
{
    Incident incident = m_record.incident();
    incident.suspectSearch.running = m_seeking && m_record.isOpen();
    if (incident.suspectSearch.soughtAt.isValid() && m_soughtAt > incident.suspectSearch.soughtAt)
        incident.suspectSearch.soughtAt = m_soughtAt;
    return incident;
}

void IncidentService::tell()
{
    const Incident incident = told();
    if (incident == m_told)
        return;
    m_told = incident;
    emit incidentChanged(incident);
}

QFuture<Result<Incident>> IncidentService::declare(const QString &manualTrigger, const QString &note,
                                                   const QString &actor)
{
    return marshal<Result<Incident>>(this, [=, this](const SharedPromise<Result<Incident>> &promise) {
        const auto refuse
            = [promise](const Error &error) { fulfil<Result<Incident>>(promise, tl::make_unexpected(error)); };
        if (!manualTriggerIds().contains(manualTrigger)) {
            refuse({ErrorKind::Usage,
                    Tr::tr("not a manual trigger"),
                    manualTrigger,
                    Tr::tr("One of %1.").arg(manualTriggerIds().join(QStringLiteral(", "))),
                    {}});
            return;
        }
        if (!m_restored) {
            refuse({ErrorKind::Io, Tr::tr("the journal has not been read yet"), {}, Tr::tr("Try again."), {}});
            return;
        }
        openOrJoin({}, {manualTrigger}, now(), actor, [=, this](const Result<QString> &id) {
            if (!id) {
                refuse(id.error());
                return;
            }
            const QJsonObject payload{{QStringLiteral("threshold"), manualTrigger},
                                      {QStringLiteral("manual"), manualTrigger},
                                      {QStringLiteral("since"), isoTime(now())},
                                      {QStringLiteral("text"), note}};
            write(draft(journalkind::Breach, payload, actor, *id), [=, this](const Result<JournalEvent> &written) {
                if (!written) {
                    refuse(written.error());
                    return;
                }
                findSuspects();
                fulfil<Result<Incident>>(promise, told());
            });
        });
    });
}

QFuture<Result<bool>> IncidentService::note(const QString &text, const QString &actor)
{
    return marshal<Result<bool>>(this, [=, this](const SharedPromise<Result<bool>> &promise) {
        constexpr qsizetype Longest = 10'000;
        if (text.trimmed().isEmpty()) {
            fulfil<Result<bool>>(promise, failure(ErrorKind::Usage, Tr::tr("the note is empty")));
            return;
        }
        const QString incident = m_record.isOpen() ? m_record.incident().id : QString();
        write(draft(journalkind::Note, {{QStringLiteral("text"), text.left(Longest)}}, actor, incident),
              [promise](const Result<JournalEvent> &written) {
                  fulfil<Result<bool>>(promise, written ? Result<bool>(true) : tl::make_unexpected(written.error()));
              });
    });
}

} // namespace edgelink::incident

#include "moc_incidentservice.cpp"
