// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/livecompare.h"
#include "app/services/helm/redaction.h"
#include "app/services/helm/releasediff.h"
#include "app/services/helm/textdiff.h"
#include "app/services/helm/yamldocuments.h"
#include "models/domain/quantity.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace edgelink;
using namespace edgelink::helm;

namespace {

QString drawn(const QList<DiffLine> &lines)
{
    QString text;
    for (const DiffLine &line : lines) {
        text += line.kind == DiffLine::Kind::Added ? "+"
            : line.kind == DiffLine::Kind::Removed ? "-"
            : line.kind == DiffLine::Kind::Header  ? ""
                                                   : " ";
        text += line.text + '\n';
    }
    return text;
}

QString drawn(const ReleaseDiff &diff)
{
    QString text;
    for (const ObjectDiff &object : diff.objects)
        text += object.object + '\n' + drawn(object.lines);
    return text;
}

QByteArray data(const char *name)
{
    QFile file(QStringLiteral(EDGELINK_TEST_DATA "/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

RevisionContent content(const QByteArray &manifest, const QByteArray &values = "null")
{
    return {*parseManifest(manifest), readYamlDocuments(values)->value(0, QJsonValue(QJsonValue::Null))};
}

QByteArray release(const QByteArray &tag, const QByteArray &password, const QByteArray &extra = {})
{
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: " + password
        + "\n  user: edgelink\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata:\n  LOG: info\n"
        + extra + "  app.yaml: |\n    pool: 5\n    db_password: \"" + password
        + "\"\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: 2, template: {spec: "
          "{containers: [{name: api, image: \"ghcr.io/e/api:"
        + tag + "\"}]}}}\n";
}

} // namespace

class HelmDiffTest : public test::Suite
{
    Q_OBJECT

private slots:
    void unified()
    {
        const QStringList from{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
        QStringList to = from;
        to[1] = "two";
        to.insert(11, "eleven and a half");
        QCOMPARE(drawn(unifiedDiff(from, to, 1)),
                 "@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n@@ -11,2 +11,3 @@\n 11\n+eleven and a half\n 12\n");
        QCOMPARE(drawn(unifiedDiff({}, {"a", "b"})), "@@ -1,0 +1,2 @@\n+a\n+b\n");
        QCOMPARE(drawn(unifiedDiff({"a"}, {})), "@@ -1,1 +1,0 @@\n-a\n");
        QVERIFY(unifiedDiff(from, from).isEmpty());
    }

    /// Taking the lines of a diff apart gives both texts back.
    void diffIsFaithful()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 400; ++round) {
            QStringList from;
            QStringList to;
            const int size = random.bounded(60);
            for (int i = 0; i < size; ++i) {
                from << QString::number(random.bounded(8));
                if (random.bounded(4) != 0)
                    to << (random.bounded(4) == 0 ? QString::number(random.bounded(8)) : from.last());
            }
            QStringList before;
            QStringList after;
            const QList<DiffLine> lines = unifiedDiff(from, to, 1000);
            for (const DiffLine &line : lines) {
                if (line.kind == DiffLine::Kind::Header)
                    continue;
                if (line.kind != DiffLine::Kind::Added)
                    before << line.text;
                if (line.kind != DiffLine::Kind::Removed)
                    after << line.text;
            }
            if (lines.isEmpty()) {
                QCOMPARE(from, to);
                continue;
            }
            QCOMPARE(before, from);
            QCOMPARE(after, to);
        }
    }

    void hugeDiffsAreBounded()
    {
        QRandomGenerator random(1);
        for (const int size : {2500, 100000}) {
            QStringList from;
            QStringList to;
            for (int i = 0; i < size; ++i) {
                from << QString::number(random.bounded(1 << 30));
                to << QString::number(random.bounded(1 << 30));
            }
            QElapsedTimer timer;
            timer.start();
            const QList<DiffLine> lines = unifiedDiff(from, to);
            qInfo("%d unlike lines: %lld ms", size, static_cast<long long>(timer.elapsed()));
            QCOMPARE(lines.size(), 2 * size + 1);
        }
    }

    void secretLooking_data()
    {
        QTest::addColumn<bool>("secret");
        for (const char *key :
             {"password", "DB_PASSWORD", "dbPassword", "api-key", "API_KEY", "apiKey", "clientSecret", "token",
              "accessToken", "AUTH_TOKEN_2", "pre_shared_key_psk", "privateKey", "credentials", "PGPASSWORD",
              "redis-pass", "password_base64", "jwtSigningKey", "secretKey"})
            QTest::newRow(key) << true;
        for (const char *key : {"key", "name", "secretName", "secretKeyRef", "existingSecret", "imagePullSecrets",
                                "tokenExpirationSeconds", "automountServiceAccountToken", "passwordPolicy", "compass",
                                "keyspace", "hostKeyAlgorithms", "bypass", ""})
            QTest::newRow(key) << false;
    }
    void secretLooking()
    {
        QFETCH(bool, secret);
        QCOMPARE(looksSecret(QString::fromUtf8(QTest::currentDataTag())), secret);
    }

    /// The word "canary" stands wherever a secret may stand; none may come out.
    void nothingSecretGetsOut()
    {
        const RevisionContent one
            = content(data("secrets.yaml"),
                      "auth: {user: visible-user, password: canary, nested: {token: [canary, 12345]}}\n"
                      "secrets: {first: canary, pin: 98765}\nenabled: true\n");
        const QString shown = readableManifest(one.objects) + readableValues(one.values) + drawn(diffRevisions(one, {}))
            + drawn(diffRevisions({}, one));
        QVERIFY2(!shown.contains("canary"), qPrintable(shown));
        QVERIFY(!shown.contains("12345") && !shown.contains("98765"));
        for (const char *visible : {"visible-secret-name", "visible-key", "visible-volume-secret", "visible-item",
                                    "visible-user", "SAFE", "value: visible", "redis-password: ●●●●", "anything: ●●●●"})
            QVERIFY2(shown.contains(QString::fromUtf8(visible)), visible);
        QVERIFY(!shown.contains(QChar(0xE000)));
    }

    void revisions()
    {
        const ReleaseDiff diff = diffRevisions(
            content(release("v0.1.1", "hunter2"), "tag: v0.1.1\npassword: hunter2\n"),
            content(release("v0.2.0", "hunter3", "  DB_POOL_SIZE: \"500\"\n"), "tag: v0.2.0\npassword: hunter3\n"));
        const QString text = drawn(diff);
        QVERIFY2(text.contains("-  password: ●●●● (changed)\n+  password: ●●●● (changed)\n"), qPrintable(text));
        QVERIFY2(text.contains("-    db_password: \"●●●●") || text.contains("-    db_password: ●●●●"),
                 qPrintable(text));
        QVERIFY2(text.contains("+  DB_POOL_SIZE: \"500\"\n"), qPrintable(text));
        QVERIFY2(text.contains("+        image: ghcr.io/e/api:v0.2.0\n")
                     || text.contains("image: ghcr.io/e/api:v0.2.0"),
                 qPrintable(text));
        QVERIFY(!text.contains("hunter"));
        QCOMPARE(
            diff.imageChanges,
            (QMap<QString, QStringList>{{"Deployment/api/api", {"ghcr.io/e/api:v0.1.1", "ghcr.io/e/api:v0.2.0"}}}));
        QCOMPARE(diff.configKeyChanges,
                 (QStringList{"~ password (changed)", "~ app.yaml (changed)", "+ DB_POOL_SIZE"}));
        QCOMPARE(diff.objects.last().object, "values");
    }

    void equalRevisionsDoNotDiffer()
    {
        const RevisionContent one = content(release("v1", "x"), "a: 1\n");
        QVERIFY(diffRevisions(one, content("# comment\n" + release("v1", "x"), "{\"a\": 1}")).objects.isEmpty());
    }

    void quantities_data()
    {
        QTest::addColumn<QJsonValue>("one");
        QTest::addColumn<QJsonValue>("other");
        QTest::newRow("milli") << QJsonValue(0.5) << QJsonValue("500m");
        QTest::newRow("binary") << QJsonValue("1024Mi") << QJsonValue("1Gi");
        QTest::newRow("decimal") << QJsonValue("1e3") << QJsonValue("1k");
        QTest::newRow("whole") << QJsonValue("1000m") << QJsonValue("1");
        QTest::newRow("nonsense") << QJsonValue("1.2.3") << QJsonValue("12 apples");
    }
    void quantities()
    {
        QFETCH(QJsonValue, one);
        QFETCH(QJsonValue, other);
        QCOMPARE(quantity(one), quantity(other));
    }

    void live()
    {
        const QList<ManifestObject> objects = *parseManifest(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, creationTimestamp: null}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}, annotations: {stated: "1"}}
    spec:
      containers:
      - name: api
        image: ghcr.io/e/api:v1
        resources: {limits: {cpu: 0.5, memory: 1024Mi}}
        env: [{name: B, value: ""}, {name: A, value: "1"}]
        volumeMounts: [{name: data, mountPath: /b}, {name: data, mountPath: /a}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}, minReplicas: 2, maxReplicas: 6}
---
apiVersion: v1
kind: Secret
metadata: {name: db}
stringData: {password: hunter2}
)");
        QJsonObject live = QJsonDocument::fromJson(R"({"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "api", "uid": "x", "creationTimestamp": "2026-11-23T00:00:00Z", "labels": {"app.kubernetes.io/managed-by": "Helm"}},
            "spec": {"replicas": 5, "progressDeadlineSeconds": 600, "selector": {"matchLabels": {"app": "api"}},
              "template": {"metadata": {"labels": {"app": "api"}, "annotations": {"stated": "1", "drill.edgelink/fault": "crashloop"}},
                "spec": {"restartPolicy": "Always", "containers": [
                  {"name": "sidecar", "image": "x"},
                  {"name": "api", "image": "ghcr.io/e/api:v1", "imagePullPolicy": "IfNotPresent",
                   "resources": {"limits": {"cpu": "500m", "memory": "1Gi"}},
                   "volumeMounts": [{"name": "data", "mountPath": "/a"}, {"name": "data", "mountPath": "/b"}],
                   "env": [{"name": "A", "value": "1"}, {"name": "PATCHED", "value": "x"}, {"name": "B"}]}]}}},
            "status": {"replicas": 5}})")
                               .object();
        LiveComparison comparison = compareLive(objects.first(), live, objects);
        QCOMPARE(drawn(comparison.lines), QString());
        QCOMPARE(comparison.foreign,
                 (QStringList{"pod template annotation drill.edgelink/fault", "env PATCHED of container api",
                              "container sidecar"}));

        QJsonObject spec = live["spec"].toObject();
        spec["replicas"] = 9; // beyond the autoscaler
        live["spec"] = spec;
        comparison = compareLive(objects.first(), live, objects);
        QVERIFY2(drawn(comparison.lines).contains("-  replicas: 9\n+  replicas: 2\n"),
                 qPrintable(drawn(comparison.lines)));

        const auto secret = [&objects](const QByteArray &password) {
            const QJsonObject liveSecret{{"apiVersion", "v1"},
                                         {"kind", "Secret"},
                                         {"metadata", QJsonObject{{"name", "db"}}},
                                         {"data", QJsonObject{{"password", QString::fromLatin1(password.toBase64())}}}};
            return compareLive(objects.last(), liveSecret, objects).lines;
        };
        QVERIFY(secret("hunter2").isEmpty());
        QCOMPARE(drawn(secret("other")),
                 "@@ -1,6 +1,6 @@\n apiVersion: v1\n data:\n-  password: ●●●● (changed)\n+  password: ●●●● (changed)\n"
                 " kind: Secret\n metadata:\n   name: db\n");
    }

    void whatIsForeign_data()
    {
        QTest::addColumn<QByteArray>("stated");
        QTest::addColumn<QByteArray>("live");
        QTest::addColumn<QStringList>("foreign");
        const auto row = [](const char *name, const char *stated, const char *live, const QStringList &foreign) {
            QTest::newRow(name) << QByteArray("{apiVersion: v1, ") + QByteArray(stated).mid(1) << QByteArray(live)
                                << foreign;
        };
        row("a key of a ConfigMap", "{kind: ConfigMap, metadata: {name: c}, data: {A: x}}",
            R"({"data": {"A": "x", "DEBUG": "1"}, "binaryData": {"blob": "AA=="}})",
            {"key DEBUG in data", "key blob in binaryData"});
        row("a ConfigMap as stated", "{kind: ConfigMap, metadata: {name: c}, data: {A: x, B: ''}}",
            R"({"metadata": {"uid": "1"}, "data": {"A": "x", "B": ""}})", {});
        row("a ConfigMap for others to fill", "{kind: ConfigMap, metadata: {name: c}}",
            R"({"data": {"ca-bundle.crt": "x"}})", {});
        row("a key of a Secret", "{kind: Secret, metadata: {name: c}, stringData: {a: x}, data: {b: eA==}}",
            R"({"type": "Opaque", "data": {"a": "eA==", "b": "eA==", "token": "aHVudGVyMg=="}})",
            {"key token in data"});
        row("a Secret that the server fills",
            "{kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: c}}",
            R"({"type": "kubernetes.io/service-account-token", "data": {"token": "eA==", "ca.crt": "eA=="}})", {});
        row("a Service's selector", "{kind: Service, metadata: {name: s}, spec: {selector: {app: api}}}",
            R"({"spec": {"clusterIP": "10.0.0.1", "type": "ClusterIP", "selector": {"app": "api", "slot": "blue"}}})",
            {"selector key slot"});
        constexpr auto Bare = "{kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: [{name: "
                              "c}]}}}}";
        row("where pods go", Bare,
            R"({"spec": {"template": {"spec": {"nodeSelector": {"disk": "old"}, "tolerations": [{"key": "spot"},
                {"operator": "Exists"}], "volumes": [{"name": "patch", "emptyDir": {}}],
                "containers": [{"name": "c", "command": ["sh"], "args": ["-x"]}]}}}})",
            {"node selector disk", "toleration of spot", "toleration of everything", "volume patch",
             "command of container c", "args of container c"});
        row("settings of which the manifest does not speak", Bare,
            R"({"spec": {"template": {"spec": {"hostNetwork": true, "securityContext": {"runAsUser": 0},
                "priorityClassName": "high", "containers": [{"name": "c", "startupProbe": {"exec": {"command": ["x"]}},
                "envFrom": [{"configMapRef": {"name": "x"}}], "securityContext": {"privileged": true}},
                {"name": "side", "lifecycle": {"preStop": {"exec": {"command": ["x"]}}}}]}}}})",
            {"container side", "hostNetwork of the pod", "priorityClassName of the pod", "securityContext of the pod",
             "envFrom of container c", "startupProbe of container c", "securityContext of container c"});
        row("what the server gives a pod itself", "{kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}}",
            R"({"spec": {"priorityClassName": "usual", "imagePullSecrets": [{"name": "s"}], "containers": [{"name": "c",
                "resources": {"limits": {"cpu": "1"}}, "volumeMounts": [{"name": "kube-api-access-x2f"}]}],
                "volumes": [{"name": "kube-api-access-x2f"}]}})",
            {});
        row("empty settings that the server adds", Bare,
            R"({"spec": {"template": {"spec": {"securityContext": {}, "containers": [{"name": "c", "resources": {}}]}}}})",
            {});
        row("what the server adds", Bare,
            R"({"spec": {"template": {"spec": {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "tolerations":
                [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"},
                 {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute"}],
                "volumes": [{"name": "kube-api-access-x2f"}], "containers": [{"name": "c"}]}}}})",
            {});
        row("what the manifest states",
            "{kind: Deployment, metadata: {name: d}, spec: {template: {spec: {nodeSelector: {a: b}, tolerations: "
            "[{key: "
            "spot}], volumes: [{name: v}], containers: [{name: c, args: [-x]}]}}}}",
            R"({"spec": {"template": {"spec": {"nodeSelector": {"a": "b"}, "tolerations": [{"key": "spot"}],
                "volumes": [{"name": "v", "emptyDir": {}}], "containers": [{"name": "c", "args": ["-x"]}]}}}})",
            {});
    }
    void whatIsForeign()
    {
        QFETCH(QByteArray, stated);
        QFETCH(QByteArray, live);
        QFETCH(QStringList, foreign);
        const auto parsed = parseManifest(stated);
        QVERIFY2(parsed && parsed->size() == 1, parsed ? "" : qPrintable(parsed.error().sentence()));
        const QList<ManifestObject> &objects = *parsed;
        QCOMPARE(compareLive(objects.first(), QJsonDocument::fromJson(live).object(), objects).foreign, foreign);
    }
};

EDGELINK_TEST_MAIN(HelmDiffTest)
#include "tst_helmdiff.moc"
