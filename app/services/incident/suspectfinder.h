// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/ports/databasesource.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace edgelink {
class ClusterSource;
class ReleaseSource;
} // namespace edgelink

namespace edgelink::incident {

struct SuspectSources {
    ReleaseSource *releases = nullptr; ///< each may be null: then it gives no suspects
    ClusterSource *cluster = nullptr;
};

/// A schema version that changed while the console was watching; golang-migrate itself keeps no times.
struct SchemaChange {
    QDateTime notBefore; ///< UTC; when the old version was last seen: it changed after that, and
    QDateTime seenAt; ///< not later than this
    SchemaVersion from;
    SchemaVersion to;
};

struct SuspectSearch {
    /// UTC, oldest first, never empty: when the impact began, or each excursion that stands now began; a relapse, or a
    /// trigger that joins later, has causes of its own.
    QList<QDateTime> troubles;
    std::chrono::milliseconds horizon{std::chrono::hours{2}}; ///< how long before it counts as "shortly"
    std::chrono::milliseconds deadline{std::chrono::seconds{20}}; ///< then what is there is the answer
    QString nameSpace;
    QList<SchemaChange> schemaChanges;
    QDateTime schemaWatchedSince; ///< changes before that are not known; invalid: no schema is watched
    std::optional<SchemaVersion> schema; ///< as last seen
    std::optional<Error> schemaProblem; ///< it could not be read just now
};

struct SuspectList {
    QList<Suspect> suspects; ///< newest first: the last change before the impact is the likeliest
    QStringList lookedAt; ///< what was read, in words
    QStringList problems; ///< what could not be read, in words
};

/// Looks for what changed shortly before an impact: Helm revisions with what they changed (images, configuration keys),
/// rollouts and ConfigMap edits that no revision explains, schema changes. Reads only. Lives on the tracker's thread;
/// calls back once, then deletes itself.
class SuspectFinder : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const SuspectList &)>;

    SuspectFinder(SuspectSources sources, SuspectSearch search, Done done, QObject *parent);
    void start();

private:
    void onHistory(const Result<ReleaseHistory> &history);
    void askDiff(qsizetype index, int from, int to);
    void askCluster();
    void lookAtSchema();
    void ask(const QString &what); ///< something more is awaited
    void settle(const QString &what); ///< it came
    void finish();

    SuspectSources m_sources;
    SuspectSearch m_search;
    Done m_done;
    SuspectList m_found;
    QList<QDateTime> m_revisionTimes;
    QList<Suspect> m_clusterChanges;
    QStringList m_pending; ///< what is awaited, in words
    bool m_finished = false;
};

/// Revisions that count as suspects, newest first. The last one before the newest trouble always does, if it is at most
/// a day old: a leak needs hours to show. Pure.
[[nodiscard]] QList<Revision> suspectRevisions(const QList<Revision> &history, const SuspectSearch &search);

/// Schema changes that may have happened shortly before the impact: also one that was only seen after it, when the old
/// version was last seen before. Pure.
[[nodiscard]] QList<Suspect> migrationsIn(const SuspectSearch &search);

/// Newest first, at most twenty.
void sortSuspects(QList<Suspect> &suspects);

/// "api-gateway v0.1.1 → v0.2.0", "config ~ DB_POOL_SIZE": at most a dozen lines. Pure.
[[nodiscard]] QStringList changeLines(const ReleaseDiff &diff);

/// ReplicaSets made shortly before the impact. `list`: a ReplicaSetList. Pure.
[[nodiscard]] QList<Suspect> rolloutsIn(const QJsonObject &list, const SuspectSearch &search);

/// ConfigMaps that anybody but Helm changed shortly before the impact. `list`: a ConfigMapList. Pure.
[[nodiscard]] QList<Suspect> configChangesIn(const QJsonObject &list, const SuspectSearch &search);

} // namespace edgelink::incident
