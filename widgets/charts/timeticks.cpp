// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/timeticks.h"

#include <QDateTime>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr qint64 DayMs = qint64(86'400) * 1000;
constexpr qint64 WeekMs = 7 * DayMs;
constexpr int RoomForLabel = 90;

qint64 stepFor(qint64 spanMs, int width)
{
    const qint64 labels = std::max(1, width / RoomForLabel);
    const qint64 wanted = (spanMs + labels - 1) / labels;
    for (const qint64 seconds : {10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400}) {
        if (seconds * 1000 >= wanted)
            return seconds * 1000;
    }
    return (wanted + WeekMs - 1) / WeekMs * WeekMs;
}

} // namespace

QString TimeTicks::label(qint64 timeMs) const
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC);
    // Midnights in a row say nothing; the days do.
    if (stepMs >= DayMs / 4 && timeMs % DayMs == 0)
        return time.toString(QStringLiteral("MM-dd"));
    return time.toString(stepMs < 60'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

TimeTicks timeTicks(qint64 fromMs, qint64 toMs, int width)
{
    TimeTicks ticks;
    ticks.stepMs = stepFor(std::max<qint64>(1, toMs - fromMs), width);
    for (qint64 time = (fromMs / ticks.stepMs + 1) * ticks.stepMs; time <= toMs; time += ticks.stepMs)
        ticks.timesMs << time;
    return ticks;
}

} // namespace edgelink::ui
