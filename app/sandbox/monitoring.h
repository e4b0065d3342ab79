// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/component.h"
#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// Prometheus' rules file out of resources/thresholds/edgelink.yaml with windows compressed as in the console:
/// rate range max(window / compression, 4 × scrape interval), `for` window / compression.
[[nodiscard]] Result<QByteArray> alertRules(const QByteArray &thresholds, double compression);

/// prometheus.yml, rules.yml and alertmanager.yml in D.
[[nodiscard]] Result<void> writeMonitoring(const Plan &plan);
[[nodiscard]] ComponentSpec prometheusSpec(const Plan &plan);
[[nodiscard]] ComponentSpec alertmanagerSpec(const Plan &plan);

} // namespace edgelink::sandbox
