// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace edgelink::sandbox {

/// One injected fault. Source: D/faults.json, {"schema":1,"active":[{"name":"memory-leak","since":"2026-…Z"}]}.
struct ActiveFault {
    QString name;
    QDateTime since; ///< UTC
    bool operator==(const ActiveFault &) const = default;
};

/// Entries without a name are left out; a missing or unreadable time counts as `now`. Pure; any thread.
[[nodiscard]] Result<QList<ActiveFault>> parseActiveFaults(const QByteArray &json, const QDateTime &now);

} // namespace edgelink::sandbox
