// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the excursion that the journal knows of is the one that stands now, after a time in which nobody watched.
//
// A trigger that is in breach after a restart may be in the breach that was settled, or have been healthy in between
// and be in a new one. The record cannot tell, for nobody was there to write; the data can. A recovery that is found in
// it is written down as the tracker would have done then, and the breach after it is one like any other. Where neither
// the recovery nor its absence can be shown, a settled excursion counts as over: an incident too many is closed by one
// click, one too few is seen by nobody.
#include "app/services/incident/incidentservice.h"
#include "models/domain/thresholdquery.h"
#include "models/ports/metricsource.h"

namespace edgelink::incident {

using std::chrono::milliseconds;

void IncidentService::lookBack(Trigger &trigger, const RecordedExcursion &recorded)
{
    const std::span<const MetricSample> samples = trigger.history.samples();
    const milliseconds scrape = m_environment.scrapeInterval;
    const qint64 recovered
        = recoveryBetween(samples, recorded.vouchedMs, trigger.threshold.direction, trigger.reading.effectiveThreshold,
                          provesRecovery(trigger), scrape, scrape);
    const qint64 knownFrom = samples.empty() ? now() : samples.front().timeMs;
    if (recovered != 0 && isBeginningKnown(trigger, recorded, recovered))
        reportRecovery(trigger, recovered); // until that is on record it is asked again
    else if (recovered == 0 && milliseconds{knownFrom - recorded.vouchedMs} <= staleAfter(scrape))
        trigger.unwatched = false; // the samples cover all of the time
    else
        lookFurtherBack(trigger, recorded, knownFrom, recovered);
}

/// A time that was well from the oldest sample at hand on may have begun long before it, while nobody watched.
bool IncidentService::isBeginningKnown(const Trigger &trigger, const RecordedExcursion &recorded,
                                       qint64 healthySinceMs) const
{
    const std::span<const MetricSample> samples = trigger.history.samples();
    const milliseconds gap = staleAfter(m_environment.scrapeInterval);
    return !trigger.unwatched || samples.empty() || milliseconds{healthySinceMs - samples.front().timeMs} > gap
        || milliseconds{samples.front().timeMs - recorded.vouchedMs} <= gap;
}

void IncidentService::lookFurtherBack(Trigger &trigger, const RecordedExcursion &recorded, qint64 untilMs,
                                      qint64 recoveredMs)
{
    RangeQuery query;
    query.query
        = expandQuery(trigger.threshold.query, trigger.threshold, queryScope(m_environment)).value_or(QString());
    query.start = QDateTime::fromMSecsSinceEpoch(recorded.vouchedMs, Qt::UTC);
    // Some way into what is known already, so that a recovery across the seam is seen whole.
    query.end = QDateTime::fromMSecsSinceEpoch(untilMs, Qt::UTC).addDuration(provesRecovery(trigger));
    query.step = m_environment.scrapeInterval;
    trigger.reporting = true;
    whenFinished(m_ports.metrics->range(query), this,
                 [this, &trigger, recorded, untilMs, recoveredMs](const std::optional<Result<RangeResult>> &answer) {
                     trigger.reporting = false;
                     if (excursionOf(trigger.threshold.id) != recorded)
                         return; // another console wrote how it went on
                     const milliseconds scrape = m_environment.scrapeInterval;
                     const bool answered = answer && *answer && !(*answer)->series.isEmpty();
                     const QList<MetricSample> samples
                         = answered ? (*answer)->series.first().samples : QList<MetricSample>();
                     const milliseconds step = answered ? std::max(scrape, (*answer)->step) : scrape;
                     const qint64 recovered
                         = recoveryBetween({samples.constData(), static_cast<size_t>(samples.size())},
                                           recorded.vouchedMs, trigger.threshold.direction,
                                           trigger.reading.effectiveThreshold, provesRecovery(trigger), scrape, step);
                     const bool covered = !samples.isEmpty()
                         && milliseconds{samples.first().timeMs - recorded.vouchedMs} <= staleAfter(step)
                         && milliseconds{untilMs - samples.last().timeMs} <= staleAfter(step);
                     if (recovered != 0 || recoveredMs != 0)
                         reportRecovery(trigger, recovered != 0 ? recovered : recoveredMs);
                     else if (covered || !recorded.settled)
                         trigger.unwatched = false;
                     else
                         m_excursions.forget(trigger.threshold.id);
                 });
}

} // namespace edgelink::incident
