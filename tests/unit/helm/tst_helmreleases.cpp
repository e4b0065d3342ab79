// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/helmreleases.h"
#include "tests/support/testrunner.h"
#include "tests/support/testsink.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>

using namespace edgelink;
using namespace std::chrono_literals;
using edgelink::helm::HelmReleases;
using test::ScriptedRunner;

namespace {

template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, 30s);
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Cancelled, QStringLiteral("no answer"), {}, {}, {}}));
}

/// Says only what a test puts into it; every real answer is tested against a real API server.
class SilentCluster : public ClusterSource
{
public:
    void start() override { }
    void stop() override { }
    QFuture<Result<QList<Workload>>> workloads() override { return none<QList<Workload>>(); }
    QFuture<Result<QList<Pod>>> pods(const QString &) override { return none<QList<Pod>>(); }
    QFuture<Result<QJsonObject>> object(const QString &path) override
    {
        asked << path;
        return readyFuture<Result<QJsonObject>>(objects.value(path, tl::make_unexpected(Error{})));
    }
    QFuture<Result<ResourceTable>> table(const QString &) override { return none<ResourceTable>(); }
    QFuture<Result<QList<AccessAnswer>>> mayI(const QList<AccessQuestion> &) override
    {
        return none<QList<AccessAnswer>>();
    }
    QFuture<Result<QString>> serverVersion() override { return none<QString>(); }

    QMap<QString, Result<QJsonObject>> objects;
    QStringList asked;

private:
    template<typename T>
    static QFuture<Result<T>> none()
    {
        return readyFuture<Result<T>>(tl::make_unexpected(Error{}));
    }
};

QByteArray history(int revisions)
{
    QByteArray text;
    for (int i = 1; i <= revisions; ++i)
        text += (text.isEmpty() ? "[{" : ",{") + QByteArray("\"revision\":") + QByteArray::number(i) + ",\"status\":\""
            + (i == revisions ? "deployed" : "superseded") + "\",\"chart\":\"c-" + QByteArray::number(i) + "\"}";
    return text + "]";
}

QByteArray manifest(const QByteArray &tag)
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: n}\nspec: {template: {spec: "
           "{containers: [{name: "
           "api, image: \"e/api:"
        + tag + "\"}]}}}\n";
}

} // namespace

class HelmReleasesTest : public test::Suite
{
    Q_OBJECT

private slots:
    void init()
    {
        Suite::init();
        m_history = history(2);
        m_cluster = std::make_unique<SilentCluster>();
        m_runner = std::make_unique<ScriptedRunner>([this](const CommandSpec &spec) { return answer(spec); });
        Environment environment;
        environment.name = "e";
        environment.kubeconfig = "/k";
        environment.context = "c";
        environment.nameSpace = "n";
        environment.release = "r";
        ToolPaths tools;
        tools.helm = "/opt/helm";
        m_releases = std::make_unique<HelmReleases>(m_runner.get(), m_cluster.get(), environment, tools);
        m_seen.clear();
        connect(m_releases.get(), &ReleaseSource::historyChanged, this,
                [this](const ReleaseHistory &now) { m_seen << now; });
    }

    void everyCallIsPinned()
    {
        QVERIFY(got(m_releases->history()));
        QVERIFY(got(m_releases->diff(1, 2)));
        QVERIFY(got(m_releases->hooks(2)));
        QCOMPARE(m_runner->specs().size(), 6);
        for (const CommandSpec &spec : m_runner->specs()) {
            const QString line = spec.display();
            QVERIFY2(line.startsWith("/opt/helm ") && line.contains("--kubeconfig /k --kube-context c -n n"),
                     qPrintable(line));
            QVERIFY(!spec.mutating && !spec.purpose.isEmpty());
            QCOMPARE(spec.confidentialOutput, !line.contains("history"));
        }
    }

    void callsDuringAReadingShareTheNext()
    {
        QList<QFuture<Result<ReleaseHistory>>> answers;
        for (int i = 0; i < 20; ++i)
            answers << m_releases->history();
        for (const auto &answer : std::as_const(answers))
            QCOMPARE(got(answer)->revisions.size(), 2);
        QVERIFY2(m_runner->specs().size() <= 2, qPrintable(QString::number(m_runner->specs().size())));
    }

    void burstsOfSecretsAreReadOnce()
    {
        m_releases->start();
        QTRY_VERIFY(!m_seen.isEmpty() && !m_seen.last().revisions.last().images.isEmpty());
        const qsizetype before = count("history");
        m_history = history(3);
        for (int i = 0; i < 50; ++i) {
            emit m_cluster->releaseSecretChanged("r", 3, "pending-upgrade");
            emit m_cluster->releaseSecretChanged("another", 9, "deployed");
        }
        QTRY_COMPARE(m_seen.last().revisions.size(), 3);
        QTRY_VERIFY(!m_seen.last().revisions.last().images.isEmpty());
        QCOMPARE(count("history"), before + 1);
        QCOMPARE(count("manifest"), 3); // each revision once
        m_releases->stop();
        QCoreApplication::processEvents();
        emit m_cluster->releaseSecretChanged("r", 3, "deployed");
        QTest::qWait(0);
        QCOMPARE(count("history"), before + 1);
    }

    void badAnswers_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("kind");
        const auto kind = [](ErrorKind value) { return static_cast<int>(value); };
        QTest::newRow("not found") << QByteArray() << QByteArray("Error: release: not found")
                                   << kind(ErrorKind::NotFound);
        QTest::newRow("unreachable") << QByteArray() << QByteArray("Error: Kubernetes cluster unreachable: Get ...")
                                     << kind(ErrorKind::Unreachable);
        QTest::newRow("forbidden")
            << QByteArray()
            << QByteArray(
                   "Error: query: failed to query with labels: secrets is forbidden: User \"v\" cannot list resource "
                   "\"secrets\" in API group \"\" in the namespace \"n\"")
            << kind(ErrorKind::Forbidden);
        QTest::newRow("a panic") << QByteArray() << QByteArray("panic: oh\ngoroutine 1") << kind(ErrorKind::ToolFailed);
        QTest::newRow("silent") << QByteArray() << QByteArray("") << kind(ErrorKind::ToolFailed);
        QTest::newRow("empty") << QByteArray("") << QByteArray() << kind(ErrorKind::BadReply);
        QTest::newRow("half") << history(2).left(30) << QByteArray() << kind(ErrorKind::BadReply);
        QTest::newRow("not UTF-8") << QByteArray("[{\"revision\":1,\"status\":\"\xff\"}]") << QByteArray()
                                   << kind(ErrorKind::BadReply);
    }
    void badAnswers()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, error);
        QFETCH(int, kind);
        m_history = output;
        m_error = error;
        m_fails = !error.isNull();
        const Result<ReleaseHistory> read = got(m_releases->history());
        m_fails = false;
        QVERIFY(!read);
        QCOMPARE(static_cast<int>(read.error().kind), kind);
        QVERIFY(!read.error().sentence().isEmpty());
    }

    void badParts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("half") << QByteArray("kind: Deployment\nmetadata: {name: api, lab");
        QTest::newRow("half a string") << QByteArray("kind: Deployment\nmetadata: {name: \"ap");
        QTest::newRow("not UTF-8") << QByteArray("kind: Deployment\nmetadata: {name: \"\xff\xfe\"}\n");
        QTest::newRow("binary") << QByteArray("\0\1\2\x80", 4);
    }
    /// Half an answer about a revision is none: no diff of what happened to arrive.
    void badParts()
    {
        QFETCH(QByteArray, bytes);
        for (const QString what : {"manifest", "values", "hooks"}) {
            m_parts = {{what, bytes}};
            const std::optional<Error> error
                = what == "hooks" ? errorOf(got(m_releases->hooks(2))) : errorOf(got(m_releases->diff(1, 2)));
            QVERIFY2(error, qPrintable(what));
            QCOMPARE(error->kind, ErrorKind::BadReply);
            QVERIFY(!error->sentence().isEmpty());
            m_parts.clear();
            QVERIFY(what == "hooks" ? !errorOf(got(m_releases->hooks(2))) : !errorOf(got(m_releases->diff(1, 2))));
            init(); // nothing known from the round before
        }
    }

    void revisionInstalledAnewIsReadAnew()
    {
        const auto at = [](const QByteArray &time) {
            return QByteArray("[{'revision':1,'status':'deployed','updated':'" + time + "'}]").replace('\'', '"');
        };
        m_history = at("2026-11-23T10:00:00Z");
        QVERIFY(got(m_releases->history()));
        QVERIFY(got(m_releases->manifest(1))->contains("e/api:v1"));
        m_tag = "other";
        QVERIFY(got(m_releases->manifest(1))->contains("e/api:v1")); // known
        m_history = at("2026-11-23T11:00:00Z"); // uninstalled and installed again
        QVERIFY(got(m_releases->history()));
        QVERIFY(got(m_releases->manifest(1))->contains("e/api:other"));
    }

    void liveObjectsAreFoundByDiscovery()
    {
        const QJsonObject deployments{{"name", "deployments"}, {"kind", "Deployment"}, {"namespaced", true}};
        const QJsonObject scale{{"name", "deployments/scale"}, {"kind", "Deployment"}, {"namespaced", true}};
        m_cluster->objects["/apis/apps/v1"] = QJsonObject{{"resources", QJsonArray{scale, deployments}}};
        m_cluster->objects["/apis/apps/v1/namespaces/n/deployments/api"]
            = tl::make_unexpected(Error{ErrorKind::NotFound, "gone", {}, {}, {}});
        Result<ReleaseDiff> live = got(m_releases->diffLive(2));
        QVERIFY2(live, live ? "" : qPrintable(live.error().sentence()));
        QCOMPARE(live->missingObjects, QStringList{"Deployment/api"});
        QCOMPARE(m_cluster->asked, (QStringList{"/apis/apps/v1", "/apis/apps/v1/namespaces/n/deployments/api"}));
        // A cluster that does not answer is no cluster without differences.
        m_cluster->objects["/apis/apps/v1/namespaces/n/deployments/api"]
            = tl::make_unexpected(Error{ErrorKind::Timeout, "late", {}, {}, {}});
        live = got(m_releases->diffLive(2));
        QVERIFY(!live);
        QCOMPARE(live.error().kind, ErrorKind::Timeout);
    }

    void endWithQuestionsOpen()
    {
        const QFuture<Result<ReleaseDiff>> diff = m_releases->diff(1, 2);
        m_releases.reset();
        QTRY_VERIFY(diff.isFinished());
    }

private:
    CommandResult answer(const CommandSpec &spec)
    {
        const QString line = spec.display();
        if (line.contains(" history ")) {
            if (m_fails)
                return ScriptedRunner::failed(m_error);
            return ScriptedRunner::output(m_history);
        }
        for (auto it = m_parts.cbegin(); it != m_parts.cend(); ++it) {
            if (line.contains(" get " + it.key() + ' '))
                return ScriptedRunner::output(it.value());
        }
        if (line.contains(" get manifest "))
            return ScriptedRunner::output(manifest(line.contains("--revision 1") ? m_tag : "v2"));
        return ScriptedRunner::output(line.contains(" get values ") ? "null\n" : "");
    }
    [[nodiscard]] qsizetype count(const QString &word) const
    {
        qsizetype number = 0;
        for (const CommandSpec &spec : m_runner->specs())
            number += spec.display().contains(' ' + word + ' ') ? 1 : 0;
        return number;
    }

    template<typename T>
    [[nodiscard]] static std::optional<Error> errorOf(const Result<T> &result)
    {
        return result ? std::nullopt : std::optional<Error>(result.error());
    }

    QMap<QString, QByteArray> m_parts; ///< "manifest", "values" or "hooks" -> what helm says instead
    QByteArray m_history;
    QByteArray m_error;
    bool m_fails = false;
    QByteArray m_tag = "v1";
    std::unique_ptr<SilentCluster> m_cluster;
    std::unique_ptr<ScriptedRunner> m_runner;
    std::unique_ptr<HelmReleases> m_releases;
    QList<ReleaseHistory> m_seen;
};

EDGELINK_TEST_MAIN(HelmReleasesTest)
#include "tst_helmreleases.moc"
