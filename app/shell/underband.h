// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QVBoxLayout;

namespace edgelink {
struct Environment;
}

namespace edgelink::shell {

/// Gives a dialog that is about one environment the band of the window on its top, and the layout for what is below
/// it; the dialog owns both. Call once.
[[nodiscard]] QVBoxLayout *underBand(QDialog *dialog, const Environment &environment);

} // namespace edgelink::shell
