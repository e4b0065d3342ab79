// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <QDateTime>
#include <QString>

namespace edgelink::ui {

// What a seat says about its reading, in words. `now` is UTC.

[[nodiscard]] QString triggerTitle(const Threshold &threshold);
/// "Pending 0:09 of 0:15", "Breach since 14:34:10", "No data for 42 s". Short: "Breach 7:42".
[[nodiscard]] QString stateSentence(const TriggerReading &reading, const QDateTime &now, bool isShort);
[[nodiscard]] QString valueText(const Threshold &threshold, const TriggerReading &reading); ///< without the unit
[[nodiscard]] QString limitsText(const Threshold &threshold, const TriggerReading &reading);
/// Why nothing is known: last value, its time, the reason. Empty when something is known.
[[nodiscard]] QStringList unknownLines(const Threshold &threshold, const TriggerReading &reading, const QDateTime &now);
[[nodiscard]] QString windowText(const TriggerReading &reading); ///< "must hold for 0:15", "at once"
[[nodiscard]] bool isUnknown(TriggerState state);

} // namespace edgelink::ui
