// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in each of their states, releases, drills, and leaving while something runs.
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"
#include "tests/support/demorun.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/typedconfirmation.h"
#include "widgets/drills/drillspage.h"
#include "widgets/releases/releasespage.h"
#include "widgets/run/runpage.h"
#include "widgets/run/runspage.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>

namespace edgelink::screens {

namespace {

using Act = std::function<void(Stage &, ui::RunsPage &)>;

void openPages(Stage &stage, EnvironmentKind kind)
{
    stage.releases.onDiffLive = [](int) { return Result<ReleaseDiff>(demo::diff()); };
    stage.runs.definitions = demo::runbooks();
    stage.runs.past = demo::pastRuns();
    stage.makePage = [&stage, kind](const QString &id, QWidget *parent) -> QWidget * {
        const Environment environment = demo::environment(kind);
        if (id == QLatin1String("runs")) {
            auto *page = new ui::RunsPage({&stage.runs, &stage.commands, &stage.releases, &stage.verdicts},
                                          stage.window().arming(), parent);
            page->setEnvironment(environment, QStringLiteral("wang"));
            page->setIncident(demo::incident(stage.language()));
            page->setHistory(demo::history());
            return page;
        }
        if (id == QLatin1String("releases"))
            return new ui::ReleasesPage({&stage.releases, &stage.verdicts, nullptr}, environment,
                                        stage.window().arming(), parent);
        if (id == QLatin1String("drills"))
            return new ui::DrillsPage(&stage.drill, stage.window().arming(), parent);
        return nullptr;
    };
    stage.open(demo::Story::BadRelease, kind);
}

QWidget *pageOf(Stage &stage, const QString &id, EnvironmentKind kind = EnvironmentKind::Drill)
{
    openPages(stage, kind);
    stage.window().showPage(id);
    stage.settle();
    return stage.window().page(id);
}

Scene runScene(const QString &name, const Act &act, EnvironmentKind kind = EnvironmentKind::Drill)
{
    return {name, [act, kind](Stage &stage) -> QWidget * {
                auto *runs = qobject_cast<ui::RunsPage *>(pageOf(stage, QStringLiteral("runs"), kind));
                act(stage, *runs);
                stage.settle();
                return nullptr;
            }};
}

/// A run that is under way there, in that state; the page follows it.
Act inState(RunState state)
{
    return [state](Stage &stage, ui::RunsPage &runs) {
        stage.window().arming()->arm(std::chrono::minutes(15));
        RunSnapshot run = demo::run(state, stage.language());
        run.environment = stage.window().context().environment.name;
        runs.openRunbook(QStringLiteral("helm-rollback"), {{QStringLiteral("revision"), QStringLiteral("2")}});
        stage.settle();
        runs.runPage()->showRun(run);
        emit stage.commands.output(demo::output());
    };
}

void typeName(Stage &stage, ui::RunsPage &runs)
{
    inState(RunState::AwaitingConfirmation)(stage, runs);
    stage.settle();
    runs.findChild<ui::TypedConfirmation *>()->findChild<QLineEdit *>()->setText(
        stage.window().context().environment.release);
}

QWidget *newestDialog(Stage &stage)
{
    stage.settle();
    QWidget *found = nullptr;
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        if (qobject_cast<QDialog *>(widget) != nullptr && widget->isVisible())
            found = widget;
    }
    return found;
}

QWidget *leaving(Stage &stage, bool stopping)
{
    openPages(stage, EnvironmentKind::Drill);
    emit stage.runs.runChanged(demo::run(RunState::Running, stage.language()));
    stage.window().close();
    if (stopping) {
        stage.window().endSession();
        emit stage.runs.runChanged(demo::run(RunState::Stopping, stage.language()));
    }
    return newestDialog(stage);
}

QWidget *drills(Stage &stage, const SandboxStatus &status)
{
    QWidget *page = pageOf(stage, QStringLiteral("drills"));
    stage.window().arming()->arm(std::chrono::minutes(15));
    emit stage.drill.statusChanged(status);
    stage.settle();
    return page;
}

} // namespace

std::vector<Scene> runScenes()
{
    return {
        runScene(QStringLiteral("runs"), [](Stage &, ui::RunsPage &) {}),
        runScene(QStringLiteral("runs-cut-off"),
                 [](Stage &stage, ui::RunsPage &runs) {
                     stage.runs.left = {demo::run(RunState::Running, stage.language())};
                     runs.refresh();
                 }),
        runScene(QStringLiteral("runs-error"),
                 [](Stage &stage, ui::RunsPage &runs) {
                     stage.runs.error = Error{ErrorKind::Io,
                                              QStringLiteral("the record cannot be read"),
                                              QStringLiteral("/home/wang/.local/share/edgelink-console/journal.sqlite"),
                                              QStringLiteral("see that the disk is not full"),
                                              {}};
                     runs.refresh();
                 }),
        runScene(QStringLiteral("run-parameters"),
                 [](Stage &, ui::RunsPage &runs) { runs.openRunbook(QStringLiteral("helm-rollback"), {}); }),
        runScene(QStringLiteral("run-preflight"), inState(RunState::Preflight)),
        runScene(QStringLiteral("run-refused"), inState(RunState::Refused)),
        runScene(QStringLiteral("run-review"), typeName),
        runScene(QStringLiteral("run-review-production"), typeName, EnvironmentKind::Production),
        runScene(QStringLiteral("run-executing"), inState(RunState::Running), EnvironmentKind::Production),
        runScene(QStringLiteral("run-asking"), inState(RunState::AwaitingDecision)),
        runScene(QStringLiteral("run-summary"), inState(RunState::Finished)),
        {QStringLiteral("releases"),
         [](Stage &stage) -> QWidget * {
             pageOf(stage, QStringLiteral("releases"), EnvironmentKind::Production);
             return nullptr;
         }},
        {QStringLiteral("releases-stale"),
         [](Stage &stage) -> QWidget * {
             pageOf(stage, QStringLiteral("releases"));
             emit stage.releases.statusChanged({SourceStatus::State::Down,
                                                demo::now(),
                                                Error{ErrorKind::Unreachable,
                                                      QStringLiteral("the cluster does not answer"),
                                                      QStringLiteral("https://127.0.0.1:38211"),
                                                      QStringLiteral("it is tried again in 8 s"),
                                                      {}},
                                                {}});
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("drills"),
         [](Stage &stage) -> QWidget * {
             drills(stage, demo::sandboxReady());
             return nullptr;
         }},
        {QStringLiteral("drills-none"),
         [](Stage &stage) -> QWidget * {
             drills(stage, {});
             return nullptr;
         }},
        {QStringLiteral("drills-inject"),
         [](Stage &stage) -> QWidget * {
             QWidget *page = drills(stage, demo::sandboxReady());
             for (ui::Button *button : page->findChildren<ui::Button *>()) {
                 if (button->text().contains(QLatin1String("bad-release")))
                     button->click();
             }
             return newestDialog(stage);
         },
         false},
        {QStringLiteral("leaving"), [](Stage &stage) { return leaving(stage, false); }, false},
        {QStringLiteral("leaving-stopping"), [](Stage &stage) { return leaving(stage, true); }, false},
    };
}

} // namespace edgelink::screens
