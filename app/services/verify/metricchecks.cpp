// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/metricchecks.h"

#include "app/services/verify/words.h"
#include "models/domain/thresholdquery.h"

#include <cmath>

namespace edgelink::verify {

namespace {

std::optional<double> finite(const QJsonValue &value)
{
    const QJsonValue number = value.isObject() ? value.toObject().value(QStringLiteral("value")) : value;
    if (!number.isDouble() || !std::isfinite(number.toDouble()))
        return std::nullopt;
    return number.toDouble();
}

/// Median of the finite samples of a single series.
std::optional<double> medianOf(const Result<RangeResult> &result)
{
    if (!result || result->series.size() != 1)
        return std::nullopt;
    QList<double> values;
    for (const MetricSample &sample : result->series.first().samples) {
        if (std::isfinite(sample.value))
            values << sample.value;
    }
    if (values.isEmpty())
        return std::nullopt;
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace

Measurement measurementOf(const Result<RangeResult> &result, const QString &query)
{
    Measurement measurement;
    measurement.query = query;
    if (!result) {
        measurement.reason = result.error().sentence();
        return measurement;
    }
    if (result->series.isEmpty() || result->series.first().samples.isEmpty()) {
        measurement.reason = Words::tr("no data");
        return measurement;
    }
    if (result->series.size() > 1) {
        measurement.reason = Words::tr("%1 series where one was expected").arg(result->series.size());
        return measurement;
    }
    const double value = result->series.first().samples.last().value;
    if (std::isfinite(value))
        measurement.value = value;
    else
        measurement.reason = Words::tr("the value is %1").arg(value);
    return measurement;
}

QList<Measurement> measure(ProbeContext &context, const QList<Threshold> &thresholds)
{
    struct Asked {
        QString query;
        std::optional<QFuture<Result<RangeResult>>> future;
        QString error;
    };
    QList<Asked> asked;
    for (const Threshold &threshold : thresholds) {
        const auto query = expandQuery(threshold.query, threshold, queryScope(context.with.environment));
        if (query)
            asked << Asked{*query, context.with.metrics->instant(*query), {}};
        else
            asked << Asked{threshold.query, std::nullopt, query.error().sentence()};
    }
    QList<Measurement> measurements;
    for (const Asked &one : std::as_const(asked)) {
        if (!one.future)
            measurements << Measurement{std::nullopt, one.error, one.query};
        else
            measurements << measurementOf(context.ask(*one.future, Words::tr("Prometheus"), std::chrono::seconds{10}),
                                          one.query);
    }
    return measurements;
}

const Threshold *findThreshold(const QList<Threshold> &thresholds, const QString &id)
{
    const auto it = std::find_if(thresholds.cbegin(), thresholds.cend(),
                                 [&id](const Threshold &threshold) { return threshold.id == id; });
    return it == thresholds.cend() ? nullptr : &*it;
}

QString valueText(double value, const Threshold &threshold)
{
    const QString number = QString::number(value, 'f', std::clamp(threshold.decimals, 0, 6));
    return threshold.unit.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, threshold.unit);
}

std::optional<Baseline> baselineFromJournal(const QList<JournalEvent> &events)
{
    std::optional<Baseline> newest;
    for (const JournalEvent &event : events) {
        if (event.draft.kind != QLatin1String(journalkind::IncidentOpened))
            continue;
        const QJsonObject payload = event.draft.payload.value(QStringLiteral("baseline")).toObject();
        Baseline baseline;
        for (auto entry = payload.begin(); entry != payload.end(); ++entry) {
            if (const std::optional<double> value = finite(entry.value()))
                baseline.values.insert(entry.key(), *value);
        }
        if (baseline.values.isEmpty())
            continue;
        baseline.source
            = Words::tr("recorded when the incident was opened (%1)").arg(event.time().toString(Qt::ISODate));
        newest = baseline;
    }
    return newest;
}

Result<Baseline> readBaseline(ProbeContext &context)
{
    if (context.with.journal != nullptr && !context.request.incidentId.isEmpty()) {
        JournalQuery query;
        query.incidentId = context.request.incidentId;
        query.kinds = {QString::fromLatin1(journalkind::IncidentOpened)};
        const auto events = context.ask(context.with.journal->read(query), Words::tr("the journal"));
        if (events) {
            if (const auto baseline = baselineFromJournal(*events))
                return *baseline;
        }
    }
    if (!context.request.incidentStart.isValid())
        return failure(ErrorKind::NotFound,
                       Words::tr("no incident is open, so there is no time before it to compare with"));
    if (context.with.metrics == nullptr)
        return tl::make_unexpected(missingPart(Words::tr("Prometheus")));

    const QueryScope scope = queryScope(context.with.environment);
    QList<std::pair<QString, QFuture<Result<RangeResult>>>> asked;
    for (const Threshold &threshold : context.with.thresholds) {
        const auto query = expandQuery(threshold.query, threshold, scope);
        if (!query)
            continue;
        // Rates look back over their range, so the time just before the incident is already touched by it.
        const std::chrono::milliseconds range = rateRange(threshold, scope);
        RangeQuery ask;
        ask.query = *query;
        ask.end = context.request.incidentStart.addMSecs(-range.count());
        ask.start = ask.end.addMSecs(-3 * range.count());
        ask.step = std::max<std::chrono::milliseconds>(scope.scrapeInterval, range / 10);
        asked.append({threshold.id, context.with.metrics->range(ask)});
    }
    Baseline baseline;
    for (const auto &[id, future] : std::as_const(asked)) {
        const auto median = medianOf(context.ask(future, Words::tr("Prometheus")));
        if (median)
            baseline.values.insert(id, *median);
    }
    if (baseline.values.isEmpty())
        return failure(ErrorKind::NotFound,
                       Words::tr("Prometheus remembers nothing of the time before %1")
                           .arg(context.request.incidentStart.toString(Qt::ISODate)));
    baseline.source
        = Words::tr("measured by Prometheus before %1").arg(context.request.incidentStart.toString(Qt::ISODate));
    return baseline;
}

Observation errorRatio(ProbeContext &context)
{
    if (context.with.metrics == nullptr)
        return unknown(missingPart(Words::tr("Prometheus")));
    const Threshold *found = findThreshold(context.with.thresholds, QStringLiteral("http-5xx"));
    if (found == nullptr)
        return unknown(missingPart(Words::tr("a trigger `http-5xx` in the thresholds file")));
    const double limit = context.number(QStringLiteral("limit_percent"), 1.0, 0.0, 100.0);
    // Over the trigger's own window (5 min) it would speak of the time before the rollback until the check has to end;
    // the observation looks at that window.
    Threshold recent = *found;
    recent.window = std::min<std::chrono::milliseconds>(recent.window, std::chrono::minutes{1});
    const std::chrono::milliseconds range = rateRange(recent, queryScope(context.with.environment));
    // The rate looks back over its range: errors from before the rollback must leave it before it says anything.
    const QDeadlineTimer settle(range + 4 * std::chrono::milliseconds(context.with.environment.scrapeInterval));
    const std::chrono::milliseconds pause
        = std::max<std::chrono::milliseconds>(context.with.environment.scrapeInterval, std::chrono::milliseconds{500});
    while (true) {
        const Measurement now = measure(context, {recent}).constFirst();
        if (context.patience.isCancelled())
            return cancelled();
        const QStringList facts{Words::tr("query: %1").arg(now.query)};
        Observation observation;
        if (!now.value)
            observation = unknown(Words::tr("The 5xx ratio is not known: %1.").arg(now.reason), facts);
        else if (*now.value <= limit)
            observation = passed(Words::tr("%1 of responses are 5xx over %2 (limit %3 %).")
                                     .arg(valueText(*now.value, recent), promDuration(range))
                                     .arg(limit),
                                 facts);
        else
            observation = failed(Words::tr("%1 of responses are 5xx over %2 (limit %3 %).")
                                     .arg(valueText(*now.value, recent), promDuration(range))
                                     .arg(limit),
                                 facts);
        if (now.value)
            observation.data = {{QStringLiteral("percent"), *now.value}};
        if (observation.state == Observation::State::Passed || settle.hasExpired()
            || context.patience.remaining() <= 2 * pause)
            return observation;
        context.progress(-1, observation.text);
        if (!context.patience.pause(pause))
            return context.patience.isCancelled() ? cancelled() : observation;
    }
}

Observation baselineKnown(ProbeContext &context)
{
    const Result<Baseline> baseline = readBaseline(context);
    if (!baseline && baseline.error().kind == ErrorKind::Cancelled)
        return unknown(baseline.error());
    if (!baseline)
        return warned(
            Words::tr(
                "No baseline from before the incident: %1. The observation will compare with the thresholds alone.")
                .arg(baseline.error().what));
    QStringList facts{baseline->source};
    QStringList missing;
    Observation observation;
    for (const Threshold &threshold : context.with.thresholds) {
        if (baseline->values.contains(threshold.id)) {
            facts << QStringLiteral("%1: %2").arg(threshold.id,
                                                  valueText(baseline->values.value(threshold.id), threshold));
            observation.data.insert(threshold.id, baseline->values.value(threshold.id));
        } else {
            missing << threshold.id;
        }
    }
    const QJsonObject data = observation.data;
    observation = missing.isEmpty()
        ? passed(Words::tr("The baseline from before the incident is known for all %1 triggers.")
                     .arg(context.with.thresholds.size()),
                 facts)
        : warned(Words::tr("No baseline from before the incident for %1.").arg(listed(missing)), facts);
    observation.data = {{QStringLiteral("baseline"), data}};
    return observation;
}

} // namespace edgelink::verify
