// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/scenario.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

const QString RESOURCES = QStringLiteral(EDGELINK_SANDBOX_RESOURCES);

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A small valid scenario with `line` added.
QByteArray withLine(const QByteArray &line)
{
    return "version: 1\n"
           "name: small\n"
           "title: {en: Small}\n"
           "time_compression: 20\n"
           "revisions:\n"
           "  - {chart_version: 0.1.0, app_version: 0.1.0, schema_version: 9}\n"
           "schema_by_app_version: {0.1.0: {min: 9, max: 12}}\n"
           "expect: {}\n"
        + line;
}

} // namespace

class TestScenario : public test::Suite
{
    Q_OBJECT

private slots:
    void everyShippedFileIsValid_data();
    void everyShippedFileIsValid();
    void faultsAreValidAndFound();
    void badReleaseReadsWhole();
    void mistakesNameTheirPlace_data();
    void mistakesNameTheirPlace();
    void hostileTextIsRefused_data();
    void hostileTextIsRefused();
    void changesCompose();
};

void TestScenario::everyShippedFileIsValid_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(RESOURCES + QStringLiteral("/scenarios"));
    const QStringList files = folder.entryList({QStringLiteral("*.yaml")});
    QVERIFY(files.size() >= 9);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

void TestScenario::everyShippedFileIsValid()
{
    QFETCH(QString, file);
    const Result<Scenario> scenario = loadScenario(file);
    QVERIFY2(scenario.has_value(), scenario ? "" : qPrintable(scenario.error().raw));
    QCOMPARE(scenario->name + QStringLiteral(".yaml"), QFileInfo(file).fileName());
    QVERIFY(scenario->title.contains(QStringLiteral("zh")));
    // Every scenario but the healthy one is for a drill, and what it promises to breach can be rolled back only where
    // the fault is a release.
    QCOMPARE(scenario->drill.has_value(), scenario->name != QStringLiteral("healthy"));
    if (scenario->drill) {
        const QList<Fault> &faults = builtinFaults();
        const auto fault = std::find_if(faults.cbegin(), faults.cend(), [&scenario](const Fault &each) {
            return each.name == scenario->drill->inject;
        });
        QVERIFY(fault != faults.cend());
        QCOMPARE(fault->deploy.has_value(), scenario->drill->completeWhen == QStringLiteral("rolled-back"));
        if (fault->deploy)
            QCOMPARE(fault->deploy->scenario, scenario->name);
    }
    // Every schema version that a scenario wants has its migration, up and down.
    for (const RevisionPlan &plan : scenario->revisions) {
        const QString number = QStringLiteral("%1_").arg(plan.schemaVersion, 6, 10, QLatin1Char('0'));
        QCOMPARE(QDir(RESOURCES + QStringLiteral("/migrations")).entryList({number + QLatin1Char('*')}).size(), 2);
    }
}

void TestScenario::faultsAreValidAndFound()
{
    const ParsedFaults parsed = parseFaults(read(RESOURCES + QStringLiteral("/faults.yaml")));
    QCOMPARE(parsed.findings.size(), 0);
    QCOMPARE(builtinFaults().size(), parsed.faults.size());
    QVERIFY(builtinFaultNames().contains(QStringLiteral("memory-leak")));
    for (const Fault &fault : parsed.faults) {
        if (!fault.deploy)
            continue;
        const auto scenario
            = loadScenario(QStringLiteral("%1/scenarios/%2.yaml").arg(RESOURCES, fault.deploy->scenario));
        QVERIFY(scenario.has_value());
        QVERIFY(fault.deploy->revision <= scenario->revisions.size());
    }
    QCOMPARE(parseFaults("version: 1\nfaults:\n  both:\n    title: {en: x}\n").findings.constFirst().line, 4);
}

void TestScenario::badReleaseReadsWhole()
{
    const auto scenario = loadScenario(RESOURCES + QStringLiteral("/scenarios/bad-release.yaml"));
    QVERIFY(scenario.has_value());
    QCOMPARE(scenario->revisions.size(), 3);
    QCOMPARE(scenario->timeCompression, 20.0);
    const RevisionPlan &bad = scenario->revisions.constLast();
    QCOMPARE(bad.chartVersion, QStringLiteral("0.2.0"));
    QVERIFY(!bad.wait);
    // Quoted numbers stay text (ConfigMap values), plain ones are numbers (replicas).
    QCOMPARE(bad.values[QLatin1String("config")][QLatin1String("DATABASE_POOL_SIZE")],
             QJsonValue(QStringLiteral("200")));
    QCOMPARE(bad.values[QLatin1String("components")][QLatin1String("api-gateway")][QLatin1String("replicas")],
             QJsonValue(2));
    const BehaviourChange gateway = scenario->images[QStringLiteral("api-gateway")][QStringLiteral("v0.2.0")];
    QCOMPARE(gateway.errorRatio, std::optional<double>(0.16));
    QCOMPARE(gateway.p95Ms, std::optional<double>(920));
    QVERIFY(scenario->images[QStringLiteral("nat-coordinator")][QStringLiteral("v0.2.0")].crash);
    QCOMPARE(scenario->schemaByAppVersion[QStringLiteral("0.2.0")], (SchemaRange{12, 12}));
    QCOMPARE(scenario->expect.rollbackTo, std::optional<int>(2));
}

void TestScenario::mistakesNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown key") << withLine("imagse: {}\n") << 9 << QStringLiteral("nearest valid one: images");
    QTest::newRow("twice") << withLine("name: again\n") << 9 << QStringLiteral("stands here twice");
    QTest::newRow("unknown component") << withLine("images: {api-gatway: {}}\n") << 9 << QStringLiteral("api-gateway");
    QTest::newRow("ratio") << withLine("images: {api-gateway: {v1: {\n  error_ratio: 15}}}\n") << 10
                           << QStringLiteral("from 0 to 1, found \"15\"");
    QTest::newRow("not a number") << withLine("images: {api-gateway: {v1: {error_ratio: .nan}}}\n") << 9
                                  << QStringLiteral("expected a number");
    QTest::newRow("p95 under p50") << withLine("images: {api-gateway: {v1: {latency_ms: {p50: 9, p95: 3}}}}\n") << 9
                                   << QStringLiteral("p95 is less than p50");
    QTest::newRow("fault") << withLine("start_faults: {names: [meteor]}\n") << 9
                           << QStringLiteral("expected one of error-burst");
    const QByteArray drill = "drill: {inject: cpu-burn, complete_when: healthy}\n";
    QTest::newRow("drill without a sight") << withLine(drill) << 9 << QStringLiteral("neither breaches nor anything");
    QTest::newRow("drill without a suspect") << withLine("drill: {inject: cpu-burn, complete_when: rolled-back}\n")
                                                    .replace("expect: {}", "expect: {breaches: [cpu]}")
                                             << 9 << QStringLiteral("needs breaches, suspect_revision and rollback_to");
    QTest::newRow("drill without an end")
        << withLine("drill: {inject: cpu-burn}\n").replace("expect: {}", "expect: {breaches: [cpu]}") << 9
        << QStringLiteral("key \"complete_when\" is missing");
    QTest::newRow("drill of no fault") << withLine("drill: {inject: meteor, complete_when: healthy}\n")
                                              .replace("expect: {}", "expect: {breaches: [cpu]}")
                                       << 9 << QStringLiteral("expected one of error-burst");
    QTest::newRow("silent") << withLine("").replace("expect: {}", "expect: {silent: [everything]}") << 8
                            << QStringLiteral("expected one of prometheus");
    QTest::newRow("list") << withLine("config: {}\n") << 9 << QStringLiteral("expected a list");
    QTest::newRow("wrong version") << withLine("").replace("version: 1\n", "version: 2\n") << 1
                                   << QStringLiteral("whole number from 1 to 1");
    QTest::newRow("schema") << withLine("").replace("schema_version: 9", "schema_version: 8") << 6
                            << QStringLiteral("outside what 0.1.0 runs on");
    QTest::newRow("app version") << withLine("").replace("app_version: 0.1.0", "app_version: 0.3.0") << 6
                                 << QStringLiteral("says nothing about 0.3.0");
    QTest::newRow("missing") << withLine("").replace("expect: {}\n", "") << 1
                             << QStringLiteral("key \"expect\" is missing");
    QTest::newRow("trigger") << withLine("").replace("expect: {}", "expect: {breaches: [cpus]}") << 8
                             << QStringLiteral("expected one of http-5xx");
}

void TestScenario::mistakesNameTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, message);
    QCOMPARE(parseScenario(withLine(""), builtinFaultNames()).findings.size(), 0);
    const ParsedScenario parsed = parseScenario(text, builtinFaultNames());
    QCOMPARE(parsed.findings.size(), 1);
    QVERIFY2(parsed.findings.constFirst().message.contains(message), qPrintable(parsed.findings.constFirst().message));
    QCOMPARE(parsed.findings.constFirst().line, line);

    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("s.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const Result<Scenario> loaded = loadScenario(path);
    QVERIFY(!loaded.has_value());
    QVERIFY(loaded.error().raw.startsWith(QStringLiteral("%1:%2: ").arg(path).arg(line)));
}

void TestScenario::hostileTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[1, 2]");
    QTest::newRow("scalar") << QByteArray("42");
    QTest::newRow("broken") << QByteArray("a: [1, 2");
    QTest::newRow("not UTF-8") << withLine("summary: \xff\xfe\x00");
    QTest::newRow("too large") << withLine("#" + QByteArray(300'000, 'x'));
    QTest::newRow("deep") << withLine("images: " + QByteArray(100'000, '['));
    QTest::newRow("deep values") << withLine("").replace(
        "schema_version: 9}", "schema_version: 9, values: " + QByteArray(200, '[') + QByteArray(200, ']') + "}");
    QByteArray laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1) + ", ";
        laughs += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before.repeated(9)
            + before.trimmed().chopped(1) + "]\n";
    }
    QTest::newRow("aliases") << laughs
            + withLine("").replace("schema_version: 9}", "schema_version: 9, values: {x: *a9}}");
    QTest::newRow("keys are lists") << withLine("? [a, b]\n: c\n");
}

void TestScenario::hostileTextIsRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseScenario(text, {}).findings.isEmpty());
    QVERIFY(!parseFaults(text).findings.isEmpty());
}

void TestScenario::changesCompose()
{
    BehaviourChange leak;
    leak.memoryRatio = 0.96;
    leak.rampSeconds = 10;
    const Behaviour healthy;
    QCOMPARE(changed(healthy, leak, -5).memoryRatio, healthy.memoryRatio);
    QCOMPARE(changed(healthy, leak, 5).memoryRatio, healthy.memoryRatio + 0.25);
    QCOMPARE(changed(healthy, leak, 99).memoryRatio, 0.96);
    QCOMPARE(changed(healthy, leak, 99).errorRatio, healthy.errorRatio);

    BehaviourChange small;
    small.memoryRatio = 0.5; // a second, smaller cause does not cure the first
    small.connections = 0.5;
    const Behaviour both = changed(changed(changed(healthy, leak, 99), small, 0), small, 0);
    QCOMPARE(both.memoryRatio, 0.96);
    QCOMPARE(both.connections, 0.25);

    BehaviourChange slow;
    slow.p50Ms = 400;
    QVERIFY(changed(healthy, slow, 0).p95Ms >= 400);
}

EDGELINK_TEST_MAIN(TestScenario)
#include "tst_scenario.moc"
