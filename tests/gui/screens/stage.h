// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/mainwindow.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"

#include <memory>

namespace edgelink::screens {

/// A window over ports that tell the drill's story. The clock stands still at demo::now().
class Stage
{
public:
    Stage(const QString &language, ui::ThemeKind theme, const QSize &size);
    ~Stage();

    /// Opens the environment and adds placeholders for the pages that other folders own.
    void open(demo::Story story, EnvironmentKind kind = EnvironmentKind::Drill);
    void settle(); ///< lets queued signals, layouts and repaint clocks come to rest

    [[nodiscard]] shell::MainWindow &window() { return *m_window; }
    [[nodiscard]] const QString &language() const { return m_language; }

    test::ScriptedMetrics metrics;
    test::ScriptedReleases releases;
    test::ScriptedVerdicts verdicts;
    test::FakeAlerts alerts;
    test::FakeTracker tracker;
    test::FakeDrill drill;
    test::FakeJournal journal;

private:
    QString m_language;
    std::unique_ptr<shell::MainWindow> m_window;
};

} // namespace edgelink::screens
