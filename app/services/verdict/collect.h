// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/rollbackverdict.h"
#include "app/services/verdict/verdictinputs.h"

namespace edgelink::verdict {

/// Reads everything the facts need, side by side; runs on a worker thread.
[[nodiscard]] VerdictInputs collect(const VerdictDependencies &with, int targetRevision, Patience &patience);

} // namespace edgelink::verdict
