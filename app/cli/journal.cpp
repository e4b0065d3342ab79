// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/journal.h"
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "models/ports/reportservice.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace edgelink::cli {

namespace {

constexpr int PageSize = 1000;

QJsonObject toJson(const JournalEvent &event)
{
    return {{"sequence", static_cast<double>(event.sequence)},
            {"time", event.time().toString(Qt::ISODateWithMs)},
            {"utcMicros", static_cast<double>(event.utcMicros)},
            {"id", event.draft.id.toString(QUuid::WithoutBraces)},
            {"kind", event.draft.kind},
            {"actor", event.draft.actor},
            {"environment", event.draft.environment},
            {"stream", event.draft.stream},
            {"incident", event.draft.incidentId},
            {"run", event.draft.runId},
            {"step", event.draft.stepId},
            {"payload", event.draft.payload},
            {"previousHash", QString::fromLatin1(event.previousHash.toHex())},
            {"hash", QString::fromLatin1(event.hash.toHex())}};
}

Result<bool> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || !file.commit())
        return failure(ErrorKind::Io, file.errorString(), path, QStringLiteral("choose another place with --out"));
    return true;
}

int list(const Options &options, const Session &session, const Streams &out)
{
    JournalQuery query;
    query.limit = options.limit;
    query.newestFirst = true;
    const auto events = awaited(session.journal->read(query), QStringLiteral("journal"));
    if (!events)
        return out.fail(events.error());
    QList<QStringList> rows;
    for (const JournalEvent &event : *events) {
        if (out.json())
            out.bytes(QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact) + '\n');
        rows.append({QString::number(event.sequence), event.time().toString(Qt::ISODateWithMs), event.draft.kind,
                     event.draft.actor, event.draft.runId, event.draft.stepId});
    }
    if (!out.json())
        out.table({"SEQ", "TIME (UTC)", "KIND", "WHO", "RUN", "STEP"}, rows);
    return Success;
}

int exportAll(const Options &options, const Session &session, const Streams &out)
{
    QByteArray all;
    JournalQuery query;
    query.limit = PageSize;
    for (;;) {
        const auto events = awaited(session.journal->read(query), QStringLiteral("journal"));
        if (!events)
            return out.fail(events.error());
        for (const JournalEvent &event : *events)
            all += QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact) + '\n';
        if (events->size() < PageSize)
            break;
        query.afterSequence = events->last().sequence;
    }
    if (options.out.isEmpty()) {
        out.bytes(all);
        return Success;
    }
    const Result<bool> written = writeFile(options.out, all);
    return written ? Success : out.fail(written.error());
}

int verify(const Session &session, const Streams &out)
{
    const auto check = awaited(session.journal->verify(), QStringLiteral("journal"), std::chrono::minutes{10});
    if (!check) {
        (void)out.fail(check.error());
        return JournalBroken;
    }
    const QString head = QString::fromLatin1(check->head.toHex());
    if (out.json()) {
        out.document(QJsonObject{{"intact", check->intact},
                                 {"events", static_cast<double>(check->events)},
                                 {"head", head},
                                 {"firstBroken", static_cast<double>(check->firstBrokenSequence)},
                                 {"reason", check->reason}});
    } else if (check->intact) {
        out.data(QStringLiteral("intact: %1 events, head %2").arg(check->events).arg(head));
    } else {
        out.data(QStringLiteral("BROKEN at event %1: %2").arg(check->firstBrokenSequence).arg(check->reason));
    }
    return check->intact ? Success : JournalBroken;
}

int recordExport(const ReportRequest &request, const RenderedReport &report, const QString &file,
                 const Session &session, const Streams &out)
{
    JournalDraft draft;
    draft.kind = QString::fromLatin1(journalkind::Exported);
    draft.actor = session.actor;
    draft.environment = session.environment.name;
    draft.stream
        = session.environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
    draft.incidentId = request.incidentId;
    draft.payload = exportedPayload(request, report, file);
    const auto recorded = awaited(session.journal->append(draft), QStringLiteral("journal"));
    return recorded ? Success : out.fail(recorded.error());
}

} // namespace

int workJournal(const Options &options, const Session &session, const Streams &out)
{
    if (options.action == QLatin1String("verify"))
        return verify(session, out);
    if (options.action == QLatin1String("export"))
        return exportAll(options, session, out);
    return list(options, session, out);
}

int writeReport(const Options &options, const Session &session, const Streams &out)
{
    static const QMap<QString, ReportFormat> formats{{"md", ReportFormat::Markdown},
                                                     {"html", ReportFormat::Html},
                                                     {"pdf", ReportFormat::Pdf},
                                                     {"json", ReportFormat::Json}};
    ReportRequest request;
    request.incidentId = options.id;
    request.format = formats.value(options.format);
    if (!options.language.isEmpty())
        request.language = options.language;
    const auto report = awaited(session.reports->render(request), options.id, std::chrono::minutes{2});
    if (!report)
        return out.fail(report.error());
    if (options.out.isEmpty()) {
        out.bytes(report->bytes);
    } else {
        const Result<bool> written = writeFile(options.out, report->bytes);
        if (!written)
            return out.fail(written.error());
        out.progress(QStringLiteral("%1 written").arg(options.out));
    }
    return recordExport(request, *report, options.out.isEmpty() ? QStringLiteral("-") : options.out, session, out);
}

} // namespace edgelink::cli
