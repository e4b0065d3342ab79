// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/thresholdfile.h"
#include "models/domain/thresholdquery.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

const QByteArray Minimal
    = "version: 1\nthresholds:\n  - {id: queue, title: Queue, threshold: 3, window: 1m, query: max(q)}\n";

Threshold find(const QList<Threshold> &list, const char *id)
{
    for (const Threshold &threshold : list) {
        if (threshold.id == QLatin1String(id))
            return threshold;
    }
    return {};
}

} // namespace

class ThresholdFileTest : public test::Suite
{
    Q_OBJECT

private slots:
    /// The runbook's table (§1), to the letter.
    void theSevenTriggers_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<double>("limit");
        QTest::addColumn<double>("baseline"); // < 0: measured
        QTest::addColumn<int>("windowSeconds");
        QTest::addColumn<bool>("above");
        QTest::addColumn<QString>("unit");
        QTest::newRow("http-5xx") << 0 << 5.0 << 0.1 << 300 << true << "%";
        QTest::newRow("p95-latency") << 1 << 500.0 << 150.0 << 300 << true << "ms";
        QTest::newRow("crash-loop") << 2 << 0.0 << 0.0 << 0 << true << "pods";
        QTest::newRow("probe-failures") << 3 << 10.0 << 0.0 << 120 << true << "%";
        QTest::newRow("memory") << 4 << 90.0 << 70.0 << 300 << true << "%";
        QTest::newRow("cpu") << 5 << 95.0 << 60.0 << 300 << true << "%";
        QTest::newRow("connections") << 6 << 50.0 << -1.0 << 180 << false << "";
    }

    void theSevenTriggers()
    {
        QFETCH(int, position);
        QFETCH(double, limit);
        QFETCH(double, baseline);
        QFETCH(int, windowSeconds);
        QFETCH(bool, above);
        QFETCH(QString, unit);
        const auto builtin = config::builtinThresholds();
        QVERIFY2(builtin, builtin ? "" : qPrintable(builtin.error().raw));
        QCOMPARE(builtin->size(), 7);
        const Threshold &threshold = builtin->at(position);
        QCOMPARE(threshold.id, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(threshold.threshold, limit);
        QCOMPARE(threshold.baseline.value_or(-1), baseline);
        QCOMPARE(threshold.baselineQuery.isEmpty(), baseline >= 0);
        QCOMPARE(threshold.window, std::chrono::milliseconds{windowSeconds * 1000});
        QCOMPARE(threshold.direction == Direction::Above, above);
        QCOMPARE(threshold.unit, unit);
        QVERIFY(!threshold.titles.en.isEmpty());
        QVERIFY(threshold.titles.in(QStringLiteral("zh_CN")) != threshold.titles.en);
        QVERIFY(!threshold.worstQuery.isEmpty() && !threshold.worstLabel.isEmpty());
        QVERIFY2(threshold.query.contains(QLatin1String("${stale_seconds}")), "an old number would look healthy");
    }

    void overlayReplacesWhatItNamesAndAdds()
    {
        const auto base = config::builtinThresholds();
        const auto merged = config::parseThresholds("version: 1\nthresholds:\n  - {id: memory, threshold: 85}\n"
                                                        + Minimal.mid(Minimal.indexOf("  - ")),
                                                    QStringLiteral("own.yaml"), *base);
        QVERIFY2(merged, merged ? "" : qPrintable(merged.error().raw));
        QCOMPARE(merged->size(), 8);
        QCOMPARE(merged->at(4).threshold, 85.0);
        QCOMPARE(merged->at(4).window, std::chrono::milliseconds{300'000});
        QCOMPARE(merged->at(4).query, base->at(4).query);
        QCOMPARE(merged->last().id, QStringLiteral("queue"));
        QCOMPARE(merged->last().titles.in(QStringLiteral("zh_CN")), QStringLiteral("Queue"));
    }

    void badInputIsNamed_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *entry, const char *message) {
            QTest::newRow(name) << QByteArray(entry) << QString::fromUtf8(message);
        };
        row("not a mapping", "memory", "o.yaml:3: thresholds[0]: expected a mapping");
        row("no id", "{threshold: 1}", "thresholds[0].id is missing");
        row("odd id", "{id: 'A b'}", "expected a unique id");
        row("unknown key", "{id: memory, treshold: 1}", "did you mean \"threshold\"?");
        row("new but incomplete", "{id: queue, threshold: 1, window: 1m, title: Q}", "thresholds[0].query is missing");
        row("empty query", "{id: memory, query: ''}", "thresholds[0].query: expected text");
        row("infinite", "{id: memory, threshold: .inf}", "expected a number");
        row("text", "{id: memory, threshold: high}", "expected a number");
        row("window", "{id: memory, window: 2d}", "expected a duration from 0s to 1d");
        row("direction", "{id: memory, direction: up}", "expected one of above, below");
        row("placeholder", "{id: memory, query: 'x[${windw}]'}", "unknown placeholder ${windw}");
        row("worst without label", "{id: memory, worst: {query: x}}", "thresholds[0].worst.label is missing");
        row("percent of nothing", "{id: connections, threshold: 0}", "a percentage of the measured baseline");
        row("two baselines", "{id: connections, baseline: 3}", "either baseline or baseline_query");
        row("twice", "{id: memory}\n  - {id: memory}", "expected a unique id");
    }

    void badInputIsNamed()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QString, message);
        const auto parsed = config::parseThresholds("version: 1\nthresholds:\n  - " + entry + "\n",
                                                    QStringLiteral("/x/o.yaml"), *config::builtinThresholds());
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().raw.contains(message), qPrintable(parsed.error().raw));
    }

    void environmentsLayTheirFileOverTheBuiltIn()
    {
        QTemporaryDir dir;
        Environment environment;
        QCOMPARE(config::loadThresholds(environment)->size(), 7);
        environment.thresholdsFile = dir.filePath(QStringLiteral("own.yaml"));
        QCOMPARE(config::loadThresholds(environment).error().kind, ErrorKind::NotFound);
        QFile file(environment.thresholdsFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Minimal);
        file.close();
        QCOMPARE(config::loadThresholds(environment)->size(), 8);
    }

    void placeholders_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("compression");
        QTest::addColumn<int>("scrapeMs");
        QTest::addColumn<QString>("part");
        QTest::newRow("production window") << "http-5xx" << 1.0 << 15'000 << "[5m]";
        QTest::newRow("compressed") << "http-5xx" << 20.0 << 1000 << "[15s]";
        QTest::newRow("never below four scrapes") << "http-5xx" << 600.0 << 1000 << "[4s]";
        QTest::newRow("at once") << "crash-loop" << 1.0 << 15'000 << "[1m]";
        QTest::newRow("stale") << "memory" << 1.0 << 15'000 << "time() - 45";
        QTest::newRow("yesterday") << "connections" << 1.0 << 15'000 << "[1h:15s] offset 1d";
        QTest::newRow("fall back") << "connections" << 1.0 << 15'000 << "[1h:15s] offset 3m";
        QTest::newRow("compressed yesterday") << "connections" << 20.0 << 1000 << "[1h:10s] offset 72m";
        QTest::newRow("compressed fall back") << "connections" << 20.0 << 1000 << "[1h:10s] offset 9s";
    }

    void placeholders()
    {
        QFETCH(QString, id);
        QFETCH(double, compression);
        QFETCH(int, scrapeMs);
        QFETCH(QString, part);
        const auto builtin = config::builtinThresholds();
        const Threshold threshold = find(*builtin, id.toLatin1().constData());
        const QueryScope scope{compression, std::chrono::milliseconds{scrapeMs}, QStringLiteral("n"),
                               QStringLiteral("r")};
        const auto query = expandQuery(threshold.baselineQuery.isEmpty() ? threshold.query : threshold.baselineQuery,
                                       threshold, scope);
        QVERIFY(query);
        QVERIFY2(query->contains(part), qPrintable(*query));
        QVERIFY(!query->contains(QLatin1String("${")));
    }

    void namespaceCannotBreakOutOfItsString()
    {
        const auto query
            = expandQuery(QStringLiteral("up{n=\"${namespace}\"}"), {}, {1, 1s, QStringLiteral("a\"b\\"), {}});
        QCOMPARE(*query, QStringLiteral("up{n=\"a\\\"b\\\\\"}"));
    }

    void thePublishedSchemaKnowsTheSameKeys()
    {
        QFile file(QStringLiteral(EDGELINK_SCHEMA_DIR "/thresholds.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
        const auto keysOf
            = [](const QJsonObject &object) { return object.value(QStringLiteral("properties")).toObject().keys(); };
        const auto sorted = [](QStringList keys) {
            keys.sort();
            return keys;
        };
        QCOMPARE(keysOf(schema), sorted(config::knownThresholdKeys({})));
        const QJsonObject trigger
            = schema.value(QStringLiteral("$defs")).toObject().value(QStringLiteral("trigger")).toObject();
        QCOMPARE(keysOf(trigger), sorted(config::knownThresholdKeys(QStringLiteral("threshold"))));
        const QJsonObject properties = trigger.value(QStringLiteral("properties")).toObject();
        for (const QString &section : {QStringLiteral("worst"), QStringLiteral("ceiling")})
            QCOMPARE(keysOf(properties.value(section).toObject()), sorted(config::knownThresholdKeys(section)));
    }
};

EDGELINK_TEST_MAIN(ThresholdFileTest)
#include "tst_thresholdfile.moc"
