// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the pods that a rollout makes before it takes old ones away find room.
#include "app/services/verdict/capacity.h"

#include "app/services/verdict/words.h"

#include <algorithm>

namespace edgelink::verdict {

namespace {

constexpr int MostExtraPods = 5000; ///< a manifest may say any number

bool fits(const NodeRoom &node, const ExtraPods &pod)
{
    return node.unusable.isEmpty() && (pod.isGrowth || node.pods > 0) && node.free.cpu >= pod.each.cpu
        && node.free.memory >= pod.each.memory;
}

/// "0.25 CPU, 256 MiB"
QString amount(const Resources &resources)
{
    constexpr double Mebi = 1024.0 * 1024;
    const double mebibytes = resources.memory / Mebi;
    return Words::tr("%1 CPU, %2")
        .arg(QString::number(resources.cpu, 'g', 4),
             mebibytes < 1024 ? QStringLiteral("%1 MiB").arg(QString::number(mebibytes, 'f', 0))
                              : QStringLiteral("%1 GiB").arg(QString::number(mebibytes / 1024, 'f', 1)));
}

} // namespace

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

namespace facts {

VerdictFact capacity(const VerdictInputs &inputs)
{
    const char *id = "capacity";
    if (!inputs.targetManifest)
        return unknownFact(id, Words::tr("The target's manifest"), inputs.targetManifest.error());
    if (!inputs.newestManifest)
        return unknownFact(id, Words::tr("A manifest"), inputs.newestManifest.error());
    if (!inputs.liveReplicas)
        return unknownFact(id, Words::tr("Replicas of today"), inputs.liveReplicas.error());
    const QList<ExtraPods> extra = extraPods(*inputs.newestManifest, *inputs.targetManifest, *inputs.liveReplicas);
    const QList<NodeRoom> nodes = inputs.nodes.value_or(QList<NodeRoom>());
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
    const qsizetype usable
        = std::count_if(nodes.cbegin(), nodes.cend(), [](const NodeRoom &node) { return node.unusable.isEmpty(); });
    for (const NodeRoom &node : nodes) {
        if (evidence.size() >= 100)
            break;
        evidence << (node.unusable.isEmpty() ? Words::tr("node %1: free %2, places for pods: %3")
                                                   .arg(node.name, amount(node.free))
                                                   .arg(node.pods)
                                             : Words::tr("node %1 takes no pods: %2").arg(node.name, node.unusable));
    }
    QStringList tooSmall;
    for (const QuotaRoom &quota : inputs.quotas.value_or(QList<QuotaRoom>())) {
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
    if (!inputs.nodes)
        return unknownFact(id, Words::tr("Room on the nodes"), inputs.nodes.error());
    QStringList homeless;
    for (const ExtraPods &one : withoutRoom(nodes, extra))
        homeless << QStringLiteral("%1 × %2 (%3)").arg(one.count).arg(one.workload, amount(one.each));
    if (!homeless.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("No node has room for %1: the rollout waits until old pods are gone or a node is added.")
                        .arg(listed(homeless, 2)),
                    lines);
    if (!inputs.quotas)
        return unknownFact(id, Words::tr("The namespace's quotas"), inputs.quotas.error());
    return fact(id, FactState::Good,
                Words::tr("The rollout's extra pods (%1 of them, %2) have room; %3 of %4 nodes take pods.")
                    .arg(pods)
                    .arg(amount(sum))
                    .arg(usable)
                    .arg(nodes.size()),
                lines);
}

} // namespace facts

} // namespace edgelink::verdict
