// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/manifest.h"

#include "app/services/helm/words.h"
#include "app/services/helm/yamldocuments.h"

#include <QJsonArray>
#include <QSet>

namespace edgelink::helm {

namespace {

constexpr qsizetype objectsLimit = 10'000;

Result<bool> append(const QJsonValue &document, QList<ManifestObject> &objects)
{
    const QString place = Words::tr("object %1").arg(objects.size() + 1);
    const auto bad = [&place](const QString &reason) {
        return failure(ErrorKind::BadReply, Words::tr("the manifest cannot be read: %1: %2").arg(place, reason));
    };
    if (!document.isObject())
        return bad(Words::tr("it is not a mapping"));
    if (objects.size() >= objectsLimit)
        return bad(Words::tr("more than %1 objects are not read").arg(objectsLimit));
    const QJsonObject content = document.toObject();
    ManifestObject object;
    object.apiVersion = content.value(QLatin1String("apiVersion")).toString();
    object.kind = content.value(QLatin1String("kind")).toString();
    if (object.kind.endsWith(QLatin1String("List")) && content.value(QLatin1String("items")).isArray()) {
        const QJsonArray items = content.value(QLatin1String("items")).toArray();
        for (const QJsonValue item : items) {
            if (item.toObject().value(QLatin1String("items")).isArray())
                return bad(Words::tr("a list inside a list"));
            if (const Result<bool> one = append(item, objects); !one)
                return one;
        }
        return true;
    }
    const QJsonObject metadata = content.value(QLatin1String("metadata")).toObject();
    object.name = metadata.value(QLatin1String("name")).toVariant().toString();
    object.nameSpace = metadata.value(QLatin1String("namespace")).toString();
    if (object.kind.isEmpty() || object.apiVersion.isEmpty())
        return bad(Words::tr("kind or apiVersion is missing"));
    if (object.name.isEmpty())
        return bad(Words::tr("a %1 has no name").arg(object.kind));
    object.content = content;
    objects.append(object);
    return true;
}

} // namespace

QString ManifestObject::label() const
{
    return nameSpace.isEmpty() ? QStringLiteral("%1/%2").arg(kind, name)
                               : QStringLiteral("%1/%2 (%3)").arg(kind, name, nameSpace);
}

Result<QList<ManifestObject>> parseManifest(QByteArrayView bytes)
{
    const Result<QList<QJsonValue>> documents = readYamlDocuments(bytes);
    if (!documents)
        return tl::make_unexpected(documents.error());
    QList<ManifestObject> objects;
    for (const QJsonValue &document : *documents) {
        if (const Result<bool> one = append(document, objects); !one)
            return tl::make_unexpected(one.error());
    }
    return objects;
}

QList<ReleaseHook> hooksOf(const QList<ManifestObject> &objects)
{
    QList<ReleaseHook> hooks;
    for (const ManifestObject &object : objects) {
        const QString events = object.content.value(QLatin1String("metadata"))
                                   .toObject()
                                   .value(QLatin1String("annotations"))
                                   .toObject()
                                   .value(QLatin1String("helm.sh/hook"))
                                   .toString();
        ReleaseHook hook;
        hook.name = object.label();
        const QStringList parts = events.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &part : parts)
            hook.events << part.trimmed();
        if (!hook.events.isEmpty())
            hooks.append(hook);
    }
    return hooks;
}

QJsonObject podTemplate(const QString &kind, const QJsonObject &object)
{
    static const QSet<QString> templated{QStringLiteral("Deployment"), QStringLiteral("StatefulSet"),
                                         QStringLiteral("DaemonSet"),  QStringLiteral("ReplicaSet"),
                                         QStringLiteral("Job"),        QStringLiteral("ReplicationController")};
    const QJsonObject spec = object.value(QLatin1String("spec")).toObject();
    if (templated.contains(kind))
        return spec.value(QLatin1String("template")).toObject();
    if (kind == QLatin1String("CronJob")) {
        return spec.value(QLatin1String("jobTemplate"))
            .toObject()
            .value(QLatin1String("spec"))
            .toObject()
            .value(QLatin1String("template"))
            .toObject();
    }
    return kind == QLatin1String("Pod") ? object : QJsonObject();
}

QMap<QString, QString> imagesOf(const QList<ManifestObject> &objects)
{
    QMap<QString, QString> images;
    for (const ManifestObject &object : objects) {
        const QJsonObject spec = podTemplate(object.kind, object.content).value(QLatin1String("spec")).toObject();
        for (const char *list : {"initContainers", "containers"}) {
            const QJsonArray containers = spec.value(QLatin1String(list)).toArray();
            for (const QJsonValue value : containers) {
                const QJsonObject container = value.toObject();
                images.insert(QStringLiteral("%1/%2/%3")
                                  .arg(object.kind, object.name, container.value(QLatin1String("name")).toString()),
                              container.value(QLatin1String("image")).toString());
            }
        }
    }
    return images;
}

} // namespace edgelink::helm
