// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>

namespace edgelink {

/// One row of `helm history -o json` (helm v3 and v4; v4 omits `updated` when zero), enriched where known.
struct Revision {
    int number = 0;
    QDateTime updated; ///< UTC; invalid when helm omitted it
    QString status; ///< helm's word: deployed, superseded, failed, pending-upgrade …
    QString chart; ///< "edge-link-0.2.0"
    QString appVersion;
    QString description;
    QMap<QString, QString> images; ///< workload "Kind/name/container" -> image, from the manifest; empty until read
    bool operator==(const Revision &) const = default;

    [[nodiscard]] bool isPending() const { return status.startsWith(QLatin1String("pending-")); }
    [[nodiscard]] int rolledBackTo() const; ///< the revision whose content this one brought back; 0: none
    /// A rollback that was cut off or failed: it brought nothing back, but says that what ran before it was to go.
    [[nodiscard]] bool isUnfinishedRollback() const;
    /// Whether it was once deployed, so that it may be a rollback's target.
    [[nodiscard]] bool wasDeployed() const;
};

/// A line of a diff between two documents, for display. Secret values are masked before they get here.
struct DiffLine {
    enum class Kind { Context, Added, Removed, Header };
    Kind kind = Kind::Context;
    QString text;
    bool operator==(const DiffLine &) const = default;
};

/// Differences of one Kubernetes object or of the values.
struct ObjectDiff {
    QString object; ///< "Deployment/edge-link-production-api-gateway", "values"
    QList<DiffLine> lines;
    bool operator==(const ObjectDiff &) const = default;
};

struct ReleaseDiff {
    QString from; ///< "revision 3", "live"
    QString to;
    QList<ObjectDiff> objects; ///< only those that differ
    QMap<QString, QStringList> imageChanges; ///< workload -> {old, new}
    QStringList configKeyChanges; ///< "+ DB_POOL_SIZE", "~ password (changed)": keys only, for the suspect list
    QStringList missingObjects; ///< diffLive: "Kind/name" that the target states and the cluster lacks
    /// diffLive: what somebody else put into pod templates and a rollback leaves there (three-way merge), e.g.
    /// "Deployment/x: pod template annotation drill.edgelink/fault"
    QStringList foreignFields;
    QStringList unreadableObjects; ///< diffLive: "Kind/name" that may not be read: nothing is known of them
};

/// What the release is now: the history, newest last, plus how it was learned.
struct ReleaseHistory {
    QString release;
    QList<Revision> revisions; ///< oldest to newest, as helm gives it
    QDateTime readAt; ///< UTC

    [[nodiscard]] const Revision *find(int number) const;
    [[nodiscard]] const Revision *latest() const { return revisions.isEmpty() ? nullptr : &revisions.last(); }
    [[nodiscard]] const Revision *deployed() const; ///< the newest with status "deployed"
    /// The safe proposal for a rollback: the newest revision that was once deployed and lies before what runs now; a
    /// revision that was rolled back from is never proposed again, whether that rollback was finished or not.
    /// `illSince` (UTC; Incident::illSince()): what ran then, and whatever was deployed since, did not make the
    /// platform well, and is not proposed either; nor is anything where the history does not reach back to it. Invalid:
    /// it is well.
    [[nodiscard]] const Revision *proposedTarget(const QDateTime &illSince = {}) const;
    /// Whether what this revision holds ran at that time (UTC) or was deployed since, under whichever number.
    [[nodiscard]] bool ranSince(const Revision &revision, const QDateTime &time) const;

private:
    /// The revision whose content this one has, through rollbacks to rollbacks; itself when it is none.
    [[nodiscard]] int origin(const Revision &revision) const;
    /// What ran when the trouble began; nullptr: the history does not say.
    [[nodiscard]] const Revision *ranAt(const QDateTime &time) const;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Revision)
Q_DECLARE_METATYPE(edgelink::ReleaseHistory)
Q_DECLARE_METATYPE(edgelink::ReleaseDiff)
