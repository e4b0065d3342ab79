// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// Makes the run's own authority and what it signs, in D/pki: ca.crt, server.crt/.key (127.0.0.1, for every TLS
/// listener), operator.crt/.key (client certificate of the context "edgelink-cert"), sa.key/.pub (service accounts),
/// tokens.csv. Elliptic keys: RSA ones would cost a second. Blocks.
[[nodiscard]] Result<void> makeKeys(const Plan &plan, const Cancellation &cancellation);

/// D/kubeconfig: contexts edgelink-sandbox (admin, token), edgelink-viewer (reads in the namespace, token) and
/// edgelink-cert (admin by client certificate); all verify the server against our authority.
[[nodiscard]] Result<void> writeKubeconfig(const Plan &plan);

} // namespace edgelink::sandbox
