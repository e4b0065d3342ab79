// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/traffic.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace edgelink::sandbox {

namespace {

/// 95 % of a normal distribution lies below mean + this many deviations.
constexpr double NORMAL_P95 = 1.6448536269514722;
constexpr double CONNECTION_SECONDS = 2; ///< clients come and go with this time constant
/// More often than a kubelet's 5 to 10 s, so that a drill's compressed window of 6 s holds enough of them.
constexpr double PROBES_PER_SECOND = 2;

int successStatus(double chance)
{
    if (chance < 0.93)
        return 200;
    if (chance < 0.97)
        return 201;
    return chance < 0.99 ? 404 : 401;
}

int errorStatus(double chance)
{
    if (chance < 0.6)
        return 500;
    return chance < 0.9 ? 503 : 502;
}

} // namespace

int Noise::poisson(double mean)
{
    return mean > 0 ? std::poisson_distribution<int>(mean)(m_engine) : 0;
}

double Noise::responseSeconds(const Behaviour &behaviour)
{
    const double deviation = std::log(std::max(behaviour.p95Ms / behaviour.p50Ms, 1.0)) / NORMAL_P95;
    return behaviour.p50Ms / 1000.0 * std::exp(deviation * normal());
}

ServiceProfile serviceProfile(const QString &component)
{
    static const QHash<QString, ServiceProfile> profiles{
        {QStringLiteral("api-gateway"), {110, 420}},    {QStringLiteral("device-service"), {65, 260}},
        {QStringLiteral("topology-service"), {35, 90}}, {QStringLiteral("nat-coordinator"), {12, 640}},
        {QStringLiteral("alert-service"), {5, 30}},     {QStringLiteral("background-worker"), {3, 12}}};
    return profiles.value(component);
}

ServiceTraffic::ServiceTraffic()
{
    // From the start and with 0: rate() does not count the step from no series to a first value.
    for (const int status : {200, 201, 401, 404, 500, 502, 503})
        requests.insert(status, 0);
}

void ServiceTraffic::record(int status, double seconds)
{
    requests[status] += 1;
    const auto bucket = std::lower_bound(BOUNDS.cbegin(), BOUNDS.cend(), seconds) - BOUNDS.cbegin();
    buckets.at(static_cast<std::size_t>(bucket)) += 1;
    secondsSum += seconds;
}

void ServiceTraffic::advance(Noise &noise, const ServiceProfile &profile, const QList<Behaviour> &behaviours,
                             double seconds, double wave)
{
    double wantedConnections = 0;
    for (const Behaviour &behaviour : behaviours) {
        const double pods = static_cast<double>(behaviours.size());
        wantedConnections += profile.connections * behaviour.connections / pods;
        const int count = noise.poisson(profile.requestsPerSecond * wave * seconds / pods);
        for (int i = 0; i < count; ++i) {
            const bool failed = noise.uniform() < behaviour.errorRatio;
            const double chance = noise.uniform();
            record(failed ? errorStatus(chance) : successStatus(chance), noise.responseSeconds(behaviour));
        }
    }
    wantedConnections *= 1 + 0.01 * noise.normal();
    const double share = 1 - std::exp(-seconds / CONNECTION_SECONDS);
    connections = connections == 0 ? wantedConnections : connections + (wantedConnections - connections) * share;
    connections = behaviours.isEmpty() ? 0 : std::max(0.0, connections);
}

void PodUsage::advance(Noise &noise, const Behaviour &behaviour, double cpuLimit, bool probed, double seconds)
{
    drift = std::clamp(0.98 * drift + 0.002 * noise.normal(), -0.02, 0.02);
    memoryShare = std::clamp(behaviour.memoryRatio + drift, 0.0, 1.0);
    cpuSeconds += seconds * cpuLimit * std::clamp(behaviour.cpuRatio * (1 + 0.05 * noise.normal()), 0.0, 1.0);
    probesDue = probed ? probesDue + seconds * PROBES_PER_SECOND : 0;
    for (; probesDue >= 1; probesDue -= 1) {
        for (auto &kind : probes)
            kind.at(noise.uniform() < behaviour.probeFailureRatio ? 1 : 0) += 1;
    }
}

} // namespace edgelink::sandbox
