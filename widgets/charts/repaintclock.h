// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace edgelink::ui {

class MetricChart;

/// Repaints charts that have something new, one per frame and each at most five times a second, so that seven new
/// curves never cost one long frame. Hidden charts wait until they are shown. What lacks a picture altogether does not
/// wait: there is no movement yet that could falter.
class RepaintClock : public QObject
{
    Q_OBJECT

public:
    static RepaintClock &instance();
    void request(MetricChart *chart);
    [[nodiscard]] bool isIdle() const { return m_queue.isEmpty(); }

private:
    RepaintClock();
    void step();
    void showFirstPictures();

    QList<QPointer<MetricChart>> m_queue;
    QTimer m_timer;
};

} // namespace edgelink::ui
