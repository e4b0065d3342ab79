// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in each of their states, releases, drills, and leaving while something runs.
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"
#include "tests/support/demorun.h"
#include "tests/support/said.h"
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
    stage.runs.past = demo::pastRuns(stage.language());
    stage.database.onSchema = [] { return Result<SchemaVersion>(SchemaVersion{true, 12, false}); };
    stage.makePage = [&stage, kind](const QString &id, QWidget *parent) -> QWidget * {
        Environment environment = demo::environment(kind);
        environment.schemaByAppVersion = {
            {QStringLiteral("0.1.0"), {9, 9}}, {QStringLiteral("0.1.1"), {9, 12}}, {QStringLiteral("0.2.0"), {12, 12}}};
        if (id == QLatin1String("runs")) {
            auto *page = new ui::RunsPage({&stage.runs, &stage.commands, &stage.releases, &stage.verdicts},
                                          stage.window().arming(), parent);
            page->setEnvironment(environment, QStringLiteral("wang"));
            page->setIncident(demo::incident(stage.language()));
            page->setHistory(demo::history());
            return page;
        }
        if (id == QLatin1String("releases")) {
            auto *page = new ui::ReleasesPage({&stage.releases, &stage.verdicts, &stage.database}, environment,
                                              stage.window().arming(), parent);
            page->setIncident(demo::incident(stage.language()));
            return page;
        }
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

/// In the longest phase of a rollback, with what was skipped and warned before it folded away.
void verifying(Stage &stage, ui::RunsPage &runs)
{
    inState(RunState::Running)(stage, runs);
    RunSnapshot run = demo::run(RunState::Running, stage.language());
    run.environment = stage.window().context().environment.name;
    const StepRecord check = run.steps.at(5);
    for (int i = 0; i < 5; ++i) {
        run.steps.insert(6, check);
        run.steps[6].id += QString::number(i);
    }
    run.current = 8;
    for (int i = 0; i < run.current; ++i) {
        run.steps[i].state = StepState::Done;
        run.steps[i].startedAt = run.steps[i].finishedAt = demo::now().addSecs(-30);
    }
    run.steps[2].state = StepState::Skipped;
    run.steps[2].reason = QStringLiteral("kubectl rollout status");
    run.steps[3].state = StepState::Warning;
    run.steps[run.current].state = StepState::Running;
    run.steps[run.current].startedAt = demo::now().addSecs(-4);
    runs.runPage()->showRun(run);
}

void typeName(Stage &stage, ui::RunsPage &runs)
{
    inState(RunState::AwaitingConfirmation)(stage, runs);
    stage.settle();
    runs.findChild<ui::TypedConfirmation *>()->findChild<QLineEdit *>()->setText(
        stage.window().context().environment.release);
}

/// The run is over, and the incident with it.
Act summary(RunSnapshot (*run)(RunState, const QString &))
{
    return [run](Stage &stage, ui::RunsPage &runs) {
        inState(RunState::Running)(stage, runs);
        Incident incident = demo::incident(stage.language());
        incident.state = IncidentState::Recovered;
        incident.inBreach.clear();
        incident.recoveredAt = demo::now().addSecs(-40);
        emit stage.tracker.incidentChanged(incident);
        runs.setIncident(incident);
        runs.runPage()->showRun(run(RunState::Finished, stage.language()));
    };
}

/// The run is over, but the incident is not.
Act ended(RunSnapshot (*run)(const QString &))
{
    return [run](Stage &stage, ui::RunsPage &runs) {
        inState(RunState::Running)(stage, runs);
        runs.runPage()->showRun(run(stage.language()));
    };
}

QWidget *releasesThatAnswer(Stage &stage, const Result<ReleaseHistory> &history)
{
    openPages(stage, EnvironmentKind::Drill);
    stage.releases.onHistory = [history] { return history; };
    stage.window().showPage(QStringLiteral("releases"));
    stage.settle();
    return nullptr;
}

/// Somebody upgraded on top of the bad revision, and it did not help.
ReleaseHistory fixedInVain()
{
    ReleaseHistory history = demo::history();
    Revision fix = history.revisions.last();
    history.revisions.last().status = QStringLiteral("superseded");
    fix.number = 4;
    fix.updated = fix.updated.addSecs(360);
    fix.chart = QStringLiteral("edge-link-0.2.1");
    fix.appVersion = QStringLiteral("0.2.1");
    for (QString &image : fix.images)
        image.replace(QStringLiteral("v0.2.0"), QStringLiteral("v0.2.1"));
    history.revisions << fix;
    return history;
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
        runScene(QStringLiteral("runs-elsewhere"),
                 [](Stage &stage, ui::RunsPage &runs) {
                     RunSnapshot run = demo::run(RunState::Running, stage.language());
                     run.atWorkElsewhere = 48211;
                     run.actor = QStringLiteral("chen");
                     stage.runs.left = {run};
                     stage.runs.past.prepend(run);
                     runs.refresh();
                 }),
        runScene(QStringLiteral("runs-unknown"),
                 [](Stage &stage, ui::RunsPage &runs) {
                     stage.runs.unfinishedError = Error{ErrorKind::Io,
                                                        demo::said("journal", "the journal could not be read"),
                                                        {},
                                                        {},
                                                        QStringLiteral("SQLITE_BUSY: database is locked")};
                     runs.refresh();
                 }),
        runScene(QStringLiteral("runs-error"),
                 [](Stage &stage, ui::RunsPage &runs) {
                     stage.runs.error = Error{ErrorKind::Io,
                                              demo::said("journal", "the journal could not be read"),
                                              QStringLiteral("/home/wang/.local/share/edgelink-console/journal.sqlite"),
                                              {},
                                              QStringLiteral("SQLITE_BUSY: database is locked")};
                     runs.refresh();
                 }),
        runScene(QStringLiteral("run-parameters"),
                 [](Stage &, ui::RunsPage &runs) { runs.openRunbook(QStringLiteral("helm-rollback"), {}); }),
        runScene(QStringLiteral("run-parameters-fixed-in-vain"),
                 [](Stage &, ui::RunsPage &runs) {
                     runs.setHistory(fixedInVain());
                     runs.openRunbook(QStringLiteral("helm-rollback"), {});
                 }),
        runScene(QStringLiteral("run-preflight"), inState(RunState::Preflight)),
        runScene(QStringLiteral("run-refused"), inState(RunState::Refused)),
        runScene(QStringLiteral("run-review"), typeName),
        runScene(QStringLiteral("run-review-production"), typeName, EnvironmentKind::Production),
        runScene(QStringLiteral("run-executing"), inState(RunState::Running), EnvironmentKind::Production),
        runScene(QStringLiteral("run-verifying"), verifying),
        runScene(QStringLiteral("run-asking"), inState(RunState::AwaitingDecision)),
        runScene(QStringLiteral("run-summary"), summary(&demo::run)),
        runScene(QStringLiteral("run-failed"), ended(&demo::failedRun)),
        runScene(QStringLiteral("run-undone"), ended(&demo::undoneRun)),
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
                                                      demo::said("cluster", "the API server refuses the connection"),
                                                      QStringLiteral("https://127.0.0.1:38211"),
                                                      {},
                                                      {}},
                                                {}});
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("releases-viewer"),
         [](Stage &stage) -> QWidget * {
             stage.setViewer(true);
             pageOf(stage, QStringLiteral("releases"), EnvironmentKind::Production);
             return nullptr;
         }},
        {QStringLiteral("releases-empty"),
         [](Stage &stage) -> QWidget * { return releasesThatAnswer(stage, Result<ReleaseHistory>(ReleaseHistory{})); }},
        {QStringLiteral("releases-fixed-in-vain"),
         [](Stage &stage) -> QWidget * { return releasesThatAnswer(stage, Result<ReleaseHistory>(fixedInVain())); }},
        {QStringLiteral("releases-forbidden"),
         [](Stage &stage) -> QWidget * {
             return releasesThatAnswer(
                 stage,
                 failure(ErrorKind::Forbidden,
                         demo::said("cluster", "%1 may not %2 %3")
                             .arg(QStringLiteral("wang"), QStringLiteral("list"), QStringLiteral("secrets")),
                         QStringLiteral("https://127.0.0.1:38211"),
                         demo::said("cluster", "ask for that verb, or use a context that has it"),
                         QStringLiteral("secrets is forbidden: User \"wang\" cannot list resource \"secrets\"")));
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
             page->findChild<ui::Button *>(QStringLiteral("inject"))->click();
             return newestDialog(stage);
         },
         false},
        {QStringLiteral("leaving"), [](Stage &stage) { return leaving(stage, false); }, false},
        {QStringLiteral("leaving-stopping"), [](Stage &stage) { return leaving(stage, true); }, false},
    };
}

} // namespace edgelink::screens
