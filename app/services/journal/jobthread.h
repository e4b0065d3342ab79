// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace edgelink::journal {

/// A thread that does jobs in the order they came. std primitives on purpose: the thread sanitizer sees them, and
/// nothing here needs an event loop. The destructor does what is still queued, then joins.
class JobThread
{
public:
    using Job = std::function<void()>;

    /// `idle` runs on the thread whenever `interval` passed without a job.
    explicit JobThread(const char *name, std::chrono::milliseconds interval = {}, Job idle = {});
    ~JobThread();
    JobThread(const JobThread &) = delete;
    JobThread &operator=(const JobThread &) = delete;

    void post(Job job); ///< any thread

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopping = false;
    const std::chrono::milliseconds m_interval;
    const Job m_idle;
    std::thread m_thread; // last: it uses the others
};

} // namespace edgelink::journal
