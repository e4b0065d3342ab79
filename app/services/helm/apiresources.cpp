// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/apiresources.h"

#include <QJsonArray>
#include <QUrl>

namespace edgelink::helm {

namespace {

QString encoded(const QString &segment)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(segment, ":"));
}

} // namespace

QString ApiResources::listPath(const ManifestObject &object)
{
    const QStringList parts = object.apiVersion.split(QLatin1Char('/'));
    return parts.size() == 1 ? QStringLiteral("/api/%1").arg(encoded(parts.first()))
                             : QStringLiteral("/apis/%1/%2").arg(encoded(parts.first()), encoded(parts.at(1)));
}

void ApiResources::learn(const QString &listPath, const QJsonObject &resourceList)
{
    QHash<QString, Resource> kinds;
    const QJsonArray resources = resourceList.value(QLatin1String("resources")).toArray();
    for (const QJsonValue value : resources) {
        const QJsonObject resource = value.toObject();
        const QString plural = resource.value(QLatin1String("name")).toString();
        if (!plural.contains(QLatin1Char('/'))) // subresources
            kinds.insert(resource.value(QLatin1String("kind")).toString(),
                         {plural, resource.value(QLatin1String("namespaced")).toBool()});
    }
    m_lists.insert(listPath, kinds);
}

std::optional<QString> ApiResources::objectPath(const ManifestObject &object, const QString &defaultNamespace) const
{
    const QString list = listPath(object);
    const auto kinds = m_lists.constFind(list);
    if (kinds == m_lists.cend() || !kinds->contains(object.kind))
        return std::nullopt;
    const Resource resource = kinds->value(object.kind);
    const QString nameSpace = object.nameSpace.isEmpty() ? defaultNamespace : object.nameSpace;
    const QString scope = resource.namespaced ? QStringLiteral("/namespaces/%1").arg(encoded(nameSpace)) : QString();
    return QStringLiteral("%1%2/%3/%4").arg(list, scope, resource.plural, encoded(object.name));
}

} // namespace edgelink::helm
