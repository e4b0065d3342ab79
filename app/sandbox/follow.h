// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/commands.h"
#include "app/sandbox/statefile.h"

#include <functional>

namespace edgelink::sandbox {

/// What `up` gives whoever called it.
void sayReady(const CommandOptions &options, const SandboxState &state);

/// Shows progress until the supervisor is ready or has ended; the process's exit code. `interrupted` is asked at each
/// look whether the one who follows wants no more. `ours`: we started the supervisor, so that ends it, unless it is
/// ready by then: what is up is no longer the follower's to end.
[[nodiscard]] int follow(const CommandOptions &options, const ProcessIdentity &supervisor, bool ours,
                         const std::function<bool()> &interrupted);

} // namespace edgelink::sandbox
