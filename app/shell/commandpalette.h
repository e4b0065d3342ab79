// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/actionlist.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;

namespace edgelink::ui {
class LineList;
}

namespace edgelink::shell {

/// Everything the window can do, found by typing. Enter does the chosen line; Esc, or a click elsewhere, closes and
/// does nothing. Laid over the window rather than a window of its own: it is where it should be on every platform.
class CommandPalette : public QWidget
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
    void moveBy(int rows);
    void dismiss();

    QPointer<QWidget> m_before; ///< had the keyboard
    ActionList m_actions;
    QLineEdit *m_edit = nullptr;
    ui::LineList *m_list = nullptr;
};

/// Whether every word of `filter` occurs in `text`, in any order and case.
[[nodiscard]] bool matchesWords(const QString &text, const QString &filter);

} // namespace edgelink::shell
