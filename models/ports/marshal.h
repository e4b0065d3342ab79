// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace edgelink {

template<typename T>
using SharedPromise = std::shared_ptr<QPromise<T>>;

/// How ports' implementations keep "callable from any thread": queues `work(SharedPromise<T>)` to `object`'s thread and
/// returns the future at once. When the object dies first, the promise is dropped and the future ends cancelled.
template<typename T, typename Work>
[[nodiscard]] QFuture<T> marshal(QObject *object, Work work)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    const QFuture<T> future = promise->future();
    QMetaObject::invokeMethod(
        object, [promise, work = std::move(work)]() mutable { work(promise); }, Qt::QueuedConnection);
    return future;
}

template<typename T>
void fulfil(const SharedPromise<T> &promise, T value)
{
    promise->addResult(std::move(value));
    promise->finish();
}

template<typename T>
[[nodiscard]] QFuture<T> readyFuture(T value)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    fulfil(promise, std::move(value));
    return promise->future();
}

/// Calls `done(std::optional<T>)` once on `context`'s thread when the future ends; nullopt: it was cancelled.
/// Call it on that thread. Nothing is called after `context` died. (QFuture::then with a context object is not safe
/// against the context's death in Qt 6.4.)
template<typename T, typename Done>
void whenFinished(const QFuture<T> &future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, context, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        const QFuture<T> ended = watcher->future();
        if (ended.isCanceled() || ended.resultCount() == 0)
            done(std::optional<T>{});
        else
            done(std::optional<T>{ended.result()});
    });
    watcher->setFuture(future);
}

/// Waits for a future on a *dedicated worker thread* with an event loop of its own (never the GUI thread).
/// nullopt: the deadline passed, or the future was cancelled.
template<typename T>
[[nodiscard]] std::optional<T> await(const QFuture<T> &future, std::chrono::milliseconds deadline)
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<T> watcher;
        QTimer timer;
        timer.setSingleShot(true);
        QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
        QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        timer.start(deadline);
        if (!future.isFinished())
            loop.exec();
    }
    if (!future.isFinished() || future.isCanceled() || future.resultCount() == 0)
        return std::nullopt;
    return future.result();
}

/// whenFinished() for those who have nothing to do when no answer comes: `done` gets the answer itself.
template<typename T, typename Done>
void whenAnswered(const QFuture<T> &future, QObject *context, Done done)
{
    whenFinished(future, context, [done = std::move(done)](const std::optional<T> &answer) mutable {
        if (answer)
            done(*answer);
    });
}

} // namespace edgelink
