// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"

#include <QString>

#include <string>

namespace edgelink::database {

/// The libpq connection string for this database, with every setting that libpq would otherwise take from PG*
/// environment variables pinned to its built-in default. Holds the password: never log it.
/// Errors: Configuration (neither service nor URL, both, not a URL libpq understands, a password in the URL).
[[nodiscard]] Result<std::string> connectionString(const DatabaseReference &reference, const QString &password,
                                                   int connectTimeoutSeconds);

/// The same database in words, without credentials: "edgelink_prod at 127.0.0.1:5432".
[[nodiscard]] QString databaseName(const DatabaseReference &reference);

/// Takes PGSERVICE out of this process's environment: libpq reads it before anything else, whatever the connection
/// string says. Call it before other threads start.
void scrubEnvironment();

} // namespace edgelink::database
