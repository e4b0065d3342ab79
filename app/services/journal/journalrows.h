// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QString>
#include <QVariantList>

class QSqlQuery;

namespace edgelink::journal {

/// What to select from: table and WHERE clause, with leading blanks, and the bound values.
struct Filter {
    QString from;
    QVariantList values;
};

[[nodiscard]] Filter filterOf(const JournalQuery &query);

/// The columns eventFromRow expects, for SELECT.
[[nodiscard]] QString eventColumns();

struct Row {
    JournalEvent event;
    QByteArray payloadText; ///< as stored; event.payload is not filled from it
};

[[nodiscard]] Row rowOf(const QSqlQuery &query);
/// The row with its payload parsed. Fails on a payload that is not JSON: then somebody edited the file.
[[nodiscard]] Result<JournalEvent> eventOf(const QSqlQuery &query);

} // namespace edgelink::journal
