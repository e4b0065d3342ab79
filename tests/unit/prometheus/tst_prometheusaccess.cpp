// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who the client says it is, and whom it believes.
#include "tests/unit/prometheus/clientrig.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::prometheus;
using namespace std::chrono_literals;
using test::answer;
using test::Empty;
using test::Rig;
using test::threshold;
using Fixture = test::HttpFixture;
using Reply = Fixture::Reply;
using Request = Fixture::Request;

class PrometheusAccessTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void credentials_data()
    {
        QTest::addColumn<bool>("bearer");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("bearer") << true << QByteArray("Bearer t0ken");
        QTest::newRow("basic") << false << "Basic " + QByteArray("ana:t0ken").toBase64();
    }

    void credentials()
    {
        QFETCH(bool, bearer);
        QFETCH(QByteArray, header);
        Fixture server([](const Request &request) { return Reply::json(answer(request)); });
        HttpEndpoint endpoint = Rig::endpointFor(server.url());
        const SecretReference reference{SecretReference::Source::EnvironmentVariable, QStringLiteral("X")};
        if (bearer) {
            endpoint.bearer = reference;
        } else {
            endpoint.user = QStringLiteral("ana");
            endpoint.password = reference;
        }
        std::atomic<bool> locked{false};
        Rig rig(endpoint, {}, [&locked](const SecretReference &) -> Result<QByteArray> {
            if (locked)
                return failure(ErrorKind::NotFound, QStringLiteral("gone"));
            return QByteArray("t0ken");
        });
        QVERIFY(rig.instant());
        QCOMPARE(server.requests().first().headers.value("authorization"), header);
        locked = true;
        QCOMPARE(rig.instant().error().kind, ErrorKind::NotFound);
        QCOMPARE(server.requests().size(), 1);
    }

    void tls()
    {
        QTemporaryDir dir;
        const QString certificate = dir.filePath("cert.pem");
        const QString key = dir.filePath("key.pem");
        QProcess openssl;
        openssl.start("openssl",
                      {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                       key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                       "subjectAltName=IP:127.0.0.1"});
        QVERIFY(openssl.waitForFinished(20'000));
        QCOMPARE(openssl.exitCode(), 0);
        Fixture server([](const Request &request) { return Reply::json(answer(request)); }, {certificate, key});
        HttpEndpoint endpoint = Rig::endpointFor(server.url());
        {
            Rig stranger(endpoint);
            const auto refused = stranger.instant();
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
        }
        endpoint.caFile = certificate;
        Rig rig(endpoint);
        const auto result = rig.instant();
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence() + result.error().raw));
        endpoint.caFile = dir.filePath("none.pem");
        Rig misconfigured(endpoint);
        QCOMPARE(misconfigured.instant().error().kind, ErrorKind::Configuration);
    }
};

EDGELINK_TEST_MAIN(PrometheusAccessTest)
#include "tst_prometheusaccess.moc"
