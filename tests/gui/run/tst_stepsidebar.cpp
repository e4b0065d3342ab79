// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole run on one small screen: what is folded says what it came to, what runs is in sight.
#include "tests/support/demodata.h"
#include "tests/support/demorun.h"
#include "tests/support/testsink.h"
#include "widgets/controls/clock.h"
#include "widgets/run/steprows.h"
#include "widgets/run/stepsidebar.h"

#include <QScrollBar>
#include <QSignalSpy>

#include <memory>

using namespace edgelink;
using namespace edgelink::test;

namespace {

constexpr int Width = 288; ///< as the run's page gives it
constexpr int HeightAt720 = 530;
constexpr int FirstStep = 4; ///< row of it: below parameters, pre-flight, review and the line of its phase

/// As far as that step, those before it done: 4 of "execute", 3 of "verify", 2 of "smoke", 1 of "observe".
RunSnapshot runAt(int current, RunState state = RunState::Running)
{
    RunSnapshot run = demo::run(state);
    run.current = current;
    for (int i = 0; i < run.steps.size(); ++i)
        run.steps[i].state = i < current ? StepState::Done : i == current ? StepState::Running : StepState::Waiting;
    return run;
}

/// As many steps in each phase as the rollback has.
RunSnapshot wholeRollback(int current)
{
    RunSnapshot run = runAt(1);
    const QList<StepRecord> some = run.steps;
    run.steps.clear();
    const QList<std::pair<qsizetype, int>> phases{{0, 5}, {4, 8}, {7, 5}, {9, 1}};
    for (const auto &[like, count] : phases) {
        for (int i = 0; i < count; ++i) {
            run.steps << some.at(like);
            run.steps.last().id += QString::number(i);
            run.steps.last().state = run.steps.size() - 1 < current ? StepState::Done : StepState::Waiting;
        }
    }
    run.steps[current].state = StepState::Running;
    run.current = current;
    return run;
}

struct Shown {
    ui::StepSidebar sidebar;
    QSignalSpy steps{&sidebar, &ui::StepSidebar::stepChosen};
    QSignalSpy pages{&sidebar, &ui::StepSidebar::pageChosen};

    explicit Shown(const RunSnapshot &run, int height = HeightAt720)
    {
        sidebar.resize(Width, height);
        sidebar.setRun(run);
        sidebar.show();
        sidebar.activateWindow();
    }
    [[nodiscard]] QModelIndex at(int row) const { return sidebar.model()->index(row, 0); }
    [[nodiscard]] QModelIndex line(const QString &phase) const
    {
        for (int row = 0; row < sidebar.model()->rowCount(); ++row) {
            if (at(row).data().toString() == phase && at(row).data(ui::StepRow::DepthRole).toInt() == 0)
                return at(row);
        }
        return {};
    }
    [[nodiscard]] int stepsInSight() const
    {
        int count = 0;
        for (int row = 0; row < sidebar.model()->rowCount(); ++row)
            count += !sidebar.isRowHidden(row) && at(row).data(ui::StepRow::DepthRole).toInt() > 0 ? 1 : 0;
        return count;
    }
    [[nodiscard]] bool isUnfolded(const QString &phase) const { return !sidebar.isRowHidden(line(phase).row() + 1); }
    [[nodiscard]] QModelIndex running() const
    {
        for (int row = 0; row < sidebar.model()->rowCount(); ++row) {
            if (at(row).data(ui::StepRow::CurrentRole).toBool())
                return at(row);
        }
        return {};
    }
    [[nodiscard]] bool runningIsInSight() const
    {
        return running().isValid() && sidebar.viewport()->rect().contains(sidebar.visualRect(running()));
    }
    void click(const QModelIndex &index)
    {
        QTest::mouseClick(sidebar.viewport(), Qt::LeftButton, {}, sidebar.visualRect(index).center());
    }
};

} // namespace

class TestStepSidebar : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void onlyThePhaseTheRunIsInIsUnfolded_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<int>("current");
        QTest::addColumn<QString>("phase");
        QTest::addColumn<int>("steps");
        QTest::newRow("to be confirmed") << RunState::AwaitingConfirmation << -1 << QStringLiteral("Execute") << 4;
        QTest::newRow("execute") << RunState::Running << 1 << QStringLiteral("Execute") << 4;
        QTest::newRow("verify") << RunState::Running << 4 << QStringLiteral("Verify") << 3;
        QTest::newRow("smoke") << RunState::AwaitingDecision << 8 << QStringLiteral("Smoke tests") << 2;
        QTest::newRow("observe") << RunState::Running << 9 << QStringLiteral("Observe") << 1;
        QTest::newRow("stopped in verify") << RunState::Finished << 5 << QStringLiteral("Verify") << 3;
    }

    void onlyThePhaseTheRunIsInIsUnfolded()
    {
        QFETCH(RunState, state);
        QFETCH(int, current);
        QFETCH(QString, phase);
        QFETCH(int, steps);
        const Shown shown(runAt(current, state));
        for (const char *any : {"Execute", "Verify", "Smoke tests", "Observe"}) {
            const QString name = QString::fromLatin1(any);
            QVERIFY2(shown.line(name).isValid() && !shown.sidebar.isRowHidden(shown.line(name).row()), any);
            QCOMPARE(shown.isUnfolded(name), name == phase);
        }
        QCOMPARE(shown.stepsInSight(), steps);
    }

    void aFoldedPhaseSaysWhatWentOtherwise_data()
    {
        QTest::addColumn<QList<StepState>>("states"); // of the three steps of "verify"
        QTest::addColumn<QString>("says");
        QTest::addColumn<ui::Glyph>("glyph");
        using S = StepState;
        const auto row = [](const char *name, const QList<S> &states, const char *says, ui::Glyph glyph) {
            QTest::newRow(name) << states << QString::fromUtf8(says) << glyph;
        };
        row("all is well", {S::Done, S::Done, S::Done}, "3 of 3", ui::Glyph::Check);
        row("not begun", {S::Waiting, S::Waiting, S::Waiting}, "0 of 3", ui::Glyph::Ring);
        row("warned", {S::Done, S::Warning, S::Done}, "2 of 3 · 1 warned", ui::Glyph::Exclamation);
        row("skipped", {S::Skipped, S::Done, S::Skipped}, "1 of 3 · 2 skipped", ui::Glyph::Skip);
        row("skipped, and the rest never begun", {S::Done, S::Skipped, S::Waiting}, "1 of 3 · 1 skipped",
            ui::Glyph::Skip);
        row("undone", {S::Done, S::Undone, S::Done}, "2 of 3 · 1 undone", ui::Glyph::Undo);
        row("unknown", {S::Done, S::Unknown, S::Done}, "2 of 3 · 1 unknown", ui::Glyph::Question);
        row("the worst comes first", {S::Warning, S::Skipped, S::Failed}, "0 of 3 · 1 failed · 1 skipped · 1 warned",
            ui::Glyph::Cross);
    }

    void aFoldedPhaseSaysWhatWentOtherwise()
    {
        QFETCH(QList<StepState>, states);
        QFETCH(QString, says);
        QFETCH(ui::Glyph, glyph);
        RunSnapshot run = runAt(9);
        for (int i = 0; i < states.size(); ++i)
            run.steps[4 + i].state = states.at(i);
        const Shown shown(run);
        const QModelIndex line = shown.line(QStringLiteral("Verify"));
        QVERIFY(!shown.isUnfolded(QStringLiteral("Verify")));
        QCOMPARE(line.data(ui::StepRow::AsideRole).toString(), says);
        QCOMPARE(static_cast<ui::Glyph>(line.data(ui::StepRow::GlyphRole).toInt()), glyph);
        const QString spoken = line.data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(says) && spoken.endsWith(QStringLiteral(", folded")), qPrintable(spoken));
    }

    void unfoldsByClickAndByKey_data()
    {
        QTest::addColumn<int>("unfolding"); // 0: a click, -1: a double click
        QTest::addColumn<int>("folding");
        QTest::newRow("click") << 0 << 0;
        QTest::newRow("a double click is one wish") << -1 << 0;
        QTest::newRow("Return") << int(Qt::Key_Return) << int(Qt::Key_Return);
        QTest::newRow("Space") << int(Qt::Key_Space) << int(Qt::Key_Space);
        QTest::newRow("arrows") << int(Qt::Key_Right) << int(Qt::Key_Left);
    }

    void unfoldsByClickAndByKey()
    {
        QFETCH(int, unfolding);
        QFETCH(int, folding);
        Shown shown(runAt(9));
        QVERIFY(QTest::qWaitForWindowActive(&shown.sidebar));
        const QString verify = QStringLiteral("Verify");
        const auto act = [&shown, &verify](int how) {
            if (how > 0) {
                shown.sidebar.setCurrentIndex(shown.line(verify));
                QTest::keyClick(&shown.sidebar, Qt::Key(how));
                return;
            }
            shown.click(shown.line(verify));
            if (how == 0)
                return;
            const QPoint there = shown.sidebar.visualRect(shown.line(verify)).center();
            QTest::mouseDClick(shown.sidebar.viewport(), Qt::LeftButton, {}, there);
            QTest::mouseRelease(shown.sidebar.viewport(), Qt::LeftButton, {}, there);
        };
        act(unfolding);
        QVERIFY(shown.isUnfolded(verify));
        QVERIFY(shown.isUnfolded(QStringLiteral("Observe"))); // what runs stays in sight beside it
        QVERIFY(shown.line(verify).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", unfolded")));
        RunSnapshot next = runAt(9);
        ++next.generation;
        shown.sidebar.setRun(next); // news of the run folds nothing that somebody wants to see
        QVERIFY(shown.isUnfolded(verify));
        act(folding);
        QVERIFY(!shown.isUnfolded(verify));
        QCOMPARE(shown.steps.size() + shown.pages.size(), 0); // the pane beside it shows what it showed
    }

    void theLineOfThePresentPhaseLeadsToTheStep()
    {
        Shown shown(runAt(5));
        shown.click(shown.line(QStringLiteral("Verify")));
        QVERIFY(shown.isUnfolded(QStringLiteral("Verify"))); // what runs is never folded away
        QCOMPARE(shown.steps.size(), 1);
        QCOMPARE(shown.steps.first().first().toInt(), 5);
        QTest::keyClick(&shown.sidebar, Qt::Key_Left);
        QVERIFY(shown.isUnfolded(QStringLiteral("Verify")));
    }

    void theRunningStepIsInSight_data()
    {
        QTest::addColumn<int>("height");
        QTest::newRow("smallest window") << HeightAt720;
        QTest::newRow("smaller still") << 200;
    }

    void theRunningStepIsInSight()
    {
        QFETCH(int, height);
        Shown shown(wholeRollback(0), height);
        for (int current = 0; current < 19; ++current) {
            shown.sidebar.setRun(wholeRollback(current));
            QVERIFY2(shown.runningIsInSight(), qPrintable(QString::number(current)));
        }
        shown.sidebar.setRun(wholeRollback(12)); // the last of its phase
        shown.sidebar.resize(Width, 150);
        QTRY_VERIFY(shown.runningIsInSight());
    }

    /// No scrolling in the smallest window, whichever phase runs.
    void aWholeRollbackFitsTheSmallestWindow()
    {
        for (const int current : {0, 5, 13, 18}) {
            const Shown shown(wholeRollback(current));
            QVERIFY(shown.sidebar.viewport()->rect().contains(
                shown.sidebar.visualRect(shown.at(shown.sidebar.model()->rowCount() - 1))));
            QCOMPARE(shown.sidebar.verticalScrollBar()->maximum(), 0);
        }
    }

    void whatIsLookedAtDoesNotFold()
    {
        Shown shown(runAt(1));
        shown.click(shown.at(FirstStep + 2)); // a step that waits
        QCOMPARE(shown.steps.size(), 1);
        shown.sidebar.setRun(runAt(5));
        QVERIFY(shown.isUnfolded(QStringLiteral("Execute")));
        QVERIFY(shown.isUnfolded(QStringLiteral("Verify")));
        RunSnapshot other = runAt(5);
        other.runId = QStringLiteral("another");
        shown.sidebar.setRun(other); // is looked at afresh
        QVERIFY(!shown.isUnfolded(QStringLiteral("Execute")));
    }

    void theKeyboardIsOnlyOnWhatIsSeen()
    {
        Shown shown(runAt(3));
        shown.sidebar.setCurrentIndex(shown.running());
        shown.sidebar.setRun(runAt(4));
        QCOMPARE(shown.sidebar.currentIndex(), shown.line(QStringLiteral("Execute")));
        QTest::keyClick(&shown.sidebar, Qt::Key_Down);
        QCOMPARE(shown.sidebar.currentIndex(), shown.line(QStringLiteral("Verify")));
        QTest::keyClick(&shown.sidebar, Qt::Key_Down);
        QCOMPARE(shown.sidebar.currentIndex(), shown.running());
        QTest::keyClick(&shown.sidebar, Qt::Key_Left);
        QCOMPARE(shown.sidebar.currentIndex(), shown.line(QStringLiteral("Verify")));
    }
};

EDGELINK_GUI_TEST_MAIN(TestStepSidebar)
#include "tst_stepsidebar.moc"
