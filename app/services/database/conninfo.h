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
/// Errors: Configuration (neither service nor URL, a service that is not known, not a URL libpq understands, a password
/// in the URL).
[[nodiscard]] Result<std::string> connectionString(const DatabaseReference &reference, const QString &password,
                                                   int connectTimeoutSeconds);

/// Looks a service up with libpq itself (PGSERVICEFILE, ~/.pg_service.conf, the system's file) without connecting, and
/// fills in `url`, `passFile` and, when the file holds one and nothing else is named, a reference to its password, so
/// that psql in a pod and golang-migrate, which know nothing of service files, reach the same database. On failure
/// `problem` says why. A reference with a URL comes back as it is. Reads small local files; call scrubEnvironment()
/// before.
[[nodiscard]] DatabaseReference resolved(DatabaseReference reference);

/// The password that a service file holds for this service. Callable from any thread.
/// Errors: NotFound (no such service or no password in it), Configuration.
[[nodiscard]] Result<QByteArray> servicePassword(const QString &service);

/// The same database in words, without credentials: "edgelink_prod at 127.0.0.1:5432".
[[nodiscard]] QString databaseName(const DatabaseReference &reference);

/// Takes libpq's variables out of this process's environment: it reads PGSERVICE before anything else, whatever the
/// connection string says, and others for all that a service leaves out. Those that name files or secrets stay, for the
/// configuration may refer to them. Call it before other threads start.
void scrubEnvironment();

} // namespace edgelink::database
