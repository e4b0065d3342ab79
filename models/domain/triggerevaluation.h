// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <chrono>
#include <optional>
#include <span>

namespace edgelink {

/// What is known of one trigger when it is judged.
struct TriggerInput {
    /// Ascending by time. A NaN or infinite value says: asked for this instant, there was none.
    std::span<const MetricSample> samples;
    std::optional<double> baseline; ///< newest measured one, where the threshold asks for it
    std::optional<double> ceiling; ///< see MetricBatch::ceiling
    QMap<QString, double> worst;
    QStringList warnings;
    std::optional<Error> error; ///< the newest poll failed
};

struct EvaluationClock {
    qint64 nowMs = 0; ///< UTC, of the machine that asked for the samples
    std::chrono::milliseconds scrapeInterval{std::chrono::seconds{15}};
    double timeCompression = 1.0;
};

/// Judges one trigger at one instant. Pure: same input, same reading.
///
/// Beyond the limit means strictly: `> limit` for Above, `< limit` for Below. With a baseline query the limit is
/// `threshold` percent of the measured baseline (> 0), the last known one when a poll brought none.
///
/// **Breach**: known to be beyond the limit for the whole (compressed) window; window 0: at the first sample.
/// **Pending**: beyond, the window not yet full. **Ok**: the newest value is known, fresh and not beyond.
/// A value is fresh for three scrape intervals; after that the state is, in this order,
/// **Error** (the newest poll failed), **NoData** (the source answers, but with no value), **Stale** (it is silent).
/// A fresh value without a limit (no baseline yet) is NoData too.
///
/// Time without knowledge neither heals nor proves: a gap of at most three scrapes inside an excursion is bridged; a
/// longer one stops the clock of the window (`held`) without setting it back; only a known value within the limit ends
/// an excursion. `beyondSinceMs` and `breachSinceMs` therefore survive NoData, Stale and Error, and a breach that
/// `previous` already reported goes on after the gap without waiting for its window again.
///
/// A limit that moves with its baseline does not judge again what `previous` has judged: an excursion begins after
/// the newest sample of a reading that was within the limit, a healthy time after the last sample that was beyond it.
/// The newest sample is always judged by today's.
[[nodiscard]] TriggerReading evaluateTrigger(const Threshold &threshold, const TriggerInput &input,
                                             const EvaluationClock &clock, const TriggerReading &previous = {});

/// Whether a trigger that is beyond its limit now was healthy in between: the start of the first run of known values
/// within the limit that begins after `afterMs` and lasts for `enough`; 0: there is none. Time without knowledge ends a
/// run, so a gap heals nothing. `step`: between samples that were asked for; of a coarse one each value stands for its
/// whole step. The limit is today's. Pure.
[[nodiscard]] qint64 recoveryBetween(std::span<const MetricSample> samples, qint64 afterMs, Direction direction,
                                     double limit, std::chrono::milliseconds enough,
                                     std::chrono::milliseconds scrapeInterval, std::chrono::milliseconds step);

/// Age after which a value is no evidence any more: three scrape intervals.
[[nodiscard]] constexpr std::chrono::milliseconds staleAfter(std::chrono::milliseconds scrapeInterval)
{
    return 3 * scrapeInterval;
}

/// Whether the state says that something is known. Unknown is not green.
[[nodiscard]] bool isKnown(TriggerState state);

} // namespace edgelink
