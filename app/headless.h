// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

#include <QStringList>

#include <functional>

namespace edgelink {

class Console;

/// Draws the screens of a console into a folder and gives the files; called on the main thread.
using Pictures = std::function<QStringList(Console &console, const QString &folder)>;

/// Runs one verb without a window, on the services the window uses. Returns the exit code.
/// `pictures` needs a QApplication; without it --screens draws nothing.
[[nodiscard]] int runHeadless(const cli::Options &options, const Pictures &pictures = {});

} // namespace edgelink
