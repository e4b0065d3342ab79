// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/environment.h"

#include <algorithm>

namespace edgelink {

QString environmentKindId(EnvironmentKind kind)
{
    switch (kind) {
    case EnvironmentKind::Production:
        return QStringLiteral("production");
    case EnvironmentKind::DisasterRecovery:
        return QStringLiteral("dr");
    case EnvironmentKind::Staging:
        return QStringLiteral("staging");
    case EnvironmentKind::Drill:
        break;
    }
    return QStringLiteral("drill");
}

const Environment *Configuration::find(const QString &name) const
{
    const auto it = std::find_if(environments.cbegin(), environments.cend(),
                                 [&name](const Environment &environment) { return environment.name == name; });
    return it == environments.cend() ? nullptr : &*it;
}

} // namespace edgelink
