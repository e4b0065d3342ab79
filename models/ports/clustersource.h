// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sourcestatus.h"
#include "models/domain/workload.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>

namespace edgelink {

/// Live reads of one cluster and namespace (Kubernetes API). Never writes.
/// Callable from any thread; signals come from the source's own thread.
class ClusterSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Watches Helm's release Secrets (metadata only), and pods and workloads where somebody is connected to their
    /// signal by then: in a large namespace they are the dearest to read.
    virtual void start() = 0;
    virtual void stop() = 0;

    [[nodiscard]] virtual QFuture<Result<QList<Workload>>> workloads() = 0; ///< Deployments and StatefulSets, read now
    [[nodiscard]] virtual QFuture<Result<QList<Pod>>> pods(const QString &labelSelector = {}) = 0;
    /// GET of any API path ("/apis/apps/v1/namespaces/x/deployments/y"), bounded in size and time.
    [[nodiscard]] virtual QFuture<Result<QJsonObject>> object(const QString &path) = 0;
    /// Server-side table of a collection path, e.g. "/api/v1/namespaces/x/pods".
    [[nodiscard]] virtual QFuture<Result<ResourceTable>> table(const QString &collectionPath) = 0;
    [[nodiscard]] virtual QFuture<Result<QList<AccessAnswer>>> mayI(const QList<AccessQuestion> &questions) = 0;
    [[nodiscard]] virtual QFuture<Result<QString>> serverVersion() = 0;

signals:
    void workloadsChanged(const QList<edgelink::Workload> &workloads);
    void podsChanged(const QList<edgelink::Pod> &pods);
    /// A Helm release Secret appeared or its status label changed: history is worth re-reading.
    void releaseSecretChanged(const QString &release, int revision, const QString &status);
    void statusChanged(const edgelink::SourceStatus &status);
};

} // namespace edgelink
