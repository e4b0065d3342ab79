// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/triggerevaluation.h"

#include "models/domain/thresholdquery.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace edgelink {

namespace {

using std::chrono::milliseconds;

std::optional<double> usableBaseline(const std::optional<double> &baseline)
{
    return baseline && std::isfinite(*baseline) && *baseline > 0 ? baseline : std::nullopt;
}

struct Excursion {
    qint64 since = 0; ///< first sample beyond; 0: none
    qint64 breachSince = 0; ///< first sample at which the window was full; 0: not yet
    milliseconds held{0};
    bool reachesBack = false; ///< no healthy sample stands before it: it may be older than the samples
};

/// What an earlier reading has settled of the samples, where the limit moves; with one that stands, nothing.
struct Judged {
    qint64 notBeforeMs = 0; ///< the excursion does not begin earlier
    qint64 beyondUntilMs = 0; ///< from there to here all samples were beyond the limit of their time
};

Judged judgedBy(const TriggerReading &previous)
{
    if (!usableBaseline(previous.baseline))
        return {}; // there was no limit yet: of the past only today's can tell
    if (previous.beyondSinceMs != 0)
        return {previous.beyondSinceMs, previous.lastBeyondMs};
    return {previous.sampleTimeMs + 1, 0}; // that one was within its limit
}

/// The excursion that the newest finite sample (at `last`) belongs to.
template<typename Beyond>
Excursion excursionAt(std::span<const MetricSample> samples, size_t last, milliseconds window, milliseconds bridge,
                      const Judged &judged, Beyond beyond)
{
    Excursion excursion;
    if (!beyond(samples[last].value))
        return excursion;
    size_t first = last;
    excursion.reachesBack = true;
    for (size_t i = last; i-- > 0;) {
        if (!std::isfinite(samples[i].value))
            continue;
        if (samples[i].timeMs < judged.notBeforeMs)
            break;
        if (samples[i].timeMs > judged.beyondUntilMs && !beyond(samples[i].value)) {
            excursion.reachesBack = false;
            break;
        }
        first = i;
    }
    excursion.since = samples[first].timeMs;
    qint64 known = excursion.since;
    for (size_t i = first; i <= last; ++i) {
        if (!std::isfinite(samples[i].value))
            continue;
        const milliseconds step{samples[i].timeMs - known};
        if (step <= bridge)
            excursion.held += step;
        known = samples[i].timeMs;
        if (excursion.breachSince == 0 && excursion.held >= window)
            excursion.breachSince = known;
    }
    return excursion;
}

/// Start of the run of known samples within the limit that ends at `last`; time without knowledge ends the run, and so
/// does a sample up to `beyondUntilMs`.
template<typename Beyond>
qint64 healthySince(std::span<const MetricSample> samples, size_t last, milliseconds bridge, qint64 beyondUntilMs,
                    Beyond beyond)
{
    qint64 since = samples[last].timeMs;
    for (size_t i = last; i-- > 0;) {
        if (!std::isfinite(samples[i].value))
            continue;
        if (samples[i].timeMs <= beyondUntilMs || beyond(samples[i].value)
            || milliseconds{since - samples[i].timeMs} > bridge)
            break;
        since = samples[i].timeMs;
    }
    return since;
}

void nameWorst(TriggerReading &reading, const TriggerInput &input, Direction direction)
{
    for (auto it = input.worst.cbegin(); it != input.worst.cend(); ++it) {
        if (!std::isfinite(it.value()))
            continue;
        const bool worse = !reading.worstValue
            || (direction == Direction::Above ? it.value() > *reading.worstValue : it.value() < *reading.worstValue);
        if (worse) {
            reading.worstName = it.key();
            reading.worstValue = it.value();
        }
    }
}

} // namespace

bool isKnown(TriggerState state)
{
    return state == TriggerState::Ok || state == TriggerState::Pending || state == TriggerState::Breach;
}

qint64 recoveryBetween(std::span<const MetricSample> samples, qint64 afterMs, Direction direction, double limit,
                       milliseconds enough, milliseconds scrapeInterval, milliseconds step)
{
    const milliseconds bridge = staleAfter(std::max(scrapeInterval, step));
    const milliseconds coarse = std::max(step - scrapeInterval, milliseconds{0});
    qint64 since = 0;
    qint64 known = 0;
    for (const MetricSample &sample : samples) {
        if (sample.timeMs <= afterMs || !std::isfinite(sample.value))
            continue;
        const bool beyond = direction == Direction::Above ? sample.value > limit : sample.value < limit;
        if (beyond) {
            since = 0;
            continue;
        }
        if (since == 0 || milliseconds{sample.timeMs - known} > bridge)
            since = sample.timeMs;
        known = sample.timeMs;
        if (milliseconds{known - since} + coarse >= enough)
            return since;
    }
    return 0;
}

TriggerReading evaluateTrigger(const Threshold &threshold, const TriggerInput &input, const EvaluationClock &clock,
                               const TriggerReading &previous)
{
    TriggerReading reading;
    reading.thresholdId = threshold.id;
    reading.window = effectiveWindow(threshold, clock.timeCompression);
    reading.warnings = input.warnings;
    reading.error = input.error;
    nameWorst(reading, input, threshold.direction);

    const bool relative = !threshold.baselineQuery.isEmpty();
    reading.baseline = threshold.baseline;
    if (relative) {
        const std::optional<double> measured = usableBaseline(input.baseline);
        reading.baseline = measured ? measured : usableBaseline(previous.baseline);
    }
    const bool limitKnown = !relative || reading.baseline.has_value();
    if (limitKnown)
        reading.effectiveThreshold = relative ? *reading.baseline * threshold.threshold / 100.0 : threshold.threshold;
    else
        reading.warnings << QCoreApplication::translate("thresholds", "no baseline has been measured yet");

    const std::span<const MetricSample> samples = input.samples;
    std::optional<size_t> last;
    for (size_t i = samples.size(); i-- > 0 && !last;) {
        if (std::isfinite(samples[i].value))
            last = i;
    }
    if (last) {
        reading.value = samples[*last].value;
        reading.sampleTimeMs = samples[*last].timeMs;
    } else {
        reading.value = previous.value;
        reading.sampleTimeMs = previous.sampleTimeMs;
    }
    constexpr double Rounding = 1e-9; // bounds are printed and parsed again on their way
    reading.atCeiling = reading.value && input.ceiling && *reading.value >= *input.ceiling * (1 - Rounding);

    const milliseconds stale = staleAfter(clock.scrapeInterval);
    reading.lastBeyondMs = previous.lastBeyondMs;
    qint64 healthy = 0;
    if (!last || !limitKnown) {
        // Nothing new can be said about an excursion, so nothing is taken back either.
        reading.beyondSinceMs = previous.beyondSinceMs;
        reading.breachSinceMs = previous.breachSinceMs;
        reading.held = previous.held;
    } else {
        const auto beyond = [&threshold, limit = reading.effectiveThreshold](double value) {
            return threshold.direction == Direction::Above ? value > limit : value < limit;
        };
        const Excursion excursion
            = excursionAt(samples, *last, reading.window, stale, relative ? judgedBy(previous) : Judged{}, beyond);
        reading.beyondSinceMs = excursion.since;
        reading.breachSinceMs = excursion.breachSince;
        reading.held = excursion.held;
        if (excursion.since == 0)
            healthy = healthySince(samples, *last, stale, relative ? reading.lastBeyondMs : 0, beyond);
        else
            reading.lastBeyondMs = reading.sampleTimeMs;
        const bool same = excursion.since != 0 && previous.beyondSinceMs != 0
            && (excursion.reachesBack || excursion.since <= previous.beyondSinceMs);
        if (same) {
            reading.beyondSinceMs = std::min(reading.beyondSinceMs, previous.beyondSinceMs);
            reading.held = std::max(reading.held, previous.held);
            if (previous.breachSinceMs != 0)
                reading.breachSinceMs = previous.breachSinceMs;
        }
    }

    // Neither too old nor from a future that only a clock set back can explain.
    const bool fresh = reading.sampleTimeMs != 0 && std::abs(clock.nowMs - reading.sampleTimeMs) <= stale.count();
    if (fresh && last) {
        if (!limitKnown)
            reading.state = TriggerState::NoData;
        else if (reading.beyondSinceMs == 0)
            reading.state = TriggerState::Ok;
        else
            reading.state = reading.breachSinceMs != 0 ? TriggerState::Breach : TriggerState::Pending;
        reading.healthySinceMs = reading.state == TriggerState::Ok ? healthy : 0;
        return reading;
    }
    const bool answeredWithoutValue = !samples.empty() && !std::isfinite(samples.back().value)
        && std::abs(clock.nowMs - samples.back().timeMs) <= stale.count();
    if (input.error)
        reading.state = TriggerState::Error;
    else if (answeredWithoutValue || reading.sampleTimeMs == 0)
        reading.state = TriggerState::NoData;
    else
        reading.state = TriggerState::Stale;
    return reading;
}

} // namespace edgelink
