// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Faults that are releases: told apart from those that the simulator plays, and taken back however many there are.
// Helm is a script here that keeps a history as helm does; tst_faults_real does the same with the real one.
#include "app/sandbox/faultdesk.h"
#include "app/sandbox/simulator/activefaults.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

/// Keeps "<revision> <description>" a line; fails an upgrade while the file "broken" is there, after adding its row.
constexpr const char *HelmScript = R"SH(#!/bin/sh
cd "$(dirname "$0")" || exit 1
newest=$(wc -l < history)
case $1 in
  package) exit 0 ;;
  history)
    sep='['
    while read -r revision description; do
      printf '%s{"revision":%s,"description":"%s"}' "$sep" "$revision" "$description"
      sep=','
    done < history
    printf ']\n' ;;
  upgrade)
    echo "$((newest + 1)) Upgrade complete" >> history
    if [ -e broken ]; then echo 'Error: timed out' >&2; exit 1; fi ;;
  rollback) echo "$((newest + 1)) Rollback to $3" >> history ;;
  *) exit 2 ;;
esac
)SH";

/// A desk over a release that stands at revision 2.
struct Desk {
    QTemporaryDir folder;
    Cancellation never;
    Plan plan;
    StateBoard board;
    ProcessHost host;
    ReleaseDeployer deployer;
    FaultDesk faults;
    QStringList shown;

    Desk()
        : board(folder.filePath(QStringLiteral("state.json")), nullptr)
        , host(board, never, folder.filePath(QStringLiteral("log")), nullptr)
        , deployer(plan, never)
        , faults(plan, host, deployer)
    {
        plan.layout = Layout::at(folder.path());
        plan.resources = QStringLiteral(EDGELINK_SOURCE_DIR "/resources");
        QDir(folder.path()).mkdir(QStringLiteral("charts"));
        script(QStringLiteral("helm3"), HelmScript);
        script(QStringLiteral("migrate"), "#!/bin/sh\nexit 0\n");
        write(QStringLiteral("history"), "1 Install complete\n2 Upgrade complete\n");
        faults.onChange([this](const QStringList &names) { shown = names; });
    }

    void script(const QString &name, const QByteArray &text)
    {
        write(name, text);
        QFile::setPermissions(file(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        plan.programs.paths.insert(name, file(name));
    }
    void write(const QString &name, const QByteArray &text) const { static_cast<void>(writeFile(file(name), text)); }
    [[nodiscard]] QString file(const QString &name) const { return plan.layout.path(name); }
    [[nodiscard]] QByteArray lastRow() const
    {
        return readFile(file(QStringLiteral("history"))).value_or(QByteArray()).trimmed().split('\n').last();
    }
    [[nodiscard]] qsizetype rows() const
    {
        return readFile(file(QStringLiteral("history"))).value_or(QByteArray()).count('\n');
    }
    /// What the simulator is told to play.
    [[nodiscard]] QStringList played() const
    {
        QStringList names;
        const auto read = parseActiveFaults(readFile(plan.layout.faultsFile()).value_or(QByteArray()),
                                            QDateTime::currentDateTimeUtc());
        if (!read)
            return {QStringLiteral("unreadable")};
        for (const ActiveFault &fault : *read)
            names << fault.name;
        return names;
    }
};

const QString Bad = QStringLiteral("bad-release");
const QString Config = QStringLiteral("config-incompatible");
const QString Leaking = QStringLiteral("leaking-release");
const QString Leak = QStringLiteral("memory-leak");

} // namespace

class SandboxFaultsTest : public test::Suite
{
    Q_OBJECT

private slots:
    void aReleaseIsNothingThatTheSimulatorPlays()
    {
        Desk desk;
        QVERIFY(desk.faults.begin());
        QVERIFY(desk.faults.inject(Leaking));
        QCOMPARE(desk.shown, QStringList{Leaking});
        QCOMPARE(desk.played(), QStringList()); // so that a rollback, by whomever, heals it
        QVERIFY(desk.faults.inject(Leak));
        QCOMPARE(desk.shown, (QStringList{Leaking, Leak}));
        QCOMPARE(desk.played(), QStringList{Leak});
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.shown, QStringList());
        QCOMPARE(desk.played(), QStringList());
        QCOMPARE(desk.lastRow(), QByteArray("4 Rollback to 2"));
    }

    void theScenariosOwnReleaseIsNoOtherFault_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<int>("revision");
        QTest::addColumn<QString>("name");
        QTest::newRow("bad release") << Bad << 2 << Bad;
        QTest::newRow("configuration") << Config << 2 << Config;
        // "memory-leak" is what the simulator plays on any release.
        QTest::newRow("memory leak") << Leak << 2 << Leaking;
        QTest::newRow("of one's own") << QStringLiteral("mine") << 2 << QStringLiteral("mine-3");
        QTest::newRow("a later one") << Bad << 3 << QStringLiteral("bad-release-4");
    }

    void theScenariosOwnReleaseIsNoOtherFault()
    {
        QFETCH(QString, scenario);
        QFETCH(int, revision);
        QFETCH(QString, name);
        Scenario played;
        played.name = scenario;
        QCOMPARE(releaseFaultName(played, revision), name);
        for (const Fault &fault : builtinFaults()) {
            if (fault.name == name)
                QVERIFY(fault.deploy);
        }
    }

    void clearingTakesBackEveryRelease()
    {
        Desk desk;
        QVERIFY(desk.faults.inject(Bad)); // 3
        QVERIFY(desk.faults.inject(Config)); // 4, on top of it
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.lastRow(), QByteArray("5 Rollback to 2")); // not 3, which is the bad one
        QCOMPARE(desk.shown, QStringList());
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.rows(), 5);
    }

    void clearingDoesNotUndoWhatSomebodyDid_data()
    {
        QTest::addColumn<QStringList>("faults");
        QTest::addColumn<QByteArray>("byHand"); ///< appended to helm's history
        QTest::addColumn<QByteArray>("last"); ///< row after clear()
        QTest::newRow("rolled back") << QStringList{Bad} << QByteArray("4 Rollback to 2\n")
                                     << QByteArray("4 Rollback to 2");
        QTest::newRow("replaced") << QStringList{Bad} << QByteArray("4 Upgrade complete\n")
                                  << QByteArray("4 Upgrade complete");
        QTest::newRow("both rolled back")
            << QStringList{Bad, Config} << QByteArray("5 Rollback to 1\n") << QByteArray("5 Rollback to 1");
        QTest::newRow("rolled back to the bad one")
            << QStringList{Bad, Config} << QByteArray("5 Rollback to 3\n") << QByteArray("6 Rollback to 2");
        QTest::newRow("rolled back and forth")
            << QStringList{Bad} << QByteArray("4 Rollback to 2\n5 Rollback to 3\n") << QByteArray("6 Rollback to 2");
    }

    void clearingDoesNotUndoWhatSomebodyDid()
    {
        QFETCH(QStringList, faults);
        QFETCH(QByteArray, byHand);
        QFETCH(QByteArray, last);
        Desk desk;
        for (const QString &fault : faults)
            QVERIFY(desk.faults.inject(fault));
        desk.write(QStringLiteral("history"), *readFile(desk.file(QStringLiteral("history"))) + byHand);
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.lastRow(), last);
    }

    void injectingAgainDeploysOnlyWhatIsNotInEffect()
    {
        Desk desk;
        QVERIFY(desk.faults.inject(Bad)); // 3
        QVERIFY(desk.faults.inject(Bad));
        QCOMPARE(desk.rows(), 3);
        QVERIFY(desk.faults.inject(Config)); // 4
        QVERIFY(desk.faults.inject(Bad)); // 5: 4 had replaced it
        QCOMPARE(desk.rows(), 5);
        QCOMPARE(desk.shown, (QStringList{Bad, Config}));
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.lastRow(), QByteArray("6 Rollback to 2"));
    }

    void theScenariosOwnCourseDoesNotRepeatADrill()
    {
        Desk desk;
        const RevisionPlan revision{QStringLiteral("0.2.0"), QStringLiteral("0.2.0"), 12, false, {}, {}};
        QVERIFY(desk.faults.inject(Bad)); // 3
        QVERIFY(desk.faults.inject(Leak));
        QVERIFY(desk.faults.deployOnce(Bad, revision));
        QVERIFY(desk.faults.clear()); // 4
        QVERIFY(desk.faults.deployOnce(Bad, revision));
        QVERIFY(desk.faults.injectOnce(Leak));
        QCOMPARE(desk.rows(), 4);
        QCOMPARE(desk.shown, QStringList());
        QVERIFY(desk.faults.deployOnce(Leaking, revision)); // 5
        QVERIFY(desk.faults.injectOnce(QStringLiteral("cpu-burn")));
        QCOMPARE(desk.shown, (QStringList{Leaking, QStringLiteral("cpu-burn")}));
    }

    void halfAReleaseIsTakenBackToo()
    {
        Desk desk;
        desk.write(QStringLiteral("broken"), {});
        const auto injected = desk.faults.inject(Bad);
        QVERIFY(!injected);
        QVERIFY(injected.error().what.contains(QLatin1String("timed out")));
        QCOMPARE(desk.shown, QStringList{Bad});
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.lastRow(), QByteArray("4 Rollback to 2"));
    }

    void whatWasNeverDeployedIsNoFault()
    {
        Desk desk;
        desk.script(QStringLiteral("migrate"), "#!/bin/sh\necho 'error: no such host' >&2\nexit 1\n");
        QVERIFY(!desk.faults.inject(Bad));
        QCOMPARE(desk.shown, QStringList());
        QVERIFY(desk.faults.clear());
        QCOMPARE(desk.rows(), 2);
    }

    void aHistoryOfAnyShapeIsRead()
    {
        for (const char *text : {"", "[", "{}", "[1, null, {}]", R"([{"revision": -3}, {"revision": "x"}])"})
            QCOMPARE(parseReleaseRows(text), QList<ReleaseRow>());
        QCOMPARE(newestRevision({}), 0);
        QVERIFY(!inEffect({}, {{3, 2}}));
        // A description that points at itself or ahead leads nowhere.
        QCOMPARE(originOf({{3, QStringLiteral("Rollback to 3")}}, 3), 3);
        QCOMPARE(originOf({{3, QStringLiteral("Rollback to 4")}, {4, QStringLiteral("Rollback to 3")}}, 4), 3);
        QVERIFY(!healthyRevision({{3, {}}}, {{3, 3}}));
        QVERIFY(!healthyRevision({{1, {}}}, {{1, 0}})); // there is nothing before it
    }
};

EDGELINK_TEST_MAIN(SandboxFaultsTest)
#include "tst_sandbox_faults.moc"
