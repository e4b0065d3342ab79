// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Probes as the runbook engine uses them: by name, on their own threads, against a server that lies and ports that
// fail.
#include "tests/support/heard.h"
#include "tests/unit/verify/probebench.h"

#include <QJsonArray>

using namespace edgelink;
using namespace edgelink::verify;
using Bench = test::ProbeBench;
using test::DeviceId;
using test::HttpFixture;
using test::Platform;
using test::ScriptedMetrics;
using test::ScriptedRunner;
using State = Observation::State;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ProbesTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void namesAreThoseOfTheRunbooks()
    {
        Bench bench;
        const QStringList names = bench.made().names();
        for (const char *name :
             {"tool-version",      "cluster-reachable", "permissions",       "no-concurrent-helm", "target-revision",
              "no-pending",        "still-pending",     "gitops-owner",      "schema-compatible",  "hooks",
              "images-known",      "baseline-known",    "release-at",        "deployments-ready",  "live-matches",
              "history-unchanged", "pods-ready",        "health-endpoint",   "register-device",    "database-select",
              "redis-ping",        "metrics-endpoint",  "response-time",     "error-ratio",        "smoke-health",
              "smoke-register",    "smoke-config",      "smoke-metrics",     "smoke-cleanup",      "observation-window",
              "rollback-rights",   "leftovers",         "no-other-rollback", "autoscalers",        "capacity"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QCOMPARE(names.size(), 35);
        QCOMPARE(bench.see(QStringLiteral("no-such-probe")).state, State::Unknown);
    }

    void withoutPartsNothingIsGood()
    {
        Bench bench;
        bench.with = {};
        bench.with.environment.api.url.clear();
        for (const QString &name : bench.made().names()) {
            const Observation observation = bench.see(name, {{QStringLiteral("revision"), 2}}, seconds{3});
            const bool nothingToRemove = name == QLatin1String("smoke-cleanup"); // no device is known: nothing is left
            QVERIFY2(observation.state != State::Passed || nothingToRemove, qPrintable(name + observation.text));
            QVERIFY2(!observation.text.isEmpty(), qPrintable(name));
        }
    }

    void anHonestPlatformPasses()
    {
        Bench bench;
        for (const char *name : {"health-endpoint", "metrics-endpoint", "response-time", "register-device"}) {
            const Observation observation = bench.see(QString::fromLatin1(name));
            QVERIFY2(observation.state == State::Passed, qPrintable(observation.text));
            QVERIFY(observation.debt.isEmpty());
        }
        QVERIFY(!bench.platform.registered); // its test device is gone
    }

    void liesAreSeen_data()
    {
        QTest::addColumn<QString>("lie");
        QTest::addColumn<QString>("says");
        for (const auto &[lie, says] :
             std::initializer_list<std::pair<const char *, const char *>>{{"unhealthy", "unhealthy"},
                                                                          {"503", "503"},
                                                                          {"redirect loop", "not followed"},
                                                                          {"trickle", "no complete answer"},
                                                                          {"hang", "no complete answer"},
                                                                          {"endless", "more than"},
                                                                          {"truncated", ""},
                                                                          {"noise", ""},
                                                                          {"wrong type", "exactly"},
                                                                          {"nobody listens", ""}})
            QTest::newRow(lie) << QString::fromLatin1(lie) << QString::fromLatin1(says);
    }

    void liesAreSeen()
    {
        QFETCH(QString, lie);
        QFETCH(QString, says);
        Bench bench;
        HttpFixture::Reply reply = HttpFixture::Reply::json(R"({"status":"healthy"})");
        if (lie == QLatin1String("unhealthy"))
            reply.body = R"({"status":"unhealthy"})";
        else if (lie == QLatin1String("503"))
            reply.status = 503;
        else if (lie == QLatin1String("redirect loop")) {
            reply.status = 302;
            reply.headers = {{"Location", "/health"}};
        } else if (lie == QLatin1String("trickle")) {
            reply.body = QByteArray(100'000, ' ') + reply.body;
            reply.trickleBytes = 1;
        } else if (lie == QLatin1String("hang"))
            reply.hang = true;
        else if (lie == QLatin1String("endless")) {
            reply.endless = true;
            reply.body = QByteArray(64 * 1024, ' ');
        } else if (lie == QLatin1String("truncated"))
            reply.truncateAt = 10;
        else if (lie == QLatin1String("noise"))
            reply.raw = QByteArrayLiteral("EHLO\x00\x01\r\n\r\n");
        else if (lie == QLatin1String("wrong type"))
            reply.body = R"({"status":{"healthy":true}})";
        bench.platform.server.setHandler([reply](const HttpFixture::Request &) { return reply; });
        if (lie == QLatin1String("nobody listens"))
            bench.with.environment.api.url.setPort(HttpFixture::freePort());
        const Observation observation = bench.see(QStringLiteral("health-endpoint"), {}, seconds{2});
        QCOMPARE(observation.state, State::Failed);
        QVERIFY2(observation.text.contains(says), qPrintable(observation.text));
        // Flow control: an endless body is not taken in beyond its limit and the sockets' buffers.
        QVERIFY2(bench.platform.server.bytesSent() < 128 * 1024 * 1024,
                 qPrintable(QString::number(bench.platform.server.bytesSent())));
    }

    void aBadCaFileIsOurOwnFault()
    {
        Bench bench;
        bench.with.environment.api.caFile = QStringLiteral("/dev/null");
        const Observation observation = bench.see(QStringLiteral("health-endpoint"));
        QCOMPARE(observation.state, State::Unknown);
        QVERIFY2(observation.text.contains(QStringLiteral("ca_file")), qPrintable(observation.text));
        const QString said = observation.text + observation.facts.join(QLatin1Char(' '));
        QVERIFY2(said.contains(QStringLiteral("/dev/null")), qPrintable(said));
    }

    void cancelEndsAProbeAtOnce()
    {
        Bench bench;
        HttpFixture::Reply never;
        never.hang = true;
        bench.platform.server.setHandler([never](const HttpFixture::Request &) { return never; });
        QFuture<Observation> future = bench.start(QStringLiteral("health-endpoint"), {}, seconds{60});
        QTRY_COMPARE(bench.platform.server.requests().size(), 1);
        future.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 5000);
        QVERIFY(future.isCanceled());
        QTRY_COMPARE(bench.platform.server.openConnections(), 0);
    }

    void cancelStopsTheCommandToo()
    {
        Bench bench;
        bench.runner.hang = true;
        QFuture<Observation> future = bench.start(QStringLiteral("database-select"), {}, seconds{60});
        QTRY_COMPARE(bench.runner.specs().size(), 1);
        future.cancel();
        QTRY_COMPARE(bench.runner.cancelled().size(), 1);
        QTRY_VERIFY(future.isFinished());
    }

    void destructionCancelsWhatRuns()
    {
        Bench bench;
        bench.runner.hang = true;
        QList<QFuture<Observation>> futures;
        for (int i = 0; i < 20; ++i) // more than the pool has threads
            futures << bench.start(QStringLiteral("redis-ping"), {}, std::chrono::minutes{10});
        QTRY_COMPARE(bench.runner.specs().size(), 16);
        bench.probes.reset();
        for (const QFuture<Observation> &future : futures)
            QVERIFY(future.isFinished());
    }

    void execIsPinnedAndWithoutTerminal()
    {
        Bench bench;
        bench.runner.onRun = [](const CommandSpec &) { return ScriptedRunner::exited(0, "1\n"); };
        QCOMPARE(bench.see(QStringLiteral("database-select")).state, State::Passed);
        const CommandSpec spec = bench.runner.specs().constFirst();
        const QStringList argv = spec.maskedArguments();
        QCOMPARE(argv.mid(0, 6),
                 (QStringList{"--kubeconfig", "/nowhere/kubeconfig", "--context", "test-context", "--namespace",
                              "edgelink-prod"}));
        QCOMPARE(argv.mid(6),
                 (QStringList{"exec", "postgres-0", "--", "psql", "-X", "-w", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U",
                              "edgelink", "-d", "edgelink_prod", "-c", "SELECT 1"}));
        QVERIFY(!spec.mutating);
        QCOMPARE(spec.runId, QStringLiteral("run-1"));
        bench.runner.onRun
            = [](const CommandSpec &) { return ScriptedRunner::exited(0, "NOAUTH Authentication required.\n"); };
        QCOMPARE(bench.see(QStringLiteral("redis-ping")).state, State::Failed);
    }

    void aToolThatDoesNotStartIsUnknown()
    {
        Bench bench;
        QCOMPARE(bench.see(QStringLiteral("database-select")).state, State::Unknown);
        QCOMPARE(bench.see(QStringLiteral("tool-version"), {{"tool", "helm"}, {"minimum", "3.10.0"}}).state,
                 State::Failed);
    }

    void toolVersions()
    {
        Bench bench;
        bench.runner.onRun = [](const CommandSpec &) { return ScriptedRunner::exited(0, {}, "4.20.1\n"); };
        const auto version = [&bench](const char *minimum) {
            return bench
                .see(QStringLiteral("tool-version"), {{"tool", "migrate"}, {"minimum", QString::fromLatin1(minimum)}})
                .state;
        };
        QCOMPARE(version("4.15"), State::Passed);
        QCOMPARE(version("4.20.1"), State::Passed);
        QCOMPARE(version("4.20.2"), State::Failed);
        // Without a word in the runbook: what the console itself wants.
        const auto plain = [&bench](const char *tool) {
            return bench.see(QStringLiteral("tool-version"), {{"tool", QString::fromLatin1(tool)}});
        };
        QCOMPARE(plain("migrate").state, State::Passed);
        bench.runner.onRun = [](const CommandSpec &) { return ScriptedRunner::exited(0, "v3.7.2+g663a896\n"); };
        QCOMPARE(plain("helm").state, State::Failed);
        QVERIFY2(plain("helm").text.contains("3.8.0"), qPrintable(plain("helm").text));
        QCOMPARE(bench.see(QStringLiteral("tool-version"), {{"tool", "rm"}, {"minimum", "1"}}).state, State::Unknown);
    }

    void smokeUsesOneDeviceAndRemovesIt()
    {
        Bench bench;
        QCOMPARE(bench.see(QStringLiteral("smoke-config")).state, State::Unknown); // nothing registered yet
        const Observation registered = bench.see(QStringLiteral("smoke-register"));
        QCOMPARE(registered.state, State::Passed);
        QCOMPARE(registered.owes.keys(), QStringList{QLatin1String(DeviceId)});
        QVERIFY(registered.owes.first().contains(QLatin1String(DeviceId)));
        QCOMPARE(bench.see(QStringLiteral("smoke-config")).state, State::Passed);
        QCOMPARE(bench.see(QStringLiteral("smoke-metrics")).state, State::Passed);
        const Observation cleanup = bench.see(QStringLiteral("smoke-cleanup"));
        QCOMPARE(cleanup.state, State::Passed);
        QVERIFY(cleanup.debt.isEmpty());
        QCOMPARE(cleanup.cleared, QStringList{QLatin1String(DeviceId)});
        QVERIFY(!bench.platform.registered);
        QVERIFY(bench.platform.server.requests().at(0).body.contains("edgelink-verify-run-1"));
    }

    void aDeviceThatCannotBeRemovedIsDebt_data()
    {
        QTest::addColumn<bool>("canDelete");
        QTest::addColumn<bool>("lies");
        QTest::addColumn<int>("readBack");
        QTest::newRow("405") << false << false << 404;
        QTest::newRow("204, but still there") << true << true << 404;
        QTest::newRow("204, then an error of the server") << true << false << 500;
        QTest::newRow("204, then no access") << true << false << 401;
    }

    void aDeviceThatCannotBeRemovedIsDebt()
    {
        QFETCH(bool, canDelete);
        QFETCH(bool, lies);
        QFETCH(int, readBack);
        Bench bench;
        bench.platform.afterDelete = readBack;
        bench.platform.canDelete = canDelete;
        bench.platform.deleteLies = lies;
        for (const char *name : {"register-device", "smoke-cleanup"}) {
            if (QLatin1String(name) == QLatin1String("smoke-cleanup"))
                QCOMPARE(bench.see(QStringLiteral("smoke-register")).state, State::Passed);
            const Observation observation = bench.see(QString::fromLatin1(name));
            QCOMPARE(observation.debt.size(), 1);
            QCOMPARE(observation.cleared.size(), QLatin1String(name) == QLatin1String("smoke-cleanup") ? 1 : 0);
            QVERIFY2(observation.debt.first().contains(QLatin1String(DeviceId)), qPrintable(observation.debt.first()));
        }
    }

    void theSmokeDeviceIsFoundAgainAfterACrash()
    {
        Bench bench;
        QCOMPARE(bench.see(QStringLiteral("smoke-register")).state, State::Passed);
        JournalDraft draft;
        draft.kind = QString::fromLatin1(journalkind::Observation);
        draft.runId = QStringLiteral("run-1");
        draft.payload = {{"probe", "smoke-register"}, {"data", QJsonObject{{"device_id", QLatin1String(DeviceId)}}}};
        QVERIFY(await(bench.journal.append(draft), seconds{5}).value().has_value());
        bench.probes.reset(); // the crash
        QCOMPARE(bench.see(QStringLiteral("smoke-config")).state, State::Passed);
        QCOMPARE(bench.see(QStringLiteral("smoke-cleanup")).state, State::Passed);
        QVERIFY(!bench.platform.registered);
    }

    void aLostRegistrationIsDebt()
    {
        Bench bench;
        HttpFixture::Reply cut = HttpFixture::Reply::json(R"({"device_id":"x"})", 201);
        cut.truncateAt = 3;
        bench.platform.server.setHandler([cut](const HttpFixture::Request &) { return cut; });
        const Observation observation = bench.see(QStringLiteral("smoke-register"));
        QCOMPARE(observation.state, State::Failed);
        QCOMPARE(observation.debt.size(), 1);
        QVERIFY(observation.debt.first().contains(QStringLiteral("edgelink-verify-run-1-smoke")));
        ProbeRequest request;
        request.probe = QStringLiteral("smoke-register");
        request.runId = QStringLiteral("run-1");
        QCOMPARE(bench.made().mayOwe(request).values(), observation.debt); // one debt, however the answer is lost
    }

    void verdictFactsAreReadOnce()
    {
        Bench bench;
        bench.verdicts.onVerdict = [](int) {
            Verdict verdict;
            verdict.facts = {{"concurrent-helm", FactState::Good, "fine", "evidence"},
                             {"gitops", FactState::Blocking, "Argo CD owns it", ""},
                             {"schema", FactState::Warning, "hm", ""},
                             {"hooks", FactState::Unknown, "?", ""}};
            return Result<Verdict>(verdict);
        };
        const QJsonObject two{{"revision", 2}};
        bench.phase = QStringLiteral("preflight/");
        QCOMPARE(bench.see(QStringLiteral("no-concurrent-helm"), two).state, State::Passed);
        QCOMPARE(bench.see(QStringLiteral("gitops-owner"), two).state, State::Failed);
        QCOMPARE(bench.see(QStringLiteral("schema-compatible"), two).state, State::Warning);
        QCOMPARE(bench.see(QStringLiteral("hooks"), two).state, State::Warning); // unknown, where that only warns
        QCOMPARE(bench.see(QStringLiteral("rollback-rights"), two).state, State::Unknown); // not in the verdict
        QCOMPARE(bench.verdicts.asked.load(), 1);
        QCOMPARE(bench.see(QStringLiteral("schema-compatible"), {{"revision", "two"}}).state, State::Unknown);
        // A step that proves it once more must not be told what the pre-flight saw.
        bench.phase.clear();
        for (int asked = 2; asked <= 3; ++asked) {
            QCOMPARE(bench.see(QStringLiteral("no-concurrent-helm"), two).state, State::Passed);
            QCOMPARE(bench.verdicts.asked.load(), asked);
        }
    }

    void deploymentsReadyWaitsAndGivesUp()
    {
        Bench bench;
        std::atomic<int> reads{0};
        std::atomic<bool> paused{false};
        bench.cluster.onPods = [] { return Result<QList<Pod>>(QList<Pod>()); };
        bench.cluster.onWorkloads = [&] {
            Workload workload;
            workload.kind = QStringLiteral("Deployment");
            workload.name = QStringLiteral("api");
            workload.desired = 2;
            workload.updated = workload.ready = workload.available = ++reads > 2 ? 2 : 1;
            workload.paused = paused;
            return Result<QList<Workload>>(QList<Workload>{workload});
        };
        const test::Heard progress(&bench.made(), &ProbeSource::progress);
        QCOMPARE(bench.see(QStringLiteral("deployments-ready")).state, State::Passed);
        QTRY_VERIFY(progress.size() >= 2);
        paused = true;
        const Observation stopped = bench.see(QStringLiteral("deployments-ready"), {}, std::chrono::minutes{5});
        QCOMPARE(stopped.state, State::Failed);
        QVERIFY2(stopped.text.contains(QStringLiteral("paused")), qPrintable(stopped.text));
    }

    void errorRatioIsNeverGuessed()
    {
        Bench bench;
        bench.with.environment.timeCompression = 1;
        const QJsonObject limit{{"limit_percent", 1}};
        bench.metrics.onInstant = [](const QString &) { return ScriptedMetrics::one(0.4); };
        QCOMPARE(bench.see(QStringLiteral("error-ratio"), limit).state, State::Passed);
        bench.metrics.onInstant = [](const QString &) { return Result<RangeResult>(RangeResult()); };
        QCOMPARE(bench.see(QStringLiteral("error-ratio"), limit, seconds{4}).state, State::Unknown);
        bench.metrics.onInstant = [](const QString &) { return ScriptedMetrics::one(15); };
        QCOMPARE(bench.see(QStringLiteral("error-ratio"), limit, seconds{4}).state, State::Failed);
        std::atomic<int> asked{0};
        bench.metrics.onInstant = [&asked](const QString &) { return ScriptedMetrics::one(++asked < 3 ? 15 : 0); };
        QCOMPARE(bench.see(QStringLiteral("error-ratio"), limit).state,
                 State::Passed); // the old errors leave the window
    }

    /// The trigger's five minutes would still hold the incident when the check has to end.
    void errorRatioLooksAtTheLastMinute()
    {
        Bench bench;
        bench.with.environment.timeCompression = 1;
        bench.with.environment.scrapeInterval = seconds{15};
        bench.with.thresholds.first().query = QStringLiteral("five[${window}]");
        bench.with.thresholds.first().window = std::chrono::minutes{5};
        bench.metrics.onInstant = [](const QString &query) {
            return ScriptedMetrics::one(query.contains(QLatin1String("[1m]")) ? 0.2 : 12);
        };
        const Observation observation = bench.see(QStringLiteral("error-ratio"), {{"limit_percent", 1}});
        QVERIFY2(observation.state == State::Passed, qPrintable(observation.text));
        QVERIFY2(observation.text.contains(QStringLiteral("over 1m")), qPrintable(observation.text));
    }

    void observationEndsWithNumbers()
    {
        Bench bench;
        bench.with.environment.timeCompression = 20;
        std::atomic<int> asked{0};
        bench.metrics.onInstant = [&asked](const QString &) { return ScriptedMetrics::one(++asked == 2 ? 50 : 0.3); };
        const test::Heard progress(&bench.made(), &ProbeSource::progress);
        const Observation observation = bench.see(QStringLiteral("observation-window"), {{"minutes", 1}}, seconds{30});
        QVERIFY2(observation.state == State::Passed, qPrintable(observation.text));
        QVERIFY2(observation.text.contains(QStringLiteral("1:00 of 1:00, restarted once")),
                 qPrintable(observation.text));
        QVERIFY(observation.facts.first().contains(QStringLiteral("median 0.3 %")));
        QTRY_VERIFY(progress.size() >= 4);

        const Observation tooShort = bench.see(QStringLiteral("observation-window"), {{"minutes", 15}}, seconds{10});
        QCOMPARE(tooShort.state, State::Failed);
        QVERIFY(tooShort.text.contains(QStringLiteral("timeout")));
        bench.metrics.onInstant = [](const QString &) { return Result<RangeResult>(RangeResult()); };
        QCOMPARE(bench.see(QStringLiteral("observation-window"), {{"minutes", 1}}, seconds{4}).state, State::Unknown);
        bench.metrics.onInstant = [](const QString &) { return ScriptedMetrics::one(50); };
        QCOMPARE(bench.see(QStringLiteral("observation-window"), {{"minutes", 1}}, seconds{4}).state, State::Failed);
    }

    void aBaselineIsReadFromPrometheusWhenTheJournalHasNone()
    {
        Bench bench;
        bench.metrics.onRange = [](const RangeQuery &query) {
            RangeResult result;
            result.series = {MetricSeries{{}, {{query.start.toMSecsSinceEpoch(), 1}, {0, 2}, {0, 9}}}};
            return Result<RangeResult>(result);
        };
        QCOMPARE(bench.see(QStringLiteral("baseline-known")).state, State::Warning); // no incident
        ProbeRequest request;
        request.probe = QStringLiteral("baseline-known");
        request.incidentStart = QDateTime::currentDateTimeUtc();
        const auto observation = await(bench.made().observe(request), seconds{10});
        QVERIFY(observation);
        QCOMPARE(observation->state, State::Passed);
        QCOMPARE(observation->data.value("baseline").toObject().value("http-5xx").toDouble(), 2.0);
    }
};

EDGELINK_TEST_MAIN(ProbesTest)
#include "tst_probes.moc"
