// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/orphan.h"

#include <QString>

#include <chrono>
#include <memory>

namespace edgelink::runbook {

struct EngineOptions {
    /// Nobody is there to answer: a failed step is tried once more, then the run stops. For scripts and cron.
    bool autoDecide = false;
    /// How often an observation that saw nothing (the cluster did not answer) is made again, and after what pause.
    int observations = 3;
    std::chrono::milliseconds observationPause{std::chrono::seconds{2}};
    /// After a crash: how long a release may stay pending, with no such process on this machine, before it is judged.
    std::chrono::milliseconds settleDeadline{std::chrono::seconds{20}};
    std::chrono::milliseconds settlePause{250};
    /// How long a process that a crash left behind is waited for after SIGKILL; one stuck in the kernel never ends.
    std::chrono::milliseconds killPatience{std::chrono::seconds{30}};
    /// Shared by all consoles that write the same journal: who changes an environment claims it there. Empty: nobody
    /// else.
    QString claimFolder;
    std::shared_ptr<const ProcessTable> processes = std::make_shared<ProcessTable>();
};

} // namespace edgelink::runbook
