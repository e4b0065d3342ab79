// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/verdictinputs.h"

namespace edgelink::verdict {

/// Pods that run beside those of today while a rollback rolls out.
struct ExtraPods {
    QString workload; ///< "Deployment/api"
    int count = 0;
    Resources each;
    bool isGrowth = false; ///< what pods of today ask for more than before: takes room, but no pod's place
    Resources limits = Resources(); ///< of each; quotas count them, nodes do not
    QStringList unstated = QStringList(); ///< as in ManifestEntry
    QStringList otherResources = QStringList(); ///< as in ManifestEntry
};

/// What a rollback asks for at its peak, beyond what runs. `live`: "Deployment/api" -> replicas of today.
[[nodiscard]] QList<ExtraPods> extraPods(const QList<ManifestEntry> &newest, const QList<ManifestEntry> &target,
                                         const QMap<QString, int> &live);
/// Puts them on the nodes, largest first, each where most is free; gives those that fit nowhere.
[[nodiscard]] QList<ExtraPods> withoutRoom(QList<NodeRoom> nodes, const QList<ExtraPods> &extra);

} // namespace edgelink::verdict
