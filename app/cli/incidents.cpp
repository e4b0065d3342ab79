// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/incidenttracker.h"

#include <QJsonArray>
#include <QJsonObject>

namespace edgelink::cli {

namespace {

QString instant(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace

QJsonObject toJson(const Incident &incident)
{
    const auto timeOrNull
        = [](const QDateTime &time) { return time.isValid() ? QJsonValue(instant(time)) : QJsonValue(); };
    return {{"incident", incident.id},
            {"environment", incident.environment},
            {"state", incidentStateId(incident.state)},
            {"impactStart", timeOrNull(incident.impactStart)},
            {"openedAt", timeOrNull(incident.openedAt)},
            {"acknowledgedAt", timeOrNull(incident.acknowledgedAt)},
            {"mitigatedAt", timeOrNull(incident.mitigatedAt)},
            {"recoveredAt", timeOrNull(incident.recoveredAt)},
            {"closedAt", timeOrNull(incident.closedAt)},
            {"closedBy", incident.closedBy},
            {"closeReason", incident.closeReason},
            {"triggers", QJsonArray::fromStringList(incident.triggers)},
            {"manualTriggers", QJsonArray::fromStringList(incident.manualTriggers)},
            {"inBreach", QJsonArray::fromStringList(incident.inBreach)}};
}

namespace {

int listIncidents(const Session &session, const Streams &out)
{
    const auto incidents = awaited(session, session.incidents->incidents(), Words::tr("incidents"));
    if (!incidents)
        return failToRead(incidents.error(), out);
    QJsonArray array;
    QList<QStringList> rows;
    for (const Incident &incident : *incidents) {
        array.append(toJson(incident));
        const auto orDash = [](const QString &text) { return text.isEmpty() ? QStringLiteral("–") : text; };
        rows.append({incident.id, incidentStateId(incident.state), instant(incident.impactStart),
                     orDash(instant(incident.recoveredAt)), orDash(instant(incident.closedAt)),
                     orDash((incident.triggers + incident.manualTriggers).join(QLatin1Char(','))),
                     orDash(incident.closeReason)});
    }
    if (out.json())
        out.document(array);
    else
        out.table({Words::tr("INCIDENT"), Words::tr("STATE"), Words::tr("IMPACT SINCE (UTC)"), Words::tr("RECOVERED"),
                   Words::tr("CLOSED"), Words::tr("TRIGGERS"), Words::tr("REASON")},
                  rows);
    return Success;
}

int closeIncident(const Options &options, const Session &session, const Streams &out)
{
    const auto closed
        = awaited(session, session.incidents->close(options.id, options.reason, session.actor), options.id);
    if (!closed)
        return out.fail(closed.error());
    if (out.json())
        out.document(toJson(*closed));
    else
        out.data(Words::tr("%1 closed by %2").arg(closed->id, closed->closedBy));
    return Success;
}

} // namespace

int workIncidents(const Options &options, const Session &session, const Streams &out)
{
    return options.action == QLatin1String("close") ? closeIncident(options, session, out)
                                                    : listIncidents(session, out);
}

} // namespace edgelink::cli
