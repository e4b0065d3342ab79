// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/workerlane.h"

#include <algorithm>
#include <utility>

namespace edgelink::command {

WorkerLane::WorkerLane(int threads, std::function<void(const Ticket &)> work)
    : m_most(static_cast<std::size_t>(std::max(threads, 1)))
    , m_work(std::move(work))
{
}

WorkerLane::~WorkerLane()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void WorkerLane::add(Ticket ticket)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(ticket));
    if (m_waiting.size() > m_idle && m_threads.size() < m_most)
        m_threads.emplace_back([this] { run(); });
    else
        m_wake.notify_one();
}

std::optional<Ticket> WorkerLane::takeBack(const CommandJob *job)
{
    const std::lock_guard lock(m_mutex);
    const auto it = std::find_if(m_waiting.begin(), m_waiting.end(),
                                 [job](const Ticket &ticket) { return ticket.job.get() == job; });
    if (it == m_waiting.end())
        return std::nullopt;
    Ticket ticket = std::move(*it);
    m_waiting.erase(it);
    return ticket;
}

void WorkerLane::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        --m_idle;
        if (m_waiting.empty())
            return; // stopping, and all done
        Ticket ticket = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        m_work(ticket);
        ticket = {};
        lock.lock();
    }
}

} // namespace edgelink::command
