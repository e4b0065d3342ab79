// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// edgelink-sandbox itself, with real components: up, exec, logs, kill -9, side by side, down. Only processes that carry
// the run's own random token are looked for, so other sandboxes on the machine do not matter.
#include "app/sandbox/layout.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/plan.h"
#include "app/sandbox/reaper.h"
#include "tests/integration/sandbox/realsandbox.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

#include <future>

using namespace edgelink;
using namespace edgelink::sandbox;
using test::RealSandbox;

class SandboxLifecycleTest : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<RealSandbox> m_one;

    enum class Caller { PlainHttp, NoCertificate, OurCertificate };

    /// What KWOK's port answers to one request; empty, when it closes the connection without a word.
    [[nodiscard]] QByteArray askKwok(Caller caller, const QByteArray &request) const
    {
        QSslSocket socket;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromPath(m_one->file(QStringLiteral("pki/ca.crt"))));
        QFile key(m_one->file(QStringLiteral("pki/operator.key")));
        if (caller == Caller::OurCertificate && key.open(QIODevice::ReadOnly)) {
            tls.setLocalCertificateChain(QSslCertificate::fromPath(m_one->file(QStringLiteral("pki/operator.crt"))));
            tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        }
        socket.setSslConfiguration(tls);
        const quint16 port = m_one->state().ports.value(QStringLiteral("kwok"));
        if (caller == Caller::PlainHttp) {
            socket.connectToHost(QStringLiteral("127.0.0.1"), port);
            if (!socket.waitForConnected(10'000))
                return "cannot be reached";
        } else {
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
            if (!socket.waitForEncrypted(10'000))
                return {};
        }
        socket.write(request);
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) // to its end: whoever hangs up early may end what runs
            answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState || !answer.isEmpty() ? answer : "stays open";
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_one = std::make_unique<RealSandbox>(m_folder.filePath(QStringLiteral("one")));
        const QString problem = m_one->up();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(m_one->state().phase, QStringLiteral("ready"));
    }

    void cleanupTestCase() { m_one.reset(); }

    void everyPodIsReady()
    {
        const QJsonArray pods = QJsonDocument::fromJson(m_one->kubectl({QStringLiteral("get"), QStringLiteral("pods"),
                                                                        QStringLiteral("-o"), QStringLiteral("json")}))
                                    .object()
                                    .value(QStringLiteral("items"))
                                    .toArray();
        QVERIFY(pods.size() >= 14);
        for (const QJsonValue pod : pods) {
            const QJsonArray statuses = pod[QStringLiteral("status")][QStringLiteral("containerStatuses")].toArray();
            if (pod[QStringLiteral("metadata")].toObject().contains(QStringLiteral("deletionTimestamp")))
                continue;
            QVERIFY(!statuses.isEmpty());
            QVERIFY(statuses.first()[QStringLiteral("ready")].toBool());
        }
    }

    void execReachesTheRealDatabaseAndRedis()
    {
        const auto exec = [this](const QString &pod, const QStringList &command) {
            return m_one->kubectl(QStringList{QStringLiteral("exec"), pod, QStringLiteral("--")} + command).trimmed();
        };
        QCOMPARE(exec(QStringLiteral("postgres-0"),
                      {QStringLiteral("psql"), QStringLiteral("-U"), QStringLiteral("edgelink"), QStringLiteral("-d"),
                       QStringLiteral("edgelink_prod"), QStringLiteral("-Atc"), QStringLiteral("SELECT 1")}),
                 QByteArray("1"));
        QCOMPARE(exec(QStringLiteral("postgres-0"),
                      {QStringLiteral("psql"), QStringLiteral("-Atc"),
                       QStringLiteral("SELECT version, dirty FROM schema_migrations")}),
                 QByteArray("12|f"));
        QVERIFY(exec(QStringLiteral("postgres-0"),
                     {QStringLiteral("psql"), QStringLiteral("-Atc"), QStringLiteral("SELECT count(*) FROM devices")})
                    .toInt()
                > 0);
        QCOMPARE(exec(QStringLiteral("redis-master-0"), {QStringLiteral("redis-cli"), QStringLiteral("ping")}),
                 QByteArray("PONG"));
        const qint64 redis = test::component(m_one->state(), QStringLiteral("redis"))->process.pid;
        QVERIFY(exec(QStringLiteral("redis-master-0"),
                     {QStringLiteral("redis-cli"), QStringLiteral("info"), QStringLiteral("server")})
                    .contains("process_id:" + QByteArray::number(redis)));
    }

    void onlyTheClusterReachesTheKubelets_data()
    {
        QTest::addColumn<Caller>("caller");
        QTest::addColumn<bool>("served");
        QTest::newRow("plain HTTP") << Caller::PlainHttp << false;
        QTest::newRow("TLS without a certificate") << Caller::NoCertificate << false;
        QTest::newRow("TLS with a certificate of the sandbox") << Caller::OurCertificate << true;
    }

    /// KWOK runs commands as whoever started the sandbox, and its port is open to all accounts of the machine.
    void onlyTheClusterReachesTheKubelets()
    {
        QFETCH(Caller, caller);
        QFETCH(bool, served);
        const QByteArray health
            = askKwok(caller, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        QVERIFY2(served ? health.startsWith("HTTP/1.1 200") : health.isEmpty(), health.constData());

        // As a browser would: by WebSocket.
        const QString trace = m_folder.filePath(QStringLiteral("trace-%1").arg(static_cast<int>(caller)));
        const QByteArray exec
            = askKwok(caller,
                      "GET /exec/edgelink-prod/redis-master-0/redis?output=1&command=touch&command=" + trace.toUtf8()
                          + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                            "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n");
        QVERIFY2(served ? exec.startsWith("HTTP/1.1 101") : exec.isEmpty(), exec.constData());
        QCOMPARE(QFile::exists(trace), served);

        // Through the API server, which knows who asks and shows KWOK a certificate, it goes on.
        QCOMPARE(m_one
                     ->kubectl({QStringLiteral("exec"), QStringLiteral("redis-master-0"), QStringLiteral("--"),
                                QStringLiteral("redis-cli"), QStringLiteral("ping")})
                     .trimmed(),
                 QByteArray("PONG"));
        const QStringList logs{QStringLiteral("logs"), QStringLiteral("redis-master-0")};
        QTRY_VERIFY_WITH_TIMEOUT(m_one->kubectl(logs).contains("INFO"), 20'000);
    }

    void usersHaveTheirRights_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QStringList>("question");
        QTest::addColumn<QByteArray>("answer");
        const QStringList getPods{QStringLiteral("get"), QStringLiteral("pods")};
        const QStringList patch{QStringLiteral("patch"), QStringLiteral("deployments")};
        const QStringList secrets{QStringLiteral("list"), QStringLiteral("secrets")};
        QTest::newRow("admin patches") << QStringLiteral("edgelink-sandbox") << patch << QByteArray("yes");
        QTest::newRow("certificate patches") << QStringLiteral("edgelink-cert") << patch << QByteArray("yes");
        QTest::newRow("viewer reads") << QStringLiteral("edgelink-viewer") << getPods << QByteArray("yes");
        QTest::newRow("viewer does not patch") << QStringLiteral("edgelink-viewer") << patch << QByteArray("no");
        QTest::newRow("viewer sees no secrets") << QStringLiteral("edgelink-viewer") << secrets << QByteArray("no");
    }

    void usersHaveTheirRights()
    {
        QFETCH(QString, context);
        QFETCH(QStringList, question);
        QFETCH(QByteArray, answer);
        QCOMPARE(
            m_one->kubectl(QStringList{QStringLiteral("auth"), QStringLiteral("can-i")} + question, context).trimmed(),
            answer);
    }

    void secretsAreForTheOwnerOnly()
    {
        for (const QString &name :
             {QStringLiteral("kubeconfig"), QStringLiteral("pki/tokens.csv"), QStringLiteral("pki/pgpass"),
              QStringLiteral("pki/pgpass.txt"), QStringLiteral("pki/ca.key"), QStringLiteral("kwok.yaml")}) {
            const QFile::Permissions others = QFile::permissions(m_one->file(name))
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
            QVERIFY2(others == QFile::Permissions() && QFile::exists(m_one->file(name)), qPrintable(name));
        }
    }

    void aCrashingPodSaysWhyAndClearingHealsIt_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("component");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("release") << QStringLiteral("bad-release") << QStringLiteral("nat-coordinator")
                                 << QByteArray("unknown field \"NAT_RELAY_REGION\"");
        QTest::newRow("configuration") << QStringLiteral("config-incompatible") << QStringLiteral("device-service")
                                       << QByteArray("unknown field \"SESSION_CLUSTER_SLOTS\"");
    }

    void aCrashingPodSaysWhyAndClearingHealsIt()
    {
        QFETCH(QString, fault);
        QFETCH(QString, component);
        QFETCH(QByteArray, reason);
        QCOMPARE(m_one->run({QStringLiteral("inject"), fault})->exitCode, 0);
        QCOMPARE(m_one->state().activeFaults, QStringList{fault});
        const auto crashing = [this] {
            const QList<QByteArray> lines
                = m_one->kubectl({QStringLiteral("get"), QStringLiteral("pods"), QStringLiteral("--no-headers")})
                      .split('\n');
            for (const QByteArray &line : lines) {
                if (line.contains("CrashLoopBackOff"))
                    return QString::fromUtf8(line.left(line.indexOf(' ')));
            }
            return QString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!crashing().isEmpty(), 180'000);
        const QString pod = crashing();
        QVERIFY2(pod.contains(component), qPrintable(pod));
        QTRY_VERIFY_WITH_TIMEOUT(m_one->kubectl({QStringLiteral("logs"), pod}).contains(reason), 180'000);
        QCOMPARE(m_one->run({QStringLiteral("clear")})->exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(crashing().isEmpty(), 180'000);
        QVERIFY(m_one->state().activeFaults.isEmpty());
    }

    void anUnknownFaultIsRefused()
    {
        const auto output = m_one->run({QStringLiteral("inject"), QStringLiteral("no-such-fault")});
        QVERIFY(output);
        QVERIFY(output->exitCode != 0);
        QVERIFY(output->standardError.contains("prometheus-down"));
    }

    void theApiServerIsKilledOrFrozenAndComesBack_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("killed") << QStringLiteral("apiserver-kill");
        QTest::newRow("frozen") << QStringLiteral("apiserver-hang");
    }

    void theApiServerIsKilledOrFrozenAndComesBack()
    {
        QFETCH(QString, fault);
        QCOMPARE(m_one->run({QStringLiteral("inject"), fault})->exitCode, 0);
        QCOMPARE(test::component(m_one->state(), QStringLiteral("kube-apiserver"))->state, QStringLiteral("stopped"));
        QVERIFY(!m_one->kubectl({QStringLiteral("get"), QStringLiteral("pods"), QStringLiteral("--request-timeout=2s")})
                     .contains("postgres-0"));
        QCOMPARE(m_one->run({QStringLiteral("clear")})->exitCode, 0);
        QCOMPARE(test::component(m_one->state(), QStringLiteral("kube-apiserver"))->state, QStringLiteral("ready"));
        QVERIFY(m_one->kubectl({QStringLiteral("get"), QStringLiteral("pods")}).contains("postgres-0"));
    }

    void aComponentThatDiesIsStartedAgainAndCounted()
    {
        const ComponentRecord before = *test::component(m_one->state(), QStringLiteral("redis"));
        QVERIFY(sendSignal(before.process, SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(
            test::component(m_one->state(), QStringLiteral("redis"))->restarts == before.restarts + 1
                && test::component(m_one->state(), QStringLiteral("redis"))->state == QLatin1String("ready"),
            180'000);
        QVERIFY(test::component(m_one->state(), QStringLiteral("redis"))->process != before.process);
    }

    void upTwiceIsTheSameSandbox()
    {
        const SandboxState before = m_one->state();
        QVERIFY(m_one->up().isEmpty());
        QCOMPARE(m_one->state().runToken, before.runToken);
    }

    void twoSandboxesDoNotMeet()
    {
        RealSandbox two(m_folder.filePath(QStringLiteral("two")));
        const QString problem = two.up({QStringLiteral("--helm"), QStringLiteral("4")});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const SandboxState first = m_one->state();
        const SandboxState second = two.state();
        const QList<quint16> taken = second.ports.values();
        for (const quint16 port : first.ports)
            QVERIFY(!taken.contains(port));
        QCOMPARE(m_one->run({QStringLiteral("status")})->exitCode, 0);
        QCOMPARE(two.run({QStringLiteral("down")})->exitCode, 0);
        QVERIFY(leftovers(second).isEmpty());
        QVERIFY(m_one->kubectl({QStringLiteral("get"), QStringLiteral("pods")}).contains("postgres-0"));
    }

    void killedSupervisorLeavesNothingForTheNextUp()
    {
        const SandboxState before = m_one->state();
        QVERIFY(leftovers(before).size() >= 11);
        QVERIFY(sendSignal(before.supervisor, SIGKILL));
        // The kernel takes what it started along at once.
        QTRY_VERIFY_WITH_TIMEOUT(leftovers(before).isEmpty(), 180'000);
        QCOMPARE(m_one->run({QStringLiteral("status")})->exitCode, 1);
        const QString problem = m_one->up();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_one->state().runToken != before.runToken);
    }

    /// Of a program whose Redis, Prometheus and Alertmanager knew no passwords.
    void aFolderWithoutPasswordsComesUpWithThem()
    {
        QStringList files{QStringLiteral("redis.conf"), QStringLiteral("prometheus-web.yml"),
                          QStringLiteral("alertmanager-web.yml")};
        const QStringList names = Plan::passwordNames();
        for (const QString &name : names)
            files << QStringLiteral("pki/%1.txt").arg(name);
        QMap<QString, QByteArray> before;
        for (const QString &name : std::as_const(files)) {
            before.insert(name, readFile(m_one->file(name)).value_or(QByteArray()));
            QVERIFY2(!before.value(name).isEmpty() && QFile::remove(m_one->file(name)), qPrintable(name));
        }
        QCOMPARE(m_one->run({QStringLiteral("status")})->exitCode, 0);
        const SandboxState old = m_one->state();
        QCOMPARE(m_one->run({QStringLiteral("down")})->exitCode, 0);
        QVERIFY(leftovers(old).isEmpty());
        const QString problem = m_one->up();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        for (const QString &name : std::as_const(files)) {
            const QByteArray now = readFile(m_one->file(name)).value_or(QByteArray());
            QVERIFY2(!now.isEmpty() && now != before.value(name), qPrintable(name)); // no two runs share one
        }
    }

    void interruptingUpLeavesNothing()
    {
        RealSandbox three(m_folder.filePath(QStringLiteral("three")));
        const ToolCall call
            = three.call({QStringLiteral("up"), QStringLiteral("--scenario"), QStringLiteral("healthy")});
        Cancellation interrupt; // runTool turns it into SIGINT
        auto outcome = std::async(std::launch::async, [&] { return runTool(call, interrupt); });
        QTRY_VERIFY_WITH_TIMEOUT(test::component(three.state(), QStringLiteral("kube-apiserver")).has_value()
                                     && test::component(three.state(), QStringLiteral("kube-apiserver"))->state
                                         == QLatin1String("starting"),
                                 180'000);
        interrupt.cancel();
        QVERIFY(!outcome.get());
        QVERIFY(!SupervisorLock::isHeld(three.file(QStringLiteral("supervisor.lock"))));
        QVERIFY(leftovers(three.state()).isEmpty());
    }

    void downLeavesNothing()
    {
        const SandboxState before = m_one->state();
        QCOMPARE(m_one->run({QStringLiteral("down")})->exitCode, 0);
        QVERIFY(leftovers(before).isEmpty());
        QCOMPARE(m_one->state().phase, QStringLiteral("stopped"));
        QCOMPARE(m_one->run({QStringLiteral("down")})->exitCode, 0);
    }

    void resetRemovesTheFolder()
    {
        QCOMPARE(m_one->run({QStringLiteral("reset")})->exitCode, 0);
        QVERIFY(!QFile::exists(m_one->file(QString())));
    }
};

EDGELINK_TEST_MAIN(SandboxLifecycleTest)
#include "tst_sandbox_lifecycle.moc"
