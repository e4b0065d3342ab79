// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/incident.h"

namespace edgelink {

QString incidentStateId(IncidentState state)
{
    switch (state) {
    case IncidentState::Open:
        return QStringLiteral("open");
    case IncidentState::Mitigated:
        return QStringLiteral("mitigated");
    case IncidentState::Recovered:
        return QStringLiteral("recovered");
    case IncidentState::Closed:
        break;
    }
    return QStringLiteral("closed");
}

} // namespace edgelink
