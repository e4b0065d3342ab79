// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink::ui {

/// A fault of the sandbox in the window's language: what a person calls it, and what it does and makes visible.
/// GUI thread.
struct FaultText {
    QString name;
    QString effect; ///< plain text
};

/// One that is not known here keeps its own name: a newer sandbox may have more.
[[nodiscard]] FaultText faultText(const QString &id);

} // namespace edgelink::ui
