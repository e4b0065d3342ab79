// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/yscale.h"

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

namespace {

constexpr double HeadRoom = 1.15;

double niceStep(double range)
{
    const double raw = range / 4;
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * magnitude * 1.0001)
            return factor * magnitude;
    }
    return 10 * magnitude;
}

} // namespace

void YScale::fit(double highest, double lowest)
{
    if (!std::isfinite(highest) || highest <= 0)
        highest = 1;
    const double bottom = std::isfinite(lowest) ? std::min(0.0, lowest) : 0.0;
    const double wanted = highest * HeadRoom;
    if (m_fitted && wanted <= m_top && wanted >= m_top * 0.4 && std::abs(bottom - m_bottom) < 1e-12)
        return;
    m_step = niceStep(wanted - bottom);
    m_bottom = bottom < 0 ? std::floor(bottom / m_step) * m_step : 0;
    m_top = wanted;
    m_fitted = true;
}

} // namespace edgelink::ui
