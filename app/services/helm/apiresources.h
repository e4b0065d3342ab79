// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/helm/manifest.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace edgelink::helm {

/// Which API path an object of a manifest lives at: learned from the API server's own resource lists, so that custom
/// resources are found too.
class ApiResources
{
public:
    /// Path of the resource list that knows this object's kind: "/apis/apps/v1".
    [[nodiscard]] static QString listPath(const ManifestObject &object);
    [[nodiscard]] bool knows(const QString &listPath) const { return m_lists.contains(listPath); }
    void learn(const QString &listPath, const QJsonObject &resourceList);
    void forget() { m_lists.clear(); }
    /// nullopt: the server has no such kind.
    [[nodiscard]] std::optional<QString> objectPath(const ManifestObject &object,
                                                    const QString &defaultNamespace) const;

private:
    struct Resource {
        QString plural;
        bool namespaced = false;
    };
    QHash<QString, QHash<QString, Resource>> m_lists; ///< list path -> kind -> resource
};

} // namespace edgelink::helm
