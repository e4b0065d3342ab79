// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/manifestsummary.h"

#include <QJsonObject>
#include <QMap>

namespace edgelink::verdict {

/// What is free on one node, or why nothing new is put there.
struct NodeRoom {
    QString name;
    Resources free; ///< allocatable without what the node's pods ask for
    int pods = 0; ///< how many more it takes
    QString unusable; ///< "cordoned", "not ready"; empty: it takes pods
};

/// What a ResourceQuota still gives; nullopt: it does not limit that.
struct QuotaRoom {
    QString name;
    std::optional<double> cpu; ///< cores
    std::optional<double> memory; ///< bytes
    std::optional<double> pods;
};

/// Room for new pods, as far as it could be read.
struct Capacity {
    QList<NodeRoom> nodes;
    QString nodesProblem; ///< why the nodes' room is not known
    QList<QuotaRoom> quotas;
    QString quotasProblem;
};

/// Pods that run beside those of today while a rollback rolls out.
struct ExtraPods {
    QString workload; ///< "Deployment/api"
    int count = 0;
    Resources each;
    bool isGrowth = false; ///< what pods of today ask for more than before: takes room, but no pod's place
};

// Pure readers of Kubernetes JSON (NodeList, PodList, ResourceQuotaList); unexpected shapes are left out.

[[nodiscard]] QList<NodeRoom> nodeRooms(const QJsonObject &list);
/// Takes what these pods ask for from the nodes they are on. Pods that have ended ask for nothing.
void occupy(QList<NodeRoom> &nodes, const QJsonObject &pods);
[[nodiscard]] QList<QuotaRoom> quotaRooms(const QJsonObject &list);
/// The list's own word that it goes on; empty: it is complete.
[[nodiscard]] QString continuation(const QJsonObject &list);

/// What a rollback asks for at its peak, beyond what runs. `live`: "Deployment/api" -> replicas of today.
[[nodiscard]] QList<ExtraPods> extraPods(const QList<ManifestEntry> &newest, const QList<ManifestEntry> &target,
                                         const QMap<QString, int> &live);
/// Puts them on the nodes, largest first, each where most is free; gives those that fit nowhere.
[[nodiscard]] QList<ExtraPods> withoutRoom(QList<NodeRoom> nodes, const QList<ExtraPods> &extra);

[[nodiscard]] QString amount(const Resources &resources); ///< "0.25 CPU, 256 MiB"

} // namespace edgelink::verdict
