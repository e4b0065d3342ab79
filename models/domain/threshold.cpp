// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/threshold.h"

namespace edgelink {

QString triggerStateId(TriggerState state)
{
    switch (state) {
    case TriggerState::Ok:
        return QStringLiteral("ok");
    case TriggerState::Pending:
        return QStringLiteral("pending");
    case TriggerState::Breach:
        return QStringLiteral("breach");
    case TriggerState::NoData:
        return QStringLiteral("no-data");
    case TriggerState::Stale:
        return QStringLiteral("stale");
    case TriggerState::Error:
        break;
    }
    return QStringLiteral("error");
}

} // namespace edgelink
