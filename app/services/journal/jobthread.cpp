// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/jobthread.h"

#include <pthread.h>

#include <utility>

namespace edgelink::journal {

JobThread::JobThread(const char *name, std::chrono::milliseconds interval, Job idle)
    : m_interval(interval)
    , m_idle(std::move(idle))
    , m_thread([this] { run(); })
{
    pthread_setname_np(m_thread.native_handle(), name);
}

JobThread::~JobThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void JobThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void JobThread::run()
{
    const auto ready = [this] { return m_stopping || !m_jobs.empty(); };
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_idle && !m_wake.wait_for(lock, m_interval, ready)) {
            lock.unlock();
            m_idle();
            lock.lock();
            continue;
        }
        m_wake.wait(lock, ready);
        if (m_jobs.empty())
            return; // stopping, and all done
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = {}; // what it captured ends here, not under the lock
        lock.lock();
    }
}

} // namespace edgelink::journal
