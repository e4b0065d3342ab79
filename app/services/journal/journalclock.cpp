// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalclock.h"

#include <QFile>

#include <ctime>

namespace edgelink::journal {

namespace {

// Slewing by NTP and the two reads of a stamp differ by far less; a step of a second is worth a line.
constexpr qint64 StepMicros = 1'000'000;

QString readBootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("unknown");
    return QString::fromLatin1(file.read(64)).trimmed();
}

} // namespace

Stamp systemClock()
{
    static const QString bootId = readBootId();
    timespec wall{};
    timespec boot{};
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_BOOTTIME, &boot);
    return {wall.tv_sec * 1'000'000LL + wall.tv_nsec / 1000, boot.tv_sec * 1'000'000'000LL + boot.tv_nsec, bootId};
}

qint64 clockStep(const Stamp &before, const Stamp &after)
{
    const qint64 wall = after.utcMicros - before.utcMicros;
    if (before.bootId != after.bootId)
        return wall < 0 ? wall : 0;
    const qint64 step = wall - (after.monotonicNanos - before.monotonicNanos) / 1000;
    return step > StepMicros || step < -StepMicros ? step : 0;
}

} // namespace edgelink::journal
