// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/suspectfinder.h"

#include "app/services/incident/tr.h"
#include "models/ports/clustersource.h"
#include "models/ports/marshal.h"
#include "models/ports/releasesource.h"

#include <QTimer>

#include <algorithm>

namespace edgelink::incident {

namespace {

constexpr qsizetype MostRevisions = 3;
constexpr qsizetype MostSuspects = 20;
constexpr qsizetype MostLines = 12;

bool isShortlyBefore(const QDateTime &time, const SuspectSearch &search)
{
    return time.isValid()
        && std::any_of(search.troubles.cbegin(), search.troubles.cend(), [&](const QDateTime &trouble) {
               return time <= trouble && time.msecsTo(trouble) <= search.horizon.count();
           });
}

QDateTime kubernetesTime(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toUTC();
}

/// "registry/app:v1" and "registry/app:v2" differ in "v1" and "v2" only.
QString shortImageChange(const QString &from, const QString &to)
{
    const qsizetype colon = from.lastIndexOf(QLatin1Char(':'));
    if (colon > 0 && to.startsWith(from.left(colon + 1)))
        return QStringLiteral("%1 → %2").arg(from.mid(colon + 1), to.mid(colon + 1));
    return QStringLiteral("%1 → %2").arg(from.isEmpty() ? Tr::tr("none") : from, to.isEmpty() ? Tr::tr("none") : to);
}

} // namespace

QList<Revision> suspectRevisions(const QList<Revision> &history, const SuspectSearch &search)
{
    const QDateTime newest = search.troubles.constLast();
    QList<Revision> before;
    for (const Revision &revision : history) {
        if (revision.updated.isValid() && revision.updated <= newest)
            before << revision;
    }
    std::sort(before.begin(), before.end(), [](const Revision &a, const Revision &b) { return a.updated > b.updated; });
    constexpr qint64 Day = 24LL * 3600 * 1000;
    QList<Revision> suspects;
    for (const Revision &revision : std::as_const(before)) {
        const bool lastOne = suspects.isEmpty() && revision.updated.msecsTo(newest) <= Day;
        if ((isShortlyBefore(revision.updated, search) || lastOne) && suspects.size() < MostRevisions)
            suspects << revision;
    }
    return suspects;
}

QStringList changeLines(const ReleaseDiff &diff)
{
    QStringList lines;
    for (auto it = diff.imageChanges.cbegin(); it != diff.imageChanges.cend(); ++it) {
        const QString container = it.key().section(QLatin1Char('/'), -1);
        lines << QStringLiteral("%1 %2").arg(container, shortImageChange(it.value().value(0), it.value().value(1)));
    }
    for (const QString &key : diff.configKeyChanges)
        lines << Tr::tr("config %1").arg(key);
    if (lines.isEmpty() && !diff.objects.isEmpty()) {
        for (const ObjectDiff &object : diff.objects)
            lines << Tr::tr("%1 changed").arg(object.object);
    }
    if (lines.size() > MostLines) {
        const auto more = static_cast<int>(lines.size() - MostLines + 1);
        lines.resize(MostLines - 1);
        lines << Tr::tr("%n more change(s)", nullptr, more);
    }
    return lines;
}

QList<Suspect> migrationsIn(const SuspectSearch &search)
{
    QList<Suspect> suspects;
    for (const SchemaChange &change : search.schemaChanges) {
        // It lies between two looks. One that ended after the impact began still explains it when it began before.
        const bool across = change.notBefore.isValid()
            && std::any_of(search.troubles.cbegin(), search.troubles.cend(), [&change](const QDateTime &trouble) {
                                return change.notBefore <= trouble && change.seenAt > trouble;
                            });
        if (!across && !isShortlyBefore(change.seenAt, search))
            continue;
        Suspect suspect;
        suspect.kind = Suspect::Kind::Migration;
        suspect.title = Tr::tr("Database schema %1 → %2").arg(change.from.version).arg(change.to.version);
        if (change.to.dirty)
            suspect.details << Tr::tr("the migration failed half-way (dirty)");
        if (change.notBefore.isValid())
            suspect.details << Tr::tr("between %1 and %2")
                                   .arg(change.notBefore.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                                        change.seenAt.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")));
        suspect.at = across ? change.notBefore : change.seenAt;
        suspect.revision = static_cast<int>(change.to.version);
        suspects << suspect;
    }
    return suspects;
}

void sortSuspects(QList<Suspect> &suspects)
{
    std::stable_sort(suspects.begin(), suspects.end(), [](const Suspect &a, const Suspect &b) { return a.at > b.at; });
    if (suspects.size() > MostSuspects)
        suspects.resize(MostSuspects);
}

QList<Suspect> rolloutsIn(const QJsonObject &list, const SuspectSearch &search)
{
    QList<Suspect> suspects;
    for (const QJsonArray all = list.value(QLatin1String("items")).toArray(); const QJsonValue item : all) {
        const QJsonObject metadata = item.toObject().value(QLatin1String("metadata")).toObject();
        const QDateTime made = kubernetesTime(metadata.value(QLatin1String("creationTimestamp")));
        const QJsonObject owner = metadata.value(QLatin1String("ownerReferences")).toArray().at(0).toObject();
        if (!isShortlyBefore(made, search)
            || owner.value(QLatin1String("kind")).toString() != QLatin1String("Deployment"))
            continue;
        Suspect suspect;
        suspect.kind = Suspect::Kind::Rollout;
        suspect.title = Tr::tr("Deployment %1 rolled out").arg(owner.value(QLatin1String("name")).toString());
        suspect.at = made;
        const QJsonArray containers = item.toObject()
                                          .value(QLatin1String("spec"))
                                          .toObject()
                                          .value(QLatin1String("template"))
                                          .toObject()
                                          .value(QLatin1String("spec"))
                                          .toObject()
                                          .value(QLatin1String("containers"))
                                          .toArray();
        for (const QJsonValue container : containers)
            suspect.details << container.toObject().value(QLatin1String("image")).toString();
        suspects << suspect;
    }
    return suspects;
}

QList<Suspect> configChangesIn(const QJsonObject &list, const SuspectSearch &search)
{
    QList<Suspect> suspects;
    for (const QJsonArray all = list.value(QLatin1String("items")).toArray(); const QJsonValue item : all) {
        const QJsonObject metadata = item.toObject().value(QLatin1String("metadata")).toObject();
        const QString name = metadata.value(QLatin1String("name")).toString();
        QDateTime newest;
        QString who;
        for (const QJsonArray fields = metadata.value(QLatin1String("managedFields")).toArray();
             const QJsonValue value : fields) {
            const QJsonObject entry = value.toObject();
            const QDateTime time = kubernetesTime(entry.value(QLatin1String("time")));
            const QString manager = entry.value(QLatin1String("manager")).toString();
            if (manager.startsWith(QLatin1String("helm")) || !isShortlyBefore(time, search))
                continue;
            // Kubernetes puts it into every namespace by itself.
            if (name == QLatin1String("kube-root-ca.crt") && manager == QLatin1String("kube-controller-manager"))
                continue;
            if (!newest.isValid() || time > newest) {
                newest = time;
                who = manager;
            }
        }
        if (!newest.isValid())
            continue;
        Suspect suspect;
        suspect.kind = Suspect::Kind::ConfigChange;
        suspect.title = Tr::tr("ConfigMap %1 changed").arg(name);
        suspect.details << Tr::tr("by %1").arg(who);
        suspect.at = newest;
        suspects << suspect;
    }
    return suspects;
}

SuspectFinder::SuspectFinder(SuspectSources sources, SuspectSearch search, Done done, QObject *parent)
    : QObject(parent)
    , m_sources(sources)
    , m_search(std::move(search))
    , m_done(std::move(done))
{
}

void SuspectFinder::start()
{
    QTimer::singleShot(m_search.deadline, this, [this] {
        if (m_finished)
            return;
        m_found.problems << Tr::tr("no answer in time: %1").arg(m_pending.join(QStringLiteral(", ")));
        finish();
    });
    const QString all = Tr::tr("everything"); // held until all is asked
    ask(all);
    if (m_sources.releases != nullptr) {
        const QString what = Tr::tr("the release's history");
        ask(what);
        whenFinished(m_sources.releases->history(), this,
                     [this, what](const std::optional<Result<ReleaseHistory>> &history) {
                         onHistory(history.value_or(failure(ErrorKind::Cancelled, Tr::tr("cut off"), what)));
                         settle(what);
                     });
    }
    if (m_sources.cluster != nullptr)
        askCluster();
    lookAtSchema();
    settle(all);
}

void SuspectFinder::lookAtSchema()
{
    m_found.suspects += migrationsIn(m_search);
    if (m_search.schemaProblem)
        m_found.problems << Tr::tr("the database's schema: %1").arg(m_search.schemaProblem->sentence());
    else if (m_search.schema)
        m_found.lookedAt << Tr::tr("database schema %1, watched since %2")
                                .arg(m_search.schema->version)
                                .arg(m_search.schemaWatchedSince.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")));
}

void SuspectFinder::onHistory(const Result<ReleaseHistory> &history)
{
    if (!history) {
        m_found.problems << history.error().sentence();
        return;
    }
    m_found.lookedAt << Tr::tr("%n revision(s)", nullptr, static_cast<int>(history->revisions.size()));
    for (const Revision &revision : history->revisions)
        m_revisionTimes << revision.updated;
    const QList<Revision> revisions = suspectRevisions(history->revisions, m_search);
    for (const Revision &revision : revisions) {
        Suspect suspect;
        suspect.title = Tr::tr("Revision %1 %2").arg(revision.number).arg(revision.status);
        suspect.at = revision.updated;
        suspect.revision = revision.number;
        if (!revision.chart.isEmpty())
            suspect.details << revision.chart;
        m_found.suspects << suspect;
        int previous = 0;
        for (const Revision &other : history->revisions) {
            if (other.number < revision.number && other.wasDeployed())
                previous = std::max(previous, other.number);
        }
        if (previous > 0)
            askDiff(m_found.suspects.size() - 1, previous, revision.number);
    }
}

void SuspectFinder::askDiff(qsizetype index, int from, int to)
{
    const QString what = Tr::tr("what revision %1 changed").arg(to);
    ask(what);
    whenFinished(m_sources.releases->diff(from, to), this,
                 [this, index, what](const std::optional<Result<ReleaseDiff>> &diff) {
                     if (diff && diff->has_value())
                         m_found.suspects[index].details += changeLines(**diff);
                     else
                         m_found.problems << (diff ? diff->error().sentence() : Tr::tr("%1: cut off").arg(what));
                     settle(what);
                 });
}

void SuspectFinder::askCluster()
{
    using Reader = QList<Suspect> (*)(const QJsonObject &, const SuspectSearch &);
    const auto read = [this](const QString &path, const QString &what, const char *counted, Reader reader) {
        ask(what);
        whenFinished(m_sources.cluster->object(path), this,
                     [this, what, counted, reader](const std::optional<Result<QJsonObject>> &list) {
                         if (list && list->has_value()) {
                             const QJsonArray items = (*list)->value(QLatin1String("items")).toArray();
                             m_clusterChanges += reader(**list, m_search);
                             m_found.lookedAt << Tr::tr(counted, nullptr, static_cast<int>(items.size()));
                         } else {
                             m_found.problems << (list ? list->error().sentence() : Tr::tr("%1: cut off").arg(what));
                         }
                         settle(what);
                     });
    };
    read(QStringLiteral("/apis/apps/v1/namespaces/%1/replicasets").arg(m_search.nameSpace), Tr::tr("the rollouts"),
         QT_TRANSLATE_N_NOOP("incident", "%n rollout(s)"), rolloutsIn);
    read(QStringLiteral("/api/v1/namespaces/%1/configmaps").arg(m_search.nameSpace), Tr::tr("the ConfigMaps"),
         QT_TRANSLATE_N_NOOP("incident", "%n ConfigMap(s)"), configChangesIn);
}

void SuspectFinder::ask(const QString &what)
{
    m_pending << what;
}

void SuspectFinder::settle(const QString &what)
{
    m_pending.removeOne(what);
    if (m_pending.isEmpty() && !m_finished)
        finish();
}

void SuspectFinder::finish()
{
    m_finished = true;
    // What happened within a minute after a revision began is that revision.
    constexpr qint64 Minute = 60'000;
    for (const Suspect &change : std::as_const(m_clusterChanges)) {
        const bool explained
            = std::any_of(m_revisionTimes.cbegin(), m_revisionTimes.cend(), [&change](const QDateTime &revision) {
                  const qint64 after = revision.msecsTo(change.at);
                  return revision.isValid() && after >= -1000 && after <= Minute; // the API's times are whole seconds
              });
        if (!explained)
            m_found.suspects << change;
    }
    sortSuspects(m_found.suspects);
    const Done done = std::move(m_done);
    m_done = nullptr;
    if (done)
        done(m_found);
    deleteLater();
}

} // namespace edgelink::incident

#include "moc_suspectfinder.cpp"
