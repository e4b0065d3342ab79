// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

namespace edgelink::verify {

/// A field of a live object's specification that somebody other than Helm and the controllers wrote.
struct ForeignField {
    QString path; ///< "spec.template.metadata.annotations[drill.edgelink/fault]"
    QString manager; ///< "kubectl-patch"
    QDateTime time; ///< UTC; invalid when the server did not say
    bool operator==(const ForeignField &) const = default;
};

/// From `metadata.managedFields` (server-side record of who wrote what). Only `spec`; replicas are left out, because
/// autoscalers write them by design. Bounded in depth and count.
[[nodiscard]] QList<ForeignField> foreignFields(const QJsonObject &object);

/// N of Helm's description "Rollback to N"; 0 when it says something else.
[[nodiscard]] int rolledBackTo(const QString &description);

/// What the history alone says about a rollback to `target`. nullopt: not settled by history (pending: wait on;
/// deployed: compare manifests; failed: diagnose).
struct HistoryReading {
    enum class Kind { Pending, Deployed, Failed, Gone };
    Kind kind = Kind::Gone;
    Revision newest;
};
[[nodiscard]] HistoryReading readHistory(const ReleaseHistory &history);

[[nodiscard]] Observation releaseAt(ProbeContext &context);
[[nodiscard]] Observation liveMatches(ProbeContext &context);

/// One line per object that differs: "Deployment/x: + drill.edgelink/fault: crashloop; …".
[[nodiscard]] QStringList differenceLines(const ReleaseDiff &diff);

} // namespace edgelink::verify
