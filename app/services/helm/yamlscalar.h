// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace edgelink::helm {

/// What a plain (unquoted) YAML 1.1 scalar means to Kubernetes: null, boolean, number or text.
[[nodiscard]] QJsonValue plainScalar(const QString &text);

} // namespace edgelink::helm
