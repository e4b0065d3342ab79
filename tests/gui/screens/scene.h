// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QWidget;

namespace edgelink::screens {

class Stage;

/// One picture: builds what is to be seen on a stage and says which widget to draw (null: the window).
struct Scene {
    QString name; ///< file name without language, theme and size
    std::function<QWidget *(Stage &)> build;
    bool everySize = true; ///< false: dialogs, drawn at their own size, once per language and theme
};

// One list per area; a new area adds its own here and in main.cpp.
[[nodiscard]] std::vector<Scene> wallScenes();
[[nodiscard]] std::vector<Scene> shellScenes();
[[nodiscard]] std::vector<Scene> recordScenes();
[[nodiscard]] std::vector<Scene> runScenes();

} // namespace edgelink::screens
