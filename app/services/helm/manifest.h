// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/ports/releasesource.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

namespace edgelink::helm {

/// One Kubernetes object of a manifest. `content` holds secret values as they are: never show it unredacted.
struct ManifestObject {
    QString apiVersion; ///< "apps/v1"
    QString kind;
    QString nameSpace; ///< as stated; empty: the release's
    QString name;
    QJsonObject content;

    [[nodiscard]] QString label() const; ///< "Deployment/api", with the namespace when it states one
    bool operator==(const ManifestObject &) const = default;
};

/// `helm get manifest` or `helm get hooks`: documents separated by ---, Lists taken apart. An empty manifest has no
/// objects. Takes any bytes, never throws. Errors: BadReply with place and reason.
[[nodiscard]] Result<QList<ManifestObject>> parseManifest(QByteArrayView bytes);

/// The objects that carry `helm.sh/hook`, with their events.
[[nodiscard]] QList<ReleaseHook> hooksOf(const QList<ManifestObject> &objects);

/// "Kind/name/container" -> image of everything that has a pod template.
[[nodiscard]] QMap<QString, QString> imagesOf(const QList<ManifestObject> &objects);

/// The pod template of a workload (CronJobs included), or an empty object.
[[nodiscard]] QJsonObject podTemplate(const QString &kind, const QJsonObject &object);

} // namespace edgelink::helm
