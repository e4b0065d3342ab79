// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runclaim.h"
#include "tests/unit/runbook/harness.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::test;
using edgelink::runbook::EngineOptions;

class RunbookEngineTest : public test::Suite
{
    Q_OBJECT

private slots:
    void happyPathIsOnTheRecordFirst()
    {
        World world;
        Console console(world);
        console.incidentId = QStringLiteral("INC-1");
        JournalDraft opened;
        opened.kind = QString::fromLatin1(journalkind::IncidentOpened);
        opened.incidentId = console.incidentId;
        opened.payload = {{"impactStart", QDateTime::currentDateTimeUtc().addSecs(-600).toString(Qt::ISODateWithMs)}};
        static_cast<void>(console.journal.append(opened).result());

        // At the moment the process would start, its intent and its step stand in the journal.
        QStringList atStart;
        console.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            atStart = console.log();
            world.manifest = spec.arguments.at(2).text.toInt();
            return FakeRunner::exited(0);
        });
        const auto run = console.prepare();
        QVERIFY(run);
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        const RunSnapshot review = console.latest(*run);
        QCOMPARE(review.parameters.value("revision"), QStringLiteral("2"));
        QCOMPARE(review.nameToType, QStringLiteral("rel"));
        QCOMPARE(review.title.en, QStringLiteral("Roll back to 2"));
        QCOMPARE(review.predicted, std::chrono::seconds(40 + 45)); // 15 min observation, compressed by 20
        QCOMPARE(stepOf(review, "rollback")->command,
                 QStringLiteral("helm rollback rel 2 --kube-context ctx -n ns --kubeconfig /k --wait"));
        QCOMPARE(stepOf(review, "rollback")->undoCommand,
                 QStringLiteral("helm rollback rel 3 --kube-context ctx -n ns --kubeconfig /k"));
        QVERIFY(console.runner.ran().isEmpty());

        QVERIFY(Console::value(console.engine->confirm(*run, "rel", "ann", {})));
        QVERIFY(console.untilState(*run, RunState::Finished));
        QCOMPARE(atStart.mid(atStart.size() - 2), (QStringList{"step-started rollback #1", "intent rollback"}));
        QCOMPARE(console.log(),
                 (QStringList{
                     "incident-opened",
                     "observation preflight/target target-revision passed",
                     "observation preflight/schema schema-compatible passed",
                     "run-started",
                     "step-started history #1",
                     "observation history history-unchanged passed",
                     "step-finished history done success",
                     "step-started rollback #1",
                     "intent rollback",
                     "outcome rollback success",
                     "observation rollback release-at passed",
                     "step-finished rollback done success",
                     "step-started live #1",
                     "observation live live-matches passed",
                     "step-finished live done success",
                     "step-started verify/pods #1",
                     "observation verify/pods pods-ready passed",
                     "step-finished verify/pods done success",
                     "step-started watch #1",
                     "observation watch observation-window passed",
                     "step-finished watch done success",
                     "run-finished success",
                 }));
        const RunSnapshot done = console.latest(*run);
        QCOMPARE(done.outcome, Outcome::Success);
        QVERIFY(!console.outOfOrder);
        QCOMPARE(stepOf(done, "verify/pods")->depth, 1);
        QCOMPARE(stepOf(done, "verify/pods")->phase, QStringLiteral("verify"));
        QVERIFY(done.rtoMs >= 600000 && done.rtoMs < 900000);
        const CommandSpec spec = console.runner.ran().first();
        QCOMPARE(spec.runId, *run);
        QCOMPARE(spec.stepId, QStringLiteral("rollback"));
        QCOMPARE(spec.actor, QStringLiteral("ann"));
        QVERIFY(spec.mutating);
        QCOMPARE(spec.interruptGrace, std::chrono::milliseconds(90000));
        QCOMPARE(spec.timeout, std::chrono::milliseconds(600000));
        const auto runs = Console::value(console.engine->runs(10));
        QVERIFY(runs);
        QCOMPARE(runs->size(), 1);
        QCOMPARE(runs->first().outcome, Outcome::Success);
        QCOMPARE(runs->first().rtoMs, done.rtoMs);
        QCOMPARE(runs->first().steps.size(), done.steps.size());
        QVERIFY(Console::value(console.engine->unfinished())->isEmpty());
    }

    void whatWasSeenDecides_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("reaches");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("text");
        QTest::newRow("exit 0, reached") << 0 << true << "done"
                                         << "manifest of 2";
        QTest::newRow("exit 0, not reached") << 0 << false << "failed"
                                             << "but its target is not reached";
        QTest::newRow("exit 1, reached") << 1 << true << "done"
                                         << "exit code 1, but its target is reached";
        QTest::newRow("exit 1, not reached") << 1 << false << "failed"
                                             << "exit code 1; manifest of 3";
    }

    void whatWasSeenDecides()
    {
        QFETCH(int, exitCode);
        QFETCH(bool, reaches);
        QFETCH(QString, state);
        QFETCH(QString, text);
        World world;
        Console console(world);
        console.runner.setHandler([&](const CommandSpec &) -> std::optional<CommandResult> {
            if (reaches)
                world.manifest = 2;
            return FakeRunner::exited(exitCode);
        });
        const QString run = console.begin();
        QVERIFY(console.until(run, [](const RunSnapshot &snapshot) {
            return snapshot.state == RunState::Finished || snapshot.state == RunState::AwaitingDecision;
        }));
        const RunSnapshot snapshot = console.latest(run);
        QCOMPARE(stateOf(snapshot, "rollback"), state);
        QVERIFY2(stepOf(snapshot, "rollback")->text.contains(text), qPrintable(stepOf(snapshot, "rollback")->text));
        QCOMPARE(snapshot.state, reaches ? RunState::Finished : RunState::AwaitingDecision);
    }

    void whatAProbeQuotesHoldsNoSecret()
    {
        const QString secret = QStringLiteral("Zq7Kp2Wv9Xr4");
        World world;
        Console console(world);
        console.probes.setHandler([&](const ProbeRequest &request) {
            std::optional<Observation> seen = Console::look(world, request);
            const QString quote = QStringLiteral("HTTP 500 {\"password\": \"") + secret + QStringLiteral("\"}");
            seen->text += quote;
            seen->facts = {quote, QStringLiteral("seen")};
            seen->debt = {quote};
            seen->data = {{"body", quote}};
            return seen;
        });
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::Finished));
        int seen = 0;
        for (const JournalEvent &event : console.journal.events()) {
            const QByteArray row = QJsonDocument(event.draft.payload).toJson();
            QVERIFY2(!row.contains(secret.toUtf8()), row.constData());
            seen += row.contains("seen") ? 1 : 0;
        }
        QVERIFY(seen > 0);
        const RunSnapshot snapshot = console.latest(run);
        for (const QList<StepRecord> &records : {snapshot.preflight, snapshot.steps}) {
            for (const StepRecord &step : records)
                QVERIFY2(!step.text.contains(secret), qPrintable(step.text));
        }
        QVERIFY(!snapshot.debt.isEmpty());
        QVERIFY(!snapshot.debt.join(QLatin1Char(' ')).contains(secret));
    }

    void decisionsLeadWhereTheySay_data()
    {
        QTest::addColumn<RunChoice>("choice");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QStringList>("rows"); ///< after the decision
        QTest::newRow("retry") << RunChoice::Retry << ""
                               << "done"
                               << "success"
                               << QStringList{"decision rollback retry failed",
                                              "step-started rollback #2",
                                              "observation rollback release-at failed",
                                              "intent rollback",
                                              "outcome rollback success",
                                              "observation rollback release-at passed",
                                              "step-finished rollback done success"};
        QTest::newRow("skip") << RunChoice::Skip << "known to be harmless"
                              << "skipped"
                              << "success"
                              << QStringList{"decision rollback skip failed", "step-finished rollback skipped error"};
        QTest::newRow("stop") << RunChoice::Stop << ""
                              << "failed"
                              << "error" << QStringList{"decision rollback stop failed", "run-finished error"};
        QTest::newRow("undo") << RunChoice::Undo << ""
                              << "undone"
                              << "error"
                              << QStringList{"decision rollback undo failed",
                                             "step-started rollback #1",
                                             "intent rollback",
                                             "outcome rollback success",
                                             "observation rollback release-at passed",
                                             "step-finished rollback undone success",
                                             "run-finished error"};
    }

    void decisionsLeadWhereTheySay()
    {
        QFETCH(RunChoice, choice);
        QFETCH(QString, reason);
        QFETCH(QString, state);
        QFETCH(QString, outcome);
        QFETCH(QStringList, rows);
        World world;
        Console console(world);
        std::atomic<int> calls{0};
        console.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            if (calls++ == 0) {
                world.manifest = 9; // neither the target nor what was there before
                return FakeRunner::exited(1);
            }
            world.manifest = spec.arguments.at(2).text.toInt();
            return FakeRunner::exited(0);
        });
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::AwaitingDecision));
        const RunSnapshot asking = console.latest(run);
        QCOMPARE(asking.choices,
                 (QList<RunChoice>{RunChoice::Retry, RunChoice::Skip, RunChoice::Undo, RunChoice::Stop}));
        QVERIFY(asking.question.contains(QLatin1String("manifest of 9")));
        QVERIFY(asking.question.contains(asking.steps.at(asking.current).undoCommand));
        console.engine->decide(run, {choice, reason, "bob", asking.generation});
        QVERIFY(console.untilState(run, RunState::Finished));
        const RunSnapshot done = console.latest(run);
        QCOMPARE(stateOf(done, "rollback"), state);
        QCOMPARE(outcomeId(*done.outcome), outcome);
        QCOMPARE(stepOf(done, "rollback")->reason, reason);
        const QStringList log = console.log();
        const qsizetype from = log.indexOf(rows.first());
        QVERIFY2(from >= 0, qPrintable(log.join('\n')));
        QCOMPARE(log.mid(from, rows.size()), rows);
        if (choice == RunChoice::Undo) {
            QCOMPARE(world.manifest.load(), 3);
            QVERIFY(done.endState.contains(QLatin1String("was undone")));
        }
        if (choice == RunChoice::Stop)
            QVERIFY2(done.endState.contains(QLatin1String("1 of 5 steps are done")), qPrintable(done.endState));
        const auto rebuilt = Console::value(console.engine->runs(1));
        QCOMPARE(stateOf(rebuilt->first(), "rollback"), state);
    }

    void answersAreChecked()
    {
        World world;
        world.verified = false;
        Console console(world);
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::AwaitingDecision));
        const quint64 first = console.latest(run).generation;
        QCOMPARE(stateOf(console.latest(run), "verify/pods"), QStringLiteral("failed"));

        console.engine->decide(run, {RunChoice::Undo, {}, "ann", 0}); // a probe has nothing to undo
        QVERIFY(console.until(run, [](const RunSnapshot &s) { return s.question.contains("not possible here"); }));
        console.engine->decide(run, {RunChoice::Skip, " ", "ann", 0});
        QVERIFY(console.until(run, [](const RunSnapshot &s) { return s.question.contains("needs a reason"); }));
        console.engine->decide(run, {RunChoice::Stop, {}, "ann", first}); // an answer to the first question: too late
        QVERIFY(console.until(run, [](const RunSnapshot &s) { return !s.question.contains("needs a reason"); }));
        QCOMPARE(console.latest(run).state, RunState::AwaitingDecision);

        console.engine->decide(run, {RunChoice::Retry, {}, "ann", 0});
        QVERIFY(console.until(run, [](const RunSnapshot &s) {
            return s.state == RunState::AwaitingDecision && s.steps.at(s.current).attempt == 2;
        }));
        // One retry was allowed, and it is used up.
        QCOMPARE(console.latest(run).choices, (QList<RunChoice>{RunChoice::Skip, RunChoice::Stop}));
        console.engine->decide(run, {RunChoice::Skip, "counted by hand", "ann", 0});
        QVERIFY(console.untilState(run, RunState::Finished));
        QVERIFY(console.latest(run).endState.contains(QLatin1String("1 was/were skipped.")));
        const QJsonArray skipped
            = console.journal.events("run-finished").first().draft.payload.value("skipped").toArray();
        QCOMPARE(skipped.size(), 1);
        QCOMPARE(skipped.first().toObject().value("reason").toString(), QStringLiteral("counted by hand"));
    }

    void unseenIsNotDone()
    {
        World world;
        Console console(world);
        std::atomic<bool> blind{true};
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe == QLatin1String("release-at") && blind)
                return FakeProbes::saw(Observation::State::Unknown, "connection refused");
            return Console::look(world, request);
        });
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::AwaitingDecision));
        QCOMPARE(stateOf(console.latest(run), "rollback"), QStringLiteral("unknown"));
        QVERIFY(!console.latest(run).choices.contains(RunChoice::Skip));
        // Still blind: the command is not run a second time.
        console.engine->decide(run, {RunChoice::Retry, {}, "ann", 0});
        QVERIFY(console.until(run, [](const RunSnapshot &s) {
            return s.state == RunState::AwaitingDecision && s.steps.at(s.current).attempt == 2;
        }));
        QCOMPARE(console.runner.ran().size(), 1);
        blind = false;
        console.engine->decide(run, {RunChoice::Retry, {}, "ann", 0});
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.runner.ran().size(), 1);
        QVERIFY(stepOf(console.latest(run), "rollback")->text.contains(QLatin1String("nothing was run")));
    }

    void advisoryStepWarnsAndLeavesDebt()
    {
        World world;
        Console console(world);
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe != QLatin1String("live-matches"))
                return Console::look(world, request);
            Observation seen = FakeProbes::saw(Observation::State::Failed, "1 object differs");
            seen.debt = {"Deployment/a: annotation crash", "Deployment/a: annotation crash"};
            return seen;
        });
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::Finished));
        const RunSnapshot done = console.latest(run);
        QCOMPARE(done.outcome, Outcome::Success);
        QCOMPARE(stateOf(done, "live"), QStringLiteral("warning"));
        QCOMPARE(done.debt, QStringList{"Deployment/a: annotation crash"});
        QCOMPARE(console.journal.count("debt"), 1);
        const QStringList log = console.log();
        QVERIFY(log.indexOf("debt live") < log.indexOf("step-finished live warning error"));
    }

    void stopWhileACommandRuns_data()
    {
        QTest::addColumn<bool>("reached");
        QTest::newRow("cancelled half way") << false;
        QTest::newRow("it had just finished") << true;
    }

    void stopWhileACommandRuns()
    {
        QFETCH(bool, reached);
        World world;
        Console console(world);
        console.runner.setHandler([](const CommandSpec &) -> std::optional<CommandResult> { return std::nullopt; });
        console.runner.setCancelHandler([&](const CommandSpec &) -> std::optional<CommandResult> {
            world.manifest = reached ? 2 : 9;
            CommandResult result;
            result.outcome = Outcome::Cancelled;
            return result;
        });
        const QString run = console.begin();
        QVERIFY(QTest::qWaitFor([&] { return console.runner.running() == 1; }, 20000));
        console.engine->stop(run, "bob");
        QCOMPARE(console.runner.running(), 0); // by this very call
        QVERIFY(console.untilState(run, RunState::Finished));
        const RunSnapshot done = console.latest(run);
        QCOMPARE(done.outcome, Outcome::Cancelled);
        QCOMPARE(stateOf(done, "rollback"), QString::fromLatin1(reached ? "done" : "failed"));
        QCOMPARE(stateOf(done, "live"), QStringLiteral("waiting"));
        QVERIFY2(done.endState.contains(QLatin1String(reached ? "manifest of 2" : "manifest of 9")),
                 qPrintable(done.endState));
        QVERIFY(done.endState.contains(QLatin1String("bob")));
        const QStringList log = console.log();
        const QStringList end{
            "decision rollback stop", "outcome rollback cancelled",
            QStringLiteral("observation rollback release-at %1").arg(reached ? "passed" : "failed"),
            QStringLiteral("step-finished rollback %1").arg(reached ? "done success" : "failed cancelled"),
            "run-finished cancelled"};
        QCOMPARE(log.mid(log.size() - end.size()), end);
    }

    void stopWhileAProbeRuns()
    {
        World world;
        Console console(world);
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            return request.probe == QLatin1String("observation-window") ? std::nullopt : Console::look(world, request);
        });
        const QString run = console.begin();
        QVERIFY(console.until(run, [](const RunSnapshot &s) {
            return s.current >= 0 && s.steps.at(s.current).progress == 0.5; // progress arrives while it waits
        }));
        console.engine->stop(run, "bob");
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).outcome, Outcome::Cancelled);
        QCOMPARE(stateOf(console.latest(run), "watch"), QStringLiteral("failed"));
    }

    void stopBeforeAnythingWasDone()
    {
        World world;
        Console console(world);
        const auto run = console.prepare();
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        console.engine->stop(*run, "ann");
        QVERIFY(console.untilState(*run, RunState::Finished));
        QCOMPARE(console.latest(*run).outcome, Outcome::Cancelled);
        QCOMPARE(console.journal.count("run-started"), 0);
        QVERIFY(console.runner.ran().isEmpty());
    }

    void stopDuringADecision()
    {
        World world;
        world.verified = false;
        Console console(world);
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::AwaitingDecision));
        console.engine->stop(run, "bob");
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).outcome, Outcome::Cancelled);
        console.engine->decide(run, {RunChoice::Retry, {}, "ann", 0}); // too late, and harmless
    }

    void unattendedRunTriesOnceMoreThenStops()
    {
        World world;
        world.verified = false;
        EngineOptions options = Console::fast();
        options.autoDecide = true;
        Console console(world, {}, options);
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).outcome, Outcome::Error);
        QCOMPARE(stepOf(console.latest(run), "verify/pods")->attempt, 2);
        const QStringList log = console.log();
        QCOMPARE(log.count("decision verify/pods retry failed"), 1);
        QCOMPARE(log.count("decision verify/pods stop failed"), 1);
    }
};

EDGELINK_TEST_MAIN(RunbookEngineTest)
#include "tst_runbookengine.moc"
