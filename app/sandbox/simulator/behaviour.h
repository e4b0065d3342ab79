// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace edgelink::sandbox {

/// How one pod behaves at an instant. The defaults are a healthy one.
struct Behaviour {
    double errorRatio = 0.0005; ///< share of requests answered 5xx, 0..1
    double p50Ms = 34; ///< median response time, ms
    double p95Ms = 105; ///< ms, ≥ p50Ms
    double memoryRatio = 0.46; ///< working set of the memory limit, 0..1
    double cpuRatio = 0.28; ///< use of the CPU limit, 0..1
    double connections = 1.0; ///< of the service's usual number of connections
    double probeFailureRatio = 0; ///< share of failing readiness and liveness probes, 0..1
    bool crash = false; ///< does not start; serves nothing
    QStringList log; ///< lines it prints besides the ordinary ones
    bool operator==(const Behaviour &) const = default;
};

/// What an image tag, a configuration value or a fault changes. Absent: untouched. Source: scenario YAML.
struct BehaviourChange {
    std::optional<double> errorRatio;
    std::optional<double> p50Ms; ///< with p95Ms or not at all
    std::optional<double> p95Ms;
    std::optional<double> memoryRatio;
    std::optional<double> cpuRatio;
    std::optional<double> connections;
    std::optional<double> probeFailureRatio;
    bool crash = false;
    double rampSeconds = 0; ///< takes this long from nothing to full effect
    QStringList log;
    bool operator==(const BehaviourChange &) const = default;
};

/// `before` with `change` on top, `ageSeconds` after it began (negative counts as 0). Of two causes the worse one
/// counts, except that connections are lost one after the other.
[[nodiscard]] Behaviour changed(Behaviour before, const BehaviourChange &change, double ageSeconds);

} // namespace edgelink::sandbox
