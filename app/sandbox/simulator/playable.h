// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/scenario.h"

namespace edgelink::sandbox {

/// The scenario of `file` together with what the releases do that a fault may deploy into it (images, configuration
/// rules, schema versions of their scenarios in `folder`); what the scenario itself says about them counts.
/// Callable from any thread.
[[nodiscard]] Result<Scenario> loadPlayable(const QString &file, const QString &folder);

/// resources/sandbox/scenarios as a simulator started by the supervisor finds it; beside `file` otherwise.
[[nodiscard]] QString scenarioFolder(const QString &file);

} // namespace edgelink::sandbox
