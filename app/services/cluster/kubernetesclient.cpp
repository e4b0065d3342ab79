// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"

#include "app/services/cluster/credentials.h"
#include "app/services/cluster/httptransport.h"
#include "app/services/cluster/kubectltransport.h"
#include "app/services/cluster/words.h"

#include <QDateTime>
#include <QFileInfo>
#include <QMetaMethod>

#include <spdlog/spdlog.h>

namespace edgelink::cluster {

KubernetesClient::KubernetesClient(const Environment &environment, const ToolPaths &tools, CommandRunner *runner,
                                   QObject *parent, const Timing &timing)
    : ClusterSource(parent)
    , m_environment(environment)
    , m_tools(tools)
    , m_runner(runner)
    , m_timing(timing)
    , m_heart(this)
    , m_reconnect(this)
    , m_podsTimer(this)
    , m_workloadsTimer(this)
{
    for (QTimer *timer : {&m_reconnect, &m_podsTimer, &m_workloadsTimer})
        timer->setSingleShot(true);
    connect(&m_heart, &QTimer::timeout, this, &KubernetesClient::beat);
    connect(&m_reconnect, &QTimer::timeout, this, &KubernetesClient::beginWatching);
    for (const WatchedKind kind :
         {WatchedKind::Pods, WatchedKind::Deployments, WatchedKind::StatefulSets, WatchedKind::ReleaseSecrets}) {
        auto watch = std::make_unique<ResourceWatch>(kind, m_environment.nameSpace, m_timing, this);
        connect(watch.get(), &ResourceWatch::stateChanged, this, &KubernetesClient::updateStatus);
        if (kind == WatchedKind::ReleaseSecrets) {
            connect(watch.get(), &ResourceWatch::objectChanged, this, [this](const WatchedObject &object, bool gone) {
                const auto *secret = std::get_if<ReleaseSecret>(&object);
                if (m_started && secret != nullptr)
                    emit releaseSecretChanged(secret->release, secret->revision,
                                              gone ? QStringLiteral("deleted") : secret->status);
            });
        } else {
            QTimer *timer = kind == WatchedKind::Pods ? &m_podsTimer : &m_workloadsTimer;
            connect(watch.get(), &ResourceWatch::changed, this, [this, timer] {
                if (!timer->isActive())
                    timer->start(m_timing.coalesce);
            });
        }
        m_watches.push_back(std::move(watch));
    }
    connect(&m_podsTimer, &QTimer::timeout, this, [this] {
        QList<Pod> pods;
        for (const WatchedObject &object : m_watches.front()->objects())
            pods.append(std::get<Pod>(object));
        if (m_started)
            emit podsChanged(pods);
    });
    connect(&m_workloadsTimer, &QTimer::timeout, this, [this] {
        QList<Workload> workloads;
        for (const auto &watch : m_watches) {
            if (watch->kind() != WatchedKind::Deployments && watch->kind() != WatchedKind::StatefulSets)
                continue;
            if (!watch->known() && !watch->error())
                return; // half of them would look like a loss
            for (const WatchedObject &object : watch->objects())
                workloads.append(std::get<Workload>(object));
        }
        if (m_started)
            emit workloadsChanged(workloads);
    });
}

KubernetesClient::~KubernetesClient()
{
    m_wanted.clear();
    m_watches.clear();
}

// ---- connection ----

QString KubernetesClient::kubeconfigStamp() const
{
    QString stamp;
    const QStringList files = m_environment.kubeconfig.split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const QString &file : files) {
        const QFileInfo info(file);
        stamp += QStringLiteral("%1 %2 %3;").arg(file).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
    }
    return stamp;
}

void KubernetesClient::withTransport(Ready ready)
{
    if (m_transport && m_stamp == kubeconfigStamp()) {
        ready(m_transport.get());
        return;
    }
    m_waiting.append(std::move(ready));
    connectNow();
}

void KubernetesClient::connectNow()
{
    if (m_connecting)
        return;
    m_connecting = true;
    disconnectNow();
    m_stamp = kubeconfigStamp();
    CommandSpec spec = kubectlCommand(m_environment, m_tools.kubectl,
                                      {QStringLiteral("config"), QStringLiteral("view"), QStringLiteral("--raw"),
                                       QStringLiteral("--minify"), QStringLiteral("--flatten"), QStringLiteral("-o"),
                                       QStringLiteral("json")},
                                      Words::tr("read the connection of context %1").arg(m_environment.context));
    spec.confidentialOutput = true;
    whenFinished(m_runner->run(spec), this, [this](const std::optional<CommandResult> &result) { configRead(result); });
}

void KubernetesClient::configRead(const std::optional<CommandResult> &result)
{
    const QString what = Words::tr("context %1 of %2").arg(m_environment.context, m_environment.kubeconfig);
    if (!result) {
        connected(failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled"), what));
        return;
    }
    if (!result->ok()) {
        Error error = kubectlError(*result, what);
        if (error.kind == ErrorKind::ToolFailed)
            error.kind = ErrorKind::Configuration;
        connected(tl::make_unexpected(error));
        return;
    }
    const Result<Connection> connection = parseKubeconfig(result->standardOutput);
    if (!connection) {
        Error error = connection.error();
        error.subject = what;
        connected(tl::make_unexpected(error));
        return;
    }
    if (connection->needsKubectl.isEmpty()) {
        auto *credentials = new Credentials(*connection, m_environment, m_runner, this);
        m_transport = std::make_unique<HttpTransport>(*connection, credentials); // takes the credentials
    } else {
        m_transport = std::make_unique<KubectlTransport>(m_environment, m_tools, m_runner, connection->needsKubectl);
    }
    spdlog::info("cluster: {} at {}", m_environment.context.toStdString(), connection->server.host().toStdString());
    connected(m_transport.get());
}

void KubernetesClient::connected(const Result<Transport *> &transport)
{
    m_connecting = false;
    if (transport)
        m_connectError.reset();
    else
        m_connectError = transport.error();
    const QList<Ready> waiting = std::exchange(m_waiting, {});
    for (const Ready &ready : waiting)
        ready(transport);
    updateStatus();
}

void KubernetesClient::disconnectNow()
{
    ++m_generation;
    m_beating = false;
    m_down.reset();
    for (const auto &watch : m_watches)
        watch->halt();
    if (m_transport) {
        // Whoever waits is told; it dies later, for it may be what called us.
        m_transport->reset(
            {ErrorKind::Cancelled, Words::tr("the connection is made anew"), m_environment.context, {}, {}});
        m_transport.release()->deleteLater();
    }
}

void KubernetesClient::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (std::exchange(m_started, true))
                return;
            m_heart.start(m_timing.heartbeat);
            beginWatching();
        },
        Qt::QueuedConnection);
}

void KubernetesClient::stop()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_started = false;
            m_heart.stop();
            m_reconnect.stop();
            for (const auto &watch : m_watches)
                watch->halt();
            updateStatus();
        },
        Qt::QueuedConnection);
}

void KubernetesClient::beginWatching()
{
    if (!m_started)
        return;
    updateStatus();
    withTransport([this](const Result<Transport *> &transport) {
        if (!m_started)
            return;
        if (!transport) {
            m_reconnect.start(m_timing.backoffMost);
            return;
        }
        chooseWatches();
        for (ResourceWatch *watch : m_wanted)
            watch->begin(*transport);
    });
}

void KubernetesClient::chooseWatches()
{
    // Of ten thousand pods a list alone is a hundred megabytes.
    const bool pods = isSignalConnected(QMetaMethod::fromSignal(&ClusterSource::podsChanged));
    const bool workloads = isSignalConnected(QMetaMethod::fromSignal(&ClusterSource::workloadsChanged));
    m_wanted.clear();
    for (const auto &watch : m_watches) {
        const bool wanted
            = watch->kind() == WatchedKind::ReleaseSecrets || (watch->kind() == WatchedKind::Pods ? pods : workloads);
        if (wanted)
            m_wanted.push_back(watch.get());
    }
}

/// An open watch of a hung server says nothing for minutes; a small question every few seconds does.
void KubernetesClient::beat()
{
    if (!m_started || m_connecting)
        return;
    if (m_stamp != kubeconfigStamp()) { // rewritten: credentials rotated, or another address
        beginWatching();
        return;
    }
    if (!m_transport || m_beating || qobject_cast<HttpTransport *>(m_transport.get()) == nullptr)
        return;
    m_beating = true;
    ApiRequest request;
    request.path = QStringLiteral("/version");
    request.what = m_environment.context;
    request.deadline = m_timing.heartbeatDeadline;
    request.bodyLimit = 1024LL * 1024;
    const quint64 generation = m_generation;
    m_transport->send(request, [this, generation](const Result<QByteArray> &reply) {
        if (generation == m_generation && m_started)
            beatEnded(reply);
    });
}

void KubernetesClient::beatEnded(const Result<QByteArray> &reply)
{
    m_beating = false;
    const bool gone
        = !reply && (reply.error().kind == ErrorKind::Timeout || reply.error().kind == ErrorKind::Unreachable);
    if (gone) {
        if (!m_down)
            spdlog::warn("cluster: {}", reply.error().sentence().toStdString());
        m_down = reply.error();
        m_heart.start(m_timing.heartbeatDown);
        m_transport->reset(reply.error());
    } else if (m_down) {
        spdlog::info("cluster: the API server answers again");
        m_down.reset();
        m_heart.start(m_timing.heartbeat);
        for (ResourceWatch *watch : m_wanted)
            watch->nudge();
    }
    updateStatus();
}

void KubernetesClient::updateStatus()
{
    SourceStatus now;
    now.note = m_transport ? m_transport->note() : QString();
    std::optional<Error> error = m_connectError ? m_connectError : m_down;
    if (!m_started) {
        now.state = SourceStatus::State::Idle;
    } else if (error) {
        now.state = SourceStatus::State::Down;
        now.error = error;
    } else {
        int live = 0;
        int failing = 0;
        bool known = true;
        for (const ResourceWatch *watch : m_wanted) {
            live += watch->live() ? 1 : 0;
            known = known && watch->known();
            if (!watch->error())
                continue;
            ++failing;
            if (!now.error || watch->error()->kind == ErrorKind::Forbidden)
                now.error = watch->error();
        }
        if (failing > 0)
            now.state = failing == static_cast<int>(m_wanted.size()) ? SourceStatus::State::Down
                                                                     : SourceStatus::State::Degraded;
        else if (!m_wanted.empty() && live == static_cast<int>(m_wanted.size()))
            now.state = SourceStatus::State::Live;
        else
            now.state = known && m_status.isLive() ? SourceStatus::State::Live : SourceStatus::State::Connecting;
    }
    if (now.state == m_status.state && now.error == m_status.error && now.note == m_status.note)
        return;
    now.since
        = now.state == m_status.state && m_status.since.isValid() ? m_status.since : QDateTime::currentDateTimeUtc();
    m_status = now;
    emit statusChanged(m_status);
}

} // namespace edgelink::cluster

#include "moc_kubernetesclient.cpp"
