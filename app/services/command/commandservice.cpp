// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/commandservice.h"

#include "app/services/command/commandjob.h"
#include "app/services/command/commandtr.h"
#include "app/services/command/workerlane.h"

#include <utility>

namespace edgelink::command {

CommandService::CommandService(Journal *journal, CommandOptions options, QObject *parent)
    : CommandRunner(parent)
    , m_journal(journal)
    , m_options(std::move(options))
    , m_readers(std::make_unique<WorkerLane>(m_options.readers, [this](const Ticket &ticket) { work(ticket); }))
    , m_writers(std::make_unique<WorkerLane>(m_options.writers, [this](const Ticket &ticket) { work(ticket); }))
{
}

CommandService::~CommandService()
{
    QList<std::shared_ptr<CommandJob>> jobs;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        jobs = m_jobs.values();
    }
    for (const auto &job : jobs)
        job->cancel();
    m_writers.reset();
    m_readers.reset();
}

QFuture<CommandResult> CommandService::run(const CommandSpec &spec)
{
    auto promise = std::make_shared<QPromise<CommandResult>>();
    promise->start();
    QFuture<CommandResult> future = promise->future();
    auto job = std::make_shared<CommandJob>(spec, m_options, m_journal);
    const Ticket ticket{job, std::move(promise)};
    bool stopping = false;
    {
        const std::lock_guard lock(m_mutex);
        stopping = m_stopping;
        if (!stopping && !m_jobs.contains(spec.id)) {
            m_jobs.insert(spec.id, job);
            (spec.mutating ? m_writers : m_readers)->add(ticket);
            return future;
        }
    }
    CommandResult result = job->cancelledBeforeStart();
    if (!stopping) {
        result.outcome = Outcome::Error;
        result.error
            = Error{ErrorKind::Conflict, Tr::tr("a command with this id is running already"), spec.program, {}, {}};
    }
    fulfil(ticket.promise, result);
    return future;
}

void CommandService::cancel(const QUuid &commandId)
{
    std::shared_ptr<CommandJob> job;
    {
        const std::lock_guard lock(m_mutex);
        job = m_jobs.value(commandId);
    }
    if (!job)
        return;
    job->cancel();
    // One that still waits for a thread does not wait for it to learn that it is cancelled.
    for (WorkerLane *lane : {m_readers.get(), m_writers.get()}) {
        if (const std::optional<Ticket> ticket = lane->takeBack(job.get()))
            conclude(*ticket, job->cancelledBeforeStart());
    }
}

void CommandService::work(const Ticket &ticket)
{
    const QUuid id = ticket.job->spec().id;
    const JobListener listener{[this, id](pid_t pid) { emit started(id, pid); },
                               [this](const OutputBatch &batch) { emit output(batch); }};
    conclude(ticket, ticket.job->execute(listener));
}

void CommandService::conclude(const Ticket &ticket, const CommandResult &result)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.remove(result.id);
    }
    emit finished(result);
    fulfil(ticket.promise, result);
}

} // namespace edgelink::command

#include "moc_commandservice.cpp"
