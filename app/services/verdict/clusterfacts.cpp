// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Facts that the two manifests and the live cluster tell.
#include "app/services/verdict/refusedchanges.h"
#include "app/services/verdict/verdictinputs.h"
#include "app/services/verdict/words.h"

namespace edgelink::verdict::facts {

namespace {

QMap<QString, ManifestEntry> byId(const QList<ManifestEntry> &entries)
{
    QMap<QString, ManifestEntry> map;
    for (const ManifestEntry &entry : entries)
        map.insert(entry.id(), entry);
    return map;
}

/// An unreadable manifest, or none.
const Error *manifestError(const VerdictInputs &inputs)
{
    if (!inputs.targetManifest)
        return &inputs.targetManifest.error();
    return inputs.newestManifest ? nullptr : &inputs.newestManifest.error();
}

} // namespace

VerdictFact gitops(const VerdictInputs &inputs)
{
    const char *id = "gitops";
    if (!inputs.owners)
        return unknownFact(id, Words::tr("Labels and annotations of the live workloads"), inputs.owners.error());
    QStringList evidence{
        Words::tr("labels and annotations of Deployments and StatefulSets in %1").arg(inputs.environment.nameSpace)};
    QStringList active;
    QStringList paused;
    for (const OwnerMark &owner : *inputs.owners) {
        evidence << QStringLiteral("%1: %2").arg(owner.object, owner.mark);
        const QString name = owner.resource.isEmpty() ? owner.controller
                                                      : QStringLiteral("%1 (%2)").arg(owner.controller, owner.resource);
        QStringList &list = owner.paused.value_or(false) ? paused : active;
        if (!list.contains(name))
            list << name;
    }
    for (const OwnerMark &owner : inputs.otherOwners)
        evidence << Words::tr("not of this release: %1: %2").arg(owner.object, owner.mark);
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (!active.isEmpty())
        return fact(id, FactState::Blocking,
                    Words::tr("%1 owns this release and would undo the rollback at its next sync: pause it first.")
                        .arg(listed(active)),
                    lines);
    if (!paused.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("%1 owns this release and is paused: when it goes on, it undoes the rollback unless its "
                              "source is rolled back too.")
                        .arg(listed(paused)),
                    lines);
    return fact(id, FactState::Good, Words::tr("No GitOps controller marks the live workloads as its own."), lines);
}

VerdictFact rbac(const VerdictInputs &inputs)
{
    const char *id = "rbac";
    if (!inputs.permissions)
        return unknownFact(id, Words::tr("Your permissions"), inputs.permissions.error());
    QStringList denied;
    QStringList deniedIfMissing;
    QStringList evidence{QStringLiteral("SelfSubjectAccessReview")};
    for (const Permission &permission : *inputs.permissions) {
        const QString answer = QStringLiteral("%1: %2").arg(
            permission.answer.question.text(), permission.answer.allowed ? Words::tr("yes") : Words::tr("no"));
        evidence << (permission.why.isEmpty() ? answer : QStringLiteral("%1 (%2)").arg(answer, permission.why));
        if (!permission.answer.allowed)
            (permission.essential ? denied : deniedIfMissing) << permission.answer.question.text();
    }
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (inputs.permissions->isEmpty())
        return fact(id, FactState::Unknown, Words::tr("No permission was asked about."), lines);
    if (!denied.isEmpty())
        return fact(id, FactState::Blocking,
                    Words::tr("You may not: %1. Helm would stop half way and leave the release pending-rollback.")
                        .arg(listed(denied)),
                    lines);
    if (!deniedIfMissing.isEmpty())
        return fact(
            id, FactState::Warning,
            Words::tr("You may not: %1. Needed only if such an object has vanished.").arg(listed(deniedIfMissing)),
            lines);
    return fact(id, FactState::Good,
                Words::tr("All %1 permissions that the rollback needs are granted.").arg(inputs.permissions->size()),
                lines);
}

VerdictFact images(const VerdictInputs &inputs)
{
    const char *id = "images";
    if (!inputs.targetManifest)
        return unknownFact(id, Words::tr("The target's manifest"), inputs.targetManifest.error());
    if (!inputs.images)
        return unknownFact(id, Words::tr("Images in the cluster"), inputs.images.error());
    const ImageEvidence &known = *inputs.images;
    QStringList failing;
    QStringList unproven;
    QStringList evidence;
    int total = 0;
    QSet<QString> seen;
    for (const ManifestEntry &entry : *inputs.targetManifest) {
        for (const QString &image : entry.images) {
            if (seen.contains(image))
                continue;
            seen.insert(image);
            ++total;
            if (known.running.contains(image)) {
                evidence << Words::tr("%1: running now").arg(image);
            } else if (known.onNodes.contains(image)) {
                evidence << Words::tr("%1: present on a node").arg(image);
            } else if (known.pullFailures.contains(image)) {
                failing << QStringLiteral("%1 (%2)").arg(image, known.pullFailures.value(image));
                evidence << Words::tr("%1: cannot be pulled: %2").arg(image, known.pullFailures.value(image));
            } else {
                unproven << image;
                evidence << (known.earlier.contains(image)
                                 ? Words::tr("%1: ran before; no node says it still has it").arg(image)
                                 : Words::tr("%1: never seen in this cluster").arg(image));
            }
        }
    }
    if (!known.nodesProblem.isEmpty())
        evidence << Words::tr("images of the nodes: %1").arg(known.nodesProblem);
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (!failing.isEmpty())
        return fact(id, FactState::Blocking,
                    Words::tr("Images of the target cannot be pulled: %1.").arg(listed(failing, 3)), lines);
    if (!unproven.isEmpty())
        return fact(id, FactState::Unknown,
                    Words::tr("%1 of %2 images of the target are on no node that says so; whether the registry still "
                              "has them cannot be proven: %3.")
                        .arg(unproven.size())
                        .arg(total)
                        .arg(listed(unproven, 2)),
                    lines);
    return fact(id, FactState::Good, Words::tr("All %1 images of the target run now or are on a node.").arg(total),
                lines);
}

VerdictFact leftovers(const VerdictInputs &inputs)
{
    const char *id = "leftovers";
    if (const Error *error = manifestError(inputs))
        return unknownFact(id, Words::tr("A manifest"), *error);
    const QMap<QString, ManifestEntry> newest = byId(*inputs.newestManifest);
    const QMap<QString, ManifestEntry> target = byId(*inputs.targetManifest);
    QStringList deleted;
    QStringList kept;
    QStringList created;
    QStringList refused;
    QStringList reasons;
    QStringList masked;
    // What has vanished from the cluster is made anew, and so is not refused: a Job that has tidied itself up.
    const auto hasVanished = [&inputs](const ManifestEntry &entry) {
        const QString name = QStringLiteral("%1/%2").arg(entry.kind, entry.name);
        const bool isOurs = entry.nameSpace.isEmpty();
        const QString placed
            = QStringLiteral("%1 (%2)").arg(name, isOurs ? inputs.environment.nameSpace : entry.nameSpace);
        return inputs.drift
            && (inputs.drift->missingObjects.contains(placed)
                || (isOurs && inputs.drift->missingObjects.contains(name)));
    };
    for (auto it = newest.cbegin(); it != newest.cend(); ++it) {
        const auto other = target.constFind(it.key());
        if (other == target.cend())
            (it->keep ? kept : deleted) << it.key();
        else if (hasVanished(*it))
            continue;
        else if (other->immutable != it->immutable)
            refused << it.key();
        else if (const QStringList more = refusedChanges(*it, *other); !more.isEmpty())
            reasons << more;
        else if (const QString object = changeUnderMask(*it, *other); !object.isEmpty())
            masked << object;
    }
    for (auto it = target.cbegin(); it != target.cend(); ++it) {
        if (!newest.contains(it.key()))
            created << it.key();
    }
    QStringList evidence{Words::tr("manifest of the newest revision against that of revision %1").arg(inputs.target)};
    evidence << Words::tr("deleted by the rollback: %1")
                    .arg(deleted.isEmpty() ? Words::tr("none") : deleted.join(QStringLiteral(", ")));
    evidence << Words::tr("kept by helm.sh/resource-policy: %1")
                    .arg(kept.isEmpty() ? Words::tr("none") : kept.join(QStringLiteral(", ")));
    evidence
        << Words::tr("made anew: %1").arg(created.isEmpty() ? Words::tr("none") : created.join(QStringLiteral(", ")));
    for (const QString &reason : std::as_const(reasons))
        evidence << Words::tr("refused: %1").arg(reason);
    for (const QString &object : std::as_const(masked))
        evidence << Words::tr("%1: marked immutable, its values are masked and were not compared").arg(object);
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (!refused.isEmpty() || !reasons.isEmpty()) {
        QStringList sentences;
        if (!refused.isEmpty())
            sentences << Words::tr("Fields that Kubernetes never lets change (selector, volume claim templates, "
                                   "service name) differ in %1: the rollback would fail half way.")
                             .arg(listed(refused));
        if (!reasons.isEmpty())
            sentences << Words::tr("Kubernetes refuses the way back, so the rollback would fail half way: %1.")
                             .arg(listed(reasons, 3));
        return fact(id, FactState::Blocking, sentences.join(QLatin1Char(' ')), lines);
    }
    if (!deleted.isEmpty() || !kept.isEmpty() || !masked.isEmpty()) {
        QStringList parts;
        if (!masked.isEmpty())
            parts << Words::tr("If the values of %1 differ, the rollback fails half way: it is marked immutable, and "
                               "masked values cannot be compared.")
                         .arg(listed(masked));
        if (!deleted.isEmpty())
            parts << Words::tr("The rollback deletes %1, which revision %2 does not have.")
                         .arg(listed(deleted))
                         .arg(inputs.target);
        if (!kept.isEmpty())
            parts << Words::tr("%1 stays behind (resource policy keep).").arg(listed(kept));
        return fact(id, FactState::Warning, parts.join(QLatin1Char(' ')), lines);
    }
    if (!created.isEmpty())
        return fact(id, FactState::Good, Words::tr("Nothing is deleted; made anew: %1.").arg(listed(created)), lines);
    return fact(id, FactState::Good, Words::tr("Both revisions have the same objects."), lines);
}

VerdictFact hpa(const VerdictInputs &inputs)
{
    const char *id = "hpa";
    if (!inputs.targetManifest)
        return unknownFact(id, Words::tr("The target's manifest"), inputs.targetManifest.error());
    if (!inputs.autoscalers)
        return unknownFact(id, Words::tr("Autoscalers"), inputs.autoscalers.error());
    const QMap<QString, int> live = inputs.liveReplicas.value_or(QMap<QString, int>());
    QStringList shrinks;
    QStringList differs;
    QStringList evidence{Words::tr("HorizontalPodAutoscalers in %1").arg(inputs.environment.nameSpace)};
    for (const Autoscaler &scaler : *inputs.autoscalers) {
        const int now = std::max(scaler.current, live.value(scaler.target, 0));
        evidence << Words::tr("%1 → %2: %3–%4, now %5")
                        .arg(scaler.name, scaler.target)
                        .arg(scaler.minimum)
                        .arg(scaler.maximum)
                        .arg(now);
        for (const ManifestEntry &entry : *inputs.targetManifest) {
            if (QStringLiteral("%1/%2").arg(entry.kind, entry.name) != scaler.target || !entry.replicas)
                continue;
            const QString line = Words::tr("%1 %2 → %3").arg(entry.name).arg(now).arg(*entry.replicas);
            if (*entry.replicas < now || *entry.replicas < scaler.minimum)
                shrinks << line;
            else if (*entry.replicas != now)
                differs << line;
        }
    }
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (!shrinks.isEmpty())
        return fact(
            id, FactState::Warning,
            Words::tr(
                "The manifest's replicas overwrite the autoscaler's until it reacts; there will be fewer pods: %1.")
                .arg(listed(shrinks)),
            lines);
    if (!differs.isEmpty())
        return fact(
            id, FactState::Good,
            Words::tr("The manifest's replicas are above the autoscaler's for a moment: %1.").arg(listed(differs)),
            lines);
    return fact(id, FactState::Good,
                inputs.autoscalers->isEmpty() ? Words::tr("No autoscaler is concerned.")
                                              : Words::tr("No autoscaled workload loses pods."),
                lines);
}

VerdictFact debt(const VerdictInputs &inputs)
{
    const char *id = "debt";
    if (!inputs.drift)
        return unknownFact(id, Words::tr("Differences between live objects and the newest revision"),
                           inputs.drift.error());
    const ReleaseDiff &drift = *inputs.drift;
    QStringList objects;
    for (const ObjectDiff &object : drift.objects)
        objects << object.object;
    QStringList evidence{Words::tr("live objects against the newest revision's manifest")};
    evidence << drift.foreignFields;
    for (const QString &missing : drift.missingObjects)
        evidence << Words::tr("%1 does not exist").arg(missing);
    for (const ObjectDiff &object : drift.objects) {
        evidence << object.object;
        for (const DiffLine &line : object.lines) {
            if ((line.kind == DiffLine::Kind::Added || line.kind == DiffLine::Kind::Removed) && evidence.size() < 200)
                evidence << QStringLiteral("  %1 %2")
                                .arg(line.kind == DiffLine::Kind::Added ? QLatin1Char('+') : QLatin1Char('-'))
                                .arg(line.text.left(200));
        }
    }
    const QString lines = evidence.join(QLatin1Char('\n'));
    if (!drift.foreignFields.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("Somebody wrote into live objects; Helm's merge leaves that there, so a fault in it "
                              "survives the rollback: %1.")
                        .arg(listed(drift.foreignFields, 2)),
                    lines);
    if (!drift.missingObjects.isEmpty())
        return fact(
            id, FactState::Warning,
            Words::tr("Objects of the release are missing in the cluster: %1.").arg(listed(drift.missingObjects)),
            lines);
    if (!objects.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("Live objects differ from the newest revision: %1.").arg(listed(objects)), lines);
    if (!drift.unreadableObjects.isEmpty())
        return fact(id, FactState::Unknown,
                    Words::tr("These objects may not be read: %1.").arg(listed(drift.unreadableObjects)), lines);
    return fact(id, FactState::Good, Words::tr("Every live object is as the newest revision says."), lines);
}

} // namespace edgelink::verdict::facts
