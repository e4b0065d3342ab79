// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/httpexchange.h"

#include "app/services/cluster/apiparsers.h"
#include "app/services/cluster/words.h"

#include <QPointer>
#include <QSslError>

namespace edgelink::cluster {

namespace {

constexpr qsizetype lineLimit
    = qsizetype{6} * 1024 * 1024; ///< etcd stores no object above 1.5 MiB; JSON of it is longer
constexpr qsizetype errorBodyLimit = qsizetype{64} * 1024;

} // namespace

HttpExchange::HttpExchange(QNetworkReply *reply, const ApiRequest &request, Mode mode,
                           std::chrono::milliseconds silence, QObject *parent)
    : QObject(parent)
    , m_reply(reply)
    , m_request(request)
    , m_mode(mode)
    , m_silence(silence)
    , m_deadline(this)
{
    m_reply->setParent(this);
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
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::read);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsErrors += error.errorString().toUtf8() + "; ";
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (m_mode == Mode::Lines && m_status / 100 == 2 && !std::exchange(m_opened, true)) {
            m_deadline.start(m_silence);
            emit opened();
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::replyFinished);
    m_deadline.start();
}

HttpExchange::~HttpExchange()
{
    if (!m_ended) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

void HttpExchange::read()
{
    if (m_ended)
        return;
    if (m_opened)
        m_deadline.start(m_silence);
    m_body += m_reply->readAll();
    if (m_mode == Mode::Lines && m_status / 100 == 2) {
        cutLines();
        return;
    }
    const qint64 limit = m_mode == Mode::Lines ? errorBodyLimit : m_request.bodyLimit;
    if (m_body.size() > limit)
        giveUp(
            {ErrorKind::BadReply, Words::tr("the reply is longer than %1 bytes").arg(limit), m_request.what, {}, {}});
}

void HttpExchange::cutLines()
{
    qsizetype start = 0;
    const QPointer<HttpExchange> self(this);
    while (true) {
        const qsizetype newline = m_body.indexOf('\n', qMax(start, m_scanned));
        if (newline < 0)
            break;
        const QByteArray text = m_body.sliced(start, newline - start);
        start = newline + 1;
        if (!text.trimmed().isEmpty())
            emit line(text);
        if (!self || m_ended)
            return; // whoever listened ended it
    }
    m_body.remove(0, start);
    m_scanned = m_body.size();
    if (m_body.size() > lineLimit)
        giveUp({ErrorKind::BadReply,
                Words::tr("a watch event is longer than %1 bytes").arg(lineLimit),
                m_request.what,
                {},
                {}});
}

void HttpExchange::replyFinished()
{
    if (m_ended)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    read();
    if (m_ended)
        return;
    if (m_status / 100 == 2) {
        if (m_reply->error() != QNetworkReply::NoError)
            end(tl::make_unexpected(networkError()));
        else
            end(m_body);
    } else if (m_status >= 300) {
        end(tl::make_unexpected(apiError(m_status, m_body, m_request.what)));
    } else {
        end(tl::make_unexpected(networkError()));
    }
}

Error HttpExchange::networkError() const
{
    const QString raw = m_reply->errorString();
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Unreachable, Words::tr("the API server refuses the connection"), m_request.what,
                Words::tr("check whether it runs"), raw};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Unreachable, Words::tr("the API server's name is not known"), m_request.what, {}, raw};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Unreachable, Words::tr("no trusted connection to the API server"), m_request.what,
                Words::tr("check certificate-authority and the server's address in the kubeconfig"),
                m_tlsErrors.isEmpty() ? raw : QString::fromUtf8(m_tlsErrors)};
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
    if (!m_reply->isFinished()) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    deleteLater();
    emit finished(result);
}

} // namespace edgelink::cluster
