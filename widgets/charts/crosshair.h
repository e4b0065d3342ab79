// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace edgelink::ui {

/// The instant all charts of a page point at together.
class Crosshair : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    [[nodiscard]] qint64 timeMs() const { return m_timeMs; } ///< UTC; 0 = nowhere
    void setTimeMs(qint64 timeMs)
    {
        if (timeMs == m_timeMs)
            return;
        m_timeMs = timeMs;
        emit moved(timeMs);
    }

signals:
    void moved(qint64 timeMs);

private:
    qint64 m_timeMs = 0;
};

} // namespace edgelink::ui
