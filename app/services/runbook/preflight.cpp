// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runworker.h"
#include "app/services/runbook/words.h"

#include <algorithm>

namespace edgelink::runbook {

namespace {

constexpr int AtOnce = 4; // checks are reads, but each may be a helm or kubectl process
constexpr std::chrono::seconds Slack{15};

} // namespace

bool RunWorker::preflight()
{
    m_snapshot.state = RunState::Preflight;
    const auto count = static_cast<int>(m_preflightPlan.size());
    QList<QFuture<Observation>> futures;
    const auto start = [&](int index) {
        const StepDefinition &check = m_preflightPlan.at(index).step;
        StepRecord &shown = m_snapshot.preflight[index];
        shown.state = StepState::Running;
        shown.attempt = 1;
        shown.startedAt = QDateTime::currentDateTimeUtc();
        ProbeRequest request;
        request.probe = check.probe->probe;
        request.arguments = check.probe->arguments;
        request.runId = m_snapshot.runId;
        request.stepId = QStringLiteral("preflight/") + check.id;
        request.incidentId = m_snapshot.incidentId;
        request.actor = m_snapshot.actor;
        request.incidentStart = m_incidentStart;
        request.timeout = std::min<std::chrono::milliseconds>(check.timeout, std::chrono::minutes{1});
        futures.append(m_context.probes->observe(request));
    };
    for (int index = 0; index < count; ++index) {
        while (futures.size() < count && futures.size() < index + AtOnce)
            start(static_cast<int>(futures.size()));
        publish();
        Observation seen;
        {
            QFuture<Observation> future = futures.at(index);
            const RunControl::Interruptible guard(m_control, [future]() mutable { future.cancel(); });
            const auto answer = awaitFor(m_control, future, std::chrono::minutes{1} + Slack);
            seen = answer.value_or(Observation{Observation::State::Unknown,
                                               Words::tr("there was no answer in time"),
                                               {},
                                               {},
                                               {},
                                               m_control.stopRequested()});
        }
        if (m_control.stopRequested()) {
            for (QFuture<Observation> &future : futures)
                future.cancel();
            finishUnstarted();
            return false;
        }
        judgeCheck(index, withoutSecrets(seen));
        publish();
    }
    return concludePreflight();
}

void RunWorker::judgeCheck(int index, const Observation &seen)
{
    const StepDefinition &check = m_preflightPlan.at(index).step;
    StepRecord &shown = m_snapshot.preflight[index];
    const Judgement judgement = judgedProbe(seen, check.advisory);
    shown.state = judgement.state;
    shown.text = judgement.text;
    shown.finishedAt = QDateTime::currentDateTimeUtc();
    m_log.observation(QStringLiteral("preflight/") + check.id, QStringLiteral("preflight"), *check.probe, seen);
}

bool RunWorker::concludePreflight()
{
    QStringList blocking;
    QStringList overridable;
    for (int index = 0; index < m_snapshot.preflight.size(); ++index) {
        const StepRecord &check = m_snapshot.preflight.at(index);
        if (check.state != StepState::Failed)
            continue;
        const QString line = Words::tr("%1: %2").arg(spoken(check.title), check.text);
        (m_preflightPlan.at(index).step.skippable ? overridable : blocking) << line;
    }
    if (!blocking.isEmpty()) {
        m_snapshot.endState = Words::tr("Refused before anything was changed. %1").arg(blocking.join(QLatin1Char(' ')));
        m_log.decision(
            {}, QStringLiteral("refused"), m_snapshot.endState, {},
            {{"runbook", m_snapshot.runbookId}, {"title", m_snapshot.title.en}, {"titles", toJson(m_snapshot.title)}});
        m_snapshot.state = RunState::Refused;
        m_snapshot.outcome = Outcome::Error;
        m_snapshot.finishedAt = QDateTime::currentDateTimeUtc();
        publish();
        return false;
    }
    if (!overridable.isEmpty())
        m_snapshot.question
            = Words::tr("A pre-flight check failed. Going on needs a reason, which stays in the run and in the report.")
            + QLatin1Char('\n') + overridable.join(QLatin1Char('\n'));
    return true;
}

void RunWorker::finishUnstarted()
{
    for (QList<StepRecord> *records : {&m_snapshot.preflight, &m_snapshot.steps}) {
        for (StepRecord &item : *records) {
            if (item.state == StepState::Running)
                item.state = StepState::Waiting;
        }
    }
    m_snapshot.state = RunState::Finished;
    m_snapshot.outcome = Outcome::Cancelled;
    m_snapshot.finishedAt = QDateTime::currentDateTimeUtc();
    m_snapshot.endState = Words::tr("Stopped before anything was changed.");
    publish();
}

} // namespace edgelink::runbook
