// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a breach opens an incident, joins the open one, or comes after it.
#include "app/services/incident/incidentservice.h"
#include "app/services/incident/tr.h"
#include "models/domain/thresholdquery.h"
#include "models/ports/journal.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace edgelink::incident {

bool IncidentService::isOver(qint64 beginMs) const
{
    const Incident &incident = m_record.incident();
    const double windowMs = static_cast<double>(std::chrono::milliseconds(ObservationWindow).count())
        / std::max(1.0, m_environment.timeCompression);
    return incident.state == IncidentState::Recovered
        && static_cast<double>(beginMs - incident.recoveredAt.toMSecsSinceEpoch()) > windowMs;
}

void IncidentService::openOrJoin(const QStringList &triggers, const QStringList &manual, qint64 impactStartMs,
                                 const QString &actor, Opened done)
{
    if (m_closing.contains(m_record.incident().id)) {
        // Neither its own, for it ends now, nor another yet: judged again once the closing is on record.
        done(failure(ErrorKind::Conflict, Tr::tr("the incident is being closed"), m_record.incident().id));
        return;
    }
    if (m_record.isOpen() && !m_opening && !isOver(impactStartMs)) {
        done(m_record.incident().id);
        return;
    }
    m_awaitingOpening << std::move(done);
    if (m_opening)
        return;
    m_opening = true;
    // Read again, also for numbers: another console may share the journal.
    JournalQuery query;
    query.kinds = {QString::fromLatin1(journalkind::IncidentOpened)};
    query.newestFirst = true;
    query.limit = 1000;
    whenFinished(
        m_ports.journal->read(query), this,
        [this, triggers, manual, impactStartMs, actor](const std::optional<Result<QList<JournalEvent>>> &events) {
            if (!events || !events->has_value()) {
                opened(events ? tl::make_unexpected(events->error())
                              : failure(ErrorKind::Cancelled, Tr::tr("the journal is shutting down")));
                return;
            }
            const QList<JournalEvent> &read = **events;
            const auto newest
                = std::find_if(read.cbegin(), read.cend(), [this](const JournalEvent &event) { return isOurs(event); });
            if (newest != read.cend() && newest->sequence > m_openingSeen) {
                // Another console's, of which we are told in a moment; the next judgement joins it.
                opened(failure(ErrorKind::Conflict, Tr::tr("another console is just opening an incident"),
                               newest->draft.incidentId, Tr::tr("Try again.")));
                return;
            }
            QStringList known;
            for (const JournalEvent &event : **events)
                known << event.draft.incidentId;
            open(known, triggers, manual, impactStartMs, actor);
        });
}

void IncidentService::open(const QStringList &known, const QStringList &triggers, const QStringList &manual,
                           qint64 impactStartMs, const QString &actor)
{
    const QString id = nextIncidentId(known, QDateTime::fromMSecsSinceEpoch(now(), Qt::UTC));
    if (!m_record.isOpen()) {
        openNew(id, triggers, manual, impactStartMs, actor);
        return;
    }
    if (!isOver(impactStartMs)) { // another console's, committed while we read
        opened(m_record.incident().id);
        return;
    }
    // Closed first: a crash in between leaves a breach without an incident, and the next judgement opens it.
    const QJsonObject closing{{QStringLiteral("recovered"), true},
                              {QStringLiteral("reason"),
                               Tr::tr("recovered for longer than an observation window when the next breach began")},
                              {QStringLiteral("next"), id}};
    write(draft(journalkind::IncidentClosed, closing, QString::fromLatin1(ConsoleActor), m_record.incident().id),
          [=, this](const Result<JournalEvent> &closed) {
              if (closed)
                  openNew(id, triggers, manual, impactStartMs, actor);
              else
                  opened(tl::make_unexpected(closed.error()));
          });
}

void IncidentService::openNew(const QString &id, const QStringList &triggers, const QStringList &manual,
                              qint64 impactStartMs, const QString &actor)
{
    QJsonObject titles;
    QJsonObject baseline;
    QJsonObject bad;
    for (const auto &[thresholdId, trigger] : m_triggers) {
        if (triggers.contains(thresholdId))
            titles.insert(thresholdId, titlesOf(trigger.threshold));
        // As it was just before, no longer ago than the observation window would ask Prometheus for: of two days the
        // mean is neither the day's nor the night's.
        constexpr int CalmRanges = 3;
        const bool limitKnown = trigger.threshold.baselineQuery.isEmpty() || trigger.reading.baseline.has_value();
        const std::optional<CalmValues> calm = trigger.history.before(
            impactStartMs, CalmRanges * rateRange(trigger.threshold, queryScope(m_environment)),
            trigger.threshold.direction,
            limitKnown ? std::optional<double>(trigger.reading.effectiveThreshold) : std::nullopt);
        if (!calm)
            continue;
        baseline.insert(thresholdId, calm->mean);
        bad.insert(thresholdId, calm->p95);
    }
    const JournalDraft event = draft(journalkind::IncidentOpened,
                                     {{QStringLiteral("incident"), id},
                                      {QStringLiteral("triggers"), QJsonArray::fromStringList(triggers)},
                                      {QStringLiteral("triggerTitles"), titles},
                                      {QStringLiteral("manual"), QJsonArray::fromStringList(manual)},
                                      {QStringLiteral("impactStart"), isoTime(impactStartMs)},
                                      {QStringLiteral("baseline"), baseline},
                                      {QStringLiteral("baselineP95"), bad}},
                                     actor, id);
    write(event, [this](const Result<JournalEvent> &written) {
        opened(written ? Result<QString>(written->draft.incidentId) : tl::make_unexpected(written.error()));
    });
}

void IncidentService::opened(const Result<QString> &id)
{
    m_opening = false;
    const QList<Opened> waiting = std::exchange(m_awaitingOpening, {});
    for (const Opened &done : waiting)
        done(id);
}

} // namespace edgelink::incident
