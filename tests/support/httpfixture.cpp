// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpfixture.h"

#include <QFile>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace edgelink::test {

namespace {

constexpr qint64 SocketBacklog = qint64{256} * 1024; ///< of an endless reply

/// One connection: collects requests, plays replies. Owned by its socket.
class Connection : public QObject
{
public:
    Connection(QTcpSocket *socket, std::function<HttpFixture::Reply(const HttpFixture::Request &)> answer,
               std::atomic<qint64> *bytesSent)
        : QObject(socket)
        , m_socket(socket)
        , m_answer(std::move(answer))
        , m_bytesSent(bytesSent)
    {
        connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
        connect(socket, &QTcpSocket::bytesWritten, this, &Connection::more);
        m_trickle.callOnTimeout(this, &Connection::more);
    }

    void read()
    {
        m_buffer += m_socket->readAll();
        while (!m_busy) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            HttpFixture::Request request;
            const QList<QByteArray> lines = m_buffer.left(end).split('\n');
            const QList<QByteArray> first = lines.first().trimmed().split(' ');
            request.method = first.value(0);
            request.target = first.value(1);
            for (qsizetype i = 1; i < lines.size(); ++i) {
                const qsizetype colon = lines.at(i).indexOf(':');
                request.headers.insert(lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed());
            }
            const qsizetype length = request.headers.value("content-length").toLongLong();
            if (m_buffer.size() < end + 4 + length)
                return;
            request.body = m_buffer.mid(end + 4, length);
            m_buffer.remove(0, end + 4 + length);
            m_busy = true;
            m_reply = m_answer(request);
            if (m_reply.hang)
                return;
            QTimer::singleShot(m_reply.delay, this, &Connection::begin);
        }
    }

private:
    void begin()
    {
        if (!m_reply.raw.isEmpty()) {
            m_socket->write(m_reply.raw);
            m_socket->disconnectFromHost();
            return;
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(m_reply.status)
            + " Status\r\nContent-Type: " + m_reply.contentType + "\r\n";
        for (const auto &[name, value] : std::as_const(m_reply.headers))
            head += name + ": " + value + "\r\n";
        if (!m_reply.endless && !m_reply.quiet)
            head += "Content-Length: " + QByteArray::number(m_reply.body.size()) + "\r\n";
        m_socket->write(head + "\r\n");
        m_sent = 0;
        if (m_reply.trickleBytes > 0)
            m_trickle.start(m_reply.trickleEvery);
        m_playing = true;
        more();
    }

    void more()
    {
        if (!m_playing)
            return;
        const qsizetype end = m_reply.truncateAt >= 0 ? m_reply.truncateAt : m_reply.body.size();
        if (m_reply.endless) {
            while (m_socket->bytesToWrite() < SocketBacklog && m_socket->state() == QAbstractSocket::ConnectedState)
                send(m_reply.body);
            return;
        }
        if (m_trickle.isActive() && sender() != nullptr && sender() != &m_trickle)
            return; // bytesWritten: the clock decides, not the socket
        const qsizetype step = m_reply.trickleBytes > 0 ? m_reply.trickleBytes : end;
        const QByteArray part = m_reply.body.mid(m_sent, qMin(step, end - m_sent));
        m_sent += part.size();
        if (m_sent >= end) {
            m_playing = false;
            m_trickle.stop();
        }
        send(part);
        if (m_playing || m_reply.quiet)
            return;
        if (m_reply.truncateAt >= 0) {
            m_socket->disconnectFromHost();
            return;
        }
        m_busy = false;
        read();
    }

    void send(const QByteArray &bytes)
    {
        m_bytesSent->fetch_add(bytes.size());
        m_socket->write(bytes);
    }

    QTcpSocket *m_socket;
    std::function<HttpFixture::Reply(const HttpFixture::Request &)> m_answer;
    std::atomic<qint64> *m_bytesSent;
    QByteArray m_buffer;
    HttpFixture::Reply m_reply;
    QTimer m_trickle;
    qsizetype m_sent = 0;
    bool m_busy = false;
    bool m_playing = false;
};

QSslConfiguration serverTls(const HttpFixture::Tls &tls)
{
    QFile keyFile(tls.keyFile);
    if (!keyFile.open(QIODevice::ReadOnly))
        qFatal("cannot read the test server's key");
    const QByteArray pem = keyFile.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(tls.certificateFile));
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace

QString HttpFixture::Request::field(const QString &name) const
{
    QByteArray encoded = headers.value("content-type").startsWith("application/x-www-form-urlencoded")
        ? body
        : target.mid(target.indexOf('?') + 1);
    encoded.replace('+', "%20");
    return QUrlQuery(QString::fromUtf8(encoded)).queryItemValue(name, QUrl::FullyDecoded);
}

HttpFixture::HttpFixture(Handler handler)
    : m_handler(std::move(handler))
{
    startServer({});
}

HttpFixture::HttpFixture(Handler handler, const Tls &tls)
    : m_handler(std::move(handler))
    , m_tls(true)
{
    startServer(tls);
}

void HttpFixture::startServer(const Tls &tls)
{
    auto *context = new QObject; // lives on the thread; deleted with it
    context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, context, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("http-fixture"));
    m_thread.start();
    QMetaObject::invokeMethod(
        context,
        [this, context, tls] {
            QTcpServer *server = nullptr;
            if (m_tls) {
                auto *secure = new QSslServer(context);
                secure->setSslConfiguration(serverTls(tls));
                server = secure;
            } else {
                server = new QTcpServer(context);
            }
            QObject::connect(server, &QTcpServer::pendingConnectionAvailable, server, [this, server] {
                while (QTcpSocket *socket = server->nextPendingConnection()) {
                    m_open.fetch_add(1);
                    QObject::connect(socket, &QTcpSocket::disconnected, server, [this, socket] {
                        m_open.fetch_sub(1);
                        socket->deleteLater();
                    });
                    auto *connection = new Connection(
                        socket, [this](const Request &request) { return answer(request); }, &m_bytesSent);
                    connection->read(); // a handshake may have left bytes behind
                }
            });
            if (!server->listen(QHostAddress::LocalHost))
                qFatal("the test server cannot listen");
            m_port = server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

HttpFixture::~HttpFixture()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl HttpFixture::url(const QString &path) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                    .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"))
                    .arg(m_port)
                    .arg(path));
}

void HttpFixture::setHandler(Handler handler)
{
    const std::lock_guard lock(m_mutex);
    m_handler = std::move(handler);
}

QList<HttpFixture::Request> HttpFixture::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

HttpFixture::Reply HttpFixture::answer(const Request &request)
{
    Handler handler;
    {
        const std::lock_guard lock(m_mutex);
        m_requests << request;
        handler = m_handler;
    }
    return handler ? handler(request) : Reply{};
}

quint16 HttpFixture::freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace edgelink::test
