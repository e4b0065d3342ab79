// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/samplehistory.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace edgelink::incident {

void SampleHistory::apply(const MetricBatch &batch)
{
    if (batch.error)
        return;
    if (!batch.incremental)
        m_samples.clear();
    for (const MetricSample &sample : batch.series.samples) {
        if (m_samples.empty() || sample.timeMs > m_samples.back().timeMs)
            m_samples.push_back(sample);
    }
    if (m_samples.size() > Capacity) { // a tenth more than needed, so that this is rare
        const size_t surplus = m_samples.size() - Capacity + Capacity / 10;
        m_samples.erase(m_samples.begin(), m_samples.begin() + static_cast<std::ptrdiff_t>(surplus));
    }
}

std::optional<CalmValues> SampleHistory::before(qint64 beforeMs, std::chrono::milliseconds span, Direction direction,
                                                std::optional<double> limit) const
{
    const auto isCalm = [direction, limit](double value) {
        return !limit || (direction == Direction::Above ? value <= *limit : value >= *limit);
    };
    std::vector<double> values;
    for (const MetricSample &sample : m_samples) {
        if (sample.timeMs < beforeMs && sample.timeMs >= beforeMs - span.count() && std::isfinite(sample.value)
            && isCalm(sample.value))
            values.push_back(sample.value);
    }
    if (values.empty())
        return std::nullopt;
    constexpr double Bad = 0.95;
    const double rank = direction == Direction::Above ? Bad : 1 - Bad;
    const auto index = static_cast<std::ptrdiff_t>(std::llround(rank * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + index, values.end());
    return CalmValues{std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()),
                      values[static_cast<size_t>(index)]};
}

QJsonArray SampleHistory::toJson(qint64 fromMs, size_t most) const
{
    QJsonArray array;
    const auto add = [&array](const MetricSample &sample) {
        array.append(QJsonArray{sample.timeMs, std::isfinite(sample.value) ? QJsonValue(sample.value) : QJsonValue()});
    };
    const auto start = std::lower_bound(m_samples.begin(), m_samples.end(), fromMs,
                                        [](const MetricSample &sample, qint64 ms) { return sample.timeMs < ms; });
    const std::span<const MetricSample> samples(start, m_samples.end());
    const size_t bucket = samples.size() <= most ? 1 : 2 * ((samples.size() + most - 1) / most);
    for (size_t from = 0; from < samples.size(); from += bucket) {
        // A gap must stay one, and hide nothing around it.
        std::optional<MetricSample> unknown;
        std::optional<MetricSample> least;
        std::optional<MetricSample> greatest;
        for (const MetricSample &sample : samples.subspan(from, std::min(bucket, samples.size() - from))) {
            if (!std::isfinite(sample.value)) {
                unknown = unknown.value_or(sample);
                continue;
            }
            if (!least || sample.value < least->value)
                least = sample;
            if (!greatest || sample.value > greatest->value)
                greatest = sample;
        }
        std::map<qint64, MetricSample> kept; // by time
        for (const std::optional<MetricSample> &sample : {unknown, least, greatest}) {
            if (sample)
                kept.insert({sample->timeMs, *sample});
        }
        for (const auto &[ms, sample] : kept)
            add(sample);
    }
    return array;
}

} // namespace edgelink::incident
