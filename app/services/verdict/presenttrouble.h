// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/ports/waiting.h"

#include <QDateTime>

namespace edgelink {
class Journal;
}

namespace edgelink::verdict {

/// When the trouble of the environment's open incident began (UTC), as Incident::illSince() tells it; invalid: no
/// incident is open. Reads the journal; waits on a worker thread.
[[nodiscard]] Result<QDateTime> presentTrouble(Journal &journal, const Environment &environment, Patience &patience);

} // namespace edgelink::verdict
