// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <functional>

namespace edgelink::bench {

/// The one clock that the measuring and the measured process share.
inline qint64 monotonicNanos()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// One line "NAME NANOSECONDS" on standard output for the process that measures this one.
inline void mark(const char *name, qint64 nanos = monotonicNanos())
{
    std::printf("%s %lld\n", name, static_cast<long long>(nanos));
    std::fflush(stdout);
}

/// Says when the picture that is wanted has been painted and handed to the display, and leaves.
class PictureApplication : public QApplication
{
public:
    using QApplication::QApplication;

    std::function<bool()> isComplete; ///< whether what was painted last is the picture wanted

    bool notify(QObject *receiver, QEvent *event) override
    {
        const QEvent::Type type = event->type();
        const bool handled = QApplication::notify(receiver, event);
        // Both paint and hand over before they return.
        if (type != QEvent::UpdateRequest && type != QEvent::Expose)
            return handled;
        if (m_painted != 0) {
            m_painted = monotonicNanos(); // a scene may post its last part behind the others
        } else if (isComplete && isComplete()) {
            m_painted = monotonicNanos();
            QTimer::singleShot(Settling, this, [this] {
                mark("painted", m_painted);
                quit();
            });
        }
        return handled;
    }

private:
    static constexpr std::chrono::milliseconds Settling{25};
    qint64 m_painted = 0;
};

} // namespace edgelink::bench
