// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pki.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::sandbox {

namespace {

Result<void> openssl(const Plan &plan, const QStringList &arguments, const Cancellation &cancellation)
{
    ToolCall call;
    call.process = plan.process(plan.programs.path(QStringLiteral("openssl")), arguments);
    call.process.workingDirectory = plan.layout.path(QStringLiteral("pki"));
    if (auto made = requireTool(call, cancellation); !made)
        return tl::make_unexpected(made.error());
    return {};
}

QStringList newKey(const QString &name)
{
    return {QStringLiteral("-newkey"),     QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"),    QStringLiteral("ec_paramgen_curve:P-256"),
            QStringLiteral("-nodes"),      QStringLiteral("-keyout"),
            name + QStringLiteral(".key"), QStringLiteral("-out"),
            name + QStringLiteral(".crt"), QStringLiteral("-days"),
            QStringLiteral("365"),         QStringLiteral("-config"),
            QStringLiteral("openssl.cnf")};
}

QString base64Of(const Result<QByteArray> &content)
{
    return QString::fromLatin1(content.value_or(QByteArray()).toBase64());
}

QJsonObject named(const QString &name, const QString &kind, const QJsonObject &value)
{
    return {{QStringLiteral("name"), name}, {kind, value}};
}

QJsonObject context(const QString &name, const QString &user)
{
    return named(name, QStringLiteral("context"),
                 {{QStringLiteral("cluster"), QLatin1String(Plan::Cluster)},
                  {QStringLiteral("user"), user},
                  {QStringLiteral("namespace"), QLatin1String(Plan::Namespace)}});
}

} // namespace

Result<void> makeKeys(const Plan &plan, const Cancellation &cancellation)
{
    // OpenSSL 3.0 cannot sign with a CA from the command line of `req` without -CA, which takes extensions from a
    // section.
    static const QByteArray Configuration = R"([req]
distinguished_name = dn
prompt = no
[dn]
CN = edgelink-sandbox
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = IP:127.0.0.1, DNS:localhost, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, IP:10.0.0.1
[client]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
)";
    if (auto written = writeFile(plan.layout.pki(QStringLiteral("openssl.cnf")), Configuration); !written)
        return written;
    const QStringList signedBy{QStringLiteral("-CA"), QStringLiteral("ca.crt"), QStringLiteral("-CAkey"),
                               QStringLiteral("ca.key")};
    const QStringList request{QStringLiteral("req"), QStringLiteral("-x509")};
    const QList<QStringList> calls{
        request + newKey(QStringLiteral("ca"))
            + QStringList{QStringLiteral("-subj"), QStringLiteral("/CN=edgelink-sandbox authority"),
                          QStringLiteral("-extensions"), QStringLiteral("authority")},
        request + newKey(QStringLiteral("server")) + signedBy
            + QStringList{QStringLiteral("-subj"), QStringLiteral("/CN=edgelink-sandbox"),
                          QStringLiteral("-extensions"), QStringLiteral("server")},
        request + newKey(QStringLiteral("operator")) + signedBy
            + QStringList{QStringLiteral("-subj"), QStringLiteral("/O=system:masters/CN=operator"),
                          QStringLiteral("-extensions"), QStringLiteral("client")},
        {QStringLiteral("ecparam"), QStringLiteral("-name"), QStringLiteral("prime256v1"), QStringLiteral("-genkey"),
         QStringLiteral("-noout"), QStringLiteral("-out"), QStringLiteral("sa.key")},
        {QStringLiteral("ec"), QStringLiteral("-in"), QStringLiteral("sa.key"), QStringLiteral("-pubout"),
         QStringLiteral("-out"), QStringLiteral("sa.pub")},
    };
    for (const QStringList &arguments : calls) {
        if (auto made = openssl(plan, arguments, cancellation); !made)
            return made;
    }
    const QString tokens
        = QStringLiteral("%1,admin,1,\"system:masters\"\n%2,viewer,2\n").arg(plan.adminToken, plan.viewerToken);
    return writeFile(plan.layout.pki(QStringLiteral("tokens.csv")), tokens.toUtf8());
}

Result<void> writeKubeconfig(const Plan &plan)
{
    const auto pki = [&plan](const char *name) { return base64Of(readFile(plan.layout.pki(QLatin1String(name)))); };
    const QJsonObject root{
        {QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("Config")},
        {QStringLiteral("current-context"), QLatin1String(Plan::Cluster)},
        {QStringLiteral("clusters"),
         QJsonArray{
             named(QLatin1String(Plan::Cluster), QStringLiteral("cluster"),
                   {{QStringLiteral("server"), plan.url(QStringLiteral("kube-apiserver"), QStringLiteral("https"))},
                    {QStringLiteral("certificate-authority-data"), pki("ca.crt")}})}},
        {QStringLiteral("users"),
         QJsonArray{
             named(QStringLiteral("admin"), QStringLiteral("user"), {{QStringLiteral("token"), plan.adminToken}}),
             named(QStringLiteral("viewer"), QStringLiteral("user"), {{QStringLiteral("token"), plan.viewerToken}}),
             named(QStringLiteral("operator"), QStringLiteral("user"),
                   {{QStringLiteral("client-certificate-data"), pki("operator.crt")},
                    {QStringLiteral("client-key-data"), pki("operator.key")}})}},
        {QStringLiteral("contexts"),
         QJsonArray{context(QLatin1String(Plan::Cluster), QStringLiteral("admin")),
                    context(QStringLiteral("edgelink-viewer"), QStringLiteral("viewer")),
                    context(QStringLiteral("edgelink-cert"), QStringLiteral("operator"))}},
    };
    return writeFile(plan.layout.kubeconfig(), QJsonDocument(root).toJson());
}

} // namespace edgelink::sandbox
