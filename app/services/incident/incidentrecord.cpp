// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/incidentrecord.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace edgelink::incident {

namespace {

constexpr std::array<std::pair<Suspect::Kind, const char *>, 4> SuspectKinds{{
    {Suspect::Kind::Revision, "revision"},
    {Suspect::Kind::Rollout, "rollout"},
    {Suspect::Kind::Migration, "migration"},
    {Suspect::Kind::ConfigChange, "config-change"},
}};

bool isKind(const JournalEvent &event, const char *kind)
{
    return event.draft.kind == QLatin1String(kind);
}

void addMissing(QStringList &list, const QJsonValue &values)
{
    for (const QJsonArray all = values.toArray(); const QJsonValue value : all) {
        if (!list.contains(value.toString()))
            list << value.toString();
    }
}

} // namespace

void IncidentRecord::apply(const JournalEvent &event)
{
    if (m_applied.contains(event.draft.id))
        return;
    m_applied << event.draft.id;
    if (isKind(event, journalkind::IncidentOpened)) {
        m_incident.id = event.draft.incidentId;
        m_incident.environment = event.draft.environment;
        m_incident.openedAt = event.time();
        addMissing(m_incident.manualTriggers, event.draft.payload.value(QLatin1String("manual")));
        if (!m_incident.manualTriggers.isEmpty())
            m_incident.acknowledgedAt = event.time(); // a person declared it
        m_recovery.apply(event);
        settle();
        return;
    }
    if (event.draft.incidentId != m_incident.id || m_incident.id.isEmpty())
        return;
    if (isKind(event, journalkind::Breach) && m_incident.state == IncidentState::Closed)
        return; // on its way while somebody closed the incident: it is not this one's any more
    if (isKind(event, journalkind::Breach)) {
        breached(event);
    } else if (isKind(event, journalkind::Suspects)) {
        const QJsonObject &payload = event.draft.payload;
        m_incident.suspects = suspectsFromJson(payload.value(QLatin1String("list")).toArray());
        m_incident.suspectSearch = {false, event.time(), {}, {}};
        addMissing(m_incident.suspectSearch.lookedAt, payload.value(QLatin1String("lookedAt")));
        addMissing(m_incident.suspectSearch.problems, payload.value(QLatin1String("problems")));
    } else if (isKind(event, journalkind::IncidentClosed)) {
        m_incident.state = IncidentState::Closed;
        m_incident.closedAt = event.time();
        m_incident.closedBy = event.draft.actor;
        m_incident.closeReason = event.draft.payload.value(QLatin1String("reason")).toString();
    }
    m_recovery.apply(event);
    settle();
    const bool byPerson = !event.draft.actor.isEmpty() && event.draft.actor != QLatin1String(ConsoleActor);
    if (byPerson && !m_incident.acknowledgedAt.isValid())
        m_incident.acknowledgedAt = event.time();
}

void IncidentRecord::breached(const JournalEvent &event)
{
    const QString manual = event.draft.payload.value(QLatin1String("manual")).toString();
    const QString threshold = event.draft.payload.value(QLatin1String("threshold")).toString();
    if (!manual.isEmpty() && !m_incident.manualTriggers.contains(manual))
        m_incident.manualTriggers << manual;
    else if (manual.isEmpty() && !threshold.isEmpty() && !m_incident.triggers.contains(threshold))
        m_incident.triggers << threshold;
}

void IncidentRecord::settle()
{
    m_incident.impactStart = m_recovery.impactStart();
    m_incident.inBreach = m_recovery.inBreach();
    m_incident.troubles = m_recovery.troubles();
    m_incident.recoveredAt = m_recovery.provenAt();
    m_incident.mitigatedAt = m_recovery.mitigatedAt();
    if (m_incident.state == IncidentState::Closed)
        return;
    m_incident.state = m_incident.recoveredAt.isValid() ? IncidentState::Recovered
        : m_incident.mitigatedAt.isValid()              ? IncidentState::Mitigated
                                                        : IncidentState::Open;
}

QString nextIncidentId(const QStringList &known, const QDateTime &now)
{
    const QString prefix = QStringLiteral("INC-%1-").arg(now.toUTC().toString(QStringLiteral("yyyy-MMdd")));
    qint64 highest = 0;
    for (const QString &id : known) {
        if (id.startsWith(prefix))
            highest = std::max(highest, qint64{id.mid(prefix.size()).toInt()});
    }
    constexpr int Digits = 3;
    return prefix + QStringLiteral("%1").arg(highest + 1, Digits, 10, QLatin1Char('0'));
}

QJsonArray suspectsToJson(const QList<Suspect> &suspects)
{
    QJsonArray array;
    for (const Suspect &suspect : suspects) {
        const auto kind = std::find_if(SuspectKinds.begin(), SuspectKinds.end(),
                                       [&suspect](const auto &entry) { return entry.first == suspect.kind; });
        array.append(QJsonObject{{QStringLiteral("kind"), QString::fromLatin1(kind->second)},
                                 {QStringLiteral("title"), suspect.title},
                                 {QStringLiteral("details"), QJsonArray::fromStringList(suspect.details)},
                                 {QStringLiteral("at"), isoTime(suspect.at)},
                                 {QStringLiteral("revision"), suspect.revision}});
    }
    return array;
}

QList<Suspect> suspectsFromJson(const QJsonArray &array)
{
    QList<Suspect> suspects;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        Suspect suspect;
        for (const auto &[kind, id] : SuspectKinds) {
            if (object.value(QLatin1String("kind")).toString() == QLatin1String(id))
                suspect.kind = kind;
        }
        suspect.title = object.value(QLatin1String("title")).toString();
        for (const QJsonArray all = object.value(QLatin1String("details")).toArray(); const QJsonValue detail : all)
            suspect.details << detail.toString();
        suspect.at = QDateTime::fromString(object.value(QLatin1String("at")).toString(), Qt::ISODateWithMs).toUTC();
        suspect.revision = object.value(QLatin1String("revision")).toInt();
        suspects << suspect;
    }
    return suspects;
}

QStringList manualTriggerIds()
{
    return {QStringLiteral("feature-down"), QStringLiteral("data-inconsistency"), QStringLiteral("security-fix"),
            QStringLiteral("client-incompatibility")};
}

QString isoTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QString isoTime(qint64 utcMs)
{
    return isoTime(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

QJsonObject titlesOf(const Threshold &threshold)
{
    return {{QStringLiteral("en"), threshold.titles.en}, {QStringLiteral("zh"), threshold.titles.zh}};
}

} // namespace edgelink::incident
