// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/httpclient.h"

#include <QCoreApplication>
#include <QLocale>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>

namespace edgelink::net {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(net)
};

/// What goes on between send() and the end of one reply.
struct Exchange {
    QByteArray body;
    HttpClient::Done done;
    HttpLimits limits;
    bool late = false;
    bool tooBig = false;
};

QDateTime serverTime(const QNetworkReply &reply)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(reply.rawHeader("Date")),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

Error brokenExchange(const QNetworkReply &reply, const Exchange &exchange)
{
    const QString where = reply.url().toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    if (exchange.late) {
        return {ErrorKind::Timeout,
                Tr::tr("no complete answer within %1 s")
                    .arg(static_cast<double>(exchange.limits.deadline.count()) / 1000.0),
                where,
                {},
                {}};
    }
    if (exchange.tooBig) {
        return {ErrorKind::BadReply,
                Tr::tr("the answer has more than %1 bytes").arg(exchange.limits.bodyBytes),
                where,
                {},
                {}};
    }
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Unreachable, Tr::tr("nobody listens there"), where, {}, reply.errorString()};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Unreachable, Tr::tr("the host name is not known"), where, {}, reply.errorString()};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Forbidden, Tr::tr("the server's certificate is not trusted"), where,
                Tr::tr("Set ca_file to the authority that signed it."), reply.errorString()};
    case QNetworkReply::RemoteHostClosedError:
        return {ErrorKind::BadReply,
                Tr::tr("the connection was closed in the middle of the answer"),
                where,
                {},
                reply.errorString()};
    case QNetworkReply::TimeoutError:
        return {ErrorKind::Timeout, Tr::tr("no answer in time"), where, {}, reply.errorString()};
    default:
        return {ErrorKind::Unreachable, Tr::tr("the exchange failed"), where, {}, reply.errorString()};
    }
}

/// Whether the server spoke to the end; Qt calls many whole replies errors because of their status.
bool isWhole(const QNetworkReply &reply, const Exchange &exchange)
{
    if (exchange.late || exchange.tooBig)
        return false;
    const QNetworkReply::NetworkError error = reply.error();
    return error == QNetworkReply::NoError
        || (error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ProtocolFailure
            && reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid());
}

Result<HttpReply> resultOf(const QNetworkReply &reply, const Exchange &exchange)
{
    if (!isWhole(reply, exchange))
        return tl::make_unexpected(brokenExchange(reply, exchange));
    HttpReply whole;
    whole.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    whole.body = exchange.body;
    whole.serverTime = serverTime(reply);
    constexpr int FirstRedirect = 300;
    constexpr int FirstClientError = 400;
    if (whole.status >= FirstRedirect && whole.status < FirstClientError) {
        return failure(ErrorKind::Forbidden, Tr::tr("the server redirects, which is not followed"),
                       reply.url().toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery),
                       Tr::tr("Put the final address into the configuration."),
                       QString::fromUtf8(reply.rawHeader("Location").left(500)));
    }
    return whole;
}

} // namespace

HttpRequest HttpRequest::form(const QString &path, const QList<std::pair<QString, QString>> &fields)
{
    HttpRequest request;
    request.verb = "POST";
    request.path = path;
    request.contentType = "application/x-www-form-urlencoded";
    QByteArrayList parts;
    for (const auto &[name, value] : fields)
        parts << QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    request.body = parts.join('&');
    return request;
}

HttpClient::HttpClient(HttpEndpoint endpoint, SecretLookup secrets, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_secrets(std::move(secrets))
    , m_tls(QSslConfiguration::defaultConfiguration())
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    if (m_endpoint.caFile.isEmpty())
        return;
    const QList<QSslCertificate> authorities = QSslCertificate::fromPath(m_endpoint.caFile);
    if (authorities.isEmpty())
        m_tlsError = Error{
            ErrorKind::Configuration, Tr::tr("no certificate can be read from ca_file"), m_endpoint.caFile, {}, {}};
    m_tls.setCaCertificates(authorities);
}

Result<QNetworkRequest> HttpClient::prepare(const HttpRequest &request) const
{
    if (!m_endpoint.url.isValid() || m_endpoint.url.isEmpty())
        return failure(ErrorKind::Configuration, Tr::tr("no address is configured"));
    if (m_tlsError)
        return tl::make_unexpected(*m_tlsError);
    QUrl url = m_endpoint.url;
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path + request.path, QUrl::TolerantMode);
    if (!request.query.isEmpty())
        url.setQuery(request.query);
    QNetworkRequest prepared(url);
    prepared.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("edgelink-console/" EDGELINK_VERSION));
    prepared.setRawHeader("Accept", "application/json");
    if (!request.contentType.isEmpty())
        prepared.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
    prepared.setSslConfiguration(m_tls);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (m_endpoint.bearer.source != SecretReference::Source::None) {
        const Result<QByteArray> token = m_secrets(m_endpoint.bearer);
        if (!token)
            return tl::make_unexpected(token.error());
        prepared.setRawHeader("Authorization", "Bearer " + *token);
    } else if (!m_endpoint.user.isEmpty()) {
        const Result<QByteArray> password = m_secrets(m_endpoint.password);
        if (!password)
            return tl::make_unexpected(password.error());
        prepared.setRawHeader("Authorization", "Basic " + (m_endpoint.user.toUtf8() + ':' + *password).toBase64());
    }
    return prepared;
}

void HttpClient::send(const HttpRequest &request, const HttpLimits &limits, Done done)
{
    const Result<QNetworkRequest> prepared = prepare(request);
    if (!prepared) {
        QTimer::singleShot(0, this,
                           [done = std::move(done), error = prepared.error()] { done(tl::make_unexpected(error)); });
        return;
    }
    QNetworkReply *reply = m_network.sendCustomRequest(*prepared, request.verb, request.body);
    auto exchange = std::make_shared<Exchange>();
    exchange->done = std::move(done);
    exchange->limits = limits;
    connect(reply, &QNetworkReply::readyRead, this, [reply, exchange] {
        exchange->body += reply->read(exchange->limits.bodyBytes + 1 - exchange->body.size());
        if (exchange->body.size() > exchange->limits.bodyBytes && !exchange->tooBig) {
            exchange->tooBig = true;
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [reply, exchange] {
        reply->deleteLater();
        if (!exchange->tooBig && !exchange->late)
            exchange->body += reply->read(exchange->limits.bodyBytes + 1 - exchange->body.size());
        exchange->tooBig = exchange->tooBig || exchange->body.size() > exchange->limits.bodyBytes;
        exchange->done(resultOf(*reply, *exchange));
    });
    // Qt's own timeout counts inactivity only: a trickling server would never meet it.
    QTimer::singleShot(limits.deadline, reply, [reply, exchange] {
        exchange->late = true;
        reply->abort();
    });
}

void HttpClient::abortAll()
{
    const QList<QNetworkReply *> replies = m_network.findChildren<QNetworkReply *>();
    for (QNetworkReply *reply : replies) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

} // namespace edgelink::net
