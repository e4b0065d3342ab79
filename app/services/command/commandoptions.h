// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/domain/redactor.h"

#include <QString>

#include <chrono>
#include <functional>

namespace edgelink::command {

/// Fetches a secret. Called on a worker thread just before a command starts; may block for a while, not for ever.
using SecretResolver = std::function<Result<QString>(const SecretReference &)>;

struct CommandOptions {
    QString spoolDirectory{}; ///< large redacted outputs; made with mode 0700
    SecretResolver resolveSecret{};
    Redactor redactor{}; ///< what is secret in every command
    /// Environment name -> journal stream ("production" or "drill"). Unset: "production".
    std::function<QString(const QString &)> streamOf{};
    int readers = 6; ///< reading commands that run at once; more wait their turn
    int writers = 2; ///< mutating ones have lanes of their own: hanging reads never hold them up
    std::chrono::milliseconds journalPatience{std::chrono::seconds{30}}; ///< then: no record, no process
    std::chrono::milliseconds killPatience{std::chrono::seconds{10}}; ///< after SIGKILL
};

} // namespace edgelink::command
