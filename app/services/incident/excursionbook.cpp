// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/excursionbook.h"

#include <algorithm>

namespace edgelink::incident {

QStringList ExcursionBook::kinds()
{
    return {QString::fromLatin1(journalkind::IncidentOpened), QString::fromLatin1(journalkind::Breach),
            QString::fromLatin1(journalkind::Recovered), QString::fromLatin1(journalkind::IncidentClosed)};
}

void ExcursionBook::apply(const JournalEvent &event)
{
    const JournalDraft &draft = event.draft;
    if (draft.kind == QLatin1String(journalkind::IncidentClosed)) {
        if (m_closed.contains(draft.incidentId))
            return;
        m_closed.insert(draft.incidentId, event.sequence);
        for (RecordedExcursion &excursion : m_excursions) {
            if (excursion.incidentId != draft.incidentId)
                continue;
            excursion.settled = true;
            excursion.vouchedMs = std::max(excursion.vouchedMs, event.utcMicros / 1000);
        }
        return;
    }
    const bool breach = draft.kind == QLatin1String(journalkind::Breach);
    const QString threshold = draft.payload.value(QLatin1String("threshold")).toString();
    if ((!breach && draft.kind != QLatin1String(journalkind::Recovered)) || threshold.isEmpty()
        || !draft.payload.value(QLatin1String("manual")).toString().isEmpty()) // declared: nothing measures it
        return;
    if (breach && m_closed.contains(draft.incidentId) && m_closed.value(draft.incidentId) < event.sequence)
        return; // on its way while somebody closed the incident: it is not this one's any more
    if (event.sequence <= m_heard.value(threshold))
        return;
    m_heard.insert(threshold, event.sequence);
    if (breach)
        m_excursions.insert(threshold, {draft.incidentId, false, event.utcMicros / 1000});
    else if (m_excursions.value(threshold).incidentId == draft.incidentId)
        m_excursions.remove(threshold);
}

std::optional<RecordedExcursion> ExcursionBook::of(const QString &threshold) const
{
    const auto found = m_excursions.constFind(threshold);
    return found == m_excursions.cend() ? std::nullopt : std::optional<RecordedExcursion>(*found);
}

} // namespace edgelink::incident
