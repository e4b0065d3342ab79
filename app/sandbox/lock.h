// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/process.h"
#include "models/domain/error.h"

#include <QString>

#include <memory>
#include <optional>

namespace edgelink::sandbox {

/// D/supervisor.lock, held as long as a supervisor lives: the kernel lets go of it even after a `kill -9`.
class SupervisorLock
{
public:
    ~SupervisorLock();
    SupervisorLock(const SupervisorLock &) = delete;
    SupervisorLock &operator=(const SupervisorLock &) = delete;

    /// An error of kind Conflict: another supervisor has it.
    [[nodiscard]] static Result<std::unique_ptr<SupervisorLock>> take(const QString &path);
    /// Whether a supervisor lives. False also when there is no such file.
    [[nodiscard]] static bool isHeld(const QString &path);
    /// Who lives there, also before it has written a state of its own (the file may still be an earlier one's).
    /// nullopt: nobody, or one that has not said so yet.
    [[nodiscard]] static std::optional<ProcessIdentity> holder(const QString &path);

private:
    explicit SupervisorLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
};

} // namespace edgelink::sandbox
