// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/presenttrouble.h"

#include "app/services/verdict/words.h"
#include "models/domain/recovery.h"
#include "models/ports/journal.h"

namespace edgelink::verdict {

namespace {

constexpr std::chrono::seconds JournalDeadline{10};

Result<QList<JournalEvent>> page(Journal &journal, const JournalQuery &query, Patience &patience)
{
    return patience.await(journal.read(query), JournalDeadline)
        .value_or(failure(ErrorKind::Timeout, Words::tr("no answer within %1 s").arg(JournalDeadline.count())));
}

} // namespace

Result<QDateTime> presentTrouble(Journal &journal, const Environment &environment, Patience &patience)
{
    JournalQuery query;
    query.environment = environment.name;
    query.kinds = {QString::fromLatin1(journalkind::IncidentOpened)};
    query.newestFirst = true;
    query.limit = 1;
    const Result<QList<JournalEvent>> newest = page(journal, query, patience);
    if (!newest)
        return tl::make_unexpected(newest.error());
    if (newest->isEmpty())
        return QDateTime();

    query = {};
    query.incidentId = newest->first().draft.incidentId;
    query.kinds = Recovery::troubleKinds() << QString::fromLatin1(journalkind::IncidentClosed);
    query.limit = 0;
    Recovery recovery;
    for (;;) {
        const Result<QList<JournalEvent>> events = page(journal, query, patience);
        if (!events)
            return tl::make_unexpected(events.error());
        if (events->isEmpty())
            return recovery.troubles().value(0);
        for (const JournalEvent &event : *events) {
            if (event.draft.kind == QLatin1String(journalkind::IncidentClosed))
                return QDateTime();
            recovery.apply(event);
        }
        query.afterSequence = events->last().sequence;
    }
}

} // namespace edgelink::verdict
