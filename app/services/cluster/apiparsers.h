// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/workload.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <variant>

namespace edgelink::cluster {

/// What the console follows of a namespace.
enum class WatchedKind { Pods, Deployments, StatefulSets, ReleaseSecrets };

/// A Secret in which Helm keeps one revision, as its labels tell (never its payload).
struct ReleaseSecret {
    QString object; ///< metadata.name
    QString release;
    int revision = 0;
    QString status;
    bool operator==(const ReleaseSecret &) const = default;
};

using WatchedObject = std::variant<std::monostate, Pod, Workload, ReleaseSecret>;

/// Unique within its kind and namespace; empty for an empty object.
[[nodiscard]] QString nameOf(const WatchedObject &object);

struct ListPage {
    QList<WatchedObject> objects;
    QString resourceVersion;
    QString continueToken; ///< not empty: more pages follow
};

struct WatchEvent {
    enum class Type { Added, Modified, Deleted, Bookmark, Error };
    Type type = Type::Bookmark;
    WatchedObject object;
    QString resourceVersion;
    int errorCode = 0; ///< HTTP code of an Error event; 410: what we know is too old, list again
    QString errorText;
};

// All of these take any bytes and never throw. Errors: BadReply with the reason. Members of the wrong type count as
// absent; an object without a name is an error.

[[nodiscard]] Result<ListPage> parseList(QByteArrayView bytes, WatchedKind kind);
[[nodiscard]] Result<QList<Pod>> parsePods(QByteArrayView bytes);
/// `kind`: Deployments or StatefulSets.
[[nodiscard]] Result<QList<Workload>> parseWorkloads(QByteArrayView bytes, WatchedKind kind);
/// One line of a watch, without its newline.
[[nodiscard]] Result<WatchEvent> parseWatchLine(QByteArrayView line, WatchedKind kind);
/// Server-side Table (meta.k8s.io/v1).
[[nodiscard]] Result<ResourceTable> parseTable(QByteArrayView bytes);

/// A reply with an HTTP error code: the API server's Status in words. `what` was asked: "list pods in x".
[[nodiscard]] Error apiError(int httpStatus, QByteArrayView body, const QString &what);

} // namespace edgelink::cluster
