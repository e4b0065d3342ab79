// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command `up`: supervises in the foreground, or starts a supervisor in a session of its own and follows it.
#include "app/sandbox/commands.h"

#include "app/sandbox/follow.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/process.h"
#include "app/sandbox/progress.h"
#include "app/sandbox/scenariochoice.h"
#include "app/sandbox/signalwatch.h"
#include "app/sandbox/supervisor.h"
#include "app/sandbox/words.h"

#include <QFile>
#include <QProcessEnvironment>

#include <fcntl.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace edgelink::sandbox {

namespace {

constexpr QLatin1StringView DefaultScenario{"bad-release"};

int complain(const Error &error)
{
    say(stderr, Words::tr("error: %1").arg(error.sentence()));
    if (!error.raw.isEmpty())
        say(stderr, error.raw);
    return error.kind == ErrorKind::Usage ? BadUsage : Failed;
}

int supervise(const CommandOptions &options)
{
    SignalWatch signals_;
    Supervisor supervisor({options.layout, options.toolchain,
                           options.scenario.isEmpty() ? QString(DefaultScenario) : options.scenario,
                           options.helmVersion});
    if (auto prepared = supervisor.prepare(); !prepared)
        return complain(prepared.error());
    Progress progress;
    bool told = false;
    QObject::connect(&supervisor, &Supervisor::changed, &supervisor, [&](const SandboxState &state) {
        progress.show(state);
        if (!told && state.phase == QLatin1String("ready")) {
            told = true;
            sayReady(options, state);
        }
    });
    QObject::connect(&signals_, &SignalWatch::received, &supervisor, [&supervisor] { supervisor.shutDown(); });
    QObject::connect(&supervisor, &Supervisor::finished, qApp, [](int code) { QCoreApplication::exit(code); });
    supervisor.start();
    return QCoreApplication::exec();
}

Result<ProcessIdentity> startSupervisor(const CommandOptions &options)
{
    if (auto claimed = claimDirectory(options.layout); !claimed)
        return tl::make_unexpected(claimed.error());
    ProcessSpec spec;
    spec.program = QCoreApplication::applicationFilePath();
    spec.arguments = QStringList{QStringLiteral("--dir"),      options.layout.root,
                                 QStringLiteral("--language"), options.language,
                                 QStringLiteral("up"),         QStringLiteral("--foreground"),
                                 QStringLiteral("--helm"),     QString::number(options.helmVersion)};
    if (!options.toolchain.isEmpty())
        spec.arguments << QStringLiteral("--toolchain") << options.toolchain;
    if (!options.scenario.isEmpty())
        spec.arguments << QStringLiteral("--scenario") << options.scenario;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList keys = environment.keys();
    for (const QString &key : keys)
        spec.environment.insert(key, environment.value(key));
    spec.deathSignal = 0; // it is to outlive us
    const QByteArray path = QFile::encodeName(options.layout.path(QStringLiteral("supervisor.log")));
    const int log = ::open(path.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    auto started = startProcess(spec, {-1, log, log});
    if (log >= 0)
        ::close(log);
    return started;
}

/// SIGINT and SIGTERM of ours while we follow, without an event loop.
class Interruption
{
public:
    Interruption()
    {
        sigset_t set;
        ::sigemptyset(&set);
        ::sigaddset(&set, SIGINT);
        ::sigaddset(&set, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
        m_descriptor = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    ~Interruption() { ::close(m_descriptor); }
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;
    [[nodiscard]] bool came() const
    {
        signalfd_siginfo info{};
        return ::read(m_descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
    }

private:
    int m_descriptor = -1;
};

int followUntilReady(const CommandOptions &options, const ProcessIdentity &supervisor, bool ours)
{
    const Interruption interruption;
    return follow(options, supervisor, ours, [&interruption] { return interruption.came(); });
}

} // namespace

int runUp(const CommandOptions &options)
{
    if (options.foreground)
        return supervise(options);
    if (SupervisorLock::isHeld(options.layout.lockFile())) {
        const auto holder = SupervisorLock::holder(options.layout.lockFile());
        const auto state = readState(options.layout.stateFile());
        if (holder && (!state || state->supervisor != *holder)) // it begins: the state is not its own yet
            return followUntilReady(options, *holder, false);
        if (!state)
            return complain(state.error());
        if (!options.scenario.isEmpty() && !plays(*state, options.scenario, resourcesDirectory().value_or(QString())))
            return complain({ErrorKind::Conflict,
                             Words::tr("a sandbox with the scenario \"%1\" runs here already").arg(state->scenario),
                             options.layout.root,
                             Words::tr("End it with `down` first."),
                             {}});
        if (options.helmAsked && options.helmVersion != state->helmVersion)
            return complain({ErrorKind::Conflict,
                             Words::tr("a sandbox deployed by Helm %1 runs here already").arg(state->helmVersion),
                             options.layout.root,
                             Words::tr("End it with `down` first."),
                             {}});
        return followUntilReady(options, state->supervisor, false);
    }
    const auto started = startSupervisor(options);
    if (!started)
        return complain(started.error());
    return followUntilReady(options, *started, true);
}

} // namespace edgelink::sandbox
