// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalrows.h"

#include "app/services/journal/journaltr.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace edgelink::journal {

namespace {

QString likePattern(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    text.replace(QLatin1Char('%'), QStringLiteral("\\%"));
    text.replace(QLatin1Char('_'), QStringLiteral("\\_"));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

} // namespace

Filter filterOf(const JournalQuery &query)
{
    QStringList conditions;
    QVariantList values;
    const auto equals = [&](const char *column, const QString &value) {
        if (value.isEmpty())
            return;
        conditions << QStringLiteral("%1 = ?").arg(QLatin1String(column));
        values << value;
    };
    if (query.afterSequence > 0) {
        conditions << QStringLiteral("sequence > ?");
        values << query.afterSequence;
    }
    if (query.beforeSequence > 0) {
        conditions << QStringLiteral("sequence < ?");
        values << query.beforeSequence;
    }
    // "<> ''" lets SQLite use the partial indices.
    if (!query.incidentId.isEmpty())
        conditions << QStringLiteral("incident_id <> ''");
    equals("incident_id", query.incidentId);
    if (!query.runId.isEmpty())
        conditions << QStringLiteral("run_id <> ''");
    equals("run_id", query.runId);
    equals("stream", query.stream);
    equals("environment", query.environment);
    if (!query.kinds.isEmpty()) {
        QStringList marks;
        for (const QString &kind : query.kinds) {
            marks << QStringLiteral("?");
            values << kind;
        }
        conditions << QStringLiteral("kind IN (%1)").arg(marks.join(QLatin1Char(',')));
    }
    if (!query.includeReads)
        conditions << QStringLiteral("NOT is_read");
    if (!query.text.isEmpty()) {
        const QString pattern = likePattern(query.text);
        QStringList matches;
        for (const char *column : {"kind", "actor", "incident_id", "run_id", "step_id", "payload"}) {
            matches << QStringLiteral("%1 LIKE ? ESCAPE '\\'").arg(QLatin1String(column));
            values << pattern;
        }
        conditions << QLatin1Char('(') + matches.join(QStringLiteral(" OR ")) + QLatin1Char(')');
    }
    // Left to itself SQLite walks the wide table, computing is_read from each payload: 20 times slower.
    // By environment it finds event_place itself, and does without where that is not yet.
    const bool narrow
        = query.incidentId.isEmpty() && query.runId.isEmpty() && query.text.isEmpty() && query.environment.isEmpty();
    QString from = narrow ? QStringLiteral(" event INDEXED BY event_filter") : QStringLiteral(" event");
    if (!conditions.isEmpty())
        from += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return {from, values};
}

QString eventColumns()
{
    return QStringLiteral("sequence, id, utc_micros, monotonic_nanos, boot_id, kind, actor, environment, stream, "
                          "incident_id, run_id, step_id, payload, previous_hash, hash");
}

Row rowOf(const QSqlQuery &query)
{
    Row row;
    JournalEvent &event = row.event;
    event.sequence = query.value(0).toLongLong();
    event.draft.id = QUuid::fromString(query.value(1).toString());
    event.utcMicros = query.value(2).toLongLong();
    event.monotonicNanos = query.value(3).toLongLong();
    event.bootId = query.value(4).toString();
    event.draft.kind = query.value(5).toString();
    event.draft.actor = query.value(6).toString();
    event.draft.environment = query.value(7).toString();
    event.draft.stream = query.value(8).toString();
    event.draft.incidentId = query.value(9).toString();
    event.draft.runId = query.value(10).toString();
    event.draft.stepId = query.value(11).toString();
    row.payloadText = query.value(12).toString().toUtf8();
    event.previousHash = query.value(13).toByteArray();
    event.hash = query.value(14).toByteArray();
    return row;
}

Result<JournalEvent> eventOf(const QSqlQuery &query)
{
    Row row = rowOf(query);
    QJsonParseError problem{};
    const QJsonDocument document = QJsonDocument::fromJson(row.payloadText, &problem);
    if (!document.isObject()) {
        return failure(ErrorKind::BadReply,
                       Tr::tr("event %1 cannot be read: its payload is not JSON").arg(row.event.sequence),
                       Tr::tr("Journal"), Tr::tr("Run the journal's verification: the file was changed from outside."),
                       problem.errorString());
    }
    row.event.draft.payload = document.object();
    return std::move(row.event);
}

} // namespace edgelink::journal
