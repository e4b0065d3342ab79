// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/observation.h"

#include "app/services/verify/words.h"
#include "models/domain/thresholdquery.h"

#include <QElapsedTimer>

namespace edgelink::verify {

namespace {

constexpr double ClearlyWorse = 1.5; ///< times the pre-incident value

std::chrono::milliseconds stretched(std::chrono::milliseconds duration, double compression)
{
    return std::chrono::milliseconds{
        static_cast<qint64>(static_cast<double>(duration.count()) * std::max(1.0, compression))};
}

bool isClearlyWorse(const Threshold &threshold, double now, double before)
{
    if (threshold.direction == Direction::Below)
        return now < before / ClearlyWorse;
    // Inside the runbook's own baseline nothing is worse, however small it was before.
    return now > before * ClearlyWorse && now > threshold.baseline.value_or(0.0);
}

} // namespace

double SeenValues::median() const
{
    QList<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return sorted.isEmpty() ? 0.0 : sorted.at(sorted.size() / 2);
}

double SeenValues::worst(Direction direction) const
{
    if (values.isEmpty())
        return 0.0;
    return direction == Direction::Above ? *std::max_element(values.cbegin(), values.cend())
                                         : *std::min_element(values.cbegin(), values.cend());
}

std::optional<double> limitOf(const Threshold &threshold, const Baseline &baseline)
{
    if (threshold.baselineQuery.isEmpty())
        return threshold.threshold;
    if (!baseline.values.contains(threshold.id))
        return std::nullopt;
    return threshold.threshold / 100.0 * baseline.values.value(threshold.id);
}

ObservationClock::Seen judge(const Threshold &threshold, const Measurement &now, const Baseline &baseline)
{
    const std::optional<double> limit = limitOf(threshold, baseline);
    if (!now.value || !limit)
        return ObservationClock::Seen::Unknown;
    const bool beyond = threshold.direction == Direction::Above ? *now.value > *limit : *now.value < *limit;
    return beyond ? ObservationClock::Seen::Beyond : ObservationClock::Seen::Inside;
}

QString progressText(const ObservationClock &clock, double compression)
{
    QString text = Words::tr("%1 of %2")
                       .arg(clockText(stretched(clock.observed(), compression)),
                            clockText(stretched(clock.length(), compression)));
    if (clock.restarts() == 1)
        text += Words::tr(", restarted once");
    else if (clock.restarts() > 1)
        text += Words::tr(", restarted %1 times").arg(clock.restarts());
    if (!clock.breached().isEmpty())
        text += Words::tr("; in breach now: %1").arg(listed(clock.breached()));
    else if (!clock.hasBegun() && !clock.beyond().isEmpty())
        text += Words::tr("; begins when inside its threshold: %1").arg(listed(clock.beyond()));
    if (!clock.unknownNow().isEmpty())
        text += Words::tr("; paused, no data: %1").arg(listed(clock.unknownNow()));
    if (compression > 1.0)
        text += Words::tr(" (drill clock ×%1)").arg(compression);
    return text;
}

Observation windowPassed(const QList<Threshold> &thresholds, const QMap<QString, SeenValues> &seen,
                         const Baseline &baseline, const ObservationClock &clock, double compression)
{
    QStringList facts;
    QStringList beyond;
    QStringList worse;
    QJsonObject numbers;
    for (const Threshold &threshold : thresholds) {
        const SeenValues values = seen.value(threshold.id);
        if (values.values.isEmpty())
            continue;
        const double median = values.median();
        const double worst = values.worst(threshold.direction);
        const std::optional<double> limit = limitOf(threshold, baseline);
        QString line = Words::tr("%1: median %2, worst %3, limit %4")
                           .arg(threshold.id, valueText(median, threshold), valueText(worst, threshold),
                                limit ? valueText(*limit, threshold) : Words::tr("not known"));
        QJsonObject number{{QStringLiteral("median"), median}, {QStringLiteral("worst"), worst}};
        if (baseline.values.contains(threshold.id)) {
            const double before = baseline.values.value(threshold.id);
            number.insert(QStringLiteral("before"), before);
            line += Words::tr(", before the incident %1").arg(valueText(before, threshold));
            if (isClearlyWorse(threshold, median, before))
                worse << Words::tr("%1 is %2, was %3")
                             .arg(threshold.id, valueText(median, threshold), valueText(before, threshold));
        }
        if (limit && (threshold.direction == Direction::Above ? worst > *limit : worst < *limit))
            beyond << Words::tr("%1 reached %2, limit %3")
                          .arg(threshold.id, valueText(worst, threshold), valueText(*limit, threshold));
        numbers.insert(threshold.id, number);
        facts << line;
    }
    facts << (baseline.values.isEmpty() ? Words::tr("No baseline from before the incident was known.")
                                        : Words::tr("Baseline: %1").arg(baseline.source));
    const QString window = progressText(clock, compression);
    Observation observation = !beyond.isEmpty()
        ? warned(Words::tr("No breach (%1), but not inside every threshold all the time: %2.")
                     .arg(window, listed(beyond + worse)),
                 facts)
        : worse.isEmpty()
        ? passed(Words::tr("All %1 triggers stayed inside their thresholds (%2).").arg(thresholds.size()).arg(window),
                 facts)
        : warned(Words::tr("Inside every threshold (%1), but clearly worse than before the incident: %2.")
                     .arg(window, listed(worse)),
                 facts);
    observation.data = {{QStringLiteral("triggers"), numbers}, {QStringLiteral("restarts"), clock.restarts()}};
    return observation;
}

Observation observationWindow(ProbeContext &context)
{
    const double compression = std::max(1.0, context.with.environment.timeCompression);
    const double minutes = context.number(QStringLiteral("minutes"), 15.0, 0.05, 24 * 60);
    const std::chrono::milliseconds length{static_cast<qint64>(minutes * 60'000.0 / compression)};
    if (context.with.metrics == nullptr)
        return unknown(missingPart(Words::tr("Prometheus")));
    if (context.with.thresholds.isEmpty())
        return unknown(missingPart(Words::tr("thresholds")));
    if (context.request.timeout <= length)
        return failed(Words::tr("The step's time limit (%1) is not longer than the window (%2), so it could never "
                                "pass. Raise `timeout` in the runbook.")
                          .arg(clockText(context.request.timeout), clockText(length)));

    Baseline baseline;
    QString baselineProblem;
    if (const Result<Baseline> known = readBaseline(context))
        baseline = *known;
    else
        baselineProblem = known.error().what;
    // Without one, a trigger that is a share of its baseline would stay unknown for ever: take what its own query says.
    for (const Threshold &threshold : context.with.thresholds) {
        if (threshold.baselineQuery.isEmpty() || baseline.values.contains(threshold.id))
            continue;
        Threshold asBaseline = threshold;
        asBaseline.query = threshold.baselineQuery;
        const Measurement measured = measure(context, {asBaseline}).constFirst();
        if (measured.value)
            baseline.values.insert(threshold.id, *measured.value);
    }

    ObservationClock clock(length);
    QMap<QString, SeenValues> seen;
    QMap<QString, QString> reasons;
    QElapsedTimer sinceLast;
    const std::chrono::milliseconds pause
        = std::max<std::chrono::milliseconds>(context.with.environment.scrapeInterval, std::chrono::milliseconds{250});
    while (true) {
        const QList<Measurement> now = measure(context, context.with.thresholds);
        if (context.patience.isCancelled())
            return cancelled();
        const std::chrono::milliseconds elapsed{sinceLast.isValid() ? sinceLast.restart() : 0};
        if (!sinceLast.isValid())
            sinceLast.start();
        QList<ObservationClock::Trigger> triggers;
        for (qsizetype i = 0; i < now.size(); ++i) {
            const Threshold &threshold = context.with.thresholds.at(i);
            triggers << ObservationClock::Trigger{threshold.id, judge(threshold, now.at(i), baseline),
                                                  effectiveWindow(threshold, compression)};
            if (now.at(i).value)
                seen[threshold.id].values << *now.at(i).value;
            reasons.insert(threshold.id, now.at(i).value ? Words::tr("no baseline to compare with") : now.at(i).reason);
        }
        const int restarts = clock.restarts();
        clock.feed(elapsed, triggers);
        if (clock.restarts() > restarts || !clock.hasBegun())
            seen.clear(); // the numbers of the window that counts
        const QString text = progressText(clock, compression);
        context.progress(
            std::clamp(static_cast<double>(clock.observed().count()) / static_cast<double>(length.count()), 0.0, 1.0),
            text);
        if (clock.isComplete()) {
            Observation observation = windowPassed(context.with.thresholds, seen, baseline, clock, compression);
            if (!baselineProblem.isEmpty())
                observation.facts << Words::tr("Baseline: %1").arg(baselineProblem);
            return observation;
        }
        if (context.patience.remaining() > pause && context.patience.pause(pause))
            continue;
        if (context.patience.isCancelled())
            return cancelled();

        QStringList facts;
        for (const QString &id : clock.unknownNow())
            facts << QStringLiteral("%1: %2").arg(id, reasons.value(id));
        for (auto it = clock.restartsBy().cbegin(); it != clock.restartsBy().cend(); ++it)
            facts << Words::tr("%1 was in breach %2 times").arg(it.key()).arg(it.value());
        if (clock.breached().isEmpty() && clock.restarts() == 0 && !clock.unknownNow().isEmpty())
            return unknown(Words::tr("The window was not completed for want of data: %1.").arg(text), facts);
        return failed(Words::tr("The window was not completed within the step's time: %1.").arg(text), facts);
    }
}

} // namespace edgelink::verify
