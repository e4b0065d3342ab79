// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tracker's memory: the open incident, read back from the journal.
#include "app/services/incident/incidentservice.h"
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
        m_restored = true;
        answer();
        return;
    }
    JournalQuery query;
    query.incidentId = opening->draft.incidentId;
    query.limit = 100'000;
    query.includeReads = false;
    whenFinished(m_ports.journal->read(query), this, [this](const std::optional<Result<QList<JournalEvent>>> &whole) {
        if (m_restored || !whole || !whole->has_value())
            return; // told by another reading, or tick() tries again
        IncidentRecord record;
        for (const JournalEvent &event : **whole)
            record.apply(event);
        // What was committed meanwhile has been folded already; the record is the same fold.
        if (record.isOpen() && !m_record.isOpen()) {
            m_record = record;
            emit incidentChanged(m_record.incident());
        }
        m_restored = true;
        answer();
    });
}

void IncidentService::answer()
{
    for (const SharedPromise<Incident> &promise : std::exchange(m_asking, {}))
        fulfil(promise, m_record.isOpen() ? m_record.incident() : Incident{});
}

QFuture<Incident> IncidentService::current()
{
    return marshal<Incident>(this, [this](const SharedPromise<Incident> &promise) {
        m_asking << promise;
        if (m_restored)
            answer();
        else
            readBack(); // "none" is said only when the journal says so
    });
}

} // namespace edgelink::incident
