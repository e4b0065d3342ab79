// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/kinddelegate.h"

#include "models/items/timelinemodel.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/glyphicon.h"

#include <QApplication>
#include <QPainter>

namespace edgelink::ui {

void KindDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    // Also where an event has none: the kinds stand under one another.
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {GlyphIconSide, GlyphIconSide};
}

void KindDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto event = index.data(TimelineModel::EventRole).value<JournalEvent>();
    if (event.sequence <= 0)
        return; // on its way
    const EventLook look = eventLook(event);
    QStyleOptionViewItem own = option;
    initStyleOption(&own, index);
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    QRectF box(0, 0, GlyphIconSide, GlyphIconSide);
    box.moveCenter(QRectF(style->subElementRect(QStyle::SE_ItemViewItemDecoration, &own, option.widget)).center());
    drawGlyph(*painter, box, look.glyph, color(look.role));
}

} // namespace edgelink::ui

#include "moc_kinddelegate.cpp"
