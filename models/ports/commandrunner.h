// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// Runs real tools on worker threads. Callable from any thread; signals come from the worker.
/// No intent row, no process: the future fails with ErrorKind::Io when the journal cannot commit the intent.
class CommandRunner : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Exactly one CommandResult per call, also when the tool never started.
    [[nodiscard]] virtual QFuture<CommandResult> run(const CommandSpec &spec) = 0;
    /// SIGINT to the process group, grace, SIGKILL. Takes effect at once from any thread; idempotent.
    virtual void cancel(const QUuid &commandId) = 0;

signals:
    void started(const QUuid &commandId, qint64 pid);
    void output(const edgelink::OutputBatch &batch);
    void finished(const edgelink::CommandResult &result);
};

} // namespace edgelink
