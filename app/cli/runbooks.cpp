// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/runfollower.h"
#include "app/cli/verbs.h"
#include "models/ports/runbooksession.h"

#include <QJsonArray>
#include <QJsonObject>

namespace edgelink::cli {

namespace {

QJsonObject toJson(const RunSnapshot &run)
{
    QJsonArray steps;
    for (const StepRecord &step : run.steps) {
        steps.append(QJsonObject{{"id", step.id},
                                 {"title", step.title.en},
                                 {"state", stepStateId(step.state)},
                                 {"attempt", step.attempt},
                                 {"text", step.text},
                                 {"reason", step.reason}});
    }
    return {{"run", run.runId},
            {"runbook", run.runbookId},
            {"title", run.title.en},
            {"environment", run.environment},
            {"incident", run.incidentId},
            {"state", runStateId(run.state)},
            {"outcome", run.outcome ? outcomeId(*run.outcome) : QString()},
            {"startedAt", run.startedAt.toString(Qt::ISODateWithMs)},
            {"finishedAt", run.finishedAt.toString(Qt::ISODateWithMs)},
            {"endState", run.endState},
            {"debt", QJsonArray::fromStringList(run.debt)},
            {"steps", steps}};
}

int exitCodeOf(const RunSnapshot &run)
{
    if (run.state == RunState::Refused)
        return Refused;
    switch (run.outcome.value_or(Outcome::Unknown)) {
    case Outcome::Success:
        return Success;
    case Outcome::Error:
        return Failed;
    case Outcome::Cancelled:
        return CancelledByOperator;
    case Outcome::Unknown:
        break;
    }
    return UnknownOutcome;
}

int conclude(const RunSnapshot &run, const Streams &out)
{
    if (out.json()) {
        out.document(toJson(run));
    } else {
        out.data(QStringLiteral("%1  %2  %3")
                     .arg(run.runId, run.outcome ? outcomeId(*run.outcome) : runStateId(run.state), run.endState));
        for (const QString &debt : run.debt)
            out.data(QStringLiteral("debt: %1").arg(debt));
    }
    return exitCodeOf(run);
}

/// The review page in words: what would be done.
void printReview(const RunSnapshot &run, const Streams &out)
{
    if (out.json()) {
        out.document(toJson(run));
        return;
    }
    out.data(QStringLiteral("%1 — %2").arg(run.title.en, run.environment));
    for (const StepRecord &step : run.preflight)
        out.data(QStringLiteral("  pre-flight  %1  %2  %3").arg(stepStateId(step.state), step.title.en, step.text));
    for (const StepRecord &step : run.steps) {
        out.data(QStringLiteral("  %1%2").arg(QString(2 * step.depth, QLatin1Char(' ')), step.title.en));
        if (!step.command.isEmpty())
            out.data(QStringLiteral("      $ %1").arg(step.command));
    }
}

int list(const Session &session, const Streams &out)
{
    const auto runbooks = awaited(session.runbooks->runbooks(), QStringLiteral("runbooks"));
    if (!runbooks)
        return out.fail(runbooks.error());
    QList<QStringList> rows;
    QJsonArray array;
    for (const RunbookDefinition &runbook : *runbooks) {
        QStringList parameters;
        for (const RunbookParameter &parameter : runbook.parameters)
            parameters << parameter.id;
        rows.append({runbook.id, runbook.source, parameters.join(QLatin1Char(',')), runbook.title.en});
        array.append(QJsonObject{{"id", runbook.id},
                                 {"version", runbook.version},
                                 {"source", runbook.source},
                                 {"title", runbook.title.en},
                                 {"callableOnly", runbook.callableOnly},
                                 {"parameters", QJsonArray::fromStringList(parameters)}});
    }
    if (out.json())
        out.document(array);
    else
        out.table({"RUNBOOK", "SECTION", "PARAMETERS", "TITLE"}, rows);
    return Success;
}

int lint(const Options &options, const Session &session, const Streams &out)
{
    const QStringList problems = session.lint(options.file);
    if (out.json())
        out.document(QJsonObject{{"file", options.file}, {"problems", QJsonArray::fromStringList(problems)}});
    else
        out.data(problems.isEmpty() ? QStringLiteral("%1: no problems").arg(options.file)
                                    : problems.join(QLatin1Char('\n')));
    return problems.isEmpty() ? Success : UsageOrConfiguration;
}

int listRuns(const Options &options, const Session &session, const Streams &out)
{
    const auto runs = awaited(session.runbooks->runs(options.limit), QStringLiteral("runs"));
    if (!runs)
        return out.fail(runs.error());
    QList<QStringList> rows;
    QJsonArray array;
    for (const RunSnapshot &run : *runs) {
        array.append(toJson(run));
        rows.append({run.runId, run.runbookId, run.startedAt.toString(Qt::ISODate),
                     run.outcome ? outcomeId(*run.outcome) : QStringLiteral("unfinished"), run.endState});
    }
    if (out.json())
        out.document(array);
    else
        out.table({"RUN", "RUNBOOK", "STARTED (UTC)", "OUTCOME", "END STATE"}, rows);
    return Success;
}

bool isConfirmed(const Options &options, const Session &session)
{
    return !options.confirm.isEmpty()
        && (options.confirm == session.environment.release || options.confirm == session.environment.cluster);
}

int refuseUnconfirmed(const Options &options, const Session &session, const Streams &out)
{
    const QString what = options.confirm.isEmpty()
        ? QStringLiteral("not confirmed, nothing was changed")
        : QStringLiteral("'%1' is neither the release nor the cluster, nothing was changed").arg(options.confirm);
    return out.fail({ErrorKind::Refused,
                     what,
                     session.environment.name,
                     QStringLiteral("add --confirm %1").arg(session.environment.release),
                     {}});
}

int resume(const Options &options, const Session &session, const Streams &out)
{
    if (!isConfirmed(options, session))
        return refuseUnconfirmed(options, session, out);
    RunFollower follower(session, out);
    follower.follow(options.id);
    const auto resumed = awaited(session.runbooks->resume(options.id, session.actor), options.id);
    if (!resumed)
        return out.fail(resumed.error());
    return conclude(follower.waitFor([](const RunSnapshot &run) { return !run.isActive(); }), out);
}

} // namespace

int executeRun(const QString &runbook, const QMap<QString, QString> &parameters, const Options &options,
               const Session &session, const Streams &out, const QString &incidentId, QString *runId)
{
    RunFollower follower(session, out);
    const auto prepared = awaited(
        session.runbooks->prepare({runbook, session.environment.name, incidentId, session.actor, parameters}), runbook);
    if (!prepared)
        return out.fail(prepared.error());
    if (runId != nullptr)
        *runId = *prepared;
    follower.follow(*prepared);
    const RunSnapshot ready
        = follower.waitFor([](const RunSnapshot &run) { return run.state == RunState::AwaitingConfirmation; });
    if (ready.state == RunState::Refused)
        return conclude(ready, out);
    if (!isConfirmed(options, session)) {
        printReview(ready, out);
        session.runbooks->stop(*prepared, session.actor);
        return refuseUnconfirmed(options, session, out);
    }
    const auto confirmed
        = awaited(session.runbooks->confirm(*prepared, ready.nameToType, session.actor, options.reason), *prepared);
    if (!confirmed)
        return out.fail(confirmed.error());
    return conclude(follower.waitFor([](const RunSnapshot &run) { return !run.isActive(); }), out);
}

int workRunbooks(const Options &options, const Session &session, const Streams &out)
{
    if (options.verb == QLatin1String("runbooks"))
        return list(session, out);
    if (options.verb == QLatin1String("lint"))
        return lint(options, session, out);
    if (options.verb == QLatin1String("runs"))
        return listRuns(options, session, out);
    if (options.verb == QLatin1String("resume"))
        return resume(options, session, out);
    if (options.verb == QLatin1String("stop")) {
        if (session.requestStop(options.id)) {
            out.data(QStringLiteral("%1: asked to stop").arg(options.id));
            return Success;
        }
        return out.fail({ErrorKind::NotFound,
                         QStringLiteral("no such unfinished run"),
                         options.id,
                         QStringLiteral("edgelink-console runs lists them"),
                         {}});
    }
    return executeRun(options.id, options.parameters, options, session, out, {});
}

} // namespace edgelink::cli
