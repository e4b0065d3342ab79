// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFont;
class QString;

namespace edgelink::ui {

/// Height of the text's first line with the fonts it falls back to: Chinese is taller than the font asked for.
[[nodiscard]] int firstLineHeight(const QFont &font, const QString &text);

} // namespace edgelink::ui
