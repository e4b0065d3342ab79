// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/alertsource.h"
#include "models/ports/incidenttracker.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <iterator>
#include <utility>

namespace edgelink::cli {

namespace {

QString number(const std::optional<double> &value, const Threshold &threshold)
{
    return value ? QStringLiteral("%1 %2").arg(*value, 0, 'f', threshold.decimals).arg(threshold.unit)
                 : QStringLiteral("–");
}

/// What one look gave: the triggers, and what Alertmanager says is firing.
struct Look {
    QMap<QString, TriggerReading> readings;
    std::optional<QList<Alert>> alerts; ///< nullopt: not known
    QList<Silence> silences;
    QString problem; ///< why the alerts are not known
};

/// Waits until every threshold has an answer and Alertmanager too, or for the deadline. What is old or missing counts
/// as one only then: the first batch may end before a gap that the next one fills.
Look firstLook(const Session &session)
{
    Look look;
    QEventLoop loop;
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    const auto consider = [&] {
        const bool settled = std::all_of(look.readings.cbegin(), look.readings.cend(), [](const TriggerReading &one) {
            return one.state != TriggerState::NoData && one.state != TriggerState::Stale;
        });
        if (settled && look.readings.size() == session.thresholds.size() && (look.alerts || !look.problem.isEmpty()))
            loop.quit();
    };
    QObject::connect(session.incidents, &IncidentTracker::readingChanged, &loop, [&](const TriggerReading &reading) {
        // The tracker also ticks before the first answer; such a reading says nothing about the platform.
        if (reading.state == TriggerState::NoData && reading.sampleTimeMs == 0 && deadline.remainingTime() > 5000)
            return;
        look.readings.insert(reading.thresholdId, reading);
        consider();
    });
    QObject::connect(session.alerts, &AlertSource::alertsChanged, &loop,
                     [&](const QList<Alert> &alerts, const QList<Silence> &silences) {
                         look.alerts = alerts;
                         look.silences = silences;
                         consider();
                     });
    QObject::connect(session.alerts, &AlertSource::statusChanged, &loop, [&](const SourceStatus &status) {
        if (status.error)
            look.problem = status.error->sentence();
        consider();
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
    if (!look.alerts && look.problem.isEmpty())
        look.problem = Words::tr("Alertmanager did not answer");
    return look;
}

QString instant(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QStringLiteral("–");
}

QString labelsOf(const Alert &alert)
{
    QStringList words;
    for (auto it = alert.labels.cbegin(); it != alert.labels.cend(); ++it) {
        if (it.key() != QLatin1String("alertname"))
            words << QStringLiteral("%1=%2").arg(it.key(), it.value());
    }
    return words.join(QLatin1Char(' '));
}

/// The silences that hold an alert, as Alertmanager names them; one that ended meanwhile has its id only.
QList<Silence> silencesOf(const Alert &alert, const Look &look)
{
    QList<Silence> silences;
    for (const QString &id : alert.silencedBy) {
        const auto known = std::find_if(look.silences.cbegin(), look.silences.cend(),
                                        [&id](const Silence &silence) { return silence.id == id; });
        Silence named;
        named.id = id;
        silences << (known == look.silences.cend() ? named : *known);
    }
    return silences;
}

QString heldBy(const Alert &alert, const Look &look)
{
    QStringList reasons;
    for (const Silence &silence : silencesOf(alert, look))
        reasons
            << (silence.endsAt.isValid()
                    ? Words::tr("until %1 by %2: %3").arg(instant(silence.endsAt), silence.createdBy, silence.comment)
                    : silence.id);
    if (!alert.inhibitedBy.isEmpty())
        reasons << Words::tr("inhibited by another alert");
    return reasons.isEmpty() ? QStringLiteral("–") : reasons.join(QStringLiteral("; "));
}

QJsonObject toJson(const Alert &alert, const Look &look)
{
    QJsonObject labels;
    for (auto it = alert.labels.cbegin(); it != alert.labels.cend(); ++it)
        labels.insert(it.key(), it.value());
    QJsonArray silences;
    for (const Silence &silence : silencesOf(alert, look))
        silences.append(
            QJsonObject{{"id", silence.id},
                        {"createdBy", silence.createdBy},
                        {"comment", silence.comment},
                        {"until", silence.endsAt.isValid() ? QJsonValue(instant(silence.endsAt)) : QJsonValue()}});
    return {{"name", alert.name},
            {"state", alert.state},
            {"since", alert.startsAt.isValid() ? QJsonValue(instant(alert.startsAt)) : QJsonValue()},
            {"labels", labels},
            {"silences", silences},
            {"inhibited", !alert.inhibitedBy.isEmpty()}};
}

/// Most people want to know which one to name: the newest first.
void printIncidents(const QList<Incident> &open, const Streams &out)
{
    if (open.isEmpty())
        out.data(Words::tr("no open incident"));
    for (const Incident &incident : open) {
        QString line = Words::tr("open incident %1: %2, impact since %3")
                           .arg(incident.id, incidentStateId(incident.state), instant(incident.impactStart));
        if (!incident.inBreach.isEmpty())
            line += Words::tr(", in breach: %1").arg(incident.inBreach.join(QLatin1Char(' ')));
        if (!incident.manualTriggers.isEmpty())
            line += Words::tr(", declared: %1").arg(incident.manualTriggers.join(QLatin1Char(' ')));
        out.data(line);
    }
}

void printAlerts(const Look &look, const Streams &out)
{
    if (!look.alerts) {
        out.data(Words::tr("alerts unknown: %1").arg(look.problem));
        return;
    }
    if (look.alerts->isEmpty()) {
        out.data(Words::tr("no alert is firing"));
        return;
    }
    QList<QStringList> rows;
    for (const Alert &alert : *look.alerts)
        rows.append({alert.name, alert.state, instant(alert.startsAt), labelsOf(alert), heldBy(alert, look)});
    out.table(
        {Words::tr("ALERT"), Words::tr("STATE"), Words::tr("SINCE (UTC)"), Words::tr("LABELS"), Words::tr("SILENCED")},
        rows);
}

} // namespace

int showStatus(const Session &session, const Streams &out)
{
    const Look look = firstLook(session);
    const auto incidents
        = awaited(session, session.incidents->incidents(), Words::tr("incidents"), std::chrono::seconds{10});
    if (isInterrupted(session))
        return out.fail(interruption(session.environment.name));
    bool breach = false;
    bool unknown = !incidents;
    QList<QStringList> rows;
    QJsonArray triggers;
    for (const Threshold &threshold : session.thresholds) {
        const TriggerReading reading = look.readings.value(threshold.id);
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
    QList<Incident> open;
    if (incidents)
        std::copy_if(incidents->cbegin(), incidents->cend(), std::back_inserter(open),
                     [](const Incident &incident) { return incident.isOpen(); });
    if (out.json()) {
        QJsonArray standing;
        for (const Incident &incident : std::as_const(open))
            standing.append(toJson(incident));
        QJsonArray alerts;
        for (const Alert &alert : look.alerts.value_or(QList<Alert>{}))
            alerts.append(toJson(alert, look));
        const QString newest = open.isEmpty() ? QString() : open.first().id;
        out.document(QJsonObject{{"environment", session.environment.name},
                                 {"incident", incidents ? QJsonValue(newest) : QJsonValue()},
                                 {"incidents", incidents ? QJsonValue(standing) : QJsonValue()},
                                 {"alerts", look.alerts ? QJsonValue(alerts) : QJsonValue()},
                                 {"alertsProblem", look.alerts ? QString() : look.problem},
                                 {"triggers", triggers}});
    } else {
        out.table({Words::tr("TRIGGER"), Words::tr("STATE"), Words::tr("VALUE"), Words::tr("THRESHOLD"),
                   Words::tr("BASELINE"), Words::tr("WORST / WHY")},
                  rows);
        if (incidents)
            printIncidents(open, out);
        else
            out.data(Words::tr("incidents unknown: %1").arg(incidents.error().sentence()));
        printAlerts(look, out);
    }
    // Alerts are told, not judged: the seven triggers decide.
    if (unknown && !breach)
        return UnknownOutcome;
    return breach ? Failed : Success;
}

} // namespace edgelink::cli
