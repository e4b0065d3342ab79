// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/kubeconfig.h"

#include <yaml-cpp/yaml.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>

namespace edgelink::sandbox {

namespace {

constexpr qint64 MAXIMUM_BYTES = 1024LL * 1024;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(MAXIMUM_BYTES) : QByteArray();
}

QString text(const YAML::Node &node, const char *key)
{
    const YAML::Node value = node.IsMap() ? node[key] : YAML::Node(YAML::NodeType::Undefined);
    return value.IsDefined() && value.IsScalar() ? QString::fromStdString(value.Scalar()) : QString();
}

/// `what` of the entry called `name` in one of the file's three lists.
YAML::Node named(const YAML::Node &root, const char *list, const char *what, const QString &name)
{
    const YAML::Node entries = root[list];
    if (entries.IsDefined() && entries.IsSequence()) {
        for (const YAML::Node &entry : entries) {
            if (text(entry, "name") == name && entry[what].IsDefined())
                return entry[what];
        }
    }
    return YAML::Node(YAML::NodeType::Map);
}

/// `key`-data (base64) or the file named by `key`, relative to the kubeconfig.
QByteArray material(const YAML::Node &node, const char *key, const QDir &folder)
{
    const QString inlined = text(node, (std::string(key) + "-data").c_str());
    if (!inlined.isEmpty())
        return QByteArray::fromBase64(inlined.toLatin1());
    const QString path = text(node, key);
    return path.isEmpty() ? QByteArray() : contents(folder.absoluteFilePath(path));
}

QSslConfiguration tlsOf(const YAML::Node &cluster, const YAML::Node &user, const QDir &folder)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (text(cluster, "insecure-skip-tls-verify") == QStringLiteral("true"))
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    else if (const QByteArray authority = material(cluster, "certificate-authority", folder); !authority.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromData(authority, QSsl::Pem));
    const QByteArray certificate = material(user, "client-certificate", folder);
    if (!certificate.isEmpty()) {
        const QByteArray pem = material(user, "client-key", folder);
        QSslKey key(pem, QSsl::Rsa);
        if (key.isNull())
            key = QSslKey(pem, QSsl::Ec);
        tls.setLocalCertificateChain(QSslCertificate::fromData(certificate, QSsl::Pem));
        tls.setPrivateKey(key);
    }
    return tls;
}

} // namespace

Result<KubernetesAccess> readKubeconfig(const QString &file, const QString &context)
{
    const QByteArray bytes = contents(file);
    if (bytes.isEmpty())
        return failure(ErrorKind::Io, QStringLiteral("The kubeconfig cannot be read or is empty."), file);
    try {
        const YAML::Node root = YAML::Load(bytes.toStdString());
        if (!root.IsMap())
            return failure(ErrorKind::Configuration, QStringLiteral("The kubeconfig is no mapping."), file);
        const YAML::Node chosen = named(root, "contexts", "context", context);
        const YAML::Node cluster = named(root, "clusters", "cluster", text(chosen, "cluster"));
        const YAML::Node user = named(root, "users", "user", text(chosen, "user"));
        KubernetesAccess access;
        access.server = QUrl(text(cluster, "server"), QUrl::StrictMode);
        if (!access.server.isValid() || access.server.scheme() != QStringLiteral("https"))
            return failure(ErrorKind::Configuration,
                           QStringLiteral("Context \"%1\" names no https server.").arg(context), file);
        const QDir folder = QFileInfo(file).absoluteDir();
        access.token = text(user, "token").toUtf8();
        if (const QString tokenFile = text(user, "tokenFile"); access.token.isEmpty() && !tokenFile.isEmpty())
            access.token = contents(folder.absoluteFilePath(tokenFile)).trimmed();
        access.tls = tlsOf(cluster, user, folder);
        return access;
    } catch (const YAML::Exception &error) {
        return failure(ErrorKind::Configuration, QStringLiteral("The kubeconfig cannot be read."),
                       QStringLiteral("%1:%2").arg(file).arg(error.mark.line + 1), {},
                       QString::fromStdString(error.msg));
    }
}

} // namespace edgelink::sandbox
