// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/decimator.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace edgelink {

namespace {

/// First, least, greatest and last sample of one column.
class Column
{
public:
    void add(const MetricSample *sample)
    {
        if (m_first == nullptr) {
            m_first = m_least = m_greatest = m_last = sample;
            return;
        }
        m_last = sample;
        if (sample->value < m_least->value)
            m_least = sample;
        if (sample->value > m_greatest->value)
            m_greatest = sample;
    }

    void flushTo(CurveSegment &segment)
    {
        if (m_first == nullptr)
            return;
        std::array<const MetricSample *, 4> kept{m_first, m_least, m_greatest, m_last};
        // All four point into one array, so addresses are in order of time.
        std::sort(kept.begin(), kept.end());
        const auto end = std::unique(kept.begin(), kept.end());
        for (auto it = kept.begin(); it != end; ++it)
            segment.push_back(**it);
        m_first = nullptr;
    }

private:
    const MetricSample *m_first = nullptr;
    const MetricSample *m_least = nullptr;
    const MetricSample *m_greatest = nullptr;
    const MetricSample *m_last = nullptr;
};

} // namespace

std::vector<CurveSegment> decimate(std::span<const MetricSample> samples, const CurveView &view)
{
    std::vector<CurveSegment> segments;
    if (samples.empty() || view.toMs <= view.fromMs || view.width < 1)
        return segments;
    const auto before = [](const MetricSample &sample, qint64 time) { return sample.timeMs < time; };
    auto begin = std::lower_bound(samples.begin(), samples.end(), view.fromMs, before);
    auto end = std::lower_bound(begin, samples.end(), view.toMs + 1, before);
    if (begin != samples.begin())
        --begin;
    if (end != samples.end())
        ++end;

    const double columnsPerMs = static_cast<double>(view.width) / static_cast<double>(view.toMs - view.fromMs);
    CurveSegment segment;
    Column column;
    int present = -2;
    qint64 previous = 0;
    const auto endSegment = [&] {
        column.flushTo(segment);
        if (!segment.empty())
            segments.push_back(std::move(segment));
        segment = {};
        present = -2;
    };
    for (auto it = begin; it != end; ++it) {
        const MetricSample &sample = *it;
        if (!std::isfinite(sample.value)) {
            endSegment();
            continue;
        }
        const bool open = present != -2;
        if (open && view.largestStep.count() > 0 && sample.timeMs - previous > view.largestStep.count())
            endSegment();
        previous = sample.timeMs;
        const double position = std::floor(static_cast<double>(sample.timeMs - view.fromMs) * columnsPerMs);
        const int at = static_cast<int>(std::clamp(position, -1.0, static_cast<double>(view.width)));
        if (at != present) {
            column.flushTo(segment);
            present = at;
        }
        column.add(&sample);
    }
    endSegment();
    return segments;
}

} // namespace edgelink
