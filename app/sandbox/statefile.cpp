// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/statefile.h"

#include "app/sandbox/layout.h"
#include "app/sandbox/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::sandbox {

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QJsonObject processObject(const ProcessIdentity &process)
{
    // Ticks as text: a JSON number is exact only up to 2^53.
    return {{QStringLiteral("pid"), process.pid}, {QStringLiteral("startTicks"), QString::number(process.startTicks)}};
}

ProcessIdentity processOf(const QJsonObject &object)
{
    return {object.value(QStringLiteral("pid")).toInteger(),
            object.value(QStringLiteral("startTicks")).toString().toULongLong()};
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue each : array)
        texts << each.toString();
    return texts;
}

QJsonObject drillObject(const DrillRecord &drill)
{
    return {{QStringLiteral("name"), drill.name},
            {QStringLiteral("title"),
             QJsonObject{{QStringLiteral("en"), drill.title.en}, {QStringLiteral("zh"), drill.title.zh}}},
            {QStringLiteral("inject"), drill.inject},
            {QStringLiteral("completeWhen"), drill.completeWhen},
            {QStringLiteral("breaches"), QJsonArray::fromStringList(drill.breaches)},
            {QStringLiteral("silent"), QJsonArray::fromStringList(drill.silent)}};
}

DrillRecord drillOf(const QJsonObject &object)
{
    const QJsonObject title = object.value(QStringLiteral("title")).toObject();
    return {object.value(QStringLiteral("name")).toString(),
            {title.value(QStringLiteral("en")).toString(), title.value(QStringLiteral("zh")).toString()},
            object.value(QStringLiteral("inject")).toString(),
            object.value(QStringLiteral("completeWhen")).toString(),
            textsOf(object.value(QStringLiteral("breaches"))),
            textsOf(object.value(QStringLiteral("silent")))};
}

} // namespace

QByteArray toJson(const SandboxState &state)
{
    QJsonArray components;
    for (const ComponentRecord &component : state.components) {
        QJsonObject object = processObject(component.process);
        object.insert(QStringLiteral("name"), component.name);
        object.insert(QStringLiteral("state"), component.state);
        object.insert(QStringLiteral("since"), timeText(component.since));
        object.insert(QStringLiteral("lastLine"), component.lastLine);
        object.insert(QStringLiteral("restarts"), component.restarts);
        components.append(object);
    }
    QJsonArray drills;
    for (const DrillRecord &drill : state.drills)
        drills.append(drillObject(drill));
    QJsonObject ports;
    for (auto it = state.ports.cbegin(); it != state.ports.cend(); ++it)
        ports.insert(it.key(), it.value());
    const QJsonObject root{
        {QStringLiteral("schema"), 1},
        {QStringLiteral("phase"), state.phase},
        {QStringLiteral("scenario"), state.scenario},
        {QStringLiteral("scenarioFile"), state.scenarioFile},
        {QStringLiteral("timeCompression"), state.timeCompression},
        {QStringLiteral("error"), state.error},
        {QStringLiteral("startedAt"), timeText(state.startedAt)},
        {QStringLiteral("readyAt"), timeText(state.readyAt)},
        {QStringLiteral("consoleConfiguration"), state.consoleConfiguration},
        {QStringLiteral("kubeconfig"), state.kubeconfig},
        {QStringLiteral("context"), state.context},
        {QStringLiteral("namespace"), state.nameSpace},
        {QStringLiteral("release"), state.release},
        {QStringLiteral("toolchain"), state.toolchain},
        {QStringLiteral("helmVersion"), state.helmVersion},
        {QStringLiteral("ports"), ports},
        {QStringLiteral("activeFaults"), QJsonArray::fromStringList(state.activeFaults)},
        {QStringLiteral("availableFaults"), QJsonArray::fromStringList(state.availableFaults)},
        {QStringLiteral("drills"), drills},
        {QStringLiteral("components"), components},
        {QStringLiteral("supervisor"), processObject(state.supervisor)},
        {QStringLiteral("bootId"), state.bootId},
        {QStringLiteral("runToken"), state.runToken},
    };
    return QJsonDocument(root).toJson();
}

Result<SandboxState> parseState(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadReply,
                       Words::tr("is not a JSON object: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    const QJsonObject root = document.object();
    if (root.value(QStringLiteral("schema")).toInt() != 1)
        return failure(ErrorKind::BadReply,
                       Words::tr("has schema %1 where 1 is known").arg(root.value(QStringLiteral("schema")).toInt()));
    const auto text = [&root](const char *key) { return root.value(QLatin1String(key)).toString(); };
    const auto list = [&root](const char *key) { return textsOf(root.value(QLatin1String(key))); };
    SandboxState state;
    state.phase = text("phase");
    state.scenario = text("scenario");
    state.scenarioFile = text("scenarioFile");
    state.timeCompression = root.value(QStringLiteral("timeCompression")).toDouble(1.0);
    state.error = text("error");
    state.startedAt = timeOf(root.value(QStringLiteral("startedAt")));
    state.readyAt = timeOf(root.value(QStringLiteral("readyAt")));
    state.consoleConfiguration = text("consoleConfiguration");
    state.kubeconfig = text("kubeconfig");
    state.context = text("context");
    state.nameSpace = text("namespace");
    state.release = text("release");
    state.toolchain = text("toolchain");
    state.helmVersion = root.value(QStringLiteral("helmVersion")).toInt(3);
    state.activeFaults = list("activeFaults");
    state.availableFaults = list("availableFaults");
    state.supervisor = processOf(root.value(QStringLiteral("supervisor")).toObject());
    state.bootId = text("bootId");
    state.runToken = text("runToken");
    const QJsonObject ports = root.value(QStringLiteral("ports")).toObject();
    for (auto it = ports.constBegin(); it != ports.constEnd(); ++it)
        state.ports.insert(it.key(), static_cast<quint16>(it.value().toInt()));
    const QJsonArray drills = root.value(QStringLiteral("drills")).toArray();
    for (const QJsonValue value : drills)
        state.drills << drillOf(value.toObject());
    const QJsonArray components = root.value(QStringLiteral("components")).toArray();
    for (const QJsonValue value : components) {
        const QJsonObject object = value.toObject();
        state.components << ComponentRecord{object.value(QStringLiteral("name")).toString(),
                                            object.value(QStringLiteral("state")).toString(),
                                            timeOf(object.value(QStringLiteral("since"))),
                                            object.value(QStringLiteral("lastLine")).toString(),
                                            processOf(object),
                                            object.value(QStringLiteral("restarts")).toInt()};
    }
    return state;
}

Result<void> writeState(const QString &path, const SandboxState &state)
{
    return writeFile(path, toJson(state));
}

Result<SandboxState> readState(const QString &path)
{
    const Result<QByteArray> json = readFile(path);
    if (!json)
        return tl::make_unexpected(json.error());
    Result<SandboxState> state = parseState(*json);
    if (!state)
        state.error().subject = path;
    return state;
}

} // namespace edgelink::sandbox
