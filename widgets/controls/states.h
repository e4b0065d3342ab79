// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outcome.h"
#include "models/domain/runbook.h"
#include "models/domain/sourcestatus.h"
#include "models/domain/threshold.h"
#include "models/domain/verdict.h"
#include "widgets/controls/glyph.h"

#include <QWidget>

namespace edgelink::ui {

class Label;

/// How a state looks: a glyph and a word besides its colour, and hatching where nothing is known.
struct StateLook {
    Glyph glyph = Glyph::None;
    Role role = Role::Muted;
    QString word; ///< translated, lower case
    bool hatched = false;
};

// One place for every state of the product, so that the same thing looks the same on each page.
[[nodiscard]] StateLook stateLook(TriggerState state);
[[nodiscard]] StateLook stateLook(StepState state);
[[nodiscard]] StateLook stateLook(FactState state);
[[nodiscard]] StateLook stateLook(Outcome outcome);
[[nodiscard]] StateLook stateLook(Observation::State state);
[[nodiscard]] StateLook stateLook(SourceStatus::State state);
[[nodiscard]] StateLook stateLook(VerdictKind kind);

/// Glyph, then text, in the state's colour. The text is the state's word unless another is given.
class StateLabel : public QWidget
{
    Q_OBJECT

public:
    explicit StateLabel(QWidget *parent = nullptr);
    void setLook(const StateLook &look, const QString &text = {});
    void setTextSize(TextSize size, QFont::Weight weight = QFont::Normal);
    void setAlignment(Qt::Alignment alignment); ///< left or right
    /// Only the glyph coloured, the text in this role: for lists where not every line should shout.
    void setTextRole(Role role);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] Glyph glyph() const { return m_look.glyph; }
    [[nodiscard]] Role role() const { return m_look.role; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int glyphSide() const;

    StateLook m_look;
    QString m_text;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    Role m_textRole = Role::Count; ///< Count: as the glyph
};

} // namespace edgelink::ui
