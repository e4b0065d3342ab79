// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace edgelink::ui {

/// The value axis of one chart: always from zero, a round top, steps of 1, 2 or 5. It grows at once and shrinks only
/// when the curve needs less than 40 % of it, so that it does not jump about.
class YScale
{
public:
    /// `highest`: of curve, threshold and baseline; `lowest` only matters below zero.
    void fit(double highest, double lowest = 0);
    [[nodiscard]] double bottom() const { return m_bottom; }
    [[nodiscard]] double top() const { return m_top; }
    [[nodiscard]] double step() const { return m_step; }

private:
    double m_bottom = 0;
    double m_top = 1;
    double m_step = 0.5;
    bool m_fitted = false;
};

} // namespace edgelink::ui
