// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/apiparsers.h"
#include "tests/support/testsink.h"

#include <QRandomGenerator>

using namespace edgelink;
using namespace edgelink::cluster;

namespace {

const QByteArray podList
    = R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"77","continue":"tok"},"items":[
 {"metadata":{"name":"api-1","namespace":"n","creationTimestamp":"2026-11-23T19:48:13Z","labels":{"app":"api","odd":7},
   "ownerReferences":[{"kind":"ReplicaSet","name":"api-77","controller":true}]},
  "spec":{"containers":[{"name":"api","image":"ghcr.io/e/api:v2"},{"name":"late","image":"x"}]},
  "status":{"phase":"Running","conditions":[{"type":"Initialized","status":"True"},{"type":"Ready","status":"True"}],
   "initContainerStatuses":[{"name":"init","image":"i","ready":true,"restartCount":0,"state":{"terminated":{"reason":"Completed"}}}],
   "containerStatuses":[{"name":"api","image":"docker.io/e/api@sha256:1","ready":false,"restartCount":3,
     "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off"}}}]}},
 {"metadata":{"name":"old","deletionTimestamp":"2026-11-23T19:48:13Z"},"spec":null,"status":{"phase":"Succeeded","conditions":"?"}}]})";

const QByteArray oneEvent
    = R"({"type":"MODIFIED","object":{"kind":"PartialObjectMetadata","metadata":{"name":"sh.helm.release.v1.r.v2",
 "resourceVersion":"99","labels":{"name":"r","owner":"helm","status":"pending-upgrade","version":"2"}}}})";

} // namespace

class ApiParsersTest : public test::Suite
{
    Q_OBJECT

private slots:
    void pods()
    {
        const Result<ListPage> page = parseList(podList, WatchedKind::Pods);
        QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
        QCOMPARE(page->resourceVersion, "77");
        QCOMPARE(page->continueToken, "tok");
        const Result<QList<Pod>> pods = parsePods(podList);
        QCOMPARE(pods->size(), 2);
        const Pod &pod = pods->first();
        QCOMPARE(pod.owner, "ReplicaSet/api-77");
        QCOMPARE(pod.createdAt, QDateTime::fromString("2026-11-23T19:48:13Z", Qt::ISODate));
        QCOMPARE(pod.labels, (QMap<QString, QString>{{"app", "api"}}));
        QVERIFY(pod.ready && pod.isCrashLooping() && !pod.terminating);
        QCOMPARE(pod.containers.size(), 3);
        QCOMPARE(pod.containers.at(0).message, "Completed");
        QCOMPARE(pod.containers.at(1).image, "ghcr.io/e/api:v2"); // what was asked for
        QCOMPARE(pod.containers.at(1).restarts, 3);
        QCOMPARE(pod.containers.at(2).name, "late");
        QVERIFY(pods->last().terminating && pods->last().isCompleted() && !pods->last().ready);
    }

    void workloads_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<bool>("settled");
        QTest::addColumn<QString>("reason");
        const auto status = [](const QByteArray &text, const QByteArray &spec = R"("replicas":2)") {
            return R"({"metadata":{"name":"api","generation":4},"spec":{)" + spec + R"(},"status":{)" + text + "}}";
        };
        QTest::newRow("settled") << status(
            R"("observedGeneration":4,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2)")
                                 << true << "";
        QTest::newRow("settled, no old pod left") << status(
            R"("observedGeneration":4,"replicas":2,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2)")
                                                  << true << "";
        QTest::newRow("an old pod is left") << status(
            R"("observedGeneration":4,"replicas":3,"updatedReplicas":2,"readyReplicas":3,"availableReplicas":3)")
                                            << false << "";
        QTest::newRow("scaled down, and one is not available") << status(
            R"("observedGeneration":4,"replicas":3,"updatedReplicas":3,"readyReplicas":2,"availableReplicas":2)")
                                                               << false << "";
        QTest::newRow("given up, whatever the numbers say") << status(
            R"("observedGeneration":4,"replicas":2,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2,)"
            R"("conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}])")
                                                            << false << "ProgressDeadlineExceeded";
        QTest::newRow("not seen yet") << status(
            R"("observedGeneration":3,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2)")
                                      << false << "";
        QTest::newRow("no status") << status("") << false << "";
        QTest::newRow("scaled to nothing") << status(R"("observedGeneration":4)", R"("replicas":0)") << true << "";
        QTest::newRow("replicas default to one") << status(
            R"("observedGeneration":4,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1)", R"("x":0)")
                                                 << true << "";
        QTest::newRow("stuck") << status(
            R"("observedGeneration":4,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}])")
                               << false << "ProgressDeadlineExceeded";
        QTest::newRow("progressing") << status(
            R"("observedGeneration":4,"conditions":[{"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable"}])")
                                     << false << "";
        QTest::newRow("numbers of the wrong type") << status(
            R"("observedGeneration":"4","updatedReplicas":2.5,"readyReplicas":-3,"availableReplicas":99999999999999)")
                                                   << false << "";
    }
    void workloads()
    {
        QFETCH(QByteArray, object);
        QFETCH(bool, settled);
        QFETCH(QString, reason);
        const Result<QList<Workload>> list = parseWorkloads(
            R"({"kind":"DeploymentList","metadata":{},"items":[)" + object + "]}", WatchedKind::Deployments);
        QVERIFY2(list, list ? "" : qPrintable(list.error().sentence()));
        QCOMPARE(list->first().isSettled(), settled);
        QCOMPARE(list->first().progressReason, reason);
        QCOMPARE(list->first().kind, "Deployment");
    }

    void emptyLists_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("none") << QByteArray(R"({"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[]})");
        QTest::newRow("null") << QByteArray(R"({"kind":"PodList","metadata":{"resourceVersion":"1"},"items":null})");
    }
    void emptyLists()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(parsePods(bytes)->isEmpty());
    }

    void badLists_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half") << podList.left(podList.size() / 2);
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("a status") << QByteArray(R"({"kind":"Status","code":403})");
        QTest::newRow("no kind") << QByteArray(R"({"items":[]})");
        QTest::newRow("items is text") << QByteArray(R"({"kind":"PodList","items":"x"})");
        QTest::newRow("items is absent") << QByteArray(R"({"kind":"PodList"})");
        QTest::newRow("item is text") << QByteArray(R"({"kind":"PodList","items":["x"]})");
        QTest::newRow("item has no name") << QByteArray(R"({"kind":"PodList","items":[{"metadata":{}}]})");
        QTest::newRow("not UTF-8") << QByteArray(
            "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"\xff\xfe\"}}]}");
        QTest::newRow("deep") << R"({"kind":"PodList","items":)" + QByteArray(100'000, '[');
        QTest::newRow("html") << QByteArray("<html>login</html>");
        QTest::newRow("300 MB") << QByteArray(300 * 1024 * 1024, ' ');
    }
    void badLists()
    {
        QFETCH(QByteArray, bytes);
        const Result<QList<Pod>> pods = parsePods(bytes);
        QVERIFY(!pods);
        QCOMPARE(pods.error().kind, ErrorKind::BadReply);
    }

    void watchLines()
    {
        const Result<WatchEvent> modified = parseWatchLine(oneEvent, WatchedKind::ReleaseSecrets);
        QVERIFY2(modified, modified ? "" : qPrintable(modified.error().sentence()));
        QCOMPARE(modified->type, WatchEvent::Type::Modified);
        QCOMPARE(modified->resourceVersion, "99");
        QCOMPARE(std::get<ReleaseSecret>(modified->object),
                 (ReleaseSecret{"sh.helm.release.v1.r.v2", "r", 2, "pending-upgrade"}));
        const Result<WatchEvent> gone = parseWatchLine(
            R"({"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}})",
            WatchedKind::Pods);
        QCOMPARE(gone->errorCode, 410);
        const Result<WatchEvent> bookmark = parseWatchLine(
            R"({"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"123"}}})", WatchedKind::Pods);
        QCOMPARE(bookmark->type, WatchEvent::Type::Bookmark);
        QCOMPARE(bookmark->resourceVersion, "123");
    }

    void badWatchLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("half") << oneEvent.left(60);
        QTest::newRow("two glued") << oneEvent + oneEvent;
        QTest::newRow("unknown type") << QByteArray(
            R"({"type":"MAYBE","object":{"metadata":{"name":"x","resourceVersion":"1"}}})");
        QTest::newRow("no object") << QByteArray(R"({"type":"ADDED"})");
        QTest::newRow("object is a list") << QByteArray(R"({"type":"ADDED","object":[]})");
        QTest::newRow("no version") << QByteArray(R"({"type":"ADDED","object":{"metadata":{"name":"x"}}})");
        QTest::newRow("no name") << QByteArray(R"({"type":"ADDED","object":{"metadata":{"resourceVersion":"1"}}})");
        QTest::newRow("a bare status") << QByteArray(R"({"kind":"Status","code":500})");
    }
    void badWatchLines()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!parseWatchLine(line, WatchedKind::Pods));
    }

    void table()
    {
        const Result<ResourceTable> table = parseTable(
            R"({"kind":"Table","metadata":{"resourceVersion":"5"},"columnDefinitions":[{"name":"Name"},{"name":"Ready"},{"name":"Restarts"},{"name":"Node"}],
                "rows":[{"cells":["api-1","1/1",3,null]},{"cells":["api-2","0/1",true,2.5]}]})");
        QVERIFY2(table, table ? "" : qPrintable(table.error().sentence()));
        QCOMPARE(table->columns.size(), 4);
        QCOMPARE(table->rows.at(0), (QStringList{"api-1", "1/1", "3", ""}));
        QCOMPARE(table->rows.at(1), (QStringList{"api-2", "0/1", "true", "2.5"}));
        QVERIFY(!parseTable(R"({"kind":"Table","columnDefinitions":[{"name":"a"}],"rows":[{"cells":[1,2]}]})"));
        QVERIFY(!parseTable(R"({"kind":"Table","columnDefinitions":[{"name":"a"}],"rows":[{}]})"));
        QVERIFY(!parseTable(podList));
    }

    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const auto kind = [](ErrorKind value) { return static_cast<int>(value); };
        QTest::newRow("forbidden") << 403
                                   << QByteArray(
                                          R"({"kind":"Status","message":"secrets is forbidden: User 'v' cannot"})")
                                          .replace('\'', "\\\"")
                                          .replace("cannot", R"(cannot list resource \"secrets\" in API group \"\")")
                                   << kind(ErrorKind::Forbidden) << "v may not list secrets";
        QTest::newRow("forbidden without words")
            << 403 << QByteArray("<html>") << kind(ErrorKind::Forbidden) << "not allowed";
        QTest::newRow("unauthorized") << 401 << QByteArray("{}") << kind(ErrorKind::Forbidden) << "credentials";
        QTest::newRow("not found") << 404 << QByteArray() << kind(ErrorKind::NotFound) << "exist";
        QTest::newRow("expired") << 410 << QByteArray("{\"message\":7}") << kind(ErrorKind::Conflict) << "too old";
        QTest::newRow("busy") << 429 << QByteArray("wait") << kind(ErrorKind::ToolFailed) << "busy";
        QTest::newRow("broken") << 503 << QByteArray("\xff\xfe") << kind(ErrorKind::ToolFailed) << "503";
        QTest::newRow("moved") << 302 << QByteArray() << kind(ErrorKind::BadReply) << "302";
    }
    void errors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QString, says);
        const Error error = apiError(status, body, "list secrets in n");
        QCOMPARE(static_cast<int>(error.kind), kind);
        QVERIFY2(error.what.contains(says), qPrintable(error.what));
        QCOMPARE(error.subject, "list secrets in n");
    }

    void mutations()
    {
        QRandomGenerator random(20261123);
        for (int i = 0; i < 3000; ++i) {
            QByteArray list = podList;
            QByteArray line = oneEvent;
            for (int j = 0; j < 5; ++j) {
                list[random.bounded(list.size())] = static_cast<char>(random.bounded(256));
                line[random.bounded(line.size())] = static_cast<char>(random.bounded(256));
            }
            (void)parsePods(list);
            (void)parseWorkloads(list, WatchedKind::StatefulSets);
            (void)parseTable(list);
            (void)parseWatchLine(line, WatchedKind::ReleaseSecrets);
            (void)apiError(403, line, {});
        }
        for (qsizetype length = 0; length < podList.size(); ++length)
            QVERIFY(!parsePods(podList.left(length)));
    }
};

EDGELINK_TEST_MAIN(ApiParsersTest)
#include "tst_apiparsers.moc"
