// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace edgelink::journal {

/// What the clocks said when an event was written.
struct Stamp {
    qint64 utcMicros = 0; ///< wall clock; may jump
    qint64 monotonicNanos = 0; ///< CLOCK_BOOTTIME: never goes back within a boot, and counts sleep
    QString bootId; ///< the boot that monotonicNanos belongs to
};

using Clock = std::function<Stamp()>;

[[nodiscard]] Stamp systemClock(); ///< any thread

/// Microseconds by which the wall clock stepped between two stamps (negative: backwards); 0 when it did not.
/// Within one boot the wall clock is held against the monotonic one; across boots only a step back can be told.
[[nodiscard]] qint64 clockStep(const Stamp &before, const Stamp &after);

} // namespace edgelink::journal
