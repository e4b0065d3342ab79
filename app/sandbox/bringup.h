// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/plan.h"
#include "app/sandbox/processhost.h"
#include "app/sandbox/release.h"
#include "app/sandbox/taskgraph.h"

namespace edgelink::sandbox {

/// Everything between nothing and a healthy release, as steps. `plan` gets its programs in the step "toolchain", on
/// which all others wait. Steps without a process of their own appear in the state file under these names too.
struct BringUp {
    Plan &plan;
    ProcessHost &host;
    ReleaseDeployer &deployer;
    const Cancellation &cancellation;
    QString toolchain; ///< --toolchain, may be empty
    QString self; ///< path of edgelink-sandbox, for the simulator

    /// Revisions of the scenario that belong to the healthy past, deployed before the sandbox is ready.
    static constexpr int BaselineRevisions = 2;
    /// In the order in which they are shown.
    [[nodiscard]] static QStringList componentNames();

    void addTo(TaskGraph &graph) const;
};

} // namespace edgelink::sandbox
