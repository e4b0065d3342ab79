// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/glyph.h"

#include <QListView>

namespace edgelink::ui {

/// One line of a LineList: glyph, lead (a time, muted), text, and something short at the right.
struct ListLine {
    QString key; ///< stable identity; selection follows it through every refresh
    Glyph glyph = Glyph::None;
    Role glyphRole = Role::Muted;
    QString lead;
    QString text;
    Role textRole = Role::Text;
    QString aside;
    QString toolTip; ///< plain text; empty: the whole line where it was shortened
    bool strong = false;
    bool indented = false; ///< a detail of the line above
    bool monospace = false;
    bool operator==(const ListLine &) const = default;

    /// A quiet line about the list itself ("Nothing is firing.").
    [[nodiscard]] static ListLine remark(const QString &key, const QString &text, Role role = Role::Muted,
                                         Glyph glyph = Glyph::None)
    {
        ListLine line;
        line.key = key;
        line.text = text;
        line.textRole = role;
        line.glyph = glyph;
        line.glyphRole = role;
        return line;
    }
};

class LineListModel;

/// A quiet list of one-line facts. Keyboard: arrows, Enter activates. Refreshing keeps selection and scroll position.
class LineList : public QListView
{
    Q_OBJECT

public:
    explicit LineList(QWidget *parent = nullptr);
    void setLines(const QList<ListLine> &lines);
    [[nodiscard]] const QList<ListLine> &lines() const;
    [[nodiscard]] QString currentKey() const;

signals:
    void lineActivated(const QString &key);
    void currentKeyChanged(const QString &key);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    LineListModel *m_lines = nullptr;
};

} // namespace edgelink::ui
