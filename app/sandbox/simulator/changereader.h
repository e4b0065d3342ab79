// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/scenario.h"

namespace edgelink::sandbox {

/// The six services of EdgeLink's control plane; what the chart in resources/sandbox deploys.
[[nodiscard]] const QStringList &knownComponents();
/// knownComponents and "*".
[[nodiscard]] QStringList componentKeys();

/// Parts that scenarios and faults have in common. Mistakes go to `reader`; `path` names the place in words.
[[nodiscard]] BehaviourChange readChange(YamlReader &reader, const YAML::Node &node, const QString &path);
/// Name → change; names must be in `known` (empty: any).
[[nodiscard]] QMap<QString, BehaviourChange> readChanges(YamlReader &reader, const YAML::Node &node,
                                                         const QString &path,
                                                         const QStringList &known = componentKeys());
[[nodiscard]] QMap<QString, QString> readTitle(YamlReader &reader, const YAML::Node &node, const QString &path);
[[nodiscard]] Fault readFault(YamlReader &reader, const YAML::Node &node, const QString &name);

} // namespace edgelink::sandbox
