// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/helm/manifest.h"
#include "models/domain/release.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace edgelink::helm {

/// One object of the manifest against its live counterpart.
struct LiveComparison {
    QList<DiffLine> lines; ///< from what is live to what is stated; empty: everything stated is so
    QStringList foreign; ///< "pod template annotation x", "env X of container c", "container c", "key x in data":
                         ///< not in the manifest; names only, never values
    QMap<QString, QString> images; ///< live, "Kind/name/container"
};

/// Compares only the fields that the manifest states: defaults and other controllers' fields are not differences.
/// Quantities are compared by amount; lists by their Kubernetes merge key (name, mountPath, port …). Replicas are left
/// alone when an autoscaler in `all` owns them and they lie within its bounds.
[[nodiscard]] LiveComparison compareLive(const ManifestObject &stated, const QJsonObject &live,
                                         const QList<ManifestObject> &all);

} // namespace edgelink::helm
