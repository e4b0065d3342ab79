// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stopping a run from wherever one is: the key and the palette lead to the question that the run's own button asks.
#include "app/console.h"
#include "app/shell/mainwindow.h"
#include "app/window.h"
#include "models/ports/runbooksession.h"
#include "tests/support/demodata.h"
#include "tests/support/demorun.h"
#include "tests/support/testsink.h"
#include "widgets/controls/filterfield.h"
#include "widgets/run/runspage.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <memory>

using namespace edgelink;

namespace {

/// The window over a whole console of which nothing is started; the runs that it hears of are the test's.
struct Joined {
    QTemporaryDir folder;
    std::unique_ptr<Console> console;
    std::unique_ptr<shell::MainWindow> window = std::make_unique<shell::MainWindow>();

    explicit Joined(bool viewer = false)
    {
        ConsoleOptions options;
        options.environment = demo::environment();
        options.configuration.environments = {options.environment};
        const QString none = folder.filePath(QStringLiteral("no-such-tool")); // nothing of this machine is asked
        options.configuration.tools = {none, none, none, none};
        options.dataDirectory = folder.filePath(QStringLiteral("data"));
        options.actor = QStringLiteral("wang");
        options.viewer = viewer;
        Result<std::unique_ptr<Console>> made = Console::assemble(std::move(options));
        if (!made)
            return;
        console = *std::move(made);
        window->setLanguage(QStringLiteral("en"));
        Window::open(*window, *console);
        window->resize(1280, 720);
        window->show();
        window->activateWindow();
    }
    [[nodiscard]] bool isReady() const { return console && QTest::qWaitForWindowActive(window.get()); }
    void say(const RunSnapshot &run) const { emit console->runbooks()->runChanged(run); }
    void pressKeys() const
    {
        QWidget *at = QApplication::focusWidget();
        QTest::keyClick(at != nullptr ? at : window.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    }
    [[nodiscard]] shell::ShellAction action() const
    {
        for (const shell::ShellAction &action : window->actions()) {
            if (action.id == QLatin1String("stop-run"))
                return action;
        }
        return {};
    }
    [[nodiscard]] QMessageBox *question() const
    {
        for (QMessageBox *box : window->findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }
};

RunSnapshot named(const QString &id, RunState state, bool changesSomething)
{
    RunSnapshot run = demo::run(state);
    run.runId = id;
    if (!changesSomething) {
        for (StepRecord &step : run.steps)
            step.command.clear();
    }
    return run;
}

} // namespace

class WindowStopTest : public test::Suite
{
    Q_OBJECT

private slots:
    void onlyWhatIsUnderWayIsStopped_data()
    {
        QTest::addColumn<QList<RunState>>("states");
        QTest::addColumn<bool>("viewer");
        QTest::addColumn<QString>("blocked"); // empty: it can be stopped
        const QString nothing = QStringLiteral("no run is at work");
        const QString stopping = QStringLiteral("the run is stopping already");
        QTest::newRow("no run") << QList<RunState>{} << false << nothing;
        QTest::newRow("only prepared") << QList{RunState::AwaitingConfirmation} << false << nothing;
        QTest::newRow("running, the session read-only") << QList{RunState::Running} << false << QString();
        QTest::newRow("asking") << QList{RunState::AwaitingDecision} << false << QString();
        QTest::newRow("stopping") << QList{RunState::Running, RunState::Stopping} << false << stopping;
        QTest::newRow("over") << QList{RunState::Running, RunState::Finished} << false << nothing;
        QTest::newRow("may only look") << QList{RunState::Running} << true
                                       << QStringLiteral("this session may only look");
    }

    void onlyWhatIsUnderWayIsStopped()
    {
        QFETCH(QList<RunState>, states);
        QFETCH(bool, viewer);
        QFETCH(QString, blocked);
        const Joined joined(viewer);
        QVERIFY(joined.isReady());
        for (const RunState state : states)
            joined.say(demo::run(state));
        QVERIFY(joined.action().run != nullptr);
        QCOMPARE(joined.action().blocked(), blocked);
        joined.pressKeys();
        QCOMPARE(joined.question() != nullptr, blocked.isEmpty());
        QCOMPARE(joined.window->currentPage(),
                 blocked.isEmpty() ? QStringLiteral("runs") : QStringLiteral("wall")); // what cannot be moves nothing
    }

    void theQuestionStandsOverTheRun_data()
    {
        QTest::addColumn<bool>("byPalette");
        QTest::newRow("key") << false;
        QTest::newRow("palette") << true;
    }

    void theQuestionStandsOverTheRun()
    {
        QFETCH(bool, byPalette);
        const Joined joined;
        QVERIFY(joined.isReady());
        const RunSnapshot run = demo::run(RunState::Running);
        joined.say(run);
        joined.window->showPage(QStringLiteral("timeline"));
        joined.window->focusFilter(); // also from where letters are text
        QVERIFY(qobject_cast<ui::FilterField *>(QApplication::focusWidget()) != nullptr);
        if (byPalette)
            joined.action().run();
        else
            joined.pressKeys();
        const auto *runs = qobject_cast<ui::RunsPage *>(joined.window->page(QStringLiteral("runs")));
        QVERIFY(runs != nullptr && runs->runPage()->isVisible());
        QCOMPARE(runs->runPage()->run().runId, run.runId);
        QMessageBox *question = joined.question();
        QVERIFY(question != nullptr);
        QCOMPARE(question->parent(), runs->runPage());
        QCOMPARE(question->buttonRole(question->defaultButton()), QMessageBox::RejectRole);
        runs->runPage()->askToStop(); // asked once is asked
        QCOMPARE(joined.window->findChildren<QMessageBox *>().size(), 1);
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(joined.question() == nullptr);
        QCOMPARE(joined.action().keys, QStringLiteral("Ctrl+Shift+S")); // as the key card has it
    }

    /// A run of checks may be under way beside the one that holds the platform.
    void whatChangesSomethingIsStoppedFirst_data()
    {
        QTest::addColumn<QString>("checks"); // ids, for the order must not decide
        QTest::addColumn<QString>("rollback");
        QTest::newRow("checks before") << "run-1"
                                       << "run-2";
        QTest::newRow("checks after") << "run-2"
                                      << "run-1";
    }

    void whatChangesSomethingIsStoppedFirst()
    {
        QFETCH(QString, checks);
        QFETCH(QString, rollback);
        const Joined joined;
        QVERIFY(joined.isReady());
        QSignalSpy wanted(joined.window.get(), &shell::MainWindow::stopRequested);
        joined.say(named(checks, RunState::Running, false));
        joined.say(named(rollback, RunState::Running, true));
        joined.action().run();
        joined.say(named(rollback, RunState::Stopping, true));
        joined.action().run();
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.at(0).first().value<RunSnapshot>().runId, rollback);
        QCOMPARE(wanted.at(1).first().value<RunSnapshot>().runId, checks);
    }
};

EDGELINK_GUI_TEST_MAIN(WindowStopTest)
#include "tst_window_stop.moc"
