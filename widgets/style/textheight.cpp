// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/textheight.h"

#include <QFontMetrics>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

int firstLineHeight(const QFont &font, const QString &text)
{
    constexpr int Enough = 200; // characters; no line is longer
    constexpr qreal Unbroken = 10'000;
    QTextLayout layout(text.left(Enough), font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(Unbroken);
    layout.endLayout();
    return std::max(QFontMetrics(font).height(), line.isValid() ? static_cast<int>(std::ceil(line.height())) : 0);
}

} // namespace edgelink::ui
