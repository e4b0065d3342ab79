// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <QJsonArray>

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace edgelink::incident {

/// How a trigger stood before an incident.
struct CalmValues {
    double mean = 0;
    double p95 = 0; ///< 5th percentile for Direction::Below: the bad side of normal
};

/// The samples of one threshold, bounded, ascending by time.
class SampleHistory
{
public:
    void apply(const MetricBatch &batch); ///< replaces or continues; batches with an error change nothing

    [[nodiscard]] std::span<const MetricSample> samples() const { return m_samples; }
    /// Mean and bad-side percentile of the known values in the `span` before `beforeMs` that were not beyond `limit`;
    /// nullopt: none is known.
    [[nodiscard]] std::optional<CalmValues> before(qint64 beforeMs, std::chrono::milliseconds span, Direction direction,
                                                   std::optional<double> limit = {}) const;
    /// [[ms, value or null], …] from `fromMs` on, at most about `most` of them; each bucket keeps its least and
    /// greatest, and that a value is missing in it.
    [[nodiscard]] QJsonArray toJson(qint64 fromMs = 0, size_t most = 1000) const;

    static constexpr size_t Capacity = 11'000;

private:
    std::vector<MetricSample> m_samples;
};

} // namespace edgelink::incident
