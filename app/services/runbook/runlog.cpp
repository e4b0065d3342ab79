// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runlog.h"

#include "app/services/runbook/words.h"
#include "models/domain/redactor.h"

#include <utility>

namespace edgelink::runbook {

namespace {

constexpr std::chrono::seconds WriteDeadline{60}; // a disk that takes longer is as good as none
constexpr int PageSize = 1000;
constexpr qsizetype MostFacts = 100;
constexpr qsizetype LongestFact = 1000;

QJsonArray bounded(const QStringList &lines)
{
    QJsonArray array;
    for (const QString &line : lines.mid(0, MostFacts))
        array.append(line.left(LongestFact));
    return array;
}

QJsonObject owesToJson(const QMap<QString, QString> &owes)
{
    QJsonObject object;
    for (auto it = owes.cbegin(); it != owes.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

} // namespace

QString streamOf(const Environment &environment)
{
    return environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
}

QJsonObject targetOf(const Environment &environment)
{
    return {{"cluster", environment.cluster},
            {"context", environment.context},
            {"namespace", environment.nameSpace},
            {"release", environment.release},
            {"kubeconfig", environment.kubeconfig}};
}

QJsonObject toJson(const ProcessIdentity &process)
{
    return {{"pid", process.pid}, {"startTicks", QString::number(process.startTicks)}};
}

ProcessIdentity processFromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("pid")).toInteger(),
            object.value(QLatin1String("startTicks")).toString().toULongLong()};
}

Observation withoutSecrets(const Observation &seen)
{
    const Redactor redactor;
    const auto masked = [&redactor](const QStringList &lines) {
        QStringList result;
        for (const QString &line : lines)
            result << redactor.redact(line);
        return result;
    };
    Observation safe = seen;
    safe.text = redactor.redact(seen.text);
    safe.facts = masked(seen.facts);
    safe.debt = masked(seen.debt);
    for (QString &text : safe.owes)
        text = redactor.redact(text);
    safe.data = redactor.redact(QJsonValue(seen.data)).toObject();
    return safe;
}

RunLog::RunLog(const RunContext &context, const RunControl &control)
    : m_context(context)
    , m_control(control)
{
}

void RunLog::setRun(const RunSnapshot &snapshot)
{
    m_template.environment = m_context.environment.name;
    m_template.stream = streamOf(m_context.environment);
    m_template.incidentId = snapshot.incidentId;
    m_template.runId = snapshot.runId;
    m_actor = snapshot.actor;
}

void RunLog::write(const char *kind, const QString &stepId, const QString &actor, const QJsonObject &payload)
{
    JournalDraft draft = m_template;
    draft.id = QUuid::createUuid();
    draft.kind = QString::fromLatin1(kind);
    draft.stepId = stepId;
    draft.actor = actor;
    draft.payload = payload;
    const auto written = awaitFor(m_control, m_context.journal->append(draft), WriteDeadline);
    if (!written)
        throw RunLeft{Error{ErrorKind::Timeout, Words::tr("the journal did not answer"), m_template.runId, {}, {}}};
    if (!*written)
        throw RunLeft{written->error()};
}

void RunLog::runStarted(const RunSnapshot &snapshot, const Plan &plan, bool mutating, const QDateTime &incidentStart,
                        const QString &overrideReason)
{
    QJsonObject parameters;
    for (auto it = snapshot.parameters.cbegin(); it != snapshot.parameters.cend(); ++it)
        parameters.insert(it.key(), it.value());
    QJsonArray preflight;
    for (const StepRecord &check : snapshot.preflight)
        preflight.append(QJsonObject{{"id", check.id},
                                     {"title", toJson(check.title)},
                                     {"state", stepStateId(check.state)},
                                     {"text", check.text},
                                     {"reason", check.reason}});
    QJsonObject payload{{"runbook", snapshot.runbookId},
                        {"title", snapshot.title.en},
                        {"titles", toJson(snapshot.title)},
                        {"version", snapshot.runbookVersion},
                        {"parameters", parameters},
                        {"nameToType", snapshot.nameToType},
                        {"mutating", mutating},
                        {"predictedS", static_cast<qint64>(snapshot.predicted.count())},
                        {"preflight", preflight},
                        {"plan", toJson(plan)},
                        {"target", targetOf(m_context.environment)},
                        {"console", toJson(ProcessTable::self())}};
    if (incidentStart.isValid())
        payload.insert(QStringLiteral("incidentStart"), incidentStart.toString(Qt::ISODateWithMs));
    if (!overrideReason.isEmpty())
        payload.insert(QStringLiteral("overrideReason"), overrideReason);
    write(journalkind::RunStarted, {}, m_actor, payload);
}

void RunLog::resumed(const QString &actor)
{
    decision({}, QStringLiteral("resume"), {}, actor, {{"console", toJson(ProcessTable::self())}});
}

void RunLog::stepStarted(const StepRecord &record, const QUuid &commandId, bool isUndo,
                         const QMap<QString, QString> &owes)
{
    QJsonObject payload{{"title", record.title.en}, {"titles", toJson(record.title)}, {"attempt", record.attempt}};
    if (!commandId.isNull()) {
        payload.insert(QStringLiteral("commandId"), commandId.toString(QUuid::WithoutBraces));
        payload.insert(QStringLiteral("command"), isUndo ? record.undoCommand : record.command);
        payload.insert(QStringLiteral("undo"), isUndo);
    }
    if (!owes.isEmpty())
        payload.insert(QStringLiteral("owes"), owesToJson(owes));
    write(journalkind::StepStarted, record.id, m_actor, payload);
}

void RunLog::observation(const QString &stepId, const QString &role, const ProbeCall &call, const Observation &seen)
{
    QJsonObject payload{{"probe", call.probe},
                        {"role", role},
                        {"arguments", call.arguments},
                        {"state", observationStateId(seen.state)},
                        {"passed", seen.state == Observation::State::Passed},
                        {"text", seen.text.left(LongestFact * 2)},
                        {"facts", bounded(seen.facts)},
                        {"debt", bounded(seen.debt)},
                        {"data", seen.data}};
    if (!seen.owes.isEmpty())
        payload.insert(QStringLiteral("owes"), owesToJson(seen.owes));
    if (!seen.cleared.isEmpty())
        payload.insert(QStringLiteral("cleared"), QJsonArray::fromStringList(seen.cleared));
    write(journalkind::Observation, stepId, m_actor, payload);
}

void RunLog::debt(const QString &stepId, const QString &text)
{
    write(journalkind::Debt, stepId, m_actor, {{"text", text}, {"object", QString()}});
}

void RunLog::stepFinished(const StepRecord &record, Outcome outcome)
{
    write(journalkind::StepFinished, record.id, m_actor,
          {{"title", record.title.en},
           {"titles", toJson(record.title)},
           {"state", stepStateId(record.state)},
           {"outcome", outcomeId(outcome)},
           {"text", record.text},
           {"reason", record.reason},
           {"attempt", record.attempt},
           {"durationMs", record.startedAt.isValid() ? record.startedAt.msecsTo(record.finishedAt) : 0}});
}

void RunLog::decision(const QString &stepId, const QString &choice, const QString &reason, const QString &actor,
                      const QJsonObject &more)
{
    QJsonObject payload{{"choice", choice}, {"reason", reason}};
    for (auto it = more.constBegin(); it != more.constEnd(); ++it)
        payload.insert(it.key(), it.value());
    write(journalkind::Decision, stepId, actor.isEmpty() ? m_actor : actor, payload);
}

void RunLog::runFinished(const RunSnapshot &snapshot, qint64 sinceIncidentMs)
{
    QJsonArray skipped;
    QJsonArray warnings;
    for (const StepRecord &step : snapshot.steps) {
        if (step.state == StepState::Skipped)
            skipped.append(QJsonObject{
                {"id", step.id}, {"title", step.title.en}, {"titles", toJson(step.title)}, {"reason", step.reason}});
        if (step.state == StepState::Warning)
            warnings.append(QJsonObject{
                {"id", step.id}, {"title", step.title.en}, {"titles", toJson(step.title)}, {"text", step.text}});
    }
    QJsonArray forced;
    for (const StepRecord &check : snapshot.preflight) {
        if (!check.reason.isEmpty())
            forced.append(QJsonObject{{"id", check.id},
                                      {"title", check.title.en},
                                      {"titles", toJson(check.title)},
                                      {"text", check.text},
                                      {"reason", check.reason}});
    }
    QJsonObject payload{{"runbook", snapshot.runbookId},
                        {"title", snapshot.title.en},
                        {"titles", toJson(snapshot.title)},
                        {"outcome", outcomeId(snapshot.outcome.value_or(Outcome::Unknown))},
                        {"endState", snapshot.endState},
                        {"durationMs", snapshot.startedAt.msecsTo(snapshot.finishedAt)},
                        {"debt", QJsonArray::fromStringList(snapshot.debt)},
                        {"skipped", skipped},
                        {"forced", forced},
                        {"warnings", warnings}};
    if (snapshot.rtoMs >= 0)
        payload.insert(QStringLiteral("rtoMs"), snapshot.rtoMs);
    if (sinceIncidentMs >= 0)
        payload.insert(QStringLiteral("sinceIncidentMs"), sinceIncidentMs);
    write(journalkind::RunFinished, {}, m_actor, payload);
}

void RunLog::outcome(const CommandSpec &spec, const CommandResult &result)
{
    QJsonObject payload{{"commandId", spec.id.toString(QUuid::WithoutBraces)},
                        {"outcome", outcomeId(result.unrecorded.value_or(result.outcome))},
                        {"program", spec.program},
                        {"mutating", spec.mutating},
                        {"durationMs", static_cast<qint64>(result.duration.count())},
                        {"digest", result.outputDigest},
                        {"settledBy", QStringLiteral("run")}};
    if (result.exitCode)
        payload.insert(QStringLiteral("exitCode"), *result.exitCode);
    if (result.signalNumber)
        payload.insert(QStringLiteral("signal"), *result.signalNumber);
    if (result.error)
        payload.insert(QStringLiteral("error"), result.error->sentence());
    write(journalkind::OutcomeOf, spec.stepId, m_actor, payload);
}

void RunLog::settled(const QUuid &commandId, const QString &stepId, bool mutating, const QString &observed,
                     const QString &text)
{
    write(journalkind::OutcomeOf, stepId, m_actor,
          {{"commandId", commandId.toString(QUuid::WithoutBraces)},
           {"outcome", outcomeId(Outcome::Unknown)},
           {"mutating", mutating},
           {"observed", observed},
           {"error", text},
           {"settledBy", QStringLiteral("resume")}});
}

void RunLog::requested(const RunContext &context, const RunSnapshot &snapshot, const QString &choice,
                       const QString &actor)
{
    JournalDraft draft;
    draft.kind = QString::fromLatin1(journalkind::Decision);
    draft.actor = actor;
    draft.environment = context.environment.name;
    draft.stream = streamOf(context.environment);
    draft.incidentId = snapshot.incidentId;
    draft.runId = snapshot.runId;
    if (snapshot.current >= 0 && snapshot.current < snapshot.steps.size())
        draft.stepId = snapshot.steps.at(snapshot.current).id;
    draft.payload = {{"choice", choice}, {"reason", QString()}, {"whole", true}};
    static_cast<void>(context.journal->append(draft));
}

Result<QList<JournalEvent>> readAll(const RunContext &context, const RunControl &control, JournalQuery query)
{
    QList<JournalEvent> all;
    query.limit = PageSize;
    query.newestFirst = false;
    for (;;) {
        const auto page = awaitFor(control, context.journal->read(query), WriteDeadline);
        if (!page)
            return failure(ErrorKind::Timeout, Words::tr("the journal did not answer"));
        if (!*page)
            return tl::make_unexpected(page->error());
        all += **page;
        if ((*page)->size() < PageSize)
            return all;
        query.afterSequence = all.last().sequence;
    }
}

} // namespace edgelink::runbook
