// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/journal.h"
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/reportservice.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSaveFile>

#include <optional>

namespace edgelink::cli {

namespace {

constexpr std::chrono::minutes VerifyDeadline{10};

/// One line of the list; the export has every column.
QJsonObject toJson(const JournalEvent &event)
{
    return {{"sequence", event.sequence},
            {"time", event.time().toString(Qt::ISODateWithMs)},
            {"id", event.draft.id.toString(QUuid::WithoutBraces)},
            {"kind", event.draft.kind},
            {"actor", event.draft.actor},
            {"environment", event.draft.environment},
            {"stream", event.draft.stream},
            {"incident", event.draft.incidentId},
            {"run", event.draft.runId},
            {"step", event.draft.stepId},
            {"payload", event.draft.payload},
            {"hash", QString::fromLatin1(event.hash.toHex())}};
}

Error cannotWrite(const QFileDevice &file)
{
    return {ErrorKind::Io, file.errorString(), file.fileName(), Words::tr("choose another place with --out"), {}};
}

Result<bool> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || !file.commit())
        return tl::make_unexpected(cannotWrite(file));
    return true;
}

int listEvents(const Options &options, const Session &session, const Streams &out)
{
    JournalQuery query;
    query.limit = options.limit;
    query.newestFirst = true;
    const auto events = awaited(session, session.journal->read(query), Words::tr("journal"));
    if (!events)
        return failToRead(events.error(), out);
    QList<QStringList> rows;
    QJsonArray array;
    for (const JournalEvent &event : *events) {
        array.append(toJson(event));
        rows.append({QString::number(event.sequence), event.time().toString(Qt::ISODateWithMs), event.draft.kind,
                     event.draft.actor, event.draft.runId, event.draft.stepId});
    }
    if (out.json())
        out.document(array);
    else
        out.table({Words::tr("SEQ"), Words::tr("TIME (UTC)"), Words::tr("KIND"), Words::tr("WHO"), Words::tr("RUN"),
                   Words::tr("STEP")},
                  rows);
    return Success;
}

/// What was written is no proof then, and says so by the exit code.
int failAsBroken(qint64 at, const QString &why, const Streams &out)
{
    return failToRead({ErrorKind::BadReply,
                       Words::tr("the chain is broken at event %1: %2").arg(at).arg(why),
                       Words::tr("journal"),
                       Words::tr("what was written holds it as it is now; keep the file as evidence"),
                       {}},
                      out);
}

int exportAll(const Options &options, const Session &session, const Streams &out)
{
    std::optional<QSaveFile> file;
    if (!options.out.isEmpty()) {
        file.emplace(options.out);
        if (!file->open(QIODevice::WriteOnly) || !file->setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return out.fail(cannotWrite(*file));
    }
    const Result<QString> head = session.exportJournal([&](const QByteArray &chunk) -> Result<bool> {
        if (isInterrupted(session))
            return tl::make_unexpected(interruption(Words::tr("journal")));
        if (!file)
            return out.bytes(chunk) ? Result<bool>(true) : tl::make_unexpected(out.writeError());
        if (file->write(chunk) != chunk.size())
            return tl::make_unexpected(cannotWrite(*file));
        return true;
    });
    if (!head)
        return failToRead(head.error(), out);
    if (file && !file->commit())
        return out.fail(cannotWrite(*file));
    out.progress(Words::tr("exported; head %1").arg(*head));
    // After it: whoever keeps the export must learn whether it is what was once written.
    const auto check = awaited(session, session.verifyJournal({}), Words::tr("journal"), VerifyDeadline);
    if (file && out.json())
        out.document(QJsonObject{
            {"file", options.out}, {"head", *head}, {"intact", check ? QJsonValue(check->intact) : QJsonValue()}});
    if (!check)
        return failToRead(check.error(), out);
    return check->intact ? Success : failAsBroken(check->firstBrokenSequence, check->reason, out);
}

int verify(const Options &options, const Session &session, const Streams &out)
{
    const auto check = awaited(session, session.verifyJournal(options.head), Words::tr("journal"), VerifyDeadline);
    if (!check)
        return failToRead(check.error(), out);
    const QString head = QStringLiteral("%1:%2").arg(check->events).arg(QString::fromLatin1(check->head.toHex()));
    if (out.json()) {
        out.document(QJsonObject{{"intact", check->intact},
                                 {"events", check->events},
                                 {"head", head},
                                 {"checkedHead", options.head},
                                 {"firstBroken", check->firstBrokenSequence},
                                 {"reason", check->reason}});
    } else if (check->intact) {
        out.data(Words::tr("intact: %1 events, head %2").arg(check->events).arg(head));
        if (!options.head.isEmpty())
            out.data(Words::tr("the head %1 is in the chain").arg(options.head));
    } else {
        out.data(Words::tr("BROKEN at event %1: %2").arg(check->firstBrokenSequence).arg(check->reason));
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
    const auto recorded = awaited(session, session.journal->append(draft), Words::tr("journal"));
    return recorded ? Success : out.fail(recorded.error());
}

} // namespace

int workJournal(const Options &options, const Session &session, const Streams &out)
{
    if (options.action == QLatin1String("verify"))
        return verify(options, session, out);
    if (options.action == QLatin1String("export"))
        return exportAll(options, session, out);
    return listEvents(options, session, out);
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
    const auto report = awaited(session, session.reports->render(request), options.id, std::chrono::minutes{2});
    if (!report)
        return failToRead(report.error(), out);
    const bool asDocument = out.json() && options.verb == QLatin1String("report"); // else it is a part of a drill
    if (options.out.isEmpty()) {
        // Text of another kind inside one: whoever asks for JSON gets JSON.
        if (asDocument && request.format != ReportFormat::Json)
            out.document(QJsonObject{{"incident", options.id},
                                     {"format", options.format},
                                     {"intact", report->brokenAt == 0},
                                     {"text", QString::fromUtf8(report->bytes)}});
        else
            out.bytes(report->bytes);
        if (!out.isWhole())
            return out.fail(out.writeError()); // what did not leave is no export
    } else {
        const Result<bool> written = writeFile(options.out, report->bytes);
        if (!written)
            return out.fail(written.error());
        out.progress(Words::tr("%1 written").arg(options.out));
        if (asDocument)
            out.document(QJsonObject{{"incident", options.id},
                                     {"format", options.format},
                                     {"intact", report->brokenAt == 0},
                                     {"file", options.out}});
    }
    const int recorded
        = recordExport(request, *report, options.out.isEmpty() ? QStringLiteral("-") : options.out, session, out);
    if (report->brokenAt != 0 && options.verb != QLatin1String("report"))
        return JournalBroken; // the drill says it once for all its reports
    return report->brokenAt == 0 ? recorded : failAsBroken(report->brokenAt, report->whyBroken, out);
}

} // namespace edgelink::cli
