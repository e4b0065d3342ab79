// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace edgelink::runbook {

/// What a runbook may run. Everything else would escape the pins, the journal's meaning or the tools that operators
/// know.
[[nodiscard]] const QStringList &allowedPrograms(); ///< helm, kubectl, migrate, psql

/// A breach of the rules, in words; nullopt: fine.
struct CommandBreach {
    QString what;
    QString expected;
    QString found;
};

/// Checks a template before any value is known. `revisionParameters` are the ids that hold a release revision
/// (of type revision or integer, and current_revision).
[[nodiscard]] std::optional<CommandBreach> breachOf(const CommandTemplate &command,
                                                    const QStringList &revisionParameters);

/// Whether it changes anything; unknown verbs count as changing.
[[nodiscard]] bool isMutating(const CommandTemplate &command);

/// The full argv (without the program): kubeconfig, context and namespace for helm and kubectl, the database for
/// migrate and psql. The pins stand before the first flag, so that `kubectl exec pod -- …` keeps its tail.
[[nodiscard]] QStringList pinned(const CommandTemplate &command, const Environment &environment);

/// `program` of a template -> the configured tool.
[[nodiscard]] QString toolPath(const QString &program, const ToolPaths &tools);

} // namespace edgelink::runbook
