// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/supervisor.h"

#include "app/sandbox/drills.h"
#include "app/sandbox/reaper.h"
#include "app/sandbox/scenariochoice.h"
#include "app/sandbox/simulator/playable.h"
#include "app/sandbox/words.h"

#include <QDir>
#include <QFileInfo>

#include <spdlog/spdlog.h>

#include <unistd.h>

namespace edgelink::sandbox {

namespace {

QString wholeText(const Error &error)
{
    const QString sentence = error.sentence();
    return error.raw.isEmpty() || sentence.contains(error.raw) ? sentence : sentence + QLatin1Char('\n') + error.raw;
}

} // namespace

Supervisor::Supervisor(SupervisorOptions options)
    : m_options(std::move(options))
    , m_board(m_options.layout.stateFile(), nullptr)
    , m_host(m_board, m_cancellation, m_options.layout.path(QStringLiteral("log")), nullptr)
    , m_deployer(m_plan, m_cancellation)
    , m_faults(m_plan, m_host, m_deployer)
    , m_inbox(m_options.layout, nullptr)
{
    m_workers.setMaxThreadCount(4);
    m_refresh.setInterval(500);
    connect(&m_refresh, &QTimer::timeout, &m_host, &ProcessHost::refreshLines);
    connect(&m_graph, &TaskGraph::finished, this, &Supervisor::onBroughtUp);
    connect(&m_inbox, &RequestInbox::received, this, &Supervisor::onRequest);
    connect(&m_board, &StateBoard::written, this, &Supervisor::changed);
    connect(&m_host, &ProcessHost::failed, this,
            [this](const QString &name, const QString &why) { fail(name + QStringLiteral(": ") + why); });
    connect(&m_host, &ProcessHost::allEnded, this, [this] {
        m_processesGone = true;
        finishIfIdle();
    });
    m_faults.onChange([this](const QStringList &names) {
        QMetaObject::invokeMethod(
            this, [this, names] { m_board.change([&names](SandboxState &state) { state.activeFaults = names; }); });
    });
}

Supervisor::~Supervisor()
{
    m_cancellation.cancel();
    m_workers.waitForDone();
}

Result<void> Supervisor::prepare()
{
    const Layout &layout = m_options.layout;
    if (auto claimed = claimDirectory(layout); !claimed)
        return claimed;
    auto lock = SupervisorLock::take(layout.lockFile());
    if (!lock)
        return tl::make_unexpected(lock.error());
    m_lock = std::move(*lock);
    // An unreadable state means that nothing can be known to be ours.
    if (auto left = readState(layout.stateFile())) {
        const auto ended = reap(*left);
        if (!ended) {
            // The earlier run's state, for it names what is to be ended.
            left->phase = QStringLiteral("failed");
            left->error = wholeText(ended.error());
            if (const auto written = writeState(layout.stateFile(), *left); !written)
                spdlog::warn("{}", written.error().sentence().toStdString());
            return tl::make_unexpected(ended.error());
        }
        if (*ended > 0)
            spdlog::info("ended {} processes that an earlier run had left", *ended);
    }
    auto prepared = prepareRun();
    if (!prepared) {
        m_board.change([this, &prepared](SandboxState &state) {
            identify(state);
            state.phase = QStringLiteral("failed");
            state.error = wholeText(prepared.error());
        });
        m_board.write();
    }
    return prepared;
}

Result<void> Supervisor::prepareRun()
{
    const Layout &layout = m_options.layout;
    if (auto removed = removeRun(layout); !removed)
        return removed;
    if (auto made = makeFolders(layout); !made)
        return made;
    m_plan.layout = layout;
    m_plan.helmVersion = m_options.helmVersion;
    m_plan.runToken = randomSecret();
    m_plan.adminToken = randomSecret();
    m_plan.viewerToken = randomSecret();
    m_plan.databasePassword = randomSecret();
    m_plan.superuserPassword = randomSecret();
    const QStringList asked = Plan::passwordNames();
    for (const QString &name : asked)
        m_plan.passwords.insert(name, randomSecret());
    if (auto loaded = loadScenarioFile(); !loaded)
        return loaded;
    auto lease = PortLease::take(Plan::portNames());
    if (!lease)
        return tl::make_unexpected(lease.error());
    m_lease = std::move(*lease);
    m_plan.ports = m_lease.ports();

    m_board.change([this](SandboxState &state) {
        identify(state);
        state.phase = QStringLiteral("building");
        state.timeCompression = m_plan.scenario.timeCompression;
        state.kubeconfig = m_plan.layout.kubeconfig();
        state.context = QLatin1String(Plan::Cluster);
        state.nameSpace = QLatin1String(Plan::Namespace);
        state.release = QLatin1String(Plan::Release);
        state.ports = m_plan.ports;
        state.availableFaults = builtinFaultNames();
        state.drills = presentDrills(m_plan.resources + QStringLiteral("/sandbox/scenarios"), m_plan.scenario);
        state.runToken = m_plan.runToken;
    });
    const QStringList names = BringUp::componentNames();
    for (const QString &name : names)
        m_board.setComponent(name, QStringLiteral("waiting"));
    m_board.write();
    return m_faults.begin();
}

void Supervisor::identify(SandboxState &state) const
{
    const ScenarioChoice choice = chooseScenario(m_options.scenario, resourcesDirectory().value_or(QString()));
    state.scenario = m_plan.scenario.name.isEmpty() ? m_options.scenario : m_plan.scenario.name;
    state.scenarioFile = choice.builtIn ? QString() : choice.file;
    state.helmVersion = m_options.helmVersion;
    state.startedAt = QDateTime::currentDateTimeUtc();
    state.supervisor = identityOf(::getpid()).value_or(ProcessIdentity{});
    state.bootId = bootId();
}

Result<void> Supervisor::loadScenarioFile()
{
    const auto resources = resourcesDirectory();
    if (!resources)
        return tl::make_unexpected(resources.error());
    m_plan.resources = *resources;
    m_plan.scenarioFile = chooseScenario(m_options.scenario, *resources).file;
    if (!QFileInfo(m_plan.scenarioFile).isFile()) {
        QStringList known = QDir(*resources + QStringLiteral("/sandbox/scenarios"))
                                .entryList({QStringLiteral("*.yaml")}, QDir::Files);
        known.replaceInStrings(QStringLiteral(".yaml"), QString());
        return failure(ErrorKind::Usage, Words::tr("is neither a scenario nor a file"), m_options.scenario,
                       Words::tr("Known: %1.").arg(known.join(QStringLiteral(", "))));
    }
    auto scenario = loadPlayable(m_plan.scenarioFile, *resources + QStringLiteral("/sandbox/scenarios"));
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    m_plan.scenario = std::move(*scenario);
    return {};
}

void Supervisor::start()
{
    const BringUp up{
        m_plan, m_host, m_deployer, m_cancellation, m_options.toolchain, QCoreApplication::applicationFilePath()};
    up.addTo(m_graph);
    m_graph.add(QStringLiteral("phase"), {QStringLiteral("toolchain")}, [this]() -> Result<void> {
        QMetaObject::invokeMethod(this, [this] {
            m_board.change([this](SandboxState &state) {
                state.phase = QStringLiteral("starting");
                state.toolchain = m_plan.programs.toolchain;
            });
        });
        return {};
    });
    m_refresh.start();
    m_graph.start();
}

void Supervisor::onBroughtUp(const std::optional<Error> &why)
{
    m_graphDone = true;
    m_refresh.stop();
    if (m_stopping) {
        finishIfIdle();
        return;
    }
    if (why) {
        fail(wholeText(*why));
        return;
    }
    m_board.change([this](SandboxState &state) {
        state.phase = QStringLiteral("ready");
        state.readyAt = QDateTime::currentDateTimeUtc();
        state.consoleConfiguration = m_plan.layout.consoleConfiguration();
    });
    m_board.write();
    m_inbox.open();
    ++m_busy;
    m_workers.start([this] {
        playTimeline();
        QMetaObject::invokeMethod(this, [this] {
            --m_busy;
            finishIfIdle();
        });
    });
}

void Supervisor::onRequest(const Request &request)
{
    ++m_busy;
    m_workers.start([this, request] {
        Result<void> outcome = failure(ErrorKind::Usage, Words::tr("is no known action"), request.action);
        if (request.action == QLatin1String("inject"))
            outcome = m_faults.inject(request.fault);
        else if (request.action == QLatin1String("clear"))
            outcome = m_faults.clear();
        QMetaObject::invokeMethod(this, [this, request, outcome] {
            // The one who asked may look at the state next.
            m_board.write();
            m_inbox.reply(request.id, outcome);
            --m_busy;
            finishIfIdle();
        });
    });
}

void Supervisor::playTimeline()
{
    const Scenario &scenario = m_plan.scenario;
    const auto report = [this](const Result<void> &result, const QString &name) {
        if (!result && !m_cancellation.isCancelled())
            m_host.note(QStringLiteral("release"), QStringLiteral("failed"),
                        name + QStringLiteral(": ") + result.error().sentence());
    };
    for (qsizetype index = BringUp::BaselineRevisions; index < scenario.revisions.size(); ++index) {
        const RevisionPlan &revision = scenario.revisions.at(index);
        if (m_cancellation.waitFor(revision.hold))
            return;
        report(m_faults.deployOnce(releaseFaultName(scenario, index), revision), revision.chartVersion);
    }
    if (scenario.startFaults.isEmpty() || m_cancellation.waitFor(scenario.startFaultsHold))
        return;
    for (const QString &name : scenario.startFaults)
        report(m_faults.injectOnce(name), name);
}

void Supervisor::fail(const QString &why)
{
    if (m_stopping)
        return;
    m_failed = true;
    spdlog::warn("the sandbox failed: {}", why.toStdString());
    m_board.change([&why](SandboxState &state) {
        state.phase = QStringLiteral("failed");
        state.error = why;
    });
    m_board.write();
    shutDown();
}

void Supervisor::shutDown()
{
    if (m_stopping)
        return;
    m_stopping = true;
    m_refresh.stop();
    m_cancellation.cancel();
    m_graph.stop();
    m_host.endAll();
}

void Supervisor::finishIfIdle()
{
    if (!m_stopping || m_finished || !m_processesGone || !m_graphDone || m_busy > 0)
        return;
    m_finished = true;
    // Whatever tools started and left in sessions of their own.
    if (const auto ended = reap(m_board.state()); !ended)
        spdlog::warn("{}", ended.error().sentence().toStdString());
    m_board.change([this](SandboxState &state) {
        if (!m_failed)
            state.phase = QStringLiteral("stopped");
        state.activeFaults.clear();
    });
    m_board.write();
    emit finished(m_failed ? 1 : 0);
}

} // namespace edgelink::sandbox

#include "moc_supervisor.cpp"
