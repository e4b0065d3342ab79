// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/statefile.h"

namespace edgelink::sandbox {

/// What `--scenario` means.
struct ScenarioChoice {
    QString file; ///< absolute; may not be there
    bool builtIn = false; ///< one of resources/sandbox/scenarios, asked for by its name
};

/// A name, unless there is a slash in it or only a file of that name. `resources` may be empty: then it is not known
/// which names there are.
[[nodiscard]] ScenarioChoice chooseScenario(const QString &asked, const QString &resources);

/// Whether the sandbox of this state plays what is asked for.
[[nodiscard]] bool plays(const SandboxState &state, const QString &asked, const QString &resources);

} // namespace edgelink::sandbox
