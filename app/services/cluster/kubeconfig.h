// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace edgelink::cluster {

/// `users[].user.exec`: a program that prints credentials (client.authentication.k8s.io/v1 and v1beta1).
struct ExecPlugin {
    QString apiVersion;
    QString command; ///< as written; relative paths are relative to the kubeconfig's folder
    QStringList arguments;
    QMap<QString, QString> environment;
    QString installHint;
    bool provideClusterInfo = false;
    bool operator==(const ExecPlugin &) const = default;
};

/// How to reach one cluster as one user. Holds credentials: never log, show or journal it.
struct Connection {
    QUrl server;
    QString tlsServerName; ///< name to expect in the certificate instead of the host
    QByteArray authority; ///< PEM; empty: the system's
    bool insecure = false; ///< the kubeconfig says insecure-skip-tls-verify
    QString token;
    QString tokenFile; ///< re-read: it rotates
    QByteArray certificate; ///< PEM
    QByteArray key; ///< PEM
    QString user; ///< basic authentication
    QString password;
    std::optional<ExecPlugin> exec;
    /// Not empty: this connection uses something only kubectl knows (a proxy, an auth provider …), named here.
    QString needsKubectl;
    bool operator==(const Connection &) const = default;
};

/// `kubectl config view --raw --minify --flatten -o json`. Takes any bytes, never throws.
/// Errors: Configuration (something is missing in the kubeconfig), BadReply (not such output).
[[nodiscard]] Result<Connection> parseKubeconfig(QByteArrayView bytes);

/// What an exec plugin printed.
struct ExecCredential {
    QString token;
    QByteArray certificate; ///< PEM
    QByteArray key; ///< PEM
    QDateTime expires; ///< UTC; invalid: as long as the server accepts it
    bool operator==(const ExecCredential &) const = default;
};

/// `apiVersion`: the one that was asked for. Takes any bytes, never throws. Errors: BadReply.
[[nodiscard]] Result<ExecCredential> parseExecCredential(QByteArrayView bytes, const QString &apiVersion);

/// Value of KUBERNETES_EXEC_INFO for a plugin.
[[nodiscard]] QString execInfo(const Connection &connection, const ExecPlugin &plugin);

} // namespace edgelink::cluster
