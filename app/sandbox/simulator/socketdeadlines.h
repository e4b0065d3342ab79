// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace edgelink::sandbox {

/// Ends calls that wait on a socket for a peer which went silent: a frozen PostgreSQL backend answers nothing, and
/// neither statement_timeout nor keepalives help, so past its deadline the socket is shut down under the call, which
/// then fails. Callable from any thread.
class SocketDeadlines
{
public:
    SocketDeadlines();
    ~SocketDeadlines();
    SocketDeadlines(const SocketDeadlines &) = delete;
    SocketDeadlines &operator=(const SocketDeadlines &) = delete;

    /// Watches `socket` while it lives; destroy it before the socket is closed.
    class Guard
    {
    public:
        Guard(SocketDeadlines &deadlines, int socket, std::chrono::milliseconds limit);
        ~Guard();
        Guard(const Guard &) = delete;
        Guard &operator=(const Guard &) = delete;

    private:
        SocketDeadlines &m_deadlines;
        int m_socket;
    };

    /// Everything watched now ends at once (shutting down).
    void expireAll();

private:
    void watch(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<int, std::chrono::steady_clock::time_point> m_sockets; ///< file descriptor → when its time is up
    std::jthread m_thread; ///< last: it uses the rest
};

} // namespace edgelink::sandbox
