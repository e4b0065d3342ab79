// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/runfollower.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/journal.h"
#include "models/ports/runbooksession.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace edgelink::cli {

namespace {

constexpr std::chrono::seconds StopDeadline{5}; // a console that is alive takes a request within a second
constexpr std::chrono::minutes PrepareDeadline{2};

QJsonObject toJson(const RunSnapshot &run, const Streams &out)
{
    QJsonArray steps;
    for (const StepRecord &step : run.steps) {
        steps.append(QJsonObject{{"id", step.id},
                                 {"title", out.in(step.title)},
                                 {"state", stepStateId(step.state)},
                                 {"attempt", step.attempt},
                                 {"text", step.text},
                                 {"reason", step.reason}});
    }
    QJsonArray preflight;
    for (const StepRecord &check : run.preflight) {
        preflight.append(QJsonObject{{"id", check.id},
                                     {"title", out.in(check.title)},
                                     {"state", stepStateId(check.state)},
                                     {"text", check.text},
                                     {"reason", check.reason}});
    }
    return {{"run", run.runId},
            {"runbook", run.runbookId},
            {"title", out.in(run.title)},
            {"environment", run.environment},
            {"incident", run.incidentId},
            {"state", runStateId(run.state)},
            {"outcome", run.outcome ? outcomeId(*run.outcome) : QString()},
            {"startedAt", run.startedAt.toString(Qt::ISODateWithMs)},
            {"finishedAt", run.finishedAt.toString(Qt::ISODateWithMs)},
            {"endState", run.endState},
            {"atWorkElsewhere", run.atWorkElsewhere},
            {"debt", QJsonArray::fromStringList(run.debt)},
            {"preflight", preflight},
            {"steps", steps}};
}

int exitCodeOf(const RunSnapshot &run)
{
    if (run.state == RunState::Refused)
        return Refused;
    switch (run.outcome.value_or(Outcome::Unknown)) {
    case Outcome::Success:
        return Success;
    case Outcome::Error: {
        // Stopped at a step of which nobody could see what it did: to call that a failure would be a guess.
        const auto last = std::find_if(run.steps.crbegin(), run.steps.crend(),
                                       [](const StepRecord &step) { return step.state != StepState::Waiting; });
        return last != run.steps.crend() && last->state == StepState::Unknown ? UnknownOutcome : Failed;
    }
    case Outcome::Cancelled:
        return CancelledByOperator;
    case Outcome::Unknown:
        break;
    }
    return UnknownOutcome;
}

/// What was not done, or done against a check's advice, stays visible to whoever sees the end alone.
void printDeviations(const RunSnapshot &run, const Streams &out)
{
    const auto line = [&out](const StepRecord &step) {
        const QString what = QStringLiteral("%1 — %2").arg(out.in(step.title), step.reason);
        out.data(step.state == StepState::Skipped ? Words::tr("skipped: %1").arg(what)
                                                  : Words::tr("overridden: %1").arg(what));
    };
    for (const StepRecord &check : run.preflight) {
        if (!check.reason.isEmpty())
            line(check);
    }
    for (const StepRecord &step : run.steps) {
        if (step.state == StepState::Skipped || !step.reason.isEmpty())
            line(step);
    }
}

int conclude(const RunSnapshot &run, const Streams &out)
{
    if (out.json()) {
        out.document(toJson(run, out));
    } else {
        out.data(QStringLiteral("%1  %2  %3")
                     .arg(run.runId, run.outcome ? outcomeId(*run.outcome) : runStateId(run.state), run.endState));
        printDeviations(run, out);
        for (const QString &debt : run.debt)
            out.data(Words::tr("debt: %1").arg(debt));
    }
    return exitCodeOf(run);
}

/// The review page in words: what would be done.
void printReview(const RunSnapshot &run, const Streams &out)
{
    if (out.json()) {
        out.document(toJson(run, out));
        return;
    }
    out.data(QStringLiteral("%1 — %2").arg(out.in(run.title), run.environment));
    for (const StepRecord &step : run.preflight)
        out.data(QStringLiteral("  %1  %2  %3  %4")
                     .arg(Words::tr("pre-flight"), stepStateId(step.state), out.in(step.title), step.text));
    for (const StepRecord &step : run.steps) {
        out.data(
            QStringLiteral("  %1%2").arg(QString(qsizetype{2} * step.depth, QLatin1Char(' ')), out.in(step.title)));
        if (!step.command.isEmpty())
            out.data(QStringLiteral("      $ %1").arg(step.command));
    }
}

int listRunbooks(const Session &session, const Streams &out)
{
    const auto runbooks = awaited(session, session.runbooks->runbooks(), Words::tr("runbooks"));
    if (!runbooks)
        return out.fail(runbooks.error());
    const QMap<QString, QString> names{{QStringLiteral("release"), session.environment.release},
                                       {QStringLiteral("cluster"), session.environment.cluster},
                                       {QStringLiteral("namespace"), session.environment.nameSpace}};
    QList<QStringList> rows;
    QJsonArray array;
    for (const RunbookDefinition &runbook : *runbooks) {
        QStringList parameters;
        for (const RunbookParameter &parameter : runbook.parameters)
            parameters << parameter.id;
        rows.append(
            {runbook.id, runbook.source, parameters.join(QLatin1Char(',')), filledIn(out.in(runbook.title), names)});
        array.append(QJsonObject{{"id", runbook.id},
                                 {"version", runbook.version},
                                 {"source", runbook.source},
                                 {"title", out.in(runbook.title)},
                                 {"callableOnly", runbook.callableOnly},
                                 {"parameters", QJsonArray::fromStringList(parameters)}});
    }
    if (out.json())
        out.document(array);
    else
        out.table({Words::tr("RUNBOOK"), Words::tr("SECTION"), Words::tr("PARAMETERS"), Words::tr("TITLE")}, rows);
    return Success;
}

int lint(const Options &options, const Session &session, const Streams &out)
{
    const QStringList problems = session.lint(options.file);
    if (out.json())
        out.document(QJsonObject{{"file", options.file}, {"problems", QJsonArray::fromStringList(problems)}});
    else
        out.data(problems.isEmpty() ? Words::tr("%1: no problems").arg(options.file)
                                    : problems.join(QLatin1Char('\n')));
    return problems.isEmpty() ? Success : UsageOrConfiguration;
}

int listRuns(const Options &options, const Session &session, const Streams &out)
{
    const auto runs = awaited(session, session.runbooks->runs(options.limit), Words::tr("runs"));
    if (!runs)
        return failToRead(runs.error(), out);
    QList<QStringList> rows;
    QJsonArray array;
    for (const RunSnapshot &run : *runs) {
        array.append(toJson(run, out));
        rows.append({run.runId, run.runbookId, run.startedAt.toString(Qt::ISODate),
                     run.outcome                    ? outcomeId(*run.outcome)
                         : run.atWorkElsewhere != 0 ? Words::tr("at work (process %1)").arg(run.atWorkElsewhere)
                                                    : Words::tr("unfinished"),
                     run.endState});
    }
    if (out.json())
        out.document(array);
    else
        out.table({Words::tr("RUN"), Words::tr("RUNBOOK"), Words::tr("STARTED (UTC)"), Words::tr("OUTCOME"),
                   Words::tr("END STATE")},
                  rows);
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
        ? Words::tr("not confirmed, nothing was changed")
        : Words::tr("'%1' is neither the release nor the cluster, nothing was changed").arg(options.confirm);
    return out.fail({ErrorKind::Refused,
                     what,
                     session.environment.name,
                     Words::tr("add --confirm %1").arg(session.environment.release),
                     {}});
}

int resume(const Options &options, const Session &session, const Streams &out)
{
    if (!isConfirmed(options, session))
        return refuseUnconfirmed(options, session, out);
    if (isInterrupted(session))
        return out.fail(interruption(options.id));
    RunFollower follower(session, out);
    follower.follow(options.id);
    // Not cut short by an interruption: the follower passes that on to the run, whose end tells what came of it.
    const auto resumed = await(session.runbooks->resume(options.id, session.actor), std::chrono::seconds{60});
    if (!resumed) {
        return out.fail({ErrorKind::Timeout,
                         Words::tr("it could not be taken up in time"),
                         options.id,
                         Words::tr("edgelink-console runs shows what is known of it"),
                         {}});
    }
    if (!*resumed)
        return failToRead(resumed->error(), out);
    return conclude(follower.waitForEnd(), out);
}

int stop(const Options &options, const Session &session, const Streams &out)
{
    JournalQuery query;
    query.runId = options.id;
    query.limit = 1;
    const auto rows = awaited(session, session.journal->read(query), options.id);
    if (!rows)
        return failToRead(rows.error(), out);
    query.kinds = {QString::fromLatin1(journalkind::RunFinished)};
    const auto ends = awaited(session, session.journal->read(query), options.id);
    if (!ends)
        return failToRead(ends.error(), out);
    if (!ends->isEmpty()) {
        return out.fail({ErrorKind::ToolFailed,
                         Words::tr("this run is finished, there is nothing to stop"),
                         options.id,
                         Words::tr("edgelink-console runs shows how it ended"),
                         {}});
    }
    const QDeadlineTimer end(StopDeadline);
    const auto taken = session.requestStop(options.id, [&] { return end.hasExpired() || isInterrupted(session); });
    if (!taken)
        return out.fail(taken.error());
    if (*taken) {
        if (out.json())
            out.document(QJsonObject{{"run", options.id}, {"asked", true}});
        else
            out.data(Words::tr("%1: the console that executes it was asked to stop it").arg(options.id));
        return Success;
    }
    if (isInterrupted(session))
        return out.fail(interruption(options.id));
    if (rows->isEmpty()) { // a run that waits for its confirmation may not be on the record: so it was asked for first
        return out.fail({ErrorKind::NotFound,
                         Words::tr("there is no such run"),
                         options.id,
                         Words::tr("edgelink-console runs lists them"),
                         {}});
    }
    return out.fail(
        {ErrorKind::Timeout,
         Words::tr("no console executes this run: nobody took the request within %1 s")
             .arg(std::chrono::duration_cast<std::chrono::seconds>(StopDeadline).count()),
         options.id,
         Words::tr("edgelink-console resume %1 --confirm %2 settles it").arg(options.id, session.environment.release),
         {}});
}

/// The incident that is open now, as the window has it: the run's report must tell of it.
Result<QString> openIncident(const Session &session)
{
    const Result<Incident> incident
        = awaited(session, session.incidents->current(), Words::tr("incident"), std::chrono::seconds{30});
    if (!incident)
        return tl::make_unexpected(incident.error());
    return incident->isOpen() ? incident->id : QString();
}

int runRunbook(const Options &options, const Session &session, const Streams &out)
{
    const Result<QString> incident = openIncident(session);
    if (!incident)
        return out.fail(incident.error());
    if (!incident->isEmpty())
        out.progress(Words::tr("part of the open incident %1").arg(*incident));
    return executeRun(options.id, options.parameters, options, session, out, *incident);
}

} // namespace

int executeRun(const QString &runbook, const QMap<QString, QString> &parameters, const Options &options,
               const Session &session, const Streams &out, const QString &incidentId, QString *runId)
{
    RunFollower follower(session, out);
    const auto prepared = awaited(
        session, session.runbooks->prepare({runbook, session.environment.name, incidentId, session.actor, parameters}),
        runbook, PrepareDeadline);
    if (!prepared)
        return out.fail(prepared.error());
    if (runId != nullptr)
        *runId = *prepared;
    out.progress(Words::tr("%1: pre-flight of %2").arg(*prepared, runbook));
    follower.follow(*prepared);
    const RunSnapshot ready
        = follower.waitFor([](const RunSnapshot &run) { return run.state == RunState::AwaitingConfirmation; });
    if (!ready.isActive())
        return conclude(ready, out);
    const auto concludeInterrupted = [&] {
        follower.obeyInterruption();
        return conclude(follower.waitForEnd(), out);
    };
    if (isInterrupted(session)) // between two looks of the follower: nothing may be started any more
        return concludeInterrupted();
    if (!isConfirmed(options, session)) {
        printReview(ready, out);
        session.runbooks->stop(*prepared, session.actor);
        return refuseUnconfirmed(options, session, out);
    }
    const auto confirmed = awaited(
        session, session.runbooks->confirm(*prepared, ready.nameToType, session.actor, options.reason), *prepared);
    if (!confirmed && isInterrupted(session)) // the stop may have overtaken the confirmation, or the other way round
        return concludeInterrupted();
    if (!confirmed)
        return out.fail(confirmed.error());
    return conclude(follower.waitForEnd(), out);
}

int workRunbooks(const Options &options, const Session &session, const Streams &out)
{
    if (options.verb == QLatin1String("runbooks"))
        return listRunbooks(session, out);
    if (options.verb == QLatin1String("lint"))
        return lint(options, session, out);
    if (options.verb == QLatin1String("runs"))
        return listRuns(options, session, out);
    if (options.verb == QLatin1String("resume"))
        return resume(options, session, out);
    if (options.verb == QLatin1String("stop"))
        return stop(options, session, out);
    return runRunbook(options, session, out);
}

} // namespace edgelink::cli
