// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace edgelink::ui {

/// A cell of the revision table with what must not hide in a tool tip: which revision is live, which is proposed, which
/// was cut off, how old each is, and whose schema does not fit.
class RevisionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// What stands behind the cell's own text; empty: nothing.
    [[nodiscard]] static QString remark(const QModelIndex &index);
};

} // namespace edgelink::ui
