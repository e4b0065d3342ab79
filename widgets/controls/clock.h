// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>

#include <functional>

namespace edgelink::ui {

/// The time the screens show (UTC). One place, so that tests and pictures can hold it still.
[[nodiscard]] QDateTime nowUtc();
void setClock(std::function<QDateTime()> now); ///< empty: the system's clock again

/// One tick a second for every age, countdown and clock on screen, aligned to the second.
class SecondTick : public QObject
{
    Q_OBJECT

public:
    static SecondTick &instance();

signals:
    void tick();

private:
    SecondTick();
    void schedule();
};

[[nodiscard]] QString clockText(qint64 seconds); ///< "7:42", "1:07:42"; never negative
[[nodiscard]] QString ageText(qint64 seconds); ///< "4 s ago", "12 min ago", "26 h ago"
[[nodiscard]] QString spanText(qint64 seconds); ///< "4 s", "12 min", "26 h", "3 d"
[[nodiscard]] QString timeText(const QDateTime &utc); ///< "14:34:10", with the date when it is not today
[[nodiscard]] QString exactTimeText(const QDateTime &utc); ///< "2026-11-23 14:34:10 UTC · 22:34:10 local"

} // namespace edgelink::ui
