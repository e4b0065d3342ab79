// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/states.h"

#include <QIcon>

namespace edgelink::ui {

[[nodiscard]] StateLook componentLook(const QString &state); ///< of a component of the sandbox
/// For cells of a table, whose items take no widget; ask again when the theme changes.
[[nodiscard]] QIcon glyphIcon(const StateLook &look);

} // namespace edgelink::ui
