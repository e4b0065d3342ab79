// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/triggertext.h"

#include "widgets/controls/clock.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/language.h"
#include "widgets/controls/numbertext.h"

#include <QCoreApplication>

namespace edgelink::ui {

namespace {

/// Not named tr(): lupdate would take the macro inside for the text.
QString say(const char *text)
{
    return QCoreApplication::translate("Trigger", text);
}

QDateTime timeOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

qint64 secondsSince(qint64 ms, const QDateTime &now)
{
    return ms > 0 ? timeOf(ms).secsTo(now) : 0;
}

} // namespace

bool isUnknown(TriggerState state)
{
    return state == TriggerState::NoData || state == TriggerState::Stale || state == TriggerState::Error;
}

QString triggerTitle(const Threshold &threshold)
{
    // The seven have short names of ours; an organisation's own come with theirs.
    const QString known = triggerName(threshold.id);
    if (known != threshold.id)
        return known;
    const QString own = localized(threshold.titles);
    return own.isEmpty() ? threshold.title : own;
}

QString stateSentence(const TriggerReading &reading, const QDateTime &now, bool isShort)
{
    switch (reading.state) {
    case TriggerState::Ok:
        return say(QT_TRANSLATE_NOOP("Trigger", "ok"));
    case TriggerState::Pending: {
        const QString held = clockText(std::chrono::duration_cast<std::chrono::seconds>(reading.held).count());
        const QString window = clockText(std::chrono::duration_cast<std::chrono::seconds>(reading.window).count());
        return isShort ? say(QT_TRANSLATE_NOOP("Trigger", "%1 of %2")).arg(held, window)
                       : say(QT_TRANSLATE_NOOP("Trigger", "Pending %1 of %2")).arg(held, window);
    }
    case TriggerState::Breach: {
        const qint64 since = reading.beyondSinceMs > 0 ? reading.beyondSinceMs : reading.breachSinceMs;
        if (since == 0)
            return say(QT_TRANSLATE_NOOP("Trigger", "Breach"));
        return isShort ? say(QT_TRANSLATE_NOOP("Trigger", "Breach %1")).arg(clockText(secondsSince(since, now)))
                       : say(QT_TRANSLATE_NOOP("Trigger", "Breach since %1")).arg(timeText(timeOf(since)));
    }
    case TriggerState::NoData:
        return reading.sampleTimeMs > 0
            ? say(QT_TRANSLATE_NOOP("Trigger", "No data for %1")).arg(spanText(secondsSince(reading.sampleTimeMs, now)))
            : say(QT_TRANSLATE_NOOP("Trigger", "No data"));
    case TriggerState::Stale:
        return say(QT_TRANSLATE_NOOP("Trigger", "Stale for %1")).arg(spanText(secondsSince(reading.sampleTimeMs, now)));
    case TriggerState::Error:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Trigger", "Cannot be measured"));
}

QString valueText(const Threshold &threshold, const TriggerReading &reading)
{
    if (!reading.value || reading.state == TriggerState::NoData || reading.state == TriggerState::Error)
        return {};
    const QString number = numberText(*reading.value, threshold.decimals);
    return reading.atCeiling ? QStringLiteral("≥ ") + number : number;
}

QString limitsText(const Threshold &threshold, const TriggerReading &reading)
{
    QStringList parts;
    if (!threshold.baselineQuery.isEmpty()) {
        if (!reading.baseline)
            return say(QT_TRANSLATE_NOOP("Trigger", "threshold %1 of a baseline not known yet"))
                .arg(limitText(threshold.threshold, QStringLiteral("%")));
        return say(QT_TRANSLATE_NOOP("Trigger", "threshold %1 (%2 of %3)"))
            .arg(numberText(reading.effectiveThreshold, threshold.decimals),
                 limitText(threshold.threshold, QStringLiteral("%")),
                 numberText(*reading.baseline, threshold.decimals));
    }
    parts << say(QT_TRANSLATE_NOOP("Trigger", "threshold %1")).arg(limitText(threshold.threshold, threshold.unit));
    if (threshold.baseline)
        parts << say(QT_TRANSLATE_NOOP("Trigger", "baseline %1")).arg(limitText(*threshold.baseline, threshold.unit));
    return parts.join(QStringLiteral(" · "));
}

QStringList unknownLines(const Threshold &threshold, const TriggerReading &reading, const QDateTime &now)
{
    if (!isUnknown(reading.state))
        return {};
    QStringList lines;
    if (reading.error) // who does not answer comes first: "nobody listens there" alone tells nobody where
        lines << say(QT_TRANSLATE_NOOP("Trigger", "Prometheus: %1")).arg(reading.error->what);
    else if (reading.state == TriggerState::NoData)
        lines << say(QT_TRANSLATE_NOOP("Trigger", "The query answers empty."));
    else
        lines << say(QT_TRANSLATE_NOOP("Trigger", "No newer sample arrives."));
    if (reading.value && reading.sampleTimeMs > 0)
        lines << say(QT_TRANSLATE_NOOP("Trigger", "Last %1, %2"))
                     .arg(quantityText(*reading.value, threshold.decimals, threshold.unit),
                          ageText(secondsSince(reading.sampleTimeMs, now)));
    else
        lines << say(QT_TRANSLATE_NOOP("Trigger", "There was no value yet."));
    return lines;
}

QString windowText(const TriggerReading &reading)
{
    if (reading.window.count() <= 0)
        return say(QT_TRANSLATE_NOOP("Trigger", "breaches at once"));
    return say(QT_TRANSLATE_NOOP("Trigger", "breaches when it holds for %1"))
        .arg(clockText(std::chrono::duration_cast<std::chrono::seconds>(reading.window).count()));
}

} // namespace edgelink::ui
