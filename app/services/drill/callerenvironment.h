// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"

namespace edgelink::drill {

/// Hands on to another `up` those variables of ours that the first one had of its caller: what is between it and the
/// network, and where the pinned tools and Go's caches are. A child otherwise gets none of them. One that may hold a
/// login (a URL) goes by name as a secret; no value of either is journaled.
void handOnCallerEnvironment(CommandSpec &spec);

} // namespace edgelink::drill
