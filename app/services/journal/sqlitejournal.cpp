// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/sqlitejournal.h"

#include "app/services/journal/journalthreads.h"

#include <utility>

namespace edgelink::journal {

SqliteJournal::SqliteJournal(JournalOptions options, QObject *parent)
    : Journal(parent)
    , m_threads(std::make_unique<JournalThreads>(this, std::move(options)))
{
}

SqliteJournal::~SqliteJournal() = default;

QFuture<Result<bool>> SqliteJournal::opened()
{
    return m_threads->opened();
}

QFuture<Result<JournalEvent>> SqliteJournal::append(const JournalDraft &draft)
{
    return m_threads->append(draft);
}

QFuture<Result<QList<JournalEvent>>> SqliteJournal::read(const JournalQuery &query)
{
    return m_threads->onReader<QList<JournalEvent>>([query](JournalStore &store) { return store.read(query); });
}

QFuture<Result<qint64>> SqliteJournal::count(const JournalQuery &query)
{
    return m_threads->onReader<qint64>([query](JournalStore &store) { return store.count(query); });
}

QFuture<Result<JournalCheck>> SqliteJournal::verify()
{
    return m_threads->verify(std::nullopt);
}

QFuture<Result<JournalCheck>> SqliteJournal::verifyAgainst(const ExportedHead &head)
{
    return m_threads->verify(head);
}

} // namespace edgelink::journal

#include "moc_sqlitejournal.cpp"
