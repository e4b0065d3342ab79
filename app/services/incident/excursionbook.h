// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QHash>
#include <QMap>

#include <optional>

namespace edgelink::incident {

/// An excursion of a trigger that is on record and whose recovery is not.
struct RecordedExcursion {
    QString incidentId; ///< that its breach was written to
    bool settled = false; ///< that incident is closed: nothing is opened because of it
    qint64 vouchedMs = 0; ///< UTC; when the record last said that it stood: its breach, or the closing of its incident
    bool operator==(const RecordedExcursion &) const = default;
};

/// To which incident each trigger's present excursion belongs, as the journal tells it: a fold over the events of one
/// environment, all incidents together, for an excursion may outlive several. A breach takes the trigger over, its
/// recovery lets go of it, and nothing else does: no later incident makes an older one's excursion forgotten. Events
/// come in the journal's order; one that comes again changes nothing. Pure.
class ExcursionBook
{
public:
    void apply(const JournalEvent &event);
    void forget(const QString &threshold) { m_excursions.remove(threshold); } ///< it is not the one that stands now

    [[nodiscard]] std::optional<RecordedExcursion> of(const QString &threshold) const;
    [[nodiscard]] QStringList thresholds() const { return m_excursions.keys(); }

    [[nodiscard]] static QStringList kinds(); ///< of the events it is made of

private:
    QMap<QString, RecordedExcursion> m_excursions;
    QHash<QString, qint64> m_heard; ///< threshold -> sequence of its newest event
    QHash<QString, qint64> m_closed; ///< incident -> sequence of its closing
};

} // namespace edgelink::incident
