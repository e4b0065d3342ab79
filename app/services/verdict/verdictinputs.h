// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/manifestsummary.h"
#include "models/domain/environment.h"
#include "models/domain/release.h"
#include "models/domain/verdict.h"
#include "models/domain/workload.h"
#include "models/ports/databasesource.h"
#include "models/ports/releasesource.h"

#include <QMap>
#include <QSet>

namespace edgelink::verdict {

/// A mark of a GitOps controller on a live object.
struct OwnerMark {
    QString controller; ///< "Argo CD", "Flux"
    QString object; ///< "Deployment/api"
    QString mark; ///< "label helm.toolkit.fluxcd.io/name=edge-link"
    QString resource; ///< what owns it: "HelmRelease flux-system/edge-link"
    QString path; ///< API path of that resource; empty: not derivable
    std::optional<bool> paused; ///< nullopt: not known, which counts as active
    bool operator==(const OwnerMark &) const = default;
};

/// HorizontalPodAutoscaler, as it stands.
struct Autoscaler {
    QString name;
    QString target; ///< "Deployment/api"
    int minimum = 1;
    int maximum = 0;
    int current = 0; ///< status.currentReplicas
};

struct ImageEvidence {
    QSet<QString> running; ///< some container started with it
    QSet<QString> earlier; ///< a ReplicaSet or revision of the past has it: it ran once
    QSet<QString> onNodes; ///< nodes report it in status.images
    QMap<QString, QString> pullFailures; ///< image -> "pod: reason"
    QString nodesProblem; ///< why status.images could not be read
};

/// What is free on one node, or why nothing new is put there.
struct NodeRoom {
    QString name;
    Resources free; ///< allocatable without what the node's pods ask for
    int pods = 0; ///< how many more it takes
    QString unusable; ///< "cordoned", "not ready", "DiskPressure"; empty: it takes pods
};

/// What a ResourceQuota still gives; nullopt: it does not limit that.
struct QuotaRoom {
    QString name;
    std::optional<double> cpu; ///< cores
    std::optional<double> memory; ///< bytes
    std::optional<double> pods;
    std::optional<double> limitsCpu = std::nullopt; ///< of the sum of limits
    std::optional<double> limitsMemory = std::nullopt;
    QStringList scopes = QStringList(); ///< "PriorityClass": it counts some pods only, which cannot be told from here
    QStringList others = QStringList(); ///< hard resources that pods use, beside these: "requests.nvidia.com/gpu"
};

struct HelmProcess {
    qint64 pid = 0;
    QString command; ///< verb and release only; never the whole argv, which may hold secrets
};

/// A needed permission and what it is needed for.
struct Permission {
    AccessAnswer answer;
    bool essential = true; ///< false: only needed if an object has to be made anew
    QString why = {}; ///< said with the evidence; empty: plain from the verb
};

/// What was collected; what could not be read carries the reason, and a fact built on it is Unknown.
struct VerdictInputs {
    Environment environment;
    int target = 0; ///< resolved: never 0 when the history has a safe proposal
    QDateTime now; ///< UTC
    Result<ReleaseHistory> history = unread();
    Result<QDateTime> troubleSince = unread(); ///< of the open incident; invalid: there is none
    Result<QList<ManifestEntry>> targetManifest = unread();
    Result<QList<ManifestEntry>> newestManifest = unread();
    Result<QList<ReleaseHook>> targetHooks = unread();
    Result<QList<ReleaseHook>> newestHooks = unread();
    Result<SchemaVersion> schema = unread();
    Result<QList<OwnerMark>> owners = unread(); ///< of the release's own objects
    QList<OwnerMark> otherOwners; ///< of other objects in the namespace: evidence only
    Result<QList<Permission>> permissions = unread();
    Result<ImageEvidence> images = unread();
    Result<QList<Autoscaler>> autoscalers = unread();
    Result<QMap<QString, int>> liveReplicas = unread(); ///< "Deployment/api" -> spec.replicas
    Result<QStringList> automationMarks = unread(); ///< annotations on the release's objects that speak of a rollback
    QStringList otherAutomationMarks; ///< on other objects in the namespace: evidence only
    Result<QList<HelmProcess>> helmProcesses = unread();
    Result<QList<NodeRoom>> nodes = unread();
    Result<QList<QuotaRoom>> quotas = unread();
    Result<ReleaseDiff> drift = unread(); ///< live objects against the newest revision

    [[nodiscard]] static tl::unexpected<Error> unread();
};

/// The verdict of these inputs: pure.
[[nodiscard]] Verdict assess(const VerdictInputs &inputs);

/// Longest rollout of those that the rollback sets going, plus Helm's own time.
[[nodiscard]] std::chrono::seconds predictDuration(const QList<ManifestEntry> &newest,
                                                   const QList<ManifestEntry> &target);

/// Pods that a rollout makes before it takes old ones away.
[[nodiscard]] int surgeOf(const ManifestEntry &entry, int replicas);
/// Pods that are replaced at a time.
[[nodiscard]] int waveSize(const ManifestEntry &entry, int replicas);

namespace facts {
// One function per fact, in the order they are shown.
[[nodiscard]] VerdictFact targetExists(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact pending(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact concurrentHelm(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact automation(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact schema(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact gitops(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact rbac(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact hooks(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact images(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact leftovers(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact hpa(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact capacity(const VerdictInputs &inputs);
[[nodiscard]] VerdictFact debt(const VerdictInputs &inputs);
} // namespace facts

[[nodiscard]] QString listed(const QStringList &names, int limit = 5); ///< "a, b and 3 more"
[[nodiscard]] VerdictFact fact(const char *id, FactState state, const QString &text, const QString &evidence = {});
[[nodiscard]] VerdictFact unknownFact(const char *id, const QString &what, const Error &error);

} // namespace edgelink::verdict
