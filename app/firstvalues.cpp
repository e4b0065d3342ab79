// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/firstvalues.h"

#include "models/ports/metricsource.h"

#include <utility>

namespace edgelink {

FirstValues::FirstValues(MetricSource *metrics, const QList<Threshold> &thresholds, std::chrono::milliseconds patience,
                         std::function<void()> then, QObject *parent)
    : QObject(parent)
    , m_then(std::move(then))
{
    for (const Threshold &threshold : thresholds)
        m_missing.insert(threshold.id);
    connect(metrics, &MetricSource::batchReady, this, [this](const MetricBatch &batch) {
        m_missing.remove(batch.thresholdId);
        if (m_missing.isEmpty())
            end();
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &FirstValues::end);
    m_patience.start(m_missing.isEmpty() ? std::chrono::milliseconds{0} : patience);
}

void FirstValues::end()
{
    m_patience.stop();
    if (const auto then = std::exchange(m_then, nullptr))
        then();
}

} // namespace edgelink

#include "moc_firstvalues.cpp"
