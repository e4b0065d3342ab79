// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recovery.h"

#include <QJsonArray>

#include <algorithm>

namespace edgelink {

namespace {

bool isKind(const JournalEvent &event, const char *kind)
{
    return event.draft.kind == QLatin1String(kind);
}

QString textIn(const JournalEvent &event, const char *key)
{
    return event.draft.payload.value(QLatin1String(key)).toString();
}

/// Payloads hold ISO times, old ones milliseconds.
QDateTime timeIn(const JournalEvent &event, const char *key, const QDateTime &otherwise)
{
    const QJsonValue value = event.draft.payload.value(QLatin1String(key));
    if (value.isDouble())
        return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value.toDouble()), Qt::UTC);
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC() : otherwise;
}

QDateTime later(const QDateTime &one, const QDateTime &other)
{
    if (!one.isValid() || !other.isValid())
        return one.isValid() ? one : other;
    return std::max(one, other);
}

} // namespace

void Recovery::apply(const JournalEvent &event)
{
    if (isKind(event, journalkind::IncidentOpened)) {
        m_impactStart = timeIn(event, "impactStart", event.time());
        m_declared = !event.draft.payload.value(QLatin1String("manual")).toArray().isEmpty();
    } else if (isKind(event, journalkind::Breach)) {
        breached(event);
    } else if (isKind(event, journalkind::Recovered)) {
        if (m_inBreach.removeAll(textIn(event, "threshold")) == 0)
            return; // nobody waited for it
        m_lastHealthy = later(m_lastHealthy, timeIn(event, "since", event.time()));
        if (m_inBreach.isEmpty())
            m_backKnownAt = event.time();
    } else if (isKind(event, journalkind::RunStarted)) {
        const QJsonValue mutating = event.draft.payload.value(QLatin1String("mutating"));
        m_runs.insert(event.draft.runId, {event.time(), timeIn(event, "incidentStart", {}), mutating.toBool(true)});
    } else if (isKind(event, journalkind::RunFinished)) {
        runFinished(event);
    } else if (isKind(event, journalkind::Intent)) {
        if (event.draft.payload.value(QLatin1String("mutating")).toBool())
            m_begun.insert(textIn(event, "commandId"), event.time());
    } else if (isKind(event, journalkind::OutcomeOf)) {
        changed(event);
    }
}

void Recovery::changed(const JournalEvent &outcome)
{
    const QDateTime begun = m_begun.take(textIn(outcome, "commandId"));
    // A silence changes what is heard, not how the platform is.
    if (!outcome.draft.payload.value(QLatin1String("mutating")).toBool()
        || textIn(outcome, "program") == QLatin1String("alertmanager"))
        return;
    const QString ended = textIn(outcome, "outcome");
    const QString observed = textIn(outcome, "observed");
    if (ended == QLatin1String("success"))
        m_changes << outcome.time();
    else if (ended == QLatin1String("unknown")
             && (observed == QLatin1String("passed") || observed == QLatin1String("warning")))
        m_changes << (begun.isValid() ? begun : outcome.time());
}

QDateTime Recovery::mitigatedAt() const
{
    const QDateTime proven = provenAt();
    const QDateTime until = proven.isValid() ? proven : m_fixedAt;
    QDateTime newest;
    for (const QDateTime &change : m_changes) {
        if (until.isValid() && change <= until)
            newest = later(newest, change);
    }
    if (newest.isValid())
        return newest;
    return m_fixedAt.isValid() && until.isValid() ? std::min(m_fixedAt, until) : until;
}

QStringList Recovery::troubleKinds()
{
    return {QString::fromLatin1(journalkind::IncidentOpened), QString::fromLatin1(journalkind::Breach),
            QString::fromLatin1(journalkind::Recovered)};
}

QList<QDateTime> Recovery::troubles() const
{
    QList<QDateTime> since = m_since;
    if (since.isEmpty() && m_impactStart.isValid())
        since << m_impactStart;
    std::sort(since.begin(), since.end());
    return since;
}

void Recovery::breached(const JournalEvent &event)
{
    const QString threshold = textIn(event, "threshold");
    if (!textIn(event, "manual").isEmpty()) {
        m_declared = true;
    } else if (!threshold.isEmpty()) {
        if (m_inBreach.isEmpty())
            m_since.clear(); // all were back: this is another trouble
        if (!m_inBreach.contains(threshold))
            m_inBreach << threshold;
        const QDateTime since = timeIn(event, "since", event.time());
        if (!m_since.contains(since))
            m_since << since;
        m_impactStart = m_impactStart.isValid() ? std::min(m_impactStart, since) : since;
    }
    m_backKnownAt = {};
    m_fixedAt = {};
}

void Recovery::runFinished(const JournalEvent &event)
{
    const Run run = m_runs.value(event.draft.runId, Run{event.time(), {}, true});
    if (!run.mutating || textIn(event, "outcome") != QLatin1String("success"))
        return;
    m_rollbackDoneAt = event.time();
    if (!m_fixedAt.isValid())
        m_fixedAt = event.time();
    // Verified some time before it ended: an observation window follows. Without that instant, the end counts.
    const double rtoMs = event.draft.payload.value(QLatin1String("rtoMs")).toDouble(-1);
    const QDateTime proof
        = run.incidentStart.isValid() && rtoMs >= 0 ? run.incidentStart.addMSecs(qint64(rtoMs)) : event.time();
    if (m_declared || !m_backKnownAt.isValid() || run.startedAt <= m_backKnownAt)
        m_proofAt = later(m_proofAt, proof);
    m_declarationSettled = m_declarationSettled || m_declared;
    m_declared = false;
}

QDateTime Recovery::provenAt() const
{
    const bool measured = m_backKnownAt.isValid();
    if (!m_inBreach.isEmpty() || m_declared || (!measured && !m_declarationSettled))
        return {};
    return later(measured ? m_lastHealthy : QDateTime(), m_proofAt);
}

std::optional<std::chrono::milliseconds> recoveryTime(const QDateTime &impactStart, const QDateTime &provenAt)
{
    if (!impactStart.isValid() || !provenAt.isValid())
        return std::nullopt;
    return std::chrono::milliseconds(impactStart.msecsTo(provenAt));
}

} // namespace edgelink
