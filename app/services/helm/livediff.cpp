// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// diffLive of HelmReleases: the target's objects against the live ones.
#include "app/services/helm/helmreleases.h"
#include "app/services/helm/livecompare.h"
#include "app/services/helm/redaction.h"
#include "app/services/helm/textdiff.h"
#include "app/services/helm/words.h"
#include "app/services/helm/yamldocuments.h"

namespace edgelink::helm {

namespace {

constexpr int readsAtOnce = 8;

QList<DiffLine> addedWhole(const ManifestObject &object)
{
    QList<DiffLine> lines{{DiffLine::Kind::Header, Words::tr("missing in the cluster")}};
    lines += unifiedDiff({}, yamlLines(Redactor().object(object.content)));
    return lines;
}

} // namespace

struct HelmReleases::LiveRun {
    SharedPromise<Result<ReleaseDiff>> promise;
    int target = 0;
    LoadedPtr stated;
    QStringList unknownLists;
    qsizetype next = 0; ///< object to read next
    int underWay = 0;
    bool finished = false;
    std::optional<Error> unreachable;
    QMap<qsizetype, ObjectDiff> differing; ///< by position in the manifest
    QMap<QString, QString> liveImages;
    QStringList missing;
    QStringList foreign;
    QStringList unreadable;

    void add(qsizetype index, const QList<DiffLine> &lines)
    {
        ObjectDiff &diff = differing[index];
        diff.object = stated->objects.at(index).label();
        diff.lines += lines;
    }
};

QFuture<Result<ReleaseDiff>> HelmReleases::diffLive(int target)
{
    return marshal<Result<ReleaseDiff>>(this, [this, target](const SharedPromise<Result<ReleaseDiff>> &promise) {
        load(Part::Manifest, target, [this, promise, target](const Result<LoadedPtr> &loaded) {
            if (!loaded) {
                fulfil<Result<ReleaseDiff>>(promise, tl::make_unexpected(loaded.error()));
                return;
            }
            auto run = std::make_shared<LiveRun>();
            run->promise = promise;
            run->target = target;
            run->stated = *loaded;
            for (const ManifestObject &object : run->stated->objects) {
                const QString list = ApiResources::listPath(object);
                if (!m_resources.knows(list) && !run->unknownLists.contains(list))
                    run->unknownLists << list;
            }
            learnResources(run);
        });
    });
}

void HelmReleases::learnResources(const std::shared_ptr<LiveRun> &run)
{
    if (run->unknownLists.isEmpty()) {
        readLiveObjects(run);
        return;
    }
    const QString list = run->unknownLists.takeFirst();
    whenFinished(m_cluster->object(list), this, [this, run, list](const std::optional<Result<QJsonObject>> &reply) {
        // An unknown group leaves its objects without a path: they are then listed as missing.
        if (reply && *reply)
            m_resources.learn(list, **reply);
        else if (!reply || reply->error().kind != ErrorKind::NotFound)
            run->unreachable = reply
                ? reply->error()
                : Error{ErrorKind::Cancelled, Words::tr("the reading was cancelled"), list, {}, {}};
        if (run->unreachable)
            finishLive(run);
        else
            learnResources(run);
    });
}

void HelmReleases::readLiveObjects(const std::shared_ptr<LiveRun> &run)
{
    const QList<ManifestObject> &objects = run->stated->objects;
    while (run->underWay < readsAtOnce && run->next < objects.size() && !run->unreachable) {
        const qsizetype index = run->next++;
        const std::optional<QString> path = m_resources.objectPath(objects.at(index), m_environment.nameSpace);
        if (!path) {
            run->missing << objects.at(index).label();
            run->add(index, addedWhole(objects.at(index)));
            continue;
        }
        ++run->underWay;
        whenFinished(
            m_cluster->object(*path), this, [this, run, index](const std::optional<Result<QJsonObject>> &reply) {
                --run->underWay;
                const ManifestObject &object = run->stated->objects.at(index);
                if (reply && *reply) {
                    const LiveComparison live = compareLive(object, **reply, run->stated->objects);
                    run->liveImages.insert(live.images);
                    if (!live.lines.isEmpty())
                        run->add(index, live.lines);
                    for (const QString &foreign : live.foreign) {
                        run->foreign << QStringLiteral("%1: %2").arg(object.label(), foreign);
                        run->add(
                            index,
                            {{DiffLine::Kind::Header, Words::tr("foreign: %1 (a rollback leaves it)").arg(foreign)}});
                    }
                } else if (reply && reply->error().kind == ErrorKind::NotFound) {
                    run->missing << object.label();
                    run->add(index, addedWhole(object));
                } else if (reply && reply->error().kind == ErrorKind::Forbidden) {
                    run->unreadable << object.label();
                    run->add(
                        index,
                        {{DiffLine::Kind::Header, Words::tr("cannot be read: %1").arg(reply->error().sentence())}});
                } else {
                    run->unreachable = reply
                        ? reply->error()
                        : Error{ErrorKind::Cancelled, Words::tr("the reading was cancelled"), object.label(), {}, {}};
                }
                readLiveObjects(run);
            });
    }
    if (run->underWay == 0)
        finishLive(run);
}

void HelmReleases::finishLive(const std::shared_ptr<LiveRun> &run)
{
    if (std::exchange(run->finished, true))
        return;
    if (run->unreachable) {
        fulfil<Result<ReleaseDiff>>(run->promise, tl::make_unexpected(*run->unreachable));
        return;
    }
    ReleaseDiff diff;
    diff.from = Words::tr("live");
    diff.to = Words::tr("revision %1").arg(run->target);
    diff.objects = run->differing.values();
    diff.missingObjects = run->missing;
    diff.foreignFields = run->foreign;
    diff.unreadableObjects = run->unreadable;
    QMap<QString, QString> stated = imagesOf(run->stated->objects);
    for (const QString &label : std::as_const(run->unreadable)) {
        for (auto it = stated.begin(); it != stated.end();)
            it = it.key().startsWith(label + QLatin1Char('/')) ? stated.erase(it) : std::next(it);
    }
    diff.imageChanges = imageChanges(run->liveImages, stated);
    for (auto it = diff.imageChanges.begin(); it != diff.imageChanges.end();) // containers of others are foreign
        it = stated.contains(it.key()) ? std::next(it) : diff.imageChanges.erase(it);
    fulfil<Result<ReleaseDiff>>(run->promise, std::move(diff));
}

} // namespace edgelink::helm
