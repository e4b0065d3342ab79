// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/prometheus/queryplan.h"
#include "app/services/prometheus/replyparser.h"
#include "tests/support/testsink.h"

#include <cmath>
#include <limits>

using namespace edgelink;
using namespace edgelink::prometheus;
using namespace std::chrono_literals;

namespace {

QByteArray success(const QByteArray &type, const QByteArray &result, const QByteArray &more = {})
{
    return R"({"status":"success","data":{"resultType":")" + type + R"(","result":)" + result + "}" + more + "}";
}

QByteArray matrix(const QByteArray &values)
{
    return success("matrix", R"([{"metric":{"service":"a"},"values":)" + values + "}]");
}

} // namespace

class ReplyParserTest : public test::Suite
{
    Q_OBJECT

private slots:
    void good()
    {
        const auto reply = parseReply(matrix(
            R"([[1700000000.123,"1.5"],[1700000001,"NaN"],[1700000002,"+Inf"],[1700000003,"-Inf"],[1700000004,"1e+06"],[1700000005,"-0.25"]])"));
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().sentence()));
        QCOMPARE(reply->series.size(), 1);
        QCOMPARE(reply->series.first().labels.value("service"), QStringLiteral("a"));
        const QList<MetricSample> samples = reply->series.first().samples;
        QCOMPARE(samples.size(), 6);
        QCOMPARE(samples.at(0), (MetricSample{1'700'000'000'123, 1.5}));
        QVERIFY(std::isnan(samples.at(1).value));
        QVERIFY(std::isinf(samples.at(2).value) && samples.at(2).value > 0);
        QVERIFY(std::isinf(samples.at(3).value) && samples.at(3).value < 0);
        QCOMPARE(samples.at(4).value, 1e6);
        QCOMPARE(samples.at(5).value, -0.25);
    }

    void shapes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("series");
        QTest::addColumn<int>("warnings");
        QTest::newRow("empty matrix") << success("matrix", "[]") << 0 << 0;
        QTest::newRow("vector") << success("vector",
                                           R"([{"metric":{},"value":[1,"2"]},{"metric":{"a":"b"},"value":[1,"3"]}])")
                                << 2 << 0;
        QTest::newRow("scalar") << success("scalar", R"([1.5,"2"])") << 1 << 0;
        QTest::newRow("warnings and infos")
            << success("vector", "[]", R"(,"warnings":["w1"],"infos":["i1","i2"])") << 0 << 3;
        QTest::newRow("warnings are bounded")
            << success("vector", "[]", ",\"warnings\":[" + QByteArray("\"w\",").repeated(5000) + "\"w\"]") << 0 << 10;
        QTest::newRow("odd warnings do not matter")
            << success("vector", "[]", R"(,"warnings":[1,{}],"infos":"no")") << 0 << 0;
        QTest::newRow("unknown members do not matter") << success("vector", "[]", R"(,"future":{"a":[1]})") << 0 << 0;
    }

    void shapes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, series);
        QFETCH(int, warnings);
        const auto reply = parseReply(bytes);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().sentence()));
        QCOMPARE(reply->series.size(), series);
        QCOMPARE(reply->warnings.size(), warnings);
    }

    void lies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message");
        const auto row
            = [](const char *name, const QByteArray &bytes, const char *message, ErrorKind kind = ErrorKind::BadReply) {
                  QTest::newRow(name) << bytes << static_cast<int>(kind) << QString::fromUtf8(message);
              };
        row("nothing", "", "not JSON");
        row("HTML", "<html>proxy error</html>", "not JSON");
        row("half", matrix(R"([[1,"2"]])").chopped(9), "not JSON");
        row("trailing garbage", success("vector", "[]") + "x", "not JSON");
        row("not UTF-8", matrix("[[1,\"\xff\"]]"), "not JSON");
        row("deep", QByteArray(100'000, '[') + QByteArray(100'000, ']'), "not JSON");
        row("a list", "[]", "expected an object, found a list");
        row("no status", "{}", "status: is missing");
        row("odd status", R"({"status":"fine"})", "expected success or error");
        row("no data", R"({"status":"success"})", "data: is missing");
        row("data null", R"({"status":"success","data":null})", "data: expected an object, found null");
        row("no type", R"({"status":"success","data":{"result":[]}})", "data.resultType: is missing");
        row("string result", success("string", R"([1,"x"])"), "expected numbers, found \"string\"");
        row("result object", success("matrix", "{}"), "data.result: expected a list, found an object");
        row("series null", success("matrix", "[null]"), "data.result[0]: expected an object, found null");
        row("no metric", success("matrix", R"([{"values":[]}])"), "data.result[0].metric: is missing");
        row("label number", success("matrix", R"([{"metric":{"a":1},"values":[]}])"),
            "data.result[0].metric.a: expected a string");
        row("no values", success("matrix", R"([{"metric":{}}])"), "data.result[0].values: is missing");
        row("value number", matrix("[[1,2]]"), "data.result[0].values[0][1]: expected a string, found a number");
        row("value null", matrix("[[1,null]]"), "expected a string, found null");
        row("value words", matrix(R"([[1,"up"]])"), "expected a number, found \"up\"");
        row("value empty", matrix(R"([[1,""]])"), "expected a number");
        row("value half", matrix(R"([[1,"1.5x"]])"), "expected a number");
        row("value nan in lower case", matrix(R"([[1,"nan"]])"), "expected a number");
        row("value too large", matrix(R"([[1,"1e999"]])"), "expected a number");
        row("time string", matrix(R"([["1","2"]])"), "data.result[0].values[0][0]: expected a number, found a string");
        row("time negative", matrix(R"([[-1,"2"]])"), "expected a time");
        row("time absurd", matrix(R"([[1e300,"2"]])"), "expected a time");
        row("three in a pair", matrix(R"([[1,"2",3]])"), "expected a pair");
        row("one in a pair", matrix("[[1]]"), "expected a pair");
        row("second is bad", matrix(R"([[1,"2"],[2,3]])"), "values[1][1]");
        row("time stands still", matrix(R"([[1,"2"],[1,"3"]])"), "values[1]: times do not ascend");
        row("time goes back", matrix(R"([[2,"2"],[1,"3"]])"), "times do not ascend");
        row("histogram", success("vector", R"([{"metric":{},"histogram":[1,{}]}])"), "native histogram");
        row("error", R"({"status":"error","errorType":"bad_data","error":"parse error"})", "bad_data",
            ErrorKind::Configuration);
        row("timeout", R"({"status":"error","errorType":"timeout","error":"slow"})", "timeout", ErrorKind::Timeout);
        row("execution", R"({"status":"error","errorType":"execution","error":"many-to-many"})", "execution",
            ErrorKind::ToolFailed);
        row("error without words", R"({"status":"error","errorType":"x"})", "error: is missing");
    }

    void lies()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        QFETCH(QString, message);
        const auto reply = parseReply(bytes);
        QVERIFY(!reply);
        QVERIFY2(reply.error().what.contains(message), qPrintable(reply.error().what));
        QCOMPARE(static_cast<int>(reply.error().kind), kind);
        QVERIFY(reply.error().raw.size() <= 2000);
    }

    void everyTruncationIsAnError()
    {
        const QByteArray whole = matrix(R"([[1,"2"],[2,"3"]])");
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY(!parseReply(whole.left(length)));
    }

    void steps_data()
    {
        QTest::addColumn<qint64>("rangeMs");
        QTest::addColumn<qint64>("stepMs");
        QTest::addColumn<qint64>("used");
        QTest::newRow("small") << qint64{900'000} << qint64{1000} << qint64{1000};
        QTest::newRow("exactly 11,000 points") << qint64{10'999'000} << qint64{1000} << qint64{1000};
        QTest::newRow("one more") << qint64{11'000'000} << qint64{1000} << qint64{2000};
        QTest::newRow("a day at one second") << qint64{86'400'000} << qint64{1000} << qint64{8000};
        QTest::newRow("a year at 15 s") << qint64{31'536'000'000} << qint64{15'000} << qint64{2'880'000};
        QTest::newRow("an instant") << qint64{0} << qint64{1000} << qint64{1000};
    }

    void steps()
    {
        QFETCH(qint64, rangeMs);
        QFETCH(qint64, stepMs);
        QFETCH(qint64, used);
        const RangePlan plan = bounded({0, rangeMs, stepMs});
        QCOMPARE(plan.stepMs, used);
        QVERIFY(plan.points() <= MostPoints);
    }

    void nextRanges_data()
    {
        QTest::addColumn<qint64>("known");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<qint64>("start"); // -1: nothing to ask
        QTest::addColumn<qint64>("end");
        QTest::addColumn<bool>("incremental");
        QTest::newRow("first") << qint64{0} << qint64{1'000'500} << qint64{900'000} << qint64{1'000'000} << false;
        QTest::newRow("one step on") << qint64{1'000'000} << qint64{1'001'200} << qint64{1'001'000} << qint64{1'001'000}
                                     << true;
        QTest::newRow("several") << qint64{1'000'000} << qint64{1'004'000} << qint64{1'001'000} << qint64{1'004'000}
                                 << true;
        QTest::newRow("too early") << qint64{1'000'000} << qint64{1'000'900} << qint64{-1} << qint64{0} << true;
        QTest::newRow("after a long hole")
            << qint64{1'000'000} << qint64{1'200'000} << qint64{1'100'000} << qint64{1'200'000} << false;
        QTest::newRow("clock set back") << qint64{1'000'000} << qint64{500'000} << qint64{400'000} << qint64{500'000}
                                        << false;
    }

    void nextRanges()
    {
        QFETCH(qint64, known);
        QFETCH(qint64, now);
        QFETCH(qint64, start);
        QFETCH(qint64, end);
        QFETCH(bool, incremental);
        const auto next = nextRange(known, now, 1s, 100s);
        QCOMPARE(next.has_value(), start >= 0);
        if (!next)
            return;
        QCOMPARE(next->plan.startMs, start);
        QCOMPARE(next->plan.endMs, end);
        QCOMPARE(next->incremental, incremental);
    }

    void gapsAreSaid_data()
    {
        QTest::addColumn<QList<int>>("given"); // seconds with a value
        QTest::addColumn<bool>("incremental");
        QTest::addColumn<QString>("curve"); // asked for seconds 1 … 5; v value, - unknown
        QTest::newRow("all") << QList<int>{1, 2, 3, 4, 5} << true << "vvvvv";
        QTest::newRow("hole") << QList<int>{1, 2, 4, 5} << false << "vv-vv";
        QTest::newRow("ends early") << QList<int>{1, 2} << true << "vv---";
        QTest::newRow("history begins late") << QList<int>{3, 4, 5} << false << "vvv";
        QTest::newRow("continuation begins late") << QList<int>{3, 4, 5} << true << "--vvv";
        QTest::newRow("nothing new") << QList<int>{} << true << "-----";
        QTest::newRow("no history") << QList<int>{} << false << "-";
        QTest::newRow("not asked for") << QList<int>{1, 2, 3, 4, 5, 6, 7} << true << "vvvvv";
    }

    void gapsAreSaid()
    {
        QFETCH(QList<int>, given);
        QFETCH(bool, incremental);
        QFETCH(QString, curve);
        QList<MetricSample> samples;
        for (const int second : given)
            samples << MetricSample{second * 1000LL, 1.0};
        QString seen;
        const QList<MetricSample> filled = withGaps(samples, {1000, 5000, 1000}, incremental);
        for (const MetricSample &sample : filled)
            seen += std::isnan(sample.value) ? QLatin1Char('-') : QLatin1Char('v');
        QCOMPARE(seen, curve);
        QCOMPARE(filled.last().timeMs, 5000);
    }

    void sides()
    {
        const double inf = std::numeric_limits<double>::infinity();
        QList<MetricSeries> series{{{{"service", "a"}}, {{1, 2.0}}},
                                   {{{"service", "b"}}, {{1, 5.0}}},
                                   {{{"pod", "p"}, {"zone", "z"}}, {{1, 1.0}}},
                                   {{{"service", "c"}}, {{1, inf}}},
                                   {{{"service", "d"}}, {}}};
        const auto worst = worstOf(series, QStringLiteral("service"), Direction::Above);
        QCOMPARE(worst.size(), 3);
        QCOMPARE(worst.value("b"), 5.0);
        QCOMPARE(worst.value("pod=p, zone=z"), 1.0);
        for (int i = 0; i < 100; ++i)
            series << MetricSeries{{{"service", QString::number(i)}}, {{1, 10.0 + i}}};
        QCOMPARE(worstOf(series, QStringLiteral("service"), Direction::Above).size(), 20);
        QVERIFY(worstOf(series, QStringLiteral("service"), Direction::Above).contains("99"));
        QVERIFY(!worstOf(series, QStringLiteral("service"), Direction::Below).contains("99"));
        QCOMPARE(ceilingOf({{{{"le", "0.1"}}, {}}, {{{"le", "10"}}, {}}, {{{"le", "+Inf"}}, {}}}, 1000).value(),
                 10'000.0);
        QVERIFY(!ceilingOf({{{{"x", "1"}}, {}}}, 1).has_value());
        QCOMPARE(promTime(1'700'000'000'045), QStringLiteral("1700000000.045"));
    }
};

EDGELINK_TEST_MAIN(ReplyParserTest)
#include "tst_replyparser.moc"
