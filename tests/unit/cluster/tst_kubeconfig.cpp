// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubeconfig.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace edgelink;
using namespace edgelink::cluster;

namespace {

/// JSON in single quotes: moc loses its way in raw strings.
QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray pem = QByteArray("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n").toBase64();

QByteArray config(const QByteArray &cluster, const QByteArray &user)
{
    return q("{'kind':'Config','current-context':'c','contexts':[{'name':'c','context':{'cluster':'k','user':'u'}}],'"
             "clusters':[{'name':'k','cluster':{")
        + cluster + q("}}],'users':[{'name':'u','user':{") + user + "}}]}";
}

const QByteArray server = q("'server':'https://10.0.0.1:6443/k8s/x'");

} // namespace

class KubeconfigTest : public test::Suite
{
    Q_OBJECT

private slots:
    void token()
    {
        const Result<Connection> connection = parseKubeconfig(config(
            server + q(",'certificate-authority-data':'") + pem + q("','tls-server-name':'kube'"), q("'token':'t'")));
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().sentence()));
        QCOMPARE(connection->server.port(), 6443);
        QCOMPARE(connection->server.path(), "/k8s/x");
        QCOMPARE(connection->tlsServerName, "kube");
        QVERIFY(connection->authority.contains("BEGIN CERTIFICATE"));
        QCOMPARE(connection->token, "t");
        QVERIFY(!connection->insecure && connection->needsKubectl.isEmpty() && !connection->exec);
    }

    void onlyKubectlCan_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("why");
        QTest::newRow("proxy") << config(server + q(",'proxy-url':'http://p'"), "") << "proxy-url";
        QTest::newRow("auth provider") << config(server, q("'auth-provider':{'name':'oidc'}")) << "auth-provider";
        QTest::newRow("impersonation") << config(server, q("'as':'root'")) << "as";
        QTest::newRow("plain http elsewhere") << config(q("'server':'http://10.0.0.1'"), "") << "http";
        QTest::newRow("plain http here") << config(q("'server':'http://127.0.0.1:8001'"), "") << "";
    }
    void onlyKubectlCan()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, why);
        const Result<Connection> connection = parseKubeconfig(text);
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().sentence()));
        QCOMPARE(connection->needsKubectl, why);
    }

    void bad_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("apiVersion: v1");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("no context") << QByteArray(q("{'current-context':'x'}"));
        QTest::newRow("no cluster") << QByteArray(
            q("{'current-context':'c','contexts':[{'name':'c','context':{'cluster':'k'}}]}"));
        QTest::newRow("no server") << config(q("'x':1"), "");
        QTest::newRow("ftp") << config(q("'server':'ftp://x'"), "");
        QTest::newRow("password in the address") << config(q("'server':'https://u:hunter2@x'"), "");
        QTest::newRow("CA is not base64") << config(server + q(",'certificate-authority-data':'%%'"), "");
        QTest::newRow("CA is not PEM") << config(server + q(",'certificate-authority-data':'aHVudGVyMg=='"), "");
        QTest::newRow("certificate without key") << config(server, q("'client-certificate-data':'") + pem + q("'"));
        QTest::newRow("exec of another time")
            << config(server, q("'exec':{'apiVersion':'client.authentication.k8s.io/v1alpha1','command':'x'}"));
        QTest::newRow("exec without a command")
            << config(server, q("'exec':{'apiVersion':'client.authentication.k8s.io/v1'}"));
        QTest::newRow("exec wants a terminal") << config(
            server,
            q("'exec':{'apiVersion':'client.authentication.k8s.io/v1','command':'x','interactiveMode':'Always'}"));
        QTest::newRow("200 MB") << QByteArray(200 * 1024 * 1024, ' ');
    }
    void bad()
    {
        QFETCH(QByteArray, text);
        const Result<Connection> connection = parseKubeconfig(text);
        QVERIFY(!connection);
        QVERIFY(!connection.error().what.isEmpty());
        // Neither sentence nor raw text may give away what the file holds.
        QVERIFY(!(connection.error().sentence() + connection.error().raw).contains("hunter2"));
    }

    void execPlugin()
    {
        const Result<Connection> connection = parseKubeconfig(
            config(server,
                   q("'exec':{'apiVersion':'client.authentication.k8s.io/"
                     "v1beta1','command':'aws','args':['eks','get-token'],'env':[{'name':'AWS_PROFILE','value':'p'},{'"
                     "value':'x'}],'interactiveMode':'IfAvailable','provideClusterInfo':true}")));
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().sentence()));
        QCOMPARE(connection->exec->arguments, (QStringList{"eks", "get-token"}));
        QCOMPARE(connection->exec->environment, (QMap<QString, QString>{{"AWS_PROFILE", "p"}}));
        const QJsonObject info = QJsonDocument::fromJson(execInfo(*connection, *connection->exec).toUtf8()).object();
        QCOMPARE(info["apiVersion"].toString(), "client.authentication.k8s.io/v1beta1");
        QCOMPARE(info["spec"].toObject()["interactive"].toBool(true), false);
        QCOMPARE(info["spec"].toObject()["cluster"].toObject()["server"].toString(), "https://10.0.0.1:6443/k8s/x");
    }

    void credentials_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("good");
        QTest::newRow("token") << QByteArray(q("'token':'t'")) << true;
        QTest::newRow("certificate") << QByteArray(q("'clientCertificateData':'c','clientKeyData':'k'")) << true;
        QTest::newRow("expiry") << QByteArray(q("'token':'t','expirationTimestamp':'2026-11-23T19:48:13Z'")) << true;
        QTest::newRow("nothing") << QByteArray(q("'x':1")) << false;
        QTest::newRow("certificate alone") << QByteArray(q("'clientCertificateData':'c'")) << false;
        QTest::newRow("expiry is nonsense") << QByteArray(q("'token':'t','expirationTimestamp':'soon'")) << false;
        QTest::newRow("token is a number") << QByteArray(q("'token':5")) << false;
        QTest::newRow("token breaks the header") << QByteArray(q("'token':'t\\r\\nX: y'")) << false;
    }
    void credentials()
    {
        QFETCH(QByteArray, status);
        QFETCH(bool, good);
        const QByteArray text
            = q("{'apiVersion':'client.authentication.k8s.io/v1','kind':'ExecCredential','status':{") + status + "}}";
        QCOMPARE(parseExecCredential(text, "client.authentication.k8s.io/v1").has_value(), good);
        QVERIFY(!parseExecCredential(text, "client.authentication.k8s.io/v1beta1"));
        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY(!parseExecCredential(text.left(length), "client.authentication.k8s.io/v1"));
    }

    void mutations()
    {
        const QByteArray good = config(server + q(",'certificate-authority-data':'") + pem + q("'"), q("'token':'t'"));
        QRandomGenerator random(1);
        for (int i = 0; i < 3000; ++i) {
            QByteArray text = good;
            for (int j = 0; j < 4; ++j)
                text[random.bounded(text.size())] = static_cast<char>(random.bounded(256));
            (void)parseKubeconfig(text);
        }
    }
};

EDGELINK_TEST_MAIN(KubeconfigTest)
#include "tst_kubeconfig.moc"
