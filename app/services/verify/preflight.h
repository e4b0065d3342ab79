// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

#include <QVersionNumber>

namespace edgelink::verify {

/// First "1.2.3" (with or without a "v") in what a tool printed; null when there is none.
[[nodiscard]] QVersionNumber versionIn(const QByteArray &output);

[[nodiscard]] Observation toolVersion(ProbeContext &context);
[[nodiscard]] Observation clusterReachable(ProbeContext &context);
[[nodiscard]] Observation permissions(ProbeContext &context);
[[nodiscard]] Observation historyUnchanged(ProbeContext &context);
[[nodiscard]] Observation stillPending(ProbeContext &context);
/// By the history itself: in the verdict a pending release only warns, because a rollback is the way out of it.
[[nodiscard]] Observation noPending(ProbeContext &context);

/// Probes that are one fact of the rollback verdict, so that button and pre-flight can never disagree. There is one for
/// each fact that can make it a no-go.
[[nodiscard]] Observation factOfVerdict(ProbeContext &context, const QString &factId);
/// For facts that often cannot be known: unknown only warns, as in the verdict as a whole. Blocking still fails.
[[nodiscard]] Observation adviceOfVerdict(ProbeContext &context, const QString &factId);
[[nodiscard]] Observation noConcurrentHelm(ProbeContext &context);
[[nodiscard]] Observation targetRevision(ProbeContext &context);
[[nodiscard]] Observation gitopsOwner(ProbeContext &context);
[[nodiscard]] Observation schemaCompatible(ProbeContext &context);
[[nodiscard]] Observation hooksOfTarget(ProbeContext &context);
[[nodiscard]] Observation imagesKnown(ProbeContext &context);
[[nodiscard]] Observation rollbackRights(ProbeContext &context);
[[nodiscard]] Observation leftovers(ProbeContext &context);
[[nodiscard]] Observation noOtherRollback(ProbeContext &context);
[[nodiscard]] Observation capacityForRollout(ProbeContext &context);
[[nodiscard]] Observation autoscalers(ProbeContext &context);

} // namespace edgelink::verify
