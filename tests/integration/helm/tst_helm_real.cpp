// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"
#include "app/services/helm/helmreleases.h"
#include "app/services/verdict/helmprocesses.h"
#include "tests/support/controlplane.h"
#include "tests/support/testrunner.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTcpServer>
#include <QThread>

#include <csignal>
#include <memory>

using namespace edgelink;

namespace {

constexpr int patience = 60'000;

template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, std::chrono::milliseconds{patience});
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Timeout, QStringLiteral("the test's deadline"), {}, {}, {}}));
}

QString drawn(const ReleaseDiff &diff)
{
    QString text;
    for (const ObjectDiff &object : diff.objects) {
        text += object.object + '\n';
        for (const DiffLine &line : object.lines)
            text += (line.kind == DiffLine::Kind::Added         ? "+"
                         : line.kind == DiffLine::Kind::Removed ? "-"
                                                                : " ")
                + line.text + '\n';
    }
    return text;
}

} // namespace

/// The sandbox's own chart on a real API server, by helm 3 and by helm 4.
class RealHelmTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_plane.start(), qPrintable(m_plane.error())); }

    void release_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::newRow("helm 3") << "helm3";
        QTest::newRow("helm 4") << "helm4";
    }
    void release()
    {
        QFETCH(QString, helm);
        const Environment environment = at(helm);
        QVERIFY(kubectl({"create", "namespace", environment.nameSpace}));
        QVERIFY(upgrade(helm, {"--set", "secrets.DATABASE_PASSWORD=hunter1"}));
        QVERIFY(upgrade(helm,
                        {"--set", "secrets.DATABASE_PASSWORD=hunter2", "--set", "components.api-gateway.tag=v0.1.1"}));

        cluster::KubernetesClient client(environment, tools(helm), &m_runner);
        helm::HelmReleases releases(&m_runner, &client, environment, tools(helm));
        QList<ReleaseHistory> seen;
        SourceStatus status;
        connect(&releases, &ReleaseSource::historyChanged, this,
                [&seen](const ReleaseHistory &history) { seen << history; });
        connect(&releases, &ReleaseSource::statusChanged, this, [&status](const SourceStatus &now) { status = now; });
        client.start();
        releases.start();

        QVERIFY2(got(releases.helmVersion())->startsWith(helm == "helm3" ? "3." : "4."),
                 qPrintable(*got(releases.helmVersion())));
        QTRY_VERIFY_WITH_TIMEOUT(!seen.isEmpty(), patience);
        QCOMPARE(seen.first().revisions.size(), 2);
        QVERIFY(seen.first().revisions.last().updated.isValid());
        QTRY_VERIFY_WITH_TIMEOUT(!seen.last().revisions.first().images.isEmpty(), patience);
        QCOMPARE(seen.last().revisions.last().images.value("Deployment/edge-link-production-api-gateway/api-gateway"),
                 "ghcr.io/edgelink/edgelink-api-gateway:v0.1.1");
        QVERIFY(status.isLive());

        // An upgrade shows without anybody asking.
        QVERIFY(upgrade(helm,
                        {"--set", "secrets.DATABASE_PASSWORD=hunter2", "--set", "components.api-gateway.tag=v0.2.0",
                         "--set-string", "config.DATABASE_POOL_SIZE=500"}));
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(seen.last().revisions.size() == 3 && seen.last().latest()->status == "deployed",
                                 patience);
        qInfo("%s: revision 3 seen %lld ms after helm ended", qPrintable(helm),
              static_cast<long long>(timer.elapsed()));
        QCOMPARE(seen.last().find(2)->status, "superseded");

        const Result<ReleaseDiff> diff = got(releases.diff(1, 3));
        QVERIFY2(diff, diff ? "" : qPrintable(diff.error().sentence()));
        QCOMPARE(diff->imageChanges.value("Deployment/edge-link-production-api-gateway/api-gateway"),
                 (QStringList{"ghcr.io/edgelink/edgelink-api-gateway:v0.1.0",
                              "ghcr.io/edgelink/edgelink-api-gateway:v0.2.0"}));
        QVERIFY2(diff->configKeyChanges.contains("~ DATABASE_PASSWORD (changed)"),
                 qPrintable(diff->configKeyChanges.join(',')));
        QVERIFY(diff->configKeyChanges.contains("~ DATABASE_POOL_SIZE (changed)"));
        QVERIFY2(drawn(*diff).contains("DATABASE_PASSWORD: ●●●● (changed)"), qPrintable(drawn(*diff)));
        QVERIFY(!drawn(*diff).contains("hunter") && !drawn(*diff).contains("aHVudGVy"));
        QVERIFY(got(releases.diff(3, 3))->objects.isEmpty());
        QVERIFY(!got(releases.manifest(1))->contains("hunter"));
        QVERIFY(got(releases.values(3))->contains("DATABASE_POOL_SIZE: \"500\""));
        QVERIFY(!got(releases.values(3))->contains("hunter"));
        QVERIFY(got(releases.hooks(3)));
        const Result<QString> missing = got(releases.manifest(77));
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);

        // What was just installed does not differ from what is live, whatever the server defaulted.
        Result<ReleaseDiff> live = got(releases.diffLive(3));
        QVERIFY2(live, live ? "" : qPrintable(live.error().sentence()));
        QCOMPARE(drawn(*live), QString());
        QVERIFY(live->imageChanges.isEmpty() && live->missingObjects.isEmpty() && live->foreignFields.isEmpty());

        // What people do by hand at night.
        const QString gateway = "deployment/edge-link-production-api-gateway";
        const QStringList there{"-n", environment.nameSpace};
        QVERIFY(kubectl(
            QStringList{"patch", gateway, "-p",
                        R"({"spec":{"template":{"metadata":{"annotations":{"drill.edgelink/fault":"crashloop"}}}}})"}
            + there));
        QVERIFY(kubectl(QStringList{"set", "image", gateway, "api-gateway=ghcr.io/edgelink/edgelink-api-gateway:hotfix"}
                        + there));
        QVERIFY(kubectl(QStringList{"set", "env", gateway, "DEBUG=1"} + there));
        QVERIFY(kubectl(QStringList{"scale", gateway, "--replicas=5"} + there)); // the autoscaler may do that
        QVERIFY(
            kubectl(QStringList{"scale", "deployment/edge-link-production-nat-coordinator", "--replicas=0"} + there));
        QVERIFY(kubectl(QStringList{"delete", "service", "edge-link-production-alert-service"} + there));
        QVERIFY(kubectl(QStringList{"patch", "secret", "edge-link-secrets", "-p",
                                    R"({"stringData":{"DATABASE_PASSWORD":"hunter9"}})"}
                        + there));
        live = got(releases.diffLive(3));
        QVERIFY2(live, live ? "" : qPrintable(live.error().sentence()));
        const QString text = drawn(*live);
        QCOMPARE(live->missingObjects, QStringList{"Service/edge-link-production-alert-service"});
        QCOMPARE(
            live->foreignFields,
            (QStringList{"Deployment/edge-link-production-api-gateway: pod template annotation drill.edgelink/fault",
                         "Deployment/edge-link-production-api-gateway: env DEBUG of container api-gateway"}));
        QCOMPARE(live->imageChanges.value("Deployment/edge-link-production-api-gateway/api-gateway").value(0),
                 "ghcr.io/edgelink/edgelink-api-gateway:hotfix");
        QVERIFY2(text.contains("-  replicas: 0") && !text.contains("-  replicas: 5"), qPrintable(text));
        QVERIFY2(text.contains("DATABASE_PASSWORD: ●●●● (changed)") && !text.contains("hunter"), qPrintable(text));

        // Somebody without rights is told which, and what could not be read is not called equal.
        Environment viewer = environment;
        viewer.context = "edgelink-viewer";
        cluster::KubernetesClient viewing(viewer, tools(helm), &m_runner);
        helm::HelmReleases viewed(&m_runner, &viewing, viewer, tools(helm));
        const Result<ReleaseHistory> forbidden = got(viewed.history());
        QVERIFY(!forbidden);
        QCOMPARE(forbidden.error().kind, ErrorKind::Forbidden);
        QVERIFY2(forbidden.error().what.contains("viewer may not list secrets"), qPrintable(forbidden.error().what));
        helm::HelmReleases mixed(&m_runner, &viewing, environment, tools(helm));
        const Result<ReleaseDiff> partly = got(mixed.diffLive(3));
        QVERIFY2(partly, partly ? "" : qPrintable(partly.error().sentence()));
        QVERIFY(partly->unreadableObjects.contains("Deployment/edge-link-production-api-gateway"));
        QVERIFY(partly->imageChanges.isEmpty());
    }

    void otherHelmsAtWork_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::addColumn<QString>("context");
        QTest::addColumn<bool>("counts");
        for (const char *helm : {"helm3", "helm4"}) {
            QTest::addRow("%s, the same cluster by another address", helm) << helm << "edgelink-sandbox" << true;
            QTest::addRow("%s, another cluster", helm) << helm << "edgelink-stranger" << false;
        }
    }
    void otherHelmsAtWork()
    {
        QFETCH(QString, helm);
        QFETCH(QString, context);
        QFETCH(bool, counts);
        QTcpServer silent; // takes the connection and never says a word: this helm stays at work
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QFile original(m_plane.kubeconfig());
        QVERIFY(original.open(QIODevice::ReadOnly));
        static const QRegularExpression server(QStringLiteral(R"(https://127\.0\.0\.1:\d+)"));
        const QString moved = QString::fromUtf8(original.readAll())
                                  .replace(server, QStringLiteral("https://127.0.0.1:%1").arg(silent.serverPort()));
        QFile elsewhere(m_plane.path("elsewhere"));
        QVERIFY(elsewhere.open(QIODevice::WriteOnly | QIODevice::Truncate) && elsewhere.write(moved.toUtf8()) > 0);
        elsewhere.close();

        const Environment ours = at(helm);
        const verdict::HelmPlace place{ours.release, ours.nameSpace, ours.kubeconfig, ours.context};
        const auto before = verdict::helmProcesses(place);
        QVERIFY(before && before->isEmpty());
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("KUBECONFIG", elsewhere.fileName());
        environment.insert("HELM_NAMESPACE", ours.nameSpace);
        other.setProcessEnvironment(environment);
        other.start(test::ControlPlane::tool(helm), {"rollback", ours.release, "1", "--kube-context", context});
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), patience);
        const auto found = verdict::helmProcesses(place);
        QVERIFY(found);
        QCOMPARE(found->size(), counts ? 1 : 0);
        if (counts)
            QCOMPARE(found->first().pid, other.processId());
        other.kill();
        QVERIFY(other.waitForFinished());
    }

    void serverThatIsGone()
    {
        const Environment environment = at("helm3");
        cluster::KubernetesClient client(environment, tools("helm3"), &m_runner);
        helm::HelmReleases releases(&m_runner, &client, environment, tools("helm3"));
        SourceStatus status;
        connect(&releases, &ReleaseSource::statusChanged, this, [&status](const SourceStatus &now) { status = now; });
        client.start();
        releases.start();
        QTRY_VERIFY_WITH_TIMEOUT(status.isLive(), patience);
        m_plane.signalApiServer(SIGKILL);
        const Result<ReleaseHistory> history = got(releases.history());
        QVERIFY(!history);
        QCOMPARE(history.error().kind, ErrorKind::Unreachable);
        QTRY_COMPARE_WITH_TIMEOUT(status.state, SourceStatus::State::Down, patience);
        QCOMPARE(got(releases.diffLive(3)).error().kind, ErrorKind::Unreachable);
        QVERIFY(m_plane.restartApiServer());
        QTRY_VERIFY_WITH_TIMEOUT(status.isLive(), patience); // by itself
    }

private:
    [[nodiscard]] Environment at(const QString &helm) const
    {
        Environment environment;
        environment.name = "drill";
        environment.kubeconfig = m_plane.kubeconfig();
        environment.context = "edgelink-sandbox";
        environment.nameSpace = "edgelink-" + helm;
        environment.release = "edge-link-production";
        return environment;
    }
    [[nodiscard]] static ToolPaths tools(const QString &helm)
    {
        ToolPaths tools;
        tools.helm = test::ControlPlane::tool(helm);
        tools.kubectl = test::ControlPlane::tool("kubectl");
        return tools;
    }
    [[nodiscard]] bool kubectl(const QStringList &arguments) const
    {
        bool ok = false;
        m_plane.kubectl(arguments, &ok);
        return ok;
    }
    [[nodiscard]] bool upgrade(const QString &helm, const QStringList &settings) const
    {
        bool ok = false;
        m_plane.run(test::ControlPlane::tool(helm),
                    QStringList{"upgrade", "--install", "edge-link-production", EDGELINK_CHART, "--kubeconfig",
                                m_plane.kubeconfig(), "--kube-context", "edgelink-sandbox", "-n", "edgelink-" + helm}
                        + settings,
                    &ok);
        return ok;
    }

    test::ControlPlane m_plane;
    test::PlainRunner m_runner;
};

EDGELINK_TEST_MAIN(RealHelmTest)
#include "tst_helm_real.moc"
