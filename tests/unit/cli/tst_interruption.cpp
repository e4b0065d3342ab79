// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C at every stage of `run`: it is never lost, and it is told by the exit code.
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"

using namespace edgelink;
using test::Desk;

class Interruption : public test::Suite
{
    Q_OBJECT

private slots:
    void endsTheRun_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<int>("changes");
        QTest::newRow("before anything") << "start" << 0;
        QTest::newRow("while it is prepared") << "prepare" << 0;
        QTest::newRow("in the first pre-flight check") << "preflight/helm-version" << 0;
        QTest::newRow("in the last pre-flight check") << "preflight/baseline" << 0;
        QTest::newRow("as the pre-flight passes") << "confirm" << 0;
        QTest::newRow("in a step that observes") << "history" << 0;
        QTest::newRow("in the command") << "command" << 1;
    }

    void endsTheRun()
    {
        QFETCH(QString, at);
        QFETCH(int, changes);
        Desk desk;
        std::atomic<bool> reached{false};
        if (at == QLatin1String("start"))
            desk.interrupted = true;
        desk.releases.hangs = at == QLatin1String("prepare");
        desk.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            const QString step = request.stepId;
            if (step == at || (at == QLatin1String("confirm") && step == QLatin1String("preflight/baseline"))) {
                reached = true;
                if (at != QLatin1String("confirm"))
                    return std::nullopt; // goes on until it is cancelled
                desk.interrupted = true; // and passes: the interruption races the confirmation
            }
            return test::FakeProbes::saw(Observation::State::Passed, request.probe);
        });
        desk.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            if (at == QLatin1String("command") && spec.mutating) {
                reached = true;
                return std::nullopt;
            }
            return test::FakeRunner::exited(0);
        });
        int code = -1;
        const auto verb = desk.start(desk.rollback(), code);
        if (at == QLatin1String("prepare"))
            QTRY_VERIFY_WITH_TIMEOUT(desk.releases.asked > 0, 20'000);
        else if (at != QLatin1String("start"))
            QTRY_VERIFY_WITH_TIMEOUT(reached.load(), 20'000);
        desk.interrupted = true;
        QTRY_VERIFY_WITH_TIMEOUT(verb->isFinished(), 30'000);
        QCOMPARE(code, static_cast<int>(cli::CancelledByOperator));
        QCOMPARE(desk.changes(), changes);
        QCOMPARE(desk.journal.count(QLatin1String(journalkind::RunFinished)),
                 desk.journal.count(QLatin1String(journalkind::RunStarted)));
    }

    void endsAResumedRun()
    {
        QString runId;
        QList<JournalEvent> record;
        {
            Desk before;
            before.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
                return spec.mutating ? std::nullopt : std::optional(test::FakeRunner::exited(0));
            });
            int code = -1;
            const auto verb = before.start(before.rollback(), code);
            QTRY_VERIFY_WITH_TIMEOUT(before.changes() == 1, 20'000);
            record = before.journal.events(); // this is where the console dies
            runId = before.journal.events(QLatin1String(journalkind::RunStarted)).first().draft.runId;
            before.interrupted = true;
            QTRY_VERIFY_WITH_TIMEOUT(verb->isFinished(), 30'000);
        }
        Desk desk;
        for (const JournalEvent &event : record)
            static_cast<void>(desk.journal.append(event.draft).result());
        std::atomic<bool> reached{false};
        desk.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (request.probe != QLatin1String("deployments-ready"))
                return test::FakeProbes::saw(Observation::State::Passed, request.probe);
            reached = true;
            return std::nullopt;
        });
        cli::Options options = desk.rollback();
        options.verb = QStringLiteral("resume");
        options.id = runId;
        int code = -1;
        const auto verb = desk.start(options, code);
        QTRY_VERIFY_WITH_TIMEOUT(reached.load(), 20'000);
        desk.interrupted = true;
        QTRY_VERIFY_WITH_TIMEOUT(verb->isFinished(), 30'000);
        QCOMPARE(code, static_cast<int>(cli::CancelledByOperator));
        QCOMPARE(desk.changes(), 0); // what the first console had done was seen, not done again
        QCOMPARE(desk.journal.count(QLatin1String(journalkind::RunFinished)), 1);
    }
};

EDGELINK_TEST_MAIN(Interruption)
#include "tst_interruption.moc"
