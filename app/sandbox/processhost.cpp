// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/processhost.h"

#include "app/sandbox/words.h"

#include <QTimer>

#include <spdlog/spdlog.h>

#include <future>

namespace edgelink::sandbox {

namespace {

constexpr int RestartsPerMinute = 5;

} // namespace

ProcessHost::ProcessHost(StateBoard &board, const Cancellation &cancellation, QString logDirectory, QObject *parent)
    : QObject(parent)
    , m_board(board)
    , m_cancellation(cancellation)
    , m_logDirectory(std::move(logDirectory))
{
    m_pool.setMaxThreadCount(8);
}

ProcessHost::~ProcessHost()
{
    m_pool.waitForDone();
}

template<typename T>
Result<T> ProcessHost::inMain(std::function<Result<T>()> work)
{
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto future = promise->get_future();
    QMetaObject::invokeMethod(
        this, [promise, work = std::move(work)] { promise->set_value(work()); }, Qt::QueuedConnection);
    // The main thread answers at once unless it is on its way out.
    while (future.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) {
        if (m_cancellation.isCancelled())
            return failure(ErrorKind::Cancelled, Words::tr("cancelled"));
    }
    return future.get();
}

Result<void> ProcessHost::bringUp(const ComponentSpec &spec)
{
    if (auto launched = launch(spec); !launched)
        return launched;
    return awaitReady(spec);
}

Result<void> ProcessHost::launch(const ComponentSpec &spec)
{
    return inMain<void>([this, spec]() -> Result<void> {
        if (m_ending)
            return failure(ErrorKind::Cancelled, Words::tr("cancelled"), spec.name);
        Entry &entry = m_entries[spec.name];
        if (!entry.component) {
            entry.component = std::make_unique<Component>(spec, logFile(spec.name), nullptr);
            connect(entry.component.get(), &Component::ended, this,
                    [this, name = spec.name](const QString &how) { onEnded(name, how); });
        }
        entry.component->setSpec(spec);
        entry.heldDown = false;
        entry.wasReady = false;
        m_board.setComponent(spec.name, QStringLiteral("starting"));
        auto started = entry.component->start();
        if (!started) {
            m_board.setComponent(spec.name, QStringLiteral("failed"), started.error().sentence());
            return started;
        }
        m_board.setProcess(spec.name, entry.component->process());
        return {};
    });
}

Result<void> ProcessHost::awaitReady(const ComponentSpec &spec)
{
    const auto end = std::chrono::steady_clock::now() + spec.readyWithin;
    auto pause = std::chrono::milliseconds(40);
    Result<void> look;
    for (;;) {
        const auto running = inMain<bool>(
            [this, name = spec.name]() -> Result<bool> { return m_entries[name].component->isRunning(); });
        if (!running)
            return tl::make_unexpected(running.error());
        if (!*running)
            return failure(ErrorKind::ToolFailed,
                           Words::tr("ended while it started: %1").arg(lastLineOf(logFile(spec.name))), spec.name,
                           Words::tr("Its log: %1").arg(logFile(spec.name)));
        look = spec.probe ? spec.probe() : Result<void>{};
        if (look)
            break;
        if (std::chrono::steady_clock::now() > end) {
            const QString why = Words::tr("was not ready within %1 s: %2")
                                    .arg(std::chrono::duration<double>(spec.readyWithin).count())
                                    .arg(look.error().sentence());
            note(spec.name, QStringLiteral("failed"), why);
            return failure(ErrorKind::Timeout, why, spec.name, Words::tr("Its log: %1").arg(logFile(spec.name)));
        }
        if (m_cancellation.waitFor(pause))
            return failure(ErrorKind::Cancelled, Words::tr("cancelled"), spec.name);
        pause = std::min(pause * 3 / 2, std::chrono::milliseconds(250));
    }
    return inMain<void>([this, name = spec.name]() -> Result<void> {
        Entry &entry = m_entries[name];
        if (!entry.heldDown && entry.component->isRunning()) {
            entry.wasReady = true;
            m_board.setComponent(name, QStringLiteral("ready"));
        }
        return {};
    });
}

void ProcessHost::note(const QString &name, const QString &state, const QString &line)
{
    QMetaObject::invokeMethod(this, [this, name, state, line] { m_board.setComponent(name, state, line); });
}

Result<void> ProcessHost::play(const QString &name, Fault fault)
{
    return inMain<void>([this, name, fault]() -> Result<void> {
        const auto found = m_entries.find(name);
        if (found == m_entries.end() || !found->second.component->isRunning())
            return failure(ErrorKind::Conflict, Words::tr("does not run, so it cannot be stopped"), name);
        Entry &entry = found->second;
        if (fault == Fault::Hang) {
            entry.frozen = true;
            entry.component->send(SIGSTOP);
            m_board.setComponent(name, QStringLiteral("stopped"), Words::tr("frozen by a fault"));
            return {};
        }
        entry.heldDown = true;
        // PostgreSQL's SIGINT is its fast shutdown; its SIGTERM waits for every client.
        const int polite = name == QLatin1String("postgres") ? SIGINT : SIGTERM;
        entry.component->send(fault == Fault::Kill ? SIGKILL : polite);
        m_board.setComponent(name, QStringLiteral("stopped"), Words::tr("stopped by a fault"));
        return {};
    });
}

Result<void> ProcessHost::heal(const QString &name)
{
    struct Plan {
        ComponentSpec spec;
        bool wait = false; ///< it is still on its way down
    };
    for (;;) {
        const auto plan = inMain<Plan>([this, name]() -> Result<Plan> {
            const auto found = m_entries.find(name);
            if (found == m_entries.end())
                return failure(ErrorKind::NotFound, Words::tr("is no component of this sandbox"), name);
            Entry &entry = found->second;
            if (entry.frozen) {
                entry.frozen = false;
                entry.component->send(SIGCONT);
                m_board.setComponent(name, QStringLiteral("starting"));
            }
            return Plan{entry.component->spec(), entry.heldDown && entry.component->isRunning()};
        });
        if (!plan)
            return tl::make_unexpected(plan.error());
        if (plan->wait) {
            if (m_cancellation.waitFor(std::chrono::milliseconds(20)))
                return failure(ErrorKind::Cancelled, Words::tr("cancelled"), name);
            continue;
        }
        const auto running
            = inMain<bool>([this, name]() -> Result<bool> { return m_entries[name].component->isRunning(); });
        if (!running)
            return tl::make_unexpected(running.error());
        if (*running)
            return awaitReady(plan->spec);
        if (plan->spec.beforeRestart)
            plan->spec.beforeRestart();
        return bringUp(plan->spec);
    }
}

void ProcessHost::endAll()
{
    m_ending = true;
    bool any = false;
    for (auto &[name, entry] : m_entries) {
        entry.heldDown = true;
        if (!entry.component->isRunning())
            continue;
        any = true;
        // Every `up` starts afresh, so nothing is lost by killing; only PostgreSQL has shared memory to give back.
        entry.component->send(name == QLatin1String("postgres") ? SIGQUIT : SIGKILL, name != QLatin1String("postgres"));
        entry.component->send(SIGCONT);
    }
    if (!any) {
        QMetaObject::invokeMethod(this, &ProcessHost::allEnded, Qt::QueuedConnection);
        return;
    }
    QTimer::singleShot(std::chrono::seconds(5), this, [this] {
        for (auto &[name, entry] : m_entries)
            entry.component->send(SIGKILL, true);
    });
}

void ProcessHost::refreshLines()
{
    for (auto &[name, entry] : m_entries) {
        if (m_board.componentState(name) == QLatin1String("starting"))
            m_board.setComponent(name, QStringLiteral("starting"), entry.component->lastLine());
    }
}

void ProcessHost::onEnded(const QString &name, const QString &how)
{
    Entry &entry = m_entries[name];
    m_board.setProcess(name, {});
    entry.frozen = false;
    if (m_ending) {
        if (m_board.componentState(name) != QLatin1String("failed"))
            m_board.setComponent(name, QStringLiteral("stopped"));
        const bool running = std::any_of(m_entries.cbegin(), m_entries.cend(),
                                         [](const auto &pair) { return pair.second.component->isRunning(); });
        if (!running)
            emit allEnded();
        return;
    }
    if (entry.heldDown)
        return;
    const QString why = Words::tr("ended unexpectedly (%1): %2").arg(how, entry.component->lastLine());
    spdlog::warn("{} {}", name.toStdString(), why.toStdString());
    if (!entry.wasReady) {
        // Whoever waits for its readiness sees that it is gone and says so.
        m_board.setComponent(name, QStringLiteral("failed"), why);
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    while (!entry.restarts.empty() && now - entry.restarts.front() > std::chrono::minutes(1))
        entry.restarts.pop_front();
    if (entry.restarts.size() >= RestartsPerMinute) {
        m_board.setComponent(name, QStringLiteral("failed"), why);
        emit failed(name, why);
        return;
    }
    entry.restarts.push_back(now);
    m_board.countRestart(name);
    m_board.setComponent(name, QStringLiteral("starting"), why);
    restart(name);
}

void ProcessHost::restart(const QString &name)
{
    const ComponentSpec spec = m_entries[name].component->spec();
    m_pool.start([this, spec] {
        if (spec.beforeRestart)
            spec.beforeRestart();
        const auto up = bringUp(spec);
        if (!up && !m_cancellation.isCancelled()) {
            QMetaObject::invokeMethod(this, [this, spec, why = up.error().sentence()] {
                m_board.setComponent(spec.name, QStringLiteral("failed"), why);
                emit failed(spec.name, why);
            });
        }
    });
}

QString ProcessHost::logFile(const QString &name) const
{
    return m_logDirectory + QLatin1Char('/') + name + QStringLiteral(".log");
}

} // namespace edgelink::sandbox

#include "moc_processhost.cpp"
