// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an earlier console left behind it: a tool that still runs, a release that is still pending, reads without an
// outcome, a claim.
#include "app/services/runbook/orphan.h"
#include "app/services/runbook/runclaim.h"
#include "tests/support/runinvariants.h"
#include "tests/unit/runbook/scriptedrun.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace edgelink;
using namespace edgelink::test;
using edgelink::runbook::EngineOptions;
using edgelink::runbook::RunClaim;

class RunbookLeftTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void oldProcessIsWaitedForAndAskedToStop_data()
    {
        QTest::addColumn<bool>("stop");
        QTest::newRow("ends by itself") << false;
        QTest::newRow("is interrupted by a stop") << true;
    }

    void oldProcessIsWaitedForAndAskedToStop()
    {
        QFETCH(bool, stop);
        QString runId;
        World world;
        EngineOptions options = Console::fast();
        auto processes = std::make_shared<FakeProcesses>();
        processes->orphan = runbook::ProcessIdentity{4711, 1};
        processes->livesFor = stop ? 1000000 : 20;
        options.processes = processes;
        Console console(world, upTo(QStringLiteral("intent"), runId), options);
        world.manifest = 2;
        QVERIFY(Console::value(console.engine->resume(runId, "bob")));
        if (stop) {
            QVERIFY(console.until(runId, [](const RunSnapshot &run) {
                return run.current == 1 && run.steps.at(1).text.contains(QLatin1String("4711"));
            }));
            console.engine->stop(runId, "bob");
        }
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(processes->lastSignal.load(), stop ? SIGINT : 0);
        QCOMPARE(console.latest(runId).outcome, stop ? Outcome::Cancelled : Outcome::Success);
        QCOMPARE(runBreachOf(console.journal.events()), QString());
    }

    /// Stuck in the kernel, or another user's: nothing ends it, and nothing is run beside it.
    void aProcessThatNothingEndsIsGivenUp()
    {
        QString runId;
        QList<JournalEvent> events = upTo(QStringLiteral("intent"), runId);
        for (JournalEvent &event : events) {
            if (event.draft.kind != QLatin1String("run-started"))
                continue;
            QJsonArray plan = event.draft.payload.value("plan").toArray();
            QJsonObject rollback = plan.at(1).toObject();
            QJsonObject command = rollback.value("command").toObject();
            rollback["timeoutMs"] = 1;
            command["graceMs"] = 1;
            rollback["command"] = command;
            plan[1] = rollback;
            event.draft.payload["plan"] = plan;
        }
        EngineOptions options = Console::fast();
        options.killPatience = std::chrono::milliseconds{20};
        auto processes = std::make_shared<FakeProcesses>();
        processes->orphan = runbook::ProcessIdentity{4711, 1};
        processes->survives = true;
        options.processes = processes;
        World world;
        Console console(world, events, options);
        QVERIFY(Console::value(console.engine->resume(runId, "bob")));
        QVERIFY(console.untilState(runId, RunState::AwaitingDecision));
        QCOMPARE(processes->lastSignal.load(), SIGKILL);
        QCOMPARE(console.latest(runId).steps.at(1).state, StepState::Unknown);
        QVERIFY(console.latest(runId).question.contains(QLatin1String("4711 does not end")));
        console.engine->decide(runId, {RunChoice::Retry, {}, "bob", 0});
        QVERIFY(console.until(runId, [](const RunSnapshot &run) {
            return run.state == RunState::AwaitingDecision && run.question.contains(QLatin1String("has still not"));
        }));
        QVERIFY(console.runner.ran().isEmpty());
        console.engine->decide(runId, {RunChoice::Stop, {}, "bob", 0});
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(runBreachOf(console.journal.events()), QString());
    }

    void pendingReleaseIsGivenTimeToSettle()
    {
        QString runId;
        World world;
        EngineOptions options = Console::fast();
        options.settleDeadline = std::chrono::seconds{20};
        Console console(world, upTo(QStringLiteral("intent"), runId), options);
        console.releases.setHistory(Console::history({"superseded", "superseded", "deployed", "pending-rollback"}));
        QVERIFY(Console::value(console.engine->resume(runId, "bob")));
        QVERIFY(console.until(runId, [](const RunSnapshot &run) { return run.current == 1; }));
        QTest::qWait(50); // a moment in which it must not judge
        QCOMPARE(console.latest(runId).steps.at(1).state, StepState::Unknown);
        world.manifest = 2;
        console.releases.setHistory(Console::history({"superseded", "superseded", "superseded", "deployed"}));
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(console.latest(runId).outcome, Outcome::Success);
    }

    void cutShortReadsGetTheirOutcome()
    {
        QString runId;
        QList<JournalEvent> events = upTo(QStringLiteral("run-started"), runId);
        JournalEvent read = events.last();
        read.draft.id = QUuid::createUuid();
        read.draft.kind = QStringLiteral("intent");
        read.draft.stepId = QStringLiteral("history");
        read.draft.payload = {{"program", "kubectl"},
                              {"argv", QJsonArray{"get", "pods"}},
                              {"mutating", false},
                              {"commandId", read.draft.id.toString(QUuid::WithoutBraces)}};
        World world;
        Console console(world, events << read);
        QVERIFY(Console::value(console.engine->resume(runId, "bob")));
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(runBreachOf(console.journal.events()), QString());
        const QJsonObject settled = console.journal.events("outcome").first().draft.payload;
        QCOMPARE(settled.value("observed").toString(), QStringLiteral("not-observed"));
        QCOMPARE(settled.value("mutating").toBool(true), false);
    }

    /// A console that lives, but could not write its journal any more, is not at work: its run is for whoever can.
    void aRunThatAnotherConsoleHasLeftIsTakenOver()
    {
        QTemporaryDir folder;
        QString runId;
        QList<JournalEvent> events = upTo(QStringLiteral("intent"), runId);
        for (JournalEvent &event : events) {
            if (event.draft.kind == QLatin1String("run-started"))
                event.draft.payload["console"] = QJsonObject{{"pid", 815}, {"startTicks", "42"}};
        }
        auto processes = std::make_shared<FakeProcesses>();
        processes->other = runbook::ProcessIdentity{815, 42};
        EngineOptions options = Console::fast();
        options.processes = processes;
        options.claimFolder = folder.path();
        World world;
        Console console(world, events, options);
        auto theirs = RunClaim::take(folder.path(), console.environment.name);
        QVERIFY(theirs);
        QCOMPARE(Console::value(console.engine->unfinished())->first().atWorkElsewhere, 815);
        QCOMPARE(Console::value(console.engine->resume(runId, "bob")).error().kind, ErrorKind::Conflict);
        theirs->reset();
        const auto left = Console::value(console.engine->unfinished());
        QCOMPARE(left->first().atWorkElsewhere, 0);
        QVERIFY(!left->first().question.isEmpty());
        QVERIFY(
            QTest::qWaitFor([&] { return Console::value(console.engine->resume(runId, "bob")).has_value(); }, 20000));
        QVERIFY(console.until(runId, [](const RunSnapshot &run) {
            return run.state == RunState::Finished || run.state == RunState::AwaitingDecision;
        }));
    }
};

EDGELINK_TEST_MAIN(RunbookLeftTest)
#include "tst_runbookleft.moc"
