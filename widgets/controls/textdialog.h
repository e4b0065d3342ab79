// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace edgelink::ui {

class MonospaceView;

/// Raw text in full, plain and copyable: a tool's own words, a query, evidence. Esc closes.
class TextDialog : public QDialog
{
    Q_OBJECT

public:
    TextDialog(const QString &title, const QString &text, QWidget *parent = nullptr);
    static void open(QWidget *parent, const QString &title, const QString &text); ///< non-blocking; deletes itself
};

} // namespace edgelink::ui
