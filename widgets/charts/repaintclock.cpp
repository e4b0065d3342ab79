// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/repaintclock.h"

#include "widgets/charts/metricchart.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <utility>

namespace edgelink::ui {

namespace {
constexpr std::chrono::milliseconds Frame{16};
constexpr qint64 ShortestPause = 200;
} // namespace

RepaintClock &RepaintClock::instance()
{
    static QPointer<RepaintClock> clock;
    if (clock.isNull()) {
        clock = new RepaintClock; // owned by the application
        clock->setParent(QCoreApplication::instance());
    }
    return *clock;
}

RepaintClock::RepaintClock()
{
    m_timer.setInterval(Frame);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RepaintClock::step);
}

void RepaintClock::request(MetricChart *chart)
{
    const bool waits = std::any_of(m_queue.cbegin(), m_queue.cend(),
                                   [chart](const QPointer<MetricChart> &queued) { return queued == chart; });
    if (waits)
        return;
    m_queue << chart;
    if (chart->lacksPicture())
        QMetaObject::invokeMethod(this, &RepaintClock::showFirstPictures, Qt::QueuedConnection);
    if (!m_timer.isActive())
        m_timer.start();
}

void RepaintClock::showFirstPictures()
{
    const QList<QPointer<MetricChart>> queue = std::exchange(m_queue, {});
    for (const QPointer<MetricChart> &chart : queue) {
        if (chart && chart->lacksPicture())
            chart->refreshNow();
        else
            m_queue << chart;
    }
}

void RepaintClock::step()
{
    const auto due = std::find_if(m_queue.cbegin(), m_queue.cend(), [](const QPointer<MetricChart> &chart) {
        return chart.isNull() || chart->sinceRefreshMs() >= ShortestPause;
    });
    if (due != m_queue.cend()) {
        const QPointer<MetricChart> chart(due->data());
        m_queue.erase(due);
        if (!chart.isNull())
            chart->refreshNow();
    }
    if (m_queue.isEmpty())
        m_timer.stop();
}

} // namespace edgelink::ui

#include "moc_repaintclock.cpp"
