// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/httptransport.h"

#include "app/services/cluster/httpexchange.h"
#include "app/services/cluster/words.h"

#include <QHttp2Configuration>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslKey>

namespace edgelink::cluster {

namespace {

Error givenUp()
{
    return {ErrorKind::Cancelled, Words::tr("the watch was ended"), {}, {}, {}};
}

} // namespace

HttpTransport::HttpTransport(const Connection &connection, Credentials *credentials, QObject *parent)
    : Transport(parent)
    , m_connection(connection)
    , m_credentials(credentials)
    , m_tls(QSslConfiguration::defaultConfiguration())
{
    m_credentials->setParent(this);
    m_tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!m_connection.authority.isEmpty())
        m_tls.setCaCertificates(QSslCertificate::fromData(m_connection.authority, QSsl::Pem));
    m_tls.setPeerVerifyMode(m_connection.insecure ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    (void)renewNetwork();
}

HttpTransport::~HttpTransport()
{
    m_exchanges.clear();
    qDeleteAll(findChildren<HttpExchange *>()); // replies go before the manager that made them
}

void HttpTransport::reset(const Error &why)
{
    const QSet<HttpExchange *> exchanges = std::exchange(m_exchanges, {});
    std::unique_ptr<QNetworkAccessManager> old = renewNetwork(); // first: who is told may ask again at once
    for (HttpExchange *exchange : exchanges)
        exchange->giveUp(why);
    old.release()->deleteLater(); // with the connection that hangs; after its replies, which are in the queue already
}

std::unique_ptr<QNetworkAccessManager> HttpTransport::renewNetwork()
{
    auto fresh = std::make_unique<QNetworkAccessManager>();
    fresh->setProxy(QNetworkProxy::NoProxy);
    fresh->setAutoDeleteReplies(false);
    m_network.swap(fresh);
    return fresh;
}

QString HttpTransport::note() const
{
    return m_connection.insecure ? Words::tr("the server's certificate is not verified (the kubeconfig says so)")
                                 : QString();
}

Result<bool> HttpTransport::useCertificate(const Credential &credential)
{
    if (credential.certificate == m_certificateInUse)
        return true;
    const QList<QSslCertificate> chain = QSslCertificate::fromData(credential.certificate, QSsl::Pem);
    QSslKey key;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (key.isNull())
            key = QSslKey(credential.key, algorithm, QSsl::Pem);
    }
    if (chain.isEmpty() || key.isNull())
        return failure(ErrorKind::Configuration, Words::tr("the client certificate or its key cannot be read"));
    m_tls.setLocalCertificateChain(chain);
    m_tls.setPrivateKey(key);
    const bool rotated = !m_certificateInUse.isEmpty();
    m_certificateInUse = credential.certificate;
    if (rotated)
        m_network->clearConnectionCache();
    return true;
}

Result<QNetworkReply *> HttpTransport::start(const ApiRequest &request, const Credential &credential)
{
    if (const Result<bool> usable = useCertificate(credential); !usable)
        return tl::make_unexpected(usable.error());
    QString base = m_connection.server.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const QUrl url(base + request.path, QUrl::StrictMode);
    if (!url.isValid() || url.host() != m_connection.server.host() || url.port() != m_connection.server.port())
        return failure(ErrorKind::Usage, Words::tr("not a path of the API: %1").arg(request.path.left(200)));
    QNetworkRequest network(url);
    network.setSslConfiguration(m_tls);
    if (!m_connection.tlsServerName.isEmpty())
        network.setPeerVerifyName(m_connection.tlsServerName);
    network.setRawHeader("Accept", request.accept);
    network.setRawHeader("User-Agent", "edgelink-console/" EDGELINK_VERSION);
    if (!credential.authorization.isEmpty())
        network.setRawHeader("Authorization", credential.authorization);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    // Our own limit counts decompressed bytes; Qt's ratio check would refuse lists of many like objects.
    network.setDecompressedSafetyCheckThreshold(request.bodyLimit);
    QHttp2Configuration http2;
    http2.setSessionReceiveWindowSize(64 * 1024 * 1024);
    http2.setStreamReceiveWindowSize(8 * 1024 * 1024);
    network.setHttp2Configuration(http2);
    if (request.body.isEmpty())
        return m_network->get(network);
    network.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    return m_network->post(network, request.body);
}

void HttpTransport::send(const ApiRequest &request, Done done)
{
    sendOnce(request, false, std::move(done));
}

void HttpTransport::sendOnce(const ApiRequest &request, bool again, Done done)
{
    m_credentials->resolve([this, request, again, done](const Result<Credential> &credential) {
        if (!credential) {
            done(tl::make_unexpected(credential.error()));
            return;
        }
        const Result<QNetworkReply *> reply = start(request, *credential);
        if (!reply) {
            done(tl::make_unexpected(reply.error()));
            return;
        }
        auto *exchange = new HttpExchange(*reply, request, HttpExchange::Mode::Whole, {}, this);
        m_exchanges.insert(exchange);
        connect(exchange, &HttpExchange::finished, this,
                [this, exchange, request, again, done](const Result<QByteArray> &result) {
                    m_exchanges.remove(exchange);
                    if (!result && exchange->httpStatus() == 401 && !again && m_credentials->refresh())
                        sendOnce(request, true, done);
                    else
                        done(result);
                });
    });
}

ApiWatch *HttpTransport::watch(const ApiRequest &request, std::chrono::milliseconds idle)
{
    auto *watch = new ApiWatch;
    const QPointer<ApiWatch> alive(watch);
    m_credentials->resolve([this, request, idle, alive](const Result<Credential> &credential) {
        if (!alive)
            return;
        Result<QNetworkReply *> reply = tl::make_unexpected(Error{});
        if (credential)
            reply = start(request, *credential);
        if (!credential || !reply) {
            const Error error = credential ? reply.error() : credential.error();
            QMetaObject::invokeMethod(
                alive.data(), [alive, error] { emit alive->ended(error); }, Qt::QueuedConnection);
            return;
        }
        auto *exchange = new HttpExchange(*reply, request, HttpExchange::Mode::Lines, idle, this);
        m_exchanges.insert(exchange);
        connect(exchange, &HttpExchange::opened, alive.data(), &ApiWatch::opened);
        connect(exchange, &HttpExchange::line, alive.data(), &ApiWatch::line);
        connect(exchange, &HttpExchange::finished, this, [this, exchange, alive](const Result<QByteArray> &result) {
            m_exchanges.remove(exchange);
            if (!result && exchange->httpStatus() == 401)
                (void)m_credentials->refresh(); // the next attempt asks for new ones
            if (alive)
                emit alive->ended(result ? std::nullopt : std::optional<Error>(result.error()));
        });
        connect(alive.data(), &QObject::destroyed, exchange, [exchange] { exchange->giveUp(givenUp()); });
    });
    return watch;
}

void HttpTransport::access(const AccessQuestion &question, AccessDone done)
{
    QJsonObject attributes{{QStringLiteral("verb"), question.verb},
                           {QStringLiteral("group"), question.group},
                           {QStringLiteral("resource"), question.resource.section(QLatin1Char('/'), 0, 0)}};
    if (!question.nameSpace.isEmpty())
        attributes.insert(QStringLiteral("namespace"), question.nameSpace);
    if (const QString subresource = question.resource.section(QLatin1Char('/'), 1); !subresource.isEmpty())
        attributes.insert(QStringLiteral("subresource"), subresource);
    const QJsonObject review{{QStringLiteral("apiVersion"), QStringLiteral("authorization.k8s.io/v1")},
                             {QStringLiteral("kind"), QStringLiteral("SelfSubjectAccessReview")},
                             {QStringLiteral("spec"), QJsonObject{{QStringLiteral("resourceAttributes"), attributes}}}};
    ApiRequest request;
    request.path = QStringLiteral("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews");
    request.body = QJsonDocument(review).toJson(QJsonDocument::Compact);
    request.what = Words::tr("ask whether one may %1").arg(question.text());
    request.bodyLimit = 1024 * 1024;
    send(request, [question, done, what = request.what](const Result<QByteArray> &reply) {
        if (!reply) {
            done(tl::make_unexpected(reply.error()));
            return;
        }
        const QJsonObject status = QJsonDocument::fromJson(*reply).object().value(QLatin1String("status")).toObject();
        if (!status.value(QLatin1String("allowed")).isBool()) {
            done(failure(ErrorKind::BadReply, Words::tr("the answer says neither yes nor no"), what));
            return;
        }
        AccessAnswer answer;
        answer.question = question;
        answer.allowed = status.value(QLatin1String("allowed")).toBool();
        answer.reason = status.value(QLatin1String("reason")).toString();
        if (const QString error = status.value(QLatin1String("evaluationError")).toString(); !error.isEmpty())
            answer.reason += answer.reason.isEmpty() ? error : QStringLiteral("; ") + error;
        done(answer);
    });
}

} // namespace edgelink::cluster
