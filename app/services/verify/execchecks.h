// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

namespace edgelink::verify {

/// Judges `kubectl exec POD -- tool` by its whole standard output, compared exactly after trimming line ends. The exit
/// code is only a second witness: some kubelets (KWOK's among them) report every failure as 1.
[[nodiscard]] Observation judgeExec(const CommandResult &result, const QByteArray &wanted, const QString &what);

[[nodiscard]] Observation databaseSelect(ProbeContext &context); ///< check 4
[[nodiscard]] Observation redisPing(ProbeContext &context); ///< check 5

} // namespace edgelink::verify
