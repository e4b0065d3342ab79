// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

namespace edgelink::runbook {

using Values = QMap<QString, QString>;

/// Names that every runbook may use without declaring them.
/// release, namespace, cluster: of the environment. current_revision: newest revision when the run was prepared.
[[nodiscard]] const QStringList &builtIns();

/// Names in `${…}`, in order; an unclosed `${` gives an empty name.
[[nodiscard]] QStringList placeholders(const QString &text);

/// Replaces every `${name}` that has a value; one pass, so that a value holding `${…}` stays what it is.
[[nodiscard]] QString expanded(const QString &text, const Values &values);
[[nodiscard]] LocalizedText expanded(const LocalizedText &text, const Values &values);
/// Strings inside objects and arrays are expanded; a parameter stays a string ("2"), whatever its type.
[[nodiscard]] QJsonValue expanded(const QJsonValue &value, const Values &values);
[[nodiscard]] ProbeCall expanded(const ProbeCall &call, const Values &values);
[[nodiscard]] CommandTemplate expanded(const CommandTemplate &command, const Values &values);
/// The whole step, ready to be shown and run.
[[nodiscard]] StepDefinition expanded(const StepDefinition &step, const Values &values);

} // namespace edgelink::runbook
