// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/socketdeadlines.h"

#include <sys/socket.h>

#include <algorithm>

namespace edgelink::sandbox {

SocketDeadlines::SocketDeadlines()
    : m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

SocketDeadlines::~SocketDeadlines() = default;

SocketDeadlines::Guard::Guard(SocketDeadlines &deadlines, int socket, std::chrono::milliseconds limit)
    : m_deadlines(deadlines)
    , m_socket(socket)
{
    const std::lock_guard lock(m_deadlines.m_mutex);
    m_deadlines.m_sockets[socket] = std::chrono::steady_clock::now() + limit;
    m_deadlines.m_changed.notify_all();
}

SocketDeadlines::Guard::~Guard()
{
    const std::lock_guard lock(m_deadlines.m_mutex);
    m_deadlines.m_sockets.erase(m_socket);
}

void SocketDeadlines::expireAll()
{
    const std::lock_guard lock(m_mutex);
    for (auto &[socket, deadline] : m_sockets)
        deadline = std::chrono::steady_clock::time_point::min();
    m_changed.notify_all();
}

void SocketDeadlines::watch(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = std::chrono::steady_clock::now();
        auto next = now + std::chrono::hours(1);
        for (auto entry = m_sockets.begin(); entry != m_sockets.end();) {
            if (entry->second > now) {
                next = std::min(next, entry->second);
                ++entry;
                continue;
            }
            // Under the lock, so the descriptor still belongs to the guarded connection.
            ::shutdown(entry->first, SHUT_RDWR);
            entry = m_sockets.erase(entry);
        }
        m_changed.wait_until(lock, stop, next, [this, count = m_sockets.size(), next] {
            return m_sockets.size() > count
                || std::any_of(m_sockets.cbegin(), m_sockets.cend(),
                               [next](const auto &entry) { return entry.second < next; });
        });
    }
}

} // namespace edgelink::sandbox
