// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/scenario.h"

#include "app/sandbox/simulator/changereader.h"
#include "app/sandbox/words.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace edgelink::sandbox {

namespace {

QStringList triggers()
{
    return {QStringLiteral("http-5xx"),       QStringLiteral("p95-latency"), QStringLiteral("crash-loop"),
            QStringLiteral("probe-failures"), QStringLiteral("memory"),      QStringLiteral("cpu"),
            QStringLiteral("connections")};
}

QString version(YamlReader &reader, const YAML::Node &node, const QString &path)
{
    static const QRegularExpression semantic(QStringLiteral("^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$"));
    QString value = reader.text(node, path, 40);
    if (!value.isEmpty() && !semantic.match(value).hasMatch())
        reader.add(node, Words::tr("%1: expected a version like 0.1.0, found \"%2\"").arg(path, value));
    return value;
}

RevisionPlan revision(YamlReader &reader, const YAML::Node &node, const QString &path)
{
    RevisionPlan plan;
    reader.require(node, path,
                   {QStringLiteral("chart_version"), QStringLiteral("app_version"), QStringLiteral("schema_version")});
    for (const auto &[key, value] : reader.entries(node, path,
                                                   {QStringLiteral("chart_version"), QStringLiteral("app_version"),
                                                    QStringLiteral("schema_version"), QStringLiteral("wait"),
                                                    QStringLiteral("hold_seconds"), QStringLiteral("values")})) {
        const QString at = path + QLatin1Char('.') + key;
        if (key == QStringLiteral("chart_version"))
            plan.chartVersion = version(reader, value, at);
        else if (key == QStringLiteral("app_version"))
            plan.appVersion = version(reader, value, at);
        else if (key == QStringLiteral("schema_version"))
            plan.schemaVersion = reader.integer(value, at, 1, 9999);
        else if (key == QStringLiteral("wait"))
            plan.wait = reader.boolean(value, at);
        else if (key == QStringLiteral("hold_seconds"))
            plan.hold = std::chrono::seconds(reader.integer(value, at, 0, 600));
        else if (const QJsonValue values = reader.json(value, at); values.isObject())
            plan.values = values.toObject();
        else
            reader.add(value, Words::tr("%1: expected a mapping").arg(at));
    }
    return plan;
}

QMap<QString, SchemaRange> schemaRanges(YamlReader &reader, const YAML::Node &node)
{
    QMap<QString, SchemaRange> ranges;
    for (const auto &[app, range] : reader.entries(node, QStringLiteral("schema_by_app_version"))) {
        const QString path = QStringLiteral("schema_by_app_version.") + app;
        SchemaRange read;
        reader.require(range, path, {QStringLiteral("min"), QStringLiteral("max")});
        for (const auto &[key, value] : reader.entries(range, path, {QStringLiteral("min"), QStringLiteral("max")}))
            (key == QStringLiteral("min") ? read.minimum : read.maximum) = reader.integer(value, path, 0, 9999);
        if (read.minimum > read.maximum)
            reader.add(range, Words::tr("%1: min is greater than max").arg(path));
        ranges.insert(app, read);
    }
    return ranges;
}

ConfigRule configRule(YamlReader &reader, const YAML::Node &node, const QString &path)
{
    ConfigRule rule;
    reader.require(node, path, {QStringLiteral("when"), QStringLiteral("components")});
    for (const auto &[key, value] :
         reader.entries(node, path, {QStringLiteral("when"), QStringLiteral("components")})) {
        if (key == QStringLiteral("components")) {
            rule.components = readChanges(reader, value, path + QStringLiteral(".components"));
            continue;
        }
        reader.require(value, path + QStringLiteral(".when"), {QStringLiteral("key")});
        for (const auto &[part, what] :
             reader.entries(value, path + QStringLiteral(".when"), {QStringLiteral("key"), QStringLiteral("equals")})) {
            if (part == QStringLiteral("key"))
                rule.key = reader.text(what, path + QStringLiteral(".when.key"));
            else
                rule.equals = reader.text(what, path + QStringLiteral(".when.equals"));
        }
    }
    return rule;
}

void startFaults(YamlReader &reader, const YAML::Node &node, const QStringList &faultNames, Scenario &scenario)
{
    const QString path = QStringLiteral("start_faults");
    for (const auto &[key, value] :
         reader.entries(node, path, {QStringLiteral("hold_seconds"), QStringLiteral("names")})) {
        if (key == QStringLiteral("hold_seconds")) {
            scenario.startFaultsHold = std::chrono::seconds(reader.integer(value, path, 0, 600));
            continue;
        }
        for (const YAML::Node &item : reader.items(value, path))
            scenario.startFaults << reader.oneOf(item, path, faultNames);
    }
}

DrillPlan drillPlan(YamlReader &reader, const YAML::Node &node, const QStringList &faultNames)
{
    DrillPlan plan;
    const QString path = QStringLiteral("drill");
    reader.require(node, path, {QStringLiteral("inject"), QStringLiteral("complete_when")});
    for (const auto &[key, value] :
         reader.entries(node, path, {QStringLiteral("inject"), QStringLiteral("complete_when")})) {
        const QString at = path + QLatin1Char('.') + key;
        if (key == QStringLiteral("inject"))
            plan.inject = reader.oneOf(value, at, faultNames);
        else
            plan.completeWhen = reader.oneOf(value, at, {QStringLiteral("rolled-back"), QStringLiteral("healthy")});
    }
    return plan;
}

Expectation expectation(YamlReader &reader, const YAML::Node &node, int revisions)
{
    Expectation expect;
    const QString path = QStringLiteral("expect");
    for (const auto &[key, value] :
         reader.entries(node, path,
                        {QStringLiteral("breaches"), QStringLiteral("silent"), QStringLiteral("suspect_revision"),
                         QStringLiteral("rollback_to"), QStringLiteral("verdict")})) {
        const QString at = path + QLatin1Char('.') + key;
        if (key == QStringLiteral("breaches")) {
            for (const YAML::Node &item : reader.items(value, at))
                expect.breaches << reader.oneOf(item, at, triggers());
        } else if (key == QStringLiteral("silent")) {
            for (const YAML::Node &item : reader.items(value, at))
                expect.silent << reader.oneOf(item, at, {QStringLiteral("prometheus"), QStringLiteral("kubernetes")});
        } else if (key == QStringLiteral("suspect_revision")) {
            expect.suspectRevision = reader.integer(value, at, 1, std::max(1, revisions));
        } else if (key == QStringLiteral("rollback_to")) {
            expect.rollbackTo = reader.integer(value, at, 1, std::max(1, revisions - 1));
        } else {
            expect.verdict = reader.oneOf(
                value, at, {QStringLiteral("go"), QStringLiteral("go-with-warnings"), QStringLiteral("no-go")});
        }
    }
    return expect;
}

/// What no single key shows: a revision must be one that its own release can run on, and a drill's end must be one that
/// its scenario can come to.
void crossCheck(YamlReader &reader, const Scenario &scenario)
{
    if (scenario.drill) {
        const Expectation &expect = scenario.expect;
        const bool rollsBack = scenario.drill->completeWhen == QLatin1String("rolled-back");
        if (rollsBack && (expect.breaches.isEmpty() || !expect.suspectRevision || !expect.rollbackTo))
            reader.add(reader.root()["drill"],
                       Words::tr("drill: rolled-back needs breaches, suspect_revision and rollback_to under expect"));
        else if (expect.breaches.isEmpty() && expect.silent.isEmpty())
            reader.add(reader.root()["drill"], Words::tr("drill: expect names neither breaches nor anything silent"));
    }
    const YAML::Node revisions = reader.root()["revisions"];
    for (qsizetype i = 0; i < scenario.revisions.size(); ++i) {
        const RevisionPlan &plan = scenario.revisions.at(i);
        const YAML::Node node = revisions[static_cast<std::size_t>(i)];
        const QString path = QStringLiteral("revisions[%1]").arg(i);
        if (!scenario.schemaByAppVersion.contains(plan.appVersion)) {
            reader.add(node, Words::tr("%1: schema_by_app_version says nothing about %2").arg(path, plan.appVersion));
            continue;
        }
        const SchemaRange range = scenario.schemaByAppVersion.value(plan.appVersion);
        if (plan.schemaVersion < range.minimum || plan.schemaVersion > range.maximum)
            reader.add(node,
                       Words::tr("%1: schema_version %2 is outside what %3 runs on (%4 to %5)")
                           .arg(path)
                           .arg(plan.schemaVersion)
                           .arg(plan.appVersion)
                           .arg(range.minimum)
                           .arg(range.maximum));
    }
}

/// Bytes of a file of at most a megabyte, enough for the reader to say "too large".
Result<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, Words::tr("The file cannot be read: %1.").arg(file.errorString()), path);
    return file.read(1024LL * 1024);
}

} // namespace

ParsedScenario parseScenario(const QByteArray &text, const QStringList &faultNames)
{
    YamlReader reader(text);
    Scenario scenario;
    if (!reader.root().IsMap())
        return {scenario, reader.findings()};
    const QString top = Words::tr("scenario");
    const QStringList keys{QStringLiteral("version"),
                           QStringLiteral("name"),
                           QStringLiteral("title"),
                           QStringLiteral("summary"),
                           QStringLiteral("time_compression"),
                           QStringLiteral("seed"),
                           QStringLiteral("revisions"),
                           QStringLiteral("schema_by_app_version"),
                           QStringLiteral("images"),
                           QStringLiteral("config"),
                           QStringLiteral("start_faults"),
                           QStringLiteral("drill"),
                           QStringLiteral("expect")};
    reader.require(reader.root(), top,
                   {QStringLiteral("version"), QStringLiteral("name"), QStringLiteral("title"),
                    QStringLiteral("time_compression"), QStringLiteral("revisions"),
                    QStringLiteral("schema_by_app_version"), QStringLiteral("expect")});
    YAML::Node expect;
    for (const auto &[key, value] : reader.entries(reader.root(), top, keys)) {
        if (key == QStringLiteral("version")) {
            reader.integer(value, key, 1, 1);
        } else if (key == QStringLiteral("name")) {
            scenario.name = reader.text(value, key, 60);
        } else if (key == QStringLiteral("title")) {
            scenario.title = readTitle(reader, value, key);
        } else if (key == QStringLiteral("summary")) {
            scenario.summary = readTitle(reader, value, key);
        } else if (key == QStringLiteral("time_compression")) {
            scenario.timeCompression = reader.number(value, key, 1, 600);
        } else if (key == QStringLiteral("seed")) {
            scenario.seed = static_cast<quint32>(reader.integer(value, key, 0, 2'000'000'000));
        } else if (key == QStringLiteral("revisions")) {
            for (const YAML::Node &item : reader.items(value, key))
                scenario.revisions << revision(reader, item,
                                               QStringLiteral("revisions[%1]").arg(scenario.revisions.size()));
            if (scenario.revisions.isEmpty())
                reader.add(value, Words::tr("revisions: at least one is needed"));
        } else if (key == QStringLiteral("schema_by_app_version")) {
            scenario.schemaByAppVersion = schemaRanges(reader, value);
        } else if (key == QStringLiteral("images")) {
            for (const auto &[component, tags] : reader.entries(value, key, knownComponents()))
                scenario.images.insert(component, readChanges(reader, tags, QStringLiteral("images.") + component, {}));
        } else if (key == QStringLiteral("config")) {
            for (const YAML::Node &item : reader.items(value, key))
                scenario.config << configRule(reader, item, QStringLiteral("config[%1]").arg(scenario.config.size()));
        } else if (key == QStringLiteral("start_faults")) {
            startFaults(reader, value, faultNames, scenario);
        } else if (key == QStringLiteral("drill")) {
            scenario.drill = drillPlan(reader, value, faultNames);
        } else {
            expect.reset(value);
        }
    }
    if (expect.IsDefined() && !expect.IsNull())
        scenario.expect = expectation(reader, expect, static_cast<int>(scenario.revisions.size()));
    crossCheck(reader, scenario);
    return {scenario, reader.findings()};
}

ParsedFaults parseFaults(const QByteArray &text)
{
    YamlReader reader(text);
    QList<Fault> faults;
    if (!reader.root().IsMap())
        return {faults, reader.findings()};
    reader.require(reader.root(), Words::tr("faults"), {QStringLiteral("version"), QStringLiteral("faults")});
    for (const auto &[top, list] :
         reader.entries(reader.root(), Words::tr("faults"), {QStringLiteral("version"), QStringLiteral("faults")})) {
        if (top == QStringLiteral("version")) {
            reader.integer(list, top, 1, 1);
            continue;
        }
        for (const auto &[name, node] : reader.entries(list, top))
            faults << readFault(reader, node, name);
    }
    return {faults, reader.findings()};
}

Result<Scenario> loadScenario(const QString &file)
{
    const Result<QByteArray> text = contents(file);
    if (!text)
        return tl::make_unexpected(text.error());
    ParsedScenario parsed = parseScenario(*text, builtinFaultNames());
    if (parsed.findings.isEmpty())
        return parsed.scenario;
    QStringList lines;
    for (const Finding &finding : std::as_const(parsed.findings))
        lines << QStringLiteral("%1:%2: %3").arg(file).arg(finding.line).arg(finding.message);
    return failure(ErrorKind::Configuration, Words::tr("The scenario is not valid: %1").arg(lines.constFirst()), file,
                   Words::tr("Mend the file; resources/schema/scenario.schema.json says what each key means."),
                   lines.join(QLatin1Char('\n')));
}

} // namespace edgelink::sandbox
