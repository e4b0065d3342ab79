// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/verdictinputs.h"
#include "app/services/verdict/words.h"

#include <cmath>

namespace edgelink::verdict {

namespace {

/// "25%" of replicas, or an absolute number.
int share(const QString &text, int replicas, const char *otherwise, bool roundUp)
{
    QString value = text.isEmpty() ? QString::fromLatin1(otherwise) : text;
    if (!value.endsWith(QLatin1Char('%')))
        return std::clamp(value.toInt(), 0, replicas);
    value.chop(1);
    const double part = std::clamp(value.toDouble(), 0.0, 100.0) / 100.0 * replicas;
    return static_cast<int>(roundUp ? std::ceil(part) : std::floor(part));
}

QStringList notReverted(const VerdictInputs &inputs)
{
    QStringList left;
    const DatabaseReference &database = inputs.environment.database;
    if (!database.url.isEmpty() || !database.service.isEmpty())
        left << (inputs.schema && inputs.schema->present
                     ? Words::tr("database: its schema stays at version %1, its rows as they are")
                           .arg(inputs.schema->version)
                     : Words::tr("database: its schema and rows stay as they are"));
    QStringList volumes;
    QStringList customKinds;
    QStringList crds;
    for (const ManifestEntry &entry : inputs.newestManifest.value_or(QList<ManifestEntry>())) {
        for (const QString &claim : entry.claimTemplates)
            volumes << QStringLiteral("%1-%2-…").arg(claim, entry.name);
        if (entry.kind == QLatin1String("PersistentVolumeClaim"))
            volumes << entry.name;
        if (entry.kind == QLatin1String("CustomResourceDefinition"))
            crds << entry.name;
        // Kubernetes' own groups are "apps", "batch" … or end in .k8s.io; a dot elsewhere is somebody's CRD.
        if (entry.group().contains(QLatin1Char('.')) && !entry.group().endsWith(QLatin1String(".k8s.io"))
            && !customKinds.contains(entry.kind))
            customKinds << entry.kind;
    }
    if (!volumes.isEmpty())
        left << Words::tr("volumes: %1 keep their data").arg(listed(volumes));
    if (!crds.isEmpty() || !customKinds.isEmpty())
        left << Words::tr("CRDs: definitions of %1 stay as they are").arg(listed(crds.isEmpty() ? customKinds : crds));
    QStringList hooks;
    for (const ReleaseHook &hook : inputs.newestHooks.value_or(QList<ReleaseHook>()))
        hooks << hook.name;
    if (!hooks.isEmpty())
        left << Words::tr("hooks: what %1 did").arg(listed(hooks));
    return left;
}

} // namespace

tl::unexpected<Error> VerdictInputs::unread()
{
    return failure(ErrorKind::NotFound, Words::tr("was not read"));
}

QString listed(const QStringList &names, int limit)
{
    if (names.size() <= limit)
        return names.join(QStringLiteral(", "));
    return Words::tr("%1 and %2 more").arg(names.mid(0, limit).join(QStringLiteral(", "))).arg(names.size() - limit);
}

VerdictFact fact(const char *id, FactState state, const QString &text, const QString &evidence)
{
    return {QString::fromLatin1(id), state, text, evidence};
}

VerdictFact unknownFact(const char *id, const QString &what, const Error &error)
{
    return fact(id, FactState::Unknown, Words::tr("%1 could not be read: %2.").arg(what, error.what), error.sentence());
}

int surgeOf(const ManifestEntry &entry, int replicas)
{
    return entry.kind == QLatin1String("Deployment") && entry.strategy != QLatin1String("Recreate")
        ? share(entry.maxSurge, replicas, "25%", true)
        : 0;
}

int waveSize(const ManifestEntry &entry, int replicas)
{
    if (entry.kind == QLatin1String("StatefulSet"))
        return 1;
    if (entry.strategy == QLatin1String("Recreate"))
        return std::max(1, replicas);
    return std::max(1, surgeOf(entry, replicas) + share(entry.maxUnavailable, replicas, "25%", false));
}

std::chrono::seconds predictDuration(const QList<ManifestEntry> &newest, const QList<ManifestEntry> &target)
{
    constexpr std::chrono::seconds helmItself{5};
    constexpr std::chrono::seconds podAtLeast{10}; ///< schedule, start, first probe
    QMap<QString, QString> before;
    for (const ManifestEntry &entry : newest)
        before.insert(entry.id(), entry.podTemplate);
    std::chrono::seconds longest{0}; // Deployments roll side by side
    for (const ManifestEntry &entry : target) {
        const bool rolls = entry.kind == QLatin1String("Deployment") || entry.kind == QLatin1String("StatefulSet")
            || entry.kind == QLatin1String("DaemonSet");
        if (!rolls || before.value(entry.id()) == entry.podTemplate || entry.strategy == QLatin1String("OnDelete"))
            continue;
        const int replicas = std::max(1, entry.replicas.value_or(1));
        const int wave = waveSize(entry, replicas);
        const int waves = (replicas + wave - 1) / wave;
        longest = std::max(longest, waves * std::max(podAtLeast, entry.podStart + std::chrono::seconds{5}));
    }
    return helmItself + longest;
}

Verdict assess(const VerdictInputs &inputs)
{
    Verdict verdict;
    verdict.release = inputs.environment.release;
    verdict.targetRevision = inputs.target;
    verdict.collectedAt = inputs.now;
    if (inputs.history && inputs.history->latest() != nullptr)
        verdict.currentRevision = inputs.history->latest()->number;
    for (const auto one :
         {facts::targetExists, facts::pending, facts::concurrentHelm, facts::automation, facts::schema, facts::gitops,
          facts::rbac, facts::hooks, facts::images, facts::leftovers, facts::hpa, facts::capacity, facts::debt})
        verdict.facts << one(inputs);
    verdict.notReverted = notReverted(inputs);
    if (inputs.newestManifest && inputs.targetManifest)
        verdict.predictedDuration = predictDuration(*inputs.newestManifest, *inputs.targetManifest);
    return verdict;
}

} // namespace edgelink::verdict
