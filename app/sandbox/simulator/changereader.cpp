// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/changereader.h"

#include "app/sandbox/words.h"

#include <QFile>

static void initialiseResources() // Q_INIT_RESOURCE works only outside a namespace
{
    Q_INIT_RESOURCE(sandbox_faults);
}

namespace edgelink::sandbox {

namespace {

void readLatency(YamlReader &reader, const YAML::Node &node, const QString &path, BehaviourChange &change)
{
    reader.require(node, path, {QStringLiteral("p50"), QStringLiteral("p95")});
    for (const auto &[key, value] : reader.entries(node, path, {QStringLiteral("p50"), QStringLiteral("p95")}))
        (key == QStringLiteral("p50") ? change.p50Ms : change.p95Ms) = reader.number(value, path, 1, 60'000);
    if (change.p50Ms && change.p95Ms && *change.p95Ms < *change.p50Ms)
        reader.add(node, Words::tr("%1: p95 is less than p50").arg(path));
}

QList<Fault> loadBuiltinFaults()
{
    initialiseResources();
    QFile file(QStringLiteral(":/sandbox/faults.yaml"));
    // A mistake in the built-in file is caught by its unit test; here it would mean no faults, not a crash.
    return file.open(QIODevice::ReadOnly) ? parseFaults(file.readAll()).faults : QList<Fault>();
}

} // namespace

const QStringList &knownComponents()
{
    static const QStringList components{QStringLiteral("api-gateway"),      QStringLiteral("device-service"),
                                        QStringLiteral("topology-service"), QStringLiteral("nat-coordinator"),
                                        QStringLiteral("alert-service"),    QStringLiteral("background-worker")};
    return components;
}

QStringList componentKeys()
{
    return knownComponents() + QStringList{QStringLiteral("*")};
}

BehaviourChange readChange(YamlReader &reader, const YAML::Node &node, const QString &path)
{
    BehaviourChange change;
    const QMap<QString, std::optional<double> *> ratios{
        {QStringLiteral("error_ratio"), &change.errorRatio},
        {QStringLiteral("memory_ratio"), &change.memoryRatio},
        {QStringLiteral("cpu_ratio"), &change.cpuRatio},
        {QStringLiteral("connections"), &change.connections},
        {QStringLiteral("probe_failure_ratio"), &change.probeFailureRatio}};
    QStringList known{QStringLiteral("latency_ms"), QStringLiteral("crash"), QStringLiteral("ramp_seconds"),
                      QStringLiteral("log")};
    known << ratios.keys();
    for (const auto &[key, value] : reader.entries(node, path, known)) {
        const QString at = path + QLatin1Char('.') + key;
        if (ratios.contains(key))
            *ratios.value(key) = reader.number(value, at, 0, key == QStringLiteral("connections") ? 10 : 1);
        else if (key == QStringLiteral("latency_ms"))
            readLatency(reader, value, at, change);
        else if (key == QStringLiteral("crash"))
            change.crash = reader.boolean(value, at);
        else if (key == QStringLiteral("ramp_seconds"))
            change.rampSeconds = reader.number(value, at, 0, 3600);
        else
            change.log = reader.texts(value, at);
    }
    return change;
}

QMap<QString, BehaviourChange> readChanges(YamlReader &reader, const YAML::Node &node, const QString &path,
                                           const QStringList &known)
{
    QMap<QString, BehaviourChange> changes;
    for (const auto &[name, change] : reader.entries(node, path, known))
        changes.insert(name, readChange(reader, change, path + QLatin1Char('.') + name));
    return changes;
}

QMap<QString, QString> readTitle(YamlReader &reader, const YAML::Node &node, const QString &path)
{
    QMap<QString, QString> title;
    reader.require(node, path, {QStringLiteral("en")});
    for (const auto &[language, text] : reader.entries(node, path, {QStringLiteral("en"), QStringLiteral("zh")}))
        title.insert(language, reader.text(text, path));
    return title;
}

Fault readFault(YamlReader &reader, const YAML::Node &node, const QString &name)
{
    Fault fault;
    fault.name = name;
    reader.require(node, name, {QStringLiteral("title")});
    int effects = 0;
    for (const auto &[key, value] : reader.entries(node, name,
                                                   {QStringLiteral("title"), QStringLiteral("components"),
                                                    QStringLiteral("process"), QStringLiteral("deploy")})) {
        const QString at = name + QLatin1Char('.') + key;
        if (key == QStringLiteral("title")) {
            fault.title = readTitle(reader, value, at);
            continue;
        }
        ++effects;
        if (key == QStringLiteral("components")) {
            fault.components = readChanges(reader, value, at);
        } else if (key == QStringLiteral("process")) {
            fault.process = Fault::Process();
            reader.require(value, at, {QStringLiteral("component"), QStringLiteral("action")});
            for (const auto &[part, what] :
                 reader.entries(value, at, {QStringLiteral("component"), QStringLiteral("action")})) {
                if (part == QStringLiteral("component"))
                    fault.process->component = reader.text(what, at, 60);
                else
                    fault.process->action = reader.oneOf(
                        what, at, {QStringLiteral("stop"), QStringLiteral("kill"), QStringLiteral("hang")});
            }
        } else {
            fault.deploy = Fault::Deploy();
            reader.require(value, at, {QStringLiteral("scenario"), QStringLiteral("revision")});
            for (const auto &[part, what] :
                 reader.entries(value, at, {QStringLiteral("scenario"), QStringLiteral("revision")})) {
                if (part == QStringLiteral("scenario"))
                    fault.deploy->scenario = reader.text(what, at, 60);
                else
                    fault.deploy->revision = reader.integer(what, at, 1, 100);
            }
        }
    }
    if (effects != 1)
        reader.add(node, Words::tr("%1: expected exactly one of components, process and deploy").arg(name));
    return fault;
}

const QList<Fault> &builtinFaults()
{
    static const QList<Fault> faults = loadBuiltinFaults();
    return faults;
}

QStringList builtinFaultNames()
{
    QStringList names;
    for (const Fault &fault : builtinFaults())
        names << fault.name;
    return names;
}

QString releaseFaultName(const Scenario &scenario, qsizetype revision)
{
    QStringList taken;
    for (const Fault &fault : builtinFaults()) {
        if (fault.deploy && fault.deploy->scenario == scenario.name && fault.deploy->revision == revision + 1)
            return fault.name;
        taken << fault.name;
    }
    QString name = QStringLiteral("%1-%2").arg(scenario.name).arg(revision + 1);
    while (taken.contains(name))
        name += QStringLiteral("-release");
    return name;
}

} // namespace edgelink::sandbox
