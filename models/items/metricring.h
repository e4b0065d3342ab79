// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <span>
#include <vector>

namespace edgelink {

/// The newest samples of one curve, bounded, ascending by time and contiguous in memory. Not thread-safe: one owner.
class MetricRing
{
public:
    explicit MetricRing(qsizetype capacity = DefaultCapacity);

    /// A batch of MetricSource: replaces or continues. Batches with an error change nothing.
    void apply(const MetricBatch &batch);
    void replace(const QList<MetricSample> &samples);
    /// Samples not newer than the newest are dropped: a late reply cannot bend the curve back.
    void append(const QList<MetricSample> &samples);
    void clear();

    [[nodiscard]] std::span<const MetricSample> samples() const;
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_size); }
    [[nodiscard]] qsizetype capacity() const { return static_cast<qsizetype>(m_capacity); }
    [[nodiscard]] qint64 newestMs() const { return isEmpty() ? 0 : samples().back().timeMs; } ///< 0 = empty

    /// As many points as Prometheus gives in one reply.
    static constexpr qsizetype DefaultCapacity = 11'000;

private:
    void push(const MetricSample &sample);

    // Twice the capacity; when it is full, the newer half moves to the front: amortised O(1), always contiguous.
    std::vector<MetricSample> m_buffer;
    size_t m_capacity;
    size_t m_size = 0; ///< the last m_size of m_buffer
};

} // namespace edgelink
