// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/ports/drillcontrol.h"

namespace edgelink::drill {

/// Something asked of a sandbox whose intent is on record and whose outcome is not: the console that asked was killed
/// in between, or is still about it.
struct CutOffAction {
    QUuid commandId;
    JournalDraft intent;
    qint64 dueMs = 0; ///< UTC; no console can be about it any more
};

/// Those of edgelink-sandbox in one folder, from its intents and outcomes in any order. Pure.
[[nodiscard]] QList<CutOffAction> cutOffActions(const QList<JournalEvent> &events, const QString &program,
                                                const QString &folder);

/// The row that settles one: nobody saw how it ended, but how the sandbox is now. Its id follows from the intent's, so
/// that two consoles that settle it at once write one row.
[[nodiscard]] JournalDraft settlementOf(const CutOffAction &action, const SandboxStatus &now);

} // namespace edgelink::drill
