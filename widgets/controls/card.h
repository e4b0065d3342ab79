// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/look.h"

#include <QFrame>

class QVBoxLayout;
class QHBoxLayout;

namespace edgelink::ui {

class Label;

/// A surface with a thin frame, a heading and, at its right, whatever belongs beside the heading.
/// States change the frame's colour and the hatching, never the size.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    void setTitle(const QString &title); ///< empty: no heading row
    void setAside(QWidget *widget); ///< right of the heading; the card takes it
    /// Colour of the frame; Role::Line when all is quiet.
    void setAccent(Role role);
    void setHatched(bool on);
    [[nodiscard]] Role accent() const { return m_accent; }
    [[nodiscard]] bool isHatched() const { return m_hatched; }
    [[nodiscard]] QVBoxLayout *body() const { return m_body; } ///< where the content goes

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Role m_accent = Role::Line;
    bool m_hatched = false;
    QHBoxLayout *m_header = nullptr;
    Label *m_title = nullptr;
    QVBoxLayout *m_body = nullptr;
};

} // namespace edgelink::ui
