// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/commandoptions.h"
#include "app/services/command/outputchannel.h"
#include "app/services/command/toolprocess.h"
#include "models/domain/command.h"
#include "models/domain/journal.h"
#include "models/ports/journal.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace edgelink::command {

/// What a job tells while it runs, on its worker's thread.
struct JobListener {
    std::function<void(pid_t)> started;
    std::function<void(const OutputBatch &)> output;
};

/// One command from intent to outcome. execute() on a worker thread, once; cancel() from any thread, any number of
/// times.
class CommandJob
{
public:
    CommandJob(CommandSpec spec, const CommandOptions &options, Journal *journal);

    [[nodiscard]] const CommandSpec &spec() const { return m_spec; }

    /// Sets the flag and, when the process runs, sends SIGINT to its group before it returns.
    void cancel();

    [[nodiscard]] CommandResult execute(const JobListener &listener);

    /// What is returned when the job is taken from the queue without ever running.
    [[nodiscard]] CommandResult cancelledBeforeStart() const;

private:
    using Clock = std::chrono::steady_clock;
    enum class Ending { None, Cancelled, TimedOut };

    [[nodiscard]] std::optional<Error> refusal() const;
    [[nodiscard]] Result<QMap<QString, QString>> resolveSecrets() const;
    [[nodiscard]] JournalDraft draft(const char *kind, QJsonObject payload) const;
    [[nodiscard]] Result<bool> record(const JournalDraft &draft);
    [[nodiscard]] QJsonObject intentPayload() const;

    void runProcess(const QMap<QString, QString> &secrets, const JobListener &listener, CommandResult &result);
    [[nodiscard]] Result<pid_t> startUnlessCancelled(ToolProcess &process, const ToolProcess::Start &start);
    void watch(ToolProcess &process, OutputChannel &out, OutputChannel &err, const JobListener &listener,
               CommandResult &result);
    void interruptWhenDue(Clock::time_point now, pid_t group);
    void waitForNews(const ToolProcess &process, bool moreToRead) const;
    void forwardLines(OutputChannel &out, OutputChannel &err, const JobListener &listener) const;
    [[nodiscard]] std::optional<Exit> endOf(ToolProcess &process); ///< nullopt: it cannot be ended
    void judge(const std::optional<Exit> &exit, CommandResult &result) const;
    void keepOutput(const OutputChannel &out, const OutputChannel &err, Sha256 &digest, CommandResult &result);
    void recordOutcome(CommandResult &result);

    const CommandSpec m_spec;
    const CommandOptions &m_options;
    Journal *const m_journal;
    Redactor m_redactor; ///< with this command's own secrets

    std::atomic<bool> m_cancelled = false;
    std::mutex m_mutex; // guards m_running
    pid_t m_running = 0; ///< the group, from start to reaping: a signal can only reach our own child
    FileDescriptor m_wake; ///< eventfd: cancel() ends the worker's wait

    Ending m_ending = Ending::None;
    Clock::time_point m_deadline;
    Clock::time_point m_killAt;
    bool m_killed = false;
    QString m_tail;
    qint64 m_outputBytes = 0;
    bool m_outputLost = false;
};

} // namespace edgelink::command
