// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace edgelink::ui {

/// Narrows what a page shows, as one types. The shell's "/" focuses the visible page's field; Esc clears it first and
/// only then leaves it.
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent = nullptr);

signals:
    void filterChanged(const QString &text); ///< trimmed

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

} // namespace edgelink::ui
