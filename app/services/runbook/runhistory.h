// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/runcontrol.h"
#include "app/services/runbook/runrebuild.h"

namespace edgelink::runbook {

struct RunHeading {
    QString runId;
    bool finished = false;
    bool mutating = false;
};

/// Runs of this environment according to the journal, newest first. Blocks; run's or engine's own threads only.
[[nodiscard]] Result<QList<RunHeading>> runHeadings(const RunContext &context, const RunControl &control);
[[nodiscard]] Result<RebuiltRun> readRun(const RunContext &context, const RunControl &control, const QString &runId);
/// When the incident's impact began; invalid: unknown.
[[nodiscard]] QDateTime incidentStart(const RunContext &context, const RunControl &control, const QString &incidentId);
/// Incident::illSince() of it, as the journal tells it; invalid: it is over, or not known.
[[nodiscard]] QDateTime illSince(const RunContext &context, const RunControl &control, const QString &incidentId);

} // namespace edgelink::runbook
