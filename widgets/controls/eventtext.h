// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "widgets/controls/glyph.h"

namespace edgelink::ui {

/// One journal event as a sentence with its glyph, the same on every page.
struct EventLook {
    Glyph glyph = Glyph::None;
    Role role = Role::Muted; ///< of the glyph
    QString text;
};

[[nodiscard]] EventLook eventLook(const JournalEvent &event);
/// Names one after the other, as the language on screen sets them apart.
[[nodiscard]] QString namesInARow(const QStringList &names);
[[nodiscard]] QString triggerName(const QString &id); ///< of a threshold or a manual trigger, translated; unknown: id

} // namespace edgelink::ui
