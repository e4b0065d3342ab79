// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/component.h"
#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// Configuration of KWOK, which plays the kubelets: its own stages for nodes and volumes, ours for pods
/// (resources/sandbox/kwok), and what `kubectl exec` reaches behind postgres-0 and redis-master-0. All of it in the
/// file: only Logs, which each pod gets its own of, is a resource in the cluster.
[[nodiscard]] Result<QByteArray> kwokConfiguration(const Plan &plan);

/// jq condition on an image that crashes in this scenario.
[[nodiscard]] QString crashingImages(const Scenario &scenario);

/// D/bin/redis-cli: the real one, pointed at the sandbox's Redis as inside a real redis pod, whose environment holds
/// the password too.
[[nodiscard]] Result<void> writeShims(const Plan &plan);

/// Objects that exist before the release: namespace, nodes, storage class, rights of the viewer, the Logs CRD.
[[nodiscard]] Result<QByteArray> baseObjects(const Plan &plan);

[[nodiscard]] ComponentSpec kwokSpec(const Plan &plan);

} // namespace edgelink::sandbox
