// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/cancellation.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace edgelink::sandbox {

Cancellation::Cancellation()
    : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

Cancellation::~Cancellation()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void Cancellation::cancel()
{
    m_cancelled = true;
    const std::uint64_t one = 1;
    if (::write(m_descriptor, &one, sizeof one) < 0) {
        // Full means that it was cancelled before; the flag is set either way.
    }
}

bool Cancellation::waitFor(std::chrono::milliseconds time) const
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (!m_cancelled) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return false;
        pollfd entry{m_descriptor, POLLIN, 0};
        if (::poll(&entry, 1, static_cast<int>(left.count()) + 1) < 0 && errno != EINTR)
            break;
    }
    return m_cancelled;
}

} // namespace edgelink::sandbox
