// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers make of manifests, marks, permissions and pods.
#include "tests/unit/verdict/goodcase.h"

using namespace edgelink;
using namespace edgelink::verdict;
using namespace edgelink::verdict::fixtures;

class ReadersTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void manifestsAreSummarised()
    {
        const auto entries = summarise(QStringLiteral(R"(---
# Source: x
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, annotations: {helm.sh/resource-policy: keep}}
spec:
  replicas: 3
  minReadySeconds: 4
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {a: b}}
  template:
    spec:
      initContainers: [{name: i, image: init:1}]
      containers: [{name: c, image: "api:1", readinessProbe: {initialDelaySeconds: 3, periodSeconds: 5}}]
---
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Service, metadata: {name: s, namespace: other}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 10Gi}}}}]
)"));
        QVERIFY(entries);
        QCOMPARE(entries->size(), 3);
        const ManifestEntry &api = entries->at(0);
        QCOMPARE(api.id(), QStringLiteral("Deployment/api"));
        QCOMPARE(api.group(), QStringLiteral("apps"));
        QCOMPARE(api.replicas, std::optional<int>(3));
        QCOMPARE(api.images, (QStringList{QStringLiteral("init:1"), QStringLiteral("api:1")}));
        QCOMPARE(api.podStart, std::chrono::seconds{12});
        QCOMPARE(waveSize(api, 3), 1);
        QVERIFY(api.keep);
        QCOMPARE(entries->at(1).id(), QStringLiteral("other/Service/s"));
        QCOMPARE(summarise(QStringLiteral("{kind: Service, metadata: {name: s, namespace: mine}}"), "mine")->at(0).id(),
                 QStringLiteral("Service/s"));
        QCOMPARE(entries->at(2).claimTemplates, QStringList{"data"});
        QVERIFY(entries->at(2).immutable.contains(QStringLiteral("10Gi")));
    }

    void hostileManifests_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("empty") << QString() << true;
        QTest::newRow("scalar") << QStringLiteral("hello") << false;
        QTest::newRow("half") << QStringLiteral("kind: [a, b") << false;
        QTest::newRow("wrong types") << QStringLiteral("kind: [1]\nmetadata: 7\nspec: [x]\n") << true;
        QTest::newRow("wrong inner types")
            << QStringLiteral("kind: Deployment\nspec: {replicas: many, template: {spec: {containers: {a: b}}}}")
            << true;
        QTest::newRow("deep") << QString(20'000, QLatin1Char('[')) << false;
        QTest::newRow("alias bomb") << QStringLiteral(
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
            "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f "
            "[*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
            "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\nkind: Deployment\nspec: "
            "{template: *h}") << true;
        // yaml-cpp 0.7 finds documents in this without end; found by fuzz_verdict.
        QTest::newRow("endless documents") << QString::fromUtf8(QByteArray::fromBase64(
            "Ju/v7+/v7+/v7+/v7+/v7+/vLO/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/"
            "v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/"
            "v7+9lTm05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5ZWFyc2VpdXRh"))
                                           << true;
        QTest::newRow("too large") << QString(17 * 1024 * 1024, QLatin1Char(' ')) << false;
    }

    void hostileManifests()
    {
        QFETCH(QString, text);
        QFETCH(bool, accepted);
        const auto entries = summarise(text);
        QCOMPARE(entries.has_value(), accepted);
        if (!entries)
            QCOMPARE(entries.error().kind, ErrorKind::BadReply);
        else
            (void)assess(VerdictInputs());
    }

    void aProblemsLineCountsFromTheTop()
    {
        const auto entries = summarise(QStringLiteral("kind: A\n---\nkind: B\n...\n---\nkind: [c\n"));
        QVERIFY(!entries);
        QVERIFY2(entries.error().what.contains(QStringLiteral("line 7")), qPrintable(entries.error().what));
        QCOMPARE(summarise(QStringLiteral("kind: A\n--- {kind: B}\n...\nkind: C\n"))->size(), 3);
    }

    void gitOpsMarksAreFound()
    {
        const QJsonObject list = json(R"({"items":[
            {"metadata":{"name":"a","labels":{"app.kubernetes.io/instance":"edge","helm.toolkit.fluxcd.io/name":"edge","helm.toolkit.fluxcd.io/namespace":"flux-system"}}},
            {"metadata":{"name":"b","annotations":{"argocd.argoproj.io/tracking-id":"edge:apps/Deployment:ns/b"}}},
            {"metadata":{"name":"c","labels":{"argocd.argoproj.io/instance":"edge"}}},
            {"metadata":{"name":"d","labels":{"app.kubernetes.io/managed-by":"Helm","app.kubernetes.io/instance":"edge"}}}, null]})");
        const QList<OwnerMark> marks = ownerMarks(list, QStringLiteral("Deployment"));
        QCOMPARE(marks.size(), 3);
        QCOMPARE(marks[0].path,
                 QStringLiteral("/apis/helm.toolkit.fluxcd.io/v2/namespaces/flux-system/helmreleases/edge"));
        QVERIFY(isPaused(marks[0], json(R"({"spec":{"suspend":true}})")));
        QVERIFY(!isPaused(marks[0], json(R"({"spec":{}})")));
        QCOMPARE(marks[0].mark, QStringLiteral("label helm.toolkit.fluxcd.io/name=edge"));
        QCOMPARE(marks[1].mark, QStringLiteral("annotation argocd.argoproj.io/tracking-id=edge:apps/Deployment:ns/b"));
        QCOMPARE(marks[1].resource, QStringLiteral("Application edge"));
        QVERIFY(isPaused(marks[1], json(R"({"spec":{"syncPolicy":{}}})")));
        QVERIFY(!isPaused(marks[1], json(R"({"spec":{"syncPolicy":{"automated":{}}}})")));
        QVERIFY(!isPaused(marks[1], json("{}")));
    }

    void permissionsAreAskedVerbByVerb()
    {
        ManifestEntry config;
        config.apiVersion = QStringLiteral("v1");
        config.kind = QStringLiteral("ConfigMap");
        config.name = QStringLiteral("new");
        const QMap<QString, QJsonObject> lists{
            {QStringLiteral("/apis/apps/v1"),
             json(R"({"resources":[{"name":"deployments","kind":"Deployment","namespaced":true},
                                                                  {"name":"deployments/scale","kind":"Scale","namespaced":true}]})")},
            {QStringLiteral("/api/v1"),
             json(R"({"resources":[{"name":"configmaps","kind":"ConfigMap","namespaced":true}]})")}};
        const auto needed = neededPermissions({deployment("api", "x", 1), config}, {deployment("api", "y", 1)}, lists,
                                              QStringLiteral("ns"));
        QVERIFY(needed);
        QStringList texts;
        for (const Permission &permission : *needed)
            texts << permission.answer.question.text() + (permission.essential ? QString() : QStringLiteral(" ?"));
        for (const char *text : {"patch apps/deployments in ns", "create apps/deployments in ns ?",
                                 "delete configmaps in ns", "create secrets in ns", "update secrets in ns"})
            QVERIFY2(texts.contains(QLatin1String(text)), text);
        QVERIFY(!texts.contains(QStringLiteral("delete apps/deployments in ns")));
        // --history-max 0 prunes no record of helm's.
        QVERIFY(!texts.contains(QStringLiteral("delete secrets in ns")));
        // --wait looks at what it waits for.
        for (const char *text :
             {"list apps/deployments in ns", "watch apps/deployments in ns ?", "list apps/replicasets in ns"})
            QVERIFY2(texts.contains(QLatin1String(text)), text);
        QVERIFY(!texts.contains(QStringLiteral("watch configmaps in ns")));
        const auto goes = neededPermissions({deployment("api", "x", 1)}, {config}, lists, QStringLiteral("ns"));
        QVERIFY(goes);
        for (const Permission &permission : *goes) // for what is deleted nobody waits
            QVERIFY(permission.answer.question.verb != QLatin1String("watch")
                    && permission.answer.question.resource != QLatin1String("replicasets"));
        QVERIFY(!neededPermissions({}, {deployment("api", "y", 1)}, {}, QStringLiteral("ns")));
    }

    void podsTellAboutImages()
    {
        ContainerState running{"c", "good:1", true, 0, {}, {}};
        ContainerState crashing{"c", "crash:1", false, 4, "CrashLoopBackOff", {}};
        ContainerState pulling{"c", "gone:1", false, 0, "ImagePullBackOff", {}};
        ContainerState creating{"c", "soon:1", false, 0, "ContainerCreating", {}};
        Pod pod;
        pod.name = QStringLiteral("p");
        pod.containers = {running, crashing, pulling, creating};
        ImageEvidence evidence;
        collectPodImages({pod}, evidence);
        QCOMPARE(evidence.running, (QSet<QString>{"good:1", "crash:1"}));
        QCOMPARE(evidence.pullFailures.keys(), QStringList{"gone:1"});
    }
};

EDGELINK_TEST_MAIN(ReadersTest)
#include "tst_readers.moc"
