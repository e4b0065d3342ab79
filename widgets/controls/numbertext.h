// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink::ui {

/// "15.2", "12,480", "–" for what is not a number. Grouped, with the given number of decimals.
[[nodiscard]] QString numberText(double value, int decimals);
/// With its unit as people write it: "15.2 %", "912 ms", "1 pod".
[[nodiscard]] QString quantityText(double value, int decimals, const QString &unit);
[[nodiscard]] QString unitText(const QString &unit, double value); ///< translated: "pod", "pods", "%", "ms"
/// A limit without needless decimals: "5 %", "0.1 %", "500 ms".
[[nodiscard]] QString limitText(double value, const QString &unit);

} // namespace edgelink::ui
