// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/stepdelegate.h"

#include "widgets/run/steprows.h"
#include "widgets/style/look.h"
#include "widgets/style/painting.h"
#include "widgets/style/textheight.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr int Indent = 20;
constexpr int StepGlyphSide = 14;
constexpr int FoldSide = 10;
constexpr int DetailHeight = 16;
constexpr int MostLines = 2;

QRect rowOf(const QRect &item)
{
    return item.adjusted(4, 1, -4, -1);
}

QFont titleFont(const QModelIndex &index)
{
    return textFont(TextSize::Body, index.data(StepRow::CurrentRole).toBool() ? QFont::DemiBold : QFont::Normal);
}

QRect textOf(const QModelIndex &index, const QRect &row)
{
    const int left
        = row.left() + space::Small + Indent * index.data(StepRow::DepthRole).toInt() + StepGlyphSide + space::Small;
    return {left, row.top(), row.right() - space::Small - left, 0};
}

int lineHeightOf(const QModelIndex &index)
{
    return firstLineHeight(titleFont(index), index.data(Qt::DisplayRole).toString());
}

/// A step is known by its whole name: two lines for those that do not fit into one.
int titleHeight(const QModelIndex &index, const QRect &row)
{
    const int line = lineHeightOf(index);
    if (!index.data(StepRow::AsideRole).toString().isEmpty())
        return line; // shares it
    const QFontMetrics metrics(titleFont(index));
    const QRect room(0, 0, textOf(index, row).width(), line * MostLines);
    const int needed = metrics.boundingRect(room, Qt::TextWordWrap, index.data(Qt::DisplayRole).toString()).height();
    return std::clamp(needed, line, room.height());
}

void drawFold(QPainter &painter, const QRectF &box, Fold fold)
{
    if (fold == Fold::None)
        return;
    const QPointF middle = box.center();
    const qreal arm = FoldSide / 2.0 - 1;
    const QPointF folded[] = {{middle.x() - arm / 2, middle.y() - arm},
                              {middle.x() + arm / 2, middle.y()},
                              {middle.x() - arm / 2, middle.y() + arm}};
    const QPointF unfolded[] = {{middle.x() - arm, middle.y() - arm / 2},
                                {middle.x(), middle.y() + arm / 2},
                                {middle.x() + arm, middle.y() - arm / 2}};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Role::Muted), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(fold == Fold::Folded ? folded : unfolded, 3);
    painter.restore();
}

/// At the right end of the title's line. What went otherwise than wished stands in the colour of text: the glyph says
/// it too, but only of the worst.
void drawAside(QPainter &painter, const QModelIndex &index, const QRect &text, int titleWidth)
{
    const QRect mark(text.right() - FoldSide + 1, text.top(), FoldSide, text.height());
    drawFold(painter, mark, static_cast<Fold>(index.data(StepRow::FoldRole).toInt()));
    const int left = text.left() + titleWidth + space::Small;
    const QRect area(left, text.top(), mark.left() - space::Small - left, text.height());
    const QFont small = textFont(TextSize::Small);
    const auto role = static_cast<Role>(index.data(StepRow::ColorRole).toInt());
    painter.setFont(small);
    painter.setPen(color(role == Role::Caution || role == Role::Unknown ? Role::Text : Role::Muted));
    drawTabularText(
        painter, area, Qt::AlignRight | Qt::AlignVCenter,
        QFontMetrics(small).elidedText(index.data(StepRow::AsideRole).toString(), Qt::ElideRight, area.width()));
}

} // namespace

QSize StepDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
    const int more = titleHeight(index, rowOf(QRect(0, 0, width, 0))) - lineHeightOf(index);
    return {width, RowHeight + more + (index.data(StepRow::DetailRole).toString().isEmpty() ? 0 : DetailHeight)};
}

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = rowOf(option.rect);
    const bool current = index.data(StepRow::CurrentRole).toBool();
    if (current || option.state.testFlag(QStyle::State_Selected))
        drawRoundedFrame(*painter, row, color(current ? Role::Selection : Role::Raised), Qt::transparent, 0);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Selected))
        drawFocusRing(*painter, QRectF(row).adjusted(1, 1, -1, -1), color(Role::Action));
    const QString detail = index.data(StepRow::DetailRole).toString();
    const int height = titleHeight(index, row);
    QRect text = textOf(index, row);
    text.moveTop(row.top() + (row.height() - height - (detail.isEmpty() ? 0 : DetailHeight)) / 2);
    text.setHeight(height);
    const QRectF box(text.left() - space::Small - StepGlyphSide,
                     text.top() + (lineHeightOf(index) - StepGlyphSide) / 2.0, StepGlyphSide, StepGlyphSide);
    const auto glyph = static_cast<Glyph>(index.data(StepRow::GlyphRole).toInt());
    drawGlyph(*painter, box, glyph, color(static_cast<Role>(index.data(StepRow::ColorRole).toInt())));
    const QString title = index.data(Qt::DisplayRole).toString();
    painter->setFont(titleFont(index));
    painter->setPen(color(glyph == Glyph::Ring ? Role::Muted : Role::Text)); // what only waits is quiet
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, title);
    drawAside(*painter, index, text, QFontMetrics(titleFont(index)).horizontalAdvance(title));
    if (detail.isEmpty())
        return;
    const QFont small = textFont(TextSize::Small);
    painter->setFont(small);
    painter->setPen(color(Role::Muted));
    painter->drawText(QRect(text.left(), text.bottom() + 1, text.width(), DetailHeight),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(small).elidedText(detail, Qt::ElideRight, text.width()));
}

} // namespace edgelink::ui

#include "moc_stepdelegate.cpp"
