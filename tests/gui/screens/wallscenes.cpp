// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"
#include "tests/support/demorun.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/textdialog.h"
#include "widgets/wall/alertspanel.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/wallpage.h"

#include <QApplication>
#include <QDialog>
#include <QJsonObject>

namespace edgelink::screens {

namespace {

QWidget *openedDialog(Stage &stage)
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

/// The same alerts, one of them silenced by somebody with a reason.
void silenceOne(Stage &stage)
{
    stage.open(demo::Story::BadRelease);
    QList<Alert> alerts = demo::alerts();
    Silence silence;
    silence.id = QStringLiteral("8b1d6f0c");
    silence.matchers = alerts.last().labels;
    silence.createdBy = QStringLiteral("chen");
    silence.comment = stage.language().startsWith(QLatin1String("zh"))
        ? QStringLiteral("已知问题，正在回滚修订版 3")
        : QStringLiteral("known, revision 3 is being rolled back");
    silence.startsAt = demo::now().addSecs(-120);
    silence.endsAt = demo::now().addSecs(780);
    alerts.last().state = QStringLiteral("suppressed");
    alerts.last().silencedBy = {silence.id};
    emit stage.alerts.alertsChanged(alerts, {silence});
    stage.settle();
}

/// What the timeline holds once the roll-back is through.
void tellRecovery(Stage &stage)
{
    stage.tellEvents();
    const auto tell = [&stage](const char *kind, int secondsAgo, const QJsonObject &payload) {
        const qint64 time = demo::now().addSecs(-secondsAgo).toMSecsSinceEpoch() * 1000;
        stage.journal.setClock([time] { return time; });
        JournalDraft draft;
        draft.kind = QLatin1String(kind);
        draft.actor = QStringLiteral("wang");
        draft.environment = QStringLiteral("drill");
        draft.stream = QStringLiteral("drill");
        draft.payload = payload;
        (void)stage.journal.append(draft);
    };
    const LocalizedText title = demo::run(RunState::Finished).title;
    tell(journalkind::RunStarted, 120, {{"title", title.in(stage.language())}});
    tell(journalkind::Recovered, 40, {{"threshold", "http-5xx"}, {"value", 0.1}, {"unit", "%"}});
    tell(journalkind::RunFinished, 12, {{"title", title.in(stage.language())}, {"outcome", "success"}});
}

} // namespace

std::vector<Scene> wallScenes()
{
    return {
        {QStringLiteral("wall-healthy"),
         [](Stage &stage) {
             stage.open(demo::Story::Healthy);
             return nullptr;
         }},
        {QStringLiteral("wall-bad-release"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             return nullptr;
         }},
        {QStringLiteral("wall-running"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             emit stage.runs.runChanged(demo::run(RunState::Running, stage.language()));
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-no-go"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.verdicts.onVerdict = [&stage](int) {
                 Verdict verdict = demo::verdict(stage.language());
                 VerdictFact &fact = verdict.facts.first();
                 fact.state = FactState::Blocking;
                 fact.text = stage.language().startsWith(QLatin1String("zh"))
                     ? QString::fromUtf8("修订版 2 已不在历史中")
                     : QStringLiteral("revision 2 is no longer in the history");
                 return Result<Verdict>(verdict);
             };
             stage.window().wall()->suspects()->checkButton()->click();
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-recovered"),
         [](Stage &stage) {
             stage.open(demo::Story::Healthy);
             tellRecovery(stage);
             Incident incident = demo::incident(stage.language());
             incident.state = IncidentState::Recovered;
             incident.inBreach.clear();
             incident.recoveredAt = demo::now().addSecs(-40);
             emit stage.tracker.incidentChanged(incident);
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-search-failed"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             Incident incident = demo::incident(stage.language());
             incident.suspects.clear();
             incident.suspectSearch.lookedAt
                 = {QStringLiteral("database schema 12, watched since 2026-11-23 14:01:10 UTC")};
             incident.suspectSearch.problems = {QStringLiteral("helm history: the API server does not answer"),
                                                QStringLiteral("the ConfigMaps: forbidden")};
             emit stage.tracker.incidentChanged(incident);
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-unreachable"),
         [](Stage &stage) {
             stage.open(demo::Story::Unreachable);
             return nullptr;
         }},
        {QStringLiteral("wall-production-armed"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease, EnvironmentKind::Production);
             stage.window().arming()->arm(std::chrono::seconds(271));
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-dr-healthy"),
         [](Stage &stage) {
             stage.open(demo::Story::Healthy, EnvironmentKind::DisasterRecovery);
             return nullptr;
         }},
        {QStringLiteral("wall-crowded"),
         [](Stage &stage) {
             stage.setCrowded(true);
             stage.open(demo::Story::BadRelease, EnvironmentKind::Production);
             return nullptr;
         }},
        {QStringLiteral("wall-viewer"),
         [](Stage &stage) {
             stage.setViewer(true);
             stage.open(demo::Story::BadRelease, EnvironmentKind::Production);
             return nullptr;
         }},
        {QStringLiteral("wall-warned"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             for (TriggerReading reading : demo::readings(demo::Story::BadRelease)) {
                 if (reading.thresholdId == QLatin1String("http-5xx") || reading.thresholdId == QLatin1String("cpu"))
                     reading.warnings = {QStringLiteral("PromQL info: metric might not be a counter")};
                 emit stage.tracker.readingChanged(reading);
             }
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("wall-silenced"),
         [](Stage &stage) {
             silenceOne(stage);
             return nullptr;
         }},
        {QStringLiteral("alert-silenced"),
         [](Stage &stage) {
             silenceOne(stage);
             stage.window().arming()->arm(std::chrono::minutes(15));
             stage.window().wall()->alerts()->openAlert(QStringLiteral("fp-EdgeLinkPodCrashLooping"));
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("note"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().wall()->addNote();
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("text"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             const VerdictFact fact = demo::verdict(stage.language()).facts.at(1);
             ui::TextDialog::open(&stage.window(), fact.text, fact.evidence);
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("trigger-detail"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().wall()->openDetail(QStringLiteral("http-5xx"));
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("trigger-detail-error"),
         [](Stage &stage) {
             stage.open(demo::Story::Unreachable);
             stage.window().wall()->openDetail(QStringLiteral("memory"));
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("silence"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().wall()->alerts()->openAlert(QStringLiteral("fp-EdgeLinkHighErrorRate"));
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("close-incident"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().wall()->closeIncident();
             return openedDialog(stage);
         },
         false},
        {QStringLiteral("declare"),
         [](Stage &stage) {
             stage.open(demo::Story::Healthy);
             stage.window().wall()->declareIncident();
             return openedDialog(stage);
         },
         false},
    };
}

} // namespace edgelink::screens
