// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/glyphicon.h"

#include <QPainter>
#include <QPixmap>

namespace edgelink::ui {

QIcon glyphIcon(const StateLook &look)
{
    constexpr int Sharpest = 3; // the largest scale factor
    QPixmap pixmap(GlyphIconSide * Sharpest, GlyphIconSide * Sharpest);
    pixmap.setDevicePixelRatio(Sharpest);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawGlyph(painter, QRectF(0, 0, GlyphIconSide, GlyphIconSide), look.glyph, color(look.role));
    painter.end();
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Disabled})
        icon.addPixmap(pixmap, mode); // its colour means something: a selection must not tint it
    return icon;
}

} // namespace edgelink::ui
