// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QString>

namespace edgelink {

/// One line for a journal event in the window's language; plain text. GUI thread.
[[nodiscard]] QString describe(const JournalEvent &event);
[[nodiscard]] QString describeKind(const JournalEvent &event); ///< "run started", "note" …; an unknown kind as it is
[[nodiscard]] QString describeResult(const JournalEvent &event); ///< "success", "skipped" …; empty: it has no end

} // namespace edgelink
