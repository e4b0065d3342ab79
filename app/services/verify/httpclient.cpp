// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/httpclient.h"

#include "app/services/verify/words.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>

namespace edgelink::verify {

namespace {

ErrorKind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return ErrorKind::Unreachable;
    case QNetworkReply::TimeoutError:
        return ErrorKind::Timeout;
    default:
        return ErrorKind::BadReply;
    }
}

/// A deleter that Qt wants for replies: abort first, so that nothing arrives for a dead exchange.
struct ReplyCloser {
    void operator()(QNetworkReply *reply) const
    {
        reply->disconnect();
        reply->abort();
        delete reply;
    }
};

} // namespace

HttpClient::HttpClient(const HttpEndpoint &endpoint, const SecretLookup &secrets, Patience &patience)
    : m_endpoint(endpoint)
    , m_secrets(secrets)
    , m_patience(patience)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(false);
}

Result<QNetworkRequest> HttpClient::prepare(const HttpRequest &request) const
{
    if (!m_endpoint.url.isValid() || m_endpoint.url.isEmpty())
        return tl::make_unexpected(missingPart(Words::tr("the API's address (`api: {url: …}`)")));
    QUrl url = m_endpoint.url;
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + request.path);

    QNetworkRequest prepared(url);
    prepared.setRawHeader("Accept-Encoding", "identity"); // a compressed body would dodge the size limit
    prepared.setRawHeader("User-Agent", "edgelink-console/" EDGELINK_VERSION);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!m_endpoint.caFile.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromPath(m_endpoint.caFile);
        if (authorities.isEmpty())
            return failure(ErrorKind::Configuration, Words::tr("holds no PEM certificate"), m_endpoint.caFile,
                           Words::tr("Correct `ca_file` of the API in the configuration."));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(authorities);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        prepared.setSslConfiguration(tls);
    }
    const auto secret = [this](const SecretReference &reference) -> Result<QByteArray> {
        if (!m_secrets)
            return failure(ErrorKind::Configuration, Words::tr("no way to read secrets"), reference.locator);
        return m_secrets(reference);
    };
    if (m_endpoint.bearer.source != SecretReference::Source::None) {
        const Result<QByteArray> token = secret(m_endpoint.bearer);
        if (!token)
            return tl::make_unexpected(token.error());
        prepared.setRawHeader("Authorization", "Bearer " + token->trimmed());
    } else if (!m_endpoint.user.isEmpty()) {
        const Result<QByteArray> password = secret(m_endpoint.password);
        if (!password)
            return tl::make_unexpected(password.error());
        const QByteArray pair = m_endpoint.user.toUtf8() + ':' + password->trimmed();
        prepared.setRawHeader("Authorization", "Basic " + pair.toBase64());
    }
    for (auto it = request.headers.cbegin(); it != request.headers.cend(); ++it)
        prepared.setRawHeader(it.key(), it.value());
    return prepared;
}

Result<HttpReply> HttpClient::send(const HttpRequest &request)
{
    const Result<QNetworkRequest> prepared = prepare(request);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    const QString subject
        = QStringLiteral("%1 %2").arg(QString::fromLatin1(request.method), prepared->url().toString());
    if (m_patience.isCancelled())
        return failure(ErrorKind::Cancelled, Words::tr("stopped"), subject);

    QEventLoop loop;
    QElapsedTimer clock;
    clock.start();
    HttpReply result;
    bool tooLong = false;
    const std::unique_ptr<QNetworkReply, ReplyCloser> reply(
        m_network.sendCustomRequest(*prepared, request.method, request.body));
    // The sender is slowed down instead of our memory filled. Qt 6.4 hands the limit only to an exchange that has
    // begun: set before, it bounds what is shown to us and not what is taken from the socket. A server that floods in
    // the same instant can still outrun these signals; Qt's thread then reads on until the manager is destroyed (5 s).
    const auto limitBuffer = [&reply] { reply->setReadBufferSize(qint64{256} * 1024); };
    limitBuffer();
    QObject::connect(reply.get(), &QNetworkReply::socketStartedConnecting, &loop, limitBuffer);
    QObject::connect(reply.get(), &QNetworkReply::requestSent, &loop, limitBuffer);
    QObject::connect(reply.get(), &QNetworkReply::metaDataChanged, &loop, limitBuffer);
    const auto drain = [&] {
        result.body += reply->read(request.bodyLimit + 1 - result.body.size());
        if (result.body.size() > request.bodyLimit) {
            tooLong = true;
            loop.quit();
        }
    };
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, drain);
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        m_patience.wait(loop, request.deadline);
    result.elapsed = std::chrono::microseconds{clock.nsecsElapsed() / 1000};

    if (m_patience.isCancelled())
        return failure(ErrorKind::Cancelled, Words::tr("stopped"), subject);
    if (!tooLong)
        drain();
    if (tooLong)
        return failure(ErrorKind::BadReply, Words::tr("the answer is longer than %1 KiB").arg(request.bodyLimit / 1024),
                       subject);
    if (!reply->isFinished())
        return failure(
            ErrorKind::Timeout,
            Words::tr("no complete answer within %1 s")
                .arg(static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(result.elapsed).count())
                         / 1000.0,
                     0, 'f', 1),
            subject);
    result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Qt calls 4xx and 5xx errors too; those are answers. A broken body under a good status is not.
    const bool answered = result.status >= 100 && (result.status >= 400 || reply->error() == QNetworkReply::NoError);
    if (!answered)
        return failure(kindOf(reply->error()), quoted(reply->errorString()), subject);
    result.contentType = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    result.redirect = quoted(reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl().toString());
    return result;
}

} // namespace edgelink::verify
