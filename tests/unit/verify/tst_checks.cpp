// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The judgements themselves, as tables: what the written procedure's greps got wrong must come out right here.
#include "app/services/verify/apichecks.h"
#include "app/services/verify/execchecks.h"
#include "app/services/verify/podchecks.h"
#include "app/services/verify/preflight.h"
#include "app/services/verify/readback.h"
#include "app/services/verify/smoke.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace edgelink;
using namespace edgelink::verify;
using State = Observation::State;

Q_DECLARE_METATYPE(edgelink::Observation::State)

namespace {

net::HttpReply reply(int status, const QByteArray &body)
{
    net::HttpReply value;
    value.status = status;
    value.body = body;
    return value;
}

Workload deployment(const QString &name, int desired)
{
    Workload workload;
    workload.kind = QStringLiteral("Deployment");
    workload.name = name;
    workload.desired = workload.updated = workload.ready = workload.available = desired;
    workload.generation = workload.observedGeneration = 1;
    return workload;
}

Pod pod(const QString &deployment, int number, bool ready = true)
{
    Pod value;
    value.name = QStringLiteral("%1-7c9d-%2").arg(deployment).arg(number);
    value.owner = QStringLiteral("ReplicaSet/%1-7c9d").arg(deployment);
    value.labels = {{QStringLiteral("pod-template-hash"), QStringLiteral("7c9d")}};
    value.phase = QStringLiteral("Running");
    value.ready = ready;
    ContainerState container;
    container.name = QStringLiteral("main");
    container.ready = ready;
    if (!ready)
        container.waitingReason = QStringLiteral("CrashLoopBackOff");
    value.containers = {container};
    return value;
}

} // namespace

class ChecksTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void pods_data()
    {
        QTest::addColumn<QList<Workload>>("workloads");
        QTest::addColumn<QList<Pod>>("pods");
        QTest::addColumn<QStringList>("missing");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("says");
        const QList<Workload> api{deployment("api", 2)};
        const QList<Pod> both{pod("api", 1), pod("api", 2)};

        QTest::newRow("all ready") << api << both << QStringList() << State::Passed << "All 2";
        QTest::newRow("zero pods fail") << api << QList<Pod>() << QStringList() << State::Failed << "0 of 2";
        QTest::newRow("nothing at all fails")
            << QList<Workload>() << QList<Pod>() << QStringList() << State::Failed << "nothing is running";
        QTest::newRow("unready Running fails") << api << QList<Pod>{pod("api", 1), pod("api", 2, false)}
                                               << QStringList() << State::Failed << "CrashLoopBackOff";
        QTest::newRow("one too few fails")
            << api << QList<Pod>{pod("api", 1)} << QStringList() << State::Failed << "1 of 2";
        QTest::newRow("a component is gone")
            << api << both << QStringList{"deployment/web"} << State::Failed << "deployment/web does not exist";
        Pod completed = pod("job", 1, false);
        completed.phase = QStringLiteral("Succeeded");
        completed.owner = QStringLiteral("Job/migrate");
        QTest::newRow("a completed Job is fine")
            << api << (QList<Pod>(both) << completed) << QStringList() << State::Passed << "All 2";
        Pod leaving = pod("api", 3, false);
        leaving.terminating = true;
        QTest::newRow("a terminating pod is ignored")
            << api << (QList<Pod>(both) << leaving) << QStringList() << State::Passed << "All 2";
        QTest::newRow("a terminating pod does not count")
            << api << (QList<Pod>{both.first()} << leaving) << QStringList() << State::Failed << "1 of 2";
        Pod evicted = pod("api", 4, false);
        evicted.phase = QStringLiteral("Failed");
        QTest::newRow("an evicted pod is worth a word")
            << api << (QList<Pod>(both) << evicted) << QStringList() << State::Warning << "has failed";
        Pod bare = evicted;
        bare.owner.clear();
        QTest::newRow("a failed pod of nobody fails")
            << api << (QList<Pod>(both) << bare) << QStringList() << State::Failed << "has failed";
    }

    void pods()
    {
        QFETCH(QList<Workload>, workloads);
        QFETCH(QList<Pod>, pods);
        QFETCH(QStringList, missing);
        QFETCH(State, state);
        QFETCH(QString, says);
        const Observation observation = judgePods(WorkloadView{workloads, {}, missing}, pods);
        QCOMPARE(observation.state, state);
        QVERIFY2(observation.text.contains(says), qPrintable(observation.text));
    }

    void onlyThisReleaseIsJudged()
    {
        Environment environment;
        environment.release = QStringLiteral("mine");
        environment.components = {{QStringLiteral("api"), QStringLiteral("deployment/api")},
                                  {QStringLiteral("web"), QStringLiteral("deployment/web")}};
        const QMap<QString, QString> owners{{QStringLiteral("Deployment/api"), QStringLiteral("mine")},
                                            {QStringLiteral("Deployment/other"), QStringLiteral("theirs")}};
        const WorkloadView view = selectWorkloads({deployment("api", 1), deployment("other", 1), deployment("bare", 1)},
                                                  owners, environment);
        QCOMPARE(view.workloads.size(), 2); // api, and bare, which nobody claims
        QCOMPARE(view.foreign.size(), 1);
        QCOMPARE(view.missing, QStringList{"deployment/web"});
        // The other release's broken pod is none of ours.
        QCOMPARE(
            judgePods(WorkloadView{{deployment("api", 1)}, view.foreign, {}}, {pod("api", 1), pod("other", 1, false)})
                .state,
            State::Passed);
    }

    void releaseOwnersAreRead()
    {
        const QJsonObject list
            = QJsonDocument::fromJson(
                  R"({"items":[{"metadata":{"name":"a","annotations":{"meta.helm.sh/release-name":"r"}}},
                                                  {"metadata":{"name":"b"}}, 7, null]})")
                  .object();
        QCOMPARE(releaseOwners(list, QStringLiteral("Deployment")),
                 (QMap<QString, QString>{{QStringLiteral("Deployment/a"), QStringLiteral("r")}}));
    }

    void unsettled_data()
    {
        QTest::addColumn<Workload>("workload");
        QTest::addColumn<QString>("says");
        Workload settled = deployment("api", 2);
        QTest::newRow("settled") << settled << "";
        Workload unseen = settled;
        unseen.generation = 2;
        QTest::newRow("not observed yet") << unseen << "has not seen";
        Workload updating = settled;
        updating.updated = 1;
        QTest::newRow("updating") << updating << "1 of 2 updated";
        Workload gaveUp = updating;
        gaveUp.progressReason = QStringLiteral("ProgressDeadlineExceeded");
        QTest::newRow("gave up") << gaveUp << "ProgressDeadlineExceeded";
        Workload surplus = settled; // maxSurge: the new ones are all there, an old one is stuck
        surplus.replicas = 3;
        QTest::newRow("an old pod is left") << surplus << "1 pods of the old specification";
        surplus.kind = QStringLiteral("StatefulSet");
        QTest::newRow("a StatefulSet has no old pods beside the new") << surplus << "";
        Workload overdue = settled;
        overdue.progressReason = QStringLiteral("ProgressDeadlineExceeded");
        QTest::newRow("gave up, whatever the numbers say") << overdue << "ProgressDeadlineExceeded";
        overdue.generation = 2;
        QTest::newRow("gave up on an earlier specification") << overdue << "has not seen";
        Workload paused = settled;
        paused.paused = true;
        QTest::newRow("paused") << paused << "paused";
        Workload waiting = settled;
        waiting.ready = waiting.available = 1;
        QTest::newRow("names the pod's reason") << waiting << "api-7c9d-2: CrashLoopBackOff";
    }

    void unsettled()
    {
        QFETCH(Workload, workload);
        QFETCH(QString, says);
        const QString reason = unsettledReason(workload, {pod("api", 1), pod("api", 2, false)});
        QCOMPARE(reason.isEmpty(), says.isEmpty());
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }

    void health_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<State>("state");
        QTest::newRow("healthy") << 200 << QByteArray(R"({"status":"healthy"})") << State::Passed;
        QTest::newRow("unhealthy contains healthy") << 200 << QByteArray(R"({"status":"unhealthy"})") << State::Failed;
        QTest::newRow("503 with a healthy body") << 503 << QByteArray(R"({"status":"healthy"})") << State::Failed;
        QTest::newRow("204") << 204 << QByteArray() << State::Failed;
        QTest::newRow("redirect") << 302 << QByteArray(R"({"status":"healthy"})") << State::Failed;
        QTest::newRow("Healthy") << 200 << QByteArray(R"({"status":"Healthy"})") << State::Failed;
        QTest::newRow("nested") << 200 << QByteArray(R"({"data":{"status":"healthy"}})") << State::Failed;
        QTest::newRow("array") << 200 << QByteArray(R"(["healthy"])") << State::Failed;
        QTest::newRow("array of status") << 200 << QByteArray(R"({"status":["healthy"]})") << State::Failed;
        QTest::newRow("true") << 200 << QByteArray(R"({"status":true})") << State::Failed;
        QTest::newRow("text") << 200 << QByteArray("healthy") << State::Failed;
        QTest::newRow("html") << 200 << QByteArray("<html>\"status\": \"healthy\"</html>") << State::Failed;
        QTest::newRow("half") << 200 << QByteArray(R"({"status":"healthy")") << State::Failed;
        QTest::newRow("empty") << 200 << QByteArray() << State::Failed;
        QTest::newRow("deep") << 200 << QByteArray(100'000, '[') << State::Failed;
    }

    void health()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(State, state);
        QCOMPARE(judgeHealth(reply(status, body)).state, state);
    }

    void samples_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *line, bool good) { QTest::newRow(line) << QByteArray(line) << good; };
        row("http_requests_total 12", true);
        row("http_requests_total{status=\"200\"} 12", true);
        row("http_requests_total{status=\"200\",} 12", true);
        row("http_requests_total{a=\"b\",c=\"d\"} 1.5e3 1700000000000", true);
        row("http_requests_total{a=\"q\\\"x\\\\\"} 0", true);
        row("http_requests_total{} 0", true);
        row("http_requests_total{status=\"200\"}", false);
        row("http_requests_total{status=200} 12", false);
        row("http_requests_total{status=\"200\" 12", false);
        row("http_requests_total{,} 12", false);
        row("http_requests_total{status=\"200\"} NaN", false);
        row("http_requests_total{status=\"200\"} -1", false);
        row("http_requests_total{status=\"200\"} twelve", false);
        row("http_requests_total_sum 12", false);
        row("# HELP http_requests_total Requests", false);
        row("x_http_requests_total 12", false);
        row("http_requests_total 12 now", false);
    }

    void samples()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, good);
        QCOMPARE(isSample(line, "http_requests_total"), good);
    }

    void metrics()
    {
        QCOMPARE(
            judgeMetrics(reply(200, "# TYPE http_requests_total counter\r\nhttp_requests_total{a=\"b\"} 3\r\n")).state,
            State::Passed);
        QCOMPARE(judgeMetrics(reply(200, "# HELP http_requests_total nothing else\n")).state, State::Failed);
        const Observation malformed = judgeMetrics(reply(200, "http_requests_total{a=b} 3"));
        QCOMPARE(malformed.state, State::Failed);
        QVERIFY(malformed.text.contains(QStringLiteral("well-formed")));
        QCOMPARE(judgeMetrics(reply(500, "http_requests_total 3\n")).state, State::Failed);
        QCOMPARE(judgeMetrics(reply(200, {})).state, State::Failed);
    }

    void times()
    {
        using std::chrono::microseconds;
        using std::chrono::milliseconds;
        // One outlier does not fail the check, and is still shown.
        const Observation outlier
            = judgeTimes({microseconds{1000}, microseconds{900'000}, microseconds{2000}}, milliseconds{500});
        QCOMPARE(outlier.state, State::Passed);
        QVERIFY2(outlier.text.contains(QStringLiteral("max 900.0 ms")), qPrintable(outlier.text));
        QCOMPARE(outlier.data.value("medianMs").toDouble(), 2.0);
        QCOMPARE(judgeTimes({microseconds{400'000}, microseconds{700'000}}, milliseconds{500}).state, State::Failed);
        QCOMPARE(judgeTimes({microseconds{500'000}}, milliseconds{500}).state, State::Passed);
        QCOMPARE(judgeTimes({microseconds{500'001}}, milliseconds{500}).state, State::Failed);
    }

    void execs_data()
    {
        QTest::addColumn<CommandResult>("result");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("says");
        using test::ScriptedRunner;
        QTest::newRow("1") << ScriptedRunner::exited(0, "1\n") << State::Passed << "answered 1";
        QTest::newRow("1, CRLF") << ScriptedRunner::exited(0, "1\r\n") << State::Passed << "";
        QTest::newRow("11") << ScriptedRunner::exited(0, "11\n") << State::Failed << "wanted exactly 1";
        QTest::newRow("nothing") << ScriptedRunner::exited(0) << State::Failed << "nothing";
        QTest::newRow("two rows") << ScriptedRunner::exited(0, "1\n1\n") << State::Failed << "";
        QTest::newRow("right output, wrong exit") << ScriptedRunner::exited(1, "1\n") << State::Failed << "exit code 1";
        QTest::newRow("the real code stands in stderr") << ScriptedRunner::exited(
            1, {}, "psql: error: connection refused\ncommand terminated: cmd wait: exit status 2\n")
                                                        << State::Failed << "exit status 2";
        CommandResult late = ScriptedRunner::exited(1);
        late.exitCode.reset();
        late.signalNumber = 9;
        late.timedOut = true;
        late.duration = std::chrono::seconds{15};
        QTest::newRow("too late") << late << State::Failed << "within 15 s";
    }

    void execs()
    {
        QFETCH(CommandResult, result);
        QFETCH(State, state);
        QFETCH(QString, says);
        const Observation observation = judgeExec(result, "1", QStringLiteral("SELECT 1"));
        QCOMPARE(observation.state, state);
        QVERIFY2(observation.text.contains(says), qPrintable(observation.text));
    }

    void registrations_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("id");
        const QByteArray good = R"({"device_id":"6F9619FF-8B86-D011-B42D-00C04FC964FF"})";
        QTest::newRow("created") << 201 << good << "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        QTest::newRow("200 is not created") << 200 << good << "";
        QTest::newRow("null id (jq prints it, rc 0)") << 201 << QByteArray(R"({"device_id":null})") << "";
        QTest::newRow("no id") << 201 << QByteArray("{}") << "";
        QTest::newRow("path in id") << 201 << QByteArray(R"({"device_id":"../../admin"})") << "";
        QTest::newRow("nil id") << 201 << QByteArray(R"({"device_id":"00000000-0000-0000-0000-000000000000"})") << "";
        QTest::newRow("number") << 201 << QByteArray(R"({"device_id":7})") << "";
        QTest::newRow("no JSON") << 201 << QByteArray("ok") << "";
        QTest::newRow("500") << 500 << QByteArray(R"({"error":"pool exhausted"})") << "";
    }

    void registrations()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, id);
        const Result<QString> device = registeredDevice(reply(status, body));
        QCOMPARE(device.has_value(), !id.isEmpty());
        QCOMPARE(device.value_or(QString()), id);
    }

    void whatARegistrationMayLeaveIsKnownBeforeIt_data()
    {
        QTest::addColumn<QString>("probe");
        QTest::addColumn<QString>("device"); // empty: none
        QTest::newRow("check") << "register-device"
                               << "edgelink-verify-run-1";
        QTest::newRow("smoke test") << "smoke-register"
                                    << "edgelink-verify-run-1-smoke";
        QTest::newRow("asks about one") << "smoke-config" << QString();
        QTest::newRow("no device at all") << "health-endpoint" << QString();
    }

    void whatARegistrationMayLeaveIsKnownBeforeIt()
    {
        QFETCH(QString, probe);
        QFETCH(QString, device);
        ProbeRequest request;
        request.probe = probe;
        request.runId = QStringLiteral("run-1");
        const QMap<QString, QString> owes = deviceAskedFor(request);
        QCOMPARE(owes.size(), device.isEmpty() ? 0 : 1);
        for (const QString &debt : owes)
            QVERIFY2(debt.contains(QStringLiteral("named %1 may exist").arg(device)), qPrintable(debt));
    }

    void deviceSurvivesInTheJournal()
    {
        const auto observed = [](const QString &probe, const QJsonObject &data) {
            JournalEvent event;
            event.draft.kind = QString::fromLatin1(journalkind::Observation);
            event.draft.payload = {{QStringLiteral("probe"), probe}, {QStringLiteral("data"), data}};
            return event;
        };
        const QString id = QStringLiteral("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        const JournalEvent registered = observed(QStringLiteral("smoke-register"), {{QStringLiteral("device_id"), id}});
        QCOMPARE(deviceFromJournal({}), QString());
        QCOMPARE(deviceFromJournal({registered}), id);
        QCOMPARE(deviceFromJournal(
                     {registered, observed(QStringLiteral("smoke-cleanup"), {{QStringLiteral("removed"), true}})}),
                 QString());
        QCOMPARE(deviceFromJournal(
                     {registered, observed(QStringLiteral("smoke-cleanup"), {{QStringLiteral("removed"), false}})}),
                 id);
        QCOMPARE(deviceFromJournal({observed(QStringLiteral("smoke-register"),
                                             {{QStringLiteral("device_id"), QStringLiteral("no uuid")}})}),
                 QString());
    }

    void versions_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("version");
        QTest::newRow("helm 3") << QByteArray("v3.22.0+g5f0e1a2") << "3.22.0";
        QTest::newRow("kubectl") << QByteArray(R"({"clientVersion":{"major":"1","minor":"34","gitVersion":"v1.34.4"}})")
                                 << "1.34.4";
        QTest::newRow("migrate") << QByteArray("\n4.20.1\n") << "4.20.1";
        QTest::newRow("psql") << QByteArray("psql (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)") << "15.18";
        QTest::newRow("none") << QByteArray("dev") << "";
        QTest::newRow("empty") << QByteArray() << "";
    }

    void versions()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, version);
        QCOMPARE(versionIn(output).toString(), version);
    }

    void foreignFieldsAreNamed()
    {
        const QJsonObject object = QJsonDocument::fromJson(R"({"metadata":{"managedFields":[
                {"manager":"helm3","fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{}}}},
                {"manager":"kube-controller-manager","subresource":"status","fieldsV1":{"f:status":{}}},
                {"manager":"kubectl-patch","time":"2026-11-23T10:00:00Z",
                 "fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:metadata":{"f:annotations":{".":{},"f:drill.edgelink/fault":{}}}}}}},
                {"manager":"kubectl-set","fieldsV1":{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:[api]":{"f:image":{}}}}}}}},
                {"manager":"vpa","fieldsV1":{"f:metadata":{"f:labels":{}}}}, 3]}})")
                                       .object();
        const QList<ForeignField> fields = foreignFields(object);
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0].path, QStringLiteral("spec.template.metadata.annotations[drill.edgelink/fault]"));
        QCOMPARE(fields[0].manager, QStringLiteral("kubectl-patch"));
        QCOMPARE(fields[0].time, QDateTime({2026, 11, 23}, {10, 0}, Qt::UTC));
        QCOMPARE(fields[1].path, QStringLiteral("spec.template.spec.containers[[api]].image"));
        QVERIFY(foreignFields({}).isEmpty());
    }

    void hostileFieldsAreBounded()
    {
        QJsonObject deep;
        for (int i = 0; i < 400; ++i)
            deep = {{QStringLiteral("f:x"), deep}};
        QJsonObject wide;
        for (int i = 0; i < 5000; ++i)
            wide.insert(QStringLiteral("f:%1").arg(i), QJsonObject());
        const QJsonArray managed{
            QJsonObject{{QStringLiteral("manager"), QStringLiteral("evil")},
                        {QStringLiteral("fieldsV1"), QJsonObject{{QStringLiteral("f:spec"), deep}}}},
            QJsonObject{{QStringLiteral("manager"), QStringLiteral("evil")},
                        {QStringLiteral("fieldsV1"), QJsonObject{{QStringLiteral("f:spec"), wide}}}}};
        const QJsonObject object{{QStringLiteral("metadata"), QJsonObject{{QStringLiteral("managedFields"), managed}}}};
        QVERIFY(foreignFields(object).size() <= 40);
    }

    void rollbackDescriptions()
    {
        QCOMPARE(rolledBackTo(QStringLiteral("Rollback to 2")), 2);
        QCOMPARE(rolledBackTo(QStringLiteral("Rollback \"x\" failed: timed out")), 0);
        QCOMPARE(rolledBackTo(QStringLiteral("Upgrade complete")), 0);
    }

    void foreignTextIsBounded()
    {
        QCOMPARE(quoted(QByteArray("a\nb\x1b[31m\tc")), QStringLiteral("a b[31m c"));
        QVERIFY(quoted(QByteArray(10'000'000, 'x')).size() < 250);
        QVERIFY(quoted(QByteArray(100, '\xff')).size() < 250);
        QCOMPARE(clockText(std::chrono::seconds{130}), QStringLiteral("2:10"));
        QCOMPARE(clockText(std::chrono::hours{1}), QStringLiteral("1:00:00"));
    }
};

EDGELINK_TEST_MAIN(ChecksTest)
#include "tst_checks.moc"
