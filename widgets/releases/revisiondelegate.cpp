// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/releases/revisiondelegate.h"

#include "models/items/revisionmodel.h"
#include "widgets/controls/clock.h"
#include "widgets/style/look.h"

#include <QApplication>
#include <QDateTime>
#include <QPainter>

namespace edgelink::ui {

namespace {

bool isUnfit(const QModelIndex &index)
{
    const QVariant fits = index.data(RevisionModel::SchemaFitsRole);
    return index.column() == RevisionModel::SchemaColumn && fits.isValid() && !fits.toBool();
}

Role roleOf(const QModelIndex &index)
{
    if (index.column() == RevisionModel::UpdatedColumn)
        return Role::Muted;
    if (isUnfit(index) || index.data(RevisionModel::PendingRole).toBool())
        return Role::Caution;
    return index.data(RevisionModel::LiveRole).toBool() ? Role::Action : Role::Good;
}

} // namespace

QString RevisionDelegate::remark(const QModelIndex &index)
{
    switch (index.column()) {
    case RevisionModel::RevisionColumn:
        return index.data(RevisionModel::PendingRole).toBool() ? tr("pending")
            : index.data(RevisionModel::LiveRole).toBool()     ? tr("live")
            : index.data(RevisionModel::ProposedRole).toBool() ? tr("proposed target")
                                                               : QString();
    case RevisionModel::UpdatedColumn: {
        const QDateTime updated = index.data(RevisionModel::UpdatedRole).toDateTime();
        return updated.isValid() ? ageText(updated.secsTo(nowUtc())) : QString();
    }
    default:
        return isUnfit(index) ? tr("! does not fit") : QString();
    }
}

void RevisionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QString text = remark(index);
    if (text.isEmpty())
        return;
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    QStyleOptionViewItem own = option;
    initStyleOption(&own, index);
    const QRect area = style->subElementRect(QStyle::SE_ItemViewItemText, &own, option.widget);
    const int before = QFontMetrics(own.font).horizontalAdvance(own.text);
    painter->save();
    painter->setFont(textFont(TextSize::Small));
    painter->setPen(color(roleOf(index)));
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &own, option.widget) + 1;
    painter->drawText(area.adjusted(margin + before + space::Small, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    painter->restore();
}

QSize RevisionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = remark(index);
    const int more
        = text.isEmpty() ? 0 : space::Small + QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(text);
    return QStyledItemDelegate::sizeHint(option, index) + QSize(more, 0);
}

} // namespace edgelink::ui

#include "moc_revisiondelegate.cpp"
