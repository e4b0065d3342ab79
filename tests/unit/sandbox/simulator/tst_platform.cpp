// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/platform.h"
#include "app/sandbox/simulator/podlogs.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <cmath>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

const QString NAMESPACE = QStringLiteral("edgelink-prod");
const QDateTime START = QDateTime::fromString(QStringLiteral("2026-03-01T03:00:00Z"), Qt::ISODate);

Scenario scenario(const char *name)
{
    const auto loaded
        = loadScenario(QStringLiteral(EDGELINK_SANDBOX_RESOURCES "/scenarios/%1.yaml").arg(QLatin1String(name)));
    return loaded ? *loaded : Scenario();
}

PodView pod(const QString &component, int number, const QString &tag, bool crashing = false)
{
    PodView view;
    view.name = QStringLiteral("edge-link-production-%1-%2").arg(component).arg(number);
    view.uid = view.name + tag;
    view.component = component;
    view.phase = QStringLiteral("Running");
    view.startedAt = START;
    view.ready = !crashing;
    ContainerView container;
    container.name = component;
    container.tag = tag;
    container.ready = !crashing;
    container.waitingReason = crashing ? QStringLiteral("CrashLoopBackOff") : QString();
    container.cpuLimit = 0.5;
    container.memoryLimit = 512.0 * 1024 * 1024;
    view.containers << container;
    return view;
}

/// Two pods of each service at one tag.
ClusterView deployed(const QString &tag)
{
    ClusterView view;
    view.at = START;
    for (const char *component : {"api-gateway", "device-service", "topology-service", "nat-coordinator"}) {
        DeploymentView deployment;
        deployment.component = QLatin1String(component);
        deployment.name = QStringLiteral("edge-link-production-") + deployment.component;
        deployment.wanted = 2;
        view.deployments << deployment;
        for (int i = 0; i < 2; ++i)
            view.pods << pod(deployment.component, i, tag);
    }
    return view;
}

/// Samples of one family in the text: series → value.
QMap<QString, double> series(const QByteArray &text, const QString &name)
{
    QMap<QString, double> values;
    for (const QString &line : QString::fromUtf8(text).split(QLatin1Char('\n'))) {
        if (line.startsWith(name + QLatin1Char('{')))
            values.insert(line.section(QLatin1Char(' '), 0, -2), line.section(QLatin1Char(' '), -1).toDouble());
    }
    return values;
}

double sum(const QMap<QString, double> &values, const QString &containing)
{
    double total = 0;
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (value.key().contains(containing))
            total += *value;
    }
    return total;
}

/// Plays `seconds` in ticks of 100 ms and returns the clock afterwards.
QDateTime play(Platform &platform, QDateTime now, int seconds)
{
    for (int tick = 0; tick < seconds * 10; ++tick) {
        now = now.addMSecs(100);
        platform.advance(0.1, now);
    }
    return now;
}

struct Window {
    double errorRatio = 0;
    double p95Ms = 0;
};

/// What Prometheus would compute from two scrapes.
Window between(const QByteArray &before, const QByteArray &after)
{
    const auto requests = [](const QByteArray &text) { return series(text, QStringLiteral("http_requests_total")); };
    const double failed
        = sum(requests(after), QStringLiteral("status=\"5")) - sum(requests(before), QStringLiteral("status=\"5"));
    const double all = sum(requests(after), {}) - sum(requests(before), {});
    QMap<double, double> buckets;
    for (const double direction : {1.0, -1.0}) {
        const auto found
            = series(direction > 0 ? after : before, QStringLiteral("http_request_duration_seconds_bucket"));
        for (auto bucket = found.cbegin(); bucket != found.cend(); ++bucket) {
            static const QRegularExpression upTo(QStringLiteral("le=\"([^\"]+)\""));
            const QString bound = upTo.match(bucket.key()).captured(1);
            buckets[bound == QStringLiteral("+Inf") ? INFINITY : bound.toDouble()] += direction * *bucket;
        }
    }
    double lower = 0;
    double below = 0;
    for (auto bucket = buckets.cbegin(); bucket != buckets.cend(); ++bucket) {
        if (*bucket >= 0.95 * all)
            return {failed / all, 1000 * (lower + (bucket.key() - lower) * (0.95 * all - below) / (*bucket - below))};
        lower = bucket.key();
        below = *bucket;
    }
    return {failed / all, NAN};
}

} // namespace

class TestPlatform : public test::Suite
{
    Q_OBJECT

private slots:
    void trafficFollowsTheDeployedTag();
    void rolloutMixesBothTags();
    void sameSeedSameNumbers();
    void crashLoopIsReportedAndServesNothing();
    void configurationCountsFromThePodsStart();
    void faultsActAndGo_data();
    void faultsActAndGo();
    void realRequestsFollowTheGateway();
    void metricsTextIsValid();
    void nothingDeployedYet();
    void clusterAnswersAreRead();
    void quantities_data();
    void quantities();
    void activeFaults();
    void podLogsSayWhy();
};

void TestPlatform::trafficFollowsTheDeployedTag()
{
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    platform.setView(deployed(QStringLiteral("v0.1.1")));
    const QByteArray begin = platform.metrics(START);
    QDateTime now = play(platform, START, 20);
    const QByteArray healthy = platform.metrics(now);
    const Window good = between(begin, healthy);
    QVERIFY2(good.errorRatio < 0.002, qPrintable(QString::number(good.errorRatio)));
    QVERIFY2(good.p95Ms > 70 && good.p95Ms < 150, qPrintable(QString::number(good.p95Ms)));

    platform.setView(deployed(QStringLiteral("v0.2.0")));
    now = play(platform, now, 15);
    const QByteArray bad = platform.metrics(now);
    const Window broken = between(healthy, bad);
    QVERIFY2(std::abs(broken.errorRatio - 0.15) < 0.02, qPrintable(QString::number(broken.errorRatio)));
    QVERIFY2(broken.p95Ms > 780 && broken.p95Ms < 1050, qPrintable(QString::number(broken.p95Ms)));

    platform.setView(deployed(QStringLiteral("v0.1.1")));
    now = play(platform, now, 15);
    const Window healed = between(bad, platform.metrics(now));
    QVERIFY(healed.errorRatio < 0.002);
    QVERIFY(healed.p95Ms < 150);
}

void TestPlatform::rolloutMixesBothTags()
{
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    ClusterView view = deployed(QStringLiteral("v0.1.1"));
    for (PodView &one : view.pods) {
        if (one.name.endsWith(QStringLiteral("-1")))
            one.containers.first().tag = QStringLiteral("v0.2.0");
    }
    platform.setView(view);
    const QByteArray begin = platform.metrics(START);
    const QDateTime now = play(platform, START, 30);
    const Window window = between(begin, platform.metrics(now));
    QVERIFY2(std::abs(window.errorRatio - 0.08) < 0.015, qPrintable(QString::number(window.errorRatio)));
}

void TestPlatform::sameSeedSameNumbers()
{
    const auto run = [](Scenario played) {
        Platform platform(std::move(played), builtinFaults(), NAMESPACE);
        platform.setView(deployed(QStringLiteral("v0.1.1")));
        return platform.metrics(play(platform, START, 5));
    };
    Scenario other = scenario("healthy");
    other.seed += 1;
    QCOMPARE(run(scenario("healthy")), run(scenario("healthy")));
    QVERIFY(run(scenario("healthy")) != run(other));
}

void TestPlatform::crashLoopIsReportedAndServesNothing()
{
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    ClusterView view = deployed(QStringLiteral("v0.1.1"));
    view.pods.removeIf([](const PodView &one) { return one.component == QStringLiteral("nat-coordinator"); });
    view.pods << pod(QStringLiteral("nat-coordinator"), 7, QStringLiteral("v0.2.0"), true);
    platform.setView(view);
    const QDateTime now = play(platform, START, 5);
    const QByteArray text = platform.metrics(now);
    const auto waiting = series(text, QStringLiteral("kube_pod_container_status_waiting_reason"));
    QCOMPARE(waiting.size(), 1);
    QVERIFY(waiting.firstKey().contains(QStringLiteral("reason=\"CrashLoopBackOff\"")));
    QVERIFY(waiting.firstKey().contains(QStringLiteral("pod=\"edge-link-production-nat-coordinator-7\"")));
    QCOMPARE(sum(series(text, QStringLiteral("http_requests_total")), QStringLiteral("nat-coordinator")), 0.0);
    QCOMPARE(sum(series(text, QStringLiteral("edgelink_active_connections")), QStringLiteral("nat-coordinator")), 0.0);
    QCOMPARE(sum(series(text, QStringLiteral("prober_probe_total")), QStringLiteral("nat-coordinator")), 0.0);
    QVERIFY(!platform.pickServer(QStringLiteral("nat-coordinator"), now));
}

void TestPlatform::configurationCountsFromThePodsStart()
{
    Platform platform(scenario("config-incompatible"), builtinFaults(), NAMESPACE);
    ClusterView view = deployed(QStringLiteral("v0.1.1"));
    view.config = {{QStringLiteral("SESSION_STORE"), QStringLiteral("redis")}};
    platform.setView(view);
    view.config = {{QStringLiteral("SESSION_STORE"), QStringLiteral("redis-cluster")}};
    platform.setView(view); // the same pods: their environment is the old one
    QCOMPARE(platform.pickServer(QStringLiteral("api-gateway"), START)->behaviour.errorRatio, Behaviour().errorRatio);
    for (PodView &one : view.pods)
        one.uid += QStringLiteral("-restarted");
    platform.setView(view);
    QCOMPARE(platform.pickServer(QStringLiteral("api-gateway"), START)->behaviour.errorRatio, 0.2);
}

void TestPlatform::faultsActAndGo_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("least"); // of the value with the fault, as share of the one before
    QTest::addColumn<double>("most");
    QTest::newRow("memory") << QStringLiteral("memory-leak") << QStringLiteral("container_memory_working_set_bytes")
                            << 1.05 << 1.5;
    QTest::newRow("connections") << QStringLiteral("connection-drop") << QStringLiteral("edgelink_active_connections")
                                 << 0.27 << 0.36;
}

void TestPlatform::faultsActAndGo()
{
    QFETCH(QString, fault);
    QFETCH(QString, metric);
    QFETCH(double, least);
    QFETCH(double, most);
    Platform platform(scenario("healthy"), builtinFaults(), NAMESPACE);
    platform.setView(deployed(QStringLiteral("v0.1.1")));
    QDateTime now = play(platform, START, 10);
    const double before = sum(series(platform.metrics(now), metric), {});
    platform.setFaults({{fault, now}});
    now = play(platform, now, 30);
    const double during = sum(series(platform.metrics(now), metric), {}) / before;
    QVERIFY2(during > least && during < most, qPrintable(QString::number(during)));
    platform.setFaults({});
    now = play(platform, now, 20);
    const double after = sum(series(platform.metrics(now), metric), {}) / before;
    QVERIFY2(std::abs(after - 1) < 0.05, qPrintable(QString::number(after)));
}

void TestPlatform::realRequestsFollowTheGateway()
{
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    QVERIFY(!platform.pickServer(QStringLiteral("api-gateway"), START));
    platform.setView(deployed(QStringLiteral("v0.1.1")));
    int failed = 0;
    for (int i = 0; i < 2000; ++i)
        failed += platform.pickServer(QStringLiteral("api-gateway"), START)->fails ? 1 : 0;
    QCOMPARE(failed, 0);
    platform.setView(deployed(QStringLiteral("v0.2.0")));
    for (int i = 0; i < 2000; ++i)
        failed += platform.pickServer(QStringLiteral("api-gateway"), START)->fails ? 1 : 0;
    QVERIFY(failed > 220 && failed < 380);
    platform.recordRequest(QStringLiteral("api-gateway"), 418, 0.2);
    QCOMPARE(sum(series(platform.metrics(START), QStringLiteral("http_requests_total")), QStringLiteral("418")), 1.0);
    QCOMPARE(platform.schemaRange(QStringLiteral("v0.2.0"))->minimum, 12);
    QVERIFY(!platform.schemaRange(QStringLiteral("v9.9.9")));
}

void TestPlatform::metricsTextIsValid()
{
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    ClusterView view = deployed(QStringLiteral("v0.2.0"));
    view.pods << pod(QStringLiteral("nat-coordinator"), 7, QStringLiteral("v0.2.0"), true);
    view.statefulSets << StatefulSetView{QStringLiteral("postgres"), 1, 1};
    view.autoscalers << AutoscalerView{QStringLiteral("edge-link-production-api-gateway"), 3, 8, 3, 3};
    view.pods.last().containers.first().name = QStringLiteral("odd \"name\" \\ with\nlines");
    platform.setView(view);
    const QByteArray text = platform.metrics(play(platform, START, 3));

    QProcess promtool;
    promtool.start(QStringLiteral("promtool"), {QStringLiteral("check"), QStringLiteral("metrics")});
    QVERIFY2(promtool.waitForStarted(), "promtool (package prometheus) is needed");
    promtool.write(text);
    promtool.closeWriteChannel();
    QVERIFY(promtool.waitForFinished());
    QVERIFY2(promtool.exitCode() == 0, promtool.readAllStandardError().constData());

    for (const char *name :
         {"http_requests_total", "http_request_duration_seconds_bucket", "prober_probe_total",
          "kube_pod_container_status_waiting_reason", "container_memory_working_set_bytes",
          "container_cpu_usage_seconds_total", "kube_pod_container_resource_limits", "edgelink_active_connections",
          "kube_deployment_status_replicas_available", "kube_deployment_status_replicas_unavailable",
          "kube_horizontalpodautoscaler_spec_min_replicas"})
        QVERIFY2(!series(text, QLatin1String(name)).isEmpty(), name);
}

void TestPlatform::nothingDeployedYet()
{
    Platform platform(scenario("healthy"), builtinFaults(), NAMESPACE);
    const QDateTime now = play(platform, START, 1);
    QVERIFY(platform.metrics(now).contains("edgelink_sandbox_cluster_view_age_seconds NaN\n"));
    QVERIFY(series(platform.metrics(now), QStringLiteral("http_requests_total")).isEmpty());
}

void TestPlatform::clusterAnswersAreRead()
{
    const QByteArray pods = R"({"kind":"PodList","items":[
        {"metadata":{"name":"api-1","uid":"u1","labels":{"app.kubernetes.io/component":"api-gateway"},"creationTimestamp":"2026-03-01T03:00:00Z"},
         "spec":{"containers":[{"name":"api-gateway","image":"ghcr.io:443/edgelink/edgelink-api-gateway:v0.2.0@sha256:abc","resources":{"limits":{"cpu":"500m","memory":"256Mi"}}}]},
         "status":{"phase":"Running","startTime":"2026-03-01T03:00:01Z","conditions":[{"type":"Ready","status":"False"}],
                   "containerStatuses":[{"name":"api-gateway","ready":false,"restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}},
        {"metadata":{"name":"../evil"},"spec":{},"status":{}},
        {"metadata":{"name":7}}, 3, null]})";
    const auto read = parsePods(pods);
    QVERIFY(read.has_value());
    QCOMPARE(read->size(), 1);
    const PodView one = read->constFirst();
    QCOMPARE(one.component, QStringLiteral("api-gateway"));
    QVERIFY(one.crashLooping() && !one.ready && !one.terminating);
    QCOMPARE(one.startedAt, START.addSecs(1));
    QCOMPARE(one.containers.constFirst().tag, QStringLiteral("v0.2.0"));
    QCOMPARE(one.containers.constFirst().cpuLimit, std::optional<double>(0.5));
    QCOMPARE(one.containers.constFirst().memoryLimit, std::optional<double>(268435456));
    for (const QByteArray &bad :
         {QByteArray(), QByteArray("{"), QByteArray("[]"), QByteArray("{\"items\":{}}"), QByteArray(5000, '[')}) {
        QVERIFY(!parsePods(bad).has_value());
        QVERIFY(!parseDeployments(bad).has_value());
    }
    QCOMPARE(parseConfigMap(R"({"data":{"A":"b"}})")->value(QStringLiteral("A")), QStringLiteral("b"));
}

void TestPlatform::quantities_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value"); // negative: none
    QTest::newRow("milli") << QStringLiteral("250m") << 0.25;
    QTest::newRow("plain") << QStringLiteral("2") << 2.0;
    QTest::newRow("binary") << QStringLiteral("4Gi") << 4294967296.0;
    QTest::newRow("decimal") << QStringLiteral("1.5k") << 1500.0;
    QTest::newRow("exponent") << QStringLiteral("1e3") << 1000.0;
    QTest::newRow("empty") << QString() << -1.0;
    QTest::newRow("negative") << QStringLiteral("-1") << -1.0;
    QTest::newRow("words") << QStringLiteral("many") << -1.0;
    QTest::newRow("infinite") << QStringLiteral("1e999") << -1.0;
}

void TestPlatform::quantities()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    QCOMPARE(parseQuantity(text).value_or(-1), value);
}

void TestPlatform::activeFaults()
{
    const auto faults = parseActiveFaults(
        R"({"schema":1,"active":[{"name":"cpu-burn","since":"2026-03-01T03:00:00.250Z"},{"name":""},{"name":"x","since":7},9]})",
        START);
    QVERIFY(faults.has_value());
    QCOMPARE(*faults,
             (QList<ActiveFault>{{QStringLiteral("cpu-burn"), START.addMSecs(250)}, {QStringLiteral("x"), START}}));
    QVERIFY(!parseActiveFaults("{\"active\": {}}", START).has_value());
    QVERIFY(!parseActiveFaults("half a fi", START).has_value());
}

void TestPlatform::podLogsSayWhy()
{
    QTemporaryDir folder;
    Platform platform(scenario("bad-release"), builtinFaults(), NAMESPACE);
    ClusterView view = deployed(QStringLiteral("v0.2.0"));
    view.pods << pod(QStringLiteral("nat-coordinator"), 7, QStringLiteral("v0.2.0"), true);
    platform.setView(view);
    PodLogs logs(folder.path(), NAMESPACE);
    for (int second = 0; second < 30; ++second)
        logs.update(platform.pods(START.addSecs(second)), START.addSecs(second));
    const QString path = folder.filePath(QStringLiteral("edgelink-prod/edge-link-production-nat-coordinator-7"));
    QFile file(path + QStringLiteral("/nat-coordinator.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 6); // three attempts of two lines
    QVERIFY(lines.constLast().contains(QStringLiteral("unknown field \"NAT_RELAY_REGION\"")));
    static const QRegularExpression line(QStringLiteral("^2026-03-01T03:00:\\d\\d\\.\\d{9}Z stdout F \\S"));
    QVERIFY(line.match(lines.constFirst()).hasMatch());
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    view.pods.removeLast();
    platform.setView(view);
    logs.update(platform.pods(START.addSecs(40)), START.addSecs(40));
    QVERIFY(!QDir(path).exists());
}

EDGELINK_TEST_MAIN(TestPlatform)
#include "tst_platform.moc"
