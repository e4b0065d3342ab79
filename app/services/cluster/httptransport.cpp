// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/httptransport.h"

#include "app/services/cluster/httpexchange.h"
#include "app/services/cluster/words.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

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
{
    m_credentials->setParent(this);
    (void)renewTransfers();
}

HttpTransport::~HttpTransport()
{
    m_exchanges.clear();
    qDeleteAll(findChildren<HttpExchange *>()); // they go before the transfers that they belong to
}

void HttpTransport::reset(const Error &why)
{
    const QSet<HttpExchange *> exchanges = std::exchange(m_exchanges, {});
    std::unique_ptr<net::CurlMulti> old = renewTransfers(); // first: who is told may ask again at once
    for (HttpExchange *exchange : exchanges)
        exchange->giveUp(why);
    old.release()->deleteLater(); // with the connection that hangs; it may be what called us
}

std::unique_ptr<net::CurlMulti> HttpTransport::renewTransfers()
{
    auto fresh = std::make_unique<net::CurlMulti>(
        [](const net::Easy &easy, CURLcode code) { HttpExchange::of(easy.get())->transferEnded(code); });
    m_transfers.swap(fresh);
    return fresh;
}

QString HttpTransport::note() const
{
    return m_connection.insecure ? Words::tr("the server's certificate is not verified (the kubeconfig says so)")
                                 : QString();
}

void HttpTransport::secure(CURL *easy, const Credential &credential, const QUrl &url) const
{
    const auto blob = [easy](CURLoption option, const QByteArray &pem) {
        curl_blob bytes{const_cast<char *>(pem.constData()), static_cast<size_t>(pem.size()), CURL_BLOB_COPY};
        if (!pem.isEmpty())
            curl_easy_setopt(easy, option, &bytes);
    };
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, m_connection.insecure ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, m_connection.insecure ? 0L : 2L);
    blob(CURLOPT_CAINFO_BLOB, m_connection.authority);
    if (!m_connection.authority.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAPATH, static_cast<const char *>(nullptr)); // that authority and no other
    blob(CURLOPT_SSLCERT_BLOB, credential.certificate);
    blob(CURLOPT_SSLKEY_BLOB, credential.key);
    curl_easy_setopt(easy, CURLOPT_URL, url.toEncoded().constData());
}

Result<HttpExchange *> HttpTransport::start(const ApiRequest &request, const Credential &credential, bool lines,
                                            std::chrono::milliseconds silence)
{
    QString base = m_connection.server.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    QUrl url(base + request.path, QUrl::StrictMode);
    if (!url.isValid() || url.host() != m_connection.server.host() || url.port() != m_connection.server.port())
        return failure(ErrorKind::Usage, Words::tr("not a path of the API: %1").arg(request.path.left(200)));
    QList<QByteArray> headers{"Accept: " + request.accept, QByteArrayLiteral("Expect:")};
    if (!credential.authorization.isEmpty())
        headers << "Authorization: " + credential.authorization;
    if (!request.body.isEmpty())
        headers << QByteArrayLiteral("Content-Type: application/json");
    for (const QByteArray &header : std::as_const(headers)) {
        if (header.contains('\n') || header.contains('\r') || header.contains('\0'))
            return failure(ErrorKind::Configuration, Words::tr("the token has more than one line"), request.what);
    }
    net::Easy easy(curl_easy_init());
    const auto set = [&easy](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
    const QString host = url.host(QUrl::FullyEncoded);
    if (!m_connection.tlsServerName.isEmpty()) {
        // The name that the certificate must have stands in the URL; the connection and the Host header keep the
        // address.
        const QByteArray address
            = (host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host).toLatin1();
        const QByteArray port = QByteArray::number(url.port(443));
        headers << "Host: " + address + ':' + port;
        if (!m_connectTo) // the same for each request
            m_connectTo.reset(curl_slist_append(nullptr, ("::" + address + ':' + port).constData()));
        set(CURLOPT_CONNECT_TO, m_connectTo.get());
        url.setHost(m_connection.tlsServerName);
    }
    secure(easy.get(), credential, url);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_NOPROXY, "*");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_USERAGENT, "edgelink-console/" EDGELINK_VERSION);
    set(CURLOPT_ACCEPT_ENCODING, "gzip"); // what counts against the limit is what comes out
    set(CURLOPT_BUFFERSIZE, 128L * 1024);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_PIPEWAIT, 1L); // one connection with many streams rather than many connections
    auto *exchange
        = new HttpExchange(request, lines ? HttpExchange::Mode::Lines : HttpExchange::Mode::Whole, silence, this);
    m_exchanges.insert(exchange);
    exchange->begin(m_transfers.get(), std::move(easy), headers);
    return exchange;
}

void HttpTransport::send(const ApiRequest &request, Done done)
{
    sendOnce(request, false, std::move(done));
}

void HttpTransport::sendOnce(const ApiRequest &request, bool again, Done done)
{
    m_credentials->resolve([this, request, again, done = std::move(done)](const Result<Credential> &credential) {
        if (!credential) {
            done(tl::make_unexpected(credential.error()));
            return;
        }
        const Result<HttpExchange *> started = start(request, *credential, false, {});
        if (!started) {
            done(tl::make_unexpected(started.error()));
            return;
        }
        HttpExchange *exchange = *started;
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
        const Result<HttpExchange *> started
            = credential ? start(request, *credential, true, idle) : tl::make_unexpected(credential.error());
        if (!started) {
            QMetaObject::invokeMethod(
                alive.data(), [alive, error = started.error()] { emit alive->ended(error); }, Qt::QueuedConnection);
            return;
        }
        HttpExchange *exchange = *started;
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
    request.bodyLimit = 1024LL * 1024;
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

#include "moc_httptransport.cpp"
