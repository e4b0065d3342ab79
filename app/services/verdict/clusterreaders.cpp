// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/clusterreaders.h"

#include "app/services/verdict/words.h"
#include "models/domain/quantity.h"

#include <QJsonArray>

namespace edgelink::verdict {

namespace {

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().left(256);
}

QJsonObject inner(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toObject();
}

QJsonArray items(const QJsonObject &list)
{
    return list.value(QStringLiteral("items")).toArray();
}

QString labelled(const QString &name, const QString &value)
{
    return Words::tr("label %1=%2").arg(name, value);
}

QString annotated(const QString &name, const QString &value)
{
    return Words::tr("annotation %1=%2").arg(name, value);
}

void addTemplateImages(const QJsonObject &podSpec, QSet<QString> &images)
{
    for (const char *list : {"containers", "initContainers"}) {
        const QJsonArray containers = podSpec.value(QLatin1String(list)).toArray();
        for (const QJsonValue container : containers)
            images.insert(text(container.toObject(), "image"));
    }
}

/// nullopt: absent, no quantity, or less than nothing.
std::optional<double> quantityAt(const QJsonObject &object, const char *key)
{
    const std::optional<double> amount = quantity(object.value(QLatin1String(key)));
    return amount && *amount >= 0 ? amount : std::nullopt;
}

Resources resourcesAt(const QJsonObject &object)
{
    return {quantityAt(object, "cpu").value_or(0), quantityAt(object, "memory").value_or(0)};
}

/// What the scheduler counts for a pod: its containers and those that start before and stay, together; or the largest
/// of those that start before and end, if that is more.
Resources requestsOfPod(const QJsonObject &spec)
{
    Resources sum;
    Resources atStart;
    for (const QJsonArray containers = spec.value(QLatin1String("containers")).toArray();
         const QJsonValue container : containers)
        sum += resourcesAt(inner(inner(container.toObject(), "resources"), "requests"));
    for (const QJsonArray containers = spec.value(QLatin1String("initContainers")).toArray();
         const QJsonValue value : containers) {
        const QJsonObject container = value.toObject();
        const Resources requests = resourcesAt(inner(inner(container, "resources"), "requests"));
        if (text(container, "restartPolicy") == QLatin1String("Always"))
            sum += requests;
        else
            atStart = largerOf(atStart, requests);
    }
    Resources all = largerOf(sum, atStart);
    all += resourcesAt(inner(spec, "overhead"));
    return all;
}

/// The scopes of a quota, in either of the two ways to state them.
QStringList scopesOf(const QJsonObject &spec)
{
    QStringList scopes;
    for (const QJsonArray stated = spec.value(QLatin1String("scopes")).toArray(); const QJsonValue scope : stated)
        scopes << scope.toString().left(64);
    for (const QJsonArray expressions = inner(spec, "scopeSelector").value(QLatin1String("matchExpressions")).toArray();
         const QJsonValue expression : expressions)
        scopes << text(expression.toObject(), "scopeName");
    return scopes;
}

/// Hard resources that a pod may use up, beside those that are judged. Storage and counts of objects are no pod's.
QStringList otherPodResources(const QJsonObject &hard)
{
    static const QSet<QString> judged{QStringLiteral("requests.cpu"), QStringLiteral("requests.memory"),
                                      QStringLiteral("limits.cpu"), QStringLiteral("limits.memory")};
    QStringList others;
    for (auto it = hard.begin(); it != hard.end(); ++it) {
        const QString name = it.key().left(256);
        const bool isPodResource = name.startsWith(QLatin1String("requests."))
            || name.startsWith(QLatin1String("limits.")) || name.startsWith(QLatin1String("hugepages-"))
            || name == QLatin1String("ephemeral-storage");
        if (isPodResource && name != QLatin1String("requests.storage") && !judged.contains(name) && others.size() < 50)
            others << name;
    }
    return others;
}

/// Kinds that helm's --wait looks at until their pods are ready. It does not wait for Jobs.
bool isWorkload(const ManifestEntry &entry)
{
    static const QSet<QString> kinds{QStringLiteral("Deployment"), QStringLiteral("StatefulSet"),
                                     QStringLiteral("DaemonSet"), QStringLiteral("ReplicaSet"), QStringLiteral("Pod")};
    return kinds.contains(entry.kind) && (entry.group().isEmpty() || entry.group() == QLatin1String("apps"));
}

QString whyUnusable(const QJsonObject &node)
{
    if (inner(node, "spec").value(QLatin1String("unschedulable")).toBool())
        return Words::tr("cordoned");
    bool isReady = false;
    for (const QJsonArray conditions = inner(node, "status").value(QLatin1String("conditions")).toArray();
         const QJsonValue value : conditions) {
        const QJsonObject condition = value.toObject();
        const QString type = condition.value(QLatin1String("type")).toString().left(64);
        const bool isTrue = condition.value(QLatin1String("status")).toString() == QLatin1String("True");
        if (type == QLatin1String("Ready"))
            isReady = isTrue;
        else if (isTrue && type.endsWith(QLatin1String("Pressure")))
            return type;
    }
    return isReady ? QString() : Words::tr("not ready");
}

} // namespace

ListByRelease byRelease(const QJsonObject &list, const QString &kind, const Environment &environment,
                        const std::optional<QSet<QString>> &inManifests)
{
    QJsonArray ours;
    QJsonArray others;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject metadata = inner(item.toObject(), "metadata");
        const QString release = text(inner(metadata, "annotations"), "meta.helm.sh/release-name");
        // What the manifests would settle is not settled where they could not be read: then it counts.
        const bool isNamed
            = inManifests ? inManifests->contains(kind + QLatin1Char('/') + text(metadata, "name")) : release.isEmpty();
        (isNamed || release == environment.release ? ours : others) << item;
    }
    return {QJsonObject{{QStringLiteral("items"), ours}}, QJsonObject{{QStringLiteral("items"), others}}};
}

QList<OwnerMark> ownerMarks(const QJsonObject &list, const QString &kind)
{
    QList<OwnerMark> marks;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject metadata = inner(item.toObject(), "metadata");
        const QString object = QStringLiteral("%1/%2").arg(kind, text(metadata, "name"));
        const QJsonObject labels = inner(metadata, "labels");
        const QJsonObject annotations = inner(metadata, "annotations");
        const QString argo = text(labels, "argocd.argoproj.io/instance");
        const QString tracking = text(annotations, "argocd.argoproj.io/tracking-id");
        if (!argo.isEmpty() || !tracking.isEmpty()) {
            const QString name = argo.isEmpty() ? tracking.section(QLatin1Char(':'), 0, 0) : argo;
            marks << OwnerMark{QStringLiteral("Argo CD"),
                               object,
                               argo.isEmpty() ? annotated(QStringLiteral("argocd.argoproj.io/tracking-id"), tracking)
                                              : labelled(QStringLiteral("argocd.argoproj.io/instance"), argo),
                               QStringLiteral("Application %1").arg(name),
                               QStringLiteral("/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/%1").arg(name),
                               std::nullopt};
        }
        for (const auto &[prefix, resource, group] :
             {std::tuple{"helm.toolkit.fluxcd.io", "HelmRelease",
                         "/apis/helm.toolkit.fluxcd.io/v2/namespaces/%1/helmreleases/%2"},
              std::tuple{"kustomize.toolkit.fluxcd.io", "Kustomization",
                         "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/%1/kustomizations/%2"}}) {
            const QString label = QStringLiteral("%1/name").arg(QLatin1String(prefix));
            const QString name = labels.value(label).toString().left(256);
            const QString where
                = labels.value(QStringLiteral("%1/namespace").arg(QLatin1String(prefix))).toString().left(256);
            if (name.isEmpty())
                continue;
            marks << OwnerMark{QStringLiteral("Flux"),
                               object,
                               labelled(label, name),
                               QStringLiteral("%1 %2/%3").arg(QLatin1String(resource), where, name),
                               QString::fromLatin1(group).arg(where, name),
                               std::nullopt};
        }
    }
    return marks;
}

bool isPaused(const OwnerMark &owner, const QJsonObject &resource)
{
    const QJsonObject spec = inner(resource, "spec");
    if (owner.controller == QLatin1String("Flux"))
        return spec.value(QStringLiteral("suspend")).toBool(false);
    return !spec.isEmpty() && !inner(spec, "syncPolicy").contains(QStringLiteral("automated"));
}

QStringList automationMarks(const QJsonObject &list, const QString &kind)
{
    QStringList marks;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject metadata = inner(item.toObject(), "metadata");
        const QJsonObject annotations = inner(metadata, "annotations");
        for (auto it = annotations.begin(); it != annotations.end(); ++it) {
            if (it.key().contains(QLatin1String("rollback"), Qt::CaseInsensitive) && marks.size() < 50)
                marks << QStringLiteral("%1/%2: %3=%4")
                             .arg(kind, text(metadata, "name"), it.key().left(120), it.value().toString().left(80));
        }
    }
    return marks;
}

QMap<QString, int> replicaCounts(const QJsonObject &list, const QString &kind)
{
    QMap<QString, int> counts;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject object = item.toObject();
        counts.insert(QStringLiteral("%1/%2").arg(kind, text(inner(object, "metadata"), "name")),
                      inner(object, "spec").value(QStringLiteral("replicas")).toInt(1));
    }
    return counts;
}

QList<Autoscaler> autoscalersOf(const QJsonObject &list)
{
    QList<Autoscaler> scalers;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject spec = inner(item.toObject(), "spec");
        const QJsonObject target = inner(spec, "scaleTargetRef");
        Autoscaler scaler;
        scaler.name = text(inner(item.toObject(), "metadata"), "name");
        scaler.target = QStringLiteral("%1/%2").arg(text(target, "kind"), text(target, "name"));
        scaler.minimum = spec.value(QStringLiteral("minReplicas")).toInt(1);
        scaler.maximum = spec.value(QStringLiteral("maxReplicas")).toInt(0);
        scaler.current = inner(item.toObject(), "status").value(QStringLiteral("currentReplicas")).toInt(0);
        scalers << scaler;
    }
    return scalers;
}

QSet<QString> nodeImages(const QJsonObject &list)
{
    QSet<QString> images;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonArray present = inner(item.toObject(), "status").value(QStringLiteral("images")).toArray();
        for (const QJsonValue image : present) {
            const QJsonArray names = image.toObject().value(QStringLiteral("names")).toArray();
            for (const QJsonValue name : names)
                images.insert(name.toString());
        }
    }
    return images;
}

QSet<QString> templateImages(const QJsonObject &list)
{
    QSet<QString> images;
    for (const QJsonArray all = items(list); const QJsonValue item : all)
        addTemplateImages(inner(inner(inner(item.toObject(), "spec"), "template"), "spec"), images);
    return images;
}

void collectPodImages(const QList<Pod> &pods, ImageEvidence &evidence)
{
    static const QSet<QString> pullTroubles{QStringLiteral("ErrImagePull"), QStringLiteral("ImagePullBackOff"),
                                            QStringLiteral("InvalidImageName"), QStringLiteral("RegistryUnavailable")};
    for (const Pod &pod : pods) {
        for (const ContainerState &container : pod.containers) {
            if (pullTroubles.contains(container.waitingReason))
                evidence.pullFailures.insert(container.image,
                                             QStringLiteral("%1: %2").arg(pod.name, container.waitingReason));
            // A container that is ready, was restarted or crash-loops has its image on its node.
            else if (container.ready || container.restarts > 0
                     || container.waitingReason == QLatin1String("CrashLoopBackOff"))
                evidence.running.insert(container.image);
        }
    }
}

QList<NodeRoom> nodeRooms(const QJsonObject &list)
{
    QList<NodeRoom> rooms;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject node = item.toObject();
        const QJsonObject allocatable = inner(inner(node, "status"), "allocatable");
        NodeRoom room;
        room.name = text(inner(node, "metadata"), "name");
        room.free = resourcesAt(allocatable);
        room.pods = static_cast<int>(std::clamp(quantityAt(allocatable, "pods").value_or(0), 0.0, 1e6));
        room.unusable = whyUnusable(node);
        rooms << room;
    }
    return rooms;
}

void occupy(QList<NodeRoom> &nodes, const QJsonObject &pods)
{
    QMap<QString, NodeRoom *> byName;
    for (NodeRoom &node : nodes)
        byName.insert(node.name, &node);
    for (const QJsonArray all = items(pods); const QJsonValue item : all) {
        const QJsonObject pod = item.toObject();
        const QString phase = inner(pod, "status").value(QLatin1String("phase")).toString();
        if (phase == QLatin1String("Succeeded") || phase == QLatin1String("Failed"))
            continue;
        const QJsonObject spec = inner(pod, "spec");
        NodeRoom *node = byName.value(spec.value(QLatin1String("nodeName")).toString());
        if (node == nullptr)
            continue;
        node->free -= requestsOfPod(spec);
        node->pods -= 1;
    }
}

QList<QuotaRoom> quotaRooms(const QJsonObject &list)
{
    QList<QuotaRoom> rooms;
    for (const QJsonArray all = items(list); const QJsonValue item : all) {
        const QJsonObject quota = item.toObject();
        QStringList scopes = scopesOf(inner(quota, "spec"));
        // Pods that end by themselves are never a Deployment's or StatefulSet's; those that do not are all of theirs.
        if (scopes.contains(QLatin1String("Terminating")))
            continue;
        scopes.removeAll(QStringLiteral("NotTerminating"));
        const QJsonObject hard = inner(inner(quota, "status"), "hard");
        const QJsonObject used = inner(inner(quota, "status"), "used");
        const auto left = [&hard, &used](std::initializer_list<const char *> names) {
            std::optional<double> least;
            for (const char *name : names) {
                if (const std::optional<double> limit = quantityAt(hard, name)) {
                    const double rest = *limit - quantityAt(used, name).value_or(0);
                    least = least ? std::min(*least, rest) : rest;
                }
            }
            return least;
        };
        rooms << QuotaRoom{text(inner(quota, "metadata"), "name"),
                           left({"requests.cpu", "cpu"}),
                           left({"requests.memory", "memory"}),
                           left({"pods", "count/pods"}),
                           left({"limits.cpu"}),
                           left({"limits.memory"}),
                           scopes,
                           otherPodResources(hard)};
    }
    return rooms;
}

QString continuation(const QJsonObject &list)
{
    return inner(list, "metadata").value(QLatin1String("continue")).toString();
}

QString resourceListPath(const QString &apiVersion)
{
    return apiVersion.contains(QLatin1Char('/')) ? QStringLiteral("/apis/%1").arg(apiVersion)
                                                 : QStringLiteral("/api/%1").arg(apiVersion);
}

Result<QList<Permission>> neededPermissions(const QList<ManifestEntry> &newest, const QList<ManifestEntry> &target,
                                            const QMap<QString, QJsonObject> &resourceLists, const QString &nameSpace)
{
    struct Use {
        QString group;
        QString resource;
        QString nameSpace;
        bool creates = false;
        bool deletes = false;
        bool isAwaited = false; ///< helm waits until such objects are ready
    };
    QSet<QString> newestIds;
    QSet<QString> targetIds;
    for (const ManifestEntry &entry : newest)
        newestIds.insert(entry.id());
    for (const ManifestEntry &entry : target)
        targetIds.insert(entry.id());
    QMap<QString, Use> uses;
    QSet<QString> deploymentNamespaces;
    for (const QList<ManifestEntry> *manifest : {&target, &newest}) {
        for (const ManifestEntry &entry : *manifest) {
            const QJsonArray resources
                = resourceLists.value(resourceListPath(entry.apiVersion)).value(QStringLiteral("resources")).toArray();
            Use use;
            bool namespaced = true;
            for (const QJsonValue value : resources) {
                const QJsonObject resource = value.toObject();
                const QString name = text(resource, "name");
                if (text(resource, "kind") != entry.kind || name.contains(QLatin1Char('/')))
                    continue; // "deployments/scale" is a subresource
                use.resource = name;
                namespaced = resource.value(QStringLiteral("namespaced")).toBool(true);
            }
            if (use.resource.isEmpty())
                return failure(ErrorKind::NotFound,
                               Words::tr("the server does not say what a %1 (%2) is").arg(entry.kind, entry.apiVersion),
                               entry.id());
            use.group = entry.group();
            if (namespaced)
                use.nameSpace = entry.nameSpace.isEmpty() ? nameSpace : entry.nameSpace;
            Use &known = uses[QStringLiteral("%1/%2/%3").arg(use.group, use.resource, use.nameSpace)];
            use.creates = known.creates || !newestIds.contains(entry.id());
            use.deletes = known.deletes || (!targetIds.contains(entry.id()) && !entry.keep);
            use.isAwaited = known.isAwaited || (manifest == &target && isWorkload(entry));
            known = use;
            if (use.isAwaited && entry.kind == QLatin1String("Deployment"))
                deploymentNamespaces.insert(use.nameSpace);
        }
    }
    QList<Permission> needed;
    const auto need = [&needed](const QString &verb, const Use &use, bool essential = true, const QString &why = {}) {
        const AccessQuestion question{verb, use.group, use.resource, use.nameSpace};
        const auto same = std::find_if(needed.begin(), needed.end(), [&question](const Permission &permission) {
            return permission.answer.question == question;
        });
        if (same == needed.end())
            needed << Permission{{question, false, {}}, essential, why};
        else
            same->essential = same->essential || essential;
    };
    for (const Use &use : std::as_const(uses)) {
        need(QStringLiteral("get"), use);
        need(QStringLiteral("patch"), use);
        need(QStringLiteral("create"), use, use.creates);
        if (use.deletes)
            need(QStringLiteral("delete"), use);
        if (use.isAwaited) {
            const QString why = Words::tr("helm waits until they are ready; helm 4 watches them");
            need(QStringLiteral("list"), use, true, why);
            need(QStringLiteral("watch"), use, false, why); // helm 3 asks again and again instead
        }
    }
    for (const QString &where : std::as_const(deploymentNamespaces))
        need(QStringLiteral("list"), Use{QStringLiteral("apps"), QStringLiteral("replicasets"), where}, true,
             Words::tr("helm waits for a Deployment by its ReplicaSets"));
    // Helm's own records. None is deleted: the rollback prunes nothing (--history-max 0).
    const Use secrets{{}, QStringLiteral("secrets"), nameSpace};
    for (const char *verb : {"list", "get", "create", "update"})
        need(QString::fromLatin1(verb), secrets);
    return needed;
}

} // namespace edgelink::verdict
