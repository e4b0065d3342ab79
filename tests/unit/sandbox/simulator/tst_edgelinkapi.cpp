// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/edgelinkapi.h"
#include "tests/support/testsink.h"
#include "tests/unit/sandbox/simulator/postgresserver.h"

#include <httplib.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

const QString RESOURCES = QStringLiteral(EDGELINK_SANDBOX_RESOURCES);
const QString ABSENT = QStringLiteral("00000000-0000-4000-8000-000000000000");

/// bad-release, but quick: what is tested is the ratio, not the waiting.
Scenario quick()
{
    Scenario scenario = *loadScenario(RESOURCES + QStringLiteral("/scenarios/bad-release.yaml"));
    BehaviourChange &bad = scenario.images[QStringLiteral("api-gateway")][QStringLiteral("v0.2.0")];
    bad.p50Ms.reset();
    bad.p95Ms.reset();
    bad.errorRatio = 0.5;
    return scenario;
}

ClusterView gateway(const QString &tag, bool crashing = false)
{
    PodView pod;
    pod.name = pod.uid = QStringLiteral("api-gateway-1");
    pod.component = QStringLiteral("api-gateway");
    pod.phase = QStringLiteral("Running");
    pod.startedAt = QDateTime::currentDateTimeUtc();
    pod.ready = !crashing;
    ContainerView container;
    container.name = pod.component;
    container.tag = tag;
    container.waitingReason = crashing ? QStringLiteral("CrashLoopBackOff") : QString();
    pod.containers << container;
    DeploymentView deployment;
    deployment.name = deployment.component = pod.component;
    ClusterView view;
    view.at = pod.startedAt;
    view.pods << pod;
    view.deployments << deployment;
    view.config.insert(QStringLiteral("NAT_STUN_SERVERS"), QStringLiteral("stun.example:3478"));
    return view;
}

QJsonObject json(const httplib::Result &result)
{
    return result ? QJsonDocument::fromJson(QByteArray::fromStdString(result->body)).object() : QJsonObject();
}

int status(const httplib::Result &result)
{
    return result ? result->status : -1;
}

std::string device(const QString &id, const char *rest = "")
{
    return "/api/v1/device/" + id.toStdString() + rest;
}

httplib::Headers as(const QString &id)
{
    return {{"Authorization", "Device " + id.toStdString()}};
}

} // namespace

class TestEdgeLinkApi : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_api.reset(); }
    void aDeviceLivesAndGoes();
    void badBodiesAreRefused_data();
    void badBodiesAreRefused();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void sqlInNamesIsOnlyText();
    void manyRegistrationsAtOnceGetDifferentAddresses();
    void badReleaseFailsRequestsButNotMetrics();
    void healthNamesWhatIsWrong();
    void schemaMustFitTheRelease();
    void databaseStopsAndComesBack();
    void frozenDatabaseDoesNotHang();
    void portTakenIsAnError();

private:
    httplib::Client client() const
    {
        httplib::Client made("127.0.0.1", m_port);
        made.set_read_timeout(20);
        return made;
    }
    QString registerOne(const char *name = "test-device")
    {
        const QJsonObject body{{QStringLiteral("name"), QLatin1String(name)},
                               {QStringLiteral("pre_shared_key"), QStringLiteral("test-psk-key")},
                               {QStringLiteral("public_key"), QStringLiteral("test-public-key")}};
        const auto made
            = client().Post("/api/v1/device/register", QJsonDocument(body).toJson().toStdString(), "application/json");
        return status(made) == 201 ? json(made)[QStringLiteral("device_id")].toString() : QString();
    }
    bool healthy() { return status(client().Get("/health")) == 200; }

    test::PostgresServer m_postgres;
    std::unique_ptr<Platform> m_platform;
    std::unique_ptr<DeviceStore> m_store;
    std::unique_ptr<EdgeLinkApi> m_api;
    quint16 m_port = 0;
};

void TestEdgeLinkApi::initTestCase()
{
    const QString wrong = m_postgres.create();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const QString migrated = m_postgres.migrate(RESOURCES + QStringLiteral("/migrations"), 12);
    QVERIFY2(migrated.isEmpty(), qPrintable(migrated));
}

void TestEdgeLinkApi::init()
{
    test::Suite::init();
    if (!m_api) {
        m_platform = std::make_unique<Platform>(quick(), builtinFaults(), QStringLiteral("edgelink-prod"));
        m_store = std::make_unique<DeviceStore>(DatabaseAddress{QStringLiteral("127.0.0.1"),
                                                                m_postgres.port(),
                                                                QStringLiteral("edgelink_prod"),
                                                                QStringLiteral("edgelink"),
                                                                {}});
        m_api = std::make_unique<EdgeLinkApi>(*m_platform, *m_store);
        const auto port = m_api->start(0);
        QVERIFY(port.has_value());
        m_port = *port;
    }
    m_platform->setView(gateway(QStringLiteral("v0.1.1")));
    QTRY_VERIFY(healthy());
}

void TestEdgeLinkApi::aDeviceLivesAndGoes()
{
    const QString id = registerOne();
    QVERIFY(!id.isEmpty());
    QCOMPARE(m_postgres.value(QStringLiteral("SELECT encode(psk_sha256, 'hex') = encode(sha256('test-psk-key'), 'hex') "
                                             "FROM device_keys WHERE device_id = '%1'")
                                  .arg(id)),
             QStringLiteral("t"));
    const auto config = client().Get(device(id, "/config"), as(id));
    QCOMPARE(status(config), 200);
    QCOMPARE(json(config)[QStringLiteral("name")].toString(), QStringLiteral("test-device"));
    QVERIFY(json(config)[QStringLiteral("overlay_address")].toString().startsWith(QStringLiteral("10.64.")));
    QCOMPARE(json(config)[QStringLiteral("stun_servers")][0].toString(), QStringLiteral("stun.example:3478"));
    const auto posted
        = client().Post(device(id, "/metrics"), as(id), R"({"bandwidth_tx":1000,"bandwidth_rx":2000,"latency_ms":50})",
                        "application/json");
    QCOMPARE(status(posted), 200);
    QCOMPARE(m_postgres.value(QStringLiteral("SELECT bandwidth_tx || ' ' || bandwidth_rx || ' ' || latency_ms FROM "
                                             "device_metrics WHERE device_id = '%1'")
                                  .arg(id)),
             QStringLiteral("1000 2000 50"));
    QCOMPARE(status(client().Delete(device(id), as(id))), 204);
    QCOMPARE(status(client().Delete(device(id), as(id))), 404);
    QCOMPARE(status(client().Get(device(id, "/config"), as(id))), 404);
    QCOMPARE(m_postgres.value(QStringLiteral("SELECT count(*) FROM device_metrics WHERE device_id = '%1'").arg(id)),
             QStringLiteral("0"));
    // A seeded device has peers.
    const QString seeded = m_postgres.value(QStringLiteral("SELECT device_id FROM peers LIMIT 1"));
    QVERIFY(!json(client().Get(device(seeded, "/config"), as(seeded)))[QStringLiteral("peers")].toArray().isEmpty());
    QVERIFY(client().Get("/metrics")->body.find("http_requests_total{service=\"api-gateway\",status=\"404\"}")
            != std::string::npos);
}

void TestEdgeLinkApi::badBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field");
    QTest::newRow("empty") << QByteArray() << 400 << QString();
    QTest::newRow("half") << QByteArray("{\"name\":\"x\"") << 400 << QString();
    QTest::newRow("list") << QByteArray("[]") << 400 << QString();
    QTest::newRow("not UTF-8") << QByteArray("{\"name\":\"\xff\xfe\"}") << 400 << QString();
    QTest::newRow("deep") << QByteArray(20000, '[') << 400 << QString();
    QTest::newRow("missing") << QByteArray(R"({"name":"x","public_key":"k"})") << 422
                             << QStringLiteral("pre_shared_key");
    QTest::newRow("number") << QByteArray(R"({"name":7,"pre_shared_key":"p","public_key":"k"})") << 422
                            << QStringLiteral("name");
    QTest::newRow("blank") << QByteArray(R"({"name":"  ","pre_shared_key":"p","public_key":"k"})") << 422
                           << QStringLiteral("name");
    QTest::newRow("NUL") << QByteArray(R"({"name":"a\u0000b","pre_shared_key":"p","public_key":"k"})") << 422
                         << QStringLiteral("name");
    QTest::newRow("long name") << R"({"name":")" + QByteArray(121, 'n') + R"(","pre_shared_key":"p","public_key":"k"})"
                               << 422 << QStringLiteral("name");
    QTest::newRow("too large") << QByteArray(70000, ' ') << 413 << QString();
}

void TestEdgeLinkApi::badBodiesAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, field);
    const QString before = m_postgres.value(QStringLiteral("SELECT count(*) FROM devices"));
    const auto refused = client().Post("/api/v1/device/register", body.toStdString(), "application/json");
    QCOMPARE(::status(refused), status);
    QCOMPARE(json(refused)[QStringLiteral("error")][QStringLiteral("field")].toString(), field);
    QVERIFY(!json(refused)[QStringLiteral("error")][QStringLiteral("message")].toString().isEmpty());
    QCOMPARE(m_postgres.value(QStringLiteral("SELECT count(*) FROM devices")), before);
}

void TestEdgeLinkApi::badRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QByteArray id = ABSENT.toLatin1();
    const QByteArray config = "/api/v1/device/" + id + "/config";
    const QByteArray metrics = "/api/v1/device/" + id + "/metrics";
    QTest::newRow("nothing there") << QByteArray("GET") << QByteArray("/api/v2") << QByteArray() << QByteArray() << 404;
    QTest::newRow("no uuid") << QByteArray("GET") << QByteArray("/api/v1/device/1;DROP TABLE/config") << QByteArray()
                             << QByteArray() << 404;
    QTest::newRow("long path") << QByteArray("GET") << QByteArray("/" + QByteArray(5000, 'a')) << QByteArray()
                               << QByteArray() << 414;
    QTest::newRow("register by GET") << QByteArray("GET") << QByteArray("/api/v1/device/register") << QByteArray()
                                     << QByteArray() << 405;
    QTest::newRow("config by POST") << QByteArray("POST") << config << QByteArray("Device " + id) << QByteArray("{}")
                                    << 405;
    QTest::newRow("no authorization") << QByteArray("GET") << config << QByteArray() << QByteArray() << 401;
    QTest::newRow("bearer") << QByteArray("GET") << config << QByteArray("Bearer " + id) << QByteArray() << 401;
    QTest::newRow("another's") << QByteArray("GET") << config
                               << QByteArray("Device 11111111-0000-4000-8000-000000000000") << QByteArray() << 403;
    QTest::newRow("delete without") << QByteArray("DELETE") << QByteArray("/api/v1/device/" + id) << QByteArray()
                                    << QByteArray() << 401;
    QTest::newRow("unknown device") << QByteArray("GET") << config << QByteArray("Device " + id) << QByteArray() << 404;
    QTest::newRow("sample of unknown") << QByteArray("POST") << metrics << QByteArray("Device " + id)
                                       << QByteArray(R"({"bandwidth_tx":1,"bandwidth_rx":2,"latency_ms":5})") << 404;
    QTest::newRow("negative") << QByteArray("POST") << metrics << QByteArray("Device " + id)
                              << QByteArray(R"({"bandwidth_tx":-1,"bandwidth_rx":2,"latency_ms":5})") << 422;
    QTest::newRow("fraction") << QByteArray("POST") << metrics << QByteArray("Device " + id)
                              << QByteArray(R"({"bandwidth_tx":1.5,"bandwidth_rx":2,"latency_ms":5})") << 422;
    QTest::newRow("huge") << QByteArray("POST") << metrics << QByteArray("Device " + id)
                          << QByteArray(R"({"bandwidth_tx":1e300,"bandwidth_rx":2,"latency_ms":5})") << 422;
    QTest::newRow("text") << QByteArray("POST") << metrics << QByteArray("Device " + id)
                          << QByteArray(R"({"bandwidth_tx":"1","bandwidth_rx":2,"latency_ms":5})") << 422;
}

void TestEdgeLinkApi::badRequestsAreRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    httplib::Request request;
    request.method = method.toStdString();
    request.path = path.toStdString();
    request.body = body.toStdString();
    request.set_header("Content-Type", "application/json");
    if (!authorization.isEmpty())
        request.set_header("Authorization", authorization.toStdString());
    const auto refused = client().send(request);
    QCOMPARE(::status(refused), status);
    QVERIFY(json(refused).contains(QStringLiteral("error")));
    const auto wrongType = client().Post("/api/v1/device/register", "{}", "text/plain");
    QCOMPARE(::status(wrongType), 415);
}

void TestEdgeLinkApi::sqlInNamesIsOnlyText()
{
    const char *name = "x'); DROP TABLE devices; --";
    const QString id = registerOne(name);
    QVERIFY(!id.isEmpty());
    QCOMPARE(json(client().Get(device(id, "/config"), as(id)))[QStringLiteral("name")].toString(), QLatin1String(name));
}

void TestEdgeLinkApi::manyRegistrationsAtOnceGetDifferentAddresses()
{
    std::vector<std::thread> threads;
    threads.reserve(8);
    std::atomic<int> made = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 5; ++j)
                made += registerOne("crowd").isEmpty() ? 0 : 1;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(made.load(), 40);
    QCOMPARE(
        m_postgres.value(QStringLiteral("SELECT count(DISTINCT overlay_address) FROM devices WHERE name = 'crowd'")),
        QStringLiteral("40"));
}

void TestEdgeLinkApi::badReleaseFailsRequestsButNotMetrics()
{
    m_platform->setView(gateway(QStringLiteral("v0.2.0")));
    int failed = 0;
    for (int i = 0; i < 60; ++i) {
        const auto result = client().Get(device(ABSENT, "/config"), as(ABSENT));
        failed += status(result) == 500 ? 1 : 0;
        QCOMPARE(result->get_header_value("X-EdgeLink-Version"), std::string("v0.2.0"));
        QCOMPARE(status(client().Get("/metrics")), 200);
        QCOMPARE(status(client().Get("/health")), 200); // a slow gateway with errors still is alive
    }
    QVERIFY2(failed > 12 && failed < 48, qPrintable(QString::number(failed)));
}

void TestEdgeLinkApi::healthNamesWhatIsWrong()
{
    m_platform->setView(gateway(QStringLiteral("v0.1.1"), true));
    const auto health = client().Get("/health");
    QCOMPARE(status(health), 503);
    QCOMPARE(json(health)[QStringLiteral("status")].toString(), QStringLiteral("unhealthy"));
    QCOMPARE(json(health)[QStringLiteral("checks")][QStringLiteral("gateway")].toString(),
             QStringLiteral("no ready pod"));
    QCOMPARE(status(client().Post("/api/v1/device/register", "{}", "application/json")), 503);
    QCOMPARE(status(client().Get("/metrics")), 200);
    m_platform->setView({});
    QCOMPARE(status(client().Get("/health")), 503);
}

void TestEdgeLinkApi::schemaMustFitTheRelease()
{
    QCOMPARE(m_postgres.run(QStringLiteral("UPDATE schema_migrations SET version = 9")), QString());
    m_platform->setView(gateway(QStringLiteral("v0.1.1")));
    QVERIFY(healthy());
    m_platform->setView(gateway(QStringLiteral("v0.2.0")));
    QTRY_VERIFY(!healthy());
    QCOMPARE(json(client().Get("/health"))[QStringLiteral("checks")][QStringLiteral("schema")].toString(),
             QStringLiteral("version 9 does not fit"));
    QCOMPARE(m_postgres.run(QStringLiteral("UPDATE schema_migrations SET version = 12")), QString());
    QTRY_VERIFY(healthy());
}

void TestEdgeLinkApi::databaseStopsAndComesBack()
{
    QVERIFY(!registerOne().isEmpty());
    m_postgres.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!healthy(), 10'000);
    QCOMPARE(status(client().Get(device(ABSENT, "/config"), as(ABSENT))), 503);
    QCOMPARE(m_postgres.start(), QString());
    QTRY_VERIFY_WITH_TIMEOUT(healthy(), 10'000);
    QVERIFY(!registerOne().isEmpty());
    QVERIFY(!registerOne().isEmpty());
}

void TestEdgeLinkApi::frozenDatabaseDoesNotHang()
{
    QVERIFY(!registerOne().isEmpty());
    m_postgres.freeze();
    QCOMPARE(status(client().Get(device(ABSENT, "/config"), as(ABSENT))),
             503); // an answer, within the client's patience
    QTRY_VERIFY_WITH_TIMEOUT(!healthy(), 10'000);
    QCOMPARE(status(client().Get("/metrics")), 200);
    m_postgres.thaw();
    QTRY_VERIFY_WITH_TIMEOUT(healthy(), 10'000);
    QVERIFY(!registerOne().isEmpty());
    // Stopping while frozen neither hangs.
    m_postgres.freeze();
    m_api.reset();
    m_postgres.thaw();
}

void TestEdgeLinkApi::portTakenIsAnError()
{
    EdgeLinkApi second(*m_platform, *m_store);
    const auto port = second.start(m_port);
    QVERIFY(!port.has_value());
    QVERIFY(port.error().what.contains(QString::number(m_port)));
}

EDGELINK_TEST_MAIN(TestEdgeLinkApi)
#include "tst_edgelinkapi.moc"
