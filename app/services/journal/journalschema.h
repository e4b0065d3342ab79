// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace edgelink::journal {

/// "ELJ1": tells a journal from any other SQLite file.
inline constexpr qint64 ApplicationId = 0x454C4A31;
/// PRAGMA user_version. A newer console's file is refused, never guessed at.
inline constexpr qint64 SchemaVersion = 1;

/// What filters by environment; journals of before have none until a console that writes opens them.
[[nodiscard]] QString placeIndex();

/// Statements that make an empty file a journal; run in one transaction.
[[nodiscard]] QStringList schemaStatements();

} // namespace edgelink::journal
