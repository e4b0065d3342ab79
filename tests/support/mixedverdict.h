// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/demodata.h"

namespace edgelink::demo {

/// One fact of each state that is not good, and a second warning, as they were collected.
[[nodiscard]] inline Verdict mixedVerdict(bool blocking)
{
    Verdict value = verdict();
    value.facts[0].state = FactState::Warning;
    value.facts[3].state = FactState::Unknown;
    value.facts[4].state = blocking ? FactState::Blocking : FactState::Unknown;
    return value;
}

/// The ids of its facts as they are to be read.
[[nodiscard]] inline QStringList mixedOrder(bool blocking)
{
    QStringList order{QStringLiteral("rbac"), QStringLiteral("images"), QStringLiteral("target-exists"),
                      QStringLiteral("hpa"),  QStringLiteral("schema"), QStringLiteral("concurrent-helm"),
                      QStringLiteral("hooks")};
    if (blocking)
        order.move(1, 0);
    return order;
}

} // namespace edgelink::demo
