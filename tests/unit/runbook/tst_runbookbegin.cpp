// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What has to hold before a run's first command: its parameters, the pre-flight, the typed name, the record, and that
// nobody else changes the environment.
#include "app/services/runbook/runclaim.h"
#include "tests/unit/runbook/harness.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::test;
using edgelink::runbook::EngineOptions;

class RunbookBeginTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void failedPreflightRefuses()
    {
        World world;
        Console console(world);
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe == QLatin1String("target-revision"))
                return FakeProbes::saw(Observation::State::Unknown, "helm did not answer"); // unknown is not green
            return Console::look(world, request);
        });
        const auto run = console.prepare();
        QVERIFY(run);
        QVERIFY(console.untilState(*run, RunState::Refused));
        QVERIFY(console.latest(*run).endState.contains(QLatin1String("helm did not answer")));
        const auto confirmed = Console::value(console.engine->confirm(*run, "rel", "ann", "I insist"));
        QVERIFY(!confirmed);
        QCOMPARE(confirmed.error().kind, ErrorKind::Conflict);
        QVERIFY(console.log().last().startsWith(QLatin1String("decision refused")));
        QVERIFY(console.runner.ran().isEmpty());
        QVERIFY(Console::value(console.engine->unfinished())->isEmpty());
    }

    void preflightMayBeOverriddenWithAReason()
    {
        World world;
        Console console(world);
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe == QLatin1String("schema-compatible"))
                return FakeProbes::saw(Observation::State::Failed, "schema 13, wants 12");
            return Console::look(world, request);
        });
        const auto run = console.prepare();
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        QVERIFY(console.latest(*run).question.contains(QLatin1String("schema 13, wants 12")));
        const auto without = Console::value(console.engine->confirm(*run, "rel", "ann", " "));
        QVERIFY(!without);
        QCOMPARE(without.error().kind, ErrorKind::Refused);
        QVERIFY(Console::value(console.engine->confirm(*run, "rel", "ann", "columns are additive")));
        QVERIFY(console.untilState(*run, RunState::Finished));
        QCOMPARE(stepOf(console.latest(*run), "schema")->reason, QStringLiteral("columns are additive"));
        const QJsonArray forced
            = console.journal.events("run-finished").first().draft.payload.value("forced").toArray();
        QCOMPARE(forced.first().toObject().value("reason").toString(), QStringLiteral("columns are additive"));
        const auto rebuilt = Console::value(console.engine->runs(1));
        QCOMPARE(stepOf(rebuilt->first(), "schema")->reason, QStringLiteral("columns are additive"));
    }

    void nameMustBeTypedExactly_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("release") << "rel" << true;
        QTest::newRow("cluster") << "sandbox" << true;
        QTest::newRow("nothing") << "" << false;
        QTest::newRow("case") << "Rel" << false;
        QTest::newRow("space") << "rel " << false;
        QTest::newRow("environment") << "drill" << false;
    }

    void nameMustBeTypedExactly()
    {
        QFETCH(QString, typed);
        QFETCH(bool, accepted);
        World world;
        Console console(world);
        const auto run = console.prepare();
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        const auto confirmed = Console::value(console.engine->confirm(*run, typed, "ann", {}));
        QCOMPARE(confirmed.has_value(), accepted);
        if (!accepted) {
            QCOMPARE(confirmed.error().kind, ErrorKind::Refused);
            QCOMPARE(console.journal.count("run-started"), 0);
            QVERIFY(Console::value(console.engine->confirm(*run, "rel", "ann", {}))); // and may be typed again
        }
        QVERIFY(console.untilState(*run, RunState::Finished));
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QString>("runbook");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("fragment");
        QTest::newRow("unknown runbook") << "dmeo"
                                         << "drill"
                                         << "2"
                                         << "'demo'";
        QTest::newRow("other environment") << "demo"
                                           << "production"
                                           << "2"
                                           << "another environment";
        QTest::newRow("not a number") << "demo"
                                      << "drill"
                                      << "two"
                                      << "'two' is not a value";
        QTest::newRow("a flag") << "demo"
                                << "drill"
                                << "--force"
                                << "'--force' is not a value";
        QTest::newRow("zero") << "demo"
                              << "drill"
                              << "0"
                              << "'0' is not a value";
        QTest::newRow("broken") << "broken"
                                << "drill"
                                << "2"
                                << "broken.yaml:2";
    }

    void badRequestsAreRefused()
    {
        QFETCH(QString, runbook);
        QFETCH(QString, environment);
        QFETCH(QString, value);
        QFETCH(QString, fragment);
        World world;
        Console console(world);
        console.write("broken.yaml", "id: broken\nnonsense: 1\n");
        const auto run
            = Console::value(console.engine->prepare({runbook, environment, {}, "ann", {{"revision", value}}}));
        QVERIFY(!run);
        const QString text = run.error().sentence() + run.error().raw;
        QVERIFY2(text.contains(fragment), qPrintable(text));
        expectLog(QStringLiteral("runbook refused"));
        const auto known = Console::value(console.engine->runbooks());
        QCOMPARE(known->size(), 2); // the broken one is left out
        QVERIFY(console.engine->problems().join('\n').contains(QLatin1String("broken.yaml:2")));
    }

    void parametersAreProposedFromHistory_data()
    {
        QTest::addColumn<QStringList>("history");
        QTest::addColumn<QString>("proposed");
        QTest::addColumn<bool>("undo");
        QTest::newRow("previous") << QStringList{"superseded", "superseded", "deployed"} << "2" << true;
        QTest::newRow("previous failed") << QStringList{"superseded", "failed", "deployed"} << "1" << true;
        // Going back to a revision that never ran would be no undo.
        QTest::newRow("current failed") << QStringList{"superseded", "deployed", "failed"} << "2" << false;
        QTest::newRow("nothing to go back to") << QStringList{"deployed"} << "" << false;
    }

    void parametersAreProposedFromHistory()
    {
        QFETCH(QStringList, history);
        QFETCH(QString, proposed);
        QFETCH(bool, undo);
        World world;
        Console console(world);
        console.releases.setHistory(Console::history(history));
        const auto run = console.prepare();
        QCOMPARE(run.has_value(), !proposed.isEmpty());
        if (!run)
            return;
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        QCOMPARE(console.latest(*run).parameters.value("revision"), proposed);
        const StepRecord rollback = *stepOf(console.latest(*run), "rollback");
        QCOMPARE(!rollback.undoCommand.isEmpty(), undo);
        if (!undo)
            QVERIFY2(rollback.undoText.en.contains(QLatin1String("no automatic undo")),
                     qPrintable(rollback.undoText.en));
    }

    /// The newest that once ran is the one that made the trouble, where a fix on top of it did not help.
    void whatMadeTheTroubleIsNotProposed_data()
    {
        QTest::addColumn<bool>("recovered");
        QTest::addColumn<QString>("proposed");
        QTest::newRow("in trouble") << false << "2";
        QTest::newRow("back again by the fix") << true << "2";
    }

    void whatMadeTheTroubleIsNotProposed()
    {
        QFETCH(bool, recovered);
        QFETCH(QString, proposed);
        World world;
        Console console(world);
        const QDateTime trouble = QDateTime::currentDateTimeUtc().addSecs(-600);
        ReleaseHistory history = Console::history({"superseded", "superseded", "superseded", "deployed"});
        const QList<int> deployed{-9000, -8000, -60, 300};
        for (int i = 0; i < deployed.size(); ++i)
            history.revisions[i].updated = trouble.addSecs(deployed.at(i));
        console.releases.setHistory(history);
        console.incidentId = QStringLiteral("INC-2026-1123-001");
        const auto tell = [&console](const char *kind, const QJsonObject &payload) {
            JournalDraft draft;
            draft.kind = QLatin1String(kind);
            draft.environment = console.environment.name;
            draft.incidentId = console.incidentId;
            draft.payload = payload;
            static_cast<void>(console.journal.append(draft).result());
        };
        const QString since = trouble.toString(Qt::ISODateWithMs);
        tell(journalkind::IncidentOpened, {{"impactStart", since}});
        tell(journalkind::Breach, {{"threshold", "http-5xx"}, {"since", since}});
        if (recovered)
            tell(journalkind::Recovered, {{"threshold", "http-5xx"}, {"since", since}});
        const auto run = console.prepare();
        QVERIFY(run.has_value());
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        QCOMPARE(console.latest(*run).parameters.value("revision"), proposed);
    }

    void onlyOneRunChangesThings()
    {
        World world;
        Console console(world);
        console.runner.setHandler([](const CommandSpec &) -> std::optional<CommandResult> { return std::nullopt; });
        const QString first = console.begin();
        QVERIFY(QTest::qWaitFor([&] { return console.runner.running() == 1; }, 20000));
        const auto second = console.prepare();
        QVERIFY(console.untilState(*second, RunState::AwaitingConfirmation));
        const auto confirmed = Console::value(console.engine->confirm(*second, "rel", "bob", {}));
        QVERIFY(!confirmed);
        QCOMPARE(confirmed.error().kind, ErrorKind::Conflict);
        QCOMPARE(confirmed.error().subject, first);
        // A run that only looks may go on beside it.
        const auto looking = console.prepare({}, "checks");
        QVERIFY(console.untilState(*looking, RunState::AwaitingConfirmation));
        QVERIFY(Console::value(console.engine->confirm(*looking, "rel", "bob", {})));
        QVERIFY(console.untilState(*looking, RunState::Finished));
        world.manifest = 2;
        console.runner.complete(console.runner.ran().first().id, FakeRunner::exited(0));
        QVERIFY(console.untilState(first, RunState::Finished));
        world.manifest = 3;
        console.runner.setHandler([&](const CommandSpec &) -> std::optional<CommandResult> {
            world.manifest = 2;
            return FakeRunner::exited(0);
        });
        QVERIFY(QTest::qWaitFor(
            [&] { return Console::value(console.engine->confirm(*second, "rel", "bob", {})).has_value(); }, 20000));
        QVERIFY(console.untilState(*second, RunState::Finished));
    }

    void noIntentRowNoProcess()
    {
        World world;
        Console console(world);
        const Error full{ErrorKind::Io, "the disk is full", {}, {}, {}};
        const auto run = console.prepare();
        QVERIFY(console.untilState(*run, RunState::AwaitingConfirmation));
        console.journal.failWith(full);
        const auto refused = Console::value(console.engine->confirm(*run, "rel", "ann", {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error(), full);
        QCOMPARE(console.latest(*run).state, RunState::AwaitingConfirmation);
        console.journal.failWith(std::nullopt);
        // And in the middle of a run: nothing further is started, and the run stays resumable.
        console.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe == QLatin1String("history-unchanged"))
                console.journal.failWith(full);
            return Console::look(world, request);
        });
        expectLog(QStringLiteral("the disk is full"));
        QVERIFY(Console::value(console.engine->confirm(*run, "rel", "ann", {})));
        QVERIFY(console.untilState(*run, RunState::Finished));
        QCOMPARE(console.latest(*run).outcome, Outcome::Unknown);
        QVERIFY(console.latest(*run).endState.contains(QLatin1String("the disk is full")));
        QVERIFY(console.runner.ran().isEmpty());
        console.journal.failWith(std::nullopt);
        console.probes.setHandler([&](const ProbeRequest &request) { return Console::look(world, request); });
        QVERIFY(QTest::qWaitFor([&] { return Console::value(console.engine->unfinished())->size() == 1; }, 20000));
        console.forget();
        QVERIFY(
            QTest::qWaitFor([&] { return Console::value(console.engine->resume(*run, "ann")).has_value(); }, 20000));
        QVERIFY(console.untilState(*run, RunState::Finished));
        QCOMPARE(console.latest(*run).outcome, Outcome::Success);
        QCOMPARE(console.runner.ran().size(), 1);
    }

    /// Their journals know nothing of each other, as when both look into it before either has written: the claim alone
    /// keeps the second out, until the first one's run is over.
    void twoConsolesDoNotRunAtOnce()
    {
        QTemporaryDir folder;
        EngineOptions options = Console::fast();
        options.claimFolder = folder.filePath(QStringLiteral("claims"));
        World world;
        world.verified = false;
        Console one(world, {}, options);
        Console two(world, {}, options);
        const auto waiting = two.prepare();
        QVERIFY(two.untilState(*waiting, RunState::AwaitingConfirmation));
        const QString run = one.begin();
        QVERIFY(one.untilState(run, RunState::AwaitingDecision));
        const auto refused = Console::value(two.engine->confirm(*waiting, "rel", "bob", {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY2(refused.error().sentence().contains(QLatin1String("another console is changing drill")),
                 qPrintable(refused.error().sentence()));
        QVERIFY(two.journal.events("run-started").isEmpty());
        one.engine->stop(run, "ann");
        QVERIFY(one.untilState(run, RunState::Finished));
        world.verified = true;
        QVERIFY(QTest::qWaitFor(
            [&] { return Console::value(two.engine->confirm(*waiting, "rel", "bob", {})).has_value(); }, 20000));
        QVERIFY(two.untilState(*waiting, RunState::Finished));
    }

    void aClaimIsOneConsolesOnly_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::newRow("plain") << "production";
        QTest::newRow("a path") << "../../production";
        QTest::newRow("dots") << "..";
        QTest::newRow("not Latin") << QStringLiteral("生产");
        QTest::newRow("longer than a file's name") << QString(300, QChar(0x751f));
    }

    void aClaimIsOneConsolesOnly()
    {
        QFETCH(QString, environment);
        QTemporaryDir folder;
        const QString claims = folder.filePath(QStringLiteral("data/claims"));
        auto first = runbook::RunClaim::take(claims, environment);
        QVERIFY(first);
        QVERIFY(runbook::RunClaim::isHeld(claims, environment));
        QVERIFY(!runbook::RunClaim::isHeld(claims, environment + QLatin1Char('2')));
        QCOMPARE(QDir(claims).entryList(QDir::Files).size(), 1); // and nowhere else
        QVERIFY(!(QFileInfo(claims).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(runbook::RunClaim::take(claims, environment).error().kind, ErrorKind::Conflict);
        QVERIFY(runbook::RunClaim::take(claims, environment + QLatin1Char('2')));
        first->reset();
        QVERIFY(!runbook::RunClaim::isHeld(claims, environment));
        QVERIFY(runbook::RunClaim::take(claims, environment));
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(runbook::RunClaim::take(file.fileName(), environment).error().kind, ErrorKind::Io);
    }
};

EDGELINK_TEST_MAIN(RunbookBeginTest)
#include "tst_runbookbegin.moc"
