// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From parameters to confirmation: what a run page must never mix up, do twice, or allow too early.
#include "tests/gui/run/runbench.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/commandline.h"
#include "widgets/controls/label.h"
#include "widgets/controls/typedconfirmation.h"
#include "widgets/releases/diffview.h"
#include "widgets/run/executionpane.h"
#include "widgets/run/parameterspane.h"
#include "widgets/run/reviewpane.h"
#include "widgets/run/stepsidebar.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/tokens.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalSpy>

using namespace edgelink;
using namespace edgelink::test;

namespace {

const QString Go = QStringLiteral("Run the pre-flight checks");
const QString RollBack = QStringLiteral("Roll back edge-link-production to revision 2");

/// On the review of a prepared run, its verdict still out.
void toReview(RunBench &bench)
{
    bench.page->setHistory(demo::history());
    bench.open(QStringLiteral("2"));
    QTRY_VERIFY(shownButton(bench.page.get(), Go) != nullptr);
    shownButton(bench.page.get(), Go)->click();
    QTRY_COMPARE(bench.page->runPage()->run().runId, QStringLiteral("run-%1").arg(bench.runs.prepared.size()));
    bench.say(bench.snapshot(RunState::Preflight, 1));
    bench.say(bench.snapshot(RunState::AwaitingConfirmation, 2));
}

QLineEdit *typedField(const RunBench &bench)
{
    return bench.page->findChild<ui::TypedConfirmation *>()->findChild<QLineEdit *>();
}

} // namespace

class TestRunPage : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void aLateHistoryReplacesNothingThatWasAskedFor_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("an older one") << QStringLiteral("1") << QStringLiteral("1");
        QTest::newRow("one that is not there") << QStringLiteral("7") << QStringLiteral("7");
        QTest::newRow("none: the safe one is proposed") << QString() << QStringLiteral("2");
    }
    void aLateHistoryReplacesNothingThatWasAskedFor()
    {
        QFETCH(QString, asked);
        QFETCH(QString, wanted);
        RunBench bench;
        QVERIFY(bench.show());
        bench.open(asked);
        auto *parameters = bench.page->findChild<ui::ParametersPane *>();
        QTRY_VERIFY(parameters->isVisible());
        QCOMPARE(parameters->values().value(QStringLiteral("revision")), asked);
        QCOMPARE(shownButton(bench.page.get(), Go)->isEnabled(), !asked.isEmpty()); // nothing is proposed yet
        bench.page->setHistory(demo::history());
        QCOMPARE(parameters->values().value(QStringLiteral("revision")), wanted);
        ReleaseHistory more = demo::history();
        more.revisions.last().status = QStringLiteral("superseded");
        more.revisions << more.revisions.last();
        more.revisions.last().number = 4;
        bench.page->setHistory(more); // a colleague upgraded meanwhile: what is safe is another one now
        QCOMPARE(parameters->values().value(QStringLiteral("revision")),
                 asked.isEmpty() ? QString::number(more.proposedTarget()->number) : wanted);
    }

    /// Back at revision 1 there is nothing safe to go on to: revision 2, the newest in the list, is what was left.
    void nothingIsChosenWhereNothingIsProposed()
    {
        RunBench bench;
        QVERIFY(bench.show());
        ReleaseHistory history = demo::history();
        history.revisions.last().description = QStringLiteral("Rollback to 1");
        QVERIFY(history.proposedTarget() == nullptr);
        bench.page->setHistory(history);
        bench.open();
        auto *parameters = bench.page->findChild<ui::ParametersPane *>();
        QTRY_VERIFY(parameters->isVisible());
        auto *combo = parameters->findChild<QComboBox *>();
        QCOMPARE(combo->count(), 2);
        QCOMPARE(combo->currentIndex(), -1);
        QVERIFY(!combo->placeholderText().isEmpty());
        QVERIFY(parameters->values().value(QStringLiteral("revision")).isEmpty());
        QVERIFY(!shownButton(bench.page.get(), Go)->isEnabled());
        QCOMPARE(shownButton(bench.page.get(), Go)->toolTip(), QStringLiteral("Fill in what is missing."));
        QVERIFY(shows(bench.page.get(), QStringLiteral("Fill in what is missing."))); // nobody hovers at three
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down); // a choice of the person's own
        QCOMPARE(parameters->values().value(QStringLiteral("revision")), QStringLiteral("2"));
        QVERIFY(shownButton(bench.page.get(), Go)->isEnabled());
    }

    void aRevisionChosenByHandStays()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->setHistory(demo::history());
        bench.open();
        auto *parameters = bench.page->findChild<ui::ParametersPane *>();
        QTRY_VERIFY(parameters->isVisible());
        auto *combo = parameters->findChild<QComboBox *>();
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down);
        QCOMPARE(parameters->values().value(QStringLiteral("revision")), QStringLiteral("1"));
        ReleaseHistory more = demo::history();
        more.revisions << more.revisions.last();
        more.revisions.last().number = 4;
        bench.page->setHistory(more);
        QCOMPARE(parameters->values().value(QStringLiteral("revision")), QStringLiteral("1"));
        QVERIFY(parameters->findChild<QComboBox *>()->hasFocus());
    }

    /// The bar tells how much of the step's time is gone, by the clock and not only with news of the run.
    void theBarGoesWithTheClock()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        RunSnapshot run = demo::run(RunState::Running); // 24 s of 10 min
        bench.page->runPage()->showRun(run);
        const auto *bar = bench.page->findChild<QProgressBar *>();
        QVERIFY(bar != nullptr);
        QTRY_COMPARE(bar->value(), 40);
        ui::setClock([] { return demo::now().addSecs(276); });
        emit ui::SecondTick::instance().tick();
        QCOMPARE(bar->value(), 500);
        ui::setClock(&demo::now);
        run.generation += 1;
        run.steps[1].state = StepState::Failed;
        run.steps[1].finishedAt = demo::now().addSecs(-12);
        bench.page->runPage()->showRun(run);
        QTRY_COMPARE(bar->value(), 20); // what failed is not complete
    }

    /// What a command acts on stands at its end: context and namespace must be readable where it runs.
    void theWholeCommandIsShownWhileItRuns()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.open();
        bench.page->runPage()->showRun(demo::run(RunState::Running));
        auto *command = bench.page->findChild<ui::ExecutionPane *>()->findChild<ui::CommandLine *>();
        QTRY_VERIFY(command->isVisible());
        QVERIFY(command->command().endsWith(QStringLiteral("--namespace edgelink-prod")));
        const auto *text = command->findChild<ui::Label *>();
        QVERIFY(text->wordWrap());
        QTRY_VERIFY2(text->height() >= text->heightForWidth(text->width()),
                     qPrintable(QString::number(text->height())));
    }

    /// The name of a step is what tells it from the next one.
    void longStepNamesTakeTwoLines()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->runPage()->showRun(demo::run(RunState::Running));
        const auto *sidebar = bench.page->findChild<ui::StepSidebar *>();
        int longer = 0;
        int shorter = 0;
        for (int row = 0; row < sidebar->model()->rowCount(); ++row) {
            const QModelIndex index = sidebar->model()->index(row, 0);
            const int height = sidebar->visualRect(index).height();
            if (index.data().toString() == QLatin1String("See that nobody acted meanwhile"))
                longer = height;
            if (index.data().toString() == QLatin1String("Roll back the release"))
                shorter = height;
        }
        QVERIFY2(longer >= shorter + 14, qPrintable(QStringLiteral("%1 %2").arg(longer).arg(shorter)));
    }

    void theTitleFollowsTheParameters()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.open();
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("Roll back edge-link-production to revision …")));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("${")));
        // Where one is: nothing has been checked yet.
        QCOMPARE(
            bench.page->findChild<ui::StepSidebar *>()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("Parameters, running"));
        bench.page->setHistory(demo::history());
        QVERIFY(shows(bench.page.get(), RollBack));
        auto *combo = bench.page->findChild<ui::ParametersPane *>()->findChild<QComboBox *>();
        QTest::keyClick(combo, Qt::Key_Down);
        QVERIFY(shows(bench.page.get(), QStringLiteral("Roll back edge-link-production to revision 1")));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("${")));
    }

    void aDoubleClickPreparesOnce()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->setHistory(demo::history());
        bench.open(QStringLiteral("2"));
        QTRY_VERIFY(shownButton(bench.page.get(), Go) != nullptr);
        bench.runs.holds = true;
        ui::Button *go = shownButton(bench.page.get(), Go);
        QTest::mouseDClick(go, Qt::LeftButton);
        QTest::keyClick(go, Qt::Key_Space);
        QCOMPARE(bench.runs.prepared.size(), 1);
        QVERIFY(!go->isEnabled());
        bench.runs.answer();
        QTRY_COMPARE(bench.page->runPage()->run().runId, QStringLiteral("run-1"));
    }

    void aPreparationThatNobodyWaitsForIsStopped()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->setHistory(demo::history());
        bench.open(QStringLiteral("2"));
        QTRY_VERIFY(shownButton(bench.page.get(), Go) != nullptr);
        bench.runs.holds = true;
        shownButton(bench.page.get(), Go)->click();
        bench.open(QStringLiteral("1")); // another wish
        bench.runs.answer();
        QTRY_COMPARE(bench.runs.stopped, QStringList{QStringLiteral("run-1")});
        QVERIFY(shownButton(bench.page.get(), Go)->isEnabled());
        QVERIFY(bench.page->runPage()->run().runId.isEmpty());
    }

    void aRefusedPreparationSaysWhy()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->setHistory(demo::history());
        bench.runs.refusal
            = Error{ErrorKind::Refused, QStringLiteral("too many runs are prepared at once"), {}, {}, {}};
        bench.open(QStringLiteral("2"));
        QTRY_VERIFY(shownButton(bench.page.get(), Go) != nullptr);
        shownButton(bench.page.get(), Go)->click();
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("too many runs are prepared at once")));
    }

    void aRefusedRunIsPreparedAgain()
    {
        RunBench bench;
        QVERIFY(bench.show());
        RunSnapshot refused = demo::run(RunState::Refused);
        bench.page->openRun(refused);
        ui::Button *again = shownButton(bench.page.get(), QStringLiteral("Run the pre-flight again"));
        QVERIFY(again != nullptr);
        QVERIFY2(again->isEnabled(), qPrintable(again->toolTip()));
        again->click();
        again->click(); // a double click
        QCOMPARE(bench.runs.prepared.size(), 1);
        QCOMPARE(bench.runs.prepared.first().runbookId, refused.runbookId);
        QCOMPARE(bench.runs.prepared.first().parameters, refused.parameters);
        QTRY_COMPARE(bench.page->runPage()->run().runId, QStringLiteral("run-1"));
        QVERIFY(!again->isVisible());
        refused.generation = 99;
        bench.say(refused); // a late word of the one before
        QVERIFY(!again->isVisible());
        bench.say(bench.snapshot(RunState::Refused));
        QVERIFY(again->isVisible());
        QCOMPARE(bench.page->runPage()->run().parameters, refused.parameters);
    }

    void whatDidNotSucceedLeadsBackToTheWall_data()
    {
        QTest::addColumn<RunSnapshot>("run");
        QTest::addColumn<bool>("succeeded");
        QTest::newRow("success") << demo::run(RunState::Finished) << true;
        QTest::newRow("failed") << demo::failedRun() << false;
        QTest::newRow("taken back") << demo::undoneRun() << false;
    }

    void whatDidNotSucceedLeadsBackToTheWall()
    {
        QFETCH(RunSnapshot, run);
        QFETCH(bool, succeeded);
        RunBench bench;
        QVERIFY(bench.show());
        bench.page->runPage()->showRun(run);
        bench.page->openRun(run);
        const char *kind = ui::ConsoleStyle::ButtonKindProperty;
        const ui::Button *report = shownButton(bench.page.get(), QStringLiteral("Write the incident report"));
        QVERIFY(report != nullptr);
        QCOMPARE(report->property(kind).toString(), succeeded ? QStringLiteral("primary") : QStringLiteral("plain"));
        ui::Button *wall = shownButton(bench.page.get(), QStringLiteral("Back to the wall"));
        QCOMPARE(wall != nullptr, !succeeded);
        if (wall == nullptr)
            return;
        QSignalSpy wanted(bench.page.get(), &ui::RunsPage::wallRequested);
        wall->click();
        QCOMPARE(wanted.size(), 1);
    }

    void aRunOfNoIncidentSaysWhyItHasNoReport()
    {
        RunBench bench;
        QVERIFY(bench.show());
        RunSnapshot run = demo::run(RunState::Finished);
        run.incidentId.clear();
        bench.page->openRun(run);
        QVERIFY(!shownButton(bench.page.get(), QStringLiteral("Write the incident report"))->isEnabled());
        QVERIFY(shows(bench.page.get(), QStringLiteral("This run belongs to no incident.")));
    }

    void nothingIsConfirmedBeforeTheVerdict()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        toReview(bench);
        QCOMPARE(bench.verdicts.asked, QList<int>{2});
        QTest::keyClicks(typedField(bench), QStringLiteral("edge-link-production"));
        ui::Button *go = shownButton(bench.page->findChild<ui::TypedConfirmation *>(), RollBack);
        QVERIFY(go != nullptr && !go->isEnabled());
        QTest::keyClick(typedField(bench), Qt::Key_Return);
        QVERIFY(bench.runs.confirmations.isEmpty());
        QVERIFY(shows(bench.page.get(), QStringLiteral("Collecting the facts for revision 2")));
        QVERIFY(shows(bench.page.get(), QStringLiteral("still being collected")));
        bench.verdicts.answer(demo::verdict());
        QTRY_VERIFY(go->isEnabled());
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("volumes: postgres-data, redis-data")));
        QTest::keyClick(typedField(bench), Qt::Key_Return);
        QCOMPARE(bench.runs.confirmations.size(), 1);
        QCOMPARE(bench.runs.confirmations.first().typedName, QStringLiteral("edge-link-production"));
        QCOMPARE(bench.runs.confirmations.first().actor, QStringLiteral("wang"));
    }

    void aNoGoStaysClosed()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        toReview(bench);
        Verdict bad = demo::verdict();
        bad.facts.first().state = FactState::Blocking;
        bench.verdicts.answer(bad);
        QTest::keyClicks(typedField(bench), QStringLiteral("edge-link-production"));
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("The verdict is no-go")));
        QTest::keyClick(typedField(bench), Qt::Key_Return);
        QVERIFY(bench.runs.confirmations.isEmpty());
    }

    void factsThatCouldNotBeHadCanBeCollectedAgain()
    {
        RunBench bench;
        QVERIFY(bench.show());
        toReview(bench);
        bench.verdicts.answer(failure(ErrorKind::Timeout, QStringLiteral("the cluster did not answer")));
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("the cluster did not answer")));
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("Not known")));
        ui::Button *again = shownButton(bench.page.get(), QStringLiteral("Collect the facts again"));
        QVERIFY(again != nullptr);
        again->click();
        QCOMPARE(bench.verdicts.asked.size(), 2);
        bench.verdicts.answer(demo::verdict());
        QTRY_VERIFY(!again->isVisible());
    }

    void aDoubleClickConfirmsOnce()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        toReview(bench);
        bench.verdicts.answer(demo::verdict());
        QTest::keyClicks(typedField(bench), QStringLiteral("edge-link-production"));
        ui::Button *go = shownButton(bench.page->findChild<ui::TypedConfirmation *>(), RollBack);
        QTRY_VERIFY(go->isEnabled());
        bench.runs.holds = true;
        QTest::mouseDClick(go, Qt::LeftButton);
        QTest::keyClick(typedField(bench), Qt::Key_Return);
        QCOMPARE(bench.runs.confirmations.size(), 1);
        bench.runs.answer();
        QCoreApplication::processEvents();
        QVERIFY(!go->isEnabled()); // confirmed; the run has only not begun yet
        bench.say(bench.snapshot(RunState::Running, 3));
        QCOMPARE(bench.runs.confirmations.size(), 1);
    }

    void aRefusedConfirmationStaysOnTheReview()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        toReview(bench);
        bench.verdicts.answer(demo::verdict());
        QTest::keyClicks(typedField(bench), QStringLiteral("edge-link-production"));
        ui::Button *go = shownButton(bench.page->findChild<ui::TypedConfirmation *>(), RollBack);
        QTRY_VERIFY(go->isEnabled());
        bench.runs.refusal
            = Error{ErrorKind::Conflict, QStringLiteral("another run is changing drill now"), {}, {}, {}};
        go->click();
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("another run is changing drill now")));
        QVERIFY(bench.page->findChild<ui::ReviewPane *>()->isVisible());
        QVERIFY(go->isEnabled());
    }

    void aLaterRunShowsNothingOfTheOneBefore()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        toReview(bench);
        bench.verdicts.answer(demo::verdict());
        auto *review = bench.page->findChild<ui::ReviewPane *>();
        QTRY_VERIFY(review->diffView()->toPlainText().contains(QStringLiteral("DB_POOL_SIZE")));
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("HPA of api-gateway")));
        QTest::keyClicks(typedField(bench), QStringLiteral("edge-link-production"));

        bench.releases.onDiffLive = [](int) {
            return Result<ReleaseDiff>(failure(ErrorKind::Timeout, QStringLiteral("helm did not answer")));
        };
        toReview(bench); // the second run: its verdict is out, its diff cannot be had
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("helm did not answer")));
        QVERIFY(review->diffView()->toPlainText().isEmpty());
        QVERIFY(!shows(bench.page.get(), QStringLiteral("HPA of api-gateway")));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("volumes: postgres-data")));
        QVERIFY(typedField(bench)->text().isEmpty());
        QVERIFY(!shownButton(bench.page->findChild<ui::TypedConfirmation *>(), RollBack)->isEnabled());
    }

    void theWholeNameFitsWhereItIsTyped()
    {
        RunBench bench;
        QVERIFY(bench.show());
        toReview(bench);
        QCOMPARE(bench.page->size(), QSize(1280, 630));
        const QLineEdit *field = typedField(bench);
        QVERIFY(field->isVisible());
        QVERIFY(field->width() >= QFontMetrics(field->font()).horizontalAdvance(QStringLiteral("edge-link-production"))
                    + 2 * ui::space::Small);
        // Nothing of the gate hangs out of the page.
        const auto *gate = bench.page->findChild<ui::TypedConfirmation *>();
        const QRect inPage(gate->mapTo(bench.page.get(), QPoint()), gate->size());
        QVERIFY2(bench.page->rect().contains(inPage), qPrintable(QStringLiteral("%1").arg(inPage.bottom())));
        QVERIFY(bench.page->minimumSizeHint().width() <= 1280);
        QVERIFY(bench.page->minimumSizeHint().height() <= 630);
    }

    void scrollAreasSayWhatTheyHold()
    {
        RunBench bench;
        QVERIFY(bench.show());
        toReview(bench);
        bench.verdicts.answer(demo::verdict());
        int checked = 0;
        const QList<QScrollArea *> areas = bench.page->findChildren<QScrollArea *>();
        for (QScrollArea *area : areas) {
            QVERIFY2(!accessibleName(area).isEmpty(), qPrintable(QString::fromLatin1(area->metaObject()->className())));
            ++checked;
        }
        QCOMPARE(checked, 4); // pre-flight, what stays, facts, commands
    }
};

EDGELINK_GUI_TEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
