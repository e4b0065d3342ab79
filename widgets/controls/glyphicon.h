// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/states.h"

#include <QIcon>

namespace edgelink::ui {

inline constexpr int GlyphIconSide = 14; ///< pixels; the icon size of a view that shows them

/// For cells of a table, whose items take no widget; ask again when the theme changes.
[[nodiscard]] QIcon glyphIcon(const StateLook &look);

} // namespace edgelink::ui
