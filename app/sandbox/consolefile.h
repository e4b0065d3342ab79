// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// D/console.yaml: the configuration with which the console looks at this sandbox.
[[nodiscard]] Result<void> writeConsoleConfiguration(const Plan &plan);
/// D/simulator.json: what `edgelink-sandbox simulate --dir D` reads.
[[nodiscard]] Result<void> writeSimulatorOptions(const Plan &plan);

} // namespace edgelink::sandbox
