// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace edgelink {

/// Runs one verb without a window, on the services the window uses. Returns the exit code.
[[nodiscard]] int runHeadless(const cli::Options &options);

} // namespace edgelink
