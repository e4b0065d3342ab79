// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runfollower.h"

#include "app/cli/awaited.h"
#include "app/cli/words.h"
#include "models/ports/runbooksession.h"

#include <QCoreApplication>

namespace edgelink::cli {

RunFollower::RunFollower(const Session &session, const Streams &out)
    : m_session(session)
    , m_out(out)
{
    connect(session.runbooks, &RunbookSession::runChanged, this, &RunFollower::onChanged);
    connect(&m_poll, &QTimer::timeout, this, &RunFollower::obeyInterruption);
    m_poll.start(std::chrono::milliseconds{100});
}

void RunFollower::obeyInterruption()
{
    if (m_stopped || m_runId.isEmpty() || !isInterrupted(m_session))
        return;
    m_stopped = true;
    m_out.progress(Words::tr("stopping: the running tool is asked first, then what it left is read back"));
    m_session.runbooks->stop(m_runId, m_session.actor);
}

RunSnapshot RunFollower::waitForEnd()
{
    return waitFor([](const RunSnapshot &run) { return !run.isActive(); });
}

void RunFollower::follow(const QString &runId)
{
    m_runId = runId;
    if (m_early.contains(runId))
        onChanged(m_early.take(runId));
    m_early.clear();
}

RunSnapshot RunFollower::waitFor(const std::function<bool(const RunSnapshot &)> &until)
{
    m_until = until;
    if (m_latest.runId.isEmpty() || !(until(m_latest) || !m_latest.isActive()))
        m_loop.exec();
    return m_latest;
}

void RunFollower::onChanged(const RunSnapshot &snapshot)
{
    if (m_runId.isEmpty()) {
        m_early.insert(snapshot.runId, snapshot);
        return;
    }
    if (snapshot.runId != m_runId || (snapshot.generation < m_latest.generation))
        return;
    m_latest = snapshot;
    print(QStringLiteral("preflight"), snapshot.preflight);
    print(QStringLiteral("steps"), snapshot.steps);
    if (snapshot.state == RunState::AwaitingDecision)
        answer(snapshot);
    if (m_until && (m_until(snapshot) || !snapshot.isActive()))
        m_loop.quit();
}

void RunFollower::print(const QString &section, const QList<StepRecord> &steps)
{
    for (const StepRecord &step : steps) {
        if (step.state == StepState::Waiting)
            continue;
        const QString state = stepStateId(step.state);
        const QString key = state + QString::number(step.attempt);
        const QString place = section + QLatin1Char('/') + step.id; // a check and a step may share an id
        if (m_printed.value(place) == key)
            continue;
        m_printed.insert(place, key);
        const QString detail = step.state == StepState::Running ? step.command : step.text;
        const QString reason = step.reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(step.reason);
        m_out.progress(QStringLiteral("%1%2  %3  %4%5")
                           .arg(QString(qsizetype{2} * step.depth, QLatin1Char(' ')), state, m_out.in(step.title),
                                detail, reason));
    }
}

void RunFollower::answer(const RunSnapshot &snapshot)
{
    if (m_answeredGeneration == snapshot.generation || snapshot.current < 0
        || snapshot.current >= snapshot.steps.size())
        return;
    m_answeredGeneration = snapshot.generation;
    const QString step = snapshot.steps.at(snapshot.current).id;
    RunDecision decision;
    decision.actor = m_session.actor;
    decision.choice = ++m_answered[step] == 1 ? RunChoice::Retry : RunChoice::Stop;
    m_out.progress(
        QStringLiteral("%1 -> %2")
            .arg(snapshot.question, decision.choice == RunChoice::Retry ? Words::tr("retry") : Words::tr("stop")));
    m_session.runbooks->decide(m_runId, decision);
}

} // namespace edgelink::cli

#include "moc_runfollower.cpp"
