// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"
#include "models/domain/workload.h"

#include <QSet>

namespace edgelink::verify {

/// What the release should run, read once per poll.
struct WorkloadView {
    QList<Workload> workloads; ///< of this release (others in the namespace are left out)
    QStringList foreign; ///< "Deployment/x (release y)": left out
    QStringList missing; ///< configured components that the cluster does not have
};

/// Deployments and StatefulSets of the environment's release: everything in the namespace except what Helm's
/// annotation gives to another release, plus a complaint for every configured component that is not there.
[[nodiscard]] Result<WorkloadView> readWorkloads(ProbeContext &context);
[[nodiscard]] WorkloadView selectWorkloads(const QList<Workload> &workloads, const QMap<QString, QString> &releaseOf,
                                           const Environment &environment);
/// "Kind/name" -> release of the annotation meta.helm.sh/release-name, from two Kubernetes lists.
[[nodiscard]] QMap<QString, QString> releaseOwners(const QJsonObject &list, const QString &kind);

/// Why a workload is not settled: "2 of 3 ready; api-7c9 waiting: CrashLoopBackOff"; empty when it is.
[[nodiscard]] QString unsettledReason(const Workload &workload, const QList<Pod> &pods);
/// The workload that a pod belongs to: "Deployment/x", "StatefulSet/y"; empty for others.
[[nodiscard]] QString workloadOf(const Pod &pod);
[[nodiscard]] QString waitingReasons(const Pod &pod);

/// Check 1: the expected number of ready pods of each workload, from JSON (not from `grep Running`).
[[nodiscard]] Observation judgePods(const WorkloadView &view, const QList<Pod> &pods);

[[nodiscard]] Observation podsReady(ProbeContext &context);
[[nodiscard]] Observation deploymentsReady(ProbeContext &context);

} // namespace edgelink::verify
