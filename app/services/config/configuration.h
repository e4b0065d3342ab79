// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace edgelink::config {

/// Parses console.yaml. Pure; `filePath` names the file in messages and is what relative paths are resolved against.
/// Error (Configuration): `what` is "file:line: place: expected …, found …", `raw` holds all problems, one a line.
[[nodiscard]] Result<Configuration> parseConfiguration(const QByteArray &bytes, const QString &filePath);

/// Reads and parses it. Blocking file I/O: call it before the window, or on a worker.
[[nodiscard]] Result<Configuration> loadConfiguration(const QString &filePath);

/// The keys a section knows ("", "tools", "environment", "http", "database", "secret", "schema-range"); the published
/// schema is tested against this.
[[nodiscard]] QStringList knownKeys(const QString &section);

} // namespace edgelink::config
