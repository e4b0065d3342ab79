// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/httpclient.h"
#include "app/services/verify/probecontext.h"

#include <vector>

namespace edgelink::verify {

/// Check 2: exactly 200, exactly `"status": "healthy"` ("unhealthy" contains "healthy").
[[nodiscard]] Observation judgeHealth(const net::HttpReply &reply);

/// Check 6: a sample line of the Prometheus text format: `name{label="value",…} 12 [timestamp]`.
[[nodiscard]] bool isSample(const QByteArray &line, const QByteArray &name);
[[nodiscard]] Observation judgeMetrics(const net::HttpReply &reply);

/// Check 7. Sorts; `times` must not be empty.
[[nodiscard]] Observation judgeTimes(std::vector<std::chrono::microseconds> times, std::chrono::milliseconds limit);

[[nodiscard]] Observation healthEndpoint(ProbeContext &context);
[[nodiscard]] Observation metricsEndpoint(ProbeContext &context);
[[nodiscard]] Observation responseTime(ProbeContext &context);

/// The platform's API did not answer (whole): the check has failed; only our own configuration or a stop is unknown.
[[nodiscard]] Observation noReply(const Error &error);

} // namespace edgelink::verify
