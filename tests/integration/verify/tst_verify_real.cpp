// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Probes and verdict against the running sandbox: real Kubernetes, Helm, Prometheus, PostgreSQL and Redis.
// Leaves it healthy, with the manifest it found.
#include "tests/integration/verify/sandboxbench.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QJsonArray>

Q_DECLARE_METATYPE(edgelink::Observation::State)

using namespace edgelink;
using State = Observation::State;
using std::chrono::seconds;

namespace {
const QString Api = QStringLiteral("edge-link-production-api-gateway");
}

class VerifyRealTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto bench = test::SandboxBench::open();
        QVERIFY2(bench, bench ? "" : qPrintable(bench.error().sentence()));
        m_bench = std::move(*bench);
        const auto cleared = m_bench->clear();
        QVERIFY2(cleared, cleared ? "" : qPrintable(cleared.error().sentence()));
        const Observation ready = m_bench->see(QStringLiteral("deployments-ready"), {}, seconds{90});
        QVERIFY2(ready.state == State::Passed, qPrintable(ready.text));
        m_found = m_bench->history().latest()->number;
    }

    void cleanupTestCase()
    {
        if (m_bench)
            (void)m_bench->clear();
        m_bench.reset();
    }

    void theEightChecksPass_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("pods-ready") << QJsonObject();
        QTest::newRow("health-endpoint") << QJsonObject();
        QTest::newRow("register-device") << QJsonObject();
        QTest::newRow("database-select") << QJsonObject();
        QTest::newRow("redis-ping") << QJsonObject();
        QTest::newRow("metrics-endpoint") << QJsonObject();
        QTest::newRow("response-time") << QJsonObject{{"requests", 10}, {"limit_ms", 500}};
        QTest::newRow("error-ratio") << QJsonObject{{"limit_percent", 1}};
    }

    void theEightChecksPass()
    {
        QFETCH(QJsonObject, arguments);
        QElapsedTimer clock;
        clock.start();
        const Observation observation = m_bench->see(QString::fromLatin1(QTest::currentDataTag()), arguments);
        QVERIFY2(observation.state == State::Passed, qPrintable(observation.text + observation.facts.join('\n')));
        QVERIFY2(observation.debt.isEmpty(), qPrintable(observation.debt.join('\n')));
        qInfo("%lld ms: %s", static_cast<long long>(clock.elapsed()), qPrintable(observation.text));
    }

    void theFourSmokeTestsPass()
    {
        for (const char *probe : {"smoke-health", "smoke-register", "smoke-config", "smoke-metrics", "smoke-cleanup"}) {
            const Observation observation = m_bench->see(QString::fromLatin1(probe));
            QVERIFY2(observation.state == State::Passed, qPrintable(observation.text + observation.facts.join('\n')));
            QVERIFY2(observation.debt.isEmpty(), qPrintable(observation.debt.join('\n')));
        }
    }

    void preflightPasses_data()
    {
        QTest::addColumn<QString>("probe");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("helm") << "tool-version" << QJsonObject{{"tool", "helm"}, {"minimum", "3.10"}};
        QTest::newRow("kubectl") << "tool-version" << QJsonObject{{"tool", "kubectl"}, {"minimum", "1.25"}};
        QTest::newRow("migrate") << "tool-version" << QJsonObject{{"tool", "migrate"}, {"minimum", "4.15"}};
        QTest::newRow("psql") << "tool-version" << QJsonObject{{"tool", "psql"}, {"minimum", "13"}};
        QTest::newRow("cluster") << "cluster-reachable" << QJsonObject();
        QTest::newRow("permissions") << "permissions"
                                     << QJsonObject{
                                            {"questions",
                                             QJsonArray{QJsonObject{
                                                 {"verb", "patch"}, {"group", "apps"}, {"resource", "deployments"}}}}};
        QTest::newRow("pending") << "no-pending" << QJsonObject();
        QTest::newRow("concurrent helm") << "no-concurrent-helm" << QJsonObject();
        QTest::newRow("GitOps") << "gitops-owner" << QJsonObject();
    }

    void preflightPasses()
    {
        QFETCH(QString, probe);
        QFETCH(QJsonObject, arguments);
        const Observation observation = m_bench->see(probe, arguments);
        QVERIFY2(observation.state == State::Passed, qPrintable(observation.text + observation.facts.join('\n')));
    }

    /// Node room from the real nodes and pods; then the real quota controller takes it away.
    void roomForTheRolloutIsSeen()
    {
        const ReleaseHistory history = m_bench->history();
        QVERIFY(history.proposedTarget() != nullptr);
        const QJsonObject arguments{{QStringLiteral("revision"), history.proposedTarget()->number}};
        const Observation before = m_bench->see(QStringLiteral("capacity"), arguments);
        QVERIFY2(before.state == State::Passed, qPrintable(before.text + before.facts.join('\n')));
        QVERIFY2(before.text.contains(QStringLiteral("nodes take pods")), qPrintable(before.text));

        const QString quota = QStringLiteral("verify-itest");
        const auto gone = qScopeGuard([this, &quota] {
            QVERIFY(m_bench->kubectl({QStringLiteral("delete"), QStringLiteral("quota"), quota}).ok());
        });
        QVERIFY(m_bench
                    ->kubectl({QStringLiteral("create"), QStringLiteral("quota"), quota,
                               QStringLiteral("--hard=requests.cpu=1m")})
                    .ok());
        Observation after;
        const auto isShort = [&] {
            after = m_bench->see(QStringLiteral("capacity"), arguments);
            return after.state == State::Warning && after.text.contains(quota);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isShort(), qPrintable(after.text + after.facts.join('\n')), 30'000);
    }

    void theVerdictIsNoStopper()
    {
        QElapsedTimer clock;
        clock.start();
        const auto verdict = m_bench->verdict(0);
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().sentence()));
        for (const VerdictFact &fact : verdict->facts)
            qInfo("%s %s: %s", qPrintable(factStateId(fact.state)), qPrintable(fact.id), qPrintable(fact.text));
        qInfo("%lld ms; stays: %s; predicted %lld s", static_cast<long long>(clock.elapsed()),
              qPrintable(verdict->notReverted.join(QStringLiteral("; "))),
              static_cast<long long>(verdict->predictedDuration.count()));
        QVERIFY(verdict->kind() != VerdictKind::NoGo);
        for (const VerdictFact &fact : verdict->facts) {
            if (fact.id != QLatin1String("images"))
                QVERIFY2(fact.state != FactState::Unknown, qPrintable(fact.text));
        }
        QVERIFY(verdict->notReverted.join(QString()).contains(QStringLiteral("postgres")));
    }

    void faultsAreSeen_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("probe");
        QTest::addColumn<State>("state");
        QTest::newRow("5xx") << "error-burst"
                             << "error-ratio" << State::Failed;
        QTest::newRow("Prometheus is down") << "prometheus-down"
                                            << "error-ratio" << State::Unknown;
        QTest::newRow("the database is down: SELECT 1") << "database-down"
                                                        << "database-select" << State::Failed;
        QTest::newRow("the database is down: registration") << "database-down"
                                                            << "register-device" << State::Failed;
    }

    void faultsAreSeen()
    {
        QFETCH(QString, fault);
        QFETCH(QString, probe);
        QFETCH(State, state);
        const auto injected = m_bench->inject(fault);
        QVERIFY2(injected, injected ? "" : qPrintable(injected.error().sentence()));
        Observation observation;
        // The fault needs a moment to reach what is measured.
        QElapsedTimer clock;
        clock.start();
        do {
            observation = m_bench->see(probe, {}, seconds{12});
        } while (observation.state != state && clock.elapsed() < 60'000);
        const auto cleared = m_bench->clear();
        QVERIFY2(cleared, cleared ? "" : qPrintable(cleared.error().sentence()));
        QVERIFY2(observation.state == state, qPrintable(observation.text));
        qInfo("%s", qPrintable(observation.text));
        const Observation healed = m_bench->see(probe, {}, seconds{60});
        QVERIFY2(healed.state == State::Passed, qPrintable(healed.text));
    }

    void observationPassesOnAHealthyPlatform()
    {
        const Observation observation
            = m_bench->see(QStringLiteral("observation-window"), {{"minutes", 2}}, seconds{90});
        QVERIFY2(observation.state == State::Passed || observation.state == State::Warning,
                 qPrintable(observation.text + observation.facts.join('\n')));
        qInfo("%s", qPrintable(observation.text));
    }

    void aBadReleaseMayBeRolledBack()
    {
        const int before = m_bench->history().latest()->number;
        const auto injected = m_bench->inject(QStringLiteral("bad-release"));
        QVERIFY2(injected, injected ? "" : qPrintable(injected.error().sentence()));
        // Until the rollout has replaced the first pods, the target's images still run and nothing is to be warned of.
        auto verdict = m_bench->verdict(0);
        QElapsedTimer clock;
        clock.start();
        while (verdict && verdict->kind() == VerdictKind::Go && clock.elapsed() < 60'000)
            verdict = m_bench->verdict(0);
        Observation pods;
        do {
            pods = m_bench->see(QStringLiteral("pods-ready"), {{"settle_s", 1}}, seconds{10});
        } while (!pods.text.contains(QStringLiteral("nat-coordinator")) && clock.elapsed() < 90'000);
        const auto cleared = m_bench->clear();
        QVERIFY2(cleared, cleared ? "" : qPrintable(cleared.error().sentence()));
        const Observation ready = m_bench->see(QStringLiteral("deployments-ready"), {}, seconds{90});
        QVERIFY2(ready.state == State::Passed, qPrintable(ready.text));
        QVERIFY(verdict);
        QCOMPARE(verdict->targetRevision, before);
        QString told;
        for (const VerdictFact &fact : verdict->facts)
            told += QStringLiteral("%1 %2: %3\n").arg(factStateId(fact.state), fact.id, fact.text);
        QVERIFY2(verdict->kind() == VerdictKind::GoWithWarnings, qPrintable(told));
        QVERIFY2(pods.text.contains(QStringLiteral("nat-coordinator")), qPrintable(pods.text));
    }

    void aRollbackIsReadBack()
    {
        const CommandResult rolled = m_bench->helm(
            {"rollback", "edge-link-production", QString::number(m_found), "--wait", "--timeout", "60s"});
        QVERIFY2(rolled.ok(), rolled.standardError.constData());
        const Observation at = m_bench->see(QStringLiteral("release-at"), {{"revision", m_found}});
        QVERIFY2(at.state == State::Passed, qPrintable(at.text));
        QVERIFY2(at.text.contains(QStringLiteral("equals")), qPrintable(at.text));
        const Observation unchanged = m_bench->see(QStringLiteral("history-unchanged"), {{"revision", m_found}});
        QCOMPARE(unchanged.state, State::Failed); // we acted ourselves
        const Observation live = m_bench->see(QStringLiteral("live-matches"), {{"revision", m_found}});
        QVERIFY2(live.state == State::Passed || live.state == State::Warning, qPrintable(live.text));
        qInfo("%s %s", qPrintable(live.text), qPrintable(live.debt.join(QStringLiteral(" | "))));
    }

    void aFailedThreeWayMergeIsToldInWords()
    {
        const QString patch
            = QStringLiteral(R"({"spec":{"template":{"metadata":{"annotations":{"drill.edgelink/fault":%1}}}}})");
        const CommandResult patched
            = m_bench->kubectl({"patch", "deployment", Api, "--patch", patch.arg(QStringLiteral("\"crashloop\""))});
        QVERIFY2(patched.ok(), patched.standardError.constData());
        const CommandResult rolled = m_bench->helm(
            {"rollback", "edge-link-production", QString::number(m_found), "--wait", "--timeout", "10s"});
        const Observation at = m_bench->see(QStringLiteral("release-at"), {{"revision", m_found}});
        const Observation ready = m_bench->see(QStringLiteral("deployments-ready"), {}, seconds{5});
        const Observation pods = m_bench->see(QStringLiteral("pods-ready"), {{"settle_s", 1}}, seconds{10});
        const auto verdict = m_bench->verdict(m_found);

        const CommandResult mended
            = m_bench->kubectl({"patch", "deployment", Api, "--patch", patch.arg(QStringLiteral("null"))});
        const CommandResult again = m_bench->helm(
            {"rollback", "edge-link-production", QString::number(m_found), "--wait", "--timeout", "90s"});
        QVERIFY2(mended.ok() && again.ok(), again.standardError.constData());

        QVERIFY(!rolled.ok());
        qInfo("%s", qPrintable(at.text));
        QCOMPARE(at.state, State::Failed);
        for (const QString &part : {Api, QStringLiteral("drill.edgelink/fault"), QStringLiteral("kubectl-patch"),
                                    QStringLiteral("CrashLoopBackOff"), QStringLiteral("What to do")})
            QVERIFY2(at.text.contains(part), qPrintable(part));
        QCOMPARE(ready.state, State::Failed);
        QVERIFY2(ready.text.contains(QStringLiteral("CrashLoopBackOff")), qPrintable(ready.text));
        QCOMPARE(pods.state, State::Failed);
        QVERIFY(verdict);
        for (const VerdictFact &fact : verdict->facts) {
            if (fact.id == QLatin1String("debt"))
                QVERIFY2(fact.state == FactState::Warning && fact.text.contains(QStringLiteral("drill.edgelink/fault")),
                         qPrintable(fact.text));
        }
        const Observation healed = m_bench->see(QStringLiteral("release-at"), {{"revision", m_found}});
        QVERIFY2(healed.state == State::Passed, qPrintable(healed.text));
    }

private:
    std::unique_ptr<test::SandboxBench> m_bench;
    int m_found = 0; ///< newest revision before this test acted
};

EDGELINK_TEST_MAIN(VerifyRealTest)
#include "tst_verify_real.moc"
