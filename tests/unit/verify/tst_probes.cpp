// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Probes as the runbook engine uses them: by name, on their own threads, against a server that lies and ports that
// fail.
#include "app/services/verify/probes.h"
#include "tests/support/fakejournal.h"
#include "tests/support/heard.h"
#include "tests/support/httpfixture.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <QJsonArray>

using namespace edgelink;
using namespace edgelink::verify;
using test::HttpFixture;
using test::ScriptedMetrics;
using test::ScriptedRunner;
using State = Observation::State;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr auto DeviceId = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

/// A small, honest EdgeLink API; tests bend it.
struct Platform {
    std::atomic<bool> canDelete{true};
    std::atomic<bool> deleteLies{false};
    std::atomic<bool> registered{false};
    std::atomic<int> afterDelete{404};
    HttpFixture server{[this](const HttpFixture::Request &request) { return answer(request); }};

    HttpFixture::Reply answer(const HttpFixture::Request &request)
    {
        const QByteArray path = request.target;
        if (path == "/health")
            return HttpFixture::Reply::json(R"({"status":"healthy"})");
        if (path == "/metrics")
            return HttpFixture::Reply::json("http_requests_total{service=\"a\",status=\"200\"} 7\n");
        if (path == "/api/v1/device/register") {
            registered = true;
            return HttpFixture::Reply::json(QByteArray(R"({"device_id":")") + DeviceId + "\"}", 201);
        }
        const QByteArray device = QByteArray("/api/v1/device/") + DeviceId;
        if (!path.startsWith(device) || request.headers.value("authorization") != QByteArray("Device ") + DeviceId)
            return HttpFixture::Reply::json("{}", 401);
        if (request.method == "DELETE") {
            if (!canDelete)
                return HttpFixture::Reply::json("{}", 405);
            if (!deleteLies)
                registered = false;
            return HttpFixture::Reply::json({}, 204);
        }
        if (!registered)
            return HttpFixture::Reply::json("{}", afterDelete);
        if (path == device + "/config")
            return HttpFixture::Reply::json(QByteArray(R"({"device_id":")") + DeviceId + R"(","peers":[]})");
        return HttpFixture::Reply::json("{}", 202);
    }
};

struct Bench {
    Platform platform;
    test::ScriptedCluster cluster;
    test::ScriptedReleases releases;
    ScriptedRunner runner;
    ScriptedMetrics metrics;
    test::ScriptedVerdicts verdicts;
    test::FakeJournal journal;
    ProbeDependencies with;
    std::unique_ptr<Probes> probes;

    Bench()
    {
        with.environment.name = QStringLiteral("test");
        with.environment.context = QStringLiteral("test-context");
        with.environment.nameSpace = QStringLiteral("edgelink-prod");
        with.environment.release = QStringLiteral("edge-link-production");
        with.environment.kubeconfig = QStringLiteral("/nowhere/kubeconfig");
        with.environment.api.url = platform.server.url();
        with.environment.database.pod = QStringLiteral("postgres-0");
        with.environment.database.redisPod = QStringLiteral("redis-master-0");
        with.environment.database.url = QStringLiteral("postgresql://edgelink@127.0.0.1:1/edgelink_prod");
        with.environment.scrapeInterval = seconds{1};
        Threshold errors;
        errors.id = QStringLiteral("http-5xx");
        errors.unit = QStringLiteral("%");
        errors.query = QStringLiteral("five");
        errors.threshold = 5;
        with.thresholds = {errors};
        with.cluster = &cluster;
        with.releases = &releases;
        with.commands = &runner;
        with.metrics = &metrics;
        with.verdicts = &verdicts;
        with.journal = &journal;
    }

    Probes &made()
    {
        if (!probes)
            probes = std::make_unique<Probes>(with);
        return *probes;
    }

    QString phase; ///< before the step's id, e.g. "preflight/"

    QFuture<Observation> start(const QString &name, const QJsonObject &arguments = {},
                               milliseconds timeout = seconds{20})
    {
        ProbeRequest request;
        request.probe = name;
        request.arguments = arguments;
        request.runId = QStringLiteral("run-1");
        request.stepId = phase + name;
        request.timeout = timeout;
        return made().observe(request);
    }

    Observation see(const QString &name, const QJsonObject &arguments = {}, milliseconds timeout = seconds{20})
    {
        const auto observation = await(start(name, arguments, timeout), seconds{30});
        return observation.value_or(Observation{State::Unknown, QStringLiteral("nothing came"), {}, {}, {}, true});
    }
};

ReleaseHistory historyOf(const QList<std::pair<QString, QString>> &statusAndDescription)
{
    ReleaseHistory history;
    history.release = QStringLiteral("edge-link-production");
    for (const auto &[status, description] : statusAndDescription) {
        Revision revision;
        revision.number = static_cast<int>(history.revisions.size()) + 1;
        revision.status = status;
        revision.description = description;
        history.revisions << revision;
    }
    return history;
}

} // namespace

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

    void aPendingReleaseIsSeenInTheHistory_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<State>("state");
        QTest::newRow("deployed") << QStringList{"superseded", "deployed"} << State::Passed;
        QTest::newRow("failed") << QStringList{"deployed", "failed"} << State::Passed;
        QTest::newRow("pending") << QStringList{"deployed", "pending-upgrade"} << State::Failed;
        QTest::newRow("was pending") << QStringList{"pending-upgrade", "deployed"} << State::Passed;
        QTest::newRow("no history") << QStringList() << State::Unknown;
    }

    void aPendingReleaseIsSeenInTheHistory()
    {
        QFETCH(QStringList, statuses);
        QFETCH(State, state);
        Bench bench;
        bench.releases.onHistory = [statuses] {
            QList<std::pair<QString, QString>> revisions;
            for (const QString &status : statuses)
                revisions << std::pair{status, QString()};
            return Result<ReleaseHistory>(historyOf(revisions));
        };
        QCOMPARE(bench.see(QStringLiteral("no-pending")).state, state);
    }

    void onlyTheRecordedPendingRevisionIsFreed_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("says");
        QTest::newRow("pending") << QStringList{"deployed", "pending-upgrade"} << State::Passed << "pending-upgrade";
        QTest::newRow("pending rollback") << QStringList{"deployed", "pending-rollback"} << State::Passed << "";
        QTest::newRow("healthy") << QStringList{"superseded", "deployed"} << State::Failed << "helm-rollback";
        QTest::newRow("failed") << QStringList{"deployed", "failed"} << State::Failed << "not pending";
        QTest::newRow("somebody rolled back")
            << QStringList{"superseded", "pending-upgrade", "deployed"} << State::Failed << "not 2";
        QTest::newRow("another one is pending")
            << QStringList{"deployed", "failed", "pending-upgrade"} << State::Failed << "not 2";
        QTest::newRow("no history") << QStringList() << State::Failed << "no history";
    }

    void onlyTheRecordedPendingRevisionIsFreed()
    {
        QFETCH(QStringList, statuses);
        QFETCH(State, state);
        QFETCH(QString, says);
        Bench bench;
        bench.releases.onHistory = [statuses] {
            QList<std::pair<QString, QString>> revisions;
            for (const QString &status : statuses)
                revisions << std::pair{status, QString()};
            return Result<ReleaseHistory>(historyOf(revisions));
        };
        const Observation seen = bench.see(QStringLiteral("still-pending"), {{"revision", 2}});
        QCOMPARE(seen.state, state);
        QVERIFY2(seen.text.contains(says), qPrintable(seen.text));
        QCOMPARE(bench.see(QStringLiteral("still-pending")).state, State::Unknown); // which one, nobody said
    }

    void permissionsNameWhatIsMissing()
    {
        Bench bench;
        bench.cluster.onMayI = [](const QList<AccessQuestion> &questions) {
            QList<AccessAnswer> answers;
            for (const AccessQuestion &question : questions)
                answers << AccessAnswer{question, question.verb != QLatin1String("patch"), {}};
            return Result<QList<AccessAnswer>>(answers);
        };
        const QJsonObject read{{"verb", "get"}, {"group", "apps"}, {"resource", "deployments"}};
        const QJsonObject write{{"verb", "patch"}, {"group", "apps"}, {"resource", "deployments"}};
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read}}}).state, State::Passed);
        const Observation denied = bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read, write}}});
        QCOMPARE(denied.state, State::Failed);
        QVERIFY2(denied.text.contains(QStringLiteral("patch apps/deployments in edgelink-prod")),
                 qPrintable(denied.text));
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray()}}).state, State::Unknown);
        bench.cluster.onMayI
            = [](const QList<AccessQuestion> &) { return Result<QList<AccessAnswer>>(QList<AccessAnswer>()); };
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read}}}).state, State::Unknown);
    }

    void releaseAtComparesManifests()
    {
        Bench bench;
        bench.releases.onHistory = [] {
            return Result<ReleaseHistory>(historyOf({{"superseded", "Install complete"},
                                                     {"superseded", "Upgrade complete"},
                                                     {"superseded", "Upgrade complete"},
                                                     {"deployed", "Rollback to 2"}}));
        };
        bench.releases.onDiff = [](int, int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Passed);
        const Observation other = bench.see(QStringLiteral("release-at"), {{"revision", 1}});
        QCOMPARE(other.state, State::Failed);
        QVERIFY2(other.text.contains(QStringLiteral("rollback to 2, not to 1")), qPrintable(other.text));
        bench.releases.onDiff = [](int, int) {
            ReleaseDiff diff;
            diff.objects = {ObjectDiff{"Deployment/api", {{DiffLine::Kind::Added, "image: bad"}}}};
            return Result<ReleaseDiff>(diff);
        };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Failed);
        bench.releases.onDiff = [](int, int) { return test::notScripted<ReleaseDiff>("diff"); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Unknown);
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 9}}).state, State::Unknown); // pruned
    }

    void releaseAtWaitsForPending()
    {
        Bench bench;
        std::atomic<int> reads{0};
        bench.releases.onHistory = [&reads] {
            return Result<ReleaseHistory>(
                ++reads < 3 ? historyOf({{"superseded", ""}, {"pending-rollback", "Preparing rollback"}})
                            : historyOf({{"superseded", ""}, {"deployed", "Rollback to 1"}}));
        };
        bench.releases.onDiff = [](int, int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 1}}).state, State::Passed);
        reads = -1000;
        const Observation stuck = bench.see(QStringLiteral("release-at"), {{"revision", 1}}, seconds{3});
        QCOMPARE(stuck.state, State::Failed);
        QVERIFY2(stuck.text.contains(QStringLiteral("still pending-rollback")), qPrintable(stuck.text));
    }

    void aFailedThreeWayMergeIsExplained()
    {
        Bench bench;
        bench.releases.onHistory = [] {
            return Result<ReleaseHistory>(
                historyOf({{"superseded", "Install complete"},
                           {"deployed", "Upgrade complete"},
                           {"failed", "Rollback \"edge-link-production\" failed: context deadline exceeded"}}));
        };
        bench.releases.onDiffLive = [](int) {
            ReleaseDiff diff;
            diff.foreignFields = {"Deployment/api: pod template annotation drill.edgelink/fault"};
            return Result<ReleaseDiff>(diff);
        };
        bench.cluster.onWorkloads = [] {
            Workload workload;
            workload.kind = QStringLiteral("Deployment");
            workload.name = QStringLiteral("api");
            workload.desired = 1;
            workload.updated = 1;
            return Result<QList<Workload>>(QList<Workload>{workload});
        };
        bench.cluster.onObject = [](const QString &path) {
            if (!path.endsWith(QLatin1String("/deployments/api")))
                return test::notScripted<QJsonObject>("object");
            const QJsonObject annotation{
                {"f:template",
                 QJsonObject{
                     {"f:metadata",
                      QJsonObject{{"f:annotations", QJsonObject{{"f:drill.edgelink/fault", QJsonObject()}}}}}}}};
            const QJsonObject entry{{"manager", "kubectl-patch"}, {"fieldsV1", QJsonObject{{"f:spec", annotation}}}};
            return Result<QJsonObject>(QJsonObject{{"metadata", QJsonObject{{"managedFields", QJsonArray{entry}}}}});
        };
        const Observation observation = bench.see(QStringLiteral("release-at"), {{"revision", 1}});
        QCOMPARE(observation.state, State::Failed);
        for (const char *part :
             {"Deployment/api", "drill.edgelink/fault", "kubectl-patch", "revision 2 as deployed", "What to do"})
            QVERIFY2(observation.text.contains(QLatin1String(part)), qPrintable(observation.text));
    }

    void liveDifferencesAreDebt()
    {
        Bench bench;
        bench.releases.onDiffLive = [](int) {
            ReleaseDiff diff;
            diff.objects = {ObjectDiff{
                "Deployment/api", {{DiffLine::Kind::Removed, "replicas: 3"}, {DiffLine::Kind::Added, "replicas: 5"}}}};
            return Result<ReleaseDiff>(diff);
        };
        const Observation observation = bench.see(QStringLiteral("live-matches"), {{"revision", 2}});
        QCOMPARE(observation.state, State::Warning);
        QCOMPARE(observation.debt.size(), 1);
        QVERIFY(observation.debt.first().contains(QStringLiteral("Deployment/api")));
        bench.releases.onDiffLive = [](int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("live-matches"), {{"revision", 2}}).state, State::Passed);
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
