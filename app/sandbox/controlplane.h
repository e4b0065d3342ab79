// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/component.h"
#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// The real control plane of Kubernetes on loopback; every TLS listener shows D/pki/server.crt.
[[nodiscard]] ComponentSpec etcdSpec(const Plan &plan);
[[nodiscard]] ComponentSpec apiServerSpec(const Plan &plan);
[[nodiscard]] ComponentSpec controllerManagerSpec(const Plan &plan);
[[nodiscard]] ComponentSpec schedulerSpec(const Plan &plan);

/// Applies baseObjects(). Blocks.
[[nodiscard]] Result<void> applyBase(const Plan &plan, const Cancellation &cancellation);
/// Waits until all nodes are Ready. Blocks.
[[nodiscard]] Result<void> awaitNodes(const Plan &plan, const Cancellation &cancellation);

} // namespace edgelink::sandbox
