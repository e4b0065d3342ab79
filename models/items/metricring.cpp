// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/metricring.h"

#include <algorithm>

namespace edgelink {

MetricRing::MetricRing(qsizetype capacity)
    : m_capacity(static_cast<size_t>(std::max<qsizetype>(capacity, 1)))
{
}

void MetricRing::apply(const MetricBatch &batch)
{
    if (batch.error)
        return;
    if (batch.incremental)
        append(batch.series.samples);
    else
        replace(batch.series.samples);
}

void MetricRing::replace(const QList<MetricSample> &samples)
{
    clear();
    append(samples);
}

void MetricRing::append(const QList<MetricSample> &samples)
{
    for (const MetricSample &sample : samples)
        push(sample);
}

void MetricRing::clear()
{
    m_buffer.clear();
    m_size = 0;
}

void MetricRing::push(const MetricSample &sample)
{
    if (!m_buffer.empty() && sample.timeMs <= m_buffer.back().timeMs)
        return;
    if (m_buffer.size() == 2 * m_capacity) {
        std::copy(m_buffer.end() - static_cast<std::ptrdiff_t>(m_capacity), m_buffer.end(), m_buffer.begin());
        m_buffer.resize(m_capacity);
    }
    m_buffer.push_back(sample);
    m_size = std::min(m_buffer.size(), m_capacity);
}

std::span<const MetricSample> MetricRing::samples() const
{
    return std::span(m_buffer).last(m_size);
}

} // namespace edgelink
