// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/helmcommands.h"
#include "app/services/helm/historyparser.h"
#include "app/services/helm/manifest.h"
#include "app/services/helm/yamldocuments.h"
#include "app/services/helm/yamlscalar.h"
#include "models/domain/toolversions.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace edgelink;
using namespace edgelink::helm;

namespace {

const QByteArray twoRevisions = R"([
 {"revision":2,"updated":"2026-11-23T19:48:13.490373603+08:00","status":"deployed","chart":"edge-link-0.2.0","app_version":"0.2.0","description":"Upgrade complete"},
 {"revision":1,"updated":"2026-11-23T11:40:00Z","status":"superseded","chart":"edge-link-0.1.0","app_version":"0.1.0","description":"Install complete"}])";

QByteArray awkward()
{
    QFile file(QStringLiteral(EDGELINK_TEST_DATA "/awkward.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bomb(int levels)
{
    QByteArray text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < levels; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before;
        for (int j = 0; j < 9; ++j)
            text += "," + before;
        text += "]\n";
    }
    return text;
}

} // namespace

class HelmParsersTest : public test::Suite
{
    Q_OBJECT

private slots:
    void history()
    {
        const Result<QList<Revision>> revisions = parseHistory(twoRevisions);
        QVERIFY(revisions);
        QCOMPARE(revisions->size(), 2);
        QCOMPARE(revisions->first().number, 1);
        QCOMPARE(revisions->last().updated, QDateTime::fromString("2026-11-23T11:48:13.490Z", Qt::ISODateWithMs));
        QCOMPARE(revisions->last().updated.timeSpec(), Qt::UTC);
        QCOMPARE(revisions->last().chart, "edge-link-0.2.0");
        QVERIFY(revisions->first().wasDeployed());
    }

    void historyWithoutTime_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("helm 4 omits it") << QByteArray(R"([{"revision":1,"status":"deployed"}])");
        QTest::newRow("helm 3 writes Go's zero")
            << QByteArray(R"([{"revision":1,"status":"deployed","updated":"0001-01-01T00:00:00Z"}])");
        QTest::newRow("null") << QByteArray(R"([{"revision":1,"status":"deployed","updated":null,"x":[1]}])");
        QTest::newRow("garbage") << QByteArray(R"([{"revision":1,"status":"deployed","updated":"yesterday"}])");
    }
    void historyWithoutTime()
    {
        QFETCH(QByteArray, entry);
        const Result<QList<Revision>> revisions = parseHistory(entry);
        QVERIFY(revisions);
        QVERIFY(!revisions->first().updated.isValid());
    }

    void badHistory_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QByteArray() << "empty";
        QTest::newRow("blank") << QByteArray(" \n\t") << "empty";
        QTest::newRow("half") << twoRevisions.left(twoRevisions.size() / 2) << "byte";
        QTest::newRow("object") << QByteArray("{}") << "not a list";
        QTest::newRow("null") << QByteArray("null") << "cannot be read";
        QTest::newRow("text") << QByteArray("Error: release: not found") << "byte 1";
        QTest::newRow("not UTF-8") << QByteArray("[{\"revision\":1,\"status\":\"\xff\xfe\"}]") << "byte";
        QTest::newRow("entry is text") << QByteArray(R"(["x"])") << "entry 1 is not an object";
        QTest::newRow("revision is text") << QByteArray(R"([{"revision":"1","status":"x"}])") << "entry 1: revision";
        QTest::newRow("revision is zero") << QByteArray(R"([{"revision":0,"status":"x"}])") << "revision";
        QTest::newRow("revision is huge") << QByteArray(R"([{"revision":1e300,"status":"x"}])") << "revision";
        QTest::newRow("revision has a fraction") << QByteArray(R"([{"revision":1.5,"status":"x"}])") << "revision";
        QTest::newRow("status is a number") << QByteArray(R"([{"revision":1,"status":7}])") << "status is not text";
        QTest::newRow("no status") << QByteArray(R"([{"revision":1}])") << "status is missing";
        QTest::newRow("twice") << QByteArray(R"([{"revision":3,"status":"x"},{"revision":3,"status":"y"}])")
                               << "revision 3";
        QTest::newRow("deep") << QByteArray(5000, '[') << "byte";
        QTest::newRow("200 MB") << QByteArray(200 * 1024 * 1024, ' ') << "209715200 bytes";
    }
    void badHistory()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const Result<QList<Revision>> revisions = parseHistory(bytes);
        QVERIFY(!revisions);
        QCOMPARE(revisions.error().kind, ErrorKind::BadReply);
        QVERIFY2(revisions.error().what.contains(says), qPrintable(revisions.error().what));
        QVERIFY2(revisions.error().next.contains(oldestVersion("helm")), qPrintable(revisions.error().next));
    }

    void aToolTooOldIsNamedWithItsVersion_data()
    {
        QTest::addColumn<QByteArray>("complaint");
        QTest::addColumn<bool>("tooOld");
        QTest::newRow("flag") << QByteArray("Error: unknown flag: --kube-context\n") << true;
        QTest::newRow("short flag") << QByteArray("Error: unknown shorthand flag: 'o' in -o\n") << true;
        QTest::newRow("command") << QByteArray("Error: unknown command \"history\" for \"helm\"\n") << true;
        QTest::newRow("anything else") << QByteArray("Error: it is broken\n") << false;
    }
    void aToolTooOldIsNamedWithItsVersion()
    {
        QFETCH(QByteArray, complaint);
        QFETCH(bool, tooOld);
        CommandResult result;
        result.exitCode = 1;
        result.outcome = Outcome::Error;
        result.standardError = complaint;
        const Error error = helm::helmError(result, QStringLiteral("r"));
        QCOMPARE(error.next.contains(QStringLiteral("helm %1 or newer").arg(oldestVersion("helm"))), tooOld);
        QVERIFY(error.raw.contains(QString::fromUtf8(complaint.trimmed())));
    }

    void emptyHistoryIsNoError() { QVERIFY(parseHistory("[]")); }

    void version_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("version");
        QTest::newRow("3 short") << QByteArray("v3.22.0+gb81e7f1\n") << "3.22.0";
        QTest::newRow("4 short") << QByteArray("v4.3.1\n") << "4.3.1";
        QTest::newRow("template") << QByteArray("v4.3.1") << "4.3.1";
        QTest::newRow("3 long") << QByteArray(
            R"(version.BuildInfo{Version:"v3.22.0", GitCommit:"", GitTreeState:"", GoVersion:"go1.26.8"})")
                                << "3.22.0";
        QTest::newRow("4 long") << QByteArray(
            R"(version.BuildInfo{Version:"v4.3.1", GoVersion:"go1.26.8", KubeClientVersion:"v1.37"})")
                                << "4.3.1";
        QTest::newRow("release candidate") << QByteArray("v4.0.0-rc.1+g1") << "4.0.0-rc.1";
        QTest::newRow("helm 2") << QByteArray("Client: &version.Version{SemVer:\"v2.17.0\"}") << "2.17.0";
        QTest::newRow("nothing") << QByteArray() << "";
        QTest::newRow("noise") << QByteArray("\xff\xfe\x00 helm", 8) << "";
    }
    void version()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, version);
        const Result<QString> parsed = parseVersion(text);
        QCOMPARE(parsed.has_value(), !version.isEmpty());
        if (parsed)
            QCOMPARE(*parsed, version);
    }

    void scalars_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("text") << "abc" << QJsonValue("abc");
        QTest::newRow("on") << "on" << QJsonValue(true);
        QTest::newRow("No") << "No" << QJsonValue(false);
        QTest::newRow("nO") << "nO" << QJsonValue("nO");
        QTest::newRow("y") << "y" << QJsonValue("y");
        QTest::newRow("null") << "~" << QJsonValue(QJsonValue::Null);
        QTest::newRow("octal") << "0644" << QJsonValue(420);
        QTest::newRow("new octal") << "0o644" << QJsonValue(420);
        QTest::newRow("hex") << "0x1F" << QJsonValue(31);
        QTest::newRow("negative") << "-7" << QJsonValue(-7);
        QTest::newRow("not octal") << "089" << QJsonValue(89.0);
        QTest::newRow("real") << "1.5e3" << QJsonValue(1500.0);
        QTest::newRow("version") << "1.2.3" << QJsonValue("1.2.3");
        QTest::newRow("quantity") << "500m" << QJsonValue("500m");
        QTest::newRow("huge") << "1e999" << QJsonValue("1e999");
        QTest::newRow("long digits") << QString(5000, '9') << QJsonValue(QString(5000, '9'));
    }
    void scalars()
    {
        QFETCH(QString, text);
        QFETCH(QJsonValue, value);
        QCOMPARE(plainScalar(text), value);
    }

    void documents()
    {
        const Result<QList<QJsonValue>> documents
            = readYamlDocuments("---\n# only a comment\n---\nbase: &b {x: 1, y: on}\nderived: {<<: *b, y: "
                                "\"no\"}\nlist:\n- *b\n---\n- 1\n");
        QVERIFY2(documents, documents ? "" : qPrintable(documents.error().sentence()));
        QCOMPARE(documents->size(), 2);
        const QJsonObject first = documents->first().toObject();
        QCOMPARE(first["derived"].toObject()["y"].toString(), "no");
        QCOMPARE(first["derived"].toObject()["x"].toInt(), 1);
        QVERIFY(first["list"].toArray().at(0).toObject()["y"].toBool());
    }

    void badYaml_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("alias bomb") << bomb(12) << "aliases";
        QTest::newRow("text bomb") << ("a: &a " + QByteArray(1 << 20, 'x') + "\nb: [" + QByteArray("*a,").repeated(100)
                                       + "*a]\n")
                                   << "aliases";
        QTest::newRow("deep") << QByteArray(5000, '[') << "deep";
        QTest::newRow("self alias") << QByteArray("a: &a [*a]") << "alias";
        QTest::newRow("unknown alias") << QByteArray("a: *nothing") << "line 1";
        QTest::newRow("tab") << QByteArray("a:\n\t- b: [") << "line";
        QTest::newRow("not UTF-8") << QByteArray("a: \xff\xfe\xfa") << "UTF-8";
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe a\0:\0", 7) << "UTF-8";
        QTest::newRow("NUL") << QByteArray("a: b\0c", 6) << "UTF-8";
        QTest::newRow("composite key") << QByteArray("? {a: b}\n: c\n") << "key";
        QTest::newRow("200 MB") << QByteArray(200 * 1024 * 1024, '#') << "209715200";
        QTest::newRow("too many documents") << QByteArray("--- a\n").repeated(6000) << "documents";
    }
    void badYaml()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const Result<QList<QJsonValue>> documents = readYamlDocuments(bytes);
        QVERIFY(!documents);
        QCOMPARE(documents.error().kind, ErrorKind::BadReply);
        QVERIFY2(documents.error().what.contains(says), qPrintable(documents.error().what));
    }

    /// What is written is read as the same value.
    void yamlComesBack()
    {
        const QJsonValue value = QJsonDocument::fromJson(awkward()).object();
        const QByteArray text = yamlLines(value).join('\n').toUtf8() + '\n';
        const Result<QList<QJsonValue>> back = readYamlDocuments(text);
        QVERIFY2(back, back ? "" : qPrintable(back.error().sentence() + QString::fromUtf8(text)));
        QCOMPARE(QJsonDocument(back->first().toObject()).toJson(), QJsonDocument(value.toObject()).toJson());
    }

    void manifest()
    {
        const Result<QList<ManifestObject>> objects = parseManifest(R"(---
# Source: edge-link/templates/a.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec: {template: {spec: {initContainers: [{name: init, image: "busybox:1"}], containers: [{name: api, image: "ghcr.io/edgelink/api:v0.2.0"}]}}}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: api, namespace: other}}
- {apiVersion: batch/v1, kind: CronJob, metadata: {name: backup}, spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: dump, image: "pg:15"}]}}}}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, annotations: {"helm.sh/hook": "pre-rollback, post-upgrade"}}
)");
        QVERIFY2(objects, objects ? "" : qPrintable(objects.error().sentence()));
        QStringList labels;
        for (const ManifestObject &object : *objects)
            labels << object.label();
        QCOMPARE(labels, (QStringList{"Deployment/api", "Service/api (other)", "CronJob/backup", "Job/migrate"}));
        QCOMPARE(imagesOf(*objects),
                 (QMap<QString, QString>{{"Deployment/api/init", "busybox:1"},
                                         {"Deployment/api/api", "ghcr.io/edgelink/api:v0.2.0"},
                                         {"CronJob/backup/dump", "pg:15"}}));
        const QList<ReleaseHook> hooks = hooksOf(*objects);
        QCOMPARE(hooks.size(), 1);
        QCOMPARE(hooks.first().name, "Job/migrate");
        QCOMPARE(hooks.first().events, (QStringList{"pre-rollback", "post-upgrade"}));
    }

    void badManifest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("text") << QByteArray("Error: release: not found") << "line 1";
        QTest::newRow("list") << QByteArray("- a\n") << "object 1";
        QTest::newRow("no kind") << QByteArray("apiVersion: v1\n") << "kind or apiVersion";
        QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Secret\n---\n") << "no name";
        QTest::newRow("half") << QByteArray("apiVersion: v1\nkind: \"Sec") << "line";
        QTest::newRow("lists in lists") << QByteArray("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: "
                                                      "List, items: []}]}")
                                        << "list inside a list";
    }
    void badManifest()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const Result<QList<ManifestObject>> objects = parseManifest(bytes);
        QVERIFY(!objects);
        QVERIFY2(objects.error().what.contains(says), qPrintable(objects.error().what));
    }

    void emptyManifestIsNoError() { QVERIFY(parseManifest("")); }

    /// Every prefix and some hundred mutations of good input: an answer or an error, never a crash.
    void mutations()
    {
        const QByteArray manifest
            = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: &n x, l: *n}\ndata: {a: |\n  b\n}\n"
              "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: \"a\"\nspec:\n- ? x\n";
        for (qsizetype length = 0; length <= twoRevisions.size(); ++length)
            (void)parseHistory(twoRevisions.left(length));
        for (qsizetype length = 0; length <= manifest.size(); ++length)
            (void)parseManifest(manifest.left(length));
        QRandomGenerator random(20261123);
        for (int i = 0; i < 2000; ++i) {
            QByteArray mutated = i % 2 == 0 ? twoRevisions : manifest;
            for (int j = 0; j < 4; ++j)
                mutated[random.bounded(mutated.size())] = static_cast<char>(random.bounded(256));
            (void)parseHistory(mutated);
            (void)parseManifest(mutated);
            (void)parseVersion(mutated);
        }
    }
};

EDGELINK_TEST_MAIN(HelmParsersTest)
#include "tst_helmparsers.moc"
