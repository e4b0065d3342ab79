// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QHash>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink {

/// When an incident was over, and how long that took. The one definition of RTO (runbook §7.1); the band over the wall,
/// the summary of a run and the report all show what it says. A fold over the events of one incident; pure.
///
/// RTO counts from the start of the impact (the first sample beyond a threshold, or the declaration) to the moment when
/// recovery was proven. It is proven when
/// - every measured trigger is back within its threshold, dated by the last one's first healthy sample, and
/// - the run that answered the incident passed its checks (verification, smoke tests; `rtoMs` of its end),
/// whichever came later. A run answers an incident when it changes something and began before the recovery was known; a
/// run that only reads proves nothing by itself. A declared trigger has no measurement: only such a run settles it.
/// Every later breach undoes the proof.
class Recovery
{
public:
    void apply(const JournalEvent &event); ///< in the journal's order, each once

    [[nodiscard]] const QDateTime &impactStart() const { return m_impactStart; } ///< UTC
    [[nodiscard]] QDateTime provenAt() const; ///< UTC; invalid: it is not
    /// End of the first successful run that changed something since the last breach; invalid: none.
    [[nodiscard]] const QDateTime &fixedAt() const { return m_fixedAt; }
    /// End of the last successful run that changed something, ever; invalid: none.
    [[nodiscard]] const QDateTime &rollbackDoneAt() const { return m_rollbackDoneAt; }
    /// The last change that took effect before recovery was proven, or else before `fixedAt`. A command whose console
    /// died counts from its beginning, when its effect was seen afterwards. Without any change: `fixedAt`, or what
    /// recovered did so by itself.
    [[nodiscard]] QDateTime mitigatedAt() const;
    [[nodiscard]] const QStringList &inBreach() const { return m_inBreach; } ///< thresholds
    /// When the excursions of the present trouble began (UTC), oldest first; of the last one, when all are back. One
    /// trouble lasts as long as any trigger is in breach: what mended the first may have caused the second. Without any
    /// (somebody declared it): the start of the impact.
    [[nodiscard]] QList<QDateTime> troubles() const;
    [[nodiscard]] static QStringList troubleKinds(); ///< the kinds of events that troubles() rests on

private:
    struct Run {
        QDateTime startedAt;
        QDateTime incidentStart;
        bool mutating = true;
    };
    void breached(const JournalEvent &event);
    void runFinished(const JournalEvent &event);
    void changed(const JournalEvent &outcome);

    QDateTime m_impactStart;
    QStringList m_inBreach;
    QList<QDateTime> m_since; ///< of the excursions of the present or last trouble
    bool m_declared = false; ///< a declared trigger that no run has settled yet
    bool m_declarationSettled = false;
    QDateTime m_lastHealthy; ///< latest first healthy sample of a trigger that came back
    QDateTime m_backKnownAt; ///< when it was known that all are back
    QDateTime m_proofAt;
    QDateTime m_fixedAt;
    QDateTime m_rollbackDoneAt;
    QHash<QString, Run> m_runs;
    QHash<QString, QDateTime> m_begun; ///< commands that change something and have no outcome yet
    QList<QDateTime> m_changes; ///< that took effect
};

/// From the start of the impact to the proven recovery; nullopt: one of them is not known.
[[nodiscard]] std::optional<std::chrono::milliseconds> recoveryTime(const QDateTime &impactStart,
                                                                    const QDateTime &provenAt);

} // namespace edgelink
