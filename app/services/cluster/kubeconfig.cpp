// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubeconfig.h"

#include "app/services/cluster/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::cluster {

namespace {

constexpr qint64 kubeconfigBytesLimit = qint64{4} * 1024 * 1024;
constexpr qint64 credentialBytesLimit = qint64{1024} * 1024;

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QJsonObject named(const QJsonObject &config, const char *list, const QString &name, const char *member)
{
    const QJsonArray entries = config.value(QLatin1String(list)).toArray();
    for (const QJsonValue entry : entries) {
        const QJsonObject object = entry.toObject();
        if (text(object, "name") == name)
            return object.value(QLatin1String(member)).toObject();
    }
    return {};
}

tl::unexpected<Error> unreadable(const QString &reason)
{
    return failure(ErrorKind::Configuration, Words::tr("the kubeconfig cannot be used: %1").arg(reason), {},
                   Words::tr("check kubeconfig and context of the environment"));
}

Result<QJsonObject> object(QByteArrayView bytes, qint64 limit, const QString &what)
{
    // No excerpt of the bytes in the error: they hold credentials.
    if (bytes.size() > limit)
        return failure(ErrorKind::BadReply,
                       Words::tr("%1 has %2 bytes; more than %3 are not read").arg(what).arg(bytes.size()).arg(limit));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::BadReply,
                       Words::tr("%1 is not JSON: byte %2: %3").arg(what).arg(error.offset).arg(error.errorString()));
    if (!document.isObject())
        return failure(ErrorKind::BadReply, Words::tr("%1 is not an object").arg(what));
    return document.object();
}

Result<bool> readPem(const QJsonObject &from, const char *key, QByteArray &into)
{
    const QByteArray encoded = text(from, key).toLatin1();
    if (encoded.isEmpty())
        return true;
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).contains("-----BEGIN "))
        return unreadable(Words::tr("%1 is not base64 of PEM").arg(QLatin1String(key)));
    into = *decoded;
    return true;
}

Result<ExecPlugin> execPlugin(const QJsonObject &exec)
{
    ExecPlugin plugin;
    plugin.apiVersion = text(exec, "apiVersion");
    plugin.command = text(exec, "command");
    plugin.installHint = text(exec, "installHint").left(1000);
    plugin.provideClusterInfo = exec.value(QLatin1String("provideClusterInfo")).toBool();
    if (plugin.apiVersion != QLatin1String("client.authentication.k8s.io/v1")
        && plugin.apiVersion != QLatin1String("client.authentication.k8s.io/v1beta1"))
        return unreadable(Words::tr("exec plugin: apiVersion \"%1\" is not known").arg(plugin.apiVersion.left(100)));
    if (plugin.command.isEmpty())
        return unreadable(Words::tr("exec plugin: it names no command"));
    if (text(exec, "interactiveMode") == QLatin1String("Always"))
        return unreadable(Words::tr("exec plugin %1 insists on a terminal").arg(plugin.command));
    const QJsonArray arguments = exec.value(QLatin1String("args")).toArray();
    for (const QJsonValue argument : arguments)
        plugin.arguments << argument.toString();
    const QJsonArray environment = exec.value(QLatin1String("env")).toArray();
    for (const QJsonValue entry : environment)
        plugin.environment.insert(text(entry.toObject(), "name"), text(entry.toObject(), "value"));
    plugin.environment.remove(QString());
    return plugin;
}

} // namespace

Result<Connection> parseKubeconfig(QByteArrayView bytes)
{
    const Result<QJsonObject> config
        = object(bytes, kubeconfigBytesLimit, Words::tr("the output of kubectl config view"));
    if (!config)
        return tl::make_unexpected(config.error());
    const QString current = text(*config, "current-context");
    const QJsonObject context = named(*config, "contexts", current, "context");
    if (context.isEmpty())
        return unreadable(Words::tr("it has no context \"%1\"").arg(current));
    const QJsonObject cluster = named(*config, "clusters", text(context, "cluster"), "cluster");
    const QJsonObject user = named(*config, "users", text(context, "user"), "user");
    if (cluster.isEmpty())
        return unreadable(Words::tr("context \"%1\" names no known cluster").arg(current));

    Connection connection;
    connection.server = QUrl(text(cluster, "server"), QUrl::StrictMode);
    if (!connection.server.isValid() || connection.server.host().isEmpty() || !connection.server.userInfo().isEmpty())
        return unreadable(Words::tr("the server's address is not usable"));
    const QString scheme = connection.server.scheme();
    if (scheme != QLatin1String("https") && scheme != QLatin1String("http"))
        return unreadable(Words::tr("the server's address is neither https nor http"));
    connection.tlsServerName = text(cluster, "tls-server-name");
    connection.insecure = cluster.value(QLatin1String("insecure-skip-tls-verify")).toBool();
    connection.token = text(user, "token");
    connection.tokenFile = text(user, "tokenFile");
    connection.user = text(user, "username");
    connection.password = text(user, "password");
    for (const auto &[from, key, into] : {std::tuple{&cluster, "certificate-authority-data", &connection.authority},
                                          std::tuple{&user, "client-certificate-data", &connection.certificate},
                                          std::tuple{&user, "client-key-data", &connection.key}}) {
        if (const Result<bool> read = readPem(*from, key, *into); !read)
            return tl::make_unexpected(read.error());
    }
    if (connection.certificate.isEmpty() != connection.key.isEmpty())
        return unreadable(Words::tr("of client certificate and key only one is given"));
    if (user.contains(QLatin1String("exec"))) {
        const Result<ExecPlugin> plugin = execPlugin(user.value(QLatin1String("exec")).toObject());
        if (!plugin)
            return tl::make_unexpected(plugin.error());
        connection.exec = *plugin;
    }

    QStringList beyond;
    for (const char *key : {"proxy-url", "certificate-authority"}) {
        if (cluster.contains(QLatin1String(key)))
            beyond << QLatin1String(key);
    }
    for (const char *key :
         {"auth-provider", "as", "as-uid", "as-groups", "as-user-extra", "client-certificate", "client-key"}) {
        if (user.contains(QLatin1String(key)))
            beyond << QLatin1String(key);
    }
    const bool loopback = connection.server.host() == QLatin1String("localhost")
        || connection.server.host().startsWith(QLatin1String("127."));
    if (scheme == QLatin1String("http") && !loopback)
        beyond << QStringLiteral("http");
    connection.needsKubectl = beyond.join(QStringLiteral(", "));
    return connection;
}

Result<ExecCredential> parseExecCredential(QByteArrayView bytes, const QString &apiVersion)
{
    const QString what = Words::tr("what the exec plugin printed");
    const Result<QJsonObject> printed = object(bytes, credentialBytesLimit, what);
    if (!printed)
        return tl::make_unexpected(printed.error());
    const auto refused = [&what](const QString &reason) {
        return failure(ErrorKind::BadReply, QStringLiteral("%1: %2").arg(what, reason));
    };
    if (text(*printed, "kind") != QLatin1String("ExecCredential"))
        return refused(Words::tr("it is no ExecCredential"));
    if (text(*printed, "apiVersion") != apiVersion)
        return refused(Words::tr("it speaks %1, not %2").arg(text(*printed, "apiVersion").left(100), apiVersion));
    const QJsonObject status = printed->value(QLatin1String("status")).toObject();
    ExecCredential credential;
    credential.token = text(status, "token");
    credential.certificate = text(status, "clientCertificateData").toUtf8();
    credential.key = text(status, "clientKeyData").toUtf8();
    if (credential.token.isEmpty() && credential.certificate.isEmpty())
        return refused(Words::tr("it holds neither a token nor a certificate"));
    if (credential.certificate.isEmpty() != credential.key.isEmpty())
        return refused(Words::tr("of client certificate and key only one is given"));
    if (credential.token.contains(QLatin1Char('\n')) || credential.token.contains(QLatin1Char('\r')))
        return refused(Words::tr("its token holds a line break"));
    if (const QString expires = text(status, "expirationTimestamp"); !expires.isEmpty()) {
        credential.expires = QDateTime::fromString(expires, Qt::ISODateWithMs).toUTC();
        if (!credential.expires.isValid())
            return refused(Words::tr("its expirationTimestamp is no time"));
    }
    return credential;
}

QString execInfo(const Connection &connection, const ExecPlugin &plugin)
{
    QJsonObject spec{{QStringLiteral("interactive"), false}};
    if (plugin.provideClusterInfo) {
        QJsonObject cluster{{QStringLiteral("server"), connection.server.toString()}};
        if (!connection.authority.isEmpty())
            cluster.insert(QStringLiteral("certificate-authority-data"),
                           QString::fromLatin1(connection.authority.toBase64()));
        if (!connection.tlsServerName.isEmpty())
            cluster.insert(QStringLiteral("tls-server-name"), connection.tlsServerName);
        if (connection.insecure)
            cluster.insert(QStringLiteral("insecure-skip-tls-verify"), true);
        spec.insert(QStringLiteral("cluster"), cluster);
    }
    const QJsonObject info{{QStringLiteral("apiVersion"), plugin.apiVersion},
                           {QStringLiteral("kind"), QStringLiteral("ExecCredential")},
                           {QStringLiteral("spec"), spec}};
    return QString::fromUtf8(QJsonDocument(info).toJson(QJsonDocument::Compact));
}

} // namespace edgelink::cluster
