// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/reasonline.h"

#include "widgets/controls/button.h"
#include "widgets/style/textheight.h"

#include <algorithm>

namespace edgelink::ui {

ReasonLine::ReasonLine(Button *button, QWidget *parent)
    : Label({}, TextSize::Small, Role::Muted, parent)
{
    setElide(Qt::ElideRight);
    // As high in either language, and as wide as there is room: neither an answer nor a change of language may move
    // what stands around it.
    setFixedHeight(
        std::max(firstLineHeight(font(), QStringLiteral("g")), firstLineHeight(font(), QStringLiteral("回"))));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setText(button->blockedReason());
    connect(button, &Button::blockedChanged, this, &Label::setText);
}

} // namespace edgelink::ui

#include "moc_reasonline.cpp"
