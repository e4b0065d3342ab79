// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/look.h"

#include <QWidget>

class QPainter;

namespace edgelink::ui {

/// Shapes that tell states apart without colour. Painted, not typed: no font has all of them.
enum class Glyph {
    None,
    Dot, ///< ● ok
    Quarter, ///< ◔ pending
    Triangle, ///< ▲ breach
    EmptySet, ///< ∅ no data
    Hourglass, ///< ⧗ stale
    Exclamation, ///< ! error, warning
    Check, ///< ✔ done
    Play, ///< ▶ now
    Cross, ///< ✖ failed
    Skip, ///< ↷ skipped
    Undo, ///< ⟲ undone
    Question, ///< ? unknown
    Ring, ///< ○ waiting
};

void drawGlyph(QPainter &painter, const QRectF &box, Glyph glyph, const QColor &color);
[[nodiscard]] QString glyphText(Glyph glyph); ///< the same as a character, for plain text and reports

class GlyphLabel : public QWidget
{
    Q_OBJECT

public:
    explicit GlyphLabel(QWidget *parent = nullptr);
    void setGlyph(Glyph glyph, Role role);
    void setSide(int pixels);
    [[nodiscard]] Glyph glyph() const { return m_glyph; }
    [[nodiscard]] Role role() const { return m_role; }
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Glyph m_glyph = Glyph::None;
    Role m_role = Role::Muted;
    int m_side = 14;
};

} // namespace edgelink::ui
