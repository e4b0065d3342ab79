// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>

namespace edgelink {

/// Something that changed shortly before a breach.
struct Suspect {
    enum class Kind { Revision, Rollout, Migration, ConfigChange };
    Kind kind = Kind::Revision;
    QString title; ///< "Revision 3 deployed"
    QStringList details; ///< "api-gateway v0.1.1 → v0.2.0"
    QDateTime at; ///< UTC
    int revision = 0; ///< for Kind::Revision; for Kind::Migration the schema version it led to
    bool operator==(const Suspect &) const = default;
};

/// What is known of the search for suspects. None found and not all read are different things.
struct SuspectSearchState {
    bool running = false;
    QDateTime soughtAt; ///< end of the newest search (UTC); invalid: there was none
    QStringList lookedAt; ///< what was read, in words: "3 revisions", "12 rollouts"
    QStringList problems; ///< what could not be read, in words
    bool operator==(const SuspectSearchState &) const = default;
};

enum class IncidentState { Open, Mitigated, Recovered, Closed };

[[nodiscard]] QString incidentStateId(IncidentState state); ///< "open", "mitigated", "recovered", "closed"

/// How long a platform that has recovered is still watched (runbook §2, §7.1), before a drill's clock divides it: a
/// breach within it belongs to the same incident, a later one is a new incident.
inline constexpr std::chrono::minutes ObservationWindow{15};

/// INC-YYYY-MMDD-NNN; rebuilt from the journal, never stored elsewhere.
struct Incident {
    QString id;
    QString environment;
    IncidentState state = IncidentState::Open;
    QDateTime impactStart; ///< first sample beyond a threshold (UTC)
    QDateTime openedAt; ///< the window was full or somebody declared it
    QDateTime acknowledgedAt;
    QDateTime mitigatedAt;
    QDateTime recoveredAt;
    QDateTime closedAt;
    QString closedBy;
    QString closeReason; ///< why it was closed before it had recovered; else what was said, if anything
    QStringList triggers; ///< threshold ids
    QStringList inBreach; ///< those of them whose recovery is not on record
    QList<QDateTime> troubles; ///< as Recovery::troubles()
    QStringList manualTriggers; ///< "feature-down", "data-inconsistency", "security-fix", "client-incompatibility"
    QList<Suspect> suspects;
    SuspectSearchState suspectSearch;
    bool operator==(const Incident &) const = default;

    [[nodiscard]] bool isOpen() const { return state != IncidentState::Closed && !id.isEmpty(); }
    /// When the present trouble began, or the last one, while this incident is open; invalid: it is closed.
    [[nodiscard]] QDateTime illSince() const
    {
        return isOpen() && !troubles.isEmpty() ? troubles.constFirst() : QDateTime();
    }
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Incident)
Q_DECLARE_METATYPE(edgelink::Suspect)
