// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/execchecks.h"

#include "app/services/verify/words.h"

#include <QUrl>

namespace edgelink::verify {

namespace {

constexpr std::chrono::seconds ExecDeadline{15};

QByteArray withoutLineEnds(QByteArray text)
{
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    return text;
}

Observation exec(ProbeContext &context, const QString &pod, const QStringList &tool, const QByteArray &wanted,
                 const QString &what)
{
    QStringList arguments{QStringLiteral("exec"), pod};
    const QString container = context.request.arguments.value(QStringLiteral("container")).toString();
    if (!container.isEmpty())
        arguments << QStringLiteral("--container") << container;
    // No -i and no -t: nothing is typed, and a remote shell that waits for input would hang the check.
    arguments << QStringLiteral("--") << tool;
    const auto result = context.run(context.kubectl(arguments, what, ExecDeadline));
    if (!result)
        return unknown(result.error());
    return judgeExec(*result, wanted, what);
}

} // namespace

Observation judgeExec(const CommandResult &result, const QByteArray &wanted, const QString &what)
{
    const QByteArray output = withoutLineEnds(result.standardOutput);
    const QStringList facts{Words::tr("standard output: %1").arg(quoted(output)),
                            Words::tr("standard error: %1").arg(quoted(result.standardError.right(800), 800))};
    if (result.timedOut)
        return failed(Words::tr("%1: no answer within %2 s.")
                          .arg(what)
                          .arg(std::chrono::duration_cast<std::chrono::seconds>(result.duration).count()),
                      facts);
    const QByteArray complaint = withoutLineEnds(result.standardError).split('\n').constLast();
    if (!result.ok()) {
        const QString ended = result.exitCode ? Words::tr("exit code %1").arg(*result.exitCode)
            : result.signalNumber             ? Words::tr("signal %1").arg(*result.signalNumber)
                                              : Words::tr("no exit code");
        return failed(
            Words::tr("%1: failed (%2): %3").arg(what, ended, quoted(complaint.isEmpty() ? output : complaint)), facts);
    }
    if (result.truncated || output != wanted)
        return failed(Words::tr("%1: answered %2, wanted exactly %3.")
                          .arg(what, output.isEmpty() ? Words::tr("nothing") : quoted(output, 80), quoted(wanted)),
                      facts);
    return passed(Words::tr("%1: answered %2.").arg(what, quoted(wanted)), facts);
}

Observation databaseSelect(ProbeContext &context)
{
    const DatabaseReference &database = context.with.environment.database;
    if (database.pod.isEmpty())
        return unknown(missingPart(Words::tr("the database's pod (`database: {pod: …}`)")));
    if (!database.problem.isEmpty())
        return unknown(database.problem);
    QStringList tool{QStringLiteral("psql"),
                     QStringLiteral("-X"),
                     QStringLiteral("-w"),
                     QStringLiteral("-A"),
                     QStringLiteral("-t"),
                     QStringLiteral("-v"),
                     QStringLiteral("ON_ERROR_STOP=1")};
    const QUrl url(database.url);
    if (!url.userName().isEmpty())
        tool << QStringLiteral("-U") << url.userName();
    if (const QString name = url.path().mid(1); !name.isEmpty())
        tool << QStringLiteral("-d") << name;
    tool << QStringLiteral("-c") << QStringLiteral("SELECT 1");
    return exec(context, database.pod, tool, "1", Words::tr("SELECT 1 in %1").arg(database.pod));
}

Observation redisPing(ProbeContext &context)
{
    const QString pod = context.with.environment.database.redisPod;
    if (pod.isEmpty())
        return unknown(missingPart(Words::tr("Redis' pod (`database: {redis_pod: …}`)")));
    return exec(context, pod, {QStringLiteral("redis-cli"), QStringLiteral("PING")}, "PONG",
                Words::tr("PING in %1").arg(pod));
}

} // namespace edgelink::verify
