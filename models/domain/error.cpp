// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/error.h"

#include <QStringList>

namespace edgelink {

QString Error::sentence() const
{
    QStringList parts;
    parts << (subject.isEmpty() ? what : QStringLiteral("%1: %2").arg(subject, what));
    if (!next.isEmpty())
        parts << next;
    return parts.join(QStringLiteral(" — "));
}

} // namespace edgelink
