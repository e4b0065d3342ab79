// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/collect.h"

#include "app/services/verdict/clusterreaders.h"
#include "app/services/verdict/helmprocesses.h"
#include "app/services/verdict/presenttrouble.h"
#include "app/services/verdict/words.h"
#include "models/ports/marshal.h"

#include <QUrl>

namespace edgelink::verdict {

namespace {

constexpr std::chrono::seconds ReadDeadline{15};

template<typename T>
QFuture<Result<T>> missing(const QString &what)
{
    return readyFuture<Result<T>>(
        failure(ErrorKind::Configuration, Words::tr("no connection to %1 is configured").arg(what)));
}

/// The waiting side of a collection: answers in any order, each at most ReadDeadline after all were asked.
class Reader
{
public:
    explicit Reader(Patience &patience)
        : m_patience(patience)
        , m_deadline(std::chrono::milliseconds(ReadDeadline))
    {
    }

    /// The next round of questions gets its own time.
    void restart() { m_deadline.setRemainingTime(std::chrono::milliseconds(ReadDeadline)); }

    template<typename T>
    Result<T> take(const QFuture<Result<T>> &future)
    {
        const std::chrono::milliseconds left{std::max<qint64>(1, m_deadline.remainingTime())};
        if (std::optional<Result<T>> answer = m_patience.await(future, left))
            return *std::move(answer);
        return failure(ErrorKind::Timeout, Words::tr("no answer within %1 s").arg(ReadDeadline.count()));
    }

private:
    Patience &m_patience;
    QDeadlineTimer m_deadline;
};

Result<QList<Permission>> readPermissions(const VerdictDependencies &with, const VerdictInputs &inputs, Reader &reader)
{
    if (!inputs.newestManifest)
        return tl::make_unexpected(inputs.newestManifest.error());
    if (!inputs.targetManifest)
        return tl::make_unexpected(inputs.targetManifest.error());
    QMap<QString, QFuture<Result<QJsonObject>>> asked;
    for (const QList<ManifestEntry> *manifest : {&*inputs.newestManifest, &*inputs.targetManifest}) {
        for (const ManifestEntry &entry : *manifest) {
            const QString path = resourceListPath(entry.apiVersion);
            if (!asked.contains(path) && asked.size() < 100)
                asked.insert(path, with.cluster->object(path));
        }
    }
    QMap<QString, QJsonObject> lists;
    for (auto it = asked.cbegin(); it != asked.cend(); ++it) {
        const Result<QJsonObject> list = reader.take(it.value());
        if (!list)
            return tl::make_unexpected(list.error());
        lists.insert(it.key(), *list);
    }
    Result<QList<Permission>> needed
        = neededPermissions(*inputs.newestManifest, *inputs.targetManifest, lists, with.environment.nameSpace);
    if (!needed)
        return needed;
    QList<AccessQuestion> questions;
    for (const Permission &permission : std::as_const(*needed))
        questions << permission.answer.question;
    const Result<QList<AccessAnswer>> answers = reader.take(with.cluster->mayI(questions));
    if (!answers)
        return tl::make_unexpected(answers.error());
    for (Permission &permission : *needed) {
        const auto answer = std::find_if(answers->cbegin(), answers->cend(), [&permission](const AccessAnswer &one) {
            return one.question == permission.answer.question;
        });
        if (answer == answers->cend())
            return failure(ErrorKind::BadReply,
                           Words::tr("no answer about \"%1\"").arg(permission.answer.question.text()));
        permission.answer = *answer;
    }
    return needed;
}

/// "Deployment/api" of the newest and the target revision; nullopt when one could not be read.
std::optional<QSet<QString>> namedInManifests(const VerdictInputs &inputs)
{
    if (!inputs.newestManifest || !inputs.targetManifest)
        return std::nullopt;
    QSet<QString> names;
    for (const QList<ManifestEntry> *manifest : {&*inputs.newestManifest, &*inputs.targetManifest}) {
        for (const ManifestEntry &entry : *manifest) {
            if (entry.nameSpace.isEmpty() || entry.nameSpace == inputs.environment.nameSpace)
                names.insert(QStringLiteral("%1/%2").arg(entry.kind, entry.name));
        }
    }
    return names;
}

void readOwners(const VerdictDependencies &with, const Result<QJsonObject> &deployments,
                const Result<QJsonObject> &statefulSets, VerdictInputs &inputs, Reader &reader)
{
    if (!deployments || !statefulSets) {
        const Error error = deployments ? statefulSets.error() : deployments.error();
        inputs.owners = tl::make_unexpected(error);
        inputs.automationMarks = tl::make_unexpected(error);
        inputs.liveReplicas = tl::make_unexpected(error);
        return;
    }
    const QString deployment = QStringLiteral("Deployment");
    const QString statefulSet = QStringLiteral("StatefulSet");
    // A neighbour in the namespace that Flux manages says nothing about this release.
    const std::optional<QSet<QString>> named = namedInManifests(inputs);
    const ListByRelease deploymentsOf = byRelease(*deployments, deployment, with.environment, named);
    const ListByRelease statefulSetsOf = byRelease(*statefulSets, statefulSet, with.environment, named);
    QList<OwnerMark> owners = ownerMarks(deploymentsOf.ours, deployment) + ownerMarks(statefulSetsOf.ours, statefulSet);
    inputs.otherOwners = ownerMarks(deploymentsOf.others, deployment) + ownerMarks(statefulSetsOf.others, statefulSet);
    QMap<QString, QFuture<Result<QJsonObject>>> resources;
    for (const OwnerMark &owner : std::as_const(owners)) {
        if (!owner.path.isEmpty() && !resources.contains(owner.path) && resources.size() < 20)
            resources.insert(owner.path, with.cluster->object(owner.path));
    }
    for (OwnerMark &owner : owners) {
        if (!resources.contains(owner.path))
            continue;
        if (const Result<QJsonObject> resource = reader.take(resources.value(owner.path)))
            owner.paused = isPaused(owner, *resource);
    }
    inputs.owners = owners;
    inputs.automationMarks
        = automationMarks(deploymentsOf.ours, deployment) + automationMarks(statefulSetsOf.ours, statefulSet);
    inputs.otherAutomationMarks
        = automationMarks(deploymentsOf.others, deployment) + automationMarks(statefulSetsOf.others, statefulSet);
    QMap<QString, int> replicas = replicaCounts(*deployments, deployment);
    replicas.insert(replicaCounts(*statefulSets, statefulSet));
    inputs.liveReplicas = replicas;
}

/// Page by page, so that no answer is large: ten thousand pods are 96 MB.
QString podPage(const QString &further)
{
    const QString path
        = QStringLiteral("/api/v1/pods?limit=500&fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed");
    return further.isEmpty() ? path : path + QStringLiteral("&continue=") + QUrl::toPercentEncoding(further);
}

/// All pages in the time of one answer: many slow ones are no reason to lose the rest of the verdict.
Result<QList<NodeRoom>> readNodeRooms(ClusterSource *cluster, const Result<QJsonObject> &nodes,
                                      Result<QJsonObject> pods, Reader &reader)
{
    constexpr int MostPages = 20;
    if (!nodes)
        return tl::make_unexpected(nodes.error());
    QList<NodeRoom> rooms = nodeRooms(*nodes);
    for (int page = 1; pods; ++page) {
        occupy(rooms, *pods);
        const QString further = continuation(*pods);
        if (further.isEmpty())
            return rooms;
        if (page == MostPages)
            return failure(ErrorKind::BadReply, Words::tr("there are more than %1 pods").arg(MostPages * 500));
        pods = reader.take(cluster->object(podPage(further)));
    }
    return tl::make_unexpected(pods.error());
}

} // namespace

VerdictInputs collect(const VerdictDependencies &with, int targetRevision, Patience &patience)
{
    VerdictInputs inputs;
    inputs.environment = with.environment;
    inputs.target = targetRevision;
    Reader reader(patience);

    // Everything that needs nothing else is asked at once.
    const auto object = [&with](const QString &path) {
        return with.cluster != nullptr ? with.cluster->object(path) : missing<QJsonObject>(Words::tr("the cluster"));
    };
    const QString apps = QStringLiteral("/apis/apps/v1/namespaces/%1/").arg(with.environment.nameSpace);
    const auto historyAsked
        = with.releases != nullptr ? with.releases->history() : missing<ReleaseHistory>(Words::tr("helm"));
    const auto schemaAsked
        = with.database != nullptr ? with.database->schemaVersion() : missing<SchemaVersion>(Words::tr("the database"));
    const auto podsAsked
        = with.cluster != nullptr ? with.cluster->pods() : missing<QList<Pod>>(Words::tr("the cluster"));
    const auto deploymentsAsked = object(apps + QStringLiteral("deployments"));
    const auto statefulSetsAsked = object(apps + QStringLiteral("statefulsets"));
    const auto replicaSetsAsked = object(apps + QStringLiteral("replicasets"));
    const auto nodesAsked = object(QStringLiteral("/api/v1/nodes"));
    const auto podPageAsked = object(podPage({}));
    const auto quotasAsked
        = object(QStringLiteral("/api/v1/namespaces/%1/resourcequotas").arg(with.environment.nameSpace));
    const auto scalersAsked = object(
        QStringLiteral("/apis/autoscaling/v2/namespaces/%1/horizontalpodautoscalers").arg(with.environment.nameSpace));
    inputs.helmProcesses = helmProcesses(
        {with.environment.release, with.environment.nameSpace, with.environment.kubeconfig, with.environment.context});

    inputs.history = reader.take(historyAsked);
    const Revision *newest = inputs.history ? inputs.history->latest() : nullptr;
    inputs.troubleSince = with.journal != nullptr ? presentTrouble(*with.journal, with.environment, patience)
                                                  : Result<QDateTime>(QDateTime());
    const Revision *proposed
        = inputs.history ? inputs.history->proposedTarget(inputs.troubleSince.value_or(QDateTime())) : nullptr;
    if (inputs.target <= 0 && proposed != nullptr)
        inputs.target = proposed->number;

    // Then what needs the history.
    const bool hasTarget = inputs.history && inputs.history->find(inputs.target) != nullptr;
    if (hasTarget && newest != nullptr) {
        reader.restart();
        const auto targetAsked = with.releases->manifest(inputs.target);
        const auto newestAsked = with.releases->manifest(newest->number);
        const auto hooksAsked = with.releases->hooks(inputs.target);
        const auto newestHooksAsked = with.releases->hooks(newest->number);
        const auto driftAsked = with.releases->diffLive(newest->number);
        const auto entries = [&with](const Result<QString> &text) -> Result<QList<ManifestEntry>> {
            return text ? summarise(*text, with.environment.nameSpace) : tl::make_unexpected(text.error());
        };
        inputs.targetManifest = entries(reader.take(targetAsked));
        inputs.newestManifest = entries(reader.take(newestAsked));
        inputs.targetHooks = reader.take(hooksAsked);
        inputs.newestHooks = reader.take(newestHooksAsked);
        if (with.cluster != nullptr) {
            reader.restart();
            inputs.permissions = readPermissions(with, inputs, reader);
        } else {
            inputs.permissions
                = failure(ErrorKind::Configuration, Words::tr("no connection to the cluster is configured"));
        }
        inputs.drift = reader.take(driftAsked);
    } else if (inputs.history) {
        const auto none = failure(ErrorKind::NotFound, Words::tr("there is no such target revision"));
        inputs.targetManifest = none;
        inputs.newestManifest = none;
        inputs.targetHooks = none;
        inputs.permissions = none;
        inputs.drift = none;
    } else {
        const auto none = tl::make_unexpected(inputs.history.error());
        inputs.targetManifest = none;
        inputs.newestManifest = none;
        inputs.targetHooks = none;
        inputs.permissions = none;
        inputs.drift = none;
    }

    reader.restart();
    readOwners(with, reader.take(deploymentsAsked), reader.take(statefulSetsAsked), inputs, reader);
    inputs.schema = reader.take(schemaAsked);
    if (const Result<QJsonObject> scalers = reader.take(scalersAsked))
        inputs.autoscalers = autoscalersOf(*scalers);
    else
        inputs.autoscalers = tl::make_unexpected(scalers.error());
    const Result<QJsonObject> nodes = reader.take(nodesAsked);
    const Result<QList<Pod>> pods = reader.take(podsAsked);
    if (pods) {
        ImageEvidence evidence;
        collectPodImages(*pods, evidence);
        if (const Result<QJsonObject> replicaSets = reader.take(replicaSetsAsked))
            evidence.earlier = templateImages(*replicaSets);
        if (nodes)
            evidence.onNodes = nodeImages(*nodes);
        else
            evidence.nodesProblem = nodes.error().sentence();
        inputs.images = evidence;
    } else {
        inputs.images = tl::make_unexpected(pods.error());
    }
    inputs.nodes = readNodeRooms(with.cluster, nodes, reader.take(podPageAsked), reader);
    inputs.quotas = reader.take(quotasAsked).map(quotaRooms);
    inputs.now = QDateTime::currentDateTimeUtc();
    return inputs;
}

} // namespace edgelink::verdict
