// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/clusterview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace edgelink::sandbox {

namespace {

constexpr int MAXIMUM_OBJECTS = 5000;

QString at(const char *key)
{
    return QString::fromLatin1(key);
}

Result<QJsonObject> object(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadReply,
                       QStringLiteral("The API server's answer is no JSON object: %1 at byte %2.")
                           .arg(error.errorString())
                           .arg(error.offset));
    return document.object();
}

/// Objects of a list that have a usable name.
Result<QList<QJsonObject>> items(const QByteArray &json)
{
    static const QRegularExpression name(QStringLiteral("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$"));
    const Result<QJsonObject> list = object(json);
    if (!list)
        return tl::make_unexpected(list.error());
    if (!list->value(at("items")).isArray())
        return failure(ErrorKind::BadReply, QStringLiteral("The API server's answer is no list."));
    QList<QJsonObject> objects;
    for (const QJsonArray all = list->value(at("items")).toArray(); const auto &item : all) {
        if (objects.size() == MAXIMUM_OBJECTS)
            break;
        if (name.match(item[at("metadata")][at("name")].toString()).hasMatch())
            objects << item.toObject();
    }
    return objects;
}

QString label(const QJsonObject &object, const char *key)
{
    return object[at("metadata")][at("labels")][at(key)].toString();
}

QString tagOf(const QString &image)
{
    const QString last = image.section(QLatin1Char('/'), -1).section(QLatin1Char('@'), 0, 0);
    return last.contains(QLatin1Char(':')) ? last.section(QLatin1Char(':'), -1) : QStringLiteral("latest");
}

ContainerView container(const QJsonValue &spec, const QJsonArray &statuses)
{
    ContainerView view;
    view.name = spec[at("name")].toString();
    view.image = spec[at("image")].toString();
    view.tag = tagOf(view.image);
    const QJsonValue limits = spec[at("resources")][at("limits")];
    view.cpuLimit = parseQuantity(limits[at("cpu")].toVariant().toString());
    view.memoryLimit = parseQuantity(limits[at("memory")].toVariant().toString());
    for (const auto &status : statuses) {
        if (status[at("name")].toString() != view.name)
            continue;
        view.ready = status[at("ready")].toBool();
        view.restarts = status[at("restartCount")].toInt();
        view.waitingReason = status[at("state")][at("waiting")][at("reason")].toString();
    }
    return view;
}

PodView pod(const QJsonObject &object)
{
    PodView view;
    const QJsonValue metadata = object[at("metadata")];
    const QJsonValue status = object[at("status")];
    view.name = metadata[at("name")].toString();
    view.uid = metadata[at("uid")].toString(view.name);
    view.component = label(object, "app.kubernetes.io/component");
    view.phase = status[at("phase")].toString();
    const QString started = status[at("startTime")].toString(metadata[at("creationTimestamp")].toString());
    view.startedAt = QDateTime::fromString(started, Qt::ISODate).toUTC();
    view.terminating = metadata[at("deletionTimestamp")].isString();
    for (const QJsonArray all = status[at("conditions")].toArray(); const auto &condition : all) {
        if (condition[at("type")].toString() == at("Ready"))
            view.ready = condition[at("status")].toString() == at("True");
    }
    const QJsonArray statuses = status[at("containerStatuses")].toArray();
    for (const QJsonArray all = object[at("spec")][at("containers")].toArray(); const auto &spec : all)
        view.containers << container(spec, statuses);
    return view;
}

template<typename View, typename Read>
Result<QList<View>> readAll(const QByteArray &json, Read read)
{
    const Result<QList<QJsonObject>> objects = items(json);
    if (!objects)
        return tl::make_unexpected(objects.error());
    QList<View> views;
    views.reserve(objects->size());
    for (const QJsonObject &object : *objects)
        views << read(object);
    return views;
}

} // namespace

bool PodView::crashLooping() const
{
    return std::any_of(containers.cbegin(), containers.cend(),
                       [](const ContainerView &c) { return c.waitingReason == QStringLiteral("CrashLoopBackOff"); });
}

Result<QList<PodView>> parsePods(const QByteArray &json)
{
    return readAll<PodView>(json, pod);
}

Result<QList<DeploymentView>> parseDeployments(const QByteArray &json)
{
    return readAll<DeploymentView>(json, [](const QJsonObject &object) {
        const QJsonValue status = object[at("status")];
        DeploymentView view;
        view.name = object[at("metadata")][at("name")].toString();
        view.component = label(object, "app.kubernetes.io/component");
        view.wanted = object[at("spec")][at("replicas")].toInt(1);
        view.replicas = status[at("replicas")].toInt();
        view.updated = status[at("updatedReplicas")].toInt();
        view.ready = status[at("readyReplicas")].toInt();
        view.available = status[at("availableReplicas")].toInt();
        view.unavailable = status[at("unavailableReplicas")].toInt();
        return view;
    });
}

Result<QList<StatefulSetView>> parseStatefulSets(const QByteArray &json)
{
    return readAll<StatefulSetView>(json, [](const QJsonObject &object) {
        return StatefulSetView{object[at("metadata")][at("name")].toString(),
                               object[at("spec")][at("replicas")].toInt(1),
                               object[at("status")][at("readyReplicas")].toInt()};
    });
}

Result<QList<AutoscalerView>> parseAutoscalers(const QByteArray &json)
{
    return readAll<AutoscalerView>(json, [](const QJsonObject &object) {
        const QJsonValue spec = object[at("spec")];
        const QJsonValue status = object[at("status")];
        return AutoscalerView{object[at("metadata")][at("name")].toString(), spec[at("minReplicas")].toInt(1),
                              spec[at("maxReplicas")].toInt(), status[at("currentReplicas")].toInt(),
                              status[at("desiredReplicas")].toInt()};
    });
}

Result<QMap<QString, QString>> parseConfigMap(const QByteArray &json)
{
    const Result<QJsonObject> map = object(json);
    if (!map)
        return tl::make_unexpected(map.error());
    QMap<QString, QString> config;
    const QJsonObject data = map->value(at("data")).toObject();
    for (auto entry = data.constBegin(); entry != data.constEnd(); ++entry)
        config.insert(entry.key(), entry.value().toString());
    return config;
}

std::optional<double> parseQuantity(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$"));
    static const QMap<QString, double> factors{{QString(), 1.0},         {at("m"), 1e-3},
                                               {at("k"), 1e3},           {at("M"), 1e6},
                                               {at("G"), 1e9},           {at("T"), 1e12},
                                               {at("Ki"), 1024.0},       {at("Mi"), 1048576.0},
                                               {at("Gi"), 1073741824.0}, {at("Ti"), 1099511627776.0}};
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toDouble() * factors.value(match.captured(2));
}

} // namespace edgelink::sandbox
