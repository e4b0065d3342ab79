// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/kubeconfig.h"
#include "app/services/cluster/resourcewatch.h"
#include "app/services/cluster/timing.h"
#include "models/domain/environment.h"
#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/marshal.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace edgelink::cluster {

/// One cluster and namespace, read from the Kubernetes API. The connection is what kubectl says it is
/// (`kubectl config view --raw --minify --flatten`, run through `runner`); HTTP is ours, or kubectl's own where the
/// kubeconfig uses something only kubectl knows. Never writes; the one POST is an access review.
///
/// Move it to a thread with an event loop before start() or the first question, and delete it there or after the
/// thread's end. `runner` outlives it. Errors name the verb and the namespace where permission is missing.
/// releaseSecretChanged has the status "deleted" when Helm pruned the revision.
class KubernetesClient : public ClusterSource
{
    Q_OBJECT

public:
    KubernetesClient(const Environment &environment, const ToolPaths &tools, CommandRunner *runner,
                     QObject *parent = nullptr, const Timing &timing = {});
    ~KubernetesClient() override;

    void start() override;
    void stop() override;
    [[nodiscard]] QFuture<Result<QList<Workload>>> workloads() override;
    [[nodiscard]] QFuture<Result<QList<Pod>>> pods(const QString &labelSelector = {}) override;
    [[nodiscard]] QFuture<Result<QJsonObject>> object(const QString &path) override;
    [[nodiscard]] QFuture<Result<ResourceTable>> table(const QString &collectionPath) override;
    [[nodiscard]] QFuture<Result<QList<AccessAnswer>>> mayI(const QList<AccessQuestion> &questions) override;
    [[nodiscard]] QFuture<Result<QString>> serverVersion() override;

private:
    using Ready = std::function<void(const Result<Transport *> &)>;

    void withTransport(Ready ready); ///< connects first where needed
    void connectNow();
    void configRead(const std::optional<CommandResult> &result);
    void connected(const Result<Transport *> &transport);
    void disconnectNow();
    void beginWatching();
    void chooseWatches(); ///< those that somebody hears
    void beat(); ///< asks whether the server is there
    void beatEnded(const Result<QByteArray> &reply);
    void updateStatus();
    void get(const QString &path, const QByteArray &accept, const QString &what, Transport::Done done);
    [[nodiscard]] QString kubeconfigStamp() const;

    Environment m_environment;
    ToolPaths m_tools;
    CommandRunner *m_runner;
    Timing m_timing;

    bool m_started = false;
    bool m_connecting = false;
    QList<Ready> m_waiting;
    std::unique_ptr<Transport> m_transport;
    QString m_stamp; ///< of the kubeconfig files when they were read
    std::vector<std::unique_ptr<ResourceWatch>> m_watches;
    std::vector<ResourceWatch *> m_wanted; ///< of them, since watching began
    std::optional<Error> m_connectError;
    std::optional<Error> m_down; ///< the heartbeat's
    bool m_beating = false;
    quint64 m_generation = 0; ///< of the connection
    SourceStatus m_status;
    QTimer m_heart;
    QTimer m_reconnect;
    QTimer m_podsTimer;
    QTimer m_workloadsTimer;
};

} // namespace edgelink::cluster
