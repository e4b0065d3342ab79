// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/observationclock.h"

namespace edgelink::verify {

void ObservationClock::feed(std::chrono::milliseconds elapsed, const QList<Trigger> &triggers)
{
    const QStringList before = m_breached;
    m_breached.clear();
    m_unknownNow.clear();
    bool newBreach = false;
    for (const Trigger &trigger : triggers) {
        switch (trigger.seen) {
        case Seen::Unknown:
            // An excursion that we lost sight of is neither over nor longer; it waits, with the clock.
            m_unknownNow << trigger.id;
            if (before.contains(trigger.id))
                m_breached << trigger.id;
            break;
        case Seen::Inside:
            m_everKnown = true;
            m_beyond.remove(trigger.id);
            break;
        case Seen::Beyond: {
            m_everKnown = true;
            const auto it = m_beyond.find(trigger.id);
            const std::chrono::milliseconds held = it == m_beyond.end() ? std::chrono::milliseconds{0} : *it + elapsed;
            m_beyond.insert(trigger.id, held);
            if (held >= trigger.window) {
                m_breached << trigger.id;
                if (!before.contains(trigger.id)) {
                    newBreach = true;
                    ++m_restartsBy[trigger.id];
                }
            }
            break;
        }
        }
    }
    const bool known = m_unknownNow.isEmpty() && !triggers.isEmpty();
    if (!m_breached.isEmpty())
        m_begun = false;
    else if (known && m_beyond.isEmpty())
        m_begun = true;
    if (!m_breached.isEmpty()) {
        // Several triggers of one bad moment count as one restart.
        if (newBreach && before.isEmpty())
            ++m_restarts;
        m_observed = std::chrono::milliseconds{0};
    } else if (known && m_running) {
        m_observed += elapsed;
    }
    if (!known)
        m_unknown += elapsed;
    m_running = known && m_begun;
}

} // namespace edgelink::verify
