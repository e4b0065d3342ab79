// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"
#include "widgets/controls/card.h"

namespace edgelink::ui {

class GlyphLabel;
class Label;

/// What must not be overlooked about the record itself: that it was changed, or that nobody knows. Not there while the
/// chain is intact; stays in place until it is checked again.
class ChainNotice : public Card
{
    Q_OBJECT

public:
    explicit ChainNotice(QWidget *parent = nullptr);
    void setCheck(const Result<JournalCheck> &check);

private:
    GlyphLabel *m_glyph = nullptr;
    Label *m_sentence = nullptr;
    Label *m_next = nullptr;
};

} // namespace edgelink::ui
