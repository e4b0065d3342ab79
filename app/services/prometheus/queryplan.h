// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/prometheus/replyparser.h"
#include "models/domain/threshold.h"

#include <chrono>
#include <optional>

namespace edgelink::prometheus {

constexpr qint64 MostPoints = 11'000; ///< per series; Prometheus refuses more with 400

/// The instants of one range query, UTC milliseconds, both ends included.
struct RangePlan {
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 stepMs = 1000;

    [[nodiscard]] qint64 points() const { return (endMs - startMs) / stepMs + 1; }
};

/// Raises the step, by whole multiples, until the range has at most 11,000 points. Needs start <= end and step > 0.
[[nodiscard]] RangePlan bounded(RangePlan plan);

/// What to ask next for a curve that is known through `knownMs` (0: not at all). Instants are multiples of the step, so
/// that later replies continue earlier ones. nullopt: nothing new to ask yet. A clock set back, or a hole longer than
/// the history, starts over.
struct NextRange {
    RangePlan plan;
    bool incremental = false;
};
[[nodiscard]] std::optional<NextRange> nextRange(qint64 knownMs, qint64 nowMs, std::chrono::milliseconds step,
                                                 std::chrono::milliseconds history);

/// The samples of a curve with NaN where Prometheus had no value, so that a gap is said and not guessed. Leading
/// unknown instants of a history are left out; a history without any value is one NaN at its end.
[[nodiscard]] QList<MetricSample> withGaps(const QList<MetricSample> &samples, const RangePlan &plan, bool incremental);

/// "2023-11-14T22:13:20.123" as Prometheus likes it best: seconds with three decimals.
[[nodiscard]] QString promTime(qint64 ms);

/// Culprit -> value, from an instant query; series without the label are named by all their labels. Finite values only,
/// at most the 20 worst.
[[nodiscard]] QMap<QString, double> worstOf(const QList<MetricSeries> &series, const QString &label,
                                            Direction direction);

/// The largest finite `le` × scale; nullopt: no such label.
[[nodiscard]] std::optional<double> ceilingOf(const QList<MetricSeries> &series, double scale);

} // namespace edgelink::prometheus
