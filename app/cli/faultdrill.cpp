// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/faultdrill.h"

#include "app/cli/awaited.h"
#include "app/cli/words.h"
#include "models/domain/thresholdquery.h"
#include "models/domain/triggerevaluation.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/releasesource.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace edgelink::cli {

namespace {

constexpr std::chrono::minutes SightPatience{5};
constexpr std::chrono::minutes HealingDeadline{5};
constexpr std::chrono::minutes ClearDeadline{5};
constexpr std::chrono::seconds AnswerDeadline{60}; ///< of a cluster that may hang

} // namespace

std::chrono::milliseconds sightDeadline(const Session &session)
{
    std::chrono::milliseconds longest{0};
    for (const Threshold &threshold : session.thresholds)
        longest = std::max(longest, effectiveWindow(threshold, session.environment.timeCompression));
    return longest + SightPatience;
}

FaultDrill::FaultDrill(const SandboxDrill &drill, const QString &earlier, const Session &session, const Streams &out)
    : m_drill(drill)
    , m_session(session)
    , m_out(out)
    , m_earlier(earlier)
{
    QObject::connect(session.incidents, &IncidentTracker::readingChanged, &m_scope,
                     [this](const TriggerReading &reading) {
                         onReading(reading.thresholdId, reading.state,
                                   reading.value ? QString::number(*reading.value, 'f', 2) : QString());
                     });
    QObject::connect(session.incidents, &IncidentTracker::incidentChanged, &m_scope, [this](const Incident &incident) {
        // One that was closed before may still hear of its triggers' recovery; it is not this drill's.
        if (incident.id == m_incident.id || (incident.isOpen() && incident.id != m_earlier))
            m_incident = incident;
    });
}

void FaultDrill::onReading(const QString &trigger, TriggerState state, const QString &value)
{
    const auto known = m_states.constFind(trigger);
    if (known == m_states.cend() || *known != state)
        m_out.progress(QStringLiteral("%1: %2 %3").arg(trigger, triggerStateId(state), value));
    m_states.insert(trigger, state);
}

FaultDrill::Waited FaultDrill::waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    while (!condition()) {
        if (m_session.interrupted != nullptr && m_session.interrupted->load())
            return Waited::Interrupted;
        if (deadline.hasExpired())
            return Waited::Missed;
        QEventLoop loop;
        QTimer::singleShot(std::chrono::milliseconds{100}, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return Waited::Came;
}

std::optional<int> FaultDrill::lookFirst()
{
    const Waited waited = waitUntil([this] { return allIsKnown() && clusterAnswers(); }, SightPatience);
    if (waited == Waited::Came)
        return std::nullopt;
    m_cleared = true; // nothing was injected
    return unfinished(waited, Words::tr("the platform cannot be seen, so no fault was injected"));
}

int FaultDrill::run()
{
    m_out.progress(Words::tr("waiting for %1").arg((m_drill.breaches + m_drill.silent).join(QStringLiteral(", "))));
    Waited waited = waitUntil([this] { return everyBreachIsSeen() && silenceIsSeen(); }, sightDeadline(m_session));
    if (waited != Waited::Came)
        return unfinished(waited, Words::tr("the console did not see all that the drill is to show"));
    m_out.progress(m_incident.id.isEmpty() ? Words::tr("seen; clearing the fault")
                                           : Words::tr("incident %1; clearing the fault").arg(m_incident.id));

    const auto cleared = awaited(m_session, m_session.drills->clear(), m_drill.inject, ClearDeadline);
    if (!cleared)
        return isInterrupted(m_session) ? unfinished(Waited::Interrupted, {}) : m_out.fail(cleared.error());
    m_cleared = true;
    waited = waitUntil([this] { return allIsWell() && clusterAnswers(); }, HealingDeadline);
    if (waited != Waited::Came)
        return unfinished(waited, Words::tr("the platform did not become healthy again"));
    m_out.progress(Words::tr("every trigger is ok again: the drill is complete"));
    return Success;
}

int FaultDrill::unfinished(Waited waited, const QString &missed) const
{
    if (waited == Waited::Interrupted) {
        m_out.progress(m_cleared ? Words::tr("interrupted; no fault is left in the sandbox")
                                 : Words::tr("interrupted; the fault stays until edgelink-sandbox clear"));
        return CancelledByOperator;
    }
    return m_out.fail({ErrorKind::Timeout,
                       missed,
                       m_drill.name,
                       Words::tr("edgelink-console status shows the triggers; now: %1").arg(standing()),
                       {}});
}

bool FaultDrill::everyBreachIsSeen() const
{
    return std::all_of(m_drill.breaches.cbegin(), m_drill.breaches.cend(),
                       [this](const QString &trigger) { return m_incident.triggers.contains(trigger); });
}

bool FaultDrill::silenceIsSeen()
{
    if (m_drill.silent.contains(QStringLiteral("prometheus"))) {
        const bool blind = m_states.size() == m_session.thresholds.size()
            && std::none_of(m_states.cbegin(), m_states.cend(), isKnown);
        if (!blind)
            return false;
    }
    return !m_drill.silent.contains(QStringLiteral("kubernetes")) || !clusterAnswers();
}

bool FaultDrill::allIsKnown() const
{
    return m_states.size() == m_session.thresholds.size() && std::all_of(m_states.cbegin(), m_states.cend(), isKnown);
}

bool FaultDrill::allIsWell() const
{
    const bool recovered = m_incident.id.isEmpty() || m_incident.state == IncidentState::Recovered
        || m_incident.state == IncidentState::Closed;
    return recovered && m_states.size() == m_session.thresholds.size()
        && std::all_of(m_states.cbegin(), m_states.cend(),
                       [](TriggerState state) { return state == TriggerState::Ok; });
}

bool FaultDrill::clusterAnswers() const
{
    const auto history
        = awaited(m_session, m_session.releases->history(), QStringLiteral("kubernetes"), AnswerDeadline);
    if (!history)
        m_out.progress(QStringLiteral("kubernetes: %1").arg(history.error().sentence()));
    return history.has_value();
}

QString FaultDrill::standing() const
{
    QStringList parts;
    for (auto it = m_states.cbegin(); it != m_states.cend(); ++it)
        parts << QStringLiteral("%1 %2").arg(it.key(), triggerStateId(*it));
    return parts.join(QStringLiteral(", "));
}

} // namespace edgelink::cli
