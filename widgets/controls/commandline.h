// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace edgelink::ui {

class Button;
class Label;

/// One exact command as it is or will be run, copyable by mouse and by key. Give it the masked form.
class CommandLine : public QFrame
{
    Q_OBJECT

public:
    explicit CommandLine(QWidget *parent = nullptr);
    void setCommand(const QString &masked);
    [[nodiscard]] QString command() const;
    void setWrapping(bool on); ///< several lines instead of one shortened line

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Label *m_text = nullptr;
    Button *m_copy = nullptr;
};

} // namespace edgelink::ui
