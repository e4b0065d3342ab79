// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/probes.h"

#include "app/sandbox/words.h"

#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

namespace edgelink::sandbox {

namespace {

constexpr int LookMs = 2000;

Result<void> lookHttp(const HttpProbe &probe)
{
    QNetworkRequest request(probe.url);
    request.setTransferTimeout(LookMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!probe.authorization.isEmpty())
        request.setRawHeader("Authorization", probe.authorization);
    if (!probe.caFile.isEmpty()) {
        QFile file(probe.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Io, Words::tr("cannot be read"), probe.caFile);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromDevice(&file));
        if (!probe.certificateFile.isEmpty()) {
            QFile certificate(probe.certificateFile);
            QFile key(probe.certificateFile.chopped(4) + QStringLiteral(".key"));
            if (!certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly))
                return failure(ErrorKind::Io, Words::tr("cannot be read"), probe.certificateFile);
            tls.setLocalCertificate(QSslCertificate(&certificate));
            tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        }
        request.setSslConfiguration(tls);
    }
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QEventLoop loop;
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status / 100 == 2)
        return {};
    return failure(ErrorKind::Unreachable,
                   status > 0 ? Words::tr("answered HTTP %1").arg(status) : reply->errorString(),
                   probe.url.toString(QUrl::RemoveUserInfo));
}

Result<void> lookLine(quint16 port, const QByteArray &question, const QByteArray &answer)
{
    const int peer = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{LookMs / 1000, 0};
    ::setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::array<char, 256> buffer{};
    QByteArray said;
    if (peer >= 0 && ::connect(peer, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::send(peer, question.constData(), static_cast<std::size_t>(question.size()), MSG_NOSIGNAL)
            == question.size()) {
        ssize_t got = 1;
        while (got > 0 && said.size() < answer.size() && answer.startsWith(said)) {
            got = ::recv(peer, buffer.data(), buffer.size(), 0);
            said.append(buffer.data(), static_cast<qsizetype>(std::max<ssize_t>(0, got)));
        }
    }
    if (peer >= 0)
        ::close(peer);
    if (said.startsWith(answer))
        return {};
    return failure(ErrorKind::Unreachable, Words::tr("does not answer as expected yet"),
                   QStringLiteral("127.0.0.1:%1").arg(port));
}

} // namespace

Probe httpProbe(const HttpProbe &probe)
{
    return [probe] { return lookHttp(probe); };
}

Probe lineProbe(quint16 port, const QByteArray &question, const QByteArray &answer)
{
    return [=] { return lookLine(port, question, answer); };
}

} // namespace edgelink::sandbox
