// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/clock.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace edgelink::ui {

namespace {

std::function<QDateTime()> &clockOverride()
{
    static std::function<QDateTime()> override;
    return override;
}

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

/// Not named tr(): lupdate would take the macro inside for the text.
QString sayTime(const char *text)
{
    return QCoreApplication::translate("Time", text);
}

} // namespace

QDateTime nowUtc()
{
    return clockOverride() ? clockOverride()() : QDateTime::currentDateTimeUtc();
}

void setClock(std::function<QDateTime()> now)
{
    clockOverride() = std::move(now);
}

SecondTick &SecondTick::instance()
{
    // Lives as long as the application, and dies with it: a timer must not outlive its event dispatcher.
    static QPointer<SecondTick> tick;
    if (tick.isNull()) {
        tick = new SecondTick; // owned by the application
        tick->setParent(QCoreApplication::instance());
    }
    return *tick;
}

SecondTick::SecondTick()
{
    schedule();
}

void SecondTick::schedule()
{
    const qint64 untilNext = 1000 - QDateTime::currentMSecsSinceEpoch() % 1000;
    QTimer::singleShot(std::chrono::milliseconds(untilNext), Qt::CoarseTimer, this, [this] {
        emit tick();
        schedule();
    });
}

QString clockText(qint64 seconds)
{
    const qint64 all = std::max<qint64>(0, seconds);
    const QString tail = QStringLiteral("%1").arg(all % Minute, 2, 10, QLatin1Char('0'));
    if (all < Hour)
        return QStringLiteral("%1:%2").arg(all / Minute).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(all / Hour).arg(all % Hour / Minute, 2, 10, QLatin1Char('0')).arg(tail);
}

QString spanText(qint64 seconds)
{
    const qint64 all = std::max<qint64>(0, seconds);
    if (all < 2 * Minute)
        return sayTime(QT_TRANSLATE_NOOP("Time", "%1 s")).arg(all);
    if (all < 2 * Hour)
        return sayTime(QT_TRANSLATE_NOOP("Time", "%1 min")).arg(all / Minute);
    if (all < 3 * Day)
        return sayTime(QT_TRANSLATE_NOOP("Time", "%1 h")).arg(all / Hour);
    return sayTime(QT_TRANSLATE_NOOP("Time", "%1 d")).arg(all / Day);
}

QString ageText(qint64 seconds)
{
    if (seconds <= 0)
        return sayTime(QT_TRANSLATE_NOOP("Time", "now"));
    return sayTime(QT_TRANSLATE_NOOP("Time", "%1 ago")).arg(spanText(seconds));
}

QString timeText(const QDateTime &utc)
{
    if (!utc.isValid())
        return QStringLiteral("–");
    const QDateTime time = utc.toUTC();
    return time.date() == nowUtc().date() ? time.toString(QStringLiteral("HH:mm:ss"))
                                          : time.toString(QStringLiteral("MM-dd HH:mm:ss"));
}

QString exactTimeText(const QDateTime &utc)
{
    if (!utc.isValid())
        return sayTime(QT_TRANSLATE_NOOP("Time", "time not known"));
    return sayTime(QT_TRANSLATE_NOOP("Time", "%1 UTC · %2 local"))
        .arg(utc.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
             utc.toLocalTime().toString(QStringLiteral("HH:mm:ss")));
}

} // namespace edgelink::ui

#include "moc_clock.cpp"
