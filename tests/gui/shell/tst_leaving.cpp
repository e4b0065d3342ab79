// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Closing the window, or choosing another environment, while a run is under way.
#include "app/shell/leavedialog.h"
#include "app/shell/mainwindow.h"
#include "tests/support/demodata.h"
#include "tests/support/demorun.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakeruns.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/linelist.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/wallpage.h"

#include <QLabel>
#include <QSignalSpy>

#include <memory>

using namespace edgelink;
using namespace edgelink::shell;

namespace {

struct Stage {
    test::ScriptedMetrics metrics;
    test::ScriptedReleases releases;
    test::ScriptedVerdicts verdicts;
    test::FakeAlerts alerts;
    test::FakeTracker tracker;
    test::FakeJournal journal;
    test::FakeRuns runs;
    std::unique_ptr<MainWindow> window = std::make_unique<MainWindow>();
    QSignalSpy environments{window.get(), &MainWindow::environmentRequested};

    Stage()
    {
        window->setLanguage(QStringLiteral("en"));
        ShellPorts ports;
        ports.metrics = &metrics;
        ports.releases = &releases;
        ports.verdicts = &verdicts;
        ports.alerts = &alerts;
        ports.incidents = &tracker;
        ports.journal = &journal;
        ports.runs = &runs;
        ShellContext context;
        context.environment = demo::environment();
        context.thresholds = demo::thresholds();
        context.actor = QStringLiteral("wang");
        context.environments = {QStringLiteral("drill"), QStringLiteral("production")};
        window->open(ports, context);
        window->resize(1280, 720);
        window->show();
        window->activateWindow();
    }

    void say(RunState state) { emit runs.runChanged(demo::run(state)); }
    [[nodiscard]] LeaveDialog *dialog() const { return window->findChild<LeaveDialog *>(); }
    [[nodiscard]] QString words() const
    {
        QStringList texts;
        const QList<QLabel *> labels = dialog()->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
    [[nodiscard]] ui::Button *button(const QString &text) const
    {
        const QList<ui::Button *> buttons = dialog()->findChildren<ui::Button *>();
        for (ui::Button *button : buttons) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QString stopBlocked() const
    {
        for (const ShellAction &action : window->actions()) {
            if (action.id == QLatin1String("stop-run"))
                return action.blocked();
        }
        return QStringLiteral("no such action");
    }
    void chooseProduction() const
    {
        for (const ShellAction &action : window->actions()) {
            if (action.id == QLatin1String("environment-production"))
                action.run();
        }
    }
};

} // namespace

class TestLeaving : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    /// Another console's run holds the second responder's way back up, and is no reason to ask before leaving.
    void theWallShowsAnotherConsolesRun()
    {
        Stage stage;
        emit stage.releases.historyChanged(demo::history());
        emit stage.tracker.incidentChanged(demo::incident());
        QTRY_COMPARE(stage.window->wall()->suspects()->targetRevision(), 2);
        ui::Button *button = stage.window->wall()->suspects()->rollBackButton();
        QVERIFY(button->text().startsWith(QStringLiteral("Roll back")));
        RunSnapshot run = demo::run(RunState::Running);
        run.atWorkElsewhere = 4711;
        stage.runs.left = {run};
        JournalDraft began;
        began.kind = QString::fromLatin1(journalkind::RunStarted);
        began.actor = QStringLiteral("li");
        began.environment = QStringLiteral("elsewhere");
        began.stream = QStringLiteral("drill");
        began.runId = run.runId;
        QVERIFY(await(stage.journal.append(began), std::chrono::seconds{5})->has_value());
        QCoreApplication::processEvents();
        QVERIFY(button->text().startsWith(QStringLiteral("Roll back"))); // another environment's
        began.id = QUuid::createUuid();
        began.environment = demo::environment().name;
        QVERIFY(await(stage.journal.append(began), std::chrono::seconds{5})->has_value());
        QTRY_COMPARE(button->text(), QStringLiteral("Show the running rollback"));
        QStringList said;
        for (const ui::ListLine &line : stage.window->wall()->suspects()->factList()->lines())
            said << line.text;
        QVERIFY2(said.contains(QStringLiteral("In another console, by ") + run.actor), qPrintable(said.join('\n')));
        QVERIFY(stage.window->runs().isIdle());
        QSignalSpy shown(stage.window.get(), &MainWindow::runRequested);
        button->click();
        QCOMPARE(shown.size(), 0); // it is not here: the page of all runs tells of it
        QCOMPARE(stage.stopBlocked(), QStringLiteral("the run is another console's: see the page of all runs"));

        // Killed: it says nothing more, and is found out all the same.
        stage.runs.left.first().atWorkElsewhere = 0;
        stage.window->findChild<RunsElsewhere *>()->setInterval(std::chrono::milliseconds{20});
        QTRY_VERIFY(button->text().startsWith(QStringLiteral("Roll back")));
        QCOMPARE(stage.stopBlocked(), QStringLiteral("no run is at work"));
    }

    void theWallShowsTheRunAtWork()
    {
        Stage stage;
        emit stage.releases.historyChanged(demo::history());
        emit stage.tracker.incidentChanged(demo::incident());
        QTRY_COMPARE(stage.window->wall()->suspects()->targetRevision(), 2);
        const auto blockedInPalette = [&stage] {
            for (const ShellAction &action : stage.window->actions()) {
                if (action.id == QLatin1String("roll-back"))
                    return action.blocked();
            }
            return QStringLiteral("no such action");
        };
        QSignalSpy shown(stage.window.get(), &MainWindow::runRequested);
        QSignalSpy rollbacks(stage.window.get(), &MainWindow::rollbackRequested);
        ui::Button *button = stage.window->wall()->suspects()->rollBackButton();
        RunSnapshot checks = demo::run(RunState::Running);
        checks.runId = QStringLiteral("checks-alone");
        for (StepRecord &step : checks.steps)
            step.command.clear();
        emit stage.runs.runChanged(checks); // changes nothing, so it holds nothing up
        QVERIFY(button->text().startsWith(QStringLiteral("Roll back")));
        QCOMPARE(blockedInPalette(), QString());
        stage.say(RunState::Running);
        QCOMPARE(button->text(), QStringLiteral("Show the running rollback"));
        QCOMPARE(blockedInPalette(), QStringLiteral("a run is at work"));
        button->click();
        QCOMPARE(rollbacks.size(), 0);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.first().first().value<RunSnapshot>().runId, demo::run(RunState::Running).runId);
        stage.say(RunState::Finished);
        QVERIFY(button->text().startsWith(QStringLiteral("Roll back")));
    }

    void nothingIsAskedWhereNothingRuns_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::newRow("pre-flight") << RunState::Preflight;
        QTest::newRow("only prepared") << RunState::AwaitingConfirmation;
        QTest::newRow("refused") << RunState::Refused;
        QTest::newRow("finished") << RunState::Finished;
    }
    void nothingIsAskedWhereNothingRuns()
    {
        QFETCH(RunState, state);
        Stage stage;
        stage.say(state);
        stage.chooseProduction();
        QCOMPARE(stage.environments.size(), 1);
        QVERIFY(stage.window->close());
        QVERIFY(stage.dialog() == nullptr);
    }

    void closingAsksInWords_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<QString>("step");
        QTest::newRow("running") << RunState::Running
                                 << QStringLiteral("Step 2 of 10: Roll back the release · running");
        QTest::newRow("asking") << RunState::AwaitingDecision
                                << QStringLiteral("Step 2 of 10: Roll back the release · waits for your decision");
        QTest::newRow("stopping") << RunState::Stopping
                                  << QStringLiteral("Step 2 of 10: Roll back the release · asked to end");
    }
    void closingAsksInWords()
    {
        QFETCH(RunState, state);
        QFETCH(QString, step);
        Stage stage;
        stage.say(state);
        QVERIFY(!stage.window->close());
        QVERIFY(stage.window->isVisible());
        QVERIFY(stage.dialog() != nullptr && stage.dialog()->isVisible());
        const QString words = stage.words();
        QVERIFY2(words.contains(QStringLiteral("Roll back edge-link-production to revision 2")), qPrintable(words));
        QVERIFY2(words.contains(step), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("SIGINT")), qPrintable(words));
        QVERIFY(stage.runs.stopped.isEmpty());
        QVERIFY(stage.button(QStringLiteral("Keep running and stay"))->isDefault());
        QVERIFY(!stage.button(QStringLiteral("Stop the run first"))->isDefault());
    }

    void stayingIsTheDefaultAndWhatEscapeDoes_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Esc") << int(Qt::Key_Escape);
    }
    void stayingIsTheDefaultAndWhatEscapeDoes()
    {
        QFETCH(int, key);
        Stage stage;
        stage.say(RunState::Running);
        stage.window->close();
        QTest::keyClick(stage.dialog(), Qt::Key(key));
        QTRY_VERIFY(stage.dialog() == nullptr);
        QVERIFY(stage.window->isVisible());
        QVERIFY(stage.runs.stopped.isEmpty());
        stage.say(RunState::Finished);
        QVERIFY(stage.window->isVisible()); // to stay was the answer, also for later
        QVERIFY(stage.window->close());
    }

    void stoppedFirstThenClosed()
    {
        Stage stage;
        stage.say(RunState::Running);
        stage.window->close();
        stage.button(QStringLiteral("Stop the run first"))->click();
        QCOMPARE(stage.runs.stopped, QStringList{demo::run(RunState::Running).runId});
        QCOMPARE(stage.runs.stoppedBy, QStringList{QStringLiteral("wang")});
        QVERIFY(stage.dialog()->isStopping());
        QVERIFY(!stage.button(QStringLiteral("Stop the run first"))->isEnabled());
        stage.say(RunState::Stopping);
        QVERIFY(stage.window->isVisible()); // it has not settled
        QVERIFY(stage.words().contains(QStringLiteral("asked to end, waited for, then read back")));
        QVERIFY(!stage.window->close());
        QCOMPARE(stage.runs.stopped.size(), 1);
        QVERIFY(stage.dialog() != nullptr);
    }

    void closesOnlyOnceItHasSettled()
    {
        Stage stage;
        stage.say(RunState::Running);
        stage.window->close();
        stage.button(QStringLiteral("Stop the run first"))->click();
        stage.say(RunState::Stopping);
        QVERIFY(stage.window->isVisible());
        stage.say(RunState::Finished);
        QTRY_VERIFY(!stage.window->isVisible());
    }

    void whoStaysWhileItStopsStays()
    {
        Stage stage;
        stage.say(RunState::Running);
        stage.window->close();
        stage.button(QStringLiteral("Stop the run first"))->click();
        QTest::keyClick(stage.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(stage.dialog() == nullptr);
        stage.say(RunState::Finished);
        QCoreApplication::processEvents();
        QVERIFY(stage.window->isVisible());
    }

    void anotherEnvironmentWaitsForTheRunToo()
    {
        Stage stage;
        stage.say(RunState::Running);
        stage.chooseProduction();
        QCOMPARE(stage.environments.size(), 0);
        QVERIFY(stage.words().contains(QStringLiteral("environment production opens")));
        stage.button(QStringLiteral("Stop the run first"))->click();
        QCOMPARE(stage.environments.size(), 0);
        stage.say(RunState::Finished);
        QTRY_COMPARE(stage.environments.size(), 1);
        QCOMPARE(stage.environments.first().first().toString(), QStringLiteral("production"));
        QVERIFY(stage.window->isVisible());
    }

    void aRunThatEndsByItselfLeavesTheChoice()
    {
        Stage stage;
        stage.say(RunState::Running);
        stage.window->close();
        stage.say(RunState::Finished);
        QVERIFY(stage.window->isVisible());
        QVERIFY(stage.words().contains(demo::run(RunState::Finished).endState));
        stage.button(QStringLiteral("Close the window"))->click();
        QTRY_VERIFY(!stage.window->isVisible());
        QVERIFY(stage.runs.stopped.isEmpty());
    }

    void theSessionsEndStopsWithoutAsking_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("from nothing") << false;
        QTest::newRow("while the question is open") << true;
    }
    void theSessionsEndStopsWithoutAsking()
    {
        QFETCH(bool, asked);
        Stage stage;
        stage.say(RunState::Running);
        if (asked)
            stage.chooseProduction();
        stage.window->endSession();
        QCOMPARE(stage.runs.stopped.size(), 1);
        QVERIFY(stage.window->isVisible());
        QTest::keyClick(stage.dialog(), Qt::Key_Escape); // there is no way to stay
        QVERIFY(stage.dialog() != nullptr && stage.dialog()->isVisible());
        stage.window->endSession(); // a second signal asks for nothing more of the run
        stage.say(RunState::Stopping);
        QVERIFY(stage.window->isVisible());
        stage.say(RunState::Finished);
        QTRY_VERIFY(!stage.window->isVisible());
        QCOMPARE(stage.environments.size(), 0);
    }

    void theSessionsEndClosesAtOnceWhereNothingRuns()
    {
        Stage stage;
        stage.window->endSession();
        QVERIFY(!stage.window->isVisible());
    }

    void aLateWordFromAnotherEnvironmentHoldsNothingUp()
    {
        Stage stage;
        RunSnapshot other = demo::run(RunState::Running);
        other.environment = QStringLiteral("production");
        emit stage.runs.runChanged(other);
        QVERIFY(stage.window->close());
    }
};

EDGELINK_GUI_TEST_MAIN(TestLeaving)
#include "tst_leaving.moc"
