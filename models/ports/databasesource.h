// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QFuture>
#include <QMap>
#include <QObject>

namespace edgelink {

/// golang-migrate's `schema_migrations` row.
struct SchemaVersion {
    bool present = false; ///< false: the table is empty (migrated down to nothing)
    qint64 version = 0;
    bool dirty = false;
};

/// Read-only view of the platform's database (libpqxx). Callable from any thread; one connection on its own thread,
/// abandoned when its own deadline passes.
class DatabaseSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<SchemaVersion>> schemaVersion() = 0;
    [[nodiscard]] virtual QFuture<Result<QMap<QString, qint64>>> counts(const QStringList &tables) = 0;
};

} // namespace edgelink
