// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run may not leave unsaid, however it ends.
#include "tests/support/runinvariants.h"
#include "tests/unit/runbook/harness.h"

using namespace edgelink;
using namespace edgelink::test;

namespace {

constexpr char SmokeRunbook[] = R"(id: smoke
title: {en: a, zh: b}
summary: {en: a, zh: b}
steps:
  - {id: register, title: {en: a, zh: b}, why: {en: a, zh: b}, probe: smoke-register}
  - {id: config, title: {en: a, zh: b}, why: {en: a, zh: b}, probe: smoke-config, retries: 1}
  - {id: cleanup, title: {en: a, zh: b}, why: {en: a, zh: b}, probe: smoke-cleanup, advisory: true}
)";

const QString Device = QStringLiteral("device-4711");
const QString Left = QStringLiteral("Test device device-4711 is to be removed by hand.");
const QString Maybe = QStringLiteral("A test device may have been registered.");

/// What the first step may leave when its answer is never seen.
void expectADevice(Console &console)
{
    console.probes.onMayOwe = [](const ProbeRequest &request) {
        const bool registers = request.probe == QLatin1String("smoke-register");
        return registers ? QMap<QString, QString>{{QStringLiteral("asked-for"), Maybe}} : QMap<QString, QString>();
    };
}

/// The smoke tests' part: a device that the first step registers and the last one removes.
std::optional<Observation> smoke(World &world, const ProbeRequest &request, bool isServed, bool canRemove)
{
    if (request.probe == QLatin1String("smoke-config") && !isServed)
        return FakeProbes::saw(Observation::State::Failed, QStringLiteral("HTTP 503"));
    Observation seen = Console::look(world, request).value();
    if (request.probe == QLatin1String("smoke-register"))
        seen.owes.insert(Device, Left);
    if (request.probe == QLatin1String("smoke-cleanup")) {
        seen.cleared << Device;
        if (!canRemove)
            seen.debt << QStringLiteral("device-4711 answers DELETE with 405");
    }
    return seen;
}

} // namespace

class RunbookRecordTest : public test::Suite
{
    Q_OBJECT

private slots:
    void whatWasNotClearedAwayIsDebt_data()
    {
        QTest::addColumn<bool>("served");
        QTest::addColumn<bool>("removable");
        QTest::addColumn<QList<RunChoice>>("answers");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QStringList>("debt");
        using Answers = QList<RunChoice>;
        QTest::newRow("cleared") << true << true << Answers{} << "success" << QStringList{};
        QTest::newRow("cleared in vain is said once")
            << true << false << Answers{} << "success" << QStringList{"device-4711 answers DELETE with 405"};
        QTest::newRow("fails twice, then stopped")
            << false << true << Answers{RunChoice::Retry, RunChoice::Stop} << "error" << QStringList{Left};
        QTest::newRow("skipped, then cleared")
            << false << true << Answers{RunChoice::Skip} << "success" << QStringList{};
    }

    void whatWasNotClearedAwayIsDebt()
    {
        QFETCH(bool, served);
        QFETCH(bool, removable);
        QFETCH(QList<RunChoice>, answers);
        QFETCH(QString, outcome);
        QFETCH(QStringList, debt);
        World world;
        Console console(world);
        expectADevice(console); // every registration here is answered, so nothing comes of it
        console.write(QStringLiteral("smoke.yaml"), SmokeRunbook);
        console.probes.setHandler(
            [&](const ProbeRequest &request) { return smoke(world, request, served, removable); });
        const QString run = started(console);
        for (qsizetype i = 0; i < answers.size(); ++i) {
            QVERIFY(console.until(run, [&](const RunSnapshot &snapshot) {
                return snapshot.state == RunState::AwaitingDecision && snapshot.steps.at(1).attempt == i + 1;
            }));
            console.engine->decide(run, {answers.at(i), QStringLiteral("known"), QStringLiteral("ann"), 0});
        }
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(outcomeId(*console.latest(run).outcome), outcome);
        QCOMPARE(console.latest(run).debt, debt);
        QStringList rows;
        for (const JournalEvent &event : console.journal.events(QStringLiteral("debt")))
            rows << event.draft.payload.value("text").toString();
        QCOMPARE(rows, debt);
        const QJsonObject end = console.journal.events(QStringLiteral("run-finished")).first().draft.payload;
        QCOMPARE(end.value("debt").toArray(), QJsonArray::fromStringList(debt));
        QCOMPARE(runBreachOf(console.journal.events()), QString());
    }

    void aResumedRunStillOwes()
    {
        World world;
        QList<JournalEvent> before;
        QString run;
        {
            Console console(world);
            console.write(QStringLiteral("smoke.yaml"), SmokeRunbook);
            console.probes.setHandler([&](const ProbeRequest &request) { return smoke(world, request, false, true); });
            run = started(console);
            QVERIFY(console.untilState(run, RunState::AwaitingDecision));
            before = console.journal.events(); // the crash
        }
        Console console(world, before);
        console.engine->stop(run, QStringLiteral("bob"));
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).debt, QStringList{Left});
        QCOMPARE(console.journal.events(QStringLiteral("debt")).first().draft.stepId, QStringLiteral("register"));
    }

    void whatNobodySawAnsweredIsDebt_data()
    {
        QTest::addColumn<bool>("crash"); // while it is asked; else the run is stopped then
        QTest::addColumn<bool>("goesOn"); // after the crash the run is resumed; else it is stopped
        QTest::addColumn<QString>("outcome");
        QTest::newRow("stopped while it is asked") << false << false << "cancelled";
        QTest::newRow("killed while it is asked, then stopped") << true << false << "cancelled";
        QTest::newRow("killed while it is asked, then asked again") << true << true << "success";
    }

    /// The device may be there although nobody heard of it; one registered after it does not undo that.
    void whatNobodySawAnsweredIsDebt()
    {
        QFETCH(bool, crash);
        QFETCH(bool, goesOn);
        QFETCH(QString, outcome);
        World world;
        auto console = std::make_unique<Console>(world);
        console->write(QStringLiteral("smoke.yaml"), SmokeRunbook);
        std::atomic<bool> asked{false};
        expectADevice(*console);
        console->probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe != QLatin1String("smoke-register"))
                return smoke(world, request, true, true);
            asked = true;
            return std::nullopt;
        });
        const QString run = started(*console);
        QTRY_VERIFY(asked);
        const QJsonObject begun = console->journal.events(QStringLiteral("step-started")).first().draft.payload;
        QCOMPARE(begun.value("owes").toObject(), (QJsonObject{{"asked-for", Maybe}}));
        if (crash) {
            const QList<JournalEvent> before = console->journal.events();
            console = std::make_unique<Console>(world, before);
            expectADevice(*console);
            console->probes.setHandler([&](const ProbeRequest &request) { return smoke(world, request, true, true); });
        }
        if (goesOn)
            QVERIFY(Console::value(console->engine->resume(run, QStringLiteral("bob"))));
        else
            console->engine->stop(run, QStringLiteral("bob"));
        QVERIFY(console->untilState(run, RunState::Finished));
        QCOMPARE(outcomeId(*console->latest(run).outcome), outcome);
        QVERIFY2(console->latest(run).debt.contains(Maybe), qPrintable(console->latest(run).debt.join('|')));
        QVERIFY(!console->latest(run).debt.contains(Left) || !goesOn);
        QCOMPARE(console->journal.events(QStringLiteral("debt")).first().draft.stepId, QStringLiteral("register"));
        const QJsonObject end = console->journal.events(QStringLiteral("run-finished")).first().draft.payload;
        QVERIFY(end.value("debt").toArray().contains(Maybe));
        QCOMPARE(runBreachOf(console->journal.events()), QString());
    }

    void anOutcomeIsWrittenBeforeTheRunGoesOn_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("once") << 1 << true;
        QTest::newRow("for good") << 1000 << false;
    }

    void anOutcomeIsWrittenBeforeTheRunGoesOn()
    {
        QFETCH(int, failures);
        QFETCH(bool, goesOn);
        World world;
        Console console(world);
        const Error full{ErrorKind::Io, "the disk is full", {}, {}, {}};
        console.journal.failNext(QStringLiteral("outcome"), failures, full);
        if (!goesOn)
            expectLog(QStringLiteral("the disk is full"));
        const QString run = console.begin();
        QVERIFY(console.untilState(run, RunState::Finished));
        QCOMPARE(console.latest(run).outcome, goesOn ? Outcome::Success : Outcome::Unknown);
        QCOMPARE(console.journal.count("run-finished"), goesOn ? 1 : 0);
        if (!goesOn) {
            QCOMPARE(console.log().last(), QStringLiteral("intent rollback")); // as a crash leaves it, to be resumed
            return;
        }
        QCOMPARE(runBreachOf(console.journal.events()), QString());
        const QStringList log = console.log();
        QCOMPARE(log.indexOf("outcome rollback success"), log.indexOf("intent rollback") + 1);
    }

private:
    static QString started(Console &console)
    {
        const auto run = console.prepare({}, QStringLiteral("smoke"));
        if (!run || !console.untilState(*run, RunState::AwaitingConfirmation))
            return {};
        return Console::value(console.engine->confirm(*run, "rel", "ann", {})) ? *run : QString();
    }
};

EDGELINK_TEST_MAIN(RunbookRecordTest)
#include "tst_runbookrecord.moc"
