// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/layout.h"

namespace edgelink::sandbox {

enum ExitCode { Success = 0, Failed = 1, BadUsage = 2, Interrupted = 130 };

struct CommandOptions {
    Layout layout;
    QString language; ///< "en" or "zh_CN": of what is said to a person, also in the state file
    QString toolchain;
    QString scenario; ///< empty: not given
    QString fault;
    int helmVersion = 3;
    bool helmAsked = false; ///< by name: one that runs already has to be that
    bool json = false;
    bool foreground = false;
};

/// The commands of edgelink-sandbox. Data on stdout, everything else on stderr; each returns the process's exit code.
[[nodiscard]] int runUp(const CommandOptions &options);
[[nodiscard]] int runStatus(const CommandOptions &options);
[[nodiscard]] int runInject(const CommandOptions &options);
[[nodiscard]] int runClear(const CommandOptions &options);
[[nodiscard]] int runDown(const CommandOptions &options);
[[nodiscard]] int runReset(const CommandOptions &options);
[[nodiscard]] int runSimulate(const CommandOptions &options);

} // namespace edgelink::sandbox
