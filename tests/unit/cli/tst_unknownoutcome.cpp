// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `run` and `resume` end with 5 when nobody can say what came of it: neither a success nor a failure is claimed.
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"

#include <QTest>

using namespace edgelink;
using test::Desk;

namespace {

const Error DiskFull{ErrorKind::Io, QStringLiteral("disk full"), {}, {}, {}};

/// What a run leaves in the journal when its console dies while helm runs.
QList<JournalEvent> cutOffAtTheCommand()
{
    Desk desk;
    desk.runner.setHandler([](const CommandSpec &spec) -> std::optional<CommandResult> {
        return spec.mutating ? std::nullopt : std::optional(test::FakeRunner::exited(0));
    });
    int code = -1;
    const auto verb = desk.start(desk.rollback(), code);
    if (!QTest::qWaitFor([&] { return desk.changes() == 1; }, 20'000))
        return {};
    QList<JournalEvent> record = desk.journal.events();
    desk.interrupted = true;
    return QTest::qWaitFor([&] { return verb->isFinished(); }, 30'000) ? record : QList<JournalEvent>{};
}

} // namespace

class UnknownOutcome : public test::Suite
{
    Q_OBJECT

private slots:
    void isFive_data()
    {
        QTest::addColumn<bool>("resumed");
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<int>("expected");
        for (const bool resumed : {false, true}) {
            const char *verb = resumed ? "resume" : "run";
            QTest::addRow("%s: what it did cannot be seen", verb) << resumed << "blind" << int{cli::UnknownOutcome};
            QTest::addRow("%s: the journal breaks", verb) << resumed << "journal" << int{cli::UnknownOutcome};
            QTest::addRow("%s: it is seen to have failed", verb) << resumed << "failed" << int{cli::Failed};
            QTest::addRow("%s: no trouble", verb) << resumed << "none" << int{cli::Success};
        }
    }

    void isFive()
    {
        QFETCH(bool, resumed);
        QFETCH(QString, trouble);
        QFETCH(int, expected);
        if (trouble == QLatin1String("journal"))
            test::expectLog(" left: "); // the run
        const QList<JournalEvent> record = resumed ? cutOffAtTheCommand() : QList<JournalEvent>{};
        QCOMPARE(record.isEmpty(), !resumed);
        Desk desk;
        for (const JournalEvent &event : record)
            static_cast<void>(desk.journal.append(event.draft).result());
        std::atomic<bool> begun{resumed}; // the command
        desk.probes.setHandler([&](const ProbeRequest &request) -> std::optional<Observation> {
            if (!begun || request.stepId.startsWith(QLatin1String("preflight/")) || trouble == QLatin1String("none"))
                return test::FakeProbes::saw(Observation::State::Passed, request.probe);
            if (trouble == QLatin1String("journal")) {
                desk.journal.failWith(DiskFull);
                return test::FakeProbes::saw(Observation::State::Passed, request.probe);
            }
            return test::FakeProbes::saw(trouble == QLatin1String("blind") ? Observation::State::Unknown
                                                                           : Observation::State::Failed,
                                         QStringLiteral("the cluster does not answer"));
        });
        desk.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            begun = begun || spec.mutating;
            return test::FakeRunner::exited(0);
        });
        cli::Options options = desk.rollback();
        if (resumed) {
            options.verb = QStringLiteral("resume");
            options.id = record.last().draft.runId;
        }
        int code = -1;
        const auto verb = desk.start(options, code);
        QTRY_VERIFY_WITH_TIMEOUT(verb->isFinished(), 60'000);
        QCOMPARE(code, expected);
        // With a broken journal there is nothing to be written; else the run has its end on record.
        QCOMPARE(desk.journal.count(QLatin1String(journalkind::RunFinished)),
                 trouble == QLatin1String("journal") ? 0 : 1);
    }
};

EDGELINK_TEST_MAIN(UnknownOutcome)
#include "tst_unknownoutcome.moc"
