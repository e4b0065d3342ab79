// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/commands.h"

#include "app/sandbox/cancellation.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/progress.h"
#include "app/sandbox/reaper.h"
#include "app/sandbox/requests.h"
#include "app/sandbox/simulator/simulator.h"
#include "app/sandbox/statefile.h"
#include "app/sandbox/words.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::sandbox {

namespace {

constexpr std::chrono::seconds StopDeadline{20};

int complain(const Error &error)
{
    say(stderr, Words::tr("error: %1").arg(error.sentence()));
    if (!error.raw.isEmpty() && !error.what.contains(error.raw))
        say(stderr, error.raw);
    return error.kind == ErrorKind::Usage ? BadUsage : Failed;
}

int report(const Result<void> &result)
{
    return result ? Success : complain(result.error());
}

/// Asks the supervisor to end, insists if need be, and ends what is left.
Result<void> stop(const Layout &layout)
{
    const Cancellation pause;
    const auto end = std::chrono::steady_clock::now() + StopDeadline;
    // The one that holds the lock, not the one of the state: that may still be of an earlier run.
    if (const auto supervisor = SupervisorLock::holder(layout.lockFile());
        supervisor && sendSignal(*supervisor, SIGTERM)) {
        while (isAlive(*supervisor) && std::chrono::steady_clock::now() < end)
            static_cast<void>(pause.waitFor(std::chrono::milliseconds(20)));
    }
    auto state = readState(layout.stateFile());
    if (!state) {
        if (SupervisorLock::isHeld(layout.lockFile()))
            return tl::make_unexpected(state.error());
        return {};
    }
    if (const auto ended = reap(*state); !ended)
        return tl::make_unexpected(ended.error());
    if (state->phase != QLatin1String("stopped")) {
        state->phase = QStringLiteral("stopped");
        for (ComponentRecord &component : state->components) {
            component.state = QStringLiteral("stopped");
            component.process = {};
        }
        return writeState(layout.stateFile(), *state);
    }
    return {};
}

} // namespace

int runStatus(const CommandOptions &options)
{
    auto state = readState(options.layout.stateFile());
    if (!state)
        return complain(state.error().kind == ErrorKind::NotFound ? Error{ErrorKind::NotFound,
                                                                          Words::tr("no sandbox here"),
                                                                          options.layout.root,
                                                                          Words::tr("Start one with `up`."),
                                                                          {}}
                                                                  : state.error());
    if (!SupervisorLock::isHeld(options.layout.lockFile()) && state->phase != QLatin1String("failed")) {
        if (state->phase != QLatin1String("stopped"))
            state->error = Words::tr("the supervisor was killed; the next `up` cleans up");
        state->phase = QStringLiteral("stopped");
    }
    say(stdout, options.json ? QString::fromUtf8(toJson(*state)).trimmed() : describe(*state));
    return state->phase == QLatin1String("ready") ? Success : Failed;
}

int runInject(const CommandOptions &options)
{
    return report(ask(options.layout, {{}, QStringLiteral("inject"), options.fault}, std::chrono::minutes(5)));
}

int runClear(const CommandOptions &options)
{
    return report(ask(options.layout, {{}, QStringLiteral("clear"), {}}, std::chrono::minutes(5)));
}

int runDown(const CommandOptions &options)
{
    return report(stop(options.layout));
}

int runReset(const CommandOptions &options)
{
    if (auto stopped = stop(options.layout); !stopped)
        return complain(stopped.error());
    // Nobody may begin here while it is deleted.
    const auto lock = SupervisorLock::take(options.layout.lockFile());
    if (!lock && lock.error().kind == ErrorKind::Conflict)
        return complain(lock.error());
    return report(removeAll(options.layout));
}

int runSimulate(const CommandOptions &options)
{
    const auto text = readFile(options.layout.simulatorFile());
    if (!text)
        return complain(text.error());
    const QJsonObject root = QJsonDocument::fromJson(*text).object();
    const auto word = [&root](const char *key) { return root.value(QLatin1String(key)).toString(); };
    const auto port = [&root](const char *key) { return static_cast<quint16>(root.value(QLatin1String(key)).toInt()); };
    SimulatorOptions simulator;
    simulator.directory = word("directory");
    simulator.scenarioFile = word("scenarioFile");
    simulator.port = port("port");
    simulator.kubeconfig = word("kubeconfig");
    simulator.context = word("context");
    simulator.kubectl = word("kubectl");
    simulator.nameSpace = word("nameSpace");
    simulator.release = word("release");
    simulator.databaseHost = word("databaseHost");
    simulator.databasePort = port("databasePort");
    simulator.databaseName = word("databaseName");
    simulator.databaseUser = word("databaseUser");
    simulator.databasePasswordFile = word("databasePasswordFile");
    simulator.faultsFile = word("faultsFile");
    simulator.podLogDirectory = word("podLogDirectory");
    simulator.timeCompression = root.value(QStringLiteral("timeCompression")).toDouble(1.0);
    if (simulator.port == 0)
        return complain({ErrorKind::Configuration, Words::tr("names no port"), options.layout.simulatorFile(), {}, {}});
    return runSimulator(simulator);
}

} // namespace edgelink::sandbox
