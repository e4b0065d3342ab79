// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drills other than "bad release", headless, one after the other on one sandbox: another kind of release, a fault that
// is no release and so has no suspect, and one that silences a source instead of breaching anything.
#include "tests/e2e/stage.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

using namespace edgelink;

namespace {

constexpr double Compression = 60; // windows and observation; what a drill demands is the same
}

class DrillsTest : public test::Suite
{
    Q_OBJECT

    std::unique_ptr<test::Stage> m_stage;

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<test::Stage>(QStringLiteral("3"), Compression);
        QVERIFY2(m_stage->up(QStringLiteral("healthy")), qPrintable(m_stage->problem()));
    }

    void cleanupTestCase() { m_stage.reset(); }

    void theyAreListed()
    {
        const auto listed = m_stage->console({"drill", "list", "--json"});
        QCOMPARE(listed.exitCode, 0);
        QStringList names;
        const QJsonArray drills = QJsonDocument::fromJson(listed.standardOutput).array();
        for (const QJsonValue drill : drills)
            names << drill.toObject().value("name").toString();
        for (const char *name : {"bad-release", "config-incompatible", "cpu-burn", "memory-leak", "prometheus-down"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QVERIFY(!names.contains(QLatin1String("healthy")));
        const auto refused = m_stage->console({"drill", "run", "healthy", "--confirm", "edge-link-production"});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(refused.standardError.contains("cpu-burn"));
    }

    void itComesToItsEnd_data()
    {
        QTest::addColumn<bool>("breaches");
        QTest::addColumn<int>("revisions"); ///< that it leaves in helm's history: the bad one and the rollback
        if (qEnvironmentVariableIsSet("EDGELINK_LONG_DRILLS")) { // label "drills"
            QTest::newRow("memory-leak") << true << 2;
            QTest::newRow("connection-drop") << true << 0;
            QTest::newRow("probe-failures") << true << 0;
            return;
        }
        QTest::newRow("config-incompatible") << true << 2;
        QTest::newRow("cpu-burn") << true << 0;
        QTest::newRow("prometheus-down") << false << 0;
        QTest::newRow("apiserver-outage") << false << 0;
    }

    void itComesToItsEnd()
    {
        QFETCH(bool, breaches);
        QFETCH(int, revisions);
        const QString drill = QString::fromLatin1(QTest::currentDataTag());
        const qsizetype before = m_stage->helmHistory().size();
        QElapsedTimer clock;
        clock.start();
        const QString out = m_stage->dataDirectory() + QLatin1Char('/') + drill;
        const auto ran = m_stage->console({"drill", "run", drill, "--confirm", "edge-link-production", "--out", out},
                                          std::chrono::minutes{6});
        qInfo("%s took %lld s", qPrintable(drill), static_cast<long long>(clock.elapsed() / 1000));
        if (ran.exitCode != 0) // whole: the test framework cuts long messages
            std::fprintf(stderr, "exit code %d\n%s\n", ran.exitCode, ran.standardError.constData());
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(m_stage->helmHistory().size(), before + revisions);
        QCOMPARE(QDir(out).entryList({"INC-*.en.md"}).size(), breaches ? 1 : 0);
        // A look from scratch reads a window of which the fault was a part.
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->console({"status"}).exitCode, 0, 60'000);
        QCOMPARE(m_stage->console({"journal", "verify"}).exitCode, 0);
    }
};

EDGELINK_TEST_MAIN(DrillsTest)
#include "tst_faultdrills.moc"
