// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The drill "bad release" as a person does it: the window over the real stack, by mouse and keyboard alone, from the
// wall in breach to the report.
#include "app/cli/options.h"
#include "app/shell/armdialog.h"
#include "app/shell/mainwindow.h"
#include "app/window.h"
#include "tests/e2e/stage.h"
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/typedconfirmation.h"
#include "widgets/run/runpage.h"
#include "widgets/run/runspage.h"
#include "widgets/style/look.h"
#include "widgets/wall/wallpage.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>

using namespace edgelink;

namespace {

constexpr int Soon = 30'000; // ms; deadlines of conditions, not delays
constexpr int Breach = 180'000;
constexpr int WholeRun = 300'000;

ui::Button *shownButton(QWidget *parent, const QString &start)
{
    if (parent == nullptr)
        return nullptr;
    const QList<ui::Button *> buttons = parent->findChildren<ui::Button *>();
    for (ui::Button *button : buttons) {
        if (button->isVisible() && button->isEnabled() && button->text().startsWith(start))
            return button;
    }
    return nullptr;
}

template<typename W>
W *shownWidget(QWidget *parent)
{
    if (parent == nullptr)
        return nullptr;
    const QList<W *> widgets = parent->findChildren<W *>();
    for (W *widget : widgets) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

} // namespace

class GuiDrill : public test::Suite
{
    Q_OBJECT

private slots:
    void byMouseAndKeyboard_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::newRow("helm 3") << "3";
        QTest::newRow("helm 4") << "4";
    }

    void byMouseAndKeyboard()
    {
        QFETCH(QString, helm);
        test::Stage stage(helm);
        QVERIFY2(stage.up(), qPrintable(stage.problem()));
        const qsizetype revisions = stage.helmHistory().size();

        ui::applyLook(*qApp, ui::ThemeKind::Dark);
        cli::Options options;
        options.configuration = stage.configuration();
        options.dataDirectory = stage.dataDirectory();
        QString incident;
        {
            Window window(options);
            window.show();
            shell::MainWindow *main = window.mainWindow();
            main->setLanguage(QStringLiteral("en"));
            main->resize(1440, 900);
            QTRY_VERIFY(main->wall() != nullptr);

            const auto injected = stage.sandbox({"inject", "bad-release"});
            QVERIFY2(injected.exitCode == 0, injected.standardError.constData());

            // Read-only still: the breach opens an incident, and the wall names the suspect and the way back.
            QTRY_VERIFY_WITH_TIMEOUT(main->incident().isOpen() && !main->incident().suspects.isEmpty(), Breach);
            for (const char *trigger : {"crash-loop", "http-5xx", "p95-latency"})
                QTRY_VERIFY2_WITH_TIMEOUT(main->incident().triggers.contains(QLatin1String(trigger)), trigger, Breach);
            QTRY_VERIFY_WITH_TIMEOUT(shownButton(main->wall(), QStringLiteral("Roll back to revision")) != nullptr,
                                     Soon);
            incident = main->incident().id;
            QTest::mouseClick(shownButton(main->wall(), QStringLiteral("Roll back to revision")), Qt::LeftButton);
            QCOMPARE(main->currentPage(), QStringLiteral("runs"));
            auto *runs = qobject_cast<ui::RunsPage *>(main->page(QStringLiteral("runs")));
            QVERIFY(runs != nullptr);

            QTRY_VERIFY_WITH_TIMEOUT(shownButton(runs, QStringLiteral("Run the pre-flight")) != nullptr, Soon);
            QTest::mouseClick(shownButton(runs, QStringLiteral("Run the pre-flight")), Qt::LeftButton);
            QTRY_VERIFY2_WITH_TIMEOUT(runs->runPage()->run().state == RunState::AwaitingConfirmation
                                          || runs->runPage()->run().state == RunState::Refused,
                                      "the pre-flight does not end", Breach);
            QVERIFY2(runs->runPage()->run().state == RunState::AwaitingConfirmation,
                     qPrintable(preflightOf(runs->runPage()->run())));

            // Typing the name into a read-only session starts nothing.
            QTRY_VERIFY_WITH_TIMEOUT(shownWidget<ui::TypedConfirmation>(runs) != nullptr, Soon);
            auto *confirmation = shownWidget<ui::TypedConfirmation>(runs);
            auto *edit = confirmation->findChild<QLineEdit *>();
            QTest::keyClicks(edit, QStringLiteral("edge-link-production"));
            QTest::keyClick(edit, Qt::Key_Return);
            QCOMPARE(runs->runPage()->run().state, RunState::AwaitingConfirmation);

            arm(main, confirmation);
            QTest::keyClick(edit, Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(runs->runPage()->run().state, RunState::Running, Soon);
            QTRY_VERIFY2_WITH_TIMEOUT(runs->runPage()->run().state == RunState::Finished
                                          || runs->runPage()->run().state == RunState::AwaitingDecision,
                                      "the run does not end", WholeRun);
            const RunSnapshot run = runs->runPage()->run();
            QVERIFY2(run.state == RunState::Finished, qPrintable(run.question));
            QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.endState));

            QTRY_VERIFY_WITH_TIMEOUT(shownButton(runs, QStringLiteral("Write the incident report")) != nullptr, Soon);
            QTest::mouseClick(shownButton(runs, QStringLiteral("Write the incident report")), Qt::LeftButton);
            QCOMPARE(main->currentPage(), QStringLiteral("report"));
        }

        // Past the console: the cluster's own word, the journal's proof, the report of that incident.
        const QJsonArray history = stage.helmHistory();
        QCOMPARE(history.size(), revisions + 2);
        QCOMPARE(history.last().toObject().value("status").toString(), QStringLiteral("deployed"));
        QCOMPARE(
            history.last().toObject().value("description").toString(),
            QStringLiteral("Rollback to %1").arg(history.at(history.size() - 3).toObject().value("revision").toInt()));
        QCOMPARE(stage.console({"journal", "verify"}).exitCode, 0);
        const auto report = stage.console({"report", incident, "--format", "json"});
        QVERIFY2(report.exitCode == 0, report.standardError.constData());
        const QJsonObject told = QJsonDocument::fromJson(report.standardOutput).object();
        QVERIFY2(QDateTime::fromString(told.value("rollbackDoneAt").toString(), Qt::ISODateWithMs).isValid(),
                 report.standardOutput.left(2000).constData());
    }

private:
    static QString preflightOf(const RunSnapshot &run)
    {
        QStringList lines;
        for (const StepRecord &step : run.preflight)
            lines << step.id + QStringLiteral(": ") + step.text;
        return lines.join(QLatin1Char('\n'));
    }

    static void arm(shell::MainWindow *window, QWidget *place)
    {
        // Offered once arming is all that is missing: when the verdict is there.
        QTRY_VERIFY_WITH_TIMEOUT(shownButton(place, QStringLiteral("Arm the session")) != nullptr, Breach);
        QTest::mouseClick(shownButton(place, QStringLiteral("Arm the session")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(shownWidget<shell::ArmDialog>(window) != nullptr, Soon);
        auto *dialog = shownWidget<shell::ArmDialog>(window);
        QTest::mouseClick(dialog->findChild<ui::PrimaryButton *>(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window->arming()->isArmed(), Soon);
    }
};

EDGELINK_GUI_TEST_MAIN(GuiDrill)
#include "tst_gui_drill.moc"
