// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/problem.h"
#include "models/domain/runbook.h"

#include <QByteArray>
#include <QStringList>

namespace edgelink::runbook {

struct LintRules {
    QStringList probes; ///< from ProbeSource::names(); empty: any name is accepted
};

/// A runbook file as read. Usable only when there are no problems.
struct ParsedRunbook {
    RunbookDefinition definition;
    Problems problems;
    [[nodiscard]] bool ok() const { return problems.isEmpty(); }
};

/// Reads one file's bytes and checks all that can be checked without other files. Any thread; no I/O.
[[nodiscard]] ParsedRunbook readRunbook(const QByteArray &bytes, const QString &file, const LintRules &rules);

/// Keys that the format knows, by the kind of map: "runbook", "parameter", "step", "command", "probe".
/// The published schema (resources/schema/runbook.schema.json) is tested against them.
[[nodiscard]] QStringList knownKeys(const QString &kind);

} // namespace edgelink::runbook
