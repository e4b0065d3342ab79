// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/commandoptions.h"
#include "models/ports/commandrunner.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace edgelink {
class Journal;
}

namespace edgelink::command {

class CommandJob;
class WorkerLane;
struct Ticket;

/// Runs real tools (see README.md for the life of one). The journal must outlive the service. The destructor cancels
/// what runs, waits until it ended (at most each command's grace plus killPatience) and leaves nothing behind.
class CommandService : public CommandRunner
{
    Q_OBJECT

public:
    CommandService(Journal *journal, CommandOptions options, QObject *parent = nullptr);
    ~CommandService() override;

    [[nodiscard]] QFuture<CommandResult> run(const CommandSpec &spec) override;
    void cancel(const QUuid &commandId) override;

private:
    void work(const Ticket &ticket); // a lane's thread
    void conclude(const Ticket &ticket, const CommandResult &result);

    Journal *const m_journal;
    const CommandOptions m_options;
    std::mutex m_mutex; // guards m_jobs, m_stopping
    QHash<QUuid, std::shared_ptr<CommandJob>> m_jobs; ///< waiting or running
    bool m_stopping = false;
    std::unique_ptr<WorkerLane> m_readers;
    std::unique_ptr<WorkerLane> m_writers;
};

} // namespace edgelink::command
