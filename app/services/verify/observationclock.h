// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>

namespace edgelink::verify {

/// The clock of an observation window. Pure: it is fed readings and knows no wall clock.
///
/// It begins, also after a breach, when every trigger is known and inside its threshold: a rate still holds what was
/// before. A trigger beyond its threshold lets it run on until the trigger's own window is full (that is what the
/// runbook calls a breach): then it goes back to zero and stands there until the breach is over. While a trigger is
/// beyond its threshold the window cannot end. Unknown data stops the clock where it is, for nothing was observed.
class ObservationClock
{
public:
    enum class Seen { Inside, Beyond, Unknown };
    struct Trigger {
        QString id;
        Seen seen = Seen::Unknown;
        std::chrono::milliseconds window{0}; ///< how long it must hold to be a breach; 0 = at once
    };

    explicit ObservationClock(std::chrono::milliseconds length)
        : m_length(length)
    {
    }

    /// One round of readings, `elapsed` after the one before (0 for the first).
    void feed(std::chrono::milliseconds elapsed, const QList<Trigger> &triggers);

    [[nodiscard]] bool isComplete() const { return m_observed >= m_length && m_beyond.isEmpty(); }
    [[nodiscard]] std::chrono::milliseconds observed() const { return std::min(m_observed, m_length); }
    [[nodiscard]] std::chrono::milliseconds length() const { return m_length; }
    [[nodiscard]] int restarts() const { return m_restarts; }
    [[nodiscard]] std::chrono::milliseconds unknownFor() const { return m_unknown; } ///< in total
    [[nodiscard]] const QStringList &breached() const { return m_breached; } ///< ids now in breach
    [[nodiscard]] const QStringList &unknownNow() const { return m_unknownNow; }
    [[nodiscard]] bool hasBegun() const { return m_begun; } ///< since the last breach: all were inside once
    [[nodiscard]] QStringList beyond() const { return m_beyond.keys(); } ///< ids now beyond their thresholds
    [[nodiscard]] bool everKnown() const { return m_everKnown; }
    [[nodiscard]] const QMap<QString, int> &restartsBy() const { return m_restartsBy; }

private:
    std::chrono::milliseconds m_length;
    std::chrono::milliseconds m_observed{0};
    std::chrono::milliseconds m_unknown{0};
    QMap<QString, std::chrono::milliseconds> m_beyond; ///< id -> for how long
    QStringList m_breached;
    QStringList m_unknownNow;
    QMap<QString, int> m_restartsBy;
    int m_restarts = 0;
    bool m_everKnown = false;
    bool m_begun = false;
    bool m_running = false; ///< the round before was known and without breach
};

} // namespace edgelink::verify
