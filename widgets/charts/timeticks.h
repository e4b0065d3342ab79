// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace edgelink::ui {

/// Where the time axis is labelled, and how. However long the span: never more labels than the width has room for.
struct TimeTicks {
    qint64 stepMs = 0;
    QList<qint64> timesMs; ///< UTC, ascending, on round times
    [[nodiscard]] QString label(qint64 timeMs) const;
};

[[nodiscard]] TimeTicks timeTicks(qint64 fromMs, qint64 toMs, int width);

} // namespace edgelink::ui
