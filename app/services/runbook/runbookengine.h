// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/problem.h"
#include "app/services/runbook/runcontext.h"
#include "models/ports/runbooksession.h"

#include <map>
#include <memory>
#include <mutex>

namespace edgelink::runbook {

class RunClaim;
class RunControl;

/// Guided runs of one environment. Each run has a thread of its own and does one thing after the other there; only one
/// run that changes anything is under way at a time, also among the consoles that share a data folder. Callable from
/// any thread; runChanged comes from the run's thread, in order. The ports must outlive the engine. Runs that are under
/// way when it is destroyed stay resumable.
class RunbookEngine : public RunbookSession
{
    Q_OBJECT

public:
    /// `folders`: of runbooks (*.yaml), on disk or in the resources.
    RunbookEngine(const QStringList &folders, const Environment &environment, const ToolPaths &tools, Journal *journal,
                  CommandRunner *runner, ProbeSource *probes, ReleaseSource *releases,
                  const EngineOptions &options = {}, QObject *parent = nullptr);
    ~RunbookEngine() override;

    [[nodiscard]] QFuture<Result<QList<RunbookDefinition>>> runbooks() override;
    [[nodiscard]] QFuture<Result<QString>> prepare(const RunRequest &request) override;
    [[nodiscard]] QFuture<Result<bool>> confirm(const QString &runId, const QString &typedName, const QString &actor,
                                                const QString &overrideReason) override;
    void decide(const QString &runId, const RunDecision &decision) override;
    void stop(const QString &runId, const QString &actor) override;
    [[nodiscard]] QFuture<Result<QList<RunSnapshot>>> unfinished() override;
    [[nodiscard]] QFuture<Result<bool>> resume(const QString &runId, const QString &actor) override;
    [[nodiscard]] QFuture<Result<QList<RunSnapshot>>> runs(int limit) override;

    /// What is wrong with the runbooks of the folders, in sentences; empty: nothing. Reads files; not for a GUI thread.
    [[nodiscard]] QStringList problems() const;
    /// What is wrong with one file, in sentences. Reads files; any thread.
    [[nodiscard]] QStringList lint(const QString &file) const;

private:
    struct Active;

    [[nodiscard]] std::shared_ptr<Active> find(const QString &runId) const;
    [[nodiscard]] Result<std::shared_ptr<Active>> add(const QString &runId);
    template<typename Work>
    void launch(const std::shared_ptr<Active> &active, Work work);
    void reap();
    void startResume(const QString &runId, const QString &actor, bool stopAtOnce,
                     const std::shared_ptr<QPromise<Result<bool>>> &answer);
    [[nodiscard]] Result<bool> acquire(const QString &runId);
    void release(const QString &runId);
    [[nodiscard]] Result<QList<RunSnapshot>> readRuns(const RunControl &control, int limit, bool onlyUnfinished);
    /// Does a piece of reading on a thread of its own.
    template<typename T, typename Work>
    [[nodiscard]] QFuture<T> aside(Work work);

    const RunContext m_context;
    mutable std::mutex m_mutex;
    std::map<QString, std::shared_ptr<Active>> m_active;
    QString m_mutating; ///< id of the run that may change something now; empty: none
    std::unique_ptr<RunClaim> m_claim; ///< of that run, against other consoles
    bool m_closing = false;
};

} // namespace edgelink::runbook
