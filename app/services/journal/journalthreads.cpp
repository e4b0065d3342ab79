// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalthreads.h"

#include "app/services/journal/canonical.h"
#include "app/services/journal/journaltr.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace edgelink::journal {

namespace {

constexpr qsizetype MostPayloadBytes = 1024LL * 1024;
constexpr qsizetype MostFieldChars = 512;
constexpr size_t MostPerCommit = 256;
constexpr int MostPerSignal = 500;

std::optional<Error> refusal(const JournalDraft &draft)
{
    const auto refused = [&draft](const QString &what) {
        return Error{ErrorKind::Usage, what, Tr::tr("Journal event \"%1\"").arg(draft.kind.left(64)), {}, {}};
    };
    if (draft.id.isNull())
        return refused(Tr::tr("an event needs an id"));
    if (draft.kind.isEmpty())
        return refused(Tr::tr("an event needs a kind"));
    if (draft.stream != QLatin1String("production") && draft.stream != QLatin1String("drill"))
        return refused(Tr::tr("the stream is \"%1\", expected \"production\" or \"drill\"").arg(draft.stream.left(64)));
    for (const QString *field :
         {&draft.kind, &draft.actor, &draft.environment, &draft.incidentId, &draft.runId, &draft.stepId}) {
        if (field->size() > MostFieldChars)
            return refused(Tr::tr("a field is longer than %1 characters").arg(MostFieldChars));
    }
    if (payloadText(draft.payload).size() > MostPayloadBytes)
        return refused(Tr::tr("the payload is larger than %1 bytes").arg(MostPayloadBytes));
    return std::nullopt;
}

} // namespace

JournalThreads::JournalThreads(SqliteJournal *journal, JournalOptions options)
    : m_journal(journal)
    , m_options(std::move(options))
    , m_opened(std::make_shared<QPromise<Result<bool>>>())
{
    m_opened->start();
    m_writer = std::make_unique<JobThread>("journal-write", m_options.followInterval, [this] { lookForOthers(); });
    m_reader = std::make_unique<JobThread>("journal-read");
    m_verifier = std::make_unique<JobThread>("journal-verify");
    m_writer->post([this] {
        fulfil(m_opened, openWriter());
        m_firstOpen.count_down();
    });
}

JournalThreads::~JournalThreads()
{
    // A connection ends on its own thread; what was queued before is done first.
    m_verifier->post([this] { m_verifierStore.reset(); });
    m_verifier.reset();
    m_reader->post([this] { m_readerStore.reset(); });
    m_reader.reset();
    m_writer->post([this] { m_writerStore.reset(); });
    m_writer.reset();
}

QFuture<Result<bool>> JournalThreads::opened()
{
    return m_opened->future();
}

Result<bool> JournalThreads::openWriter()
{
    if (m_writerStore)
        return true;
    Result<std::unique_ptr<JournalStore>> store
        = JournalStore::open(m_options.file, JournalStore::Access::Write, m_options.lockTimeout);
    if (!store) {
        report(store.error());
        return tl::make_unexpected(store.error());
    }
    m_published = (*store)->lastSequence().value_or(0);
    m_dataVersion = (*store)->dataVersion();
    m_writerStore = std::move(*store);
    return true;
}

void JournalThreads::report(const Error &error)
{
    spdlog::warn("journal: {} [{}]", error.sentence().toStdString(), error.raw.toStdString());
    emit m_journal->failed(error);
}

QFuture<Result<JournalEvent>> JournalThreads::append(const JournalDraft &draft)
{
    if (const std::optional<Error> refused = refusal(draft))
        return readyFuture<Result<JournalEvent>>(tl::make_unexpected(*refused));
    auto promise = std::make_shared<QPromise<Result<JournalEvent>>>();
    promise->start();
    QFuture<Result<JournalEvent>> future = promise->future();
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_pending.empty();
        m_pending.push_back({draft, std::move(promise)});
    }
    if (first)
        m_writer->post([this] { drain(); });
    return future;
}

void JournalThreads::drain()
{
    std::vector<Pending> all;
    {
        const std::lock_guard lock(m_mutex);
        all.swap(m_pending);
    }
    for (std::size_t start = 0; start < all.size(); start += MostPerCommit) {
        const std::size_t end = std::min(all.size(), start + MostPerCommit);
        commit(std::span(all).subspan(start, end - start));
    }
}

void JournalThreads::commit(std::span<Pending> batch)
{
    if (const Result<bool> open = openWriter(); !open) {
        for (Pending &pending : batch)
            fulfil(pending.promise, Result<JournalEvent>(tl::make_unexpected(open.error())));
        return;
    }
    QList<JournalDraft> drafts;
    for (const Pending &pending : batch)
        drafts << pending.draft;
    const Appended appended = m_writerStore->append(drafts, m_options.clock);
    qsizetype i = 0;
    for (Pending &pending : batch)
        fulfil(pending.promise, appended.results.at(i++));
    if (appended.failed) {
        report(*appended.failed);
        return;
    }
    if (appended.written.isEmpty())
        return;
    if (appended.written.first().sequence == m_published + 1) {
        m_published = appended.written.last().sequence;
        emit m_journal->committed(appended.written);
    } else {
        publishNew(); // another console's events came first
    }
}

void JournalThreads::publishNew()
{
    for (;;) {
        JournalQuery query;
        query.afterSequence = m_published;
        query.limit = MostPerSignal;
        const Result<QList<JournalEvent>> events = m_writerStore->read(query);
        if (!events) {
            report(events.error());
            m_published = m_writerStore->lastSequence().value_or(m_published);
            return;
        }
        if (events->isEmpty())
            return;
        m_published = events->last().sequence;
        emit m_journal->committed(*events);
    }
}

void JournalThreads::lookForOthers()
{
    if (!m_writerStore)
        return;
    const qint64 version = m_writerStore->dataVersion();
    if (version == m_dataVersion)
        return;
    m_dataVersion = version;
    publishNew();
}

Result<JournalStore *> JournalThreads::readable(std::unique_ptr<JournalStore> &store)
{
    if (!store) {
        Result<std::unique_ptr<JournalStore>> opened
            = JournalStore::open(m_options.file, JournalStore::Access::Read, m_options.lockTimeout);
        if (!opened)
            return tl::make_unexpected(opened.error());
        store = std::move(*opened);
    }
    return store.get();
}

} // namespace edgelink::journal
