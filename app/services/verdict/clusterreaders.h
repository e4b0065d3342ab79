// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/verdictinputs.h"

#include <QJsonObject>

namespace edgelink::verdict {

// Pure readers of Kubernetes JSON; unexpected shapes are left out, never guessed.

/// The objects of a list, those of the release apart from those that merely live beside it.
struct ListByRelease {
    QJsonObject ours; ///< Helm's annotation names the release, or a manifest of it names the object
    QJsonObject others;
};
/// `inManifests`: "Deployment/api" of the newest and the target revision; nullopt: they could not be read.
[[nodiscard]] ListByRelease byRelease(const QJsonObject &list, const QString &kind, const Environment &environment,
                                      const std::optional<QSet<QString>> &inManifests);

[[nodiscard]] QList<OwnerMark> ownerMarks(const QJsonObject &list, const QString &kind);
/// Whether the resource that owns the release says it is paused: Flux `spec.suspend`, Argo CD without `automated`.
[[nodiscard]] bool isPaused(const OwnerMark &owner, const QJsonObject &resource);
[[nodiscard]] QStringList automationMarks(const QJsonObject &list, const QString &kind);
[[nodiscard]] QMap<QString, int> replicaCounts(const QJsonObject &list, const QString &kind);
[[nodiscard]] QList<Autoscaler> autoscalersOf(const QJsonObject &list);
[[nodiscard]] QSet<QString> nodeImages(const QJsonObject &list);
[[nodiscard]] QSet<QString> templateImages(const QJsonObject &list); ///< of a list of ReplicaSets
void collectPodImages(const QList<Pod> &pods, ImageEvidence &evidence);

[[nodiscard]] QList<NodeRoom> nodeRooms(const QJsonObject &list);
/// Takes what these pods ask for from the nodes they are on. Pods that have ended ask for nothing.
void occupy(QList<NodeRoom> &nodes, const QJsonObject &pods);
[[nodiscard]] QList<QuotaRoom> quotaRooms(const QJsonObject &list);
/// The list's own word that it goes on; empty: it is complete.
[[nodiscard]] QString continuation(const QJsonObject &list);

/// Path of the resource list that knows an apiVersion: "/api/v1", "/apis/apps/v1".
[[nodiscard]] QString resourceListPath(const QString &apiVersion);

/// What a rollback from `newest` to `target` needs, verb by verb. `resourceLists`: path -> APIResourceList.
/// NotFound when a kind is not known to the server.
[[nodiscard]] Result<QList<Permission>> neededPermissions(const QList<ManifestEntry> &newest,
                                                          const QList<ManifestEntry> &target,
                                                          const QMap<QString, QJsonObject> &resourceLists,
                                                          const QString &nameSpace);

} // namespace edgelink::verdict
