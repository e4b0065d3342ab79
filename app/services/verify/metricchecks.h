// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

#include <optional>

namespace edgelink::verify {

/// One threshold's value at one instant. No value is "unknown", whatever the reason, and the reason is kept.
struct Measurement {
    std::optional<double> value; ///< finite
    QString reason; ///< why there is no value
    QString query;
};

/// From an instant query's result: exactly one finite sample, or a reason.
[[nodiscard]] Measurement measurementOf(const Result<RangeResult> &result, const QString &query);

/// Asks for all of these at once. Same order as `thresholds`.
[[nodiscard]] QList<Measurement> measure(ProbeContext &context, const QList<Threshold> &thresholds);

[[nodiscard]] const Threshold *findThreshold(const QList<Threshold> &thresholds, const QString &id);
[[nodiscard]] QString valueText(double value, const Threshold &threshold); ///< "0.4 %", "182 ms"

/// What was so before the incident, by threshold id, and where that is known from.
struct Baseline {
    QMap<QString, double> values;
    QString source;
};
/// From the journal's `incident-opened` event; nullopt when it holds none.
[[nodiscard]] std::optional<Baseline> baselineFromJournal(const QList<JournalEvent> &events);
/// Journal first, else Prometheus' memory of the time before `incidentStart` (median of each threshold's own window).
[[nodiscard]] Result<Baseline> readBaseline(ProbeContext &context);

[[nodiscard]] Observation errorRatio(ProbeContext &context); ///< check 8
[[nodiscard]] Observation baselineKnown(ProbeContext &context);

} // namespace edgelink::verify
