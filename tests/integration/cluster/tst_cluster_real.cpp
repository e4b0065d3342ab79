// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"
#include "tests/support/controlplane.h"
#include "tests/support/testrunner.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QSignalSpy>
#include <QThread>

#include <csignal>

using namespace edgelink;
using edgelink::cluster::KubernetesClient;

namespace {

/// Waits with an event loop: the runner of these tests lives on the test's thread.
template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, std::chrono::seconds{60});
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Timeout, QStringLiteral("the test's deadline"), {}, {}, {}}));
}

/// The client on a thread of its own, as in the product.
class Client
{
public:
    Client(const test::ControlPlane &plane, const QString &context, CommandRunner *runner, cluster::Timing timing = {})
    {
        Environment environment;
        environment.name = QStringLiteral("drill");
        environment.kubeconfig = plane.kubeconfig();
        environment.context = context;
        environment.nameSpace = plane.nameSpace();
        ToolPaths tools;
        tools.kubectl = test::ControlPlane::tool(QStringLiteral("kubectl"));
        m_client = new KubernetesClient(environment, tools, runner, nullptr, timing);
        m_client->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_client, &QObject::deleteLater);
        m_thread.start();
        QObject::connect(m_client, &ClusterSource::statusChanged, &m_here,
                         [this](const SourceStatus &now) { status = now; });
        QObject::connect(m_client, &ClusterSource::podsChanged, &m_here, [this](const QList<Pod> &now) { pods = now; });
        QObject::connect(m_client, &ClusterSource::workloadsChanged, &m_here,
                         [this](const QList<Workload> &now) { workloads = now; });
        QObject::connect(m_client, &ClusterSource::releaseSecretChanged, &m_here,
                         [this](const QString &release, int revision, const QString &state) {
                             secrets << QStringLiteral("%1 v%2 %3").arg(release).arg(revision).arg(state);
                         });
    }
    ~Client()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    KubernetesClient *operator->() const { return m_client; }
    [[nodiscard]] bool is(SourceStatus::State state) const { return status.state == state; }
    [[nodiscard]] QStringList podNames() const
    {
        QStringList names;
        for (const Pod &pod : pods)
            names << pod.name;
        return names;
    }

    SourceStatus status;
    QList<Pod> pods;
    QList<Workload> workloads;
    QStringList secrets;

private:
    QObject m_here;
    QThread m_thread;
    KubernetesClient *m_client = nullptr;
};

QByteArray pod(const QByteArray &name)
{
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name
        + ", namespace: edgelink-prod, labels: {app: api}}\nspec: {containers: [{name: api, image: "
          "\"ghcr.io/e/api:v1\"}]}\n---\n";
}

cluster::Timing quick()
{
    cluster::Timing timing;
    timing.heartbeat = std::chrono::milliseconds{500};
    timing.heartbeatDeadline = std::chrono::milliseconds{1000};
    timing.heartbeatDown = std::chrono::milliseconds{300};
    return timing;
}

constexpr int patience = 30'000;

} // namespace

class RealClusterTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_plane.start(), qPrintable(m_plane.error()));
        QVERIFY(m_plane.apply(pod("api-1")
                              + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: "
                                "edgelink-prod}\nspec: {replicas: 2, "
                                "selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: "
                                "{containers: [{name: api, "
                                "image: \"ghcr.io/e/api:v1\"}]}}}\n---\napiVersion: apps/v1\nkind: "
                                "StatefulSet\nmetadata: {name: postgres, "
                                "namespace: edgelink-prod}\nspec: {serviceName: p, selector: {matchLabels: {app: p}}, "
                                "template: {metadata: "
                                "{labels: {app: p}}, spec: {containers: [{name: p, image: \"postgres:15\"}]}}}\n"));
    }

    void everyCredentialReads_data()
    {
        QTest::addColumn<QString>("context");
        for (const char *context :
             {"edgelink-sandbox", "edgelink-cert", "edgelink-exec", "edgelink-insecure", "edgelink-named"})
            QTest::newRow(context) << QString::fromLatin1(context);
    }
    void everyCredentialReads()
    {
        QFETCH(QString, context);
        Client client(m_plane, context, &m_runner);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY2(version, version ? "" : qPrintable(version.error().sentence() + version.error().raw));
        QVERIFY2(version->startsWith("v1."), qPrintable(*version));
        const Result<QList<Workload>> workloads = got(client->workloads());
        QVERIFY(workloads);
        QCOMPARE(workloads->size(), 2);
        QCOMPARE(workloads->first().name, "api");
        QCOMPARE(workloads->first().desired, 2);
        QCOMPARE(workloads->first().images.value("api"), "ghcr.io/e/api:v1");
        QVERIFY(!workloads->first().isSettled());
        QCOMPARE(workloads->last().kind, "StatefulSet");
        const Result<QList<Pod>> pods = got(client->pods("app=api"));
        QVERIFY(pods);
        QCOMPARE(pods->size(), 1);
        QCOMPARE(pods->first().containers.first().image, "ghcr.io/e/api:v1");
        QVERIFY(got(client->pods("app=nobody"))->isEmpty());
        const Result<ResourceTable> table = got(client->table("/api/v1/namespaces/edgelink-prod/pods"));
        QVERIFY(table);
        QCOMPARE(table->columns.first(), "Name");
        QCOMPARE(table->rows.size(), 1);
        const Result<QJsonObject> object
            = got(client->object("/apis/apps/v1/namespaces/edgelink-prod/deployments/api"));
        QVERIFY(object);
        QCOMPARE(object->value("kind").toString(), "Deployment");
        const Result<QJsonObject> none = got(client->object("/apis/apps/v1/namespaces/edgelink-prod/deployments/none"));
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        QCOMPARE(got(client->object("/api/../etc")).error().kind, ErrorKind::Usage);
        QCOMPARE(got(client->object("//elsewhere/api")).error().kind, ErrorKind::Usage);
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        QCOMPARE(client.status.note.isEmpty(), context != "edgelink-insecure");
    }

    void pluginIsRunByTheProtocol()
    {
        QFile::remove(m_plane.pluginRuns());
        Client client(m_plane, "edgelink-exec", &m_runner);
        for (int i = 0; i < 3; ++i)
            QVERIFY(got(client->serverVersion()));
        QFile runs(m_plane.pluginRuns());
        QVERIFY(runs.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = runs.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1); // what it gave is good until 2099
        QVERIFY(lines.first().contains(R"("interactive":false)"));
        QVERIFY(lines.first().contains("certificate-authority-data"));
    }

    void expiredPluginIsNotAskedForEver()
    {
        QFile::remove(m_plane.pluginRuns());
        Client client(m_plane, "edgelink-expired", &m_runner);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Forbidden);
        QVERIFY2(version.error().what.contains("expired"), qPrintable(version.error().what));
        QFile runs(m_plane.pluginRuns());
        QVERIFY(runs.open(QIODevice::ReadOnly));
        QCOMPARE(runs.readAll().count('\n'), 1);
    }

    /// Another authority; another name than the certificate's, where the kubeconfig says which to expect.
    void strangersAreRefused_data()
    {
        QTest::addColumn<QString>("context");
        for (const char *context : {"edgelink-stranger", "edgelink-misnamed"})
            QTest::newRow(context) << QString::fromLatin1(context);
    }
    void strangersAreRefused()
    {
        QFETCH(QString, context);
        Client client(m_plane, context, &m_runner);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Unreachable);
        QVERIFY2(version.error().what.contains("trusted"), qPrintable(version.error().what));
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Down), patience);
    }

    void unknownContextIsAConfigurationError()
    {
        Client client(m_plane, "edgelink-none", &m_runner);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Configuration);
        QVERIFY2(version.error().raw.contains("edgelink-none"), qPrintable(version.error().raw));
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Down), patience);
    }

    /// What only kubectl can do is left to kubectl, with lists polled instead of watched.
    void impersonationIsLeftToKubectl()
    {
        cluster::Timing timing;
        timing.poll = std::chrono::milliseconds{300};
        Client client(m_plane, "edgelink-impersonate", &m_runner, timing);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY2(version, version ? "" : qPrintable(version.error().sentence() + version.error().raw));
        QCOMPARE(got(client->workloads())->size(), 2);
        QCOMPARE(got(client->table("/api/v1/namespaces/edgelink-prod/pods"))->rows.size(), 1);
        QCOMPARE(got(client->object("/apis/apps/v1/namespaces/edgelink-prod/deployments/none")).error().kind,
                 ErrorKind::NotFound);
        const Result<QList<AccessAnswer>> answers = got(client->mayI(
            {{"patch", "apps", "deployments", "edgelink-prod"}, {"create", "", "pods/exec", "edgelink-prod"}}));
        QVERIFY2(answers, answers ? "" : qPrintable(answers.error().sentence()));
        QVERIFY(answers->at(0).allowed && answers->at(1).allowed);
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        QVERIFY(client.status.note.contains("as"));
        QVERIFY(m_plane.apply(pod("polled")));
        QTRY_VERIFY_WITH_TIMEOUT(client.podNames().contains("polled"), patience);
        bool ok = false;
        m_plane.kubectl({"-n", "edgelink-prod", "delete", "pod", "polled", "--force", "--grace-period=0"}, &ok);
        QVERIFY(ok);
        QTRY_VERIFY_WITH_TIMEOUT(!client.podNames().contains("polled"), patience);
    }

    void proxyThatIsDownIsSaidSo()
    {
        Client client(m_plane, "edgelink-proxy", &m_runner);
        const Result<QString> version = got(client->serverVersion());
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Unreachable);
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Down), patience);
        QVERIFY(client.status.note.contains("proxy-url"));
    }

    void viewerIsToldTheVerb()
    {
        Client client(m_plane, "edgelink-viewer", &m_runner);
        client->start();
        QTRY_COMPARE_WITH_TIMEOUT(client.podNames(), QStringList{"api-1"}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Degraded), patience);
        QCOMPARE(client.status.error->kind, ErrorKind::Forbidden);
        QVERIFY2(client.status.error->sentence().contains("viewer may not list"),
                 qPrintable(client.status.error->sentence()));
        const Result<QList<Workload>> workloads = got(client->workloads());
        QVERIFY(!workloads);
        QVERIFY2(workloads.error().sentence().contains("viewer may not list deployments"),
                 qPrintable(workloads.error().sentence()));
        const Result<QList<AccessAnswer>> answers = got(client->mayI({{"list", "", "pods", "edgelink-prod"},
                                                                      {"patch", "apps", "deployments", "edgelink-prod"},
                                                                      {"create", "", "pods/exec", "edgelink-prod"}}));
        QVERIFY2(answers, answers ? "" : qPrintable(answers.error().sentence()));
        QCOMPARE(answers->size(), 3);
        QVERIFY(answers->at(0).allowed);
        QVERIFY(!answers->at(1).allowed);
        QCOMPARE(answers->at(1).question.resource, "deployments");
        QVERIFY(!answers->at(2).allowed);
    }

    void changesArrive()
    {
        Client client(m_plane, "edgelink-sandbox", &m_runner);
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        QTRY_COMPARE_WITH_TIMEOUT(client.podNames(), QStringList{"api-1"}, patience);
        QTRY_COMPARE_WITH_TIMEOUT(client.workloads.size(), 2, patience);
        QVERIFY(m_plane.apply(pod("api-2")));
        QTRY_COMPARE_WITH_TIMEOUT(client.podNames(), (QStringList{"api-1", "api-2"}), patience);
        bool ok = false;
        m_plane.kubectl(
            {"-n", "edgelink-prod", "patch", "pod", "api-2", "--subresource=status", "--type=merge", "-p",
             R"({"status":{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"api","image":"x","imageID":"","ready":false,"restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}})"},
            &ok);
        QVERIFY(ok);
        QTRY_VERIFY_WITH_TIMEOUT(client.pods.size() == 2 && client.pods.last().isCrashLooping(), patience);
        QCOMPARE(client.pods.last().containers.first().restarts, 4);
        m_plane.kubectl({"-n", "edgelink-prod", "scale", "deployment", "api", "--replicas=5"}, &ok);
        QVERIFY(ok);
        QTRY_COMPARE_WITH_TIMEOUT(client.workloads.first().desired, 5, patience);
        m_plane.kubectl({"-n", "edgelink-prod", "delete", "pod", "api-2", "--force", "--grace-period=0"}, &ok);
        QVERIFY(ok);
        QTRY_COMPARE_WITH_TIMEOUT(client.podNames(), QStringList{"api-1"}, patience);
    }

    void helmShowsInTheSecretWatch_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::newRow("helm 3") << "helm3";
        QTest::newRow("helm 4") << "helm4";
    }
    void helmShowsInTheSecretWatch()
    {
        QFETCH(QString, helm);
        Client client(m_plane, "edgelink-sandbox", &m_runner);
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        const QString chart = m_plane.path("chart");
        QVERIFY(QDir().mkpath(chart + "/templates"));
        const auto write = [&chart](const QString &name, const QByteArray &text) {
            QFile file(chart + '/' + name);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("Chart.yaml", "apiVersion: v2\nname: edge-link\nversion: 0.1.0\n"));
        QVERIFY(write(
            "templates/a.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ .Release.Name }}\"}\ndata: {tag: \"{{ .Values.tag "
            "}}\"}\n"));
        const QStringList pinned{"--kubeconfig", m_plane.kubeconfig(), "--kube-context", "edgelink-sandbox",
                                 "-n",           "edgelink-prod"};
        const QString release = "release-" + helm;
        bool ok = false;
        m_plane.run(test::ControlPlane::tool(helm), QStringList{"install", release, chart, "--set", "tag=1"} + pinned,
                    &ok);
        QVERIFY(ok);
        QTRY_VERIFY_WITH_TIMEOUT(client.secrets.contains(release + " v1 deployed"), patience);
        QVERIFY(client.secrets.contains(release + " v1 pending-install"));
        m_plane.run(test::ControlPlane::tool(helm), QStringList{"upgrade", release, chart, "--set", "tag=2"} + pinned,
                    &ok);
        QVERIFY(ok);
        QTRY_VERIFY_WITH_TIMEOUT(client.secrets.contains(release + " v2 deployed"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(client.secrets.contains(release + " v1 superseded"), patience);
        QVERIFY(client.secrets.contains(release + " v2 pending-upgrade"));
        m_plane.run(test::ControlPlane::tool(helm), QStringList{"uninstall", release} + pinned, &ok);
        QVERIFY(ok);
        QTRY_VERIFY_WITH_TIMEOUT(client.secrets.contains(release + " v2 deleted"), patience);
    }

    void hungServerIsNoticedAndComesBack()
    {
        Client client(m_plane, "edgelink-sandbox", &m_runner, quick());
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        m_plane.signalApiServer(SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Down), patience);
        qInfo("hung: noticed after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(client.status.error->kind, ErrorKind::Timeout);
        QCOMPARE(client.podNames(), QStringList{"api-1"}); // what was known stays known
        m_plane.signalApiServer(SIGCONT);
        timer.restart();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        qInfo("live again after %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(m_plane.apply(pod("after-hang")));
        QTRY_VERIFY_WITH_TIMEOUT(client.podNames().contains("after-hang"), patience);
    }

    void killedServerIsNoticedAndComesBack()
    {
        Client client(m_plane, "edgelink-sandbox", &m_runner, quick());
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        m_plane.signalApiServer(SIGKILL);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Down), patience);
        qInfo("killed: noticed after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(client.status.error->kind, ErrorKind::Unreachable);
        QVERIFY(m_plane.restartApiServer());
        timer.restart();
        QTRY_VERIFY_WITH_TIMEOUT(client.is(SourceStatus::State::Live), patience);
        qInfo("live again %lld ms after it was ready", static_cast<long long>(timer.elapsed()));
        QVERIFY(m_plane.apply(pod("after-kill")));
        QTRY_VERIFY_WITH_TIMEOUT(client.podNames().contains("after-kill"), patience);
    }

private:
    test::ControlPlane m_plane;
    test::PlainRunner m_runner;
};

EDGELINK_TEST_MAIN(RealClusterTest)
#include "tst_cluster_real.moc"
