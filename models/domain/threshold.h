// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/localizedtext.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace edgelink {

enum class Direction { Above, Below };

/// One rollback trigger of the runbook (§1): a query, its threshold, baseline and window.
/// Source: resources/thresholds/*.yaml, laid over by the organisation's own file.
struct Threshold {
    QString id; ///< "http-5xx", "p95-latency", "crash-loop", "probe-failures", "memory", "cpu", "connections"
    QString title; ///< English, for logs and as a fallback
    LocalizedText titles; ///< what people read
    QString unit; ///< "%", "ms", "pods", ""
    QString query; ///< PromQL giving one series: the value in `unit`
    QString worstQuery; ///< PromQL giving one series per culprit, same unit; may be empty
    QString worstLabel; ///< label that names the culprit in worstQuery's result, e.g. "component"
    double threshold = 0;
    std::optional<double> baseline; ///< fixed baseline of the runbook; nullopt: from `baselineQuery`
    QString baselineQuery; ///< PromQL; with it, `threshold` is a percentage of the baseline
    std::chrono::milliseconds window{0}; ///< how long it must hold; 0 = at once. Uncompressed.
    Direction direction = Direction::Above;
    int decimals = 1;
    std::chrono::milliseconds baselineRange{std::chrono::hours{1}}; ///< `${baseline_range}`
    std::chrono::milliseconds baselineOffset{std::chrono::hours{24}}; ///< `${baseline_offset}`, uncompressed
    /// PromQL whose series carry an `le` label: the value cannot be known above the largest finite bound.
    QString ceilingQuery;
    double ceilingScale = 1; ///< bound × scale = `unit`
    bool operator==(const Threshold &) const = default;
};

struct MetricSample {
    qint64 timeMs = 0; ///< UTC, milliseconds since the epoch
    double value = 0; ///< may be NaN or infinite: drawn as a gap, never as healthy
    bool operator==(const MetricSample &) const = default;
};

struct MetricSeries {
    QMap<QString, QString> labels;
    QList<MetricSample> samples; ///< ascending by time
};

/// What one poll of one threshold gave. Exactly one of `error` and data is meaningful.
struct MetricBatch {
    QString thresholdId;
    quint64 generation = 0;
    QDateTime requestedAt; ///< UTC
    QDateTime receivedAt; ///< UTC
    QString query; ///< as sent, for "PromQL on demand"
    MetricSeries series; ///< the main curve (empty: no data)
    QMap<QString, double> worst; ///< culprit -> current value
    std::optional<double> baseline; ///< measured baseline where the threshold asks for one
    std::optional<double> ceiling; ///< largest value the query can give; at it, the truth is "at least"
    QStringList warnings; ///< Prometheus' own warnings and infos: shown, never swallowed
    std::optional<Error> error;
    bool incremental = false; ///< true: samples continue the curve; false: they replace it
};

enum class TriggerState { Ok, Pending, Breach, NoData, Stale, Error };

[[nodiscard]] QString triggerStateId(TriggerState state); ///< "ok", "pending", "breach", "no-data", "stale", "error"

/// A trigger's standing at one instant; computed by evaluateTrigger (triggerevaluation.h).
struct TriggerReading {
    QString thresholdId;
    TriggerState state = TriggerState::NoData;
    std::optional<double> value; ///< last finite value, also when stale
    std::optional<double> baseline;
    double effectiveThreshold = 0; ///< in `unit`
    qint64 sampleTimeMs = 0; ///< of `value`; 0 = never
    qint64 beyondSinceMs = 0; ///< start of the present excursion; 0 = none
    qint64 breachSinceMs = 0; ///< instant the window was full; 0 = none
    /// How much of the window is full: time *known* to be beyond the limit. Time without knowledge does not count.
    std::chrono::milliseconds held{0};
    qint64 healthySinceMs = 0; ///< state Ok: since when known to be within the limit without a gap; else 0
    qint64 lastBeyondMs = 0; ///< newest sample that was beyond the limit when it was judged; 0: none was
    bool atCeiling = false; ///< `value` is a lower bound: write "≥"
    std::chrono::milliseconds window{0}; ///< compressed
    QString worstName;
    std::optional<double> worstValue;
    QStringList warnings;
    std::optional<Error> error;
    bool operator==(const TriggerReading &) const = default;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Threshold)
Q_DECLARE_METATYPE(edgelink::MetricBatch)
Q_DECLARE_METATYPE(edgelink::TriggerReading)
