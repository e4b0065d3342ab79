// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/role.h"

#include <QColor>

namespace edgelink::ui {

enum class ThemeKind { Dark, Light };

[[nodiscard]] QColor themeColor(ThemeKind theme, Role role);

/// Contrast of WCAG 2: 1 … 21. Both colours must be opaque.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

/// `top` with its alpha laid over `bottom`.
[[nodiscard]] QColor blended(const QColor &top, const QColor &bottom);

} // namespace edgelink::ui
