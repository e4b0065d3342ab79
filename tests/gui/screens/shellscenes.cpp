// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"

#include <QApplication>
#include <QDialog>

namespace edgelink::screens {

namespace {

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

/// It could not begin, so no component can say why.
SandboxStatus withoutAnyComponentToBlame()
{
    SandboxStatus status;
    status.present = true;
    status.scenario = QStringLiteral("bad-release");
    status.phase = QStringLiteral("failed");
    status.error = QStringLiteral("/var/lib/edgelink-sandbox: No space left on device");
    return status;
}

QWidget *sandbox(Stage &stage, const SandboxStatus &status)
{
    stage.window().showSandbox(&stage.drill);
    stage.window().show();
    emit stage.drill.statusChanged(status);
    stage.settle();
    return nullptr;
}

} // namespace

std::vector<Scene> shellScenes()
{
    return {
        {QStringLiteral("sandbox-coming"), [](Stage &stage) { return sandbox(stage, demo::sandboxComing()); }},
        {QStringLiteral("sandbox-failed"), [](Stage &stage) { return sandbox(stage, demo::sandboxFailed()); }},
        {QStringLiteral("sandbox-blocked"), [](Stage &stage) { return sandbox(stage, withoutAnyComponentToBlame()); }},
        {QStringLiteral("palette"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().openPalette();
             stage.settle();
             return nullptr;
         }},
        {QStringLiteral("keys"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().openKeyCard();
             return newestDialog(stage);
         },
         false},
        {QStringLiteral("arm-drill"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease);
             stage.window().openArmDialog();
             return newestDialog(stage);
         },
         false},
        {QStringLiteral("arm-production"),
         [](Stage &stage) {
             stage.open(demo::Story::BadRelease, EnvironmentKind::Production);
             stage.window().openArmDialog();
             return newestDialog(stage);
         },
         false},
    };
}

} // namespace edgelink::screens
