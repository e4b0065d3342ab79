// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"
#include "widgets/wall/alertspanel.h"
#include "widgets/wall/wallpage.h"

#include <QApplication>
#include <QDialog>

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
        {QStringLiteral("wall-recovered"),
         [](Stage &stage) {
             stage.open(demo::Story::Healthy);
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
             incident.suspectSearch.lookedAt = {QStringLiteral("database schema 12, watched since 14:01:10")};
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
