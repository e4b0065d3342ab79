// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/role.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QColor>
#include <QFont>

class QApplication;

namespace edgelink::ui {

/// Dresses the application: style, palette, font. Called once before the first widget and again to change theme;
/// widgets then get QEvent::PaletteChange and repaint. GUI thread only, like everything in this folder.
void applyLook(QApplication &application, ThemeKind theme);

[[nodiscard]] ThemeKind currentTheme();

/// The colour of a role in the current theme.
[[nodiscard]] QColor color(Role role);

/// Inter with Noto Sans CJK for Chinese.
[[nodiscard]] QFont textFont(TextSize size, QFont::Weight weight = QFont::Normal);

/// For commands, diffs, identifiers and output.
[[nodiscard]] QFont monospaceFont(TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal);

/// False when the system asks for no motion: then nothing is animated at all.
[[nodiscard]] bool motionAllowed();

} // namespace edgelink::ui
