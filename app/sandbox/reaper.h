// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/statefile.h"

#include <chrono>

namespace edgelink::sandbox {

/// Ends what an earlier run left behind, and nothing else: a recorded process only when pid and start time (and boot)
/// are the recorded ones, everything else only when the run's random token stands in its environment. Signals go
/// through a pidfd, so a pid that is given away in between is not hit. Blocks until all of it is gone; an error names
/// who stayed.
[[nodiscard]] Result<int> reap(const SandboxState &left, std::chrono::milliseconds deadline = std::chrono::seconds(10));

/// The processes that reap() would end now.
[[nodiscard]] QList<ProcessIdentity> leftovers(const SandboxState &left);

} // namespace edgelink::sandbox
