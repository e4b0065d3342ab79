// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/problem.h"

#include <yaml-cpp/yaml.h>

#include <QByteArray>

#include <tl/expected.hpp>

namespace edgelink::runbook {

/// What a runbook file may cost to read. A file beyond a limit is refused, with the line.
struct YamlLimits {
    qsizetype bytes = qsizetype{256} * 1024;
    int depth = 16;
    int nodes = 20000;
};

/// Parses one YAML document without ever building a bigger tree than the limits allow: the events are counted first.
/// Aliases and anchors are refused (a small file can describe a huge tree with them), so are several documents.
[[nodiscard]] tl::expected<YAML::Node, Problem> parseYaml(const QByteArray &bytes, const QString &file,
                                                          const YamlLimits &limits = {});

[[nodiscard]] int lineOf(const YAML::Node &node); ///< 1-based

} // namespace edgelink::runbook
