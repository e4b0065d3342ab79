// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QString>

#include <memory>

namespace edgelink::runbook {

/// Across the processes that share a data folder: only its holder may change anything of the environment. Ends with the
/// object or its process, however that ends; tools that were started do not inherit it. Any thread.
class RunClaim
{
public:
    /// Makes `folder` when it is missing. Errors: Conflict (another console has it), Io.
    [[nodiscard]] static Result<std::unique_ptr<RunClaim>> take(const QString &folder, const QString &environment);
    /// Whether anybody has it now, this process included. Takes nothing, so it is in nobody's way.
    [[nodiscard]] static bool isHeld(const QString &folder, const QString &environment);

    ~RunClaim();
    RunClaim(const RunClaim &) = delete;
    RunClaim &operator=(const RunClaim &) = delete;
    RunClaim(RunClaim &&) = delete;
    RunClaim &operator=(RunClaim &&) = delete;

private:
    explicit RunClaim(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor;
};

} // namespace edgelink::runbook
