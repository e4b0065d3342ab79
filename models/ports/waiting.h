// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QList>
#include <QMutex>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace edgelink {

/// What a job of a WaitingPool waits with: every wait ends at the job's deadline, and at once when the job's future is
/// cancelled. Lives on the job's own thread; only that thread uses it.
class Patience
{
public:
    Patience(QFuture<void> job, QDeadlineTimer deadline)
        : m_job(std::move(job))
        , m_deadline(deadline)
    {
    }

    [[nodiscard]] bool isCancelled() const { return m_job.isCanceled(); }
    [[nodiscard]] bool isOver() const { return isCancelled() || m_deadline.hasExpired(); }
    [[nodiscard]] std::chrono::milliseconds remaining() const
    {
        return m_deadline.isForever() ? std::chrono::hours{24}
                                      : std::chrono::milliseconds{std::max<qint64>(0, m_deadline.remainingTime())};
    }

    /// nullopt: `limit` or the deadline passed, the job or the awaited future was cancelled.
    template<typename T>
    [[nodiscard]] std::optional<T> await(const QFuture<T> &future,
                                         std::chrono::milliseconds limit = std::chrono::hours{24})
    {
        if (!future.isFinished() && !isOver()) {
            QEventLoop loop;
            QFutureWatcher<T> watcher;
            QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
            watcher.setFuture(future);
            if (!future.isFinished())
                wait(loop, limit);
        }
        if (!future.isFinished() || future.isCanceled() || future.resultCount() == 0)
            return std::nullopt;
        return future.result();
    }

    /// Runs `loop` until it quits, `limit` or the deadline passes, or the job is cancelled.
    void wait(QEventLoop &loop, std::chrono::milliseconds limit)
    {
        QFutureWatcher<void> job;
        QTimer timer;
        timer.setSingleShot(true);
        QObject::connect(&job, &QFutureWatcher<void>::canceled, &loop, &QEventLoop::quit);
        QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
        job.setFuture(m_job);
        timer.start(std::min(limit, remaining()));
        if (!isOver())
            loop.exec();
    }

    /// False when the job should end instead of going on.
    [[nodiscard]] bool pause(std::chrono::milliseconds duration)
    {
        QEventLoop loop;
        wait(loop, duration);
        return !isOver();
    }

private:
    QFuture<void> m_job;
    QDeadlineTimer m_deadline;
};

/// Threads for jobs that spend their time waiting for futures, replies and timers (never the GUI thread).
/// `run()` is callable from any thread. Destroying the pool cancels every job and joins its threads, which is prompt
/// because all of a job's waiting goes through Patience.
class WaitingPool
{
public:
    explicit WaitingPool(int threads) { m_pool.setMaxThreadCount(threads); }
    WaitingPool(const WaitingPool &) = delete;
    WaitingPool &operator=(const WaitingPool &) = delete;
    ~WaitingPool() { stop(); }

    /// For owners whose members the jobs use: called first thing in their destructor.
    void stop()
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_closed = true;
            for (QFuture<void> &job : m_jobs) {
                // Qt 6.4's cancel() walks the chain of then() also when the future is finished and its continuation is
                // long gone: a finished job must not be touched.
                if (!job.isFinished())
                    job.cancel();
            }
        }
        m_pool.clear();
        m_pool.waitForDone();
    }

    /// Runs `work(Patience &) -> T` on a thread of its own. The limit counts from this call.
    /// QFuture::cancel() ends the job early; a cancelled future carries no result.
    template<typename T, typename Work>
    [[nodiscard]] QFuture<T> run(std::chrono::milliseconds limit, Work work)
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        {
            const QMutexLocker lock(&m_mutex);
            if (m_closed)
                return future; // the promise dies here: the future ends cancelled
            m_jobs.removeIf([](const QFuture<void> &job) { return job.isFinished(); });
            m_jobs.append(QFuture<void>(future));
        }
        m_pool.start([promise, deadline = QDeadlineTimer(limit), work = std::move(work)]() mutable {
            Patience patience(QFuture<void>(promise->future()), deadline);
            if (!patience.isCancelled()) {
                T value = work(patience);
                promise->addResult(std::move(value));
            }
            promise->finish();
        });
        return future;
    }

private:
    QThreadPool m_pool;
    QMutex m_mutex;
    QList<QFuture<void>> m_jobs;
    bool m_closed = false;
};

} // namespace edgelink
