// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// A server that answers every request with the input, status line and headers included, and hangs up; read by the
// client of Prometheus, Alertmanager and the platform's API, and by the client of the Kubernetes API (the first byte
// says which).
#include "app/net/httpclient.h"
#include "app/services/cluster/httptransport.h"
#include "tests/fuzz/input.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>

#include <cstdlib>

using namespace edgelink;

namespace {

constexpr std::chrono::milliseconds Deadline{300};

/// One connection at a time, one answer each.
class Answerer
{
public:
    Answerer()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return; // our own requests are small: in one piece
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            std::abort();
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }

    QByteArray answer;

private:
    QTcpServer m_server;
};

void read(net::HttpClient &client)
{
    QEventLoop loop;
    client.send({}, {Deadline, 4096}, [&loop](const Result<net::HttpReply> &) { loop.quit(); });
    loop.exec();
}

void read(cluster::HttpTransport &transport)
{
    QEventLoop loop;
    cluster::ApiRequest request;
    request.path = QStringLiteral("/version");
    request.deadline = Deadline;
    request.bodyLimit = 4096;
    transport.send(request, [&loop](const Result<QByteArray> &) { loop.quit(); });
    loop.exec();
}

void watch(cluster::HttpTransport &transport)
{
    QEventLoop loop;
    cluster::ApiRequest request;
    request.path = QStringLiteral("/api/v1/pods?watch=1");
    request.deadline = Deadline;
    const std::unique_ptr<cluster::ApiWatch> watch(transport.watch(request, Deadline));
    QObject::connect(watch.get(), &cluster::ApiWatch::ended, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_http";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);
    static Answerer server;
    static HttpEndpoint endpoint = [] {
        HttpEndpoint to;
        to.url = server.url();
        return to;
    }();
    static net::HttpClient client(endpoint, {});
    static const cluster::Connection connection = [] {
        cluster::Connection to;
        to.server = server.url();
        return to;
    }();
    static cluster::HttpTransport transport(connection, new cluster::Credentials(connection, {}, nullptr));
    if (size < 2)
        return 0;
    server.answer = fuzz::bytesOf(data + 1, size - 1);
    switch (data[0] % 3) {
    case 0:
        read(client);
        break;
    case 1:
        read(transport);
        break;
    default:
        watch(transport);
    }
    return 0;
}
