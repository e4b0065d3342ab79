// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a rollout's extra pods find room: what nodes and quotas have left, what a rollback asks for.
#include "app/services/verdict/capacity.h"
#include "app/services/verdict/clusterreaders.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>

#include <functional>

using namespace edgelink;
using namespace edgelink::verdict;

using Change = std::function<void(VerdictInputs &)>;

Q_DECLARE_METATYPE(edgelink::verdict::ManifestEntry)
Q_DECLARE_METATYPE(edgelink::verdict::NodeRoom)
Q_DECLARE_METATYPE(edgelink::verdict::ExtraPods)
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(edgelink::FactState)

namespace {

constexpr double Mebi = 1024.0 * 1024;

QJsonObject json(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    Q_ASSERT_X(problem.error == QJsonParseError::NoError, "json", qPrintable(problem.errorString()));
    return document.object();
}

QByteArray node(const QByteArray &name, const QByteArray &allocatable, const QByteArray &conditions = {},
                const QByteArray &spec = "{}")
{
    return R"({"metadata":{"name":")" + name + R"("},"spec":)" + spec + R"(,"status":{"allocatable":)" + allocatable
        + R"(,"conditions":[)" + (conditions.isEmpty() ? R"({"type":"Ready","status":"True"})" : conditions) + "]}}";
}

QByteArray pod(const QByteArray &nodeName, const QByteArray &containers, const QByteArray &phase = "Running",
               const QByteArray &more = {})
{
    return R"({"spec":{"nodeName":")" + nodeName + R"(","containers":[)" + containers + "]" + more
        + R"(},"status":{"phase":")" + phase + R"("}})";
}

QByteArray asking(const QByteArray &cpu, const QByteArray &memory)
{
    return R"({"resources":{"requests":{"cpu":")" + cpu + R"(","memory":")" + memory + R"("}}})";
}

QJsonObject list(const QByteArrayList &items)
{
    return json(R"({"items":[)" + items.join(',') + "]}");
}

ManifestEntry deployment(int replicas, const Resources &each, const QString &podTemplate)
{
    ManifestEntry entry;
    entry.apiVersion = QStringLiteral("apps/v1");
    entry.kind = QStringLiteral("Deployment");
    entry.name = QStringLiteral("api");
    entry.replicas = replicas;
    entry.requests = each;
    entry.podTemplate = podTemplate;
    return entry;
}

NodeRoom room(const char *name, double cpu, double mebibytes, int pods = 100)
{
    return {QString::fromLatin1(name), {cpu, mebibytes * Mebi}, pods, {}};
}

} // namespace

class CapacityTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void nodesKeepWhatTheirPodsLeave()
    {
        QList<NodeRoom> nodes = nodeRooms(list({
            node("one", R"({"cpu":"4","memory":"8Gi","pods":"10"})"),
            node("cordoned", R"({"cpu":"4","memory":"8Gi","pods":"10"})", {}, R"({"unschedulable":true})"),
            node("dead", R"({"cpu":"4","memory":"8Gi","pods":"10"})", R"({"type":"Ready","status":"Unknown"})"),
            node("full disk", R"({"cpu":"4","memory":"8Gi","pods":"10"})",
                 R"({"type":"DiskPressure","status":"True"},{"type":"Ready","status":"True"})"),
            node("silent", "{}"),
        }));
        QCOMPARE(nodes.size(), 5);
        QCOMPARE(nodes[0].unusable, QString());
        QCOMPARE(nodes[1].unusable, QStringLiteral("cordoned"));
        QCOMPARE(nodes[2].unusable, QStringLiteral("not ready"));
        QCOMPARE(nodes[3].unusable, QStringLiteral("DiskPressure"));
        QCOMPARE(nodes[4].free, Resources());
        occupy(nodes,
               list({
                   pod("one", asking("500m", "1Gi") + "," + asking("250m", "1Gi")),
                   pod("one", asking("100m", "64Mi"), "Running",
                       R"(,"initContainers":[)" + asking("1", "32Mi") + "]"), // the larger of both counts
                   pod("one", asking("100m", "64Mi"), "Running",
                       R"(,"initContainers":[{"restartPolicy":"Always",)" + asking("250m", "64Mi").mid(1)
                           + "]"), // it stays, so both count
                   pod("one", asking("1", "1Gi"), "Succeeded"),
                   pod("one", asking("1", "1Gi"), "Failed"),
                   pod("one", "{}", "Pending"), // asks for nothing, but takes a place
                   pod("nowhere", asking("1", "1Gi")),
               }));
        QCOMPARE(nodes[0].free.cpu, 4 - 0.75 - 1 - 0.35);
        QCOMPARE(nodes[0].free.memory, (8192 - 2048 - 64 - 128) * Mebi);
        QCOMPARE(nodes[0].pods, 6);
    }

    void quotasKeepWhatIsNotUsed()
    {
        const QList<QuotaRoom> rooms = quotaRooms(json(R"({"items":[
            {"metadata":{"name":"team"},"status":{"hard":{"requests.cpu":"2","memory":"1Gi","pods":"12","count/pods":"11"},
                                                  "used":{"requests.cpu":"500m","memory":"256Mi","pods":"9","count/pods":"9"}}},
            {"metadata":{"name":"batch"},"spec":{"scopes":["Terminating"]},"status":{"hard":{"pods":"0"}}},
            {"metadata":{"name":"secrets"},"status":{"hard":{"secrets":"5"},"used":{"secrets":"5"}}}]})"));
        QCOMPARE(rooms.size(), 2);
        QCOMPARE(rooms[0].cpu, std::optional(1.5));
        QCOMPARE(rooms[0].memory, std::optional(768 * Mebi));
        QCOMPARE(rooms[0].pods, std::optional(2.0));
        QVERIFY(!rooms[1].cpu && !rooms[1].memory && !rooms[1].pods);
    }

    void whatARollbackAsksFor_data()
    {
        QTest::addColumn<ManifestEntry>("newest");
        QTest::addColumn<ManifestEntry>("target");
        QTest::addColumn<int>("live");
        QTest::addColumn<int>("pods");
        QTest::addColumn<int>("grown"); // pods that ask for more than before
        const Resources small{0.25, 256 * Mebi};
        const Resources large{0.5, 256 * Mebi};
        const ManifestEntry newest = deployment(4, small, "new");
        QTest::newRow("same pods") << newest << newest << 4 << 0 << 0;
        QTest::newRow("a quarter more by default") << newest << deployment(4, small, "old") << 4 << 1 << 0;
        QTest::newRow("rounded up") << newest << deployment(5, small, "old") << 5 << 2 << 0;
        ManifestEntry target = deployment(4, small, "old");
        target.maxSurge = QStringLiteral("3");
        QTest::newRow("as it says") << newest << target << 4 << 3 << 0;
        target.strategy = QStringLiteral("Recreate");
        QTest::newRow("none while the old ones go first") << newest << target << 4 << 0 << 0;
        QTest::newRow("more replicas than live") << newest << deployment(6, small, "new") << 4 << 2 << 0;
        QTest::newRow("fewer") << newest << deployment(2, small, "new") << 4 << 0 << 0;
        QTest::newRow("each asks for more") << newest << deployment(4, large, "old") << 4 << 1 << 4;
        target = deployment(3, large, "old");
        target.kind = QStringLiteral("StatefulSet");
        ManifestEntry before = deployment(3, small, "new");
        before.kind = target.kind;
        QTest::newRow("a StatefulSet replaces in place") << before << target << 3 << 0 << 3;
        ManifestEntry other = deployment(2, small, "old");
        other.name = QStringLiteral("worker");
        QTest::newRow("made anew") << newest << other << 4 << 2 << 0;
    }
    void whatARollbackAsksFor()
    {
        QFETCH(ManifestEntry, newest);
        QFETCH(ManifestEntry, target);
        QFETCH(int, live);
        QFETCH(int, pods);
        QFETCH(int, grown);
        int foundPods = 0;
        int foundGrown = 0;
        for (const ExtraPods &one : extraPods({newest}, {target}, {{newest.kind + "/api", live}}))
            (one.isGrowth ? foundGrown : foundPods) += one.count;
        QCOMPARE(foundPods, pods);
        QCOMPARE(foundGrown, grown);
    }

    void podsArePlaced_data()
    {
        QTest::addColumn<QList<NodeRoom>>("nodes");
        QTest::addColumn<QList<ExtraPods>>("extra");
        QTest::addColumn<int>("left");
        const ExtraPods two{"Deployment/api", 2, {1, 100 * Mebi}, false};
        QTest::newRow("room for both") << QList{room("a", 2, 1000)} << QList{two} << 0;
        QTest::newRow("one on each") << QList{room("a", 1.5, 1000), room("b", 1.5, 1000)} << QList{two} << 0;
        QTest::newRow("pieces are no room") << QList{room("a", 0.9, 1000), room("b", 1.5, 1000)} << QList{two} << 1;
        QTest::newRow("no memory") << QList{room("a", 8, 150)} << QList{two} << 1;
        QTest::newRow("no place for a pod") << QList{room("a", 8, 1000, 1)} << QList{two} << 1;
        NodeRoom cordoned = room("a", 8, 1000);
        cordoned.unusable = QStringLiteral("cordoned");
        QTest::newRow("cordoned") << QList{cordoned} << QList{two} << 2;
        QTest::newRow("no node") << QList<NodeRoom>() << QList{two} << 2;
        QTest::newRow("growth needs no place")
            << QList{room("a", 8, 1000, 0)} << QList{ExtraPods{"Deployment/api", 2, {1, 0}, true}} << 0;
        QTest::newRow("the large one first")
            << QList{room("a", 2, 1000), room("b", 1, 1000)}
            << QList{ExtraPods{"s", 1, {1, 0}, false}, ExtraPods{"l", 1, {2, 0}, false}} << 0;
        QTest::newRow("absurdly many end") << QList{room("a", 1e9, 1e9, 1'000'000)}
                                           << QList{ExtraPods{"x", 2'000'000'000, {0, 0}, false}} << 1'999'995'000;
    }
    void podsArePlaced()
    {
        QFETCH(QList<NodeRoom>, nodes);
        QFETCH(QList<ExtraPods>, extra);
        QFETCH(int, left);
        int found = 0;
        for (const ExtraPods &one : withoutRoom(nodes, extra))
            found += one.count;
        QCOMPARE(found, left);
    }

    void theFact_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<FactState>("state");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, FactState state, const char *says, const Change &change) {
            QTest::newRow(name) << change << state << QString::fromUtf8(says);
        };
        row("room", FactState::Good, "1 of 1 nodes", [](VerdictInputs &) {});
        row("no room", FactState::Warning, "No node has room for 1 × Deployment/api (0.25 CPU, 256 MiB)",
            [](VerdictInputs &in) { in.nodes = QList{room("a", 0.1, 4096)}; });
        row("nothing rolls", FactState::Good, "no more room", [](VerdictInputs &in) {
            in.targetManifest = in.newestManifest;
            in.nodes = QList{room("a", 0, 0)};
        });
        const auto quota = [](double cpu, double pods) {
            return [cpu, pods](VerdictInputs &in) { in.quotas = QList{QuotaRoom{"team", cpu, 1024 * Mebi, pods}}; };
        };
        row("quota", FactState::Warning, "Quota team", quota(0.2, 5));
        row("quota with enough", FactState::Good, "have room", quota(0.3, 1));
        row("quota of pods", FactState::Warning, "Quota team", quota(0.3, 0));
        const tl::unexpected<Error> forbidden = failure(ErrorKind::Forbidden, QStringLiteral("you may not list this"));
        row("nodes not readable", FactState::Unknown, "Room on the nodes could not be read: you may not list this",
            [forbidden](VerdictInputs &in) { in.nodes = forbidden; });
        row("quotas not readable", FactState::Unknown, "quotas could not be read: you may not list this",
            [forbidden](VerdictInputs &in) { in.quotas = forbidden; });
        row("replicas not readable", FactState::Unknown, "could not be read: you may not list this",
            [forbidden](VerdictInputs &in) { in.liveReplicas = forbidden; });
    }
    void theFact()
    {
        QFETCH(Change, change);
        QFETCH(FactState, state);
        QFETCH(QString, says);
        VerdictInputs inputs;
        const Resources each{0.25, 256 * Mebi};
        inputs.newestManifest = QList{deployment(4, each, "new")};
        inputs.targetManifest = QList{deployment(4, each, "old")};
        inputs.liveReplicas = QMap<QString, int>{{"Deployment/api", 4}};
        inputs.nodes = QList{room("a", 4, 4096)};
        inputs.quotas = QList<QuotaRoom>();
        change(inputs);
        const VerdictFact fact = facts::capacity(inputs);
        QCOMPARE(fact.id, QStringLiteral("capacity"));
        QVERIFY2(fact.state == state, qPrintable(fact.text));
        QVERIFY2(fact.text.contains(says), qPrintable(fact.text));
        if (state == FactState::Warning)
            QVERIFY(fact.evidence.contains(QStringLiteral("Deployment/api: 1 more, each 0.25 CPU, 256 MiB")));
    }

    void manifestsSayWhatAPodAsksFor()
    {
        const auto entries = summarise(QStringLiteral(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      initContainers:
        - {image: "i:1", resources: {requests: {cpu: "2", memory: 16Mi}}}
        - {image: "i:2", resources: {requests: {cpu: "1", memory: 32Mi}}}
        - {image: "s:1", restartPolicy: Always, resources: {requests: {memory: 8Mi}}}
      containers:
        - {image: "a:1", resources: {requests: {cpu: 250m, memory: 64Mi}}}
        - {image: "a:2", resources: {requests: {cpu: nonsense}}}
        - {image: "a:3", resources: {requests: {cpu: 0.25, memory: 1048576}}}
)"));
        QVERIFY(entries);
        QCOMPARE(entries->first().requests, (Resources{2, 73 * Mebi}));
    }
};

EDGELINK_TEST_MAIN(CapacityTest)
#include "tst_capacity.moc"
