// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/look.h"

#include <QLabel>

namespace edgelink::ui {

/// Plain text in a role and a size. Never interprets markup: foreign text stays text.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(QWidget *parent = nullptr);
    explicit Label(const QString &text, TextSize size = TextSize::Body, Role role = Role::Text,
                   QWidget *parent = nullptr);

    void setRole(Role role);
    [[nodiscard]] Role role() const { return m_role; }
    void setTextSize(TextSize size, QFont::Weight weight = QFont::Normal);
    void setMonospace(TextSize size = TextSize::Body);
    /// One line, shortened where it does not fit; the whole text is the tool tip and the accessible name.
    void setElide(Qt::TextElideMode mode);
    /// Digits of equal width, for numbers that change.
    void setTabular(bool on);
    /// Lets the text be selected and copied.
    void setSelectable(bool on);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void applyRole();

    Role m_role = Role::Text;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    bool m_tabular = false;
};

} // namespace edgelink::ui
