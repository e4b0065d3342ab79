// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>

#include <optional>

namespace edgelink {

/// Amount of a Kubernetes quantity ("500m", "1.5Gi", 2) in its base unit; nullopt: it is none.
[[nodiscard]] std::optional<double> quantity(const QJsonValue &value);

} // namespace edgelink
