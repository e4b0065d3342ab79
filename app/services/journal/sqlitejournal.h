// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/journal/exportedhead.h"
#include "app/services/journal/journalclock.h"
#include "models/ports/journal.h"

#include <chrono>
#include <memory>

namespace edgelink::journal {

class JournalThreads;

struct JournalOptions {
    QString file{}; ///< made with mode 0600 when it is not there
    QString outputsDirectory{}; ///< where CommandService spools; verify() then holds files against their digests
    std::chrono::milliseconds lockTimeout{std::chrono::seconds{5}}; ///< how long another program's lock is waited for
    std::chrono::milliseconds followInterval{500}; ///< how often other consoles' events are looked for
    Clock clock = systemClock;
};

/// The journal in one SQLite file: WAL, synchronous=FULL, append-only, hash-chained (see README.md).
/// Any number of consoles may share the file. Methods return at once, from any thread; signals come from the writer's
/// thread, so connect with a receiver. The destructor writes what is queued, then ends the threads.
class SqliteJournal : public Journal
{
    Q_OBJECT

public:
    explicit SqliteJournal(JournalOptions options, QObject *parent = nullptr);
    ~SqliteJournal() override;

    /// Whether the file could be opened. Not waited for by the other methods' callers: each reports the error itself,
    /// and appends try again, so that a disk that was full at the start heals without a restart.
    [[nodiscard]] QFuture<Result<bool>> opened();

    [[nodiscard]] QFuture<Result<JournalEvent>> append(const JournalDraft &draft) override;
    [[nodiscard]] QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &query) override;
    [[nodiscard]] QFuture<Result<qint64>> count(const JournalQuery &query) override;
    [[nodiscard]] QFuture<Result<JournalCheck>> verify() override;
    /// Also proves that nothing up to a head that was exported earlier is gone.
    [[nodiscard]] QFuture<Result<JournalCheck>> verifyAgainst(const ExportedHead &head);

private:
    std::unique_ptr<JournalThreads> m_threads;
};

} // namespace edgelink::journal
