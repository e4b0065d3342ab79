// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/lister.h"

#include "app/services/cluster/words.h"

#include <QPointer>
#include <QUrl>

#include <memory>

namespace edgelink::cluster {

namespace {

constexpr qsizetype objectsLimit = 200'000;

struct Walk {
    QPointer<Transport> transport;
    QPointer<QObject> context;
    Collection collection;
    WatchedKind kind = WatchedKind::Pods;
    Timing timing;
    Listing listing;
    std::function<void(const Result<Listing> &)> done;
};

void nextPage(const std::shared_ptr<Walk> &walk, const QString &continueToken)
{
    if (!walk->transport || !walk->context)
        return;
    walk->transport->send(listRequest(walk->collection, continueToken, walk->timing),
                          [walk](const Result<QByteArray> &reply) {
                              if (!walk->context)
                                  return;
                              if (!reply) {
                                  walk->done(tl::make_unexpected(reply.error()));
                                  return;
                              }
                              Result<ListPage> page = parseList(*reply, walk->kind);
                              if (!page) {
                                  Error error = page.error();
                                  error.subject = walk->collection.what;
                                  walk->done(tl::make_unexpected(error));
                                  return;
                              }
                              if (walk->listing.resourceVersion.isEmpty())
                                  walk->listing.resourceVersion = page->resourceVersion;
                              walk->listing.objects += page->objects;
                              if (walk->listing.objects.size() > objectsLimit)
                                  walk->done(failure(ErrorKind::BadReply,
                                                     Words::tr("more than %1 objects are not read").arg(objectsLimit),
                                                     walk->collection.what));
                              else if (page->continueToken.isEmpty())
                                  walk->done(walk->listing);
                              else
                                  nextPage(walk, page->continueToken);
                          });
}

} // namespace

Collection collectionOf(WatchedKind kind, const QString &nameSpace)
{
    const QString place = QString::fromLatin1(QUrl::toPercentEncoding(nameSpace));
    switch (kind) {
    case WatchedKind::Pods:
        return {
            QStringLiteral("/api/v1/namespaces/%1/pods").arg(place), {}, Words::tr("pods in %1").arg(nameSpace), false};
    case WatchedKind::Deployments:
        return {QStringLiteral("/apis/apps/v1/namespaces/%1/deployments").arg(place),
                {},
                Words::tr("deployments in %1").arg(nameSpace),
                false};
    case WatchedKind::StatefulSets:
        return {QStringLiteral("/apis/apps/v1/namespaces/%1/statefulsets").arg(place),
                {},
                Words::tr("statefulsets in %1").arg(nameSpace),
                false};
    case WatchedKind::ReleaseSecrets:
        break;
    }
    return {QStringLiteral("/api/v1/namespaces/%1/secrets").arg(place), QStringLiteral("owner=helm"),
            Words::tr("Helm's secrets in %1").arg(nameSpace), true};
}

QString withQuery(const QString &path, const QString &name, const QString &value)
{
    return path + (path.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?')) + name + QLatin1Char('=')
        + QString::fromLatin1(QUrl::toPercentEncoding(value));
}

ApiRequest listRequest(const Collection &collection, const QString &continueToken, const Timing &timing)
{
    ApiRequest request;
    request.path = withQuery(collection.path, QStringLiteral("limit"), QStringLiteral("500"));
    if (!collection.selector.isEmpty())
        request.path = withQuery(request.path, QStringLiteral("labelSelector"), collection.selector);
    if (!continueToken.isEmpty())
        request.path = withQuery(request.path, QStringLiteral("continue"), continueToken);
    if (collection.metadataOnly)
        request.accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    request.what = Words::tr("list %1").arg(collection.what);
    request.deadline = timing.list;
    return request;
}

ApiRequest watchRequest(const Collection &collection, const QString &resourceVersion)
{
    ApiRequest request;
    request.path = withQuery(collection.path, QStringLiteral("watch"), QStringLiteral("1"));
    request.path = withQuery(request.path, QStringLiteral("allowWatchBookmarks"), QStringLiteral("true"));
    request.path = withQuery(request.path, QStringLiteral("resourceVersion"), resourceVersion);
    if (!collection.selector.isEmpty())
        request.path = withQuery(request.path, QStringLiteral("labelSelector"), collection.selector);
    if (collection.metadataOnly)
        request.accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    request.what = Words::tr("watch %1").arg(collection.what);
    return request;
}

void listAll(Transport *transport, const Collection &collection, WatchedKind kind, const Timing &timing,
             QObject *context, std::function<void(const Result<Listing> &)> done)
{
    auto walk = std::make_shared<Walk>();
    walk->transport = transport;
    walk->context = context;
    walk->collection = collection;
    walk->kind = kind;
    walk->timing = timing;
    walk->done = std::move(done);
    nextPage(walk, {});
}

} // namespace edgelink::cluster
