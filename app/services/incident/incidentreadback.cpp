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
    query.kinds = {QString::fromLatin1(journalkind::IncidentOpened)};
    query.newestFirst = true;
    query.limit = 200;
    whenFinished(m_ports.journal->read(query), this, [this](const std::optional<Result<QList<JournalEvent>>> &events) {
        if (!m_restored && events && events->has_value())
            restore(**events);
    });
}

void IncidentService::restore(const QList<JournalEvent> &events)
{
    // Newest opening of this environment; its other events decide whether it is still open.
    const auto opening
        = std::find_if(events.cbegin(), events.cend(), [this](const JournalEvent &event) { return isOurs(event); });
    if (opening == events.cend()) {
        restored();
        return;
    }
    m_openingSeen = std::max(m_openingSeen, opening->sequence);
    JournalQuery query;
    query.incidentId = opening->draft.incidentId;
    query.includeReads = false;
    readAll(query, {}, [this](const Result<QList<JournalEvent>> &whole) {
        if (m_restored || !whole)
            return; // told by another reading, or tick() tries again
        // An incident whose opening was committed meanwhile has been folded from its first event on.
        if (m_record.incident().id.isEmpty()) {
            for (const JournalEvent &event : *whole)
                m_record.apply(event);
            if (m_record.isOpen())
                tell();
            if (isSought())
                seekIn(m_record.incident().suspectSearch.soughtAt.isValid() ? m_options.suspectInterval
                                                                            : std::chrono::milliseconds{0});
        }
        restored();
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

void IncidentService::restored()
{
    m_restored = true;
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
