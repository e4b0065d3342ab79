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
            extra << ExtraPods{entry.id(),     std::min(more, MostExtraPods), entry.requests, false, entry.limits,
                               entry.unstated, entry.otherResources};
        const Resources growth = rolls ? largerOf({}, entry.requests - old->requests) : Resources();
        const Resources limitsGrowth = rolls ? largerOf({}, entry.limits - old->limits) : Resources();
        const bool grows = growth != Resources() || limitsGrowth != Resources();
        if (const int grown = std::min(now, then); grown > 0 && grows)
            extra << ExtraPods{entry.id(), grown, growth, true, limitsGrowth, entry.unstated, entry.otherResources};
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
        if (pods.isGrowth && pods.each == Resources())
            continue; // of limits only, which take no room on a node
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

namespace {

/// What all extra pods come to.
struct ExtraSum {
    Resources requests;
    Resources limits;
    int pods = 0;
};

ExtraSum sumOf(const QList<ExtraPods> &extra)
{
    ExtraSum sum;
    for (const ExtraPods &one : extra) {
        sum.requests += {one.each.cpu * one.count, one.each.memory * one.count};
        sum.limits += {one.limits.cpu * one.count, one.limits.memory * one.count};
        sum.pods += one.isGrowth ? 0 : one.count;
    }
    return sum;
}

/// The hard resources of which the quota has less left than these pods need.
QStringList shortOf(const QuotaRoom &quota, const ExtraSum &sum)
{
    QStringList names;
    const auto compare = [&names](const std::optional<double> &left, double needed, const char *name) {
        if (left && *left < needed)
            names << QString::fromLatin1(name);
    };
    compare(quota.cpu, sum.requests.cpu, "requests.cpu");
    compare(quota.memory, sum.requests.memory, "requests.memory");
    compare(quota.limitsCpu, sum.limits.cpu, "limits.cpu");
    compare(quota.limitsMemory, sum.limits.memory, "limits.memory");
    compare(quota.pods, sum.pods, "pods");
    return names;
}

/// "requests.nvidia.com/gpu" -> "nvidia.com/gpu"
QString bareResource(const QString &hard)
{
    for (const char *prefix : {"requests.", "limits."}) {
        if (hard.startsWith(QLatin1String(prefix)))
            return hard.mid(static_cast<qsizetype>(qstrlen(prefix)));
    }
    return hard;
}

/// Why it cannot be told whether the quota lets these pods in; empty: it can.
QStringList doubtsAbout(const QuotaRoom &quota, const QList<ExtraPods> &extra, bool isShort)
{
    QStringList doubts;
    if (isShort && !quota.scopes.isEmpty()) // with enough left for all it does not matter which ones it counts
        doubts << Words::tr("it counts only pods of %1").arg(listed(quota.scopes));
    QStringList counted;
    for (const auto &[left, name] :
         {std::pair{&quota.cpu, "requests.cpu"}, std::pair{&quota.memory, "requests.memory"},
          std::pair{&quota.limitsCpu, "limits.cpu"}, std::pair{&quota.limitsMemory, "limits.memory"}}) {
        if (left->has_value())
            counted << QString::fromLatin1(name);
    }
    for (const ExtraPods &one : extra) {
        for (const QString &name : one.unstated) {
            const QString doubt = Words::tr("%1 does not state %2").arg(one.workload, name);
            if (counted.contains(name) && !doubts.contains(doubt))
                doubts << doubt;
        }
    }
    for (const QString &name : quota.others) {
        const QString bare = bareResource(name);
        // A LimitRange gives it to pods that ask for none; a device is only ever asked for.
        const bool concerns = bare == QLatin1String("ephemeral-storage")
            || std::any_of(extra.cbegin(), extra.cend(),
                           [&bare](const ExtraPods &one) { return one.otherResources.contains(bare); });
        if (concerns)
            doubts << Words::tr("it limits %1").arg(name);
    }
    return doubts;
}

} // namespace

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
    const ExtraSum sum = sumOf(extra);
    QStringList evidence{Words::tr("asked for beside what runs, at the rollout's peak:")};
    for (const ExtraPods &one : extra) {
        evidence << (one.isGrowth ? Words::tr("%1: %2 ask for more, each by %3") : Words::tr("%1: %2 more, each %3"))
                        .arg(one.workload)
                        .arg(one.count)
                        .arg(amount(one.each));
        if (one.limits != Resources())
            evidence << Words::tr("%1: limits of each: %2").arg(one.workload, amount(one.limits));
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
    QStringList doubtful;
    for (const QuotaRoom &quota : inputs.quotas.value_or(QList<QuotaRoom>())) {
        const QStringList shortage = shortOf(quota, sum);
        const QStringList doubts = doubtsAbout(quota, extra, !shortage.isEmpty());
        // One that may not count these pods at all is no shortage yet.
        if (!shortage.isEmpty() && quota.scopes.isEmpty())
            tooSmall << QStringLiteral("%1 (%2)").arg(quota.name, listed(shortage));
        if (!doubts.isEmpty())
            doubtful << QStringLiteral("%1 (%2)").arg(quota.name, listed(doubts, 2));
        evidence << Words::tr("quota %1: %2")
                        .arg(quota.name,
                             shortage.isEmpty() ? Words::tr("has enough left")
                                                : Words::tr("has less left of %1").arg(listed(shortage)));
        for (const QString &doubt : doubts)
            evidence << Words::tr("quota %1 cannot be judged: %2").arg(quota.name, doubt);
    }
    evidence << Words::tr("Taints, affinity and topology were not looked at.");
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (extra.isEmpty())
        return fact(id, FactState::Good, Words::tr("The rollout needs no more room than is in use."), lines);
    if (!tooSmall.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("Quota %1 has less left than the rollout asks for at its peak (%2): it may stand still "
                              "until old pods are gone.")
                        .arg(listed(tooSmall), amount(sum.requests)),
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
    if (!doubtful.isEmpty())
        return fact(id, FactState::Unknown,
                    Words::tr("Whether a quota lets the rollout's extra pods in cannot be told from here: %1.")
                        .arg(listed(doubtful, 2)),
                    lines);
    return fact(id, FactState::Good,
                Words::tr("The rollout's extra pods (%1 of them, %2) have room; %3 of %4 nodes take pods.")
                    .arg(sum.pods)
                    .arg(amount(sum.requests))
                    .arg(usable)
                    .arg(nodes.size()),
                lines);
}

} // namespace facts

} // namespace edgelink::verdict
