// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/journal/exportedhead.h"
#include "models/domain/journal.h"
#include "models/ports/journal.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>

namespace edgelink::journal {

/// One event as JSON: every column, hashes in hex, the time also as ISO 8601, the payload also as the text that is
/// hashed. All that canonicalBytes() takes, so that anybody can recompute the chain. Pure.
[[nodiscard]] QJsonObject eventToJson(const JournalEvent &event);

/// "SEQUENCE:HASH", as shown for copying; `journal verify --head` takes it, or the hash alone.
[[nodiscard]] QString headText(const ExportedHead &head);
[[nodiscard]] Result<ExportedHead> headFromText(const QString &text);

/// Takes one chunk of the export; an error ends it.
using ExportSink = std::function<Result<bool>(const QByteArray &)>;

/// The matching events as one JSON document {format, version, events: […], head: {sequence, hash}}, page by page, so
/// that 100,000 events need no more memory than 1,000. The head is of the last event exported. The value is the head.
/// Waits for the journal: for a worker or a program without a window only.
[[nodiscard]] Result<ExportedHead> exportJson(Journal &journal, JournalQuery query, const ExportSink &sink);

} // namespace edgelink::journal
