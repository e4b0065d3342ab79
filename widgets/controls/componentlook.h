// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/states.h"

#include <QString>

namespace edgelink::ui {

[[nodiscard]] StateLook componentLook(const QString &state); ///< of a component of the sandbox

} // namespace edgelink::ui
