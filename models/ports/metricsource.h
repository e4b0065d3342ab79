// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sourcestatus.h"
#include "models/domain/threshold.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

struct RangeQuery {
    QString query;
    QDateTime start; ///< UTC
    QDateTime end;
    std::chrono::milliseconds step{std::chrono::seconds{1}}; ///< raised by the source to keep below 11,000 points
};

struct RangeResult {
    QList<MetricSeries> series;
    QStringList warnings;
    std::chrono::milliseconds step{0}; ///< as used
};

/// Live metrics (Prometheus HTTP API). Callable from any thread; signals come from the source's own thread.
class MetricSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Polls these thresholds (one batch each per scrape interval) until the next call; an empty list stops.
    /// The first batch replaces (history), later ones continue the curve (`MetricBatch::incremental`).
    virtual void watch(const QList<Threshold> &thresholds) = 0;
    [[nodiscard]] virtual QFuture<Result<RangeResult>> range(const RangeQuery &query) = 0;
    /// Instant query: labels -> value, one sample per series.
    [[nodiscard]] virtual QFuture<Result<RangeResult>> instant(const QString &query) = 0;

signals:
    void batchReady(const edgelink::MetricBatch &batch);
    void statusChanged(const edgelink::SourceStatus &status);
};

} // namespace edgelink
