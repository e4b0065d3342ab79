// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/cancellation.h"
#include "app/sandbox/process.h"

#include <QByteArray>

#include <chrono>
#include <functional>

namespace edgelink::sandbox {

struct ToolOutput {
    int exitCode = 0; ///< 128 + signal for one that was killed
    QByteArray standardOutput; ///< at most 4 MiB of each; the rest is read and dropped
    QByteArray standardError;
};

struct ToolCall {
    ProcessSpec process;
    QByteArray input; ///< written to standard input, then closed
    std::chrono::milliseconds deadline{std::chrono::minutes(2)};
    std::function<void(const QString &)> onLine; ///< each complete line of standard error, on the calling thread
};

/// Runs a program to its end. Blocks: for worker threads only. Past its deadline, or cancelled, its process group gets
/// SIGINT and, 5 s later, SIGKILL. Any exit code is a success here.
[[nodiscard]] Result<ToolOutput> runTool(const ToolCall &call, const Cancellation &cancellation);

/// The same where anything but exit code 0 is an error, whose `raw` is the end of what the tool said.
[[nodiscard]] Result<ToolOutput> requireTool(const ToolCall &call, const Cancellation &cancellation);

} // namespace edgelink::sandbox
