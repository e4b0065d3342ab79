// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "models/ports/incidenttracker.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>

namespace edgelink::cli {

namespace {

QString number(const std::optional<double> &value, const Threshold &threshold)
{
    return value ? QStringLiteral("%1 %2").arg(*value, 0, 'f', threshold.decimals).arg(threshold.unit)
                 : QStringLiteral("–");
}

/// Waits until every threshold has an answer, or for the deadline. What is old or missing counts as one only then: the
/// first batch may end before a gap that the next one fills.
QMap<QString, TriggerReading> firstReadings(const Session &session)
{
    QMap<QString, TriggerReading> readings;
    QEventLoop loop;
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(session.incidents, &IncidentTracker::readingChanged, &loop, [&](const TriggerReading &reading) {
        // The tracker also ticks before the first answer; such a reading says nothing about the platform.
        if (reading.state == TriggerState::NoData && reading.sampleTimeMs == 0 && deadline.remainingTime() > 5000)
            return;
        readings.insert(reading.thresholdId, reading);
        const bool settled = std::all_of(readings.cbegin(), readings.cend(), [](const TriggerReading &one) {
            return one.state != TriggerState::NoData && one.state != TriggerState::Stale;
        });
        if (settled && readings.size() == session.thresholds.size())
            loop.quit();
    });
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (isInterrupted(session))
            loop.quit();
    });
    poll.start(std::chrono::milliseconds{100});
    deadline.start(std::chrono::seconds{10});
    session.watchTriggers();
    loop.exec();
    return readings;
}

} // namespace

int showStatus(const Session &session, const Streams &out)
{
    const QMap<QString, TriggerReading> readings = firstReadings(session);
    const auto incident
        = awaited(session, session.incidents->current(), QStringLiteral("incident"), std::chrono::seconds{10});
    if (isInterrupted(session))
        return out.fail(interruption(session.environment.name));
    bool breach = false;
    bool unknown = !incident;
    QList<QStringList> rows;
    QJsonArray triggers;
    for (const Threshold &threshold : session.thresholds) {
        const TriggerReading reading = readings.value(threshold.id);
        breach = breach || reading.state == TriggerState::Breach;
        unknown = unknown || reading.state == TriggerState::NoData || reading.state == TriggerState::Stale
            || reading.state == TriggerState::Error;
        const QString why = reading.error ? reading.error->sentence() : reading.worstName;
        rows.append({threshold.id, triggerStateId(reading.state), number(reading.value, threshold),
                     number(reading.effectiveThreshold, threshold), number(reading.baseline, threshold), why});
        triggers.append(QJsonObject{{"id", threshold.id},
                                    {"state", triggerStateId(reading.state)},
                                    {"value", reading.value ? QJsonValue(*reading.value) : QJsonValue()},
                                    {"threshold", reading.effectiveThreshold},
                                    {"baseline", reading.baseline ? QJsonValue(*reading.baseline) : QJsonValue()},
                                    {"unit", threshold.unit},
                                    {"sampleTimeMs", static_cast<double>(reading.sampleTimeMs)},
                                    {"worst", reading.worstName},
                                    {"error", reading.error ? reading.error->sentence() : QString()}});
    }
    const QString incidentId = incident && incident->isOpen() ? incident->id : QString();
    const QString sentence = !incident ? incident.error().sentence()
        : incidentId.isEmpty()         ? QStringLiteral("no open incident")
                                       : QStringLiteral("open incident %1").arg(incidentId);
    if (out.json()) {
        out.document(QJsonObject{{"environment", session.environment.name},
                                 {"incident", incident ? QJsonValue(incidentId) : QJsonValue()},
                                 {"triggers", triggers}});
    } else {
        out.table({"TRIGGER", "STATE", "VALUE", "THRESHOLD", "BASELINE", "WORST / WHY"}, rows);
        out.data(sentence);
    }
    if (unknown && !breach)
        return UnknownOutcome;
    return breach ? Failed : Success;
}

} // namespace edgelink::cli
