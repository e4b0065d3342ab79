// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace edgelink::test {

/// A private PostgreSQL of this machine's newest version on 127.0.0.1, run as user postgres when we are root (it
/// refuses to run as root). Role edgelink owns database edgelink_prod. Gone, with its data, when destroyed.
class PostgresServer
{
public:
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// Makes the data folder and starts; empty when it went well, else what went wrong.
    [[nodiscard]] QString create();
    [[nodiscard]] QString start();
    void stop();
    void freeze(); ///< every process of it stands still (SIGSTOP)
    void thaw();
    /// Runs statements as `user` in `database`; empty when it went well.
    [[nodiscard]] QString run(const QString &sql, const QString &database = QStringLiteral("edgelink_prod"),
                              const QString &user = QStringLiteral("edgelink")) const;
    /// First column of the first row.
    [[nodiscard]] QString value(const QString &sql) const;
    /// Applies the .up.sql files of a folder up to `version`, and notes it where golang-migrate does.
    [[nodiscard]] QString migrate(const QString &folder, int version) const;
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    [[nodiscard]] std::unique_ptr<QProcess> process(const QString &program) const;
    [[nodiscard]] QString connection(const QString &database, const QString &user) const;

    QTemporaryDir m_folder;
    QString m_programs;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_server;
};

} // namespace edgelink::test
