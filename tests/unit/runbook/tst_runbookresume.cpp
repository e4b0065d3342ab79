// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/orphan.h"
#include "app/services/runbook/runclaim.h"
#include "tests/support/runinvariants.h"
#include "tests/unit/runbook/scriptedrun.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace edgelink;
using namespace edgelink::test;
using edgelink::runbook::EngineOptions;
using edgelink::runbook::RunClaim;

namespace {

/// How often the first console's command took effect although nobody saw it.
enum class Fate { TookEffect, DidNothing };

} // namespace

Q_DECLARE_METATYPE(Script)

class RunbookResumeTest : public test::Suite
{
    Q_OBJECT

private slots:
    void everyPrefixOfARunIsFinished_data()
    {
        QTest::addColumn<Script>("script");
        const QList<Script> all = scripts();
        for (const Script &script : all)
            QTest::newRow(qPrintable(script.name)) << script;
    }

    /// The console dies after each single row of a whole run. Restarted, it must find the run, settle what is in doubt,
    /// and bring it to an end in which nothing is missing; whether the lost command took effect or not.
    void everyPrefixOfARunIsFinished()
    {
        QFETCH(Script, script);
        QString runId;
        const QList<JournalEvent> whole = wholeRun(script, runId);
        QCOMPARE(runBreachOf(whole), QString());
        int crashes = 0;
        for (qsizetype length = 1; length <= whole.size(); ++length) {
            const QList<JournalEvent> prefix = whole.mid(0, length);
            const bool started = std::any_of(prefix.cbegin(), prefix.cend(), [](const JournalEvent &event) {
                return event.draft.kind == QLatin1String(journalkind::RunStarted);
            });
            const bool finished = prefix.last().draft.kind == QLatin1String(journalkind::RunFinished);
            for (const Fate fate : {Fate::TookEffect, Fate::DidNothing}) {
                World world;
                world.manifest = manifestAfter(prefix, fate, script);
                Console console(world, prefix);
                const auto intents = static_cast<int>(console.journal.count(QStringLiteral("intent")));
                const auto calls = std::make_shared<std::atomic<int>>(intents);
                console.runner.setHandler(behaviour(world, script, calls));
                obey(console, script);
                const QString where = QStringLiteral("after row %1 (%2 %3)")
                                          .arg(length)
                                          .arg(prefix.last().draft.kind, prefix.last().draft.stepId);

                const auto left = Console::value(console.engine->unfinished());
                QVERIFY(left);
                QCOMPARE(left->size(), started && !finished ? 1 : 0);
                if (left->isEmpty())
                    continue;
                QCOMPARE(left->first().runId, runId);
                ++crashes;
                const auto resumed = Console::value(console.engine->resume(runId, QStringLiteral("bob")));
                QVERIFY2(resumed.has_value(), qPrintable(where));
                const bool ended = QTest::qWaitFor(
                    [&] {
                        if (console.runner.running() > 0)
                            console.engine->stop(runId, QStringLiteral("bob"));
                        return console.latest(runId).state == RunState::Finished;
                    },
                    20000);
                QVERIFY2(ended, qPrintable(where + '\n' + console.log().join('\n')));
                const QString breach = runBreachOf(console.journal.events());
                QVERIFY2(breach.isEmpty(), qPrintable(where + ": " + breach + '\n' + console.log().join('\n')));

                const RunSnapshot run = console.latest(runId);
                QVERIFY(run.resumed);
                if (run.outcome == Outcome::Success) {
                    for (const StepRecord &step : run.steps)
                        QVERIFY2(step.state == StepState::Done || step.state == StepState::Skipped, qPrintable(where));
                    const bool isSkipped = run.steps.at(1).state == StepState::Skipped;
                    QVERIFY2(isSkipped || world.manifest == 2, qPrintable(where));
                }
                if (script.name == QLatin1String("happy"))
                    QCOMPARE(run.outcome, Outcome::Success);
                // Nothing is done twice: a target that is reached is not run for again.
                const auto total = static_cast<int>(console.journal.count(QStringLiteral("intent")));
                if (fate == Fate::TookEffect && script.name == QLatin1String("happy"))
                    QCOMPARE(total, 1);
                QVERIFY(
                    QTest::qWaitFor([&] { return Console::value(console.engine->unfinished())->isEmpty(); }, 20000));
            }
        }
        QVERIFY(crashes >= 10);
    }

    void danglingIntentIsSettledByLooking_data()
    {
        QTest::addColumn<int>("manifest");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("observed");
        QTest::newRow("reached") << 2 << "done"
                                 << "passed";
        QTest::newRow("not reached") << 3 << "failed"
                                     << "failed";
    }

    void danglingIntentIsSettledByLooking()
    {
        QFETCH(int, manifest);
        QFETCH(QString, state);
        QFETCH(QString, observed);
        QString runId;
        World world;
        Console console(world, upTo(QStringLiteral("intent"), runId));
        world.manifest = manifest;
        const auto left = Console::value(console.engine->unfinished());
        QCOMPARE(left->first().state, RunState::AwaitingDecision);
        QCOMPARE(left->first().atWorkElsewhere, 0);
        QCOMPARE(stepStateId(left->first().steps.at(1).state), QStringLiteral("unknown"));
        QVERIFY(Console::value(console.engine->resume(runId, "bob")));
        QVERIFY(console.until(runId, [](const RunSnapshot &run) {
            return run.state == RunState::Finished || run.state == RunState::AwaitingDecision;
        }));
        QCOMPARE(stepStateId(console.latest(runId).steps.at(1).state), state);
        const JournalEvent outcome = console.journal.events("outcome").first();
        QCOMPARE(outcome.draft.payload.value("outcome").toString(), QStringLiteral("unknown"));
        QCOMPARE(outcome.draft.payload.value("observed").toString(), observed);
        QVERIFY(console.runner.ran().isEmpty()); // not run a second time without being asked
        const QStringList log = console.log();
        const qsizetype resumed = log.indexOf("decision resume");
        QVERIFY2(resumed > 0, qPrintable(log.join('\n')));
        QCOMPARE(
            log.mid(resumed, 4),
            (QStringList{
                "decision resume", QStringLiteral("observation rollback release-at %1").arg(observed),
                "outcome rollback unknown",
                QStringLiteral("step-finished rollback %1 %2").arg(state, state == "done" ? "success" : "error")}));
    }

    void guardsLookAgainBeforeACommandThatWasNotBegun_data()
    {
        QTest::addColumn<QString>("last"); ///< row of the cut
        QTest::addColumn<bool>("again"); ///< the guards look again
        QTest::newRow("between the guards") << "step-finished history done success" << true;
        QTest::newRow("after the guards") << "step-finished target done success" << true;
        QTest::newRow("step begun, command not") << "step-started rollback #1" << true;
        QTest::newRow("command begun") << "intent rollback" << false;
        QTest::newRow("command done") << "step-finished rollback done success" << false;
    }

    /// A colleague rolled back while nobody looked: what the guards saw before the crash is worth nothing by then.
    void guardsLookAgainBeforeACommandThatWasNotBegun()
    {
        QFETCH(QString, last);
        QFETCH(bool, again);
        QByteArray guarded(DemoRunbook);
        guarded.replace("  - id: rollback\n",
                        "  - {id: target, title: {en: a, zh: b}, why: {en: a, zh: b}, probe: target-revision}\n"
                        "  - id: rollback\n");
        World world;
        Console first(world);
        first.write(QStringLiteral("demo.yaml"), guarded);
        const QString runId = first.begin();
        QVERIFY(first.untilState(runId, RunState::Finished));
        const qsizetype cut = first.log().indexOf(last);
        QVERIFY2(cut > 0, qPrintable(first.log().join('\n')));
        const QList<JournalEvent> prefix = first.journal.events().mid(0, cut + 1);
        for (const bool isStill : {true, false}) {
            world.manifest = again ? 3 : 2;
            Console console(world, prefix);
            console.probes.setHandler([&world, isStill](const ProbeRequest &request) -> std::optional<Observation> {
                if (request.probe == QLatin1String("history-unchanged") && !isStill)
                    return FakeProbes::saw(Observation::State::Failed, QStringLiteral("revision 4 is there now"));
                return Console::look(world, request);
            });
            QVERIFY(Console::value(console.engine->resume(runId, "bob")));
            const bool asks = again && !isStill;
            QVERIFY(console.untilState(runId, asks ? RunState::AwaitingDecision : RunState::Finished));
            if (asks) {
                QCOMPARE(console.latest(runId).current, 0);
                QVERIFY(console.latest(runId).question.contains(QLatin1String("revision 4 is there now")));
                QVERIFY(console.latest(runId).choices.contains(RunChoice::Retry)); // the look again uses none up
                console.engine->decide(runId, {RunChoice::Stop, {}, "bob", 0});
                QVERIFY(console.untilState(runId, RunState::Finished));
            }
            QCOMPARE(console.latest(runId).outcome, asks ? Outcome::Error : Outcome::Success);
            QCOMPARE(runBreachOf(console.journal.events()), QString());
            const QStringList after = console.log().mid(cut + 1);
            QCOMPARE(after.filter(QStringLiteral("observation history")).size(), again ? 1 : 0);
            QCOMPARE(console.journal.count("intent"), asks ? 0 : 1);
            QCOMPARE(console.runner.ran().size(), again && isStill ? 1 : 0);
        }
    }

    void aStopNeedsNoGuards()
    {
        QString runId;
        World world;
        Console console(world, upTo(QStringLiteral("step-finished"), runId));
        console.engine->stop(runId, "bob");
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(console.latest(runId).outcome, Outcome::Cancelled);
        QCOMPARE(console.log().filter(QStringLiteral("observation history")).size(), 1);
    }

    void resumeIsRefused_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("fragment");
        QTest::newRow("no such run") << "unknown"
                                     << "holds no such run";
        QTest::newRow("finished") << "finished"
                                  << "is finished";
        QTest::newRow("another console works on it") << "alive"
                                                     << "another console";
        QTest::newRow("under way here") << "active"
                                        << "already under way";
        QTest::newRow("another target, then") << "moved"
                                              << "confirmed for context old-ctx";
        QTest::newRow("another target, now") << "moved"
                                             << "now says context ctx";
    }

    void resumeIsRefused()
    {
        QFETCH(QString, why);
        QFETCH(QString, fragment);
        QString runId;
        QList<JournalEvent> events
            = why == QLatin1String("finished") ? wholeRun({}, runId) : upTo(QStringLiteral("intent"), runId);
        EngineOptions options = Console::fast();
        if (why == QLatin1String("alive")) {
            auto processes = std::make_shared<FakeProcesses>();
            processes->other = runbook::ProcessIdentity{815, 42};
            options.processes = processes;
            for (JournalEvent &event : events) {
                if (event.draft.kind == QLatin1String("run-started"))
                    event.draft.payload["console"] = QJsonObject{{"pid", 815}, {"startTicks", "42"}};
            }
        }
        if (why == QLatin1String("moved")) {
            for (JournalEvent &event : events) {
                QJsonObject target = event.draft.payload.value("target").toObject();
                target["context"] = QStringLiteral("old-ctx");
                if (event.draft.kind == QLatin1String("run-started"))
                    event.draft.payload["target"] = target;
            }
        }
        World world;
        world.verified = false;
        Console console(world, events, options);
        if (why == QLatin1String("alive")) { // what that console does is not in doubt
            const auto left = Console::value(console.engine->unfinished());
            QCOMPARE(left->size(), 1);
            QCOMPARE(left->first().atWorkElsewhere, 815);
            QCOMPARE(left->first().state, RunState::Running);
            QCOMPARE(left->first().question, QString());
            QCOMPARE(stepStateId(left->first().steps.at(1).state), QStringLiteral("running"));
        }
        if (why == QLatin1String("active")) {
            QVERIFY(Console::value(console.engine->resume(runId, "bob")));
            QVERIFY(
                console.until(runId, [](const RunSnapshot &run) { return run.state == RunState::AwaitingDecision; }));
        }
        const auto resumed
            = Console::value(console.engine->resume(why == QLatin1String("unknown") ? "run-0" : runId, "bob"));
        QVERIFY(!resumed);
        QVERIFY2(resumed.error().sentence().contains(fragment), qPrintable(resumed.error().sentence()));
    }

    void newRunWaitsForTheUnfinishedOne()
    {
        QString runId;
        World world;
        Console console(world, upTo(QStringLiteral("intent"), runId));
        const auto run = console.prepare();
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        const auto refused = Console::value(console.engine->confirm(*run, "rel", "ann", {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().subject, runId);
        // A stop settles and closes it without doing anything more.
        console.engine->stop(runId, "bob");
        QVERIFY(console.untilState(runId, RunState::Finished));
        QCOMPARE(console.latest(runId).outcome, Outcome::Cancelled);
        QVERIFY(console.runner.ran().isEmpty());
        QVERIFY(QTest::qWaitFor(
            [&] { return Console::value(console.engine->confirm(*run, "rel", "ann", {})).has_value(); }, 20000));
        QVERIFY(console.untilState(*run, RunState::Finished));
    }

    /// Consoles that died after the intent, before anything was started: nothing failed, so nothing is used up.
    void attemptsThatACrashCutOffUseUpNoRetry_data()
    {
        QTest::addColumn<bool>("attended");
        QTest::newRow("nobody is there") << false;
        QTest::newRow("somebody answers") << true;
    }

    void attemptsThatACrashCutOffUseUpNoRetry()
    {
        QFETCH(bool, attended);
        QString runId;
        QList<JournalEvent> events = upTo(QStringLiteral("intent"), runId);
        EngineOptions options = Console::fast();
        options.autoDecide = !attended;
        for (int crash = 1; crash <= 5; ++crash) {
            World world;
            Console console(world, events, options);
            obey(console, {QStringLiteral("retry")});
            const bool isLast = crash == 5;
            if (!isLast)
                console.runner.setHandler(
                    [](const CommandSpec &) -> std::optional<CommandResult> { return std::nullopt; });
            QVERIFY(Console::value(console.engine->resume(runId, "bob")));
            QVERIFY2(QTest::qWaitFor([&] { return console.runner.ran().size() == 1; }, 20000),
                     qPrintable(console.log().join('\n')));
            if (isLast) {
                QVERIFY(console.untilState(runId, RunState::Finished));
                QCOMPARE(console.latest(runId).outcome, Outcome::Success);
                QCOMPARE(runBreachOf(console.journal.events()), QString());
            }
            QCOMPARE(console.journal.count("intent"), crash + 1);
            events = console.journal.events();
        }
    }

    void closingLeavesTheRunResumable()
    {
        World world;
        Console console(world);
        console.runner.setHandler([](const CommandSpec &) -> std::optional<CommandResult> { return std::nullopt; });
        const QString run = console.begin();
        QVERIFY(QTest::qWaitFor([&] { return console.runner.running() == 1; }, 20000));
        console.restart(Console::fast()); // the window is closed and opened again while the command still runs
        QCOMPARE(console.journal.count("run-finished"), 0);
        world.manifest = 2;
        console.runner.complete(console.runner.ran().first().id, FakeRunner::exited(0));
        console.forget();
        QVERIFY(Console::value(console.engine->resume(run, "bob")));
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).outcome, Outcome::Success);
        QCOMPARE(runBreachOf(console.journal.events()), QString());
    }

    void realProcessIsFoundAndTold()
    {
        const runbook::ProcessTable table;
        // A name of its own: a masked argument matches any, and other people's machines run a `sleep` too.
        const QTemporaryDir folder;
        const QString name = QStringLiteral("runbookresume-sleep");
        const QString program = folder.filePath(name);
        QVERIFY(QFile::copy(QStandardPaths::findExecutable(QStringLiteral("sleep")), program));
        QProcess process;
        process.start(program, {QStringLiteral("86399.25")});
        QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::Running; }, 20000));
        std::optional<runbook::ProcessIdentity> found;
        QVERIFY(QTest::qWaitFor(
            [&] {
                found = table.find(QStringLiteral("/somewhere/else/") + name, {QStringLiteral("●●●●")});
                return found && found->pid == process.processId();
            },
            20000));
        QVERIFY(!table.find(name, {QStringLiteral("86399.26")}));
        QVERIFY(!table.find(name + QStringLiteral("er"), {QStringLiteral("86399.25")}));
        QVERIFY(table.isAlive(*found));
        QVERIFY(!table.isAlive({found->pid, found->startTicks + 1})); // the number was given to another process
        table.signal({found->pid, found->startTicks + 1}, SIGKILL); // which must not be hit
        table.signal(*found, SIGINT);
        QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGINT);
        QVERIFY(!table.isAlive(*found));
        QVERIFY(table.isAlive(runbook::ProcessTable::self()));
    }

private:
    /// What is live after a crash at the end of the prefix.
    static int manifestAfter(const QList<JournalEvent> &prefix, Fate fate, const Script &script)
    {
        int manifest = 3;
        int command = 0;
        QMap<QString, int> wanted;
        QStringList lost;
        for (const JournalEvent &event : prefix) {
            if (event.draft.kind == QLatin1String("intent")) {
                const int revision = event.draft.payload.value("argv").toArray().at(2).toString().toInt();
                const bool fails = command++ == 0 && (script.failsOnce || script.stops);
                wanted.insert(commandIdOf(event), fails ? manifest : revision);
                lost << commandIdOf(event);
            } else if (event.draft.kind == QLatin1String("outcome")) {
                manifest = wanted.value(commandIdOf(event));
                lost.removeAll(commandIdOf(event));
            }
        }
        return !lost.isEmpty() && fate == Fate::TookEffect ? wanted.value(lost.last()) : manifest;
    }
};

EDGELINK_TEST_MAIN(RunbookResumeTest)
#include "tst_runbookresume.moc"
