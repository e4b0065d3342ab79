// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink::report {

/// Foreign text so that CommonMark shows it as it is: punctuation escaped, one line, nothing invisible.
[[nodiscard]] QString escaped(const QString &text);

} // namespace edgelink::report
