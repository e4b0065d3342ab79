// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"

#include <QJsonArray>
#include <QJsonObject>

namespace edgelink::cli {

namespace {

int showHistory(const ReleaseHistory &history, const Streams &out)
{
    QList<QStringList> rows;
    QJsonArray array;
    for (const Revision &revision : history.revisions) {
        const QString updated
            = revision.updated.isValid() ? revision.updated.toString(Qt::ISODate) : QStringLiteral("–");
        rows.append({QString::number(revision.number), updated, revision.status, revision.chart, revision.appVersion,
                     revision.description});
        array.append(QJsonObject{{"revision", revision.number},
                                 {"updated", updated},
                                 {"status", revision.status},
                                 {"chart", revision.chart},
                                 {"appVersion", revision.appVersion},
                                 {"description", revision.description}});
    }
    if (out.json())
        out.document(array);
    else
        out.table({Words::tr("REVISION"), Words::tr("UPDATED (UTC)"), Words::tr("STATUS"), Words::tr("CHART"),
                   Words::tr("APP VERSION"), Words::tr("DESCRIPTION")},
                  rows);
    return Success;
}

int showDiff(const ReleaseDiff &diff, const Streams &out)
{
    QJsonArray objects;
    for (const ObjectDiff &object : diff.objects) {
        QJsonArray lines;
        if (!out.json())
            out.data(object.object);
        for (const DiffLine &line : object.lines) {
            QString mark = QStringLiteral(" ");
            if (line.kind == DiffLine::Kind::Added)
                mark = QStringLiteral("+");
            else if (line.kind == DiffLine::Kind::Removed)
                mark = QStringLiteral("-");
            else if (line.kind == DiffLine::Kind::Header)
                mark = QStringLiteral("@");
            if (out.json())
                lines.append(mark + line.text);
            else
                out.data(mark + QLatin1Char(' ') + line.text);
        }
        objects.append(QJsonObject{{"object", object.object}, {"lines", lines}});
    }
    if (out.json())
        out.document(QJsonObject{{"from", diff.from}, {"to", diff.to}, {"objects", objects}});
    else if (diff.objects.isEmpty())
        out.data(Words::tr("%1 and %2 do not differ").arg(diff.from, diff.to));
    return Success;
}

int showVerdict(const Verdict &verdict, const Streams &out)
{
    QJsonArray facts;
    QList<QStringList> rows;
    const QList<VerdictFact> ranked = verdict.ranked();
    for (const VerdictFact &fact : ranked) {
        facts.append(QJsonObject{
            {"id", fact.id}, {"state", factStateId(fact.state)}, {"text", fact.text}, {"evidence", fact.evidence}});
        rows.append({factStateId(fact.state), fact.id, fact.text});
    }
    if (out.json()) {
        out.document(QJsonObject{{"release", verdict.release},
                                 {"target", verdict.targetRevision},
                                 {"current", verdict.currentRevision},
                                 {"verdict", verdictKindId(verdict.kind())},
                                 {"counts",
                                  QJsonObject{{"blocking", verdict.count(FactState::Blocking)},
                                              {"unknown", verdict.count(FactState::Unknown)},
                                              {"warning", verdict.count(FactState::Warning)},
                                              {"good", verdict.count(FactState::Good)}}},
                                 {"facts", facts},
                                 {"notReverted", QJsonArray::fromStringList(verdict.notReverted)},
                                 {"predictedSeconds", static_cast<double>(verdict.predictedDuration.count())}});
    } else {
        out.data(Words::tr("%1: roll back %2 from revision %3 to %4")
                     .arg(verdictKindId(verdict.kind()), verdict.release, QString::number(verdict.currentRevision),
                          QString::number(verdict.targetRevision)));
        out.data(verdictHeadline(verdict));
        out.table({Words::tr("STATE"), Words::tr("FACT"), Words::tr("WHAT WAS SEEN")}, rows);
        for (const QString &item : verdict.notReverted)
            out.data(Words::tr("not reverted: %1").arg(item));
    }
    return verdict.kind() == VerdictKind::NoGo ? Refused : Success;
}

} // namespace

int showReleases(const Options &options, const Session &session, const Streams &out)
{
    if (options.release != session.environment.release) {
        return out.fail({ErrorKind::Usage,
                         Words::tr("this environment's release is '%1', not '%2'")
                             .arg(session.environment.release, options.release),
                         session.environment.name,
                         Words::tr("choose another --environment"),
                         {}});
    }
    const auto shown
        = [&out](const auto &result, auto show) { return result ? show(*result, out) : out.fail(result.error()); };
    if (options.verb == QLatin1String("history"))
        return shown(awaited(session, session.releases->history(), QStringLiteral("helm history")), showHistory);
    if (options.verb == QLatin1String("diff"))
        return shown(
            awaited(session, session.releases->diff(options.revision, options.toRevision), QStringLiteral("diff")),
            showDiff);
    return shown(
        awaited(session, session.verdicts->verdict(options.revision), Words::tr("verdict"), std::chrono::minutes{2}),
        showVerdict);
}

} // namespace edgelink::cli
