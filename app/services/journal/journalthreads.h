// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/journal/jobthread.h"
#include "app/services/journal/journalstore.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"

#include <latch>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace edgelink::journal {

/// The threads behind SqliteJournal: one writes, one reads, one verifies (which may take long), each with its own
/// connection. Drafts that wait together are committed together: one fsync for all of them.
class JournalThreads
{
public:
    JournalThreads(SqliteJournal *journal, JournalOptions options);
    ~JournalThreads();
    JournalThreads(const JournalThreads &) = delete;
    JournalThreads &operator=(const JournalThreads &) = delete;

    [[nodiscard]] QFuture<Result<bool>> opened();
    [[nodiscard]] QFuture<Result<JournalEvent>> append(const JournalDraft &draft);

    /// `work(JournalStore &)` on a reading thread; skipped when the future was cancelled meanwhile.
    template<typename T, typename Work>
    [[nodiscard]] QFuture<Result<T>> onReader(Work work)
    {
        return onLane<T>(m_reader, m_readerStore, std::move(work));
    }
    [[nodiscard]] QFuture<Result<JournalCheck>> verify(const std::optional<ExportedHead> &head)
    {
        return onLane<JournalCheck>(m_verifier, m_verifierStore, [this, head](JournalStore &store) {
            return store.verify(head, m_options.outputsDirectory);
        });
    }

private:
    struct Pending {
        JournalDraft draft;
        SharedPromise<Result<JournalEvent>> promise;
    };

    template<typename T, typename Work>
    [[nodiscard]] QFuture<Result<T>> onLane(std::unique_ptr<JobThread> &lane, std::unique_ptr<JournalStore> &store,
                                            Work work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        lane->post([this, promise, &store, work = std::move(work)] {
            if (promise->isCanceled()) {
                promise->finish();
                return;
            }
            m_firstOpen.wait();
            const Result<JournalStore *> ready = readable(store);
            fulfil(promise, ready ? work(**ready) : Result<T>(tl::make_unexpected(ready.error())));
        });
        return future;
    }

    [[nodiscard]] Result<bool> openWriter(); // writer's thread, like all below except readable()
    void report(const Error &error);
    void drain();
    void commit(std::span<Pending> batch);
    void publishNew();
    void lookForOthers();
    [[nodiscard]] Result<JournalStore *> readable(std::unique_ptr<JournalStore> &store); // store's own thread

    SqliteJournal *const m_journal;
    const JournalOptions m_options;
    const SharedPromise<Result<bool>> m_opened;
    std::latch m_firstOpen{1}; ///< readers wait until the writer made the file, or failed to

    std::mutex m_mutex; // guards m_pending
    std::vector<Pending> m_pending;

    std::unique_ptr<JournalStore> m_writerStore; // each used on its lane's thread only
    std::unique_ptr<JournalStore> m_readerStore;
    std::unique_ptr<JournalStore> m_verifierStore;
    qint64 m_published = 0; ///< highest sequence that `committed` told of
    qint64 m_dataVersion = 0;

    std::unique_ptr<JobThread> m_writer;
    std::unique_ptr<JobThread> m_reader;
    std::unique_ptr<JobThread> m_verifier;
};

} // namespace edgelink::journal
