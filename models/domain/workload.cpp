// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/workload.h"

#include <QCoreApplication>

#include <algorithm>

namespace edgelink {

bool Pod::isCrashLooping() const
{
    return std::any_of(containers.cbegin(), containers.cend(), [](const ContainerState &container) {
        return container.waitingReason == QLatin1String("CrashLoopBackOff");
    });
}

QString AccessQuestion::text() const
{
    const QString what = group.isEmpty() ? resource : QStringLiteral("%1/%2").arg(group, resource);
    return nameSpace.isEmpty()
        ? QStringLiteral("%1 %2").arg(verb, what)
        : QCoreApplication::translate("access", "%1 %2 in %3", "patch apps/deployments in edgelink-prod")
              .arg(verb, what, nameSpace);
}

} // namespace edgelink
