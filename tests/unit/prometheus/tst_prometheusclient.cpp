// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client against a server with every bad habit. What real Prometheus does is tests/integration/metrics.
#include "models/ports/marshal.h"
#include "tests/unit/prometheus/clientrig.h"

#include <QLocale>

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

class PrometheusClientTest : public test::Suite
{
    Q_OBJECT

private slots:
    /// Ages on the wall are our clock against Prometheus' timestamps.
    void clocksThatDifferAreSaid_data()
    {
        QTest::addColumn<int>("aheadSeconds"); // of the server
        QTest::addColumn<bool>("said");
        QTest::newRow("the same") << 0 << false;
        QTest::newRow("a second of rounding") << -1 << false;
        QTest::newRow("the server is behind") << -3600 << true;
        QTest::newRow("the server is ahead") << 90 << true;
    }
    void clocksThatDifferAreSaid()
    {
        QFETCH(int, aheadSeconds);
        QFETCH(bool, said);
        Fixture server([aheadSeconds](const Request &request) {
            Reply reply = Reply::json(answer(request));
            const QDateTime date = QDateTime::currentDateTimeUtc().addSecs(aheadSeconds);
            reply.headers = {{"Date", QLocale::c().toString(date, "ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1()}};
            return reply;
        });
        Rig rig(server.url());
        rig.client->watch({threshold()});
        QTRY_VERIFY(!rig.batches->isEmpty());
        const QString warnings = rig.batch(0).warnings.join(QLatin1Char(' '));
        QCOMPARE(warnings.contains(QLatin1String("clock")), said);
        QVERIFY(!rig.batch(0).error && !rig.batch(0).series.samples.isEmpty()); // values are shown all the same
    }

    void aDateThatIsNoneIsIgnored()
    {
        Fixture server([](const Request &request) {
            Reply reply = Reply::json(answer(request));
            reply.headers = {{"Date", "yesterday"}};
            return reply;
        });
        Rig rig(server.url());
        rig.client->watch({threshold()});
        QTRY_VERIFY(!rig.batches->isEmpty());
        QCOMPARE(rig.batch(0).warnings, QStringList());
    }

    void historyThenContinuation()
    {
        Fixture server([](const Request &request) { return Reply::json(answer(request)); });
        Rig rig(server.url("/prefix/"));
        Threshold one = threshold();
        one.worstQuery = QStringLiteral("worst");
        one.worstLabel = QStringLiteral("service");
        one.baselineQuery = QStringLiteral("baseline");
        rig.client->watch({one});
        QTRY_VERIFY(rig.batches->size() >= 4);
        const MetricBatch first = rig.batch(0);
        QVERIFY(!first.incremental);
        QVERIFY(!first.error);
        QCOMPARE(first.query, QStringLiteral("main[200ms]"));
        QCOMPARE(first.worst.value("api"), 1.0);
        QCOMPARE(first.baseline, 1.0);
        QVERIFY(first.series.samples.size() > 5'000); // 15 min at 50 ms would be 18,001 points: the step was raised
        QVERIFY(first.series.samples.size() <= MostPoints);
        qint64 known = first.series.samples.last().timeMs;
        for (qsizetype i = 1; i < 4; ++i) {
            QVERIFY(rig.batch(i).incremental);
            QCOMPARE(rig.batch(i).series.samples.first().timeMs, known + 50);
            known = rig.batch(i).series.samples.last().timeMs;
        }
        QVERIFY(rig.status().isLive());
        const Request request = server.requests().first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path(), QByteArray("/prefix/api/v1/query_range"));
        QVERIFY(request.headers.value("user-agent").startsWith("edgelink-console/"));
    }

    void oneBadQueryDoesNotHideTheOthers()
    {
        Fixture server([](const Request &request) {
            return request.field("query").startsWith(QLatin1String("bad"))
                ? Reply::json(R"({"status":"error","errorType":"bad_data","error":"1:4: parse error"})", 400)
                : Reply::json(answer(request));
        });
        Rig rig(server.url());
        Threshold bad = threshold(QStringLiteral("bad"));
        bad.query = QStringLiteral("bad query");
        Threshold broken = threshold(QStringLiteral("broken"));
        broken.query = QStringLiteral("${nonsense}");
        rig.client->watch({bad, threshold(QStringLiteral("good")), broken});
        QMap<QString, MetricBatch> newest;
        const auto collect = [&] {
            for (const auto &[batch] : rig.batches->said())
                newest.insert(batch.thresholdId, batch);
            return newest.size() == 3;
        };
        QTRY_VERIFY(collect());
        QCOMPARE(newest.value("bad").error->kind, ErrorKind::Configuration);
        QCOMPARE(newest.value("bad").error->raw, QStringLiteral("1:4: parse error"));
        QVERIFY(!newest.value("good").error);
        QCOMPARE(newest.value("broken").error->kind, ErrorKind::Configuration);
        QTRY_COMPARE(rig.status().state, SourceStatus::State::Degraded);
    }

    void noValueIsSaid()
    {
        std::atomic<bool> empty{false};
        Fixture server([&empty](const Request &request) { return Reply::json(empty ? Empty : answer(request)); });
        Rig rig(server.url());
        rig.client->watch({threshold()});
        QTRY_VERIFY(rig.batches->size() >= 2);
        empty = true;
        const auto unknown = [&] {
            const MetricBatch newest = rig.batch(rig.batches->size() - 1);
            return newest.incremental && !newest.error && std::isnan(newest.series.samples.last().value);
        };
        QTRY_VERIFY(unknown());
    }

    void sideFailuresAreWarnings()
    {
        Fixture server([](const Request &request) {
            return request.path().endsWith("query_range") ? Reply::json(answer(request)) : Reply::json("oops", 500);
        });
        Rig rig(server.url());
        Threshold one = threshold();
        one.worstQuery = QStringLiteral("worst");
        rig.client->watch({one});
        QTRY_VERIFY(!rig.batches->isEmpty());
        QVERIFY(!rig.batch(0).error);
        QVERIFY2(rig.batch(0).warnings.join(' ').contains("HTTP 500"), qPrintable(rig.batch(0).warnings.join(' ')));
    }

    void severalSeriesAreAnError()
    {
        Fixture server([](const Request &) {
            return Reply::json(
                R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"1"},"values":[]},{"metric":{"a":"2"},"values":[]}]}})");
        });
        Rig rig(server.url());
        rig.client->watch({threshold()});
        QTRY_VERIFY(!rig.batches->isEmpty());
        QVERIFY(rig.batch(0).error->what.contains("2 series"));
    }

    void aDeadServerIsKnockedAtLessAndLess()
    {
        Rig rig(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(Fixture::freePort())));
        rig.client->watch({threshold("a"), threshold("b")});
        QTRY_COMPARE(rig.status().state, SourceStatus::State::Down);
        QCOMPARE(rig.status().error->kind, ErrorKind::Unreachable);
        QTRY_VERIFY_WITH_TIMEOUT(rig.batches->size() >= 6, 20'000);
        // 50, 100, 200, 400 ms: the pauses between polls at least double.
        const auto at = [&](qsizetype i) { return rig.batch(i).requestedAt; };
        QVERIFY(at(5).msecsTo(at(4)) < 0 && at(4).msecsTo(at(5)) > at(2).msecsTo(at(3)));
    }

    void oneSlowQueryDoesNotHideTheOthers()
    {
        Fixture server([](const Request &request) {
            Reply reply = Reply::json(answer(request));
            reply.hang = request.field("query").startsWith(QLatin1String("slow"));
            return reply;
        });
        ClientOptions options;
        options.deadline = 200ms;
        options.longestBackoff = 200ms;
        options.history = 10s;
        Rig rig(server.url(), options);
        Threshold slow = threshold("slow"); // the first, as the wall's most important one is
        slow.query = QStringLiteral("slow");
        rig.client->watch({slow, threshold("a"), threshold("b")});
        const auto timeouts = [&rig] {
            qsizetype count = 0;
            for (qsizetype i = 0; i < rig.batches->size(); ++i)
                count += rig.batch(i).thresholdId == QLatin1String("slow") && rig.batch(i).error ? 1 : 0;
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(timeouts() >= 3, 20'000);
        const qsizetype then = rig.batches->size();
        const auto since = [&](const char *id) {
            qsizetype count = 0;
            for (qsizetype i = then; i < rig.batches->size(); ++i)
                count += rig.batch(i).thresholdId == QLatin1String(id) && !rig.batch(i).error ? 1 : 0;
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(since("a") >= 3 && since("b") >= 3, 20'000);
        // It answers: only the one query is without an answer, and the others are asked as often as ever.
        QVERIFY(rig.states->size() > 0);
        for (qsizetype i = 0; i < rig.states->size(); ++i)
            QVERIFY(std::get<0>(rig.states->said().at(i)).state != SourceStatus::State::Down);
        QCOMPARE(std::get<0>(rig.states->said().last()).state, SourceStatus::State::Degraded);
        const qsizetype silences = timeouts();
        QVERIFY2(since("a") >= 2 * (silences - 3), qPrintable(QString::number(silences)));
    }

    void itComesBack()
    {
        std::atomic<bool> down{true};
        Fixture server([&down](const Request &request) {
            Reply reply = Reply::json(answer(request));
            if (down)
                reply.raw = "not http at all\r\n\r\n";
            return reply;
        });
        ClientOptions options;
        options.longestBackoff = 200ms;
        options.history = 10s;
        Rig rig(server.url(), options);
        rig.client->watch({threshold("a"), threshold("b")});
        QTRY_VERIFY(rig.status().state == SourceStatus::State::Down
                    || rig.status().state == SourceStatus::State::Degraded);
        down = false;
        QTRY_COMPARE(rig.status().state, SourceStatus::State::Live);
    }

    void badExchanges_data()
    {
        QTest::addColumn<int>("habit");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("hangs") << 0 << static_cast<int>(ErrorKind::Timeout) << "within 0.4 s";
        QTest::newRow("trickles") << 1 << static_cast<int>(ErrorKind::Timeout) << "within 0.4 s";
        QTest::newRow("late") << 2 << static_cast<int>(ErrorKind::Timeout) << "within 0.4 s";
        QTest::newRow("endless") << 3 << static_cast<int>(ErrorKind::BadReply) << "more than 100000 bytes";
        QTest::newRow("huge") << 4 << static_cast<int>(ErrorKind::BadReply) << "more than 100000 bytes";
        QTest::newRow("cut off") << 5 << static_cast<int>(ErrorKind::BadReply) << "in the middle";
        QTest::newRow("a byte of noise") << 6 << static_cast<int>(ErrorKind::BadReply) << "does not speak HTTP";
        QTest::newRow("redirects") << 7 << static_cast<int>(ErrorKind::Forbidden) << "redirects";
        QTest::newRow("asks for credentials") << 8 << static_cast<int>(ErrorKind::Forbidden) << "HTTP 401";
        QTest::newRow("not found") << 9 << static_cast<int>(ErrorKind::NotFound) << "HTTP 404";
        QTest::newRow("proxy error") << 10 << static_cast<int>(ErrorKind::Unreachable) << "HTTP 502";
        QTest::newRow("html with 200") << 11 << static_cast<int>(ErrorKind::BadReply) << "not JSON";
        QTest::newRow("refuses with 503")
            << 12 << static_cast<int>(ErrorKind::Timeout) << "refuses the query (timeout)";
        QTest::newRow("success with 500") << 13 << static_cast<int>(ErrorKind::Unreachable) << "HTTP 500";
    }

    void badExchanges()
    {
        QFETCH(int, habit);
        QFETCH(int, kind);
        QFETCH(QString, words);
        Fixture server([habit](const Request &) {
            Reply reply = Reply::json(Empty);
            switch (habit) {
            case 0:
                reply.hang = true;
                break;
            case 1:
                reply.trickleBytes = 1;
                reply.trickleEvery = 30ms;
                break;
            case 2:
                reply.delay = 5s;
                break;
            case 3:
                reply.endless = true;
                reply.body = QByteArray(8192, ' ');
                break;
            case 4:
                reply.body = QByteArray(5'000'000, ' ');
                break;
            case 5:
                reply.truncateAt = 20;
                break;
            case 6:
                reply.raw = " ";
                break;
            case 7:
                reply = Reply::json("", 302);
                reply.headers = {{"Location", "http://elsewhere.example/"}};
                break;
            case 8:
                reply = Reply::json("no", 401);
                break;
            case 9:
                reply = Reply::json("404 page not found", 404);
                break;
            case 10:
                reply = Reply::json("<html>", 502);
                break;
            case 11:
                reply.body = "<html>";
                break;
            case 12:
                reply = Reply::json(R"({"status":"error","errorType":"timeout","error":"t"})", 503);
                break;
            default:
                reply.status = 500;
                break;
            }
            return reply;
        });
        ClientOptions options;
        options.deadline = habit <= 2 ? 400ms : 10s;
        options.bodyLimit = 100'000;
        Rig rig(server.url(), options);
        const auto result = rig.instant();
        QVERIFY(!result);
        QVERIFY2(result.error().what.contains(words), qPrintable(result.error().sentence() + result.error().raw));
        QCOMPARE(static_cast<int>(result.error().kind), kind);
        QTRY_COMPARE(server.openConnections() > 1, false); // aborted ones are really closed
        if (habit == 3 || habit == 4)
            QVERIFY(server.bytesSent() < 20'000'000);
    }

    void lateRepliesOfAnEarlierWatchAreDropped()
    {
        Fixture server([](const Request &request) {
            Reply reply = Reply::json(answer(request));
            if (request.field("query").startsWith(QLatin1String("old")))
                reply.delay = 200ms;
            return reply;
        });
        Rig rig(server.url());
        Threshold old = threshold("old");
        old.query = QStringLiteral("old");
        rig.client->watch({old});
        QTRY_VERIFY(!server.requests().isEmpty());
        rig.client->watch({threshold("new")});
        QTRY_VERIFY_WITH_TIMEOUT(rig.batches->size() >= 10, 20'000);
        for (qsizetype i = 0; i < rig.batches->size(); ++i) {
            QCOMPARE(rig.batch(i).thresholdId, QStringLiteral("new"));
            QCOMPARE(rig.batch(i).generation, 2U);
        }
        rig.client->watch({});
        QTRY_COMPARE(rig.status().state, SourceStatus::State::Idle);
    }

    void queriesOutliveWatch()
    {
        Fixture server([](const Request &request) {
            Reply reply = Reply::json(answer(request));
            reply.delay = 100ms;
            return reply;
        });
        Rig rig(server.url());
        const QFuture<Result<RangeResult>> future = rig.client->instant(QStringLiteral("up"));
        rig.client->watch({threshold()});
        const auto result = await(future, 20s);
        QVERIFY(result && result->has_value());
        QCOMPARE((*result)->series.first().samples.first().value, 1.0);
    }

    void rangesAreBounded()
    {
        Fixture server([](const Request &request) { return Reply::json(answer(request)); });
        Rig rig(server.url());
        RangeQuery query;
        query.query = QStringLiteral("up");
        query.end = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);
        query.start = query.end.addDays(-1);
        query.step = 1s;
        const auto result = await(rig.client->range(query), 20s);
        QVERIFY(result && result->has_value());
        QCOMPARE((*result)->step, std::chrono::milliseconds{8000});
        QCOMPARE((*result)->series.first().samples.size(), 10'801);
        query.end = query.start.addSecs(-1);
        QCOMPARE(await(rig.client->range(query), 20s)->error().kind, ErrorKind::Usage);
    }
};

EDGELINK_TEST_MAIN(PrometheusClientTest)
#include "tst_prometheusclient.moc"
