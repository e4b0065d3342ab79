// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journal.h"
#include "models/ports/marshal.h"

#include <QJsonDocument>
#include <QMutex>
#include <QMutexLocker>

#include <functional>

namespace edgelink::test {

/// A journal in memory, for unit tests of what writes to one. No hashes, no disk: what those promise is tested against
/// the real one. Callable from any thread; `committed` is sent from the appending thread before the future is ready.
class FakeJournal : public Journal
{
public:
    using Journal::Journal;

    /// From now on every append fails with this error and writes nothing; nullopt: works again.
    void failWith(std::optional<Error> error)
    {
        const QMutexLocker lock(&m_mutex);
        m_error = std::move(error);
    }
    /// The next `times` rows of a kind cannot be written.
    void failNext(const QString &kind, int times, const Error &error)
    {
        const QMutexLocker lock(&m_mutex);
        m_failing = {kind, times, error};
    }
    /// UTC microseconds of the next events; default: the wall clock.
    void setClock(std::function<qint64()> utcMicros)
    {
        const QMutexLocker lock(&m_mutex);
        m_clock = std::move(utcMicros);
    }
    [[nodiscard]] QList<JournalEvent> events(const QString &kind = {}) const
    {
        JournalQuery query;
        if (!kind.isEmpty())
            query.kinds << kind;
        query.limit = 0;
        return select(query);
    }
    [[nodiscard]] qsizetype count(const QString &kind) const { return events(kind).size(); }

    [[nodiscard]] QFuture<Result<JournalEvent>> append(const JournalDraft &draft) override
    {
        JournalEvent event;
        {
            const QMutexLocker lock(&m_mutex);
            if (m_error)
                return readyFuture<Result<JournalEvent>>(tl::make_unexpected(*m_error));
            if (m_failing.times > 0 && m_failing.kind == draft.kind) {
                --m_failing.times;
                return readyFuture<Result<JournalEvent>>(tl::make_unexpected(m_failing.error));
            }
            event.draft = draft;
            event.sequence = m_events.size() + 1;
            event.utcMicros = m_clock ? m_clock() : QDateTime::currentMSecsSinceEpoch() * 1000;
            event.monotonicNanos = event.utcMicros * 1000;
            event.bootId = QStringLiteral("test");
            m_events << event;
        }
        emit committed({event});
        return readyFuture<Result<JournalEvent>>(event);
    }
    [[nodiscard]] QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &query) override
    {
        if (!m_holding)
            return readyFuture<Result<QList<JournalEvent>>>(select(query));
        Held held{std::make_shared<QPromise<Result<QList<JournalEvent>>>>(), select(query)};
        held.promise->start();
        m_held << held;
        return held.promise->future();
    }
    /// From now on a reading sees what is there when it is asked, and answers only when it is let go. One thread only.
    void holdReads() { m_holding = true; }
    [[nodiscard]] qsizetype heldReads() const { return m_held.size(); }
    void letGoFirstRead()
    {
        const Held held = m_held.takeFirst();
        fulfil(held.promise, Result<QList<JournalEvent>>(held.events));
    }
    [[nodiscard]] QFuture<Result<qint64>> count(const JournalQuery &query) override
    {
        JournalQuery all = query;
        all.limit = 0;
        all.offset = 0;
        return readyFuture<Result<qint64>>(static_cast<qint64>(select(all).size()));
    }
    [[nodiscard]] QFuture<Result<JournalCheck>> verify() override
    {
        const QMutexLocker lock(&m_mutex);
        JournalCheck check;
        check.intact = true;
        check.events = m_events.size();
        return readyFuture<Result<JournalCheck>>(check);
    }

private:
    [[nodiscard]] static bool matches(const JournalEvent &event, const JournalQuery &query)
    {
        const JournalDraft &draft = event.draft;
        if (event.sequence <= query.afterSequence
            || (query.beforeSequence > 0 && event.sequence >= query.beforeSequence))
            return false;
        if ((!query.incidentId.isEmpty() && draft.incidentId != query.incidentId)
            || (!query.runId.isEmpty() && draft.runId != query.runId)
            || (!query.stream.isEmpty() && draft.stream != query.stream)
            || (!query.environment.isEmpty() && draft.environment != query.environment)
            || (!query.kinds.isEmpty() && !query.kinds.contains(draft.kind)))
            return false;
        const auto payload
            = [&draft] { return QString::fromUtf8(QJsonDocument(draft.payload).toJson(QJsonDocument::Compact)); };
        const auto has = [&query](const QString &text) { return text.contains(query.text, Qt::CaseInsensitive); };
        if (!query.text.isEmpty() && !has(draft.kind) && !has(draft.actor) && !has(draft.incidentId)
            && !has(draft.runId) && !has(draft.stepId) && !has(payload()))
            return false;
        const bool ofCommand
            = draft.kind == QLatin1String(journalkind::Intent) || draft.kind == QLatin1String(journalkind::OutcomeOf);
        return query.includeReads || !ofCommand || draft.payload.value(QStringLiteral("mutating")).toBool();
    }

    /// limit 0: all.
    [[nodiscard]] QList<JournalEvent> select(const JournalQuery &query) const
    {
        const QMutexLocker lock(&m_mutex);
        QList<JournalEvent> found;
        qint64 toPass = query.offset;
        for (qsizetype i = 0; i < m_events.size(); ++i) {
            const JournalEvent &event = m_events.at(query.newestFirst ? m_events.size() - 1 - i : i);
            if (!matches(event, query) || toPass-- > 0)
                continue;
            found << event;
            if (query.limit > 0 && found.size() == query.limit)
                break;
        }
        return found;
    }

    struct Held {
        SharedPromise<Result<QList<JournalEvent>>> promise;
        QList<JournalEvent> events;
    };
    struct Failing {
        QString kind;
        int times = 0;
        Error error;
    };
    Failing m_failing;
    bool m_holding = false;
    QList<Held> m_held;
    mutable QMutex m_mutex;
    QList<JournalEvent> m_events;
    std::optional<Error> m_error;
    std::function<qint64()> m_clock;
};

} // namespace edgelink::test
