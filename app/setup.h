// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/console.h"

namespace edgelink {

/// From the command line to what a console needs: which configuration, environment and folders, and who is asking.
/// Reads files; called once, before any window. Errors: Configuration, Usage.
[[nodiscard]] Result<ConsoleOptions> consoleOptions(const cli::Options &options);

/// The state folder of the sandbox that belongs to these options; empty: none.
[[nodiscard]] QString sandboxDirectory(const cli::Options &options);

/// Who acts, for the record: the account, which no variable can change ($USER can, and cron has none); behind sudo the
/// person who called it.
[[nodiscard]] QString actor();

[[nodiscard]] QString dataDirectory(const cli::Options &options);

/// Makes the data folder for its owner alone. One that is there keeps its permissions, for it may be other people's
/// too (what is put into it is for its owner alone), and is refused where everybody may write.
[[nodiscard]] Result<bool> makeDataFolder(const QString &path);

} // namespace edgelink
