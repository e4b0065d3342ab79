// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace edgelink {

/// Deployment or StatefulSet, as far as the console judges it.
struct Workload {
    QString kind; ///< "Deployment", "StatefulSet"
    QString name;
    int desired = 0;
    int replicas = 0; ///< all pods, of the old and of the new specification
    int updated = 0;
    int ready = 0;
    int available = 0;
    qint64 generation = 0;
    qint64 observedGeneration = 0;
    bool paused = false;
    QString progressReason; ///< e.g. "ProgressDeadlineExceeded"
    QMap<QString, QString> images; ///< container -> image
    bool operator==(const Workload &) const = default;

    /// Kubernetes says that the rollout got nowhere for as long as it is given.
    [[nodiscard]] bool gaveUp() const
    {
        return observedGeneration >= generation && progressReason == QLatin1String("ProgressDeadlineExceeded");
    }
    /// Pods of the old specification that are still there. A StatefulSet replaces each pod in its place.
    [[nodiscard]] int old() const
    {
        return kind == QLatin1String("StatefulSet") || replicas <= updated ? 0 : replicas - updated;
    }
    /// Rolled out and ready, as `kubectl rollout status` has it: the controller has seen the spec, every replica is
    /// updated, ready and available, none of the old ones is left, and the rollout has not been given up.
    [[nodiscard]] bool isSettled() const
    {
        return observedGeneration >= generation && !gaveUp() && old() == 0 && updated >= desired && ready >= desired
            && available >= std::max(desired, kind == QLatin1String("StatefulSet") ? 0 : updated);
    }
};

struct ContainerState {
    QString name;
    QString image;
    bool ready = false;
    int restarts = 0;
    QString waitingReason; ///< "CrashLoopBackOff", "ImagePullBackOff" …
    QString message;
    bool operator==(const ContainerState &) const = default;
};

struct Pod {
    QString name;
    QString nameSpace;
    QString phase;
    QString owner; ///< "ReplicaSet/…", "Job/…"
    bool ready = false;
    bool terminating = false;
    QList<ContainerState> containers;
    QMap<QString, QString> labels;
    QDateTime createdAt;
    bool operator==(const Pod &) const = default;

    [[nodiscard]] bool isCompleted() const { return phase == QLatin1String("Succeeded"); }
    [[nodiscard]] bool isCrashLooping() const;
};

/// A server-side `Table` (meta.k8s.io/v1): printed cells only.
struct ResourceTable {
    QStringList columns;
    QList<QStringList> rows;
    QString resourceVersion;
};

/// One question of RBAC (SelfSubjectAccessReview).
struct AccessQuestion {
    QString verb;
    QString group; ///< "" = core
    QString resource;
    QString nameSpace;
    bool operator==(const AccessQuestion &) const = default;
    [[nodiscard]] QString text() const; ///< "patch apps/deployments in edgelink-prod"
};

struct AccessAnswer {
    AccessQuestion question;
    bool allowed = false;
    QString reason;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Workload)
Q_DECLARE_METATYPE(edgelink::Pod)
