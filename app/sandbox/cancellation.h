// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>

namespace edgelink::sandbox {

/// A stop flag that a waiting thread notices at once. Thread-safe; set once, never cleared.
class Cancellation
{
public:
    Cancellation();
    ~Cancellation();
    Cancellation(const Cancellation &) = delete;
    Cancellation &operator=(const Cancellation &) = delete;

    void cancel();
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    /// Waits; true: cancelled meanwhile.
    [[nodiscard]] bool waitFor(std::chrono::milliseconds time) const;
    /// Readable from the moment of cancel(); for poll(2). -1 where no eventfd could be had.
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    std::atomic<bool> m_cancelled{false};
    int m_descriptor = -1;
};

} // namespace edgelink::sandbox
