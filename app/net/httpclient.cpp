// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/httpclient.h"

#include "app/net/curlmulti.h"

#include <QCoreApplication>
#include <QFile>
#include <QFutureWatcher>
#include <QLocale>
#include <QPromise>
#include <QSslCertificate>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <array>

namespace edgelink::net {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(net)
};

constexpr qint64 HeadersLimit = qint64{256} * 1024;
constexpr long ReceiveBuffer = 128L * 1024;
constexpr int FirstRedirect = 300;
constexpr int FirstClientError = 400;

struct ListCloser {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

void append(HeaderList &list, const QByteArray &line)
{
    if (curl_slist *longer = curl_slist_append(list.get(), line.constData())) {
        list.release(); // NOLINT(bugprone-unused-return-value): it is the front of the longer one
        list.reset(longer);
    }
}

QDateTime httpDate(const QByteArray &value)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(value.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// A line break in a value would begin a header of its own.
bool fitsHeader(const QByteArray &value)
{
    return std::none_of(value.cbegin(), value.cend(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return (code < 0x20 && code != '\t') || code == 0x7f;
    });
}

/// The header's value, empty for none. Errors: what the secrets lack. Any thread.
Result<QByteArray> authorization(const HttpEndpoint &endpoint, const SecretLookup &secrets)
{
    const auto secret = [&secrets](const SecretReference &reference) -> Result<QByteArray> {
        if (!secrets)
            return failure(ErrorKind::Configuration, Tr::tr("no way to read secrets"), reference.locator);
        const Result<QByteArray> value = secrets(reference);
        return value ? Result<QByteArray>(value->trimmed()) : value;
    };
    if (endpoint.bearer.source != SecretReference::Source::None) {
        const Result<QByteArray> token = secret(endpoint.bearer);
        if (token && !fitsHeader(*token))
            return failure(ErrorKind::Configuration, Tr::tr("the bearer token has more than one line"),
                           endpoint.bearer.locator);
        return token ? Result<QByteArray>("Bearer " + *token) : token;
    }
    if (!endpoint.user.isEmpty()) {
        const Result<QByteArray> password = secret(endpoint.password);
        return password ? Result<QByteArray>("Basic " + (endpoint.user.toUtf8() + ':' + *password).toBase64())
                        : password;
    }
    return QByteArray();
}

bool inKeyring(const HttpEndpoint &endpoint)
{
    const SecretReference &used
        = endpoint.bearer.source != SecretReference::Source::None ? endpoint.bearer : endpoint.password;
    return used.source == SecretReference::Source::Keyring;
}

} // namespace

/// What goes on between send() and the end of one reply.
struct HttpClient::Exchange {
    HttpReply reply;
    HttpLimits limits;
    Done done;
    QString where; ///< address without credentials and query
    HeaderList headers;
    bool redirectIsAnAnswer = false;
    qint64 headerBytes = 0;
    bool tooBig = false;
    std::array<char, CURL_ERROR_SIZE> words{};

    static size_t takeBody(const char *data, size_t size, size_t count, void *self)
    {
        auto &exchange = *static_cast<Exchange *>(self);
        const size_t given = size * count;
        const auto bytes = static_cast<qsizetype>(given);
        if (exchange.reply.body.size() + bytes > exchange.limits.bodyBytes) {
            exchange.tooBig = true;
            return 0; // ends the transfer
        }
        exchange.reply.body.append(data, bytes);
        return size * count;
    }

    static size_t takeHeader(const char *data, size_t size, size_t count, void *self)
    {
        auto &exchange = *static_cast<Exchange *>(self);
        const size_t given = size * count;
        const auto bytes = static_cast<qsizetype>(given);
        exchange.headerBytes += bytes;
        if (exchange.headerBytes > HeadersLimit) {
            exchange.tooBig = true;
            return 0;
        }
        const QByteArray line = QByteArray::fromRawData(data, bytes);
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            return size * count;
        const QByteArray name = line.left(colon).toLower();
        if (name == "date")
            exchange.reply.serverTime = httpDate(line.mid(colon + 1));
        else if (name == "location")
            exchange.reply.location = line.mid(colon + 1).trimmed().left(500);
        return size * count;
    }

    [[nodiscard]] Error error(CURLcode code) const
    {
        const QString raw = QString::fromUtf8(words[0] != 0 ? words.data() : curl_easy_strerror(code));
        if (tooBig) {
            return {ErrorKind::BadReply,
                    headerBytes > HeadersLimit
                        ? Tr::tr("the answer's headers have more than %1 bytes").arg(HeadersLimit)
                        : Tr::tr("the answer has more than %1 bytes").arg(limits.bodyBytes),
                    where,
                    {},
                    {}};
        }
        switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return {ErrorKind::Timeout,
                    Tr::tr("no complete answer within %1 s").arg(static_cast<double>(limits.deadline.count()) / 1000.0),
                    where,
                    {},
                    {}};
        case CURLE_COULDNT_CONNECT:
            return {ErrorKind::Unreachable, Tr::tr("nobody listens there"), where, {}, raw};
        case CURLE_COULDNT_RESOLVE_HOST:
            return {ErrorKind::Unreachable, Tr::tr("the host name is not known"), where, {}, raw};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
            return {ErrorKind::Forbidden, Tr::tr("the server's certificate is not trusted"), where,
                    Tr::tr("Set ca_file to the authority that signed it."), raw};
        case CURLE_PARTIAL_FILE:
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_HTTP2_STREAM:
            return {
                ErrorKind::BadReply, Tr::tr("the connection was closed in the middle of the answer"), where, {}, raw};
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_HTTP2:
            return {ErrorKind::BadReply, Tr::tr("what answers there does not speak HTTP"), where, {}, raw};
        default:
            return {ErrorKind::Unreachable, Tr::tr("the exchange failed"), where, {}, raw};
        }
    }
};

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
{
    if (!m_endpoint.caFile.isEmpty() && QSslCertificate::fromPath(m_endpoint.caFile).isEmpty())
        m_tlsError = Error{
            ErrorKind::Configuration, Tr::tr("no certificate can be read from ca_file"), m_endpoint.caFile, {}, {}};
    m_transfers = std::make_unique<CurlMulti>([this](Easy easy, CURLcode code) {
        auto node = m_exchanges.extract(easy.get());
        const std::unique_ptr<Exchange> exchange = std::move(node.mapped());
        HttpReply &reply = exchange->reply;
        long status = 0;
        curl_off_t microseconds = 0;
        const char *type = nullptr;
        curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(easy.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
        curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &type);
        reply.status = static_cast<int>(status);
        reply.elapsed = std::chrono::microseconds{microseconds};
        reply.contentType = QByteArray(type);
        easy.reset();
        if (code != CURLE_OK) {
            exchange->done(tl::make_unexpected(exchange->error(code)));
        } else if (reply.status >= FirstRedirect && reply.status < FirstClientError && !exchange->redirectIsAnAnswer) {
            exchange->done(failure(ErrorKind::Forbidden, Tr::tr("the server redirects, which is not followed"),
                                   exchange->where, Tr::tr("Put the final address into the configuration."),
                                   QString::fromUtf8(reply.location)));
        } else {
            exchange->done(std::move(reply));
        }
    });
}

HttpClient::~HttpClient() = default;

Result<QUrl> HttpClient::address(const HttpRequest &request) const
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
    return url;
}

void HttpClient::send(const HttpRequest &request, const HttpLimits &limits, Done done)
{
    const Result<QUrl> url = address(request);
    Waiting asked{request, url.value_or(QUrl()), limits, std::move(done)};
    if (!url) {
        start(std::move(asked), tl::make_unexpected(url.error()));
    } else if (inKeyring(m_endpoint)) {
        m_waiting.push_back(std::move(asked));
        if (m_waiting.size() == 1)
            askKeyring();
    } else {
        start(std::move(asked), authorization(m_endpoint, m_secrets));
    }
}

void HttpClient::askKeyring()
{
    using Credentials = Result<QByteArray>;
    QPromise<Credentials> answer;
    // Not QFuture::then(this, …): Qt 6.4 aborts there when the client is gone by the time the answer comes.
    auto *watcher = new QFutureWatcher<Credentials>(this);
    connect(watcher, &QFutureWatcher<Credentials>::finished, this, [this, watcher] {
        watcher->deleteLater();
        const Credentials credentials = watcher->result();
        for (Waiting &asked : std::exchange(m_waiting, {}))
            start(std::move(asked), credentials);
    });
    watcher->setFuture(answer.future());
    answer.start();
    QThreadPool::globalInstance()->start([answer = std::make_shared<QPromise<Credentials>>(std::move(answer)),
                                          endpoint = m_endpoint, secrets = m_secrets] {
        answer->addResult(authorization(endpoint, secrets));
        answer->finish();
    });
}

void HttpClient::start(Waiting asked, const Result<QByteArray> &credentials)
{
    if (!credentials) {
        QTimer::singleShot(
            0, this, [done = std::move(asked.done), error = credentials.error()] { done(tl::make_unexpected(error)); });
        return;
    }
    const HttpRequest &request = asked.request;
    auto exchange = std::make_unique<Exchange>();
    exchange->limits = asked.limits;
    exchange->done = std::move(asked.done);
    exchange->redirectIsAnAnswer = request.redirectIsAnAnswer;
    exchange->where = asked.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    QList<std::pair<QByteArray, QByteArray>> headers = request.headers;
    const auto unlessGiven = [&headers](const QByteArray &name, const QByteArray &value) {
        const bool given = std::any_of(headers.cbegin(), headers.cend(), [&name](const auto &header) {
            return header.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!given && !value.isEmpty())
            headers.emplaceBack(name, value);
    };
    unlessGiven("Accept", "application/json");
    unlessGiven("Content-Type", request.contentType);
    unlessGiven("Authorization", *credentials);
    for (const auto &[name, value] : std::as_const(headers)) {
        if (fitsHeader(name) && fitsHeader(value))
            append(exchange->headers, name + ": " + value);
    }
    append(exchange->headers, "Expect:"); // no round trip to ask whether a body is welcome
    begin(request, asked.url, std::move(exchange));
}

void HttpClient::begin(const HttpRequest &request, const QUrl &url, std::unique_ptr<Exchange> exchange)
{
    Easy easy(curl_easy_init());
    const auto set = [&easy](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
    set(CURLOPT_URL, url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment).constData());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOPROXY, "*"); // credentials go to the configured address only, whatever proxy the shell names
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_USERAGENT, "edgelink-console/" EDGELINK_VERSION);
    set(CURLOPT_ACCEPT_ENCODING, "gzip"); // what counts against the limit is what comes out
    set(CURLOPT_HTTPHEADER, exchange->headers.get());
    set(CURLOPT_ERRORBUFFER, exchange->words.data());
    set(CURLOPT_BUFFERSIZE, ReceiveBuffer);
    set(CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(exchange->limits.deadline.count()))); // 0 would be for ever
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!m_endpoint.caFile.isEmpty()) {
        set(CURLOPT_CAINFO, QFile::encodeName(m_endpoint.caFile).constData());
        set(CURLOPT_CAPATH, static_cast<const char *>(nullptr)); // that authority and no other
    }
    set(CURLOPT_WRITEFUNCTION, &Exchange::takeBody);
    set(CURLOPT_WRITEDATA, exchange.get());
    set(CURLOPT_HEADERFUNCTION, &Exchange::takeHeader);
    set(CURLOPT_HEADERDATA, exchange.get());
    if (request.verb == "POST" || !request.body.isEmpty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_COPYPOSTFIELDS, request.body.constData());
    }
    if (request.verb != "GET" && request.verb != "POST")
        set(CURLOPT_CUSTOMREQUEST, request.verb.constData());
    m_exchanges.emplace(easy.get(), std::move(exchange));
    m_transfers->add(std::move(easy));
}

void HttpClient::abortAll()
{
    m_waiting.clear();
    m_transfers->dropAll();
    m_exchanges.clear();
}

} // namespace edgelink::net

#include "moc_httpclient.cpp"
