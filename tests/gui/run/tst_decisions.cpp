// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Retry, undo, skip and stop: gated by arming, exactly as offered, never given to a question that has gone.
#include "tests/gui/run/runbench.h"
#include "tests/support/testsink.h"
#include "widgets/controls/clock.h"
#include "widgets/run/decisionbar.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStackedWidget>

using namespace edgelink;
using namespace edgelink::test;

namespace {

const QString Retry = QStringLiteral("Retry this step");
const QString Undo = QStringLiteral("Undo this step");
const QString Skip = QStringLiteral("Skip this step");
const QString Stop = QStringLiteral("Stop the run here");

void showRun(RunBench &bench, const RunSnapshot &run)
{
    bench.page->runPage()->showRun(run);
    bench.page->findChild<QStackedWidget *>()->setCurrentWidget(bench.page->runPage()->parentWidget());
}

RunSnapshot asking(quint64 generation,
                   const QList<RunChoice> &choices
                   = {RunChoice::Retry, RunChoice::Skip, RunChoice::Undo, RunChoice::Stop})
{
    RunSnapshot run = demo::run(RunState::AwaitingDecision);
    run.generation = generation;
    run.choices = choices;
    return run;
}

} // namespace

class TestDecisions : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void showsExactlyWhatTheRunOffers_data()
    {
        QTest::addColumn<QList<RunChoice>>("choices");
        QTest::newRow("all") << QList<RunChoice>{RunChoice::Retry, RunChoice::Skip, RunChoice::Undo, RunChoice::Stop};
        QTest::newRow("no retry left") << QList<RunChoice>{RunChoice::Skip, RunChoice::Stop};
        QTest::newRow("undo") << QList<RunChoice>{RunChoice::Retry, RunChoice::Undo, RunChoice::Stop};
        QTest::newRow("only stop") << QList<RunChoice>{RunChoice::Stop};
    }
    void showsExactlyWhatTheRunOffers()
    {
        QFETCH(QList<RunChoice>, choices);
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20, choices));
        QCOMPARE(shownButton(bench.page.get(), Retry) != nullptr, choices.contains(RunChoice::Retry));
        QCOMPARE(shownButton(bench.page.get(), Skip) != nullptr, choices.contains(RunChoice::Skip));
        QCOMPARE(shownButton(bench.page.get(), Undo) != nullptr, choices.contains(RunChoice::Undo));
        QCOMPARE(shownButton(bench.page.get(), Stop) != nullptr, choices.contains(RunChoice::Stop));
    }

    void aReadOnlySessionMayOnlyStop()
    {
        RunBench bench;
        QVERIFY(bench.show());
        showRun(bench, asking(20));
        for (const QString &name : {Retry, Undo, Skip})
            QVERIFY2(!shownButton(bench.page.get(), name)->isEnabled(), qPrintable(name));
        QVERIFY(shows(bench.page.get(), QStringLiteral("Read-only: arm the session first.")));
        QSignalSpy wanted(&bench.arming, &ui::Arming::armRequested);
        shownButton(bench.page->findChild<ui::DecisionBar *>(), QStringLiteral("Arm the session"))->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(shownButton(bench.page.get(), Stop)->isEnabled());
        shownButton(bench.page.get(), Stop)->click();
        QCOMPARE(bench.runs.decisions.size(), 1);
        QCOMPARE(bench.runs.decisions.first().second.choice, RunChoice::Stop);
        QVERIFY(shownButton(bench.page.get(), QStringLiteral("Stop the run…"))->isEnabled());
    }

    void anArmingThatRunsOutClosesThem()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        QVERIFY(shownButton(bench.page.get(), Retry)->isEnabled());
        bench.arming.disarm(QStringLiteral("the time was up"));
        QVERIFY(!shownButton(bench.page.get(), Retry)->isEnabled());
        QVERIFY(!shownButton(bench.page.get(), Undo)->isEnabled());
    }

    void armedForAnotherEnvironmentIsNotArmed()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arming.setEnvironment(QStringLiteral("production"));
        bench.arm();
        showRun(bench, asking(20));
        QVERIFY(!shownButton(bench.page.get(), Retry)->isEnabled());
        QVERIFY(shows(bench.page.get(), QStringLiteral("armed for production, but this run is in drill")));
    }

    void aViewerMayNotEvenStop()
    {
        RunBench bench(true);
        QVERIFY(bench.show());
        showRun(bench, asking(20));
        for (const QString &name : {Retry, Undo, Skip, Stop, QStringLiteral("Stop the run…")})
            QVERIFY2(!shownButton(bench.page.get(), name)->isEnabled(), qPrintable(name));
        QVERIFY(shownButton(bench.page.get(), QStringLiteral("Arm the session")) == nullptr);
    }

    void anAnswerCarriesItsQuestion()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        shownButton(bench.page.get(), Retry)->click();
        QCOMPARE(bench.runs.decisions.size(), 1);
        QCOMPARE(bench.runs.decisions.first().first, asking(20).runId);
        const RunDecision given = bench.runs.decisions.first().second;
        QCOMPARE(given.choice, RunChoice::Retry);
        QCOMPARE(given.generation, quint64(20));
        QCOMPARE(given.actor, QStringLiteral("wang"));
        // Until the run says what came of it, nothing is answered twice.
        QTest::mouseDClick(shownButton(bench.page.get(), Undo), Qt::LeftButton);
        QCOMPARE(bench.runs.decisions.size(), 1);
    }

    void aSkipNeedsItsReason()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        QVERIFY(!shownButton(bench.page.get(), Skip)->isEnabled());
        QTest::keyClicks(bench.page->findChild<ui::DecisionBar *>()->findChild<QLineEdit *>(),
                         QStringLiteral("not deployed here"));
        shownButton(bench.page.get(), Skip)->click();
        QCOMPARE(bench.runs.decisions.size(), 1);
        QCOMPARE(bench.runs.decisions.first().second.reason, QStringLiteral("not deployed here"));
    }

    void aClickThatComesLateIsRefusedInWords()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        ui::Button *retry = shownButton(bench.page.get(), Retry);
        QTest::mousePress(retry, Qt::LeftButton);
        RunSnapshot next = asking(31);
        next.current = 2;
        next.question = QStringLiteral("“Watch every Deployment come up” failed.");
        bench.say(next); // the run went on under the finger
        QTest::mouseRelease(retry, Qt::LeftButton);
        QVERIFY(bench.runs.decisions.isEmpty());
        QVERIFY(shows(bench.page.get(), QStringLiteral("came too late and was not used")));
        retry->click(); // seen and meant
        QCOMPARE(bench.runs.decisions.size(), 1);
        QCOMPARE(bench.runs.decisions.first().second.generation, quint64(31));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("came too late")));
    }

    void anAnswerThatTheRunDroppedIsSaid()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        shownButton(bench.page.get(), Retry)->click();
        bench.say(asking(21)); // the same question once more: the answer was to an earlier one
        QVERIFY(shows(bench.page.get(), QStringLiteral("came too late and was not used")));
        QVERIFY(shownButton(bench.page.get(), Retry)->isEnabled());
    }

    void anAcceptedAnswerLeavesNoRemark()
    {
        RunBench bench;
        QVERIFY(bench.show());
        bench.arm();
        showRun(bench, asking(20));
        shownButton(bench.page.get(), Retry)->click();
        RunSnapshot going = demo::run(RunState::Running);
        going.generation = 21;
        bench.say(going);
        QVERIFY(!bench.page->findChild<ui::DecisionBar *>()->isVisible());
        bench.say(asking(30));
        QVERIFY(!shows(bench.page.get(), QStringLiteral("came too late")));
        QVERIFY(shownButton(bench.page.get(), Retry)->isEnabled());
    }

    void stoppingAsksAndStaysByDefault()
    {
        RunBench bench;
        QVERIFY(bench.show());
        showRun(bench, demo::run(RunState::Running));
        shownButton(bench.page.get(), QStringLiteral("Stop the run…"))->click();
        auto *question = bench.page->findChild<QMessageBox *>();
        QVERIFY(question != nullptr);
        QTest::keyClick(question, Qt::Key_Escape);
        QVERIFY(bench.runs.stopped.isEmpty());
        shownButton(bench.page.get(), QStringLiteral("Stop the run…"))->click();
        const QList<QMessageBox *> questions = bench.page->findChildren<QMessageBox *>();
        for (QAbstractButton *button : questions.last()->buttons()) {
            if (questions.last()->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QCOMPARE(bench.runs.stopped, QStringList{demo::run(RunState::Running).runId});
    }
};

EDGELINK_GUI_TEST_MAIN(TestDecisions)
#include "tst_decisions.moc"
