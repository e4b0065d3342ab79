// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/httpexchange.h"

#include "app/services/cluster/apiparsers.h"
#include "app/services/cluster/words.h"

namespace edgelink::cluster {

namespace {

constexpr qsizetype lineLimit
    = qsizetype{6} * 1024 * 1024; ///< etcd stores no object above 1.5 MiB; JSON of it is longer
constexpr qsizetype errorBodyLimit = qsizetype{1024} * 1024;
constexpr qint64 headersLimit = qint64{256} * 1024;

} // namespace

HttpExchange::HttpExchange(const ApiRequest &request, Mode mode, std::chrono::milliseconds silence, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_mode(mode)
    , m_silence(silence)
    , m_deadline(this)
    , m_tell(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(request.deadline);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration<double>(m_deadline.intervalAsDuration()).count();
        giveUp({ErrorKind::Timeout,
                Words::tr("the API server did not answer within %1 s").arg(seconds, 0, 'g', 3),
                m_request.what,
                Words::tr("it may hang: check the control plane"),
                {}});
    });
    m_tell.setSingleShot(true);
    m_tell.setInterval(0);
    connect(&m_tell, &QTimer::timeout, this, &HttpExchange::tell);
    m_deadline.start();
}

HttpExchange::~HttpExchange()
{
    if (m_easy != nullptr && m_transfers)
        m_transfers->drop(m_easy);
}

void HttpExchange::begin(net::CurlMulti *transfers, net::Easy easy, const QList<QByteArray> &headers)
{
    for (const QByteArray &header : headers) {
        if (curl_slist *longer = curl_slist_append(m_headers.get(), header.constData())) {
            m_headers.release(); // NOLINT(bugprone-unused-return-value): it is the front of the longer one
            m_headers.reset(longer);
        }
    }
    const auto set = [&easy](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
    set(CURLOPT_PRIVATE, static_cast<void *>(this));
    set(CURLOPT_HTTPHEADER, m_headers.get());
    set(CURLOPT_ERRORBUFFER, m_words.data());
    set(CURLOPT_WRITEFUNCTION, &HttpExchange::takeBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &HttpExchange::takeHeader);
    set(CURLOPT_HEADERDATA, this);
    if (!m_request.body.isEmpty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        set(CURLOPT_COPYPOSTFIELDS, m_request.body.constData());
    }
    m_transfers = transfers;
    m_easy = easy.get();
    transfers->add(std::move(easy));
}

HttpExchange *HttpExchange::of(CURL *easy)
{
    char *self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    return static_cast<HttpExchange *>(static_cast<void *>(self));
}

size_t HttpExchange::takeBody(const char *data, size_t size, size_t count, void *self)
{
    return static_cast<HttpExchange *>(self)->take(
        QByteArray::fromRawData(data, static_cast<qsizetype>(size) * static_cast<qsizetype>(count)));
}

size_t HttpExchange::takeHeader(const char *data, size_t size, size_t count, void *self)
{
    auto &exchange = *static_cast<HttpExchange *>(self);
    const QByteArray header
        = QByteArray::fromRawData(data, static_cast<qsizetype>(size) * static_cast<qsizetype>(count));
    exchange.m_headerBytes += header.size();
    if (exchange.m_headerBytes > headersLimit) {
        exchange.m_refusal = Error{ErrorKind::BadReply,
                                   Words::tr("the reply's headers are longer than %1 bytes").arg(headersLimit),
                                   exchange.m_request.what,
                                   {},
                                   {}};
        return 0;
    }
    if (header.startsWith("HTTP/"))
        exchange.m_status = header.mid(header.indexOf(' ') + 1, 3).toInt();
    // A blank line ends the headers; those of an interim answer (1xx) do not count.
    if (header.trimmed().isEmpty() && exchange.m_status >= 200) {
        exchange.m_answered = true;
        exchange.m_tell.start();
    }
    return size * count;
}

size_t HttpExchange::take(const QByteArray &bytes)
{
    const auto taken = static_cast<size_t>(bytes.size());
    if (!inLines()) {
        const qint64 limit = m_status / 100 == 2 ? m_request.bodyLimit : errorBodyLimit;
        if (m_body.size() + bytes.size() > limit) {
            m_refusal = Error{
                ErrorKind::BadReply, Words::tr("the reply is longer than %1 bytes").arg(limit), m_request.what, {}, {}};
            return 0; // ends the transfer
        }
        m_body += bytes;
        return taken;
    }
    m_tell.start();
    if (m_wholeLines > lineLimit) { // it sends faster than we listen: it has to wait
        m_paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    if (const qsizetype newline = bytes.lastIndexOf('\n'); newline >= 0)
        m_wholeLines = m_body.size() + newline + 1;
    if (m_body.size() + bytes.size() - m_wholeLines > lineLimit) {
        m_refusal = Error{ErrorKind::BadReply,
                          Words::tr("a watch event is longer than %1 bytes").arg(lineLimit),
                          m_request.what,
                          {},
                          {}};
        return 0;
    }
    m_body += bytes;
    return taken;
}

void HttpExchange::tell()
{
    if (m_ended || !m_answered || !inLines())
        return;
    m_deadline.start(m_silence);
    const QPointer<HttpExchange> self(this);
    if (!std::exchange(m_opened, true))
        emit opened();
    if (self && !m_ended)
        cutLines();
    if (self && !m_ended && m_easy != nullptr && std::exchange(m_paused, false))
        curl_easy_pause(m_easy, CURLPAUSE_CONT);
}

void HttpExchange::cutLines()
{
    const qsizetype end = std::exchange(m_wholeLines, 0);
    const QByteArray lines = m_body.left(end);
    m_body.remove(0, end);
    const QPointer<HttpExchange> self(this);
    for (qsizetype start = 0; start < end;) {
        const qsizetype newline = lines.indexOf('\n', start);
        const QByteArray text = lines.mid(start, newline - start);
        start = newline + 1;
        if (!text.trimmed().isEmpty())
            emit line(text);
        if (!self || m_ended)
            return; // whoever listened ended it
    }
}

void HttpExchange::transferEnded(CURLcode code)
{
    m_easy = nullptr;
    if (m_ended)
        return;
    const QPointer<HttpExchange> self(this);
    tell(); // what came before the end
    if (!self || m_ended)
        return;
    if (m_refusal)
        end(tl::make_unexpected(*m_refusal));
    else if (m_status >= 300 && (code == CURLE_OK || !m_body.isEmpty()))
        end(tl::make_unexpected(apiError(m_status, m_body, m_request.what)));
    else if (code != CURLE_OK || m_status / 100 != 2)
        end(tl::make_unexpected(transferError(code)));
    else
        end(m_body);
}

Error HttpExchange::transferError(CURLcode code) const
{
    const QString raw = QString::fromUtf8(m_words[0] != 0 ? m_words.data() : curl_easy_strerror(code));
    switch (code) {
    case CURLE_COULDNT_CONNECT:
        return {ErrorKind::Unreachable, Words::tr("the API server refuses the connection"), m_request.what,
                Words::tr("check whether it runs"), raw};
    case CURLE_COULDNT_RESOLVE_HOST:
        return {ErrorKind::Unreachable, Words::tr("the API server's name is not known"), m_request.what, {}, raw};
    case CURLE_SSL_CERTPROBLEM:
        return {ErrorKind::Configuration,
                Words::tr("the client certificate or its key cannot be read"),
                m_request.what,
                {},
                raw};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return {ErrorKind::Unreachable, Words::tr("no trusted connection to the API server"), m_request.what,
                Words::tr("check certificate-authority and the server's address in the kubeconfig"), raw};
    default:
        return {ErrorKind::Unreachable, Words::tr("the connection to the API server broke"), m_request.what, {}, raw};
    }
}

void HttpExchange::giveUp(const Error &error)
{
    if (m_ended)
        return;
    end(tl::make_unexpected(error));
}

void HttpExchange::end(const Result<QByteArray> &result)
{
    m_ended = true;
    m_deadline.stop();
    m_tell.stop();
    if (m_easy != nullptr && m_transfers)
        m_transfers->drop(m_easy);
    m_easy = nullptr;
    deleteLater();
    emit finished(result);
}

} // namespace edgelink::cluster

#include "moc_httpexchange.cpp"
