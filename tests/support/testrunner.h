// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/commandrunner.h"
#include "models/ports/marshal.h"

#include <QProcess>
#include <QTimer>

#include <functional>

namespace edgelink::test {

/// Answers commands from a function, on its own thread's loop: for replies that no real tool can be made to give.
class ScriptedRunner : public CommandRunner
{
public:
    using Answer = std::function<CommandResult(const CommandSpec &)>;

    explicit ScriptedRunner(Answer answer)
        : m_answer(std::move(answer))
    {
    }
    QFuture<CommandResult> run(const CommandSpec &spec) override
    {
        return marshal<CommandResult>(this, [this, spec](const SharedPromise<CommandResult> &promise) {
            m_specs.append(spec);
            CommandResult result = m_answer(spec);
            result.id = spec.id;
            fulfil(promise, result);
        });
    }
    void cancel(const QUuid &) override { }
    [[nodiscard]] const QList<CommandSpec> &specs() const { return m_specs; }

    [[nodiscard]] static CommandResult output(const QByteArray &text)
    {
        CommandResult result;
        result.outcome = Outcome::Success;
        result.exitCode = 0;
        result.standardOutput = text;
        return result;
    }
    [[nodiscard]] static CommandResult failed(const QByteArray &text, int exitCode = 1)
    {
        CommandResult result;
        result.outcome = Outcome::Error;
        result.exitCode = exitCode;
        result.standardError = text;
        return result;
    }

private:
    Answer m_answer;
    QList<CommandSpec> m_specs;
};

/// Runs the real tool with nothing around it (no journal, no spool): for tests of what uses tools, not of running them.
class PlainRunner : public CommandRunner
{
public:
    using CommandRunner::CommandRunner;
    ~PlainRunner() override
    {
        const QList<QProcess *> running = findChildren<QProcess *>();
        for (QProcess *process : running) {
            process->disconnect();
            process->kill();
            process->waitForFinished(5000);
        }
    }

    QFuture<CommandResult> run(const CommandSpec &spec) override
    {
        return marshal<CommandResult>(this, [this, spec](const SharedPromise<CommandResult> &promise) {
            auto *process = new QProcess(this);
            auto *deadline = new QTimer(process);
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            for (auto it = spec.environment.cbegin(); it != spec.environment.cend(); ++it)
                environment.insert(it.key(), it.value());
            process->setProcessEnvironment(environment);
            process->setStandardInputFile(QProcess::nullDevice());
            if (!spec.workingDirectory.isEmpty())
                process->setWorkingDirectory(spec.workingDirectory);
            QStringList arguments;
            for (const CommandArgument &argument : spec.arguments)
                arguments << argument.text;
            const auto timedOut = std::make_shared<bool>(false);
            connect(deadline, &QTimer::timeout, process, [process, timedOut] {
                *timedOut = true;
                process->kill();
            });
            const auto report = [process, spec, promise, timedOut] {
                if (promise->future().isFinished())
                    return;
                CommandResult result;
                result.id = spec.id;
                result.timedOut = *timedOut;
                result.standardOutput = process->readAllStandardOutput();
                result.standardError = process->readAllStandardError();
                const bool ran = process->error() != QProcess::FailedToStart;
                if (ran && process->exitStatus() == QProcess::NormalExit)
                    result.exitCode = process->exitCode();
                const bool ok = result.exitCode && spec.successCodes.contains(*result.exitCode);
                result.outcome = ok ? Outcome::Success : Outcome::Error;
                if (!ran)
                    result.error = Error{ErrorKind::Io, process->errorString(), spec.program, {}, {}};
                fulfil(promise, result);
                process->deleteLater();
            };
            connect(process, &QProcess::finished, process, report);
            connect(process, &QProcess::errorOccurred, process, [report](QProcess::ProcessError error) {
                if (error == QProcess::FailedToStart)
                    report();
            });
            deadline->start(spec.timeout);
            process->start(spec.program, arguments);
        });
    }
    void cancel(const QUuid &) override { }
};

} // namespace edgelink::test
