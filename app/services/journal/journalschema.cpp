// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalschema.h"

namespace edgelink::journal {

QString placeIndex()
{
    return QStringLiteral("CREATE INDEX IF NOT EXISTS event_place ON event "
                          "(environment, sequence, is_read, kind, stream, incident_id, run_id)");
}

QStringList schemaStatements()
{
    return {
        // AUTOINCREMENT keeps the highest sequence ever used in sqlite_sequence: a cut tail shows.
        // is_read is computed from the payload, so that the filter cannot disagree with what is hashed.
        QStringLiteral(R"(CREATE TABLE event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            utc_micros INTEGER NOT NULL,
            monotonic_nanos INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            actor TEXT NOT NULL,
            environment TEXT NOT NULL,
            stream TEXT NOT NULL CHECK (stream IN ('production', 'drill')),
            incident_id TEXT NOT NULL,
            run_id TEXT NOT NULL,
            step_id TEXT NOT NULL,
            payload TEXT NOT NULL,
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            is_read INTEGER GENERATED ALWAYS AS
                (kind IN ('intent', 'outcome') AND json_extract(payload, '$.mutating') IS 0) VIRTUAL
        ) STRICT)"),
        // In order of sequence and narrow: counting and paging with a filter never touch the payloads.
        QStringLiteral("CREATE INDEX event_filter ON event (sequence, is_read, kind, stream, incident_id, run_id)"),
        placeIndex(),
        QStringLiteral("CREATE INDEX event_incident ON event (incident_id, sequence) WHERE incident_id <> ''"),
        QStringLiteral("CREATE INDEX event_run ON event (run_id, sequence) WHERE run_id <> ''"),
        QStringLiteral("CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
                       "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"),
        QStringLiteral("CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
                       "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"),
        // INSERT OR REPLACE deletes without firing delete triggers.
        QStringLiteral("CREATE TRIGGER event_no_replace BEFORE INSERT ON event "
                       "WHEN EXISTS (SELECT 1 FROM event WHERE sequence = NEW.sequence OR id = NEW.id) "
                       "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"),
        QStringLiteral("PRAGMA application_id = %1").arg(ApplicationId),
        QStringLiteral("PRAGMA user_version = %1").arg(SchemaVersion),
    };
}

} // namespace edgelink::journal
