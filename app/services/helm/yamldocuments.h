// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QByteArrayView>
#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace edgelink::helm {

/// Bounds on YAML from a tool or a cluster. Helm refuses releases above 1 MiB compressed; these leave ample room.
struct YamlLimits {
    qint64 bytes = qint64{32} * 1024 * 1024;
    qint64 documents = 5'000;
    qint64 nodes = 1'000'000; ///< after aliases are expanded, so that an alias bomb is refused and never built
    qint64 expandedBytes = qint64{64} * 1024 * 1024; ///< of scalars, after aliases are expanded
    int depth = 100;
};

/// Every document of a YAML stream as JSON values, the way Kubernetes reads it (YAML 1.1 scalars: `on` is a boolean and
/// `0644` is octal; merge keys; quoted is always text). Empty documents are left out. Takes any bytes, never throws.
/// Errors: BadReply with line and reason.
[[nodiscard]] Result<QList<QJsonValue>> readYamlDocuments(QByteArrayView bytes, const YamlLimits &limits = {});

/// Canonical YAML of one value: keys sorted, one scalar a line, block text kept line by line; so a line diff of two of
/// these is a diff of what the documents say, whatever their layout was.
[[nodiscard]] QStringList yamlLines(const QJsonValue &value);

} // namespace edgelink::helm
