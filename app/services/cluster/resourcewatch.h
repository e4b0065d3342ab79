// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/lister.h"

#include <QElapsedTimer>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace edgelink::cluster {

/// One kind in one namespace, kept as the cluster has it: list, then watch from there. The server closing the watch,
/// 410, a broken connection, a silent or a lying server each lead back to a watch, with backoff; what was known stays
/// known meanwhile. Lives on the client's thread.
class ResourceWatch : public QObject
{
    Q_OBJECT

public:
    ResourceWatch(WatchedKind kind, const QString &nameSpace, const Timing &timing, QObject *parent = nullptr);
    ~ResourceWatch() override;

    void begin(Transport *transport);
    void halt(); ///< keeps what is known
    void nudge(); ///< the server is back: try now instead of when the backoff ends

    [[nodiscard]] WatchedKind kind() const { return m_kind; }
    [[nodiscard]] const QMap<QString, WatchedObject> &objects() const { return m_objects; }
    [[nodiscard]] bool known() const { return m_known; } ///< listed at least once
    [[nodiscard]] bool live() const { return m_live; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    void changed(); ///< objects() differ from before, or are known for the first time
    /// One object differs; not sent for the first list. `gone`: it was deleted.
    void objectChanged(const edgelink::cluster::WatchedObject &object, bool gone);
    void stateChanged(); ///< live(), known() or error()

private:
    void list();
    void listed(const Result<Listing> &listing);
    void openWatch();
    void closeWatch();
    void onLine(const QByteArray &line);
    void onEnded(const std::optional<Error> &error);
    void fail(const Error &error, bool relist);
    void retryLater(std::chrono::milliseconds least = std::chrono::milliseconds{0});
    void setLive();
    void put(const WatchedObject &object, bool gone);

    WatchedKind m_kind;
    Collection m_collection;
    Timing m_timing;
    QPointer<Transport> m_transport;
    quint64 m_epoch = 0; ///< replies to what was asked before the last begin or halt are dropped
    QPointer<ApiWatch> m_watch;
    QElapsedTimer m_watchAge;
    QTimer m_retry;
    QString m_resourceVersion; ///< empty: list before watching
    QMap<QString, WatchedObject> m_objects;
    bool m_known = false;
    bool m_live = false;
    int m_failures = 0;
    std::optional<Error> m_error;
};

} // namespace edgelink::cluster
