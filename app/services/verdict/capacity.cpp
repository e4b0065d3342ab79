// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/capacity.h"

#include "app/services/verdict/verdictinputs.h"
#include "app/services/verdict/words.h"
#include "models/domain/quantity.h"

#include <QJsonArray>

#include <algorithm>

namespace edgelink::verdict {

namespace {

constexpr int MostExtraPods = 5000; ///< a manifest may say any number

QJsonObject part(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toObject();
}

std::optional<double> quantityAt(const QJsonObject &object, const char *key)
{
    return quantity(object.value(QLatin1String(key)));
}

Resources requestsOf(const QJsonObject &container)
{
    const QJsonObject requests = part(part(container, "resources"), "requests");
    return largerOf({}, {quantityAt(requests, "cpu").value_or(0), quantityAt(requests, "memory").value_or(0)});
}

/// What the scheduler counts for a pod: its containers together, or the largest init container if that is more.
Resources requestsOfPod(const QJsonObject &spec)
{
    Resources sum;
    for (const QJsonArray containers = spec.value(QLatin1String("containers")).toArray();
         const QJsonValue container : containers)
        sum += requestsOf(container.toObject());
    for (const QJsonArray containers = spec.value(QLatin1String("initContainers")).toArray();
         const QJsonValue container : containers)
        sum = largerOf(sum, requestsOf(container.toObject()));
    const QJsonObject overhead = part(spec, "overhead");
    sum += {quantityAt(overhead, "cpu").value_or(0), quantityAt(overhead, "memory").value_or(0)};
    return sum;
}

QString whyUnusable(const QJsonObject &node)
{
    if (part(node, "spec").value(QLatin1String("unschedulable")).toBool())
        return Words::tr("cordoned");
    bool isReady = false;
    for (const QJsonArray conditions = part(node, "status").value(QLatin1String("conditions")).toArray();
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

bool fits(const NodeRoom &node, const ExtraPods &pod)
{
    return node.unusable.isEmpty() && (pod.isGrowth || node.pods > 0) && node.free.cpu >= pod.each.cpu
        && node.free.memory >= pod.each.memory;
}

} // namespace

QList<NodeRoom> nodeRooms(const QJsonObject &list)
{
    QList<NodeRoom> rooms;
    for (const QJsonArray items = list.value(QLatin1String("items")).toArray(); const QJsonValue item : items) {
        const QJsonObject node = item.toObject();
        const QJsonObject allocatable = part(part(node, "status"), "allocatable");
        NodeRoom room;
        room.name = part(node, "metadata").value(QLatin1String("name")).toString().left(253);
        room.free = {quantityAt(allocatable, "cpu").value_or(0), quantityAt(allocatable, "memory").value_or(0)};
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
    for (const QJsonArray items = pods.value(QLatin1String("items")).toArray(); const QJsonValue item : items) {
        const QJsonObject pod = item.toObject();
        const QString phase = part(pod, "status").value(QLatin1String("phase")).toString();
        if (phase == QLatin1String("Succeeded") || phase == QLatin1String("Failed"))
            continue;
        const QJsonObject spec = part(pod, "spec");
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
    for (const QJsonArray items = list.value(QLatin1String("items")).toArray(); const QJsonValue item : items) {
        const QJsonObject quota = item.toObject();
        // One with a scope counts only some pods; which of ours is more than can be told from here.
        if (part(quota, "spec").contains(QLatin1String("scopes"))
            || part(quota, "spec").contains(QLatin1String("scopeSelector")))
            continue;
        const QJsonObject hard = part(part(quota, "status"), "hard");
        const QJsonObject used = part(part(quota, "status"), "used");
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
        rooms << QuotaRoom{part(quota, "metadata").value(QLatin1String("name")).toString().left(253),
                           left({"requests.cpu", "cpu"}), left({"requests.memory", "memory"}),
                           left({"pods", "count/pods"})};
    }
    return rooms;
}

QString continuation(const QJsonObject &list)
{
    return part(list, "metadata").value(QLatin1String("continue")).toString();
}

QList<ExtraPods> extraPods(const QList<ManifestEntry> &newest, const QList<ManifestEntry> &target,
                           const QMap<QString, int> &live)
{
    QMap<QString, ManifestEntry> before;
    for (const ManifestEntry &entry : newest)
        before.insert(entry.id(), entry);
    QList<ExtraPods> extra;
    for (const ManifestEntry &entry : target) {
        const bool isDeployment = entry.kind == QLatin1String("Deployment");
        if (!isDeployment && entry.kind != QLatin1String("StatefulSet"))
            continue;
        const auto old = before.constFind(entry.id());
        const int now = live.value(QStringLiteral("%1/%2").arg(entry.kind, entry.name),
                                   old == before.cend() ? 0 : old->replicas.value_or(1));
        const int then = std::min(entry.replicas.value_or(old == before.cend() ? 1 : now), MostExtraPods);
        const bool rolls = old != before.cend() && old->podTemplate != entry.podTemplate;
        int more = std::max(0, then - now);
        if (rolls && isDeployment)
            more += surgeOf(entry, then);
        if (more > 0)
            extra << ExtraPods{entry.id(), std::min(more, MostExtraPods), entry.requests, false};
        const Resources growth = rolls ? largerOf({}, entry.requests - old->requests) : Resources();
        if (const int grown = std::min(now, then); grown > 0 && (growth.cpu > 0 || growth.memory > 0))
            extra << ExtraPods{entry.id(), grown, growth, true};
    }
    return extra;
}

QList<ExtraPods> withoutRoom(QList<NodeRoom> nodes, const QList<ExtraPods> &extra)
{
    QList<ExtraPods> ordered = extra;
    std::stable_sort(ordered.begin(), ordered.end(), [](const ExtraPods &a, const ExtraPods &b) {
        return std::pair(a.each.cpu, a.each.memory) > std::pair(b.each.cpu, b.each.memory);
    });
    QList<ExtraPods> left;
    int placed = 0;
    for (ExtraPods pods : ordered) {
        for (; pods.count > 0 && placed < MostExtraPods; --pods.count, ++placed) {
            const auto roomier = [&pods](const NodeRoom &a, const NodeRoom &b) {
                const bool ours = fits(a, pods);
                const bool theirs = fits(b, pods);
                return ours != theirs ? theirs : a.free.cpu < b.free.cpu;
            };
            const auto best = std::max_element(nodes.begin(), nodes.end(), roomier);
            if (best == nodes.end() || !fits(*best, pods))
                break;
            best->free -= pods.each;
            best->pods -= pods.isGrowth ? 0 : 1;
        }
        if (pods.count > 0)
            left << pods;
    }
    return left;
}

QString amount(const Resources &resources)
{
    constexpr double Mebi = 1024.0 * 1024;
    const double mebibytes = resources.memory / Mebi;
    return Words::tr("%1 CPU, %2")
        .arg(QString::number(resources.cpu, 'g', 4),
             mebibytes < 1024 ? QStringLiteral("%1 MiB").arg(QString::number(mebibytes, 'f', 0))
                              : QStringLiteral("%1 GiB").arg(QString::number(mebibytes / 1024, 'f', 1)));
}

namespace facts {

VerdictFact capacity(const VerdictInputs &inputs)
{
    const char *id = "capacity";
    if (!inputs.targetManifest)
        return unknownFact(id, Words::tr("The target's manifest"), inputs.targetManifest.error());
    if (!inputs.newestManifest)
        return unknownFact(id, Words::tr("A manifest"), inputs.newestManifest.error());
    if (!inputs.capacity)
        return unknownFact(id, Words::tr("Room on the nodes"), inputs.capacity.error());
    const Capacity &room = *inputs.capacity;
    const QList<ExtraPods> extra
        = extraPods(*inputs.newestManifest, *inputs.targetManifest, inputs.liveReplicas.value_or(QMap<QString, int>()));
    Resources sum;
    int pods = 0;
    QStringList evidence{Words::tr("asked for beside what runs, at the rollout's peak:")};
    for (const ExtraPods &one : extra) {
        sum += {one.each.cpu * one.count, one.each.memory * one.count};
        pods += one.isGrowth ? 0 : one.count;
        evidence << (one.isGrowth ? Words::tr("%1: %2 ask for more, each by %3") : Words::tr("%1: %2 more, each %3"))
                        .arg(one.workload)
                        .arg(one.count)
                        .arg(amount(one.each));
    }
    const qsizetype usable = std::count_if(room.nodes.cbegin(), room.nodes.cend(),
                                           [](const NodeRoom &node) { return node.unusable.isEmpty(); });
    for (const NodeRoom &node : room.nodes) {
        if (evidence.size() >= 100)
            break;
        evidence << (node.unusable.isEmpty() ? Words::tr("node %1: free %2, places for pods: %3")
                                                   .arg(node.name, amount(node.free))
                                                   .arg(node.pods)
                                             : Words::tr("node %1 takes no pods: %2").arg(node.name, node.unusable));
    }
    if (!room.nodesProblem.isEmpty())
        evidence << Words::tr("nodes: %1").arg(room.nodesProblem);
    if (!room.quotasProblem.isEmpty())
        evidence << Words::tr("quotas: %1").arg(room.quotasProblem);
    QStringList tooSmall;
    for (const QuotaRoom &quota : room.quotas) {
        const bool isShort = quota.cpu.value_or(sum.cpu) < sum.cpu || quota.memory.value_or(sum.memory) < sum.memory
            || quota.pods.value_or(pods) < pods;
        if (isShort)
            tooSmall << quota.name;
        evidence << Words::tr("quota %1: %2")
                        .arg(quota.name, isShort ? Words::tr("has less left") : Words::tr("has enough left"));
    }
    evidence << Words::tr("Taints, affinity and topology were not looked at.");
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (extra.isEmpty())
        return fact(id, FactState::Good, Words::tr("The rollout needs no more room than is in use."), lines);
    if (!tooSmall.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("Quota %1 has less left than the rollout asks for at its peak (%2): it may stand still "
                              "until old pods are gone.")
                        .arg(listed(tooSmall), amount(sum)),
                    lines);
    if (!room.nodesProblem.isEmpty())
        return fact(id, FactState::Unknown,
                    Words::tr("Whether the nodes have room for the rollout's extra pods (%1) is not known: %2.")
                        .arg(amount(sum), room.nodesProblem),
                    lines);
    QStringList homeless;
    for (const ExtraPods &one : withoutRoom(room.nodes, extra))
        homeless << QStringLiteral("%1 × %2 (%3)").arg(one.count).arg(one.workload, amount(one.each));
    if (!homeless.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("No node has room for %1: the rollout waits until old pods are gone or a node is added.")
                        .arg(listed(homeless, 2)),
                    lines);
    if (!room.quotasProblem.isEmpty())
        return fact(id, FactState::Unknown,
                    Words::tr("The nodes have room, but quotas could not be read: %1.").arg(room.quotasProblem), lines);
    return fact(id, FactState::Good,
                Words::tr("The rollout's extra pods (%1 of them, %2) have room; %3 of %4 nodes take pods.")
                    .arg(pods)
                    .arg(amount(sum))
                    .arg(usable)
                    .arg(room.nodes.size()),
                lines);
}

} // namespace facts

} // namespace edgelink::verdict
