// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/podchecks.h"

#include "app/services/verify/words.h"

#include <QJsonArray>

namespace edgelink::verify {

namespace {

constexpr std::chrono::milliseconds PollPause{1000};

QString idOf(const Workload &workload)
{
    return QStringLiteral("%1/%2").arg(workload.kind, workload.name);
}

} // namespace

QMap<QString, QString> releaseOwners(const QJsonObject &list, const QString &kind)
{
    QMap<QString, QString> owners;
    const QJsonArray items = list.value(QStringLiteral("items")).toArray();
    for (const QJsonValue item : items) {
        const QJsonObject metadata = item.toObject().value(QStringLiteral("metadata")).toObject();
        const QString release = metadata.value(QStringLiteral("annotations"))
                                    .toObject()
                                    .value(QStringLiteral("meta.helm.sh/release-name"))
                                    .toString();
        if (!release.isEmpty())
            owners.insert(QStringLiteral("%1/%2").arg(kind, metadata.value(QStringLiteral("name")).toString()),
                          release);
    }
    return owners;
}

WorkloadView selectWorkloads(const QList<Workload> &workloads, const QMap<QString, QString> &releaseOf,
                             const Environment &environment)
{
    WorkloadView view;
    QSet<QString> present;
    for (const Workload &workload : workloads) {
        const QString id = idOf(workload);
        present.insert(id.toLower());
        const QString release = releaseOf.value(id, environment.release);
        if (release == environment.release)
            view.workloads << workload;
        else
            view.foreign << Words::tr("%1 (release %2)").arg(id, quoted(release, 60));
    }
    for (const QString &component : environment.components) {
        if (!present.contains(component.toLower()))
            view.missing << component;
    }
    return view;
}

Result<WorkloadView> readWorkloads(ProbeContext &context)
{
    if (context.with.cluster == nullptr)
        return tl::make_unexpected(missingPart(Words::tr("a connection to the cluster")));
    ClusterSource &cluster = *context.with.cluster;
    const QString base = QStringLiteral("/apis/apps/v1/namespaces/%1/").arg(context.with.environment.nameSpace);
    const QString kinds[][2] = {{QStringLiteral("Deployment"), QStringLiteral("deployments")},
                                {QStringLiteral("StatefulSet"), QStringLiteral("statefulsets")}};
    const auto workloadsFuture = cluster.workloads();
    QMap<QString, QString> owners;
    for (const auto &[kind, collection] : kinds) {
        // Unreadable ownership is no reason to look away: then everything in the namespace counts as ours.
        const auto list = context.ask(cluster.object(base + collection), collection);
        if (list)
            owners.insert(releaseOwners(*list, kind));
    }
    const auto workloads = context.ask(workloadsFuture, Words::tr("Deployments and StatefulSets"));
    if (!workloads)
        return tl::make_unexpected(workloads.error());
    return selectWorkloads(*workloads, owners, context.with.environment);
}

QString workloadOf(const Pod &pod)
{
    const qsizetype slash = pod.owner.indexOf(QLatin1Char('/'));
    const QString kind = pod.owner.left(slash);
    QString name = pod.owner.mid(slash + 1);
    if (kind == QLatin1String("StatefulSet"))
        return pod.owner;
    if (kind != QLatin1String("ReplicaSet"))
        return {};
    const QString hash = QLatin1Char('-') + pod.labels.value(QStringLiteral("pod-template-hash"));
    name.chop(name.endsWith(hash) && hash.size() > 1
                  ? hash.size()
                  : std::max<qsizetype>(0, name.size() - name.lastIndexOf(QLatin1Char('-'))));
    return QStringLiteral("Deployment/%1").arg(name);
}

QString waitingReasons(const Pod &pod)
{
    QStringList reasons;
    for (const ContainerState &container : pod.containers) {
        if (container.ready)
            continue;
        QString reason = container.waitingReason.isEmpty() ? Words::tr("not ready") : container.waitingReason;
        if (!container.message.isEmpty())
            reason += QStringLiteral(" (%1)").arg(quoted(container.message, 120));
        if (!reasons.contains(reason))
            reasons << reason;
    }
    return reasons.isEmpty() ? Words::tr("not ready, phase %1").arg(quoted(pod.phase, 40)) : listed(reasons, 3);
}

QString unsettledReason(const Workload &workload, const QList<Pod> &pods)
{
    if (workload.paused)
        return Words::tr("paused: its rollout goes on only after `kubectl rollout resume`");
    if (workload.isSettled())
        return {};
    QStringList parts;
    if (workload.observedGeneration < workload.generation)
        parts << Words::tr("the controller has not seen the newest specification yet");
    else
        parts << Words::tr("%1 of %2 updated, %3 ready, %4 available")
                     .arg(workload.updated)
                     .arg(workload.desired)
                     .arg(workload.ready)
                     .arg(workload.available);
    if (workload.observedGeneration >= workload.generation && workload.old() > 0)
        parts << Words::tr("%1 pods of the old specification are still there").arg(workload.old());
    if (workload.gaveUp())
        parts << Words::tr("Kubernetes gave up waiting (ProgressDeadlineExceeded)");
    QStringList waiting;
    for (const Pod &pod : pods) {
        if (!pod.terminating && !pod.ready && !pod.isCompleted() && workloadOf(pod) == idOf(workload))
            waiting << QStringLiteral("%1: %2").arg(pod.name, waitingReasons(pod));
    }
    if (!waiting.isEmpty())
        parts << listed(waiting, 3);
    return parts.join(QStringLiteral("; "));
}

Observation judgePods(const WorkloadView &view, const QList<Pod> &pods)
{
    QStringList wrong;
    QStringList notes;
    QStringList facts;
    int expected = 0;
    int ready = 0;
    for (const QString &component : view.missing)
        wrong << Words::tr("%1 does not exist").arg(component);

    QMap<QString, int> readyOf;
    QStringList foreignPrefixes;
    for (const QString &foreign : view.foreign)
        foreignPrefixes << foreign.section(QLatin1Char(' '), 0, 0);
    for (const Pod &pod : pods) {
        if (pod.terminating || pod.isCompleted())
            continue; // on its way out, or a Job that did its work
        const QString owner = workloadOf(pod);
        if (foreignPrefixes.contains(owner))
            continue;
        if (pod.phase == QLatin1String("Failed")) {
            // A ReplicaSet replaces an evicted pod; what remains of it is history, but worth a word.
            (owner.isEmpty() && !pod.owner.startsWith(QLatin1String("Job/")) ? wrong : notes)
                << Words::tr("%1 has failed").arg(pod.name);
            continue;
        }
        if (pod.ready) {
            ++readyOf[owner];
        } else if (pod.owner.startsWith(QLatin1String("Job/"))) {
            notes << Words::tr("%1 is still at work").arg(pod.name);
        } else {
            wrong << QStringLiteral("%1: %2").arg(pod.name, waitingReasons(pod));
        }
    }
    for (const Workload &workload : view.workloads) {
        const QString id = idOf(workload);
        const int have = readyOf.value(id);
        expected += workload.desired;
        ready += std::min(have, workload.desired);
        facts << Words::tr("%1: %2 of %3 ready").arg(id).arg(have).arg(workload.desired);
        if (have < workload.desired)
            wrong << Words::tr("%1 has %2 of %3 pods ready").arg(id).arg(have).arg(workload.desired);
        else if (workload.desired == 0)
            notes << Words::tr("%1 is scaled to 0").arg(id);
    }
    facts << notes;
    if (!view.foreign.isEmpty())
        facts << Words::tr("not of this release, left out: %1").arg(listed(view.foreign));
    if (expected == 0)
        wrong.prepend(Words::tr("no pod is expected at all: nothing is running"));

    Observation observation;
    if (!wrong.isEmpty())
        observation
            = failed(Words::tr("%1 of %2 pods ready. %3").arg(ready).arg(expected).arg(listed(wrong)), wrong + facts);
    else if (!notes.isEmpty())
        observation
            = warned(Words::tr("All %1 expected pods are ready, but %2").arg(expected).arg(listed(notes)), facts);
    else
        observation = passed(Words::tr("All %1 expected pods are ready.").arg(expected), facts);
    observation.data = {{QStringLiteral("expected"), expected}, {QStringLiteral("ready"), ready}};
    return observation;
}

Observation podsReady(ProbeContext &context)
{
    // Pods that are just being replaced get a little time; a release that is down is reported soon.
    const QDeadlineTimer settle(
        std::chrono::milliseconds(std::chrono::seconds{context.integer(QStringLiteral("settle_s"), 10, 0, 3600)}));
    while (true) {
        const auto view = readWorkloads(context);
        if (!view)
            return unknown(view.error());
        const auto pods = context.ask(context.with.cluster->pods(), Words::tr("pods"));
        if (!pods)
            return unknown(pods.error());
        Observation observation = judgePods(*view, *pods);
        if (observation.state != Observation::State::Failed || settle.hasExpired()
            || context.patience.remaining() <= 2 * PollPause)
            return observation;
        context.progress(-1, observation.text);
        if (!context.patience.pause(PollPause))
            return context.patience.isCancelled() ? cancelled() : observation;
    }
}

Observation deploymentsReady(ProbeContext &context)
{
    int gaveUpSeen = 0;
    Observation last = unknown(Words::tr("The rollouts were not read once in the time given."));
    while (true) {
        const auto view = readWorkloads(context);
        if (!view) {
            // The API server may be busy with the very rollout we watch: an unread poll is not the end.
            last = unknown(view.error());
        } else {
            const auto pods = context.ask(context.with.cluster->pods(), Words::tr("pods"));
            QStringList wrong;
            QStringList facts;
            bool hopeless = false;
            bool gaveUp = false;
            qsizetype settled = 0;
            for (const QString &component : view->missing)
                wrong << Words::tr("%1 does not exist").arg(component);
            for (const Workload &workload : view->workloads) {
                const QString reason = unsettledReason(workload, pods.value_or(QList<Pod>()));
                if (reason.isEmpty()) {
                    ++settled;
                    facts << Words::tr("%1: %2 of %2 updated and available").arg(idOf(workload)).arg(workload.desired);
                    continue;
                }
                wrong << QStringLiteral("%1: %2").arg(idOf(workload), reason);
                hopeless = hopeless || workload.paused;
                gaveUp = gaveUp || workload.gaveUp();
            }
            if (view->workloads.isEmpty())
                wrong << Words::tr("the release has no Deployment and no StatefulSet");
            if (wrong.isEmpty())
                return passed(Words::tr("All %1 Deployments and StatefulSets are rolled out.").arg(settled), facts);
            last = failed(Words::tr("%1 of %2 rolled out. %3")
                              .arg(settled)
                              .arg(view->workloads.size() + view->missing.size())
                              .arg(listed(wrong, 3)),
                          wrong + facts);
            // A condition left over from before the rollback may show for one poll more.
            gaveUpSeen = gaveUp ? gaveUpSeen + 1 : 0;
            if (hopeless || gaveUpSeen >= 3)
                return last;
            context.progress(static_cast<double>(settled)
                                 / static_cast<double>(std::max<qsizetype>(1, view->workloads.size())),
                             last.text);
        }
        if (context.patience.remaining() <= 2 * PollPause || !context.patience.pause(PollPause))
            return context.patience.isCancelled() ? cancelled() : last;
    }
}

} // namespace edgelink::verify
