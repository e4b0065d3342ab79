// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/drill/statefile.h"

#include "app/services/drill/words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace edgelink::drill {

namespace {

constexpr int MaximumEntries = 200;
constexpr int MaximumText = 500;
constexpr int MaximumPath = 4096; ///< half a path is another one

QString text(const QJsonObject &object, const char *key, int limit = MaximumText)
{
    return object.value(QLatin1String(key)).toString().left(limit);
}

QStringList names(const QJsonObject &object, const char *key)
{
    QStringList list;
    const QJsonArray array = object.value(QLatin1String(key)).toArray();
    for (const QJsonValue value : array) {
        if (value.isString() && list.size() < MaximumEntries)
            list << value.toString().left(MaximumText);
    }
    return list;
}

/// nullopt: one that this console does not know how to run.
std::optional<SandboxDrill> drillOf(const QJsonObject &object)
{
    SandboxDrill drill;
    drill.name = text(object, "name");
    const QJsonObject title = object.value(QStringLiteral("title")).toObject();
    drill.title = {text(title, "en"), text(title, "zh")};
    drill.inject = text(object, "inject");
    drill.breaches = names(object, "breaches");
    drill.silent = names(object, "silent");
    const QString end = text(object, "completeWhen");
    if (end == QLatin1String("healthy"))
        drill.completeWhen = SandboxDrill::End::Healthy;
    else if (end != QLatin1String("rolled-back"))
        return std::nullopt;
    return drill.name.isEmpty() || drill.inject.isEmpty() ? std::nullopt : std::optional(drill);
}

QByteArray contents(const QString &path)
{
    constexpr qint64 Limit = 4096;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(Limit) : QByteArray();
}

bool supervisorLives(const SandboxState &state)
{
    if (state.supervisorPid <= 0
        || state.bootId.toLatin1() != contents(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed())
        return false;
    const QByteArray line = contents(QStringLiteral("/proc/%1/stat").arg(state.supervisorPid));
    // The name, second in the line, is in brackets and may hold anything; state is field 3, start time field 22.
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype StartTime = 19;
    return fields.size() > StartTime && fields.first() != "Z"
        && fields.at(StartTime) == QByteArray::number(state.supervisorTicks);
}

} // namespace

Result<SandboxState> parseState(const QByteArray &json)
{
    if (json.size() > StateLimit)
        return failure(ErrorKind::BadReply, Words::tr("is larger than %1 KiB").arg(StateLimit / 1024));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadReply,
                       Words::tr("is no JSON object: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    const QJsonObject root = document.object();
    if (const int schema = root.value(QStringLiteral("schema")).toInt(); schema != 1)
        return failure(ErrorKind::BadReply, Words::tr("has schema %1; this console knows 1").arg(schema));

    SandboxState state;
    SandboxStatus &status = state.status;
    status.present = true;
    status.scenario = text(root, "scenario");
    status.phase = text(root, "phase");
    status.error = text(root, "error");
    status.consoleConfiguration = text(root, "consoleConfiguration");
    status.activeFaults = names(root, "activeFaults");
    status.availableFaults = names(root, "availableFaults");
    const QJsonArray drills = root.value(QStringLiteral("drills")).toArray();
    for (const QJsonValue value : drills) {
        if (const auto drill = drillOf(value.toObject()); drill && status.drills.size() < MaximumEntries)
            status.drills << *drill;
    }
    const double compression = root.value(QStringLiteral("timeCompression")).toDouble(1.0);
    status.timeCompression = std::isfinite(compression) && compression >= 1.0 ? compression : 1.0;
    const QJsonArray components = root.value(QStringLiteral("components")).toArray();
    for (const QJsonValue value : components) {
        const QJsonObject component = value.toObject();
        if (component.isEmpty() || status.components.size() >= MaximumEntries)
            continue;
        status.components << SandboxComponent{
            text(component, "name"), text(component, "state"),
            QDateTime::fromString(text(component, "since"), Qt::ISODateWithMs).toUTC(), text(component, "lastLine")};
    }
    state.scenarioFile = text(root, "scenarioFile", MaximumPath);
    state.toolchain = text(root, "toolchain");
    state.helmVersion = root.value(QStringLiteral("helmVersion")).toInt(3) == 4 ? 4 : 3;
    const QJsonObject supervisor = root.value(QStringLiteral("supervisor")).toObject();
    state.supervisorPid = supervisor.value(QStringLiteral("pid")).toInteger();
    state.supervisorTicks = text(supervisor, "startTicks").toULongLong();
    state.bootId = text(root, "bootId");
    return state;
}

Result<SandboxState> readState(const QString &file)
{
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return SandboxState{};
    Result<SandboxState> state = parseState(opened.read(StateLimit + 1));
    if (!state)
        return state;
    SandboxStatus &status = state->status;
    const bool over = status.phase == QLatin1String("stopped") || status.phase == QLatin1String("failed");
    if (over || supervisorLives(*state))
        return state;
    // Nothing that it started outlives the supervisor.
    status.phase = QStringLiteral("stopped");
    status.activeFaults.clear();
    for (SandboxComponent &component : status.components)
        component.state = QStringLiteral("stopped");
    return state;
}

} // namespace edgelink::drill
