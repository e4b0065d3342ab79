// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/resourcewatch.h"

#include "app/services/cluster/words.h"

#include <QRandomGenerator>

namespace edgelink::cluster {

ResourceWatch::ResourceWatch(WatchedKind kind, const QString &nameSpace, const Timing &timing, QObject *parent)
    : QObject(parent)
    , m_kind(kind)
    , m_collection(collectionOf(kind, nameSpace))
    , m_timing(timing)
    , m_retry(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (m_resourceVersion.isEmpty())
            list();
        else
            openWatch();
    });
}

ResourceWatch::~ResourceWatch()
{
    delete m_watch.data(); // at once: the thread's loop may be over
}

void ResourceWatch::begin(Transport *transport)
{
    halt();
    m_transport = transport;
    m_failures = 0;
    m_resourceVersion.clear(); // another connection may mean another cluster
    list();
}

void ResourceWatch::halt()
{
    ++m_epoch;
    m_retry.stop();
    closeWatch();
    m_live = false;
    m_error.reset();
}

void ResourceWatch::nudge()
{
    if (m_retry.isActive())
        m_retry.start(0);
}

void ResourceWatch::list()
{
    if (!m_transport)
        return;
    closeWatch();
    const quint64 epoch = ++m_epoch;
    listAll(m_transport, m_collection, m_kind, m_timing, this, [this, epoch](const Result<Listing> &listing) {
        if (epoch == m_epoch)
            listed(listing);
    });
}

void ResourceWatch::listed(const Result<Listing> &listing)
{
    if (!listing) {
        fail(listing.error(), true);
        return;
    }
    QMap<QString, WatchedObject> now;
    for (const WatchedObject &object : listing->objects)
        now.insert(nameOf(object), object);
    const QMap<QString, WatchedObject> before = std::exchange(m_objects, now);
    const bool first = !std::exchange(m_known, true);
    m_resourceVersion = listing->resourceVersion;
    if (!first) {
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            if (!now.contains(it.key()))
                emit objectChanged(it.value(), true);
        }
        for (auto it = now.cbegin(); it != now.cend(); ++it) {
            const auto known = before.constFind(it.key());
            if (known == before.cend() || *known != it.value())
                emit objectChanged(it.value(), false);
        }
    }
    if (first || before != now)
        emit changed();
    openWatch();
}

void ResourceWatch::openWatch()
{
    if (!m_transport)
        return;
    closeWatch();
    m_watch = m_transport->watch(watchRequest(m_collection, m_resourceVersion), m_timing.watchIdle);
    if (!m_watch) {
        m_resourceVersion.clear();
        setLive();
        m_retry.start(m_timing.poll);
        return;
    }
    m_watchAge.invalidate();
    connect(m_watch, &ApiWatch::opened, this, [this] {
        m_watchAge.start();
        setLive();
    });
    connect(m_watch, &ApiWatch::line, this, &ResourceWatch::onLine);
    connect(m_watch, &ApiWatch::ended, this, &ResourceWatch::onEnded);
}

void ResourceWatch::closeWatch()
{
    if (!m_watch)
        return;
    m_watch->disconnect(this);
    m_watch->deleteLater();
    m_watch = nullptr;
}

void ResourceWatch::onLine(const QByteArray &line)
{
    const Result<WatchEvent> event = parseWatchLine(line, m_kind);
    if (!event) {
        Error error = event.error();
        error.subject = m_collection.what;
        fail(error, true);
        return;
    }
    switch (event->type) {
    case WatchEvent::Type::Error:
        if (event->errorCode == 410) {
            // Usual after a long break: what we hold is too old to continue from. Nothing is wrong.
            closeWatch();
            m_resourceVersion.clear();
            m_retry.start(m_failures++ == 0 ? 0 : static_cast<int>(m_timing.backoffFirst.count()));
            return;
        }
        fail({ErrorKind::ToolFailed,
              Words::tr("the watch ended with an error"),
              m_collection.what,
              {},
              event->errorText},
             true);
        return;
    case WatchEvent::Type::Bookmark:
        break;
    case WatchEvent::Type::Added:
    case WatchEvent::Type::Modified:
        put(event->object, false);
        break;
    case WatchEvent::Type::Deleted:
        put(event->object, true);
        break;
    }
    m_failures = 0;
    m_resourceVersion = event->resourceVersion;
}

void ResourceWatch::put(const WatchedObject &object, bool gone)
{
    const QString name = nameOf(object);
    if (gone) {
        if (m_objects.remove(name) == 0)
            return;
    } else {
        const auto known = m_objects.constFind(name);
        if (known != m_objects.cend() && *known == object)
            return; // something changed that the console does not look at
        m_objects.insert(name, object);
    }
    emit objectChanged(object, gone);
    emit changed();
}

void ResourceWatch::onEnded(const std::optional<Error> &error)
{
    closeWatch();
    if (error) {
        // From a broken connection the watch goes on; from what cannot be read it starts anew.
        fail(*error, error->kind == ErrorKind::Conflict || error->kind == ErrorKind::BadReply);
        return;
    }
    // The server closes each watch after half an hour or so. One that closes at once is not well.
    if (m_watchAge.isValid() && m_watchAge.elapsed() > 1000) {
        m_failures = 0;
        openWatch();
        return;
    }
    retryLater();
}

void ResourceWatch::fail(const Error &error, bool relist)
{
    closeWatch();
    if (relist)
        m_resourceVersion.clear();
    m_live = false;
    m_error = error;
    retryLater(error.kind == ErrorKind::Forbidden ? m_timing.forbiddenRetry : std::chrono::milliseconds{0});
    emit stateChanged();
}

void ResourceWatch::retryLater(std::chrono::milliseconds least)
{
    const auto most = m_timing.backoffMost;
    const auto backoff = qMin(most, m_timing.backoffFirst * (1 << qMin(m_failures, 10)));
    ++m_failures;
    // Spread: the watches of many consoles come back at different times.
    const auto spread = backoff * (80 + static_cast<int>(QRandomGenerator::global()->bounded(40))) / 100;
    m_retry.start(qMax(least, spread));
}

void ResourceWatch::setLive()
{
    if (m_live && !m_error)
        return;
    m_live = true;
    m_error.reset();
    emit stateChanged();
}

} // namespace edgelink::cluster

#include "moc_resourcewatch.cpp"
