// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/readback.h"

#include "app/services/verify/podchecks.h"
#include "app/services/verify/words.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace edgelink::verify {

namespace {

constexpr std::chrono::milliseconds PollPause{1000};
constexpr int MaximumDepth = 24;
constexpr int MaximumFields = 40;

/// Helm names its field manager after its binary ("helm", "helm3"); the rest are Kubernetes' own controllers.
bool isExpectedManager(const QString &manager)
{
    return manager.startsWith(QLatin1String("helm")) || manager.startsWith(QLatin1String("kube-"))
        || manager == QLatin1String("horizontal-pod-autoscaler");
}

QString withKey(const QString &path, const QString &key)
{
    // "f:name" is a field, "k:{…}" a list entry, "v:…" a set member, "." the entry itself.
    if (key.startsWith(QLatin1String("f:"))) {
        QString name = key.mid(2);
        const bool plain = !name.contains(QLatin1Char('.')) && !name.contains(QLatin1Char('/'));
        if (path.isEmpty())
            return name;
        return plain ? path + QLatin1Char('.') + name : QStringLiteral("%1[%2]").arg(path, name);
    }
    return QStringLiteral("%1[%2]").arg(path, key.mid(2));
}

void collectLeaves(const QJsonObject &fields, const QString &path, int depth, QStringList &leaves)
{
    if (depth > MaximumDepth || leaves.size() >= MaximumFields)
        return;
    bool inner = false;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it.key() == QLatin1String("."))
            continue;
        inner = true;
        collectLeaves(it.value().toObject(), withKey(path, it.key()), depth + 1, leaves);
    }
    if (!inner && !path.isEmpty())
        leaves << path;
}

QString text(const ForeignField &field)
{
    return field.time.isValid()
        ? Words::tr("%1 (written by %2 at %3)").arg(field.path, field.manager, field.time.toString(Qt::ISODate))
        : Words::tr("%1 (written by %2)").arg(field.path, field.manager);
}

QString pathOf(const Workload &workload, const QString &nameSpace)
{
    return QStringLiteral("/apis/apps/v1/namespaces/%1/%2/%3")
        .arg(nameSpace,
             workload.kind == QLatin1String("StatefulSet") ? QStringLiteral("statefulsets")
                                                           : QStringLiteral("deployments"),
             workload.name);
}

/// A rollback whose newest revision is `failed`: which workload does not come up, and which field that Helm does not
/// own keeps it so (the three-way merge leaves foreign fields alone).
Observation diagnoseFailed(ProbeContext &context, const ReleaseHistory &history, int target)
{
    const Revision &newest = *history.latest();
    const Revision *deployed = history.deployed();
    QString said = Words::tr("Revision %1 has failed: \"%2\".").arg(newest.number).arg(quoted(newest.description, 200));
    if (deployed != nullptr)
        said += QLatin1Char(' ') + Words::tr("Helm still counts revision %1 as deployed.").arg(deployed->number);
    QStringList facts;
    QStringList causes;
    QStringList remedies;
    QStringList explained;

    const auto view = readWorkloads(context);
    const auto pods = context.with.cluster != nullptr ? context.ask(context.with.cluster->pods(), Words::tr("pods"))
                                                      : Result<QList<Pod>>(QList<Pod>());
    if (!view)
        facts << view.error().sentence();
    for (const Workload &workload : view ? view->workloads : QList<Workload>()) {
        const QString reason = unsettledReason(workload, pods.value_or(QList<Pod>()));
        if (reason.isEmpty())
            continue;
        const QString id = QStringLiteral("%1/%2").arg(workload.kind, workload.name);
        QString cause = Words::tr("%1 does not come up (%2)").arg(id, reason);
        const auto object
            = context.ask(context.with.cluster->object(pathOf(workload, context.with.environment.nameSpace)), id);
        const QList<ForeignField> foreign = object ? foreignFields(*object) : QList<ForeignField>();
        if (!object)
            facts << object.error().sentence();
        if (!foreign.isEmpty()) {
            QStringList fields;
            for (const ForeignField &field : foreign)
                fields << text(field);
            cause += Words::tr("; its live object carries fields that Helm did not write and does not remove: %1")
                         .arg(listed(fields, 3));
            remedies << Words::tr("remove %1 from %2").arg(foreign.first().path, id);
            facts << fields;
            explained << id;
        }
        causes << cause;
    }
    if (context.with.releases != nullptr) {
        const auto diff = context.ask(context.with.releases->diffLive(target),
                                      Words::tr("live objects against revision %1").arg(target));
        if (diff) {
            facts << differenceLines(*diff) << diff->foreignFields;
            for (const QString &field : diff->foreignFields) {
                const bool told = std::any_of(explained.cbegin(), explained.cend(),
                                              [&field](const QString &id) { return field.startsWith(id); });
                if (!told) // the server's record of writers did not name it
                    causes << Words::tr("%1 is not of Helm's making, and Helm does not remove it").arg(quoted(field));
            }
            for (const QString &missing : diff->missingObjects)
                causes << Words::tr("%1 does not exist").arg(missing);
        } else {
            facts << diff.error().sentence();
        }
    }
    if (causes.isEmpty())
        causes << Words::tr("every workload is settled now, so Helm may just not have waited long enough");
    const QString next = remedies.isEmpty()
        ? Words::tr(
              "What to do: mend what keeps it from starting (see its pods' logs), then roll back to revision %1 again.")
              .arg(target)
        : Words::tr("What to do: %1 (kubectl patch or annotate; Helm's three-way merge keeps such fields), then roll "
                    "back to revision %2 again.")
              .arg(remedies.join(QStringLiteral(", ")))
              .arg(target);
    Observation observation
        = failed(QStringLiteral("%1 %2. %3").arg(said, causes.join(QStringLiteral("; ")), next), facts);
    observation.data = {{QStringLiteral("newest"), newest.number}, {QStringLiteral("status"), newest.status}};
    return observation;
}

Observation compareManifests(ProbeContext &context, const Revision &newest, int target)
{
    const int said = rolledBackTo(newest.description);
    if (said != 0 && said != target && newest.number != target)
        return failed(Words::tr("Revision %1 is deployed, but it is a rollback to %2, not to %3: somebody else acted.")
                          .arg(newest.number)
                          .arg(said)
                          .arg(target));
    QStringList facts{
        Words::tr("revision %1: %2, \"%3\"").arg(newest.number).arg(newest.status, quoted(newest.description, 120))};
    if (newest.number != target) {
        const auto diff = context.ask(context.with.releases->diff(target, newest.number),
                                      Words::tr("manifests of revisions %1 and %2").arg(target).arg(newest.number));
        if (!diff)
            return unknown(diff.error());
        if (!diff->objects.isEmpty()) {
            facts << differenceLines(*diff);
            return failed(
                Words::tr(
                    "Revision %1 is deployed and differs from revision %2 in %3 objects: the rollback did not happen.")
                    .arg(newest.number)
                    .arg(target)
                    .arg(diff->objects.size()),
                facts);
        }
    }
    Observation observation
        = passed(newest.number == target
                     ? Words::tr("Revision %1 itself is deployed.").arg(target)
                     : Words::tr("Revision %1 is deployed (\"%2\"); its manifest equals that of revision %3.")
                           .arg(newest.number)
                           .arg(quoted(newest.description, 80))
                           .arg(target),
                 facts);
    observation.data = {{QStringLiteral("newest"), newest.number}, {QStringLiteral("status"), newest.status}};
    return observation;
}

} // namespace

QList<ForeignField> foreignFields(const QJsonObject &object)
{
    QList<ForeignField> foreign;
    const QJsonArray entries
        = object.value(QStringLiteral("metadata")).toObject().value(QStringLiteral("managedFields")).toArray();
    for (const QJsonValue value : entries) {
        const QJsonObject entry = value.toObject();
        const QString manager = entry.value(QStringLiteral("manager")).toString();
        if (isExpectedManager(manager) || !entry.value(QStringLiteral("subresource")).toString().isEmpty())
            continue;
        const QJsonObject spec
            = entry.value(QStringLiteral("fieldsV1")).toObject().value(QStringLiteral("f:spec")).toObject();
        QStringList leaves;
        collectLeaves(spec, QStringLiteral("spec"), 0, leaves);
        for (const QString &path : std::as_const(leaves)) {
            if (path == QLatin1String("spec") || path == QLatin1String("spec.replicas")
                || foreign.size() >= MaximumFields)
                continue;
            foreign << ForeignField{
                quoted(path, 200), quoted(manager, 60),
                QDateTime::fromString(entry.value(QStringLiteral("time")).toString(), Qt::ISODate).toUTC()};
        }
    }
    return foreign;
}

int rolledBackTo(const QString &description)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\ARollback to ([0-9]{1,9})\b)"));
    return pattern.match(description).captured(1).toInt();
}

HistoryReading readHistory(const ReleaseHistory &history)
{
    HistoryReading reading;
    if (history.latest() == nullptr)
        return reading;
    reading.newest = *history.latest();
    if (reading.newest.isPending())
        reading.kind = HistoryReading::Kind::Pending;
    else if (reading.newest.status == QLatin1String("deployed"))
        reading.kind = HistoryReading::Kind::Deployed;
    else if (reading.newest.status == QLatin1String("failed"))
        reading.kind = HistoryReading::Kind::Failed;
    return reading;
}

QStringList differenceLines(const ReleaseDiff &diff)
{
    QStringList lines;
    for (const ObjectDiff &object : diff.objects) {
        QStringList changes;
        for (const DiffLine &line : object.lines) {
            if (line.kind == DiffLine::Kind::Added)
                changes << QStringLiteral("+ ") + quoted(line.text, 100);
            else if (line.kind == DiffLine::Kind::Removed)
                changes << QStringLiteral("- ") + quoted(line.text, 100);
        }
        lines << QStringLiteral("%1: %2").arg(object.object, listed(changes, 4));
        if (lines.size() >= MaximumFields)
            break;
    }
    return lines;
}

Observation releaseAt(ProbeContext &context)
{
    const Result<int> target = context.revision();
    if (!target)
        return unknown(target.error());
    if (context.with.releases == nullptr)
        return unknown(missingPart(Words::tr("helm")));
    Observation last = unknown(Words::tr("The history was not read once in the time given."));
    while (true) {
        const auto history = context.ask(context.with.releases->history(), Words::tr("the release's history"));
        if (!history) {
            last = unknown(history.error());
            if (last.cancelled)
                return last;
        } else {
            const HistoryReading reading = readHistory(*history);
            switch (reading.kind) {
            case HistoryReading::Kind::Deployed:
                if (reading.newest.number != *target && history->find(*target) == nullptr)
                    return unknown(Words::tr("Revision %1 is no longer in the history (Helm keeps only the last ones), "
                                             "so revision %2 cannot be compared with it.")
                                       .arg(*target)
                                       .arg(reading.newest.number));
                return compareManifests(context, reading.newest, *target);
            case HistoryReading::Kind::Failed:
                return diagnoseFailed(context, *history, *target);
            case HistoryReading::Kind::Gone:
                return failed(reading.newest.number == 0
                                  ? Words::tr("The release %1 has no history.").arg(context.with.environment.release)
                                  : Words::tr("The newest revision %1 is %2.")
                                        .arg(reading.newest.number)
                                        .arg(quoted(reading.newest.status, 40)));
            case HistoryReading::Kind::Pending:
                last = failed(Words::tr("Revision %1 is still %2: Helm is at work, or it was killed and left it so. "
                                        "Prove that no helm runs, then roll back to revision %3 again.")
                                  .arg(reading.newest.number)
                                  .arg(reading.newest.status)
                                  .arg(*target));
                context.progress(-1, last.text);
                break;
            }
        }
        if (context.patience.remaining() <= 2 * PollPause || !context.patience.pause(PollPause))
            return context.patience.isCancelled() ? cancelled() : last;
    }
}

Observation liveMatches(ProbeContext &context)
{
    const Result<int> target = context.revision();
    if (!target)
        return unknown(target.error());
    if (context.with.releases == nullptr)
        return unknown(missingPart(Words::tr("helm")));
    const auto diff = context.ask(context.with.releases->diffLive(*target),
                                  Words::tr("live objects against revision %1").arg(*target), std::chrono::seconds{60});
    if (!diff)
        return unknown(diff.error());
    QStringList lines = differenceLines(*diff);
    for (const QString &missing : diff->missingObjects)
        lines << Words::tr("%1 does not exist").arg(missing);
    for (const QString &field : diff->foreignFields)
        lines << Words::tr("%1 was written by somebody else").arg(field);
    if (lines.isEmpty() && !diff->unreadableObjects.isEmpty())
        return unknown(Words::tr("These objects may not be read, so nothing is known of them: %1.")
                           .arg(listed(diff->unreadableObjects)),
                       diff->unreadableObjects);
    for (const QString &object : diff->unreadableObjects)
        lines << Words::tr("%1 may not be read").arg(object);
    if (lines.isEmpty())
        return passed(Words::tr("Every live object is as revision %1 says.").arg(*target));
    Observation observation = warned(
        Words::tr("%n difference(s) between the live objects and revision %1.", nullptr, static_cast<int>(lines.size()))
            .arg(*target));
    for (const QString &line : std::as_const(lines))
        observation.debt << Words::tr("Live object differs from revision %1 — %2").arg(*target).arg(line);
    observation.facts = lines;
    return observation;
}

} // namespace edgelink::verify
