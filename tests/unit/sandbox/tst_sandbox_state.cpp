// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ports, locks, the state file, requests and the step graph.
#include "app/sandbox/drills.h"
#include "app/sandbox/layout.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/monitoring.h"
#include "app/sandbox/ports.h"
#include "app/sandbox/requests.h"
#include "app/sandbox/statefile.h"
#include "app/sandbox/taskgraph.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QMutex>
#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <thread>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

SandboxState sample()
{
    SandboxState state;
    state.phase = QStringLiteral("ready");
    state.scenario = QStringLiteral("bad-release");
    state.scenarioFile = QStringLiteral("/home/zhang/bad-release.yaml");
    state.timeCompression = 20;
    state.startedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    state.readyAt = state.startedAt.addSecs(15);
    state.consoleConfiguration = QStringLiteral("/d/console.yaml");
    state.ports = {{QStringLiteral("etcd"), 20001}, {QStringLiteral("redis"), 20002}};
    state.activeFaults = {QStringLiteral("cpu-burn")};
    state.drills = {{QStringLiteral("cpu-burn"),
                     {QStringLiteral("CPU burn"), QStringLiteral("CPU 耗尽")},
                     QStringLiteral("cpu-burn"),
                     QStringLiteral("healthy"),
                     {QStringLiteral("cpu")},
                     {}}};
    state.supervisor = {4711, Q_UINT64_C(18446744073709551615)};
    state.bootId = QStringLiteral("boot");
    state.runToken = QStringLiteral("token");
    ComponentRecord component;
    component.name = QStringLiteral("etcd");
    component.state = QStringLiteral("ready");
    component.since = state.startedAt;
    component.lastLine = QStringLiteral("\"quoted\" ✓");
    component.process = {99, Q_UINT64_C(9007199254740993)};
    component.restarts = 2;
    state.components << component;
    return state;
}

} // namespace

class SandboxStateTest : public test::Suite
{
    Q_OBJECT

private slots:
    void aStateComesBackAsItWas()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("state.json"));
        QVERIFY(writeState(path, sample()));
        const auto read = readState(path);
        QVERIFY(read);
        QCOMPARE(*read, sample());
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void aBrokenStateIsAnError_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << toJson(sample()).left(200);
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("other schema") << QByteArray("{\"schema\": 2}");
        QTest::newRow("deep") << QByteArray(100'000, '[');
    }

    void aBrokenStateIsAnError()
    {
        QFETCH(QByteArray, text);
        const auto state = parseState(text);
        QVERIFY(!state);
        QVERIFY(!state.error().what.isEmpty());
    }

    void wrongTypesReadAsNothing()
    {
        const auto state
            = parseState(R"({"schema":1,"phase":7,"ports":[1],"components":[3,{"name":{}}],"supervisor":"x"})");
        QVERIFY(state);
        QVERIFY(state->phase.isEmpty());
        QVERIFY(!state->supervisor.isValid());
    }

    void twoLeasesShareNoPort()
    {
        QStringList names;
        for (int i = 0; i < 40; ++i)
            names << QString::number(i);
        const auto one = PortLease::take(names);
        const auto two = PortLease::take(names);
        QVERIFY(one && two);
        QCOMPARE(one->ports().size(), 40);
        QSet<quint16> ports;
        for (const PortLease *lease : {&*one, &*two}) {
            for (const quint16 port : lease->ports()) {
                QVERIFY(!ports.contains(port));
                ports << port;
                QVERIFY(port >= 18000 && port < 32000);
            }
        }
    }

    void aPortInUseIsNotLeased()
    {
        // Whatever is listening on the next candidates, the lease is bindable.
        const auto lease = PortLease::take({QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY(lease);
        for (const quint16 port : lease->ports()) {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost, port));
        }
    }

    void onlyOneSupervisorHoldsTheLock()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("supervisor.lock"));
        QVERIFY(!SupervisorLock::isHeld(path));
        {
            const auto lock = SupervisorLock::take(path);
            QVERIFY(lock);
            QVERIFY(SupervisorLock::isHeld(path));
            QVERIFY(SupervisorLock::holder(path) == identityOf(::getpid()));
            const auto second = SupervisorLock::take(path);
            QVERIFY(!second);
            QCOMPARE(second.error().kind, ErrorKind::Conflict);
        }
        QVERIFY(!SupervisorLock::isHeld(path));
        QVERIFY(!SupervisorLock::holder(path));
    }

    void aFolderOfSomebodyElseIsNotTaken()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath(QStringLiteral("thesis.txt")), "irreplaceable"));
        const Layout layout = Layout::at(folder.path());
        const auto claimed = claimDirectory(layout);
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().kind, ErrorKind::Refused);
        QVERIFY(!removeAll(layout));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("thesis.txt"))));
    }

    void anEmptyFolderIsTakenAndGivenBack()
    {
        const QTemporaryDir folder;
        const Layout layout = Layout::at(folder.filePath(QStringLiteral("new/one")));
        QVERIFY(claimDirectory(layout));
        QVERIFY(claimDirectory(layout));
        QCOMPARE(QFile::permissions(layout.root) & (QFile::ReadGroup | QFile::ExeOther), QFile::Permissions());
        QVERIFY(writeFile(layout.path(QStringLiteral("old")), "x"));
        QVERIFY(removeRun(layout));
        QVERIFY(!QFile::exists(layout.path(QStringLiteral("old"))));
        QVERIFY(removeAll(layout));
        QVERIFY(!QFile::exists(layout.root));
    }

    void aRequestIsAnswered()
    {
        const QTemporaryDir folder;
        const Layout layout = Layout::at(folder.path());
        QVERIFY(QDir().mkpath(layout.requests()));
        const auto lock = SupervisorLock::take(layout.lockFile());
        QVERIFY(lock);
        RequestInbox inbox(layout, nullptr);
        connect(&inbox, &RequestInbox::received, &inbox, [&inbox](const Request &request) {
            inbox.reply(request.id,
                        request.fault == QLatin1String("good") ? Result<void>{}
                                                               : failure(ErrorKind::Usage, request.fault));
        });
        inbox.open();
        for (const QString &fault : {QStringLiteral("good"), QStringLiteral("bad")}) {
            std::atomic<bool> answered = false;
            Result<void> outcome;
            std::thread asker([&] {
                outcome = ask(layout, {{}, QStringLiteral("inject"), fault}, std::chrono::seconds(30));
                answered = true;
            });
            const bool came = QTest::qWaitFor([&answered] { return answered.load(); }, 30'000);
            asker.join();
            QVERIFY(came);
            QCOMPARE(outcome.has_value(), fault == QLatin1String("good"));
        }
        QVERIFY(QDir(layout.requests()).isEmpty());
    }

    void nobodyIsAskedWhereNobodyRuns()
    {
        const QTemporaryDir folder;
        const auto outcome
            = ask(Layout::at(folder.path()), {{}, QStringLiteral("clear"), {}}, std::chrono::seconds(30));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Unreachable);
    }

    void stepsRunInOrder()
    {
        QMutex mutex;
        QStringList done;
        const auto step = [&](const char *name) {
            return [&mutex, &done, name]() -> Result<void> {
                const QMutexLocker lock(&mutex);
                done << QLatin1String(name);
                return {};
            };
        };
        TaskGraph graph;
        graph.add(QStringLiteral("c"), {QStringLiteral("a"), QStringLiteral("b")}, step("c"));
        graph.add(QStringLiteral("a"), {}, step("a"));
        graph.add(QStringLiteral("b"), {QStringLiteral("a")}, step("b"));
        QSignalSpy finished(&graph, &TaskGraph::finished);
        graph.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(done, (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    }

    void afterAFailureNothingStarts()
    {
        std::atomic<bool> ran = false;
        std::optional<Error> why;
        int reports = 0;
        TaskGraph graph;
        graph.add(QStringLiteral("a"), {},
                  []() -> Result<void> { return failure(ErrorKind::Io, QStringLiteral("broken")); });
        graph.add(QStringLiteral("b"), {QStringLiteral("a")}, [&ran]() -> Result<void> {
            ran = true;
            return {};
        });
        connect(&graph, &TaskGraph::finished, &graph, [&](const std::optional<Error> &error) {
            why = error;
            ++reports;
        });
        graph.start();
        QTRY_COMPARE(reports, 1);
        QVERIFY(why);
        QCOMPARE(why->what, QStringLiteral("broken"));
        QCOMPARE(why->subject, QStringLiteral("a"));
        QVERIFY(!ran);
    }

    void everyScenarioWithADrillIsOne()
    {
        const QString folder = QStringLiteral(EDGELINK_SOURCE_DIR "/resources/sandbox/scenarios");
        Scenario played;
        played.name = QStringLiteral("mine");
        played.drill = DrillPlan{QStringLiteral("cpu-burn"), QStringLiteral("healthy")};
        QMap<QString, DrillRecord> drills;
        for (const DrillRecord &drill : presentDrills(folder, played))
            drills.insert(drill.name, drill);
        QCOMPARE(drills.keys(),
                 (QStringList{QStringLiteral("apiserver-outage"), QStringLiteral("bad-release"),
                              QStringLiteral("config-incompatible"), QStringLiteral("connection-drop"),
                              QStringLiteral("cpu-burn"), QStringLiteral("memory-leak"), QStringLiteral("mine"),
                              QStringLiteral("probe-failures"), QStringLiteral("prometheus-down")}));
        QCOMPARE(drills[QStringLiteral("memory-leak")].inject, QStringLiteral("leaking-release"));
        QCOMPARE(drills[QStringLiteral("memory-leak")].completeWhen, QStringLiteral("rolled-back"));
        QCOMPARE(drills[QStringLiteral("apiserver-outage")].silent, QStringList{QStringLiteral("kubernetes")});
        QVERIFY(!drills[QStringLiteral("apiserver-outage")].title.zh.isEmpty());
        QCOMPARE(presentDrills(QStringLiteral("/nonexistent"), played).size(), 1);
    }

    void rulesHaveCompressedWindows()
    {
        const QByteArray thresholds = R"(version: 1
thresholds:
  - {id: http-5xx, title: {en: Errors}, unit: "%", direction: above, threshold: 5, window: 5m, query: 'rate(x[${window}])'}
  - {id: connections, direction: below, threshold: 50, window: 3m, query: 'c', baseline_query: 'b offset ${window}'}
)";
        const auto rules = alertRules(thresholds, 20);
        QVERIFY(rules);
        QVERIFY(rules->contains("(rate(x[15s])) > 5"));
        QVERIFY(rules->contains("for: 15s"));
        QVERIFY(rules->contains("(c) < 50 / 100 * (b offset 9s)"));
        QVERIFY(rules->contains("alert: EdgeLinkHttp5xx"));
        QVERIFY(!alertRules("thresholds: [{id: x, query: '${nonsense}'}]", 20));
        QVERIFY(!alertRules("thresholds: [", 20));
    }
};

EDGELINK_TEST_MAIN(SandboxStateTest)
#include "tst_sandbox_state.moc"
