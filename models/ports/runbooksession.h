// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/runbook.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// Guided runs. Callable from any thread; every change arrives as a whole RunSnapshot.
class RunbookSession : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<QList<RunbookDefinition>>> runbooks() = 0;
    /// Makes a run and starts its pre-flight; changes nothing. The value is the run's id.
    [[nodiscard]] virtual QFuture<Result<QString>> prepare(const RunRequest &request) = 0;
    /// Starts a run that awaits confirmation. `typedName` must be the snapshot's nameToType, exactly.
    /// `overrideReason` is needed where a pre-flight check failed but may be overridden.
    [[nodiscard]] virtual QFuture<Result<bool>> confirm(const QString &runId, const QString &typedName,
                                                        const QString &actor, const QString &overrideReason)
        = 0;
    virtual void decide(const QString &runId, const RunDecision &decision) = 0;
    virtual void stop(const QString &runId, const QString &actor) = 0; ///< at once, also while a command runs
    /// Runs that are not finished and not under way here, rebuilt from the journal: a crash left them, or another
    /// console is at work on them (atWorkElsewhere). Nothing is started.
    [[nodiscard]] virtual QFuture<Result<QList<RunSnapshot>>> unfinished() = 0;
    /// Re-observes what is in doubt, then goes on (or asks).
    [[nodiscard]] virtual QFuture<Result<bool>> resume(const QString &runId, const QString &actor) = 0;
    [[nodiscard]] virtual QFuture<Result<QList<RunSnapshot>>> runs(int limit) = 0; ///< newest first, from the journal

signals:
    void runChanged(const edgelink::RunSnapshot &snapshot);
};

} // namespace edgelink
