// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/commandjob.h"
#include "models/ports/marshal.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace edgelink::command {

/// A command that waits or runs, and who waits for it.
struct Ticket {
    std::shared_ptr<CommandJob> job;
    SharedPromise<CommandResult> promise;
};

/// At most so many threads, made when first needed; tickets beyond wait in order. std primitives, so that the thread
/// sanitizer sees them. The destructor joins: cancel what runs first.
class WorkerLane
{
public:
    WorkerLane(int threads, std::function<void(const Ticket &)> work);
    ~WorkerLane();
    WorkerLane(const WorkerLane &) = delete;
    WorkerLane &operator=(const WorkerLane &) = delete;

    void add(Ticket ticket); ///< any thread
    /// Takes back what no thread has begun yet; any thread.
    [[nodiscard]] std::optional<Ticket> takeBack(const CommandJob *job);

private:
    void run();

    const std::size_t m_most;
    const std::function<void(const Ticket &)> m_work;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Ticket> m_waiting;
    std::size_t m_idle = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace edgelink::command
