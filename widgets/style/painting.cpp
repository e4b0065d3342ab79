// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/painting.h"

#include "widgets/style/tokens.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include <algorithm>

namespace edgelink::ui {

namespace {

qreal digitCell(const QFontMetricsF &metrics)
{
    qreal cell = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        cell = std::max(cell, metrics.horizontalAdvance(QLatin1Char(digit)));
    return cell;
}

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

/// Calls `visit(run, isDigit)` for each digit alone and each run of other characters.
template<typename Visit>
void forEachRun(const QString &text, Visit visit)
{
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool digit = i < text.size() && isDigit(text.at(i));
        if (i < text.size() && !digit)
            continue;
        if (i > start)
            visit(text.mid(start, i - start), false);
        if (digit)
            visit(QString(text.at(i)), true);
        start = i + 1;
    }
}

} // namespace

void drawHatching(QPainter &painter, const QRectF &area, const QColor &stripe, qreal width, qreal step)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(stripe, width, Qt::SolidLine, Qt::FlatCap));
    // Anchored at the area's corner, so that the stripes stand still while the content changes.
    const qreal first = area.left() - area.height() - step;
    const int stripes = qCeil((area.right() + step - first) / step);
    for (int i = 0; i < stripes; ++i) {
        const qreal x = first + i * step;
        painter.drawLine(QPointF(x, area.bottom() + width), QPointF(x + area.height() + 2 * width, area.top() - width));
    }
    painter.restore();
}

qreal tabularWidth(const QFontMetricsF &metrics, const QString &text)
{
    const qreal cell = digitCell(metrics);
    qreal width = 0;
    forEachRun(text, [&](const QString &run, bool digit) { width += digit ? cell : metrics.horizontalAdvance(run); });
    return width;
}

void drawTabularText(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    const qreal cell = digitCell(metrics);
    qreal x = area.left();
    if (alignment & Qt::AlignRight)
        x = area.right() - tabularWidth(metrics, text);
    else if (alignment & Qt::AlignHCenter)
        x = area.center().x() - tabularWidth(metrics, text) / 2;
    qreal baseline = area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent();
    if (alignment & Qt::AlignTop)
        baseline = area.top() + metrics.ascent();
    else if (alignment & Qt::AlignBottom)
        baseline = area.bottom() - metrics.descent();
    forEachRun(text, [&](const QString &run, bool digit) {
        const qreal width = metrics.horizontalAdvance(run);
        painter.drawText(QPointF(digit ? x + (cell - width) / 2 : x, baseline), run);
        x += digit ? cell : width;
    });
}

void drawRoundedFrame(QPainter &painter, const QRectF &area, const QColor &fill, const QColor &line, qreal lineWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(line.isValid() ? QPen(line, lineWidth) : QPen(Qt::NoPen));
    const qreal half = line.isValid() ? lineWidth / 2 : 0;
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), Radius, Radius);
    painter.restore();
}

void drawFocusRing(QPainter &painter, const QRectF &area, const QColor &ring)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ring, FocusWidth));
    const qreal half = FocusWidth / 2.0;
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), Radius, Radius);
    painter.restore();
}

} // namespace edgelink::ui
