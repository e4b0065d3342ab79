// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/behaviour.h"

#include <QMap>
#include <QString>

#include <array>
#include <random>

namespace edgelink::sandbox {

/// Noise with a seed: the same seed and the same calls give the same numbers.
class Noise
{
public:
    explicit Noise(quint32 seed)
        : m_engine(seed)
    {
    }
    [[nodiscard]] double uniform() { return m_uniform(m_engine); } ///< [0, 1)
    [[nodiscard]] double normal() { return m_normal(m_engine); } ///< mean 0, deviation 1
    [[nodiscard]] int poisson(double mean);
    /// A log-normal response time of this behaviour, seconds.
    [[nodiscard]] double responseSeconds(const Behaviour &behaviour);

private:
    std::mt19937_64 m_engine;
    std::uniform_real_distribution<double> m_uniform;
    std::normal_distribution<double> m_normal;
};

/// What a service usually does: requests per second and open connections.
struct ServiceProfile {
    double requestsPerSecond = 8;
    double connections = 20;
};
[[nodiscard]] ServiceProfile serviceProfile(const QString &component);

/// Counters of one service's HTTP traffic, as it would export them itself.
struct ServiceTraffic {
    /// Upper bounds, seconds; close together around the 150 ms baseline and the 500 ms threshold.
    static constexpr std::array<double, 21> BOUNDS{0.005, 0.01, 0.025, 0.05, 0.075, 0.1,  0.15, 0.2, 0.25, 0.3, 0.4,
                                                   0.5,   0.6,  0.75,  0.85, 1,     1.25, 1.5,  2.5, 5,    10};

    ServiceTraffic();
    void record(int status, double seconds);

    QMap<int, double> requests; ///< HTTP status → how many
    std::array<double, BOUNDS.size() + 1> buckets{}; ///< not cumulative; the last one is above every bound
    double secondsSum = 0;
    double connections = 0; ///< now

    /// A piece of `seconds` of synthetic traffic, shared evenly by the serving pods' `behaviours` (none: no traffic,
    /// no connections). `wave` scales the rate.
    void advance(Noise &noise, const ServiceProfile &profile, const QList<Behaviour> &behaviours, double seconds,
                 double wave);
};

/// What one container uses and how its probes fare.
struct PodUsage {
    double cpuSeconds = 0;
    double memoryShare = 0; ///< of the limit
    double drift = 0; ///< slow wander of the memory, share
    double probesDue = 0;
    /// Readiness and liveness, each {successful, failed}
    std::array<std::array<double, 2>, 2> probes{};

    /// `probed`: the kubelet asks only containers that run.
    void advance(Noise &noise, const Behaviour &behaviour, double cpuLimit, bool probed, double seconds);
};

} // namespace edgelink::sandbox
