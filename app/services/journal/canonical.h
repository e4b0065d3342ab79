// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QByteArray>

namespace edgelink::journal {

/// The bytes an event's hash is made of: the line "edgelink-journal-event-1\n", then for each field its length in bytes
/// as decimal, ':', the bytes, '\n'. Fields, in this order: previous hash (32 raw bytes), sequence, UTC microseconds,
/// monotonic nanoseconds (decimal), boot id, id (UUID in lower case without braces), kind, actor, environment, stream,
/// incident, run, step (UTF-8), payload (the stored JSON text, byte for byte). Lengths stand before the bytes so that
/// no two different events give the same bytes. Pure; any thread.
[[nodiscard]] QByteArray canonicalBytes(const JournalEvent &event, const QByteArray &payloadText);

/// SHA-256 over canonicalBytes: 32 bytes.
[[nodiscard]] QByteArray eventHash(const JournalEvent &event, const QByteArray &payloadText);

/// The payload as it is stored and hashed: compact JSON, keys sorted, UTF-8.
[[nodiscard]] QByteArray payloadText(const QJsonObject &payload);

/// What the first event names as its predecessor: 32 zero bytes.
[[nodiscard]] QByteArray genesisHash();

} // namespace edgelink::journal
