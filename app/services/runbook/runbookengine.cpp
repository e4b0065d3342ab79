// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runbookengine.h"

#include "app/services/runbook/runbooklibrary.h"
#include "app/services/runbook/runclaim.h"
#include "app/services/runbook/runcontrol.h"
#include "app/services/runbook/runhistory.h"
#include "app/services/runbook/runlog.h"
#include "app/services/runbook/runworker.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <thread>
#include <utility>

namespace edgelink::runbook {

namespace {

constexpr size_t MostActive = 32; // a prepared run waits on a thread until it is confirmed or stopped

QString newRunId()
{
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    const QString random = QUuid::createUuid().toString(QUuid::Id128).left(6);
    return QStringLiteral("run-%1-%2").arg(time, random);
}

} // namespace

struct RunbookEngine::Active {
    RunControl control;
    std::thread thread;
    std::atomic<bool> done{false};
    std::mutex mutex;
    RunSnapshot latest;

    [[nodiscard]] RunSnapshot snapshot()
    {
        const std::lock_guard lock(mutex);
        return latest;
    }
};

RunbookEngine::RunbookEngine(const QStringList &folders, const Environment &environment, const ToolPaths &tools,
                             Journal *journal, CommandRunner *runner, ProbeSource *probes, ReleaseSource *releases,
                             const EngineOptions &options, QObject *parent)
    : RunbookSession(parent)
    , m_context{folders, environment, tools, journal, runner, probes, releases, options}
{
}

RunbookEngine::~RunbookEngine()
{
    std::map<QString, std::shared_ptr<Active>> active;
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        active = m_active;
    }
    for (const auto &[id, run] : active)
        run->control.abandon();
    for (const auto &[id, run] : active) {
        if (run->thread.joinable())
            run->thread.join();
    }
}

std::shared_ptr<RunbookEngine::Active> RunbookEngine::find(const QString &runId) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_active.find(runId);
    return it == m_active.end() || it->second->done ? nullptr : it->second;
}

void RunbookEngine::reap()
{
    for (auto it = m_active.begin(); it != m_active.end();) {
        if (!it->second->done || it->second->thread.get_id() == std::this_thread::get_id()) {
            ++it;
            continue;
        }
        if (it->second->thread.joinable())
            it->second->thread.join(); // it has said that it is done: at most its last instructions are left
        it = m_active.erase(it);
    }
}

Result<std::shared_ptr<RunbookEngine::Active>> RunbookEngine::add(const QString &runId)
{
    const std::lock_guard lock(m_mutex);
    if (m_closing)
        return failure(ErrorKind::Cancelled, tr("the console is closing"), runId);
    reap();
    if (m_active.contains(runId))
        return failure(ErrorKind::Conflict, tr("this run is already under way here"), runId);
    if (m_active.size() >= MostActive)
        return failure(ErrorKind::Refused, tr("too many runs are prepared at once"), runId,
                       tr("confirm or stop one of them"));
    auto active = std::make_shared<Active>();
    m_active.emplace(runId, active);
    return active;
}

template<typename Work>
void RunbookEngine::launch(const std::shared_ptr<Active> &active, Work work)
{
    // Under the lock, so that the destructor either sees the thread or keeps it from starting.
    const std::lock_guard lock(m_mutex);
    if (m_closing)
        return;
    active->thread = std::thread([this, run = active.get(), work = std::move(work)] {
        RunHooks hooks;
        hooks.publish = [this, run](const RunSnapshot &snapshot) {
            {
                const std::lock_guard latest(run->mutex);
                run->latest = snapshot;
            }
            emit runChanged(snapshot);
        };
        work(run->control, hooks);
        run->done = true;
    });
}

QFuture<Result<QString>> RunbookEngine::prepare(const RunRequest &request)
{
    if (request.environment != m_context.environment.name)
        return readyFuture<Result<QString>>(failure(ErrorKind::Refused, tr("this run is for another environment"),
                                                    request.environment,
                                                    tr("the console is open on %1").arg(m_context.environment.name)));
    const QString runId = newRunId();
    const auto active = add(runId);
    if (!active)
        return readyFuture<Result<QString>>(tl::make_unexpected(active.error()));
    auto answer = std::make_shared<QPromise<Result<QString>>>();
    answer->start();
    const QFuture<Result<QString>> future = answer->future();
    launch(*active, [this, runId, request, answer](RunControl &control, RunHooks &hooks) {
        hooks.acquire = [this, runId] { return acquire(runId); };
        hooks.release = [this, runId] { release(runId); };
        RunWorker(m_context, control, hooks).prepare(runId, request, answer);
        release(runId);
    });
    return future;
}

void RunbookEngine::startResume(const QString &runId, const QString &actor, bool stopAtOnce,
                                const SharedPromise<Result<bool>> &answer)
{
    const auto active = add(runId);
    if (!active)
        return fulfil(answer, Result<bool>(tl::make_unexpected(active.error())));
    launch(*active, [this, runId, actor, stopAtOnce, answer](RunControl &control, RunHooks &hooks) {
        hooks.acquire = [this, runId] { return acquire(runId); };
        hooks.release = [this, runId] { release(runId); };
        RunWorker(m_context, control, hooks).resume(runId, actor, stopAtOnce, answer);
        release(runId);
    });
}

Result<bool> RunbookEngine::acquire(const QString &runId)
{
    const std::lock_guard lock(m_mutex);
    if (!m_mutating.isEmpty() && m_mutating != runId)
        return failure(ErrorKind::Conflict, tr("another run is changing %1 now").arg(m_context.environment.name),
                       m_mutating, tr("wait for its end or stop it"));
    if (m_mutating.isEmpty() && !m_context.options.claimFolder.isEmpty()) {
        Result<std::unique_ptr<RunClaim>> claim
            = RunClaim::take(m_context.options.claimFolder, m_context.environment.name);
        if (!claim)
            return tl::make_unexpected(claim.error());
        m_claim = std::move(*claim);
    }
    m_mutating = runId;
    return true;
}

void RunbookEngine::release(const QString &runId)
{
    const std::lock_guard lock(m_mutex);
    if (m_mutating == runId) {
        m_mutating.clear();
        m_claim.reset();
    }
}

QFuture<Result<bool>> RunbookEngine::confirm(const QString &runId, const QString &typedName, const QString &actor,
                                             const QString &overrideReason)
{
    const auto active = find(runId);
    auto answer = std::make_shared<QPromise<Result<bool>>>();
    answer->start();
    const QFuture<Result<bool>> future = answer->future();
    if (!active || !active->control.post(Confirmation{typedName, actor, overrideReason, answer}))
        fulfil(answer, Result<bool>(failure(ErrorKind::Conflict, tr("this run does not await confirmation"), runId)));
    return future;
}

void RunbookEngine::decide(const QString &runId, const RunDecision &decision)
{
    const auto active = find(runId);
    if (!active || !active->control.post(decision))
        spdlog::warn("run {}: a decision came while nothing was asked, and was dropped", runId.toStdString());
}

void RunbookEngine::stop(const QString &runId, const QString &actor)
{
    const auto active = find(runId);
    if (!active) {
        // Not under way here: one that a crash left unfinished is settled and closed.
        auto answer = std::make_shared<QPromise<Result<bool>>>();
        answer->start();
        return startResume(runId, actor, true, answer);
    }
    if (active->control.stopRequested())
        return;
    const RunSnapshot latest = active->snapshot();
    if (latest.state == RunState::Running || latest.state == RunState::AwaitingDecision)
        RunLog::requested(m_context, latest, QStringLiteral("stop"), actor);
    active->control.requestStop(actor);
}

QFuture<Result<bool>> RunbookEngine::resume(const QString &runId, const QString &actor)
{
    auto answer = std::make_shared<QPromise<Result<bool>>>();
    answer->start();
    const QFuture<Result<bool>> future = answer->future();
    startResume(runId, actor, false, answer);
    return future;
}

template<typename T, typename Work>
QFuture<T> RunbookEngine::aside(Work work)
{
    const auto active = add(QStringLiteral("read-") + QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (!active)
        return readyFuture<T>(tl::make_unexpected(active.error()));
    auto answer = std::make_shared<QPromise<T>>();
    answer->start();
    const QFuture<T> future = answer->future();
    launch(*active, [answer, work = std::move(work)](RunControl &control, RunHooks & /*hooks*/) {
        try {
            fulfil(answer, work(control));
        } catch (const RunLeft &) {
            fulfil(answer, T(failure(ErrorKind::Cancelled, tr("the console is closing"))));
        }
    });
    return future;
}

QFuture<Result<QList<RunbookDefinition>>> RunbookEngine::runbooks()
{
    using Answer = Result<QList<RunbookDefinition>>;
    return aside<Answer>([this](const RunControl & /*control*/) -> Answer {
        const RunbookLibrary library = RunbookLibrary::load(m_context.folders, {m_context.probes->names()});
        for (const Problem &problem : library.problems())
            spdlog::warn("runbook refused: {}", problem.sentence().toStdString());
        if (library.runbooks().isEmpty() && !library.problems().isEmpty())
            return failure(ErrorKind::Configuration, tr("no runbook can be used"),
                           m_context.folders.join(QStringLiteral(", ")), {},
                           sentences(library.problems()).join(QLatin1Char('\n')));
        return library.runbooks();
    });
}

Result<QList<RunSnapshot>> RunbookEngine::readRuns(const RunControl &control, int limit, bool onlyUnfinished)
{
    const Result<QList<RunHeading>> headings = runHeadings(m_context, control);
    if (!headings)
        return tl::make_unexpected(headings.error());
    QList<RunSnapshot> runs;
    for (const RunHeading &heading : *headings) {
        if (limit > 0 && runs.size() >= limit)
            break;
        const auto active = find(heading.runId);
        if (onlyUnfinished && (heading.finished || active))
            continue;
        if (active) {
            runs << active->snapshot();
            continue;
        }
        const Result<RebuiltRun> rebuilt = readRun(m_context, control, heading.runId);
        if (!rebuilt)
            return tl::make_unexpected(rebuilt.error());
        runs << rebuilt->snapshot;
    }
    return runs;
}

QFuture<Result<QList<RunSnapshot>>> RunbookEngine::unfinished()
{
    return aside<Result<QList<RunSnapshot>>>([this](const RunControl &control) { return readRuns(control, 0, true); });
}

QFuture<Result<QList<RunSnapshot>>> RunbookEngine::runs(int limit)
{
    return aside<Result<QList<RunSnapshot>>>(
        [this, limit](const RunControl &control) { return readRuns(control, limit, false); });
}

QStringList RunbookEngine::problems() const
{
    return sentences(RunbookLibrary::load(m_context.folders, {m_context.probes->names()}).problems());
}

QStringList RunbookEngine::lint(const QString &file) const
{
    return sentences(runbook::lint(file, m_context.folders, {m_context.probes->names()}));
}

} // namespace edgelink::runbook

#include "moc_runbookengine.cpp"
