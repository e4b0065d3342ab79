// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/component.h"
#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// initdb: passwords (scram) for everyone, no Unix socket. Blocks.
[[nodiscard]] Result<void> initDatabase(const Plan &plan, const Cancellation &cancellation);
[[nodiscard]] ComponentSpec postgresSpec(const Plan &plan);
/// Role `edgelink` and database `edgelink_prod` that it owns. Blocks.
[[nodiscard]] Result<void> createDatabase(const Plan &plan, const Cancellation &cancellation);
/// golang-migrate to exactly that version. Blocks.
[[nodiscard]] Result<void> migrateTo(const Plan &plan, int version, const Cancellation &cancellation);

[[nodiscard]] ComponentSpec redisSpec(const Plan &plan);

} // namespace edgelink::sandbox
