// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/label.h"

namespace edgelink::ui {

class Button;

/// Why the button that leads on cannot be pressed, in words near it: nobody hovers over what looks dead, and a keyboard
/// cannot. For the one primary button of a page; keeps its line while there is nothing to say.
class ReasonLine : public Label
{
    Q_OBJECT

public:
    /// `button` must outlive it, or go with it.
    explicit ReasonLine(Button *button, QWidget *parent = nullptr);
};

} // namespace edgelink::ui
