// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runbookreader.h"

#include "app/services/runbook/commandrules.h"
#include "app/services/runbook/placeholders.h"
#include "app/services/runbook/words.h"
#include "app/services/runbook/yamldocument.h"
#include "app/services/runbook/yamlfields.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace edgelink::runbook {

namespace {

constexpr int MostSteps = 200;

const QStringList &phases()
{
    static const QStringList names{"execute", "verify", "smoke", "observe", "summary"};
    return names;
}

class Reader
{
public:
    Reader(QString file, const LintRules &rules)
        : m_file(std::move(file))
        , m_rules(rules)
    {
    }

    ParsedRunbook read(const YAML::Node &root)
    {
        RunbookDefinition &runbook = m_parsed.definition;
        const YamlFields fields(root, Words::tr("the runbook"), knownKeys(QStringLiteral("runbook")), m_file,
                                problems());
        runbook.file = m_file;
        runbook.id = identifier(fields, Words::tr("the runbook"));
        runbook.version = fields.integer("version", 1, 1, 1000000);
        runbook.source = fields.string("source");
        runbook.callableOnly = fields.boolean("callable_only", false);
        // Parameters first: everything else is checked against them.
        const QList<YAML::Node> parameters = fields.list("parameters", 20);
        for (const YAML::Node &node : parameters)
            readParameter(node);
        runbook.title = fields.text("title", true);
        runbook.summary = fields.text("summary", true);
        checkText(runbook.title, fields.lineOf("title"));
        checkText(runbook.summary, fields.lineOf("summary"));
        const QList<YAML::Node> changes = fields.list("changes", 50);
        for (const YAML::Node &node : changes)
            runbook.changes.append(readText(node, Words::tr("an entry of 'changes'"), m_file, problems()));
        const QList<YAML::Node> preflight = fields.list("preflight", MostSteps);
        for (const YAML::Node &node : preflight)
            runbook.preflight.append(readStep(node, true));
        const QList<YAML::Node> steps = fields.list("steps", MostSteps);
        for (const YAML::Node &node : steps)
            runbook.steps.append(readStep(node, false));
        if (fields.isMap() && runbook.steps.isEmpty())
            fields.problem(fields.lineOf("steps"), Words::tr("the runbook has no steps"),
                           Words::tr("at least one step"));
        return m_parsed;
    }

private:
    Problems &problems() { return m_parsed.problems; }

    QString identifier(const YamlFields &fields, const QString &what)
    {
        const QString id = fields.string("id", true);
        static const QRegularExpression form(QStringLiteral(R"(\A[a-z][a-z0-9-]{0,62}\z)"));
        if (!id.isEmpty() && !form.match(id).hasMatch())
            fields.problem(fields.lineOf("id"), Words::tr("'id' of %1 has a form that cannot be referred to").arg(what),
                           Words::tr("lower-case letters, digits and '-', beginning with a letter"),
                           QStringLiteral("'%1'").arg(id.left(80)));
        return id;
    }

    void readParameter(const YAML::Node &node)
    {
        const YamlFields fields(node, Words::tr("a parameter"), knownKeys(QStringLiteral("parameter")), m_file,
                                problems());
        RunbookParameter parameter;
        parameter.id = fields.string("id", true);
        static const QRegularExpression form(QStringLiteral(R"(\A[a-z][a-z0-9_]{0,62}\z)"));
        const QString shown = QStringLiteral("'%1'").arg(parameter.id.left(80));
        if (!parameter.id.isEmpty() && !form.match(parameter.id).hasMatch())
            fields.problem(fields.lineOf("id"), Words::tr("a parameter's 'id' has a form that cannot be referred to"),
                           Words::tr("lower-case letters, digits and '_', beginning with a letter"), shown);
        if (m_known.contains(parameter.id) || builtIns().contains(parameter.id))
            fields.problem(
                fields.lineOf("id"), Words::tr("a parameter's name is taken"),
                Words::tr("a name other than %1").arg((builtIns() + m_known.values()).join(QStringLiteral(", "))),
                shown);
        m_known.insert(parameter.id);
        parameter.type = readType(fields);
        if (parameter.type == RunbookParameter::Type::Revision || parameter.type == RunbookParameter::Type::Integer)
            m_revisions << parameter.id;
        parameter.title = fields.text("title", true);
        parameter.propose = fields.string("propose");
        parameter.choices = fields.strings("choices");
        parameter.required = fields.boolean("required", true);
        const bool isChoice = parameter.type == RunbookParameter::Type::Choice;
        if (isChoice == parameter.choices.isEmpty())
            fields.problem(fields.lineOf("choices"),
                           Words::tr("'choices' belong to a parameter of type choice, and only there"),
                           isChoice ? Words::tr("a list of choices") : Words::tr("type: choice"));
        if (parameter.propose == QLatin1String("safe-revision") && parameter.type != RunbookParameter::Type::Revision)
            fields.problem(fields.lineOf("propose"), Words::tr("'safe-revision' is proposed for revisions only"),
                           Words::tr("type: revision"));
        m_parsed.definition.parameters.append(parameter);
    }

    using Type = RunbookParameter::Type;

    static Type readType(const YamlFields &fields)
    {
        static const QMap<QString, Type> types{{QStringLiteral("text"), Type::Text},
                                               {QStringLiteral("integer"), Type::Integer},
                                               {QStringLiteral("revision"), Type::Revision},
                                               {QStringLiteral("choice"), Type::Choice}};
        if (!fields.has("type"))
            return Type::Text;
        const QString name = fields.string("type");
        if (!types.contains(name))
            fields.problem(fields.lineOf("type"), Words::tr("a parameter's type is unknown"), oneOf(name, types.keys()),
                           QStringLiteral("'%1'").arg(name.left(80)));
        return types.value(name, Type::Text);
    }

    StepDefinition readStep(const YAML::Node &node, bool isPreflight)
    {
        const QString kind = isPreflight ? QStringLiteral("preflight") : QStringLiteral("step");
        const YAML::Node idNode = node.IsMap() ? node["id"] : YAML::Node(YAML::NodeType::Undefined);
        const QString name = idNode.IsDefined() && idNode.IsScalar() ? QString::fromStdString(idNode.Scalar()).left(80)
                                                                     : QStringLiteral("?");
        const QString what
            = isPreflight ? Words::tr("pre-flight check '%1'").arg(name) : Words::tr("step '%1'").arg(name);
        const YamlFields fields(node, what, knownKeys(kind), m_file, problems());
        StepDefinition step;
        step.line = fields.line();
        step.id = identifier(fields, what);
        const QString unique = kind + QLatin1Char('/') + step.id;
        if (m_steps.contains(unique))
            fields.problem(fields.lineOf("id"), Words::tr("two steps have the same id"), Words::tr("an id of its own"),
                           QStringLiteral("'%1'").arg(step.id));
        m_steps.insert(unique);
        readWords(fields, step, isPreflight);
        readAction(fields, step, isPreflight);
        readPolicy(fields, step);
        if (step.command)
            checkCommand(fields, step);
        else if (fields.has("undo") || fields.has("undo_observe") || fields.has("observe"))
            fields.problem(step.line, Words::tr("%1 runs no command, so it has nothing to observe or undo").arg(what),
                           Words::tr("'observe', 'undo' and 'undo_observe' only beside 'command'"));
        return step;
    }

    void readWords(const YamlFields &fields, StepDefinition &step, bool isPreflight)
    {
        step.title = fields.text("title", true);
        step.why = fields.text("why", !isPreflight);
        step.successWhen = fields.text("success_when", fields.has("command"));
        step.undoText = fields.text("undo_text");
        checkText(step.title, fields.lineOf("title"));
        checkText(step.why, fields.lineOf("why"));
        checkText(step.successWhen, fields.lineOf("success_when"));
        checkText(step.undoText, fields.lineOf("undo_text"));
        step.phase = fields.has("phase") ? fields.string("phase") : QString();
        if (!step.phase.isEmpty() && !phases().contains(step.phase))
            fields.problem(fields.lineOf("phase"), Words::tr("'phase' is unknown"), oneOf(step.phase, phases()),
                           QStringLiteral("'%1'").arg(step.phase.left(80)));
    }

    void readAction(const YamlFields &fields, StepDefinition &step, bool isPreflight)
    {
        const int actions = int{fields.has("command")} + int{fields.has("probe")} + int{fields.has("call")};
        if (isPreflight && !fields.has("probe"))
            fields.problem(step.line, Words::tr("a pre-flight check has no probe"), Words::tr("'probe'"));
        else if (actions != 1)
            fields.problem(step.line, Words::tr("step '%1' must do exactly one thing").arg(step.id),
                           Words::tr("one of 'command', 'probe', 'call'"), QString::number(actions));
        if (fields.has("command"))
            step.command = readCommand(fields.node("command"));
        if (fields.has("probe"))
            step.probe = probeCall(fields);
        else if (fields.has("with"))
            fields.problem(fields.lineOf("with"), Words::tr("'with' has no 'probe' beside it"), Words::tr("'probe'"));
        step.call = fields.string("call");
        if (fields.has("observe"))
            step.observe = readProbe(fields.node("observe"));
        if (fields.has("undo"))
            step.undo = readCommand(fields.node("undo"));
        if (fields.has("undo_observe"))
            step.undoObserve = readProbe(fields.node("undo_observe"));
    }

    static void readPolicy(const YamlFields &fields, StepDefinition &step)
    {
        step.timeout = fields.duration("timeout", step.timeout);
        step.retries = fields.integer("retries", step.retries, 0, 20);
        step.skippable = fields.boolean("skippable", step.skippable);
        step.irreversible = fields.boolean("irreversible", step.irreversible);
        step.advisory = fields.boolean("advisory", step.advisory);
        step.predicted = std::chrono::duration_cast<std::chrono::seconds>(
            fields.duration("predicted", std::chrono::milliseconds{0}));
    }

    void checkCommand(const YamlFields &fields, const StepDefinition &step)
    {
        if (!step.observe)
            fields.problem(step.line, Words::tr("step '%1' does not say how its success is observed").arg(step.id),
                           Words::tr("'observe': exit code 0 proves nothing"));
        const bool hasWay = step.undo || !step.undoText.en.isEmpty() || step.irreversible;
        if (!hasWay)
            fields.problem(step.line, Words::tr("step '%1' does not say what undoes it").arg(step.id),
                           Words::tr("'undo', 'undo_text' or 'irreversible: true'"));
        if (step.undo && step.irreversible)
            fields.problem(fields.lineOf("undo"), Words::tr("step '%1' is irreversible and has an undo").arg(step.id),
                           Words::tr("one of the two"));
        if (step.undo.has_value() != step.undoObserve.has_value())
            fields.problem(step.line, Words::tr("step '%1' must observe its undo as well").arg(step.id),
                           Words::tr("'undo' and 'undo_observe' together"));
        if (isMutating(*step.command) && step.timeout < step.command->grace)
            fields.problem(fields.lineOf("timeout"),
                           Words::tr("step '%1' allows less time than an interrupted command gets").arg(step.id),
                           Words::tr("a timeout of at least the grace"));
    }

    CommandTemplate readCommand(const YAML::Node &node)
    {
        const YamlFields fields(node, Words::tr("a command"), knownKeys(QStringLiteral("command")), m_file, problems());
        CommandTemplate command;
        command.program = fields.string("program", true);
        command.arguments = fields.strings("args");
        command.grace = fields.duration("grace", command.grace);
        if (fields.has("success_codes")) {
            command.successCodes.clear();
            const QStringList codes = fields.strings("success_codes");
            for (const QString &code : codes) {
                bool valid = false;
                command.successCodes << code.toInt(&valid);
                if (!valid || command.successCodes.last() < 0 || command.successCodes.last() > 255)
                    fields.problem(fields.lineOf("success_codes"), Words::tr("an exit code is not a number in range"),
                                   Words::tr("0 … 255"), QStringLiteral("'%1'").arg(code.left(80)));
            }
        }
        if (!command.program.isEmpty() && !allowedPrograms().contains(command.program)) {
            fields.problem(fields.lineOf("program"), Words::tr("this program may not be run by a runbook"),
                           oneOf(command.program, allowedPrograms()),
                           QStringLiteral("'%1'").arg(command.program.left(80)));
            return command;
        }
        for (const QString &argument : std::as_const(command.arguments))
            checkPlaceholders(argument, fields.lineOf("args"));
        if (fields.isMap() && !command.program.isEmpty()) {
            if (const auto breach = breachOf(command, m_revisions + QStringList{QStringLiteral("current_revision")}))
                fields.problem(fields.lineOf("args"), breach->what, breach->expected, breach->found);
        }
        return command;
    }

    ProbeCall readProbe(const YAML::Node &node)
    {
        const YamlFields fields(node, Words::tr("an observation"), knownKeys(QStringLiteral("probe")), m_file,
                                problems());
        return probeCall(fields);
    }

    ProbeCall probeCall(const YamlFields &fields)
    {
        ProbeCall call{fields.string("probe", true), fields.object("with")};
        if (!call.probe.isEmpty() && !m_rules.probes.isEmpty() && !m_rules.probes.contains(call.probe))
            fields.problem(fields.lineOf("probe"), Words::tr("there is no such probe"),
                           oneOf(call.probe, m_rules.probes), QStringLiteral("'%1'").arg(call.probe.left(80)));
        checkPlaceholders(call.arguments, fields.lineOf("with"));
        return call;
    }

    void checkPlaceholders(const QJsonValue &value, int line)
    {
        if (value.isString())
            checkPlaceholders(value.toString(), line);
        const QJsonArray array = value.toArray();
        for (const QJsonValue item : array)
            checkPlaceholders(item, line);
        const QJsonObject object = value.toObject();
        for (const QJsonValue item : object)
            checkPlaceholders(item, line);
    }

    void checkPlaceholders(const QString &text, int line)
    {
        const QStringList names = placeholders(text);
        for (const QString &name : names) {
            if (m_known.contains(name) || builtIns().contains(name))
                continue;
            problems().append({m_file, line, Words::tr("a ${…} names no parameter"),
                               oneOf(name, builtIns() + m_known.values()),
                               QStringLiteral("'${%1}'").arg(name.left(80))});
        }
    }

    void checkText(const LocalizedText &text, int line)
    {
        checkPlaceholders(text.en, line);
        checkPlaceholders(text.zh, line);
    }

    QString m_file;
    const LintRules &m_rules;
    ParsedRunbook m_parsed;
    QSet<QString> m_known;
    QStringList m_revisions;
    QSet<QString> m_steps;
};

} // namespace

QStringList knownKeys(const QString &kind)
{
    static const QMap<QString, QStringList> keys{
        {"runbook",
         {"id", "version", "title", "summary", "source", "changes", "parameters", "preflight", "steps",
          "callable_only"}},
        {"parameter", {"id", "type", "title", "propose", "choices", "required"}},
        {"preflight", {"id", "title", "why", "probe", "with", "timeout", "skippable", "advisory", "predicted"}},
        {"step",
         {"id", "title", "why", "phase", "command", "probe", "with", "call", "observe", "success_when", "undo",
          "undo_observe", "undo_text", "timeout", "retries", "skippable", "irreversible", "advisory", "predicted"}},
        {"command", {"program", "args", "grace", "success_codes"}},
        {"probe", {"probe", "with"}},
    };
    return keys.value(kind);
}

ParsedRunbook readRunbook(const QByteArray &bytes, const QString &file, const LintRules &rules)
{
    const auto root = parseYaml(bytes, file);
    if (!root)
        return {{}, {root.error()}};
    return Reader(file, rules).read(*root);
}

} // namespace edgelink::runbook
