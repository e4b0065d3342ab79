// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/glyph.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace edgelink::ui {

namespace {

// All shapes are drawn on a square of 16 × 16.
constexpr qreal Side = 16;

void drawArrowHead(QPainter &painter, const QPointF &tip, const QPointF &left, const QPointF &right)
{
    const QPointF points[] = {left, tip, right};
    painter.drawPolyline(points, 3);
}

void drawShape(QPainter &painter, Glyph glyph, const QColor &color)
{
    const QPen pen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    const auto filled = [&] {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    };
    const auto lined = [&] {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    };
    switch (glyph) {
    case Glyph::None:
        return;
    case Glyph::Dot:
        filled();
        painter.drawEllipse(QRectF(3, 3, 10, 10));
        return;
    case Glyph::Quarter:
        lined();
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11));
        filled();
        painter.drawPie(QRectF(2.5, 2.5, 11, 11), 0, 90 * 16);
        return;
    case Glyph::Triangle: {
        filled();
        const QPointF points[] = {{8, 1.8}, {15, 14}, {1, 14}};
        painter.drawPolygon(points, 3);
        return;
    }
    case Glyph::EmptySet:
        lined();
        painter.drawEllipse(QRectF(3, 3, 10, 10));
        painter.drawLine(QPointF(2.4, 13.6), QPointF(13.6, 2.4));
        return;
    case Glyph::Hourglass: {
        lined();
        const QPointF points[] = {{3.5, 2}, {12.5, 2}, {3.5, 14}, {12.5, 14}};
        painter.drawPolygon(points, 4);
        filled();
        const QPointF sand[] = {{8, 8.6}, {12, 13.6}, {4, 13.6}};
        painter.drawPolygon(sand, 3);
        return;
    }
    case Glyph::Exclamation:
        painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(8, 2.8), QPointF(8, 9));
        filled();
        painter.drawEllipse(QPointF(8, 13), 1.6, 1.6);
        return;
    case Glyph::Check: {
        painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        const QPointF points[] = {{3, 8.8}, {6.6, 12.4}, {13, 4}};
        painter.drawPolyline(points, 3);
        return;
    }
    case Glyph::Play: {
        filled();
        const QPointF points[] = {{3.5, 2}, {14, 8}, {3.5, 14}};
        painter.drawPolygon(points, 3);
        return;
    }
    case Glyph::Cross:
        painter.setPen(QPen(color, 2.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(3.6, 3.6), QPointF(12.4, 12.4));
        painter.drawLine(QPointF(12.4, 3.6), QPointF(3.6, 12.4));
        return;
    case Glyph::Skip:
        lined();
        painter.drawArc(QRectF(2.5, 4, 10, 10), 20 * 16, 150 * 16);
        drawArrowHead(painter, {12.4, 8.8}, {8.8, 7.4}, {14.2, 5.2});
        return;
    case Glyph::Undo:
        lined();
        painter.drawArc(QRectF(3, 3, 10, 10), -60 * 16, 270 * 16);
        drawArrowHead(painter, {4.4, 10.9}, {1.6, 8.6}, {7.4, 8.2});
        return;
    case Glyph::Question: {
        lined();
        QPainterPath path(QPointF(4.6, 5.4));
        path.cubicTo(4.6, 1.2, 11.6, 1.2, 11.6, 5.2);
        path.cubicTo(11.6, 7.8, 8, 7.8, 8, 10);
        painter.drawPath(path);
        filled();
        painter.drawEllipse(QPointF(8, 13.6), 1.3, 1.3);
        return;
    }
    case Glyph::Ring:
        lined();
        painter.drawEllipse(QRectF(3.5, 3.5, 9, 9));
        return;
    }
}

} // namespace

void drawGlyph(QPainter &painter, const QRectF &box, Glyph glyph, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = std::min(box.width(), box.height());
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / Side, side / Side);
    drawShape(painter, glyph, color);
    painter.restore();
}

QString glyphText(Glyph glyph)
{
    switch (glyph) {
    case Glyph::None:
        break;
    case Glyph::Dot:
        return QStringLiteral("●");
    case Glyph::Quarter:
        return QStringLiteral("◔");
    case Glyph::Triangle:
        return QStringLiteral("▲");
    case Glyph::EmptySet:
        return QStringLiteral("∅");
    case Glyph::Hourglass:
        return QStringLiteral("⧗");
    case Glyph::Exclamation:
        return QStringLiteral("!");
    case Glyph::Check:
        return QStringLiteral("✔");
    case Glyph::Play:
        return QStringLiteral("▶");
    case Glyph::Cross:
        return QStringLiteral("✖");
    case Glyph::Skip:
        return QStringLiteral("↷");
    case Glyph::Undo:
        return QStringLiteral("⟲");
    case Glyph::Question:
        return QStringLiteral("?");
    case Glyph::Ring:
        return QStringLiteral("○");
    }
    return {};
}

GlyphLabel::GlyphLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void GlyphLabel::setGlyph(Glyph glyph, Role role)
{
    if (m_glyph == glyph && m_role == role)
        return;
    m_glyph = glyph;
    m_role = role;
    update();
}

void GlyphLabel::setSide(int pixels)
{
    m_side = pixels;
    updateGeometry();
}

void GlyphLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qreal side = std::min({qreal(m_side), qreal(width()), qreal(height())});
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(rect()).center());
    drawGlyph(painter, box, m_glyph, color(m_role));
}

} // namespace edgelink::ui

#include "moc_glyph.cpp"
