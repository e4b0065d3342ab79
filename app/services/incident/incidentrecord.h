// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/incident.h"
#include "models/domain/journal.h"
#include "models/domain/recovery.h"
#include "models/domain/threshold.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QStringList>
#include <QUuid>

namespace edgelink::incident {

/// Who the console's own events are by.
inline constexpr char ConsoleActor[] = "console";

/// One incident as the journal tells it. The same fold serves the running service and its restart.
///
/// Open: a trigger is in breach, or somebody declared it. Mitigated: a run that changed something succeeded, and the
/// recovery is not proven yet. Recovered: it is (models/domain/recovery.h says what that takes). A new breach opens it
/// again. Closed: by a person, or by the tracker when a later breach is no part of it. `acknowledgedAt` is the first
/// thing a person did.
class IncidentRecord
{
public:
    /// Events in the journal's order, all of one incident; what does not concern it is passed over. Idempotent per
    /// event.
    void apply(const JournalEvent &event);

    [[nodiscard]] const Incident &incident() const { return m_incident; }
    [[nodiscard]] bool isOpen() const { return m_incident.isOpen(); }

private:
    void breached(const JournalEvent &event);
    void settle();

    Incident m_incident;
    Recovery m_recovery;
    QSet<QUuid> m_applied;
};

/// "INC-2026-1123-004": the next free number of that day (UTC), given all ids so far.
[[nodiscard]] QString nextIncidentId(const QStringList &known, const QDateTime &now);

[[nodiscard]] QJsonArray suspectsToJson(const QList<Suspect> &suspects);
[[nodiscard]] QList<Suspect> suspectsFromJson(const QJsonArray &array);

/// The manual triggers of the runbook (§1).
[[nodiscard]] QStringList manualTriggerIds();

[[nodiscard]] QString isoTime(const QDateTime &time); ///< UTC with milliseconds, as payloads hold it
[[nodiscard]] QString isoTime(qint64 utcMs);
[[nodiscard]] QJsonObject titlesOf(const Threshold &threshold); ///< {en, zh}, as payloads hold it

} // namespace edgelink::incident
