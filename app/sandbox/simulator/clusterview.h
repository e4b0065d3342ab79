// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace edgelink::sandbox {

struct ContainerView {
    QString name;
    QString image;
    QString tag; ///< after the image's last colon; "latest" without one
    QString waitingReason; ///< empty: it does not wait
    bool ready = false;
    int restarts = 0;
    std::optional<double> cpuLimit; ///< cores
    std::optional<double> memoryLimit; ///< bytes
    bool operator==(const ContainerView &) const = default;
};

struct PodView {
    QString name; ///< a valid Kubernetes name, so safe as a file name
    QString uid;
    QString component; ///< label app.kubernetes.io/component
    QString phase;
    QDateTime startedAt; ///< UTC; creation, where nothing better is known
    bool ready = false;
    bool terminating = false;
    QList<ContainerView> containers;
    [[nodiscard]] bool crashLooping() const; ///< a container waits in CrashLoopBackOff
    bool operator==(const PodView &) const = default;
};

struct DeploymentView {
    QString name;
    QString component;
    int wanted = 0; ///< spec.replicas
    int replicas = 0;
    int updated = 0;
    int ready = 0;
    int available = 0;
    int unavailable = 0;
    bool operator==(const DeploymentView &) const = default;
};

struct StatefulSetView {
    QString name;
    int wanted = 0;
    int ready = 0;
    bool operator==(const StatefulSetView &) const = default;
};

struct AutoscalerView {
    QString name;
    int minimum = 0;
    int maximum = 0;
    int current = 0;
    int desired = 0;
    bool operator==(const AutoscalerView &) const = default;
};

/// What really is deployed in the release's namespace. Source: the API server; `at` is when it said so.
struct ClusterView {
    QDateTime at; ///< UTC; invalid = never seen
    QList<PodView> pods;
    QList<DeploymentView> deployments;
    QList<StatefulSetView> statefulSets;
    QList<AutoscalerView> autoscalers;
    QMap<QString, QString> config; ///< ConfigMap edge-link-config
};

/// Readers of the API server's JSON lists; objects without a proper name are left out. Pure; any thread.
[[nodiscard]] Result<QList<PodView>> parsePods(const QByteArray &json);
[[nodiscard]] Result<QList<DeploymentView>> parseDeployments(const QByteArray &json);
[[nodiscard]] Result<QList<StatefulSetView>> parseStatefulSets(const QByteArray &json);
[[nodiscard]] Result<QList<AutoscalerView>> parseAutoscalers(const QByteArray &json);
[[nodiscard]] Result<QMap<QString, QString>> parseConfigMap(const QByteArray &json);

/// A Kubernetes quantity ("500m", "1", "256Mi", "1e3") as a plain number; nullopt when it is none.
[[nodiscard]] std::optional<double> parseQuantity(const QString &text);

} // namespace edgelink::sandbox
