// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/engineoptions.h"
#include "models/domain/environment.h"
#include "models/ports/commandrunner.h"
#include "models/ports/journal.h"
#include "models/ports/probesource.h"
#include "models/ports/releasesource.h"

#include <QStringList>

namespace edgelink::runbook {

/// What a run works with. The ports outlive the engine; all are callable from any thread.
struct RunContext {
    QStringList folders;
    Environment environment;
    ToolPaths tools;
    Journal *journal = nullptr;
    CommandRunner *runner = nullptr;
    ProbeSource *probes = nullptr;
    ReleaseSource *releases = nullptr;
    EngineOptions options;
};

} // namespace edgelink::runbook
