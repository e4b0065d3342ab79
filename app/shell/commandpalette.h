// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/actionlist.h"

#include <QDialog>

class QLineEdit;

namespace edgelink::ui {
class LineList;
}

namespace edgelink::shell {

/// Everything the window can do, found by typing. Enter does the chosen line; Esc closes and does nothing.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(ActionList actions, QWidget *parent);
    [[nodiscard]] ui::LineList *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void filter(const QString &text);
    void runLine(const QString &id);
    void move(int rows);

    ActionList m_actions;
    QLineEdit *m_edit = nullptr;
    ui::LineList *m_list = nullptr;
};

/// Whether every word of `filter` occurs in `text`, in any order and case.
[[nodiscard]] bool matchesWords(const QString &text, const QString &filter);

} // namespace edgelink::shell
