// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/helm/manifest.h"
#include "models/domain/release.h"

#include <QJsonValue>

namespace edgelink::helm {

/// A revision as far as it is compared. Holds secret values: never leaves this folder.
struct RevisionContent {
    QList<ManifestObject> objects;
    QJsonValue values; ///< as given by the user (`helm get values`)
};

/// What going from one revision to another changes, secrets masked, key changes visible.
[[nodiscard]] ReleaseDiff diffRevisions(const RevisionContent &from, const RevisionContent &to);

/// Old and new image of each container that differs; "" where it is absent.
[[nodiscard]] QMap<QString, QStringList> imageChanges(const QMap<QString, QString> &from,
                                                      const QMap<QString, QString> &to);

/// For people: canonical YAML with masks, one document per object.
[[nodiscard]] QString readableManifest(const QList<ManifestObject> &objects);
[[nodiscard]] QString readableValues(const QJsonValue &values);

} // namespace edgelink::helm
