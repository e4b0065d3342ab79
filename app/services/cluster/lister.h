// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/apiparsers.h"
#include "app/services/cluster/timing.h"
#include "app/services/cluster/transport.h"

#include <functional>

namespace edgelink::cluster {

/// Where a kind lives and how it is asked for.
struct Collection {
    QString path; ///< "/api/v1/namespaces/x/pods"
    QString selector; ///< label selector, not encoded
    QString what; ///< "pods in x"
    bool metadataOnly = false;
};

[[nodiscard]] Collection collectionOf(WatchedKind kind, const QString &nameSpace);
[[nodiscard]] ApiRequest listRequest(const Collection &collection, const QString &continueToken, const Timing &timing);
[[nodiscard]] ApiRequest watchRequest(const Collection &collection, const QString &resourceVersion);
/// `path` with one more query item, encoded.
[[nodiscard]] QString withQuery(const QString &path, const QString &name, const QString &value);

struct Listing {
    QList<WatchedObject> objects;
    QString resourceVersion;
};

/// The whole collection, page by page (500 objects each), so that memory stays bounded and the first bytes come soon.
/// `done` is called once, unless `context` dies before.
void listAll(Transport *transport, const Collection &collection, WatchedKind kind, const Timing &timing,
             QObject *context, std::function<void(const Result<Listing> &)> done);

} // namespace edgelink::cluster
