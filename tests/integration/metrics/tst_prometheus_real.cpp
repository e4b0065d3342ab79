// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client and the seven triggers against the distribution's Prometheus, scraping an exposition that the test
// changes.
#include "app/services/config/thresholdfile.h"
#include "app/services/prometheus/prometheusclient.h"
#include "models/domain/triggerevaluation.h"
#include "models/ports/marshal.h"
#include "tests/integration/metrics/localserver.h"
#include "tests/support/heard.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>
#include <tuple>

using namespace edgelink;
using namespace edgelink::prometheus;
using namespace std::chrono_literals;

namespace {

/// What the platform shows; sick: 5xx 15 %, P95 in the slow bucket, a crash loop, failing probes, full memory and CPU,
/// few connections.
class Platform
{
public:
    QByteArray exposition()
    {
        const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
        const bool sick = m_sick;
        m_errors += (seconds - m_last) * (sick ? 15 : 0);
        m_slow += (seconds - m_last) * (sick ? 100 : 0);
        m_failedProbes += (seconds - m_last) * (sick ? 1 : 0);
        m_cpu += (seconds - m_last) * (sick ? 0.99 : 0.4);
        m_last = seconds;
        const auto number = [](double value) { return QByteArray::number(value, 'f', 6); };
        const QByteArray where = R"({namespace="edgelink-prod",pod="api-1",container="api")";
        QByteArray text;
        text += "http_requests_total{service=\"api\",status=\"200\"} " + number(1000 + seconds * 85) + "\n";
        text += "http_requests_total{service=\"api\",status=\"500\"} " + number(m_errors) + "\n";
        const auto bucket = [&](const char *le, double count) {
            text += "http_request_duration_seconds_bucket{service=\"api\",le=\"" + QByteArray(le) + "\"} "
                + number(count) + "\n";
        };
        bucket("0.1", 1000 + seconds * 100);
        bucket("1", 1000 + seconds * 100 + m_slow);
        bucket("+Inf", 1000 + seconds * 100 + m_slow);
        text += "kube_pod_container_resource_limits" + where + ",resource=\"memory\"} 1000\n";
        text += "kube_pod_container_resource_limits" + where + ",resource=\"cpu\"} 1\n";
        if (sick)
            text += "kube_pod_container_status_waiting_reason" + where
                + ",reason=\"CrashLoopBackOff\"} 1\n"
                  "kube_pod_init_container_status_waiting_reason{namespace=\"edgelink-prod\",pod=\"api-2\","
                  "container=\"migrate\",reason=\"CrashLoopBackOff\"} 1\n";
        text += "prober_probe_total" + where + ",probe_type=\"Liveness\",result=\"successful\"} " + number(seconds)
            + "\n";
        text += "prober_probe_total" + where + ",probe_type=\"Liveness\",result=\"failed\"} " + number(m_failedProbes)
            + "\n";
        text += "container_memory_working_set_bytes" + where + "} " + (sick ? "950" : "610") + "\n";
        text += "container_cpu_usage_seconds_total" + where + "} " + number(m_cpu) + "\n";
        text += QByteArray("edgelink_active_connections{service=\"api\"} ") + (sick ? "40" : "200") + "\n";
        return text;
    }
    void setSick(bool sick) { m_sick = sick; }

    Platform() { m_clock.start(); }

private:
    QElapsedTimer m_clock;
    std::atomic<bool> m_sick{false};
    double m_last = 0;
    double m_errors = 0;
    double m_slow = 0;
    double m_failedProbes = 0;
    double m_cpu = 0;
};

} // namespace

class PrometheusRealTest : public test::Suite
{
    Q_OBJECT

    Platform m_platform;
    std::atomic<bool> m_exporterDown{false};
    std::unique_ptr<test::HttpFixture> m_exporter;
    std::unique_ptr<test::LocalServer> m_server;
    std::unique_ptr<PrometheusClient> m_client;

    Result<RangeResult> instant(const QString &query)
    {
        return await(m_client->instant(query), 20s).value_or(failure(ErrorKind::Cancelled, QStringLiteral("none")));
    }

private slots:
    void initTestCase()
    {
        m_exporter = std::make_unique<test::HttpFixture>([this](const test::HttpFixture::Request &) {
            test::HttpFixture::Reply reply;
            reply.contentType = "text/plain; version=0.0.4";
            reply.body = m_platform.exposition();
            reply.status = m_exporterDown ? 500 : 200;
            return reply;
        });
        m_server = std::make_unique<test::LocalServer>(QStringLiteral("prometheus"),
                                                       "global: {scrape_interval: 1s}\nscrape_configs:\n- {job_name: "
                                                       "edgelink, static_configs: [{targets: ['127.0.0.1:"
                                                           + QByteArray::number(m_exporter->port()) + "']}]}\n",
                                                       QStringList{"--config.file=${dir}/config.yml",
                                                                   "--storage.tsdb.path=${dir}/data",
                                                                   "--web.listen-address=127.0.0.1:${port}"});
        QTRY_VERIFY2_WITH_TIMEOUT(m_server->isListening(), m_server->output().constData(), 30'000);
        HttpEndpoint endpoint;
        endpoint.url = m_server->url();
        QueryScope scope{75, 1s, QStringLiteral("edgelink-prod"), QStringLiteral("edge-link-production")};
        m_client = std::make_unique<PrometheusClient>(endpoint, scope, SecretLookup{});
        QTRY_VERIFY_WITH_TIMEOUT(instant("count(up == 1)").has_value() && instant("count(up == 1)")->series.size() == 1,
                                 30'000);
    }

    void whatItReallyAnswers_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("answer"); // number, "empty" or a part of Prometheus' own words
        QTest::newRow("number") << "vector(42)"
                                << "42";
        QTest::newRow("scalar") << "1 + 1"
                                << "2";
        QTest::newRow("NaN") << "vector(0) / vector(0)"
                             << "nan";
        QTest::newRow("infinite") << "vector(1) / vector(0)"
                                  << "inf";
        QTest::newRow("minus infinite") << "-vector(1) / vector(0)"
                                        << "-inf";
        QTest::newRow("nothing") << "no_such_metric"
                                 << "empty";
        QTest::newRow("bad query") << "sum("
                                   << "parse error";
        QTest::newRow("text") << "\"words\""
                              << "expected numbers";
        QTest::newRow("many to many") << "up + on(nothing) {__name__=~\".+\"}"
                                      << "found duplicate series";
    }

    void whatItReallyAnswers()
    {
        QFETCH(QString, query);
        QFETCH(QString, answer);
        const auto result = instant(query);
        if (!result) {
            QVERIFY2((result.error().raw + result.error().what).contains(answer), qPrintable(result.error().raw));
            return;
        }
        if (answer == QLatin1String("empty")) {
            QVERIFY(result->series.isEmpty());
            return;
        }
        QCOMPARE(QString::number(result->series.first().samples.first().value), answer);
    }

    void elevenThousandPointsIsItsLimitAndOurs()
    {
        net::HttpClient http(HttpEndpoint{m_server->url(), {}, {}, {}, {}}, {});
        const auto points = [&http](int count) {
            std::optional<int> status;
            http.send(net::HttpRequest::form("/api/v1/query_range",
                                             {{"query", "vector(1)"},
                                              {"start", "1000000"},
                                              {"end", QString::number(1'000'000 + count - 1)},
                                              {"step", "1"}}),
                      {}, [&status](const Result<net::HttpReply> &reply) { status = reply ? reply->status : 0; });
            (void)QTest::qWaitFor([&status] { return status.has_value(); }, 20'000);
            return status.value_or(-1);
        };
        QCOMPARE(points(11'000), 200);
        QCOMPARE(points(11'002), 400);
        RangeQuery query;
        query.query = QStringLiteral("vector(1)");
        query.end = QDateTime::currentDateTimeUtc();
        query.start = query.end.addDays(-1);
        query.step = 1s;
        const auto result = await(m_client->range(query), 20s);
        QVERIFY(result && result->has_value());
        QVERIFY((*result)->series.first().samples.size() <= 11'000);
        QVERIFY((*result)->series.first().samples.size() > 10'000);
    }

    /// The runbook's triggers on a platform that falls ill, and on one that nobody scrapes any more.
    void theSevenTriggersSeeIt()
    {
        const auto thresholds = config::builtinThresholds();
        QVERIFY(thresholds);
        const test::Heard batches(m_client.get(), &MetricSource::batchReady);
        QMap<QString, QList<MetricSample>> samples;
        QMap<QString, MetricBatch> newest;
        qsizetype taken = 0;
        const auto state = [&](const Threshold &threshold) {
            for (; taken < batches.size(); ++taken) {
                const MetricBatch &next = std::get<0>(batches.said().at(taken));
                if (!next.incremental)
                    samples[next.thresholdId].clear();
                samples[next.thresholdId] += next.series.samples;
                newest[next.thresholdId] = next;
            }
            const MetricBatch &batch = newest[threshold.id];
            const QList<MetricSample> &known = samples[threshold.id];
            TriggerInput input;
            input.samples = std::span(known.constData(), static_cast<size_t>(known.size()));
            input.baseline = batch.baseline;
            input.ceiling = batch.ceiling;
            input.worst = batch.worst;
            input.error = batch.error;
            return evaluateTrigger(threshold, input, {QDateTime::currentMSecsSinceEpoch(), 1s, 75});
        };
        const auto all = [&](TriggerState wanted) {
            return std::all_of(thresholds->cbegin(), thresholds->cend(),
                               [&](const Threshold &threshold) { return state(threshold).state == wanted; });
        };
        const auto picture = [&] {
            QString text;
            for (const Threshold &threshold : *thresholds) {
                const TriggerReading reading = state(threshold);
                text += QStringLiteral("%1 %2 %3 limit %4\n")
                            .arg(threshold.id, triggerStateId(reading.state))
                            .arg(reading.value.value_or(-1))
                            .arg(reading.effectiveThreshold);
                if (reading.error)
                    text += reading.error->raw;
            }
            return text;
        };
        m_client->watch(*thresholds);
        QTRY_VERIFY2_WITH_TIMEOUT(all(TriggerState::Ok), qPrintable(picture()), 60'000);
        QVERIFY(newest["p95-latency"].ceiling == 1000.0);

        m_platform.setSick(true);
        QTRY_VERIFY2_WITH_TIMEOUT(all(TriggerState::Breach), qPrintable(picture()), 60'000);
        QCOMPARE(state(thresholds->at(0)).worstName, QStringLiteral("api"));
        QCOMPARE(state(thresholds->at(4)).worstName, QStringLiteral("api-1"));
        QCOMPARE(state(thresholds->at(6)).effectiveThreshold, 100.0);
        QCOMPARE(thresholds->at(2).id, QStringLiteral("crash-loop"));
        // Also a pod that does not get past its init container.
        QCOMPARE(state(thresholds->at(2)).value.value_or(0), 2.0);
        const TriggerReading errors = state(thresholds->at(0));
        QVERIFY2(*errors.value > 10 && *errors.value < 20, qPrintable(picture()));

        m_exporterDown = true; // the numbers must not linger on as health or as illness
        QTRY_VERIFY2_WITH_TIMEOUT(all(TriggerState::NoData), qPrintable(picture()), 60'000);
        QVERIFY(state(thresholds->at(0)).breachSinceMs != 0);

        m_exporterDown = false;
        m_platform.setSick(false);
        QTRY_VERIFY2_WITH_TIMEOUT(all(TriggerState::Ok), qPrintable(picture()), 60'000);
        m_client->watch({});
    }

    void itGoesAwayAndIsMissed()
    {
        QSignalSpy states(m_client.get(), &MetricSource::statusChanged);
        Threshold up;
        up.id = QStringLiteral("up");
        up.query = QStringLiteral("max(up)");
        m_client->watch({up});
        const auto newest = [&states] { return states.last().first().value<SourceStatus>().state; };
        QTRY_VERIFY_WITH_TIMEOUT(!states.isEmpty() && newest() == SourceStatus::State::Live, 20'000);
        m_server.reset();
        QTRY_COMPARE_WITH_TIMEOUT(newest(), SourceStatus::State::Down, 20'000);
    }
};

EDGELINK_TEST_MAIN(PrometheusRealTest)
#include "tst_prometheus_real.moc"
