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
        QVERIFY(rooms[1].others.isEmpty());
    }

    void quotasOfLimitsAndScopesAreRead()
    {
        const QList<QuotaRoom> rooms = quotaRooms(json(R"({"items":[
            {"metadata":{"name":"limits"},"status":{"hard":{"limits.cpu":"2","limits.memory":"1Gi"},"used":{"limits.cpu":"1500m"}}},
            {"metadata":{"name":"lasting"},"spec":{"scopes":["NotTerminating"]},"status":{"hard":{"pods":"3"}}},
            {"metadata":{"name":"high"},"spec":{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["high"]}]}},
             "status":{"hard":{"pods":"0"}}},
            {"metadata":{"name":"batch"},"spec":{"scopeSelector":{"matchExpressions":[{"scopeName":"Terminating","operator":"Exists"}]}},
             "status":{"hard":{"pods":"0"}}},
            {"metadata":{"name":"rest"},"status":{"hard":{"requests.storage":"1Gi","services":"2","count/secrets":"3",
             "gold.storageclass.storage.k8s.io/requests.storage":"1Gi","requests.nvidia.com/gpu":"0","limits.ephemeral-storage":"1Gi"}}}]})"));
        QStringList names;
        for (const QuotaRoom &one : rooms)
            names << one.name;
        QCOMPARE(names, (QStringList{"limits", "lasting", "high", "rest"}));
        QCOMPARE(rooms[0].limitsCpu, std::optional(0.5));
        QCOMPARE(rooms[0].limitsMemory, std::optional(1024 * Mebi));
        QVERIFY(!rooms[0].cpu && rooms[0].others.isEmpty() && rooms[0].scopes.isEmpty());
        QCOMPARE(rooms[1].pods, std::optional(3.0));
        QVERIFY(rooms[1].scopes.isEmpty());
        QCOMPARE(rooms[2].scopes, QStringList{"PriorityClass"});
        QCOMPARE(rooms[3].others, (QStringList{"limits.ephemeral-storage", "requests.nvidia.com/gpu"}));
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
        ManifestEntry limited = deployment(4, small, "old");
        limited.limits = large;
        QTest::newRow("each may use more") << newest << limited << 4 << 1 << 4;
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
        QTest::newRow("growth of limits takes no room")
            << QList<NodeRoom>() << QList{ExtraPods{"Deployment/api", 2, {}, true, {1, 0}}} << 0;
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
        const auto judged = [](const std::function<void(QuotaRoom &, ManifestEntry &)> &set) {
            return [set](VerdictInputs &in) {
                QuotaRoom room;
                room.name = "team";
                set(room, (*in.targetManifest)[0]);
                in.quotas = QList{room};
            };
        };
        row("quota of limits", FactState::Warning, "Quota team (limits.cpu) has less left",
            judged([](QuotaRoom &quota, ManifestEntry &entry) {
                entry.limits = {1, 256 * Mebi};
                quota.limitsCpu = 0.5;
            }));
        row("quota of limits with enough", FactState::Good, "have room",
            judged([](QuotaRoom &quota, ManifestEntry &entry) {
                entry.limits = {0.5, 256 * Mebi}; // of the one more, and of the four that had none
                quota.limitsCpu = 2.5;
                quota.limitsMemory = 5 * 256 * Mebi;
            }));
        row("quota of limits that a pod does not state", FactState::Unknown, "Deployment/api does not state limits.cpu",
            judged([](QuotaRoom &quota, ManifestEntry &entry) {
                entry.unstated = QStringList{"limits.cpu"};
                quota.limitsCpu = 100;
            }));
        row("unstated, but no quota of it", FactState::Good, "have room",
            judged([](QuotaRoom &quota, ManifestEntry &entry) {
                entry.unstated = QStringList{"limits.cpu"};
                quota.limitsMemory = 1e12;
            }));
        row("quota with a scope", FactState::Unknown, "team (it counts only pods of PriorityClass)",
            judged([](QuotaRoom &quota, ManifestEntry &) {
                quota.pods = 0;
                quota.scopes = QStringList{"PriorityClass"};
            }));
        row("quota with a scope and room for all", FactState::Good, "have room",
            judged([](QuotaRoom &quota, ManifestEntry &) {
                quota.pods = 10;
                quota.scopes = QStringList{"PriorityClass"};
            }));
        row("quota of a disk", FactState::Unknown, "it limits limits.ephemeral-storage",
            judged([](QuotaRoom &quota, ManifestEntry &) { quota.others = QStringList{"limits.ephemeral-storage"}; }));
        row("quota of a device that is asked for", FactState::Unknown, "it limits requests.nvidia.com/gpu",
            judged([](QuotaRoom &quota, ManifestEntry &entry) {
                entry.otherResources = QStringList{"nvidia.com/gpu"};
                quota.others = QStringList{"requests.nvidia.com/gpu"};
            }));
        row("quota of a device that nobody asks for", FactState::Good, "have room",
            judged([](QuotaRoom &quota, ManifestEntry &) { quota.others = QStringList{"requests.nvidia.com/gpu"}; }));
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
        if (state == FactState::Unknown && fact.text.contains(QLatin1String("quota lets")))
            QVERIFY2(fact.evidence.contains(QStringLiteral("quota team cannot be judged: ")),
                     qPrintable(fact.evidence));
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
        QCOMPARE(entries->first().limits, Resources());
        QCOMPARE(entries->first().unstated,
                 (QStringList{"limits.cpu", "limits.memory", "requests.cpu", "requests.memory"}));
    }

    void manifestsSayWhatAPodMayUse()
    {
        const auto entries = summarise(QStringLiteral(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      initContainers:
        - {image: "i:1", resources: {limits: {cpu: "2", memory: 16Mi}}}
        - {image: "s:1", restartPolicy: Always, resources: {limits: {cpu: 250m, memory: 8Mi}}}
      containers:
        - {image: "a:1", resources: {requests: {cpu: 250m}, limits: {cpu: 500m, memory: 64Mi, nvidia.com/gpu: 1}}}
        - {image: "a:2", resources: {requests: {memory: 1Mi}, limits: {cpu: "1", memory: 1Mi}}}
)"));
        QVERIFY(entries);
        const ManifestEntry &entry = entries->first();
        QCOMPARE(entry.limits, (Resources{2, 73 * Mebi}));
        QCOMPARE(entry.requests, (Resources{2, 73 * Mebi})); // a limit alone is also asked for
        QCOMPARE(entry.unstated, QStringList());
        QCOMPARE(entry.otherResources, QStringList{"nvidia.com/gpu"});
    }
};

EDGELINK_TEST_MAIN(CapacityTest)
#include "tst_capacity.moc"
