// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QString>

class QFontMetricsF;
class QPainter;

namespace edgelink::ui {

/// Diagonal stripes; `step` is the distance of two stripes of `width` logical pixels.
void drawHatching(QPainter &painter, const QRectF &area, const QColor &stripe, qreal width = 8, qreal step = 20);

/// Text whose digits all take the same room, so that a ticking number does not tremble
/// (Qt 6.4 cannot switch a font's tabular figures on).
void drawTabularText(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text);
[[nodiscard]] qreal tabularWidth(const QFontMetricsF &metrics, const QString &text);

/// A rounded frame with crisp one-pixel lines.
void drawRoundedFrame(QPainter &painter, const QRectF &area, const QColor &fill, const QColor &line,
                      qreal lineWidth = 1);

/// The ring around whatever has the keyboard.
void drawFocusRing(QPainter &painter, const QRectF &area, const QColor &ring);

} // namespace edgelink::ui
