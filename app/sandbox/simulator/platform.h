// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/activefaults.h"
#include "app/sandbox/simulator/clusterview.h"
#include "app/sandbox/simulator/scenario.h"
#include "app/sandbox/simulator/traffic.h"

#include <QHash>

#include <mutex>

namespace edgelink::sandbox {

class Exposition;

/// EdgeLink as played: what is deployed, how each pod of it behaves, and the counters that follow. All members may be
/// called from any thread; time comes from the caller, so that tests need not wait.
class Platform
{
public:
    Platform(Scenario scenario, QList<Fault> faults, QString nameSpace);

    void setView(const ClusterView &view);
    void setFaults(const QList<ActiveFault> &faults);
    /// Plays `seconds` of traffic that end at `now` (UTC).
    void advance(double seconds, const QDateTime &now);

    /// Adds one real request to the counters.
    void recordRequest(const QString &service, int status, double seconds);

    /// The pod that answers the next request of a service; nullopt when none serves.
    struct Server {
        QString pod;
        QString tag;
        Behaviour behaviour;
        double delaySeconds = 0; ///< drawn from the behaviour
        bool fails = false; ///< drawn from the behaviour
    };
    [[nodiscard]] std::optional<Server> pickServer(const QString &service, const QDateTime &now);

    struct PodState {
        PodView pod;
        Behaviour behaviour;
        bool serves = false;
    };
    [[nodiscard]] QList<PodState> pods(const QDateTime &now) const;
    [[nodiscard]] QMap<QString, QString> config() const;
    [[nodiscard]] std::optional<SchemaRange> schemaRange(const QString &tag) const; ///< of "v" + app version
    [[nodiscard]] QByteArray metrics(const QDateTime &now) const; ///< Prometheus' text format

private:
    struct Pod {
        PodView view;
        QMap<QString, QString> config; ///< as it was when the pod started; environment does not change afterwards
        PodUsage usage;
    };

    [[nodiscard]] Behaviour behaviourOf(const Pod &pod, const QDateTime &now) const;
    void apply(const QMap<QString, BehaviourChange> &changes, const QString &component, double age,
               Behaviour &behaviour) const;
    [[nodiscard]] bool isService(const QString &component) const;
    void writeTraffic(Exposition &out) const;
    void writeUsage(Exposition &out) const;
    void writeCluster(Exposition &out, const QDateTime &now) const;
    void writePods(Exposition &out) const;

    const Scenario m_scenario;
    const QList<Fault> m_catalogue;
    const QString m_nameSpace;

    mutable std::mutex m_mutex; ///< guards everything below
    ClusterView m_view;
    QList<ActiveFault> m_faults;
    QMap<QString, Pod> m_pods; ///< by uid, in a stable order: the noise is drawn in it
    QMap<QString, ServiceTraffic> m_services;
    Noise m_noise; ///< of the synthetic traffic only, so that real requests do not change it
    Noise m_requestNoise;
    double m_seconds = 0; ///< played so far
};

/// A pod that can answer: ready, not about to go, and not a release that only seems to run.
[[nodiscard]] bool serves(const PodView &pod, const Behaviour &behaviour);

} // namespace edgelink::sandbox
