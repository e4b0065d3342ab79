// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/resources.h"
#include "models/domain/error.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::verdict {

/// One object of a revision's manifest, as far as a rollback is judged by it.
struct ManifestEntry {
    QString apiVersion; ///< "apps/v1"
    QString kind;
    QString name;
    QString nameSpace; ///< as stated; empty: the release's, stated or not
    bool keep = false; ///< helm.sh/resource-policy: keep
    std::optional<int> replicas; ///< spec.replicas, where stated
    Resources requests; ///< of one pod
    Resources limits; ///< of one pod
    QStringList unstated; ///< "limits.cpu": what not every container states; a quota of it refuses such a pod
    QStringList otherResources; ///< asked for beside CPU and memory: "nvidia.com/gpu"
    QStringList images; ///< of containers and init containers
    QString podTemplate; ///< canonical text of spec.template, to compare with
    QString
        immutable; ///< canonical text of what the API refuses to change: selector, volumeClaimTemplates, serviceName
    QMap<QString, QString> fixed; ///< more of that kind, by field: "roleRef" -> canonical text
    bool isSealed = false; ///< a ConfigMap or Secret with `immutable: true`
    QString data; ///< of a ConfigMap or Secret, canonical; a Secret's values are masked
    std::optional<double> storage; ///< what a PersistentVolumeClaim asks for, in bytes
    QStringList claimTemplates; ///< names
    QString strategy; ///< "RollingUpdate", "Recreate", "OnDelete"; empty: default
    QString maxSurge; ///< "25%" or "1"; empty: default
    QString maxUnavailable;
    std::chrono::seconds podStart{0}; ///< readiness' initial delay and period plus minReadySeconds
    bool operator==(const ManifestEntry &) const = default;

    [[nodiscard]] QString id() const; ///< "Deployment/api", "ns/Deployment/api" when it states a namespace
    [[nodiscard]] QString group() const; ///< "" = core
};

/// Reads `helm get manifest`. Bounded in bytes, documents and depth; never throws. BadReply with line and reason.
/// An object that states `releaseNamespace` is the same as one that states none: Helm puts both there.
[[nodiscard]] Result<QList<ManifestEntry>> summarise(const QString &manifest, const QString &releaseNamespace = {});

} // namespace edgelink::verdict
