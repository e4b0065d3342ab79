// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace edgelink::sandbox {

/// Where everything of one sandbox lies: the state folder D (0700) and, for PostgreSQL run by root, a folder that the
/// account "postgres" can reach. Paths are absolute.
struct Layout {
    QString root;

    [[nodiscard]] static Layout at(const QString &directory);
    [[nodiscard]] static QString defaultDirectory(); ///< $XDG_STATE_HOME/edgelink-sandbox

    [[nodiscard]] QString path(const QString &relative) const;
    [[nodiscard]] QString stateFile() const { return path(QStringLiteral("state.json")); }
    [[nodiscard]] QString lockFile() const { return path(QStringLiteral("supervisor.lock")); }
    [[nodiscard]] QString marker() const { return path(QStringLiteral(".edgelink-sandbox")); }
    [[nodiscard]] QString consoleConfiguration() const { return path(QStringLiteral("console.yaml")); }
    [[nodiscard]] QString kubeconfig() const { return path(QStringLiteral("kubeconfig")); }
    [[nodiscard]] QString pki(const QString &name) const { return path(QStringLiteral("pki/") + name); }
    [[nodiscard]] QString log(const QString &name) const
    {
        return path(QStringLiteral("log/") + name + QStringLiteral(".log"));
    }
    [[nodiscard]] QString podLogs() const { return path(QStringLiteral("log/pods")); }
    [[nodiscard]] QString requests() const { return path(QStringLiteral("requests")); }
    [[nodiscard]] QString faultsFile() const { return path(QStringLiteral("faults.json")); }
    [[nodiscard]] QString simulatorFile() const { return path(QStringLiteral("simulator.json")); }
    [[nodiscard]] QString databasePassword() const { return path(QStringLiteral("pki/pgpass.txt")); } ///< one line
    [[nodiscard]] QString pgpass() const { return path(QStringLiteral("pki/pgpass")); } ///< libpq's format, all users
    [[nodiscard]] QString databaseFolder() const;
    /// One line, for who asks that component.
    [[nodiscard]] QString password(const QString &component) const { return pki(component + QStringLiteral(".txt")); }
    [[nodiscard]] QString redisConfiguration() const { return path(QStringLiteral("redis.conf")); }
    [[nodiscard]] QString webConfiguration(const QString &component) const
    {
        return path(component + QStringLiteral("-web.yml"));
    }
};

/// Makes D if needed. An existing folder that is neither empty nor a sandbox of ours is refused: `reset` deletes it.
[[nodiscard]] Result<void> claimDirectory(const Layout &layout);

/// Removes what an earlier run left except logs of the supervisor: each `up` starts from the known baseline.
[[nodiscard]] Result<void> removeRun(const Layout &layout);
/// Makes the folders of a run.
[[nodiscard]] Result<void> makeFolders(const Layout &layout);
/// Removes everything, D included.
[[nodiscard]] Result<void> removeAll(const Layout &layout);

/// Replaces a file (0600) as a whole, or leaves it as it was.
[[nodiscard]] Result<void> writeFile(const QString &path, const QByteArray &content);
[[nodiscard]] Result<QByteArray> readFile(const QString &path, qint64 limit = qint64{8} * 1024 * 1024);
/// `bytes` of the kernel's randomness as hexadecimal digits.
[[nodiscard]] QString randomSecret(int bytes = 24);

/// Files of the project that the sandbox plays: charts, scenarios, migrations, thresholds. Looked for in
/// $EDGELINK_RESOURCES, in the installed share folder and in the source tree, in this order.
[[nodiscard]] Result<QString> resourcesDirectory();

} // namespace edgelink::sandbox
