// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpfixture.h"

#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest/QTest>

namespace edgelink::test {

/// A real server from the distribution, on a free loopback port, in a folder of its own; ended with this object.
class LocalServer
{
public:
    /// `${port}` and `${dir}` are filled into the arguments; `configuration` becomes ${dir}/config.yml.
    LocalServer(const QString &program, const QByteArray &configuration, QStringList arguments)
        : m_port(HttpFixture::freePort())
    {
        QFile file(m_dir.filePath(QStringLiteral("config.yml")));
        if (!file.open(QIODevice::WriteOnly) || file.write(configuration) != configuration.size())
            qFatal("cannot write the server's configuration");
        file.close();
        for (QString &argument : arguments)
            argument.replace(QStringLiteral("${port}"), QString::number(m_port))
                .replace(QStringLiteral("${dir}"), m_dir.path());
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
    }
    ~LocalServer()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished(5'000);
    }
    LocalServer(const LocalServer &) = delete;
    LocalServer &operator=(const LocalServer &) = delete;

    [[nodiscard]] bool isListening()
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        return socket.waitForConnected(200);
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }
    [[nodiscard]] QByteArray output() { return m_process.readAll(); }

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port;
};

} // namespace edgelink::test
