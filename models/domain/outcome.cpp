// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/outcome.h"

namespace edgelink {

QString outcomeId(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return QStringLiteral("success");
    case Outcome::Error:
        return QStringLiteral("error");
    case Outcome::Cancelled:
        return QStringLiteral("cancelled");
    case Outcome::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

Outcome outcomeFromId(const QString &id)
{
    for (const Outcome outcome : {Outcome::Success, Outcome::Error, Outcome::Cancelled}) {
        if (outcomeId(outcome) == id)
            return outcome;
    }
    return Outcome::Unknown;
}

} // namespace edgelink
