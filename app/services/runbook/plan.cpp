// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/plan.h"

#include "app/services/runbook/commandrules.h"
#include "app/services/runbook/words.h"

#include <algorithm>
#include <cmath>

namespace edgelink::runbook {

namespace {

/// What a call hands down to the steps it stands for.
struct Inherited {
    QString prefix;
    QString phase;
    int depth = 0;
    bool advisory = false;
    bool skippable = true;
};

void append(Plan &plan, const RunbookDefinition &runbook, const RunbookLibrary &library, const Values &values,
            const Inherited &from)
{
    for (const StepDefinition &definition : runbook.steps) {
        StepDefinition step = expanded(definition, values);
        step.id = from.prefix + step.id;
        if (step.phase.isEmpty())
            step.phase = from.phase.isEmpty() ? QStringLiteral("execute") : from.phase;
        step.advisory = step.advisory || from.advisory;
        step.skippable = step.skippable && from.skippable;
        if (step.call.isEmpty()) {
            plan.append({step, from.depth});
            continue;
        }
        if (const RunbookDefinition *callee = library.find(step.call))
            append(plan, *callee, library, values,
                   {step.id + QLatin1Char('/'), step.phase, from.depth + 1, step.advisory, step.skippable});
    }
}

QJsonObject commandJson(const CommandTemplate &command)
{
    QJsonArray codes;
    for (const int code : command.successCodes)
        codes.append(code);
    return {{"program", command.program},
            {"args", QJsonArray::fromStringList(command.arguments)},
            {"graceMs", static_cast<qint64>(command.grace.count())},
            {"codes", codes}};
}

QStringList stringsOf(const QJsonValue &value)
{
    QStringList strings;
    const QJsonArray array = value.toArray();
    for (const QJsonValue item : array)
        strings << item.toString();
    return strings;
}

CommandTemplate commandFromJson(const QJsonObject &object)
{
    CommandTemplate command;
    command.program = object.value(QLatin1String("program")).toString();
    command.arguments = stringsOf(object.value(QLatin1String("args")));
    command.grace = std::chrono::milliseconds{object.value(QLatin1String("graceMs")).toInteger(10000)};
    command.successCodes.clear();
    const QJsonArray codes = object.value(QLatin1String("codes")).toArray();
    for (const QJsonValue code : codes)
        command.successCodes << code.toInt();
    return command;
}

void put(QJsonObject &object, const char *key, const std::optional<CommandTemplate> &command)
{
    if (command)
        object.insert(QLatin1String(key), commandJson(*command));
}

void put(QJsonObject &object, const char *key, const std::optional<ProbeCall> &call)
{
    if (call)
        object.insert(QLatin1String(key), QJsonObject{{"probe", call->probe}, {"with", call->arguments}});
}

void put(QJsonObject &object, const char *key, const LocalizedText &text)
{
    if (!text.en.isEmpty() || !text.zh.isEmpty())
        object.insert(QLatin1String(key), runbook::toJson(text));
}

std::optional<CommandTemplate> takeCommand(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isObject() ? std::optional(commandFromJson(value.toObject())) : std::nullopt;
}

std::optional<ProbeCall> takeProbe(const QJsonObject &object, const char *key)
{
    const QJsonObject call = object.value(QLatin1String(key)).toObject();
    if (call.isEmpty())
        return std::nullopt;
    return ProbeCall{call.value(QLatin1String("probe")).toString(), call.value(QLatin1String("with")).toObject()};
}

} // namespace

QJsonObject toJson(const LocalizedText &text)
{
    return {{"en", text.en}, {"zh", text.zh}};
}

LocalizedText textFromJson(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return {object.value(QLatin1String("en")).toString(), object.value(QLatin1String("zh")).toString()};
}

Plan planOf(const RunbookDefinition &runbook, const RunbookLibrary &library, const Values &values)
{
    Plan plan;
    append(plan, runbook, library, values, {});
    return plan;
}

Plan preflightOf(const RunbookDefinition &runbook, const RunbookLibrary &library, const Values &values)
{
    Plan plan;
    for (const StepDefinition &definition : runbook.preflight)
        plan.append({expanded(definition, values), 0});
    for (const StepDefinition &step : runbook.steps) {
        const RunbookDefinition *callee = step.call.isEmpty() ? nullptr : library.find(step.call);
        if (callee == nullptr)
            continue;
        Plan nested = preflightOf(*callee, library, values);
        for (PlannedStep &check : nested) {
            check.step.id.prepend(step.id + QLatin1Char('/'));
            ++check.depth;
        }
        plan += nested;
    }
    return plan;
}

std::optional<Error> missingDatabase(const Plan &plan, const DatabaseReference &database)
{
    const auto needsIt = [](const std::optional<CommandTemplate> &command) {
        return command && (command->program == QLatin1String("migrate") || command->program == QLatin1String("psql"));
    };
    for (const PlannedStep &planned : plan) {
        if (database.url.isEmpty() && (needsIt(planned.step.command) || needsIt(planned.step.undo)))
            return Error{ErrorKind::Configuration,
                         database.problem.isEmpty() ? Words::tr("this environment names no database")
                                                    : database.problem,
                         planned.step.id,
                         Words::tr("check database of the environment"),
                         {}};
    }
    return std::nullopt;
}

bool isMutating(const Plan &plan)
{
    return std::any_of(plan.cbegin(), plan.cend(), [](const PlannedStep &planned) {
        return planned.step.command && isMutating(*planned.step.command);
    });
}

std::chrono::seconds predicted(const Plan &plan, double timeCompression)
{
    double sum = 0;
    for (const PlannedStep &planned : plan) {
        // Only the observation window is compressed in drills; tools take the time they take.
        const bool isWindow = planned.step.phase == QLatin1String("observe") && timeCompression > 1;
        sum += static_cast<double>(planned.step.predicted.count()) / (isWindow ? timeCompression : 1);
    }
    return std::chrono::seconds{std::llround(sum)};
}

QJsonArray toJson(const Plan &plan)
{
    QJsonArray array;
    for (const auto &[step, depth] : plan) {
        QJsonObject object{{"id", step.id},
                           {"depth", depth},
                           {"phase", step.phase},
                           {"timeoutMs", static_cast<qint64>(step.timeout.count())},
                           {"retries", step.retries},
                           {"skippable", step.skippable},
                           {"irreversible", step.irreversible},
                           {"advisory", step.advisory},
                           {"predictedS", static_cast<qint64>(step.predicted.count())}};
        put(object, "title", step.title);
        put(object, "why", step.why);
        put(object, "successWhen", step.successWhen);
        put(object, "undoText", step.undoText);
        put(object, "command", step.command);
        put(object, "undo", step.undo);
        put(object, "probe", step.probe);
        put(object, "observe", step.observe);
        put(object, "undoObserve", step.undoObserve);
        array.append(object);
    }
    return array;
}

Plan planFromJson(const QJsonArray &array)
{
    Plan plan;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        StepDefinition step;
        step.id = object.value(QLatin1String("id")).toString();
        step.phase = object.value(QLatin1String("phase")).toString();
        step.timeout = std::chrono::milliseconds{object.value(QLatin1String("timeoutMs")).toInteger()};
        step.retries = object.value(QLatin1String("retries")).toInt();
        step.skippable = object.value(QLatin1String("skippable")).toBool();
        step.irreversible = object.value(QLatin1String("irreversible")).toBool();
        step.advisory = object.value(QLatin1String("advisory")).toBool();
        step.predicted = std::chrono::seconds{object.value(QLatin1String("predictedS")).toInteger()};
        step.title = textFromJson(object.value(QLatin1String("title")));
        step.why = textFromJson(object.value(QLatin1String("why")));
        step.successWhen = textFromJson(object.value(QLatin1String("successWhen")));
        step.undoText = textFromJson(object.value(QLatin1String("undoText")));
        step.command = takeCommand(object, "command");
        step.undo = takeCommand(object, "undo");
        step.probe = takeProbe(object, "probe");
        step.observe = takeProbe(object, "observe");
        step.undoObserve = takeProbe(object, "undoObserve");
        plan.append({step, object.value(QLatin1String("depth")).toInt()});
    }
    return plan;
}

CommandSpec specOf(const CommandTemplate &command, const StepDefinition &step, const Environment &environment,
                   const ToolPaths &tools)
{
    CommandSpec spec;
    spec.program = toolPath(command.program, tools);
    spec.args(pinned(command, environment));
    spec.environmentName = environment.name;
    spec.context = environment.context;
    spec.nameSpace = environment.nameSpace;
    spec.stepId = step.id;
    spec.mutating = isMutating(command);
    spec.timeout = step.timeout;
    spec.interruptGrace = command.grace;
    spec.successCodes = command.successCodes;
    const bool isDatabaseTool = command.program == QLatin1String("migrate") || command.program == QLatin1String("psql");
    const DatabaseReference &database = environment.database;
    if (isDatabaseTool && database.password.source != SecretReference::Source::None)
        spec.secretEnvironment.insert(QStringLiteral("PGPASSWORD"), database.password);
    if (isDatabaseTool && !database.passFile.isEmpty())
        spec.environment.insert(QStringLiteral("PGPASSFILE"), database.passFile);
    // golang-migrate's driver ends with a complaint when it sees them.
    if (command.program == QLatin1String("psql"))
        spec.environment.insert(database.serviceVariables);
    return spec;
}

StepRecord recordOf(const PlannedStep &planned, const Environment &environment, const ToolPaths &tools)
{
    const StepDefinition &step = planned.step;
    StepRecord record;
    record.id = step.id;
    record.depth = planned.depth;
    record.title = step.title;
    record.why = step.why;
    record.phase = step.phase;
    record.successWhen = step.successWhen;
    record.undoText = step.undoText;
    record.irreversible = step.irreversible;
    record.skippable = step.skippable;
    record.timeout = step.timeout;
    if (step.command)
        record.command = specOf(*step.command, step, environment, tools).display();
    if (step.undo)
        record.undoCommand = specOf(*step.undo, step, environment, tools).display();
    return record;
}

} // namespace edgelink::runbook
