// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/linelist.h"

#include "widgets/style/painting.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr int LineHeight = 22;
constexpr int GlyphSide = 11;

} // namespace

class LineListModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(m_lines.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= m_lines.size())
            return {};
        const ListLine &line = m_lines.at(index.row());
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
            QStringList parts;
            for (const QString &part : {line.lead, glyphText(line.glyph), line.text, line.aside}) {
                if (!part.isEmpty())
                    parts << part;
            }
            return parts.join(QLatin1Char(' '));
        }
        if (role == Qt::ToolTipRole)
            return (line.toolTip.isEmpty() ? line.text : line.toolTip).toHtmlEscaped();
        return {};
    }

    void replace(const QList<ListLine> &lines)
    {
        // Rows keep their identity as far as the keys agree at both ends; the middle is exchanged.
        qsizetype head = 0;
        const qsizetype shorter = std::min(lines.size(), m_lines.size());
        while (head < shorter && lines.at(head).key == m_lines.at(head).key)
            ++head;
        qsizetype tail = 0;
        while (tail < shorter - head
               && lines.at(lines.size() - 1 - tail).key == m_lines.at(m_lines.size() - 1 - tail).key)
            ++tail;
        const qsizetype removed = m_lines.size() - head - tail;
        if (removed > 0) {
            beginRemoveRows({}, int(head), int(head + removed - 1));
            m_lines.remove(head, removed);
            endRemoveRows();
        }
        const qsizetype added = lines.size() - head - tail;
        if (added > 0) {
            beginInsertRows({}, int(head), int(head + added - 1));
            for (qsizetype i = 0; i < added; ++i)
                m_lines.insert(head + i, lines.at(head + i));
            endInsertRows();
        }
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (m_lines.at(i) == lines.at(i))
                continue;
            m_lines[i] = lines.at(i);
            emit dataChanged(index(int(i)), index(int(i)));
        }
    }

    [[nodiscard]] const QList<ListLine> &lines() const { return m_lines; }

private:
    QList<ListLine> m_lines;
};

namespace {

class LineDelegate : public QStyledItemDelegate
{
public:
    LineDelegate(const LineListModel *model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {40, LineHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ListLine &line = m_model->lines().at(index.row());
        painter->save();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        if (selected)
            painter->fillRect(option.rect, color(Role::Selection));
        QRectF area = QRectF(option.rect).adjusted(2, 0, -2, 0);
        if (line.indented)
            area.setLeft(area.left() + space::Large);
        painter->setFont(textFont(TextSize::Small));
        const QFontMetricsF small(painter->font());
        if (!line.lead.isEmpty()) {
            painter->setPen(color(Role::Muted));
            drawTabularText(*painter, area, Qt::AlignLeft | Qt::AlignVCenter, line.lead);
            area.setLeft(area.left() + tabularWidth(small, line.lead) + space::Small);
        }
        if (line.glyph != Glyph::None) {
            drawGlyph(*painter, QRectF(area.left(), area.center().y() - GlyphSide / 2.0, GlyphSide, GlyphSide),
                      line.glyph, color(line.glyphRole));
            area.setLeft(area.left() + GlyphSide + 6);
        }
        if (!line.aside.isEmpty()) {
            painter->setPen(color(Role::Muted));
            drawTabularText(*painter, area, Qt::AlignRight | Qt::AlignVCenter, line.aside);
            area.setRight(area.right() - tabularWidth(small, line.aside) - space::Small);
        }
        painter->setFont(line.monospace    ? monospaceFont(TextSize::Small)
                             : line.strong ? textFont(TextSize::Body, QFont::DemiBold)
                                           : textFont(TextSize::Small, QFont::Medium));
        painter->setPen(color(line.textRole));
        const QFontMetricsF metrics(painter->font());
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(line.text, Qt::ElideRight, area.width()));
        if (focused)
            drawFocusRing(*painter, option.rect, color(Role::Action));
        painter->restore();
    }

private:
    const LineListModel *m_model;
};

} // namespace

LineList::LineList(QWidget *parent)
    : QListView(parent)
    , m_lines(new LineListModel(this))
{
    setModel(m_lines);
    setItemDelegate(new LineDelegate(m_lines, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setMinimumHeight(LineHeight);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::activated, this,
            [this](const QModelIndex &index) { emit lineActivated(m_lines->lines().at(index.row()).key); });
}

void LineList::setLines(const QList<ListLine> &lines)
{
    m_lines->replace(lines);
}

const QList<ListLine> &LineList::lines() const
{
    return m_lines->lines();
}

QString LineList::currentKey() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_lines->lines().at(index.row()).key : QString();
}

void LineList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit currentKeyChanged(currentKey());
}

void LineList::resizeEvent(QResizeEvent *event)
{
    // No half lines: what does not fit whole is scrolled to.
    const int rest = height() > LineHeight ? height() % LineHeight : 0;
    if (viewportMargins().bottom() != rest)
        setViewportMargins(0, 0, 0, rest);
    QListView::resizeEvent(event);
}

void LineList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    // The keyboard must land somewhere visible.
    if (!currentIndex().isValid() && m_lines->rowCount({}) > 0)
        setCurrentIndex(m_lines->index(0));
}

} // namespace edgelink::ui

#include "moc_linelist.cpp"
