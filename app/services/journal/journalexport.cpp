// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalexport.h"

#include "app/services/journal/canonical.h"
#include "app/services/journal/journaltr.h"
#include "models/ports/marshal.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace edgelink::journal {

namespace {

constexpr int Page = 1000;
constexpr std::chrono::seconds Patience{60};

} // namespace

QJsonObject eventToJson(const JournalEvent &event)
{
    const JournalDraft &draft = event.draft;
    return {
        {QStringLiteral("sequence"), event.sequence},
        {QStringLiteral("time"), event.time().toString(Qt::ISODateWithMs)},
        {QStringLiteral("utcMicros"), event.utcMicros},
        // As text: JSON numbers are doubles, and nanoseconds since boot outgrow them.
        {QStringLiteral("monotonicNanos"), QString::number(event.monotonicNanos)},
        {QStringLiteral("bootId"), event.bootId},
        {QStringLiteral("id"), draft.id.toString(QUuid::WithoutBraces)},
        {QStringLiteral("kind"), draft.kind},
        {QStringLiteral("actor"), draft.actor},
        {QStringLiteral("environment"), draft.environment},
        {QStringLiteral("stream"), draft.stream},
        {QStringLiteral("incident"), draft.incidentId},
        {QStringLiteral("run"), draft.runId},
        {QStringLiteral("step"), draft.stepId},
        {QStringLiteral("payload"), draft.payload},
        // No JSON library writes numbers and escapes quite like another: the hash is over these very bytes.
        {QStringLiteral("payloadText"), QString::fromUtf8(payloadText(draft.payload))},
        {QStringLiteral("previousHash"), QString::fromLatin1(event.previousHash.toHex())},
        {QStringLiteral("hash"), QString::fromLatin1(event.hash.toHex())},
    };
}

QString headText(const ExportedHead &head)
{
    return QStringLiteral("%1:%2").arg(head.sequence).arg(QString::fromLatin1(head.hash.toHex()));
}

Result<ExportedHead> headFromText(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    bool ok = colon < 0; // the hash alone
    ExportedHead head;
    if (colon > 0)
        head.sequence = text.left(colon).toLongLong(&ok);
    // QByteArray::fromHex() passes over what is no digit.
    static const QRegularExpression hash(QStringLiteral("\\A[0-9a-fA-F]{64}\\z"));
    const QString digits = text.mid(colon + 1);
    head.hash = QByteArray::fromHex(digits.toLatin1());
    if (!ok || head.sequence < (colon < 0 ? 0 : 1) || !hash.match(digits).hasMatch()) {
        return failure(ErrorKind::Usage,
                       Tr::tr("expected SEQUENCE:HASH, or HASH alone, with a hash of 64 hexadecimal digits"),
                       text.left(100));
    }
    return head;
}

Result<ExportedHead> exportJson(Journal &journal, JournalQuery query, const ExportSink &sink)
{
    ExportedHead head;
    query.newestFirst = false;
    query.limit = Page;
    const auto put = [&sink](const QByteArray &bytes) { return sink(bytes); };
    if (const Result<bool> put0 = put("{\"format\":\"edgelink-journal\",\"version\":1,\"events\":["); !put0)
        return tl::make_unexpected(put0.error());
    for (;;) {
        const std::optional<Result<QList<JournalEvent>>> page = await(journal.read(query), Patience);
        if (!page)
            return failure(ErrorKind::Timeout, Tr::tr("the journal did not answer within %1 s").arg(Patience.count()));
        if (!*page)
            return tl::make_unexpected(page->error());
        const QList<JournalEvent> &events = **page;
        QByteArray chunk;
        for (const JournalEvent &event : events) {
            chunk += head.sequence == 0 && chunk.isEmpty() ? "\n" : ",\n";
            chunk += QJsonDocument(eventToJson(event)).toJson(QJsonDocument::Compact);
        }
        if (!events.isEmpty()) {
            head = {events.last().sequence, events.last().hash};
            query.afterSequence = head.sequence;
            query.offset = 0;
            if (const Result<bool> done = put(chunk); !done)
                return tl::make_unexpected(done.error());
        }
        if (events.size() < Page)
            break;
    }
    const QJsonObject end{{QStringLiteral("sequence"), head.sequence},
                          {QStringLiteral("hash"), QString::fromLatin1(head.hash.toHex())}};
    if (const Result<bool> done = put("\n],\"head\":" + QJsonDocument(end).toJson(QJsonDocument::Compact) + "}\n");
        !done)
        return tl::make_unexpected(done.error());
    return head;
}

} // namespace edgelink::journal
