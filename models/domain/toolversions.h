// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink {

/// The oldest version of "helm", "kubectl", "migrate" or "psql" that the console works with, e.g. "3.8.0"; empty for
/// any other tool. The one place that knows.
[[nodiscard]] QString oldestVersion(const QString &tool);

/// What is wanted of a program, by its file name ("/opt/helm3" is helm), in words: "helm 3.8.0 or newer is wanted";
/// empty for a program of which nothing is known.
[[nodiscard]] QString wantedTool(const QString &program);

/// Whether a tool complains of a flag or command that a newer one knows.
[[nodiscard]] bool soundsTooOld(const QString &complaint);

} // namespace edgelink
