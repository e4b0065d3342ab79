// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/activeruns.h"

#include "models/ports/runbooksession.h"

#include <algorithm>

namespace edgelink::shell {

namespace {

bool isUnderWay(const RunSnapshot &run)
{
    return run.state == RunState::Running || run.state == RunState::AwaitingDecision || run.state == RunState::Stopping;
}

} // namespace

bool changesSomething(const RunSnapshot &run)
{
    return std::any_of(run.steps.cbegin(), run.steps.cend(),
                       [](const StepRecord &step) { return !step.command.isEmpty(); });
}

void ActiveRuns::follow(RunbookSession *session, const QString &environment)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_environment = environment;
    m_runs.clear();
    m_lastEnded = {};
    if (session != nullptr)
        connect(session, &RunbookSession::runChanged, this, &ActiveRuns::onRunChanged);
    emit changed();
}

void ActiveRuns::stopAll(const QString &actor)
{
    const QStringList ids = m_runs.keys();
    for (const QString &id : ids) {
        if (m_session)
            m_session->stop(id, actor);
    }
}

std::optional<RunSnapshot> ActiveRuns::changing() const
{
    const auto it = std::find_if(m_runs.cbegin(), m_runs.cend(), &changesSomething);
    return it == m_runs.cend() ? std::nullopt : std::optional<RunSnapshot>(*it);
}

std::optional<RunSnapshot> ActiveRuns::stoppable() const
{
    std::optional<RunSnapshot> found;
    for (const RunSnapshot &run : m_runs) {
        if (run.state != RunState::Stopping && (!found || changesSomething(run)))
            found = run;
    }
    return found;
}

void ActiveRuns::onRunChanged(const RunSnapshot &run)
{
    if (run.environment != m_environment)
        return;
    if (isUnderWay(run)) {
        m_runs.insert(run.runId, run);
    } else if (m_runs.remove(run.runId) > 0) {
        m_lastEnded = run;
    } else {
        return;
    }
    emit changed();
}

} // namespace edgelink::shell

#include "moc_activeruns.cpp"
