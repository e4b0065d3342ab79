// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/kubernetesreader.h"

#include "app/sandbox/simulator/kubeconfig.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <chrono>

namespace edgelink::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto PERIOD = 1s;
/// Also bounds a server that trickles, which QNetworkAccessManager's own timeout (inactivity) does not.
constexpr auto DEADLINE = 3s;
constexpr qint64 MAXIMUM_REPLY = 32LL * 1024 * 1024;
constexpr std::size_t QUESTIONS = 5;

/// resourceVersion=0 reads from the server's watch cache: no etcd read each second.
std::array<QString, QUESTIONS> paths(const QString &nameSpace)
{
    const QString core = QStringLiteral("/api/v1/namespaces/%1/").arg(nameSpace);
    const QString apps = QStringLiteral("/apis/apps/v1/namespaces/%1/").arg(nameSpace);
    const QString autoscaling = QStringLiteral("/apis/autoscaling/v2/namespaces/%1/").arg(nameSpace);
    return {core + QStringLiteral("pods"), apps + QStringLiteral("deployments"), apps + QStringLiteral("statefulsets"),
            autoscaling + QStringLiteral("horizontalpodautoscalers"),
            core + QStringLiteral("configmaps/edge-link-config")};
}

} // namespace

struct KubernetesReader::Round {
    std::array<QNetworkReply *, QUESTIONS> replies{};
    std::size_t open = QUESTIONS;
};

KubernetesReader::KubernetesReader(Target target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    // A redirect would carry the token elsewhere.
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_timer.setInterval(PERIOD);
    connect(&m_timer, &QTimer::timeout, this, &KubernetesReader::look);
}

KubernetesReader::~KubernetesReader() = default;

void KubernetesReader::start()
{
    m_timer.start();
    look();
}

void KubernetesReader::look()
{
    if (m_round)
        return;
    // Read each time: the supervisor may write another one when it starts the control plane anew.
    const Result<KubernetesAccess> access = readKubeconfig(m_target.kubeconfig, m_target.context);
    if (!access) {
        report(access.error().sentence());
        return;
    }
    m_round = std::make_unique<Round>();
    const auto questions = paths(m_target.nameSpace);
    for (std::size_t i = 0; i < QUESTIONS; ++i) {
        QUrl url = access->server;
        url.setPath(questions.at(i));
        url.setQuery(QStringLiteral("resourceVersion=0"));
        QNetworkRequest request(url);
        request.setSslConfiguration(access->tls);
        request.setRawHeader("Accept", "application/json");
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("edgelink-sandbox"));
        if (!access->token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + access->token);
        QNetworkReply *reply = m_network.get(request);
        m_round->replies.at(i) = reply;
        if (access->tls.peerVerifyMode() == QSslSocket::VerifyNone)
            reply->ignoreSslErrors();
        connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
            if (received > MAXIMUM_REPLY)
                reply->abort();
        });
        QTimer::singleShot(DEADLINE, reply, &QNetworkReply::abort);
        connect(reply, &QNetworkReply::finished, this, [this] {
            if (--m_round->open == 0)
                finishRound();
        });
    }
}

void KubernetesReader::finishRound()
{
    const std::unique_ptr<Round> round = std::move(m_round);
    std::array<QByteArray, QUESTIONS> bodies;
    QString wrong;
    for (std::size_t i = 0; i < QUESTIONS; ++i) {
        QNetworkReply *reply = round->replies.at(i);
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (i == QUESTIONS - 1 && status == 404)
            bodies.at(i) = "{}"; // not deployed yet
        else if (reply->error() == QNetworkReply::NoError && status == 200)
            bodies.at(i) = reply->readAll();
        else if (wrong.isEmpty() && reply->error() == QNetworkReply::OperationCanceledError)
            wrong = QStringLiteral("no answer within %1 s").arg(std::chrono::seconds(DEADLINE).count());
        else if (wrong.isEmpty())
            wrong = status == 0 ? reply->errorString()
                                : QStringLiteral("HTTP %1 for %2").arg(status).arg(reply->url().path());
    }
    if (!wrong.isEmpty()) {
        report(wrong);
        return;
    }
    const auto pods = parsePods(bodies[0]);
    const auto deployments = parseDeployments(bodies[1]);
    const auto statefulSets = parseStatefulSets(bodies[2]);
    const auto autoscalers = parseAutoscalers(bodies[3]);
    const auto config = parseConfigMap(bodies[4]);
    if (!pods || !deployments || !statefulSets || !autoscalers || !config) {
        report(QStringLiteral("the API server's answer cannot be read"));
        return;
    }
    report({});
    emit viewChanged({QDateTime::currentDateTimeUtc(), *pods, *deployments, *statefulSets, *autoscalers, *config});
}

void KubernetesReader::report(const QString &sentence)
{
    if (sentence == m_problem)
        return;
    m_problem = sentence;
    emit problem(sentence);
}

} // namespace edgelink::sandbox

#include "moc_kubernetesreader.cpp"
