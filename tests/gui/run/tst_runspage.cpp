// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of runbooks and runs in each of its states, and a whole run without a mouse.
#include "tests/gui/run/runbench.h"
#include "tests/support/testsink.h"
#include "widgets/controls/clock.h"
#include "widgets/run/stepsidebar.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>

using namespace edgelink;
using namespace edgelink::test;

namespace {

QTableWidget *listOf(const RunBench &bench, const QString &name)
{
    const QList<QTableWidget *> tables = bench.page->findChildren<QTableWidget *>();
    for (QTableWidget *table : tables) {
        if (table->accessibleName() == name)
            return table;
    }
    return nullptr;
}

} // namespace

class TestRunsPage : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void notReadIsNotNone()
    {
        RunBench bench;
        bench.runs.holds = true;
        QVERIFY(bench.show());
        QVERIFY(shows(bench.page.get(), QStringLiteral("Reading the runbooks")));
        QVERIFY(shows(bench.page.get(), QStringLiteral("Reading the runs from the record")));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("No run yet")));
        bench.runs.answer();
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("No run yet")));
        QTRY_COMPARE(listOf(bench, QStringLiteral("Runbooks"))->rowCount(), 3); // not the one that is only called
        QVERIFY(listOf(bench, QStringLiteral("Runbooks"))->isVisible());
        const QString what = listOf(bench, QStringLiteral("Runbooks"))->item(0, 2)->text();
        QVERIFY2(what.contains(QStringLiteral("edge-link-production")) && !what.contains(QStringLiteral("${")),
                 qPrintable(what));
    }

    void anErrorSaysWhat_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("shown");
        QTest::newRow("error") << ErrorKind::Io << QStringLiteral("the record cannot be read");
        QTest::newRow("no permission") << ErrorKind::Forbidden << QStringLiteral("the record cannot be read");
    }
    void anErrorSaysWhat()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, shown);
        RunBench bench;
        bench.runs.error = Error{kind, QStringLiteral("the record cannot be read"), {}, {}, {}};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), shown));
        // Whether something was cut off is then unknown, and that is said.
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("Whether a run was cut off is not known")));
        QVERIFY(shownButton(bench.page.get(), QStringLiteral("Check the cluster, then")) == nullptr);
        bench.runs.error.reset();
        bench.page->refresh();
        QTRY_VERIFY(!shows(bench.page.get(), shown));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("the record cannot be read")));
    }

    /// By keyboard, as often as it takes: the keyboard stays where it was, or the next press would be another button's.
    void whatCouldNotBeReadIsReadAgain_data()
    {
        QTest::addColumn<int>("pane"); // 0: the runbooks, 1: the runs
        QTest::addColumn<QString>("loading");
        QTest::addColumn<QString>("list");
        QTest::newRow("runbooks") << 0 << QStringLiteral("Reading the runbooks") << QStringLiteral("Runbooks");
        QTest::newRow("runs") << 1 << QStringLiteral("Reading the runs from the record") << QStringLiteral("Runs");
    }
    void whatCouldNotBeReadIsReadAgain()
    {
        QFETCH(int, pane);
        QFETCH(QString, loading);
        QFETCH(QString, list);
        RunBench bench;
        bench.runs.past = demo::pastRuns();
        bench.runs.error = Error{ErrorKind::Io, QStringLiteral("the record cannot be read"), {}, {}, {}};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("the record cannot be read")));
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Read again")) != nullptr);
        QWidget *again = tabTo(bench.page.get(), QStringLiteral("Read again"));
        for (int i = 0; i < pane && again != nullptr; ++i) {
            QTest::keyClick(again, Qt::Key_Tab);
            again = tabTo(bench.page.get(), QStringLiteral("Read again"));
        }
        QVERIFY(again != nullptr);
        bench.runs.holds = true;
        QTest::keyClick(again, Qt::Key_Space);
        QVERIFY(shows(bench.page.get(), loading));
        QVERIFY(shownButton(bench.page.get(), QStringLiteral("Read again")) == nullptr); // asked once is asked
        bench.runs.answer(); // in vain
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("the record cannot be read")));
        QTRY_VERIFY(again->hasFocus());
        bench.runs.error.reset();
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_VERIFY(listOf(bench, list)->isVisible());
        QTRY_VERIFY(listOf(bench, list)->hasFocus());
        QVERIFY(listOf(bench, list)->rowCount() > 0);
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Read again")) == nullptr);
        QVERIFY(!shows(bench.page.get(), QStringLiteral("is not known")));
    }

    /// Where the lists stand, none of them has a button for what is missing.
    void whetherARunWasCutOffIsReadAgain()
    {
        RunBench bench;
        bench.runs.past = demo::pastRuns();
        bench.runs.left = {demo::run(RunState::Running)};
        bench.runs.unfinishedError = Error{ErrorKind::Io, QStringLiteral("the record is locked"), {}, {}, {}};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("the record is locked")));
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Read again")) != nullptr);
        QWidget *again = tabTo(bench.page.get(), QStringLiteral("Read again"));
        QVERIFY(again != nullptr);
        bench.runs.unfinishedError.reset();
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Check the cluster, then")) != nullptr);
        QVERIFY(shownButton(bench.page.get(), QStringLiteral("Read again")) == nullptr);
        QVERIFY(!shows(bench.page.get(), QStringLiteral("is not known")));
    }

    void aCutOffRunIsContinuedOnlyWhenArmed()
    {
        RunBench bench;
        bench.runs.left = {demo::run(RunState::Running)};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("was cut off in step")));
        // As small as it gets: the notice takes its place from the lists, but not from the runbooks.
        bench.page->resize(1280, bench.page->minimumSizeHint().height());
        QTableWidget *runbooks = listOf(bench, QStringLiteral("Runbooks"));
        QTRY_VERIFY(runbooks->rowCount() > 0 && runbooks->isVisible());
        QTRY_COMPARE(runbooks->verticalScrollBar()->maximum(), 0);
        ui::Button *goOn = shownButton(bench.page.get(), QStringLiteral("Check the cluster, then"));
        QVERIFY(goOn != nullptr && !goOn->isEnabled());
        QVERIFY(shows(bench.page.get(), QStringLiteral("arm the session first")));
        bench.arm();
        QVERIFY(goOn->isEnabled());
        bench.runs.refusal
            = Error{ErrorKind::Conflict, QStringLiteral("this run is already under way here"), {}, {}, {}};
        goOn->click();
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("this run is already under way here")));
        QCOMPARE(bench.runs.resumed, QStringList{demo::run(RunState::Running).runId});
    }

    void aCutOffRunSaysWhatIsKnown_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("others");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("in a step") << 1 << 0 << QStringList{"began at", "was cut off in step 2 of"};
        QTest::newRow("in none") << -1 << 0 << QStringList{"began at", "and was cut off."};
        QTest::newRow("one more") << 0 << 1 << QStringList{"step 1 of", "1 more run is unfinished"};
        QTest::newRow("two more") << 0 << 2 << QStringList{"step 1 of", "2 more runs are unfinished"};
    }
    void aCutOffRunSaysWhatIsKnown()
    {
        QFETCH(int, step);
        QFETCH(int, others);
        QFETCH(QStringList, says);
        RunBench bench;
        RunSnapshot run = demo::run(RunState::Running);
        run.current = step;
        for (int i = 0; i <= others; ++i)
            bench.runs.left << run;
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), says.first()));
        for (const QString &part : says)
            QVERIFY2(shows(bench.page.get(), part), qPrintable(part));
        QVERIFY(shows(bench.page.get(), ui::timeText(run.startedAt)));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("cut off at"))); // nobody saw when
        QCOMPARE(shows(bench.page.get(), QStringLiteral("unfinished;")), others > 0);
    }

    /// It is at work and in no doubt: there is nothing to continue, but whoever joins must know of it.
    void aRunOfAnotherConsoleIsTold()
    {
        RunBench bench;
        RunSnapshot run = demo::run(RunState::Running);
        run.current = 1;
        run.actor = QStringLiteral("li");
        run.atWorkElsewhere = 4711;
        bench.runs.left = {run};
        bench.runs.past = {run};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("A run is under way in another console")));
        for (const QString &part :
             {QStringLiteral("li began"), QStringLiteral("Step 2 of"), QStringLiteral("Process 4711"),
              QStringLiteral("edgelink-console stop ") + run.runId})
            QVERIFY2(shows(bench.page.get(), part), qPrintable(part));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("was cut off")));
        const QList<ui::Button *> buttons = bench.page->findChildren<ui::Button *>();
        QVERIFY(std::none_of(buttons.cbegin(), buttons.cend(), [](const ui::Button *button) {
            return button->isVisible() && button->text().contains(QLatin1String("continue this run"));
        }));
        QTRY_COMPARE(listOf(bench, QStringLiteral("Runs"))->item(0, 2)->text(), QStringLiteral("In another console"));
        bench.runs.left.clear();
        bench.runs.past = {demo::run(RunState::Finished)};
        bench.page->refreshUnfinished();
        QTRY_VERIFY(!shows(bench.page.get(), QStringLiteral("A run is under way in another console")));
        QTRY_VERIFY(listOf(bench, QStringLiteral("Runs"))->item(0, 2)->text() != QLatin1String("In another console"));
    }

    void anUnknownRunbookIsSaid()
    {
        RunBench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(listOf(bench, QStringLiteral("Runbooks"))->isVisible());
        bench.page->openRunbook(QStringLiteral("helm-rolback"), {});
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("there is no runbook “helm-rolback”")));
    }

    void aViewerSeesNoButtonThatChangesAnything()
    {
        RunBench bench(true);
        bench.runs.left = {demo::run(RunState::Running)};
        QVERIFY(bench.show());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("was cut off in step")));
        const auto closed = [&bench] {
            QStringList open;
            const QList<ui::Button *> buttons = bench.page->findChildren<ui::Button *>();
            for (ui::Button *button : buttons) {
                const bool looks = button->text().startsWith(QStringLiteral("‹"))
                    || button->text() == QLatin1String("Copy") || button->text() == QLatin1String("evidence")
                    || button->text().startsWith(QStringLiteral("Collect the facts"))
                    || button->text().startsWith(QStringLiteral("Write the incident"));
                if (button->isVisible() && button->isEnabled() && !looks)
                    open << button->text();
            }
            return open.join(QLatin1Char(','));
        };
        QCOMPARE(closed(), QString());
        bench.page->setHistory(demo::history());
        bench.open(QStringLiteral("2"));
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Run the pre-flight")) != nullptr);
        QCOMPARE(closed(), QString());
        for (const RunState state : {RunState::AwaitingConfirmation, RunState::Running, RunState::AwaitingDecision,
                                     RunState::Stopping, RunState::Finished}) {
            bench.page->runPage()->showRun(demo::run(state));
            QCOMPARE(closed(), QString());
        }
    }

    void everyStateNamesWhatTakesTheKeyboard_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::newRow("pre-flight") << RunState::Preflight;
        QTest::newRow("refused") << RunState::Refused;
        QTest::newRow("review") << RunState::AwaitingConfirmation;
        QTest::newRow("running") << RunState::Running;
        QTest::newRow("asking") << RunState::AwaitingDecision;
        QTest::newRow("stopping") << RunState::Stopping;
        QTest::newRow("finished") << RunState::Finished;
    }
    void everyStateNamesWhatTakesTheKeyboard()
    {
        QFETCH(RunState, state);
        RunBench bench;
        QVERIFY(bench.show());
        bench.open(QStringLiteral("2"));
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Run the pre-flight")) != nullptr);
        QCOMPARE(nameless(bench.page.get()), QStringList());
        bench.page->runPage()->showRun(demo::run(state));
        if (state == RunState::AwaitingConfirmation)
            bench.verdicts.answer(demo::verdict());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("Roll back edge-link-production to revision 2")));
        QCoreApplication::processEvents();
        QCOMPARE(nameless(bench.page.get()), QStringList());
        QVERIFY(!shows(bench.page.get(), QStringLiteral("${")));
        QVERIFY(bench.page->minimumSizeHint().width() <= 1280);
        QVERIFY2(bench.page->minimumSizeHint().height() <= 630,
                 qPrintable(QString::number(bench.page->minimumSizeHint().height())));
    }

    void aWholeRunWithoutAMouse()
    {
        RunBench bench;
        QVERIFY(bench.show());
        QTRY_COMPARE(listOf(bench, QStringLiteral("Runbooks"))->rowCount(), 3);
        bench.page->setHistory(demo::history());
        QWidget *runbooks = tabTo(bench.page.get(), QStringLiteral("Runbooks"));
        QVERIFY(runbooks != nullptr);
        listOf(bench, QStringLiteral("Runbooks"))->setCurrentCell(0, 0);
        QTest::keyClick(runbooks, Qt::Key_Return);
        QTRY_VERIFY(shownButton(bench.page.get(), QStringLiteral("Run the pre-flight")) != nullptr);

        // Reading order: back, then the parameter, then the button that leads on.
        const QStringList order = tabOrder(bench.page.get());
        const auto back = order.indexOf(QStringLiteral("‹ All runs"));
        const auto revision = order.indexOf(QStringLiteral("Revision to go back to"));
        const auto go = order.indexOf(QStringLiteral("Run the pre-flight checks"));
        QVERIFY2(back >= 0 && revision >= 0 && go >= 0, qPrintable(order.join(QLatin1Char('|'))));
        QVERIFY2(revision < go, qPrintable(order.join(QLatin1Char('|'))));
        QTest::keyClick(tabTo(bench.page.get(), QStringLiteral("Run the pre-flight")), Qt::Key_Space);
        QTRY_COMPARE(bench.page->runPage()->run().runId, QStringLiteral("run-1"));
        QCOMPARE(bench.runs.prepared.first().parameters.value(QStringLiteral("revision")), QStringLiteral("2"));

        bench.say(bench.snapshot(RunState::AwaitingConfirmation, 2));
        bench.verdicts.answer(demo::verdict());
        bench.arm();
        QWidget *typed = tabTo(bench.page.get(), QStringLiteral("Type edge-link-production"));
        QVERIFY(typed != nullptr);
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("HPA of api-gateway")));
        QTest::keyClicks(typed, QStringLiteral("edge-link-production"));
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(bench.runs.confirmations.size(), 1);

        bench.say(bench.snapshot(RunState::AwaitingDecision, 9));
        QWidget *retry = tabTo(bench.page.get(), QStringLiteral("Retry this step"));
        QVERIFY(retry != nullptr);
        QTest::keyClick(retry, Qt::Key_Space);
        QCOMPARE(bench.runs.decisions.size(), 1);

        // Any step can be looked at, and the present one found again.
        bench.say(bench.snapshot(RunState::Running, 10));
        QWidget *steps = tabTo(bench.page.get(), QStringLiteral("Steps of this run"));
        QVERIFY(steps != nullptr);
        auto *list = qobject_cast<ui::StepSidebar *>(steps);
        list->setCurrentIndex(list->model()->index(4, 0)); // its first step
        QTest::keyClick(steps, Qt::Key_Return);
        QVERIFY(shows(bench.page.get(), QStringLiteral("See that nobody acted meanwhile")));

        bench.say(bench.snapshot(RunState::Finished, 30));
        QSignalSpy reports(bench.page.get(), &ui::RunsPage::reportRequested);
        QTest::keyClick(tabTo(bench.page.get(), QStringLiteral("Write the incident report")), Qt::Key_Space);
        QCOMPARE(reports.size(), 1);
        QTest::keyClick(tabTo(bench.page.get(), QStringLiteral("‹ All runs")), Qt::Key_Space);
        QVERIFY(listOf(bench, QStringLiteral("Runbooks"))->isVisible());
    }
};

EDGELINK_GUI_TEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
