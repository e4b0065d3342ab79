// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/metricchecks.h"
#include "app/services/verify/observationclock.h"

namespace edgelink::verify {

/// The limit in the threshold's unit: a percentage of the baseline where the threshold asks for one. nullopt: that
/// baseline is not known, so nothing can be said about the trigger.
[[nodiscard]] std::optional<double> limitOf(const Threshold &threshold, const Baseline &baseline);
[[nodiscard]] ObservationClock::Seen judge(const Threshold &threshold, const Measurement &now,
                                           const Baseline &baseline);

/// "2:10 of 15:00, restarted once" — in the runbook's minutes; a compressed drill clock says so.
[[nodiscard]] QString progressText(const ObservationClock &clock, double compression);

/// Median and worst of what was seen of one trigger in the window.
struct SeenValues {
    QList<double> values;
    [[nodiscard]] double median() const;
    [[nodiscard]] double worst(Direction direction) const;
};
/// The end of a complete window: numbers against the pre-incident baseline. A trigger inside its threshold, but clearly
/// worse than before the incident and than the runbook's baseline, is a warning: recovered, yet not as before.
[[nodiscard]] Observation windowPassed(const QList<Threshold> &thresholds, const QMap<QString, SeenValues> &seen,
                                       const Baseline &baseline, const ObservationClock &clock, double compression);

[[nodiscard]] Observation observationWindow(ProbeContext &context);

} // namespace edgelink::verify
