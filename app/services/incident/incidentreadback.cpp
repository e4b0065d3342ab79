// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tracker's memory: the last incident, read back from the journal.
#include "app/services/incident/incidentservice.h"
#include "app/services/incident/tr.h"
#include "models/ports/journal.h"

#include <algorithm>
#include <utility>

namespace edgelink::incident {

void IncidentService::readBack()
{
    JournalQuery query;
    query.kinds = ExcursionBook::kinds();
    readAll(query, {}, [this](const Result<QList<JournalEvent>> &landmarks) {
        if (!m_restored && landmarks)
            restore(*landmarks);
    });
}

void IncidentService::restore(const QList<JournalEvent> &landmarks)
{
    ExcursionBook excursions; // of all incidents: an excursion that was settled may be older than the newest of them
    const JournalEvent *opening = nullptr; // the newest; the rest of its events decides whether it is still open
    for (const JournalEvent &event : landmarks) {
        if (!isOurs(event))
            continue;
        excursions.apply(event);
        if (event.draft.kind == QLatin1String(journalkind::IncidentOpened))
            opening = &event;
    }
    if (opening == nullptr) {
        restored({}, excursions);
        return;
    }
    m_openingSeen = std::max(m_openingSeen, opening->sequence);
    JournalQuery query;
    query.incidentId = opening->draft.incidentId;
    query.includeReads = false;
    readAll(query, {}, [this, excursions](const Result<QList<JournalEvent>> &whole) {
        if (!m_restored && whole) // else told by another reading, or tick() tries again
            restored(*whole, excursions);
    });
}

void IncidentService::readAll(JournalQuery query, const QList<JournalEvent> &soFar, const EventsRead &done)
{
    constexpr int Page = 5000;
    query.limit = Page;
    whenFinished(m_ports.journal->read(query), this,
                 [this, query, soFar, done](const std::optional<Result<QList<JournalEvent>>> &page) {
                     if (!page || !*page) {
                         done(page ? tl::make_unexpected(page->error())
                                   : failure(ErrorKind::Cancelled, Tr::tr("the journal is shutting down")));
                         return;
                     }
                     const QList<JournalEvent> all = soFar + **page;
                     if ((*page)->size() < Page) {
                         done(all);
                         return;
                     }
                     JournalQuery next = query;
                     next.afterSequence = all.last().sequence;
                     readAll(next, all, done);
                 });
}

void IncidentService::restored(const QList<JournalEvent> &incident, const ExcursionBook &excursions)
{
    for (const JournalEvent &event : incident)
        m_record.apply(event);
    m_excursions = excursions;
    m_restored = true;
    if (m_record.isOpen())
        tell();
    if (isSought())
        seekIn(m_record.incident().suspectSearch.soughtAt.isValid() ? m_options.suspectInterval
                                                                    : std::chrono::milliseconds{0});
    // What was committed while the journal was read stands in a page or not; either way it counts once.
    for (const JournalEvent &event : std::exchange(m_meanwhile, {}))
        fold(event);
    for (const QString &threshold : m_excursions.thresholds()) {
        if (const auto trigger = m_triggers.find(threshold); trigger != m_triggers.end())
            trigger->second.unwatched = true;
    }
    for (const std::function<void()> &then : std::exchange(m_whenRestored, {}))
        then();
}

void IncidentService::whenRestored(std::function<void()> then)
{
    if (m_restored) {
        then();
        return;
    }
    m_whenRestored << std::move(then);
    readBack();
}

QFuture<Incident> IncidentService::current()
{
    return marshal<Incident>(this, [this](const SharedPromise<Incident> &promise) {
        whenRestored([this, promise] { fulfil(promise, m_record.isOpen() ? told() : Incident{}); });
    });
}

} // namespace edgelink::incident
