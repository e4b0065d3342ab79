// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace edgelink::bench {

/// A virtual X display (Xvfb) for measured processes; gone with this object.
class Display
{
public:
    Display()
    {
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                        QStringLiteral("0"), QStringLiteral("1920x1080x24"), QStringLiteral("-nolisten"),
                        QStringLiteral("tcp"), QStringLiteral("-noreset")});
        while (!m_server.canReadLine() && m_server.waitForReadyRead(20'000)) { }
        const QByteArray number = m_server.readLine().trimmed();
        if (!number.isEmpty())
            m_name = QLatin1Char(':') + QString::fromLatin1(number);
    }
    ~Display()
    {
        m_server.terminate();
        if (!m_server.waitForFinished(5'000)) {
            m_server.kill();
            m_server.waitForFinished();
        }
    }
    Display(const Display &) = delete;
    Display &operator=(const Display &) = delete;

    [[nodiscard]] QString name() const { return m_name; } ///< ":99"; empty: it did not start

private:
    QProcess m_server;
    QString m_name;
};

} // namespace edgelink::bench
