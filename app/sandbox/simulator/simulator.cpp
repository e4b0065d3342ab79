// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/simulator.h"

#include "app/sandbox/simulator/edgelinkapi.h"
#include "app/sandbox/simulator/kubernetesreader.h"
#include "app/sandbox/simulator/playable.h"
#include "app/sandbox/simulator/podlogs.h"

#include <spdlog/spdlog.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace edgelink::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto TICK = 100ms; ///< traffic moves this often
constexpr int TICKS_PER_FAULT_LOOK = 3;
constexpr int TICKS_PER_LOG = 10;
constexpr qint64 MAXIMUM_FAULTS_FILE = 64LL * 1024;

volatile std::sig_atomic_t g_signalPipe = -1;

void onSignal(int)
{
    const char byte = 0;
    const int saved = errno;
    [[maybe_unused]] const auto written = ::write(g_signalPipe, &byte, 1);
    errno = saved;
}

/// Turns SIGTERM and SIGINT into a quit of the event loop.
class SignalWatch : public QObject
{
public:
    SignalWatch()
    {
        if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return;
        m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
        g_signalPipe = m_pipe[1];
        std::signal(SIGTERM, onSignal);
        std::signal(SIGINT, onSignal);
        std::signal(SIGPIPE, SIG_IGN);
    }

private:
    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// Follows D/faults.json: read whole and compared, since a replaced file may carry any time stamp.
class FaultsFile
{
public:
    FaultsFile(QString path, Platform &platform)
        : m_path(std::move(path))
        , m_platform(platform)
    {
    }

    void look()
    {
        QFile file(m_path);
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.read(MAXIMUM_FAULTS_FILE) : QByteArray();
        if (bytes == m_bytes)
            return;
        m_bytes = bytes;
        const auto faults = bytes.isEmpty() ? Result<QList<ActiveFault>>(QList<ActiveFault>())
                                            : parseActiveFaults(bytes, QDateTime::currentDateTimeUtc());
        if (!faults) {
            spdlog::warn("simulator: {}", faults.error().sentence().toStdString());
            return;
        }
        QStringList names;
        for (const ActiveFault &fault : *faults)
            names << fault.name;
        spdlog::info("simulator: faults now: {}",
                     names.isEmpty() ? "none" : names.join(QLatin1Char(' ')).toStdString());
        m_platform.setFaults(*faults);
    }

private:
    const QString m_path;
    Platform &m_platform;
    QByteArray m_bytes;
};

} // namespace

int runSimulator(const SimulatorOptions &options)
{
    ::umask(0077);
    const Result<Scenario> scenario = loadPlayable(options.scenarioFile, scenarioFolder(options.scenarioFile));
    if (!scenario) {
        spdlog::error("simulator: {}\n{}", scenario.error().sentence().toStdString(),
                      scenario.error().raw.toStdString());
        return 2;
    }
    const SignalWatch signalWatch;
    Platform platform(*scenario, builtinFaults(), options.nameSpace);
    DeviceStore store({options.databaseHost, options.databasePort, options.databaseName, options.databaseUser,
                       options.databasePasswordFile});
    EdgeLinkApi api(platform, store);
    const Result<quint16> port = api.start(options.port);
    if (!port) {
        spdlog::error("simulator: {}", port.error().sentence().toStdString());
        return 1;
    }
    spdlog::info("simulator: serving scenario {} on 127.0.0.1:{}", scenario->name.toStdString(), *port);

    KubernetesReader reader({options.kubeconfig, options.context, options.nameSpace});
    QObject::connect(&reader, &KubernetesReader::viewChanged, &reader,
                     [&platform](const ClusterView &view) { platform.setView(view); });
    QObject::connect(&reader, &KubernetesReader::problem, &reader, [](const QString &sentence) {
        if (sentence.isEmpty())
            spdlog::info("simulator: the cluster answers");
        else
            spdlog::warn("simulator: the cluster cannot be read, going on with what was last seen: {}",
                         sentence.toStdString());
    });
    reader.start();

    FaultsFile faults(options.faultsFile, platform);
    PodLogs logs(options.podLogDirectory, options.nameSpace);
    QElapsedTimer clock;
    clock.start();
    int tick = 0;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        platform.advance(static_cast<double>(clock.nsecsElapsed()) / 1e9, now);
        clock.restart();
        if (tick % TICKS_PER_FAULT_LOOK == 0)
            faults.look();
        if (tick % TICKS_PER_LOG == 0)
            logs.update(platform.pods(now), now);
        ++tick;
    });
    timer.start(TICK);
    QCoreApplication::exec();
    spdlog::info("simulator: stopping");
    api.stop();
    return 0;
}

} // namespace edgelink::sandbox
