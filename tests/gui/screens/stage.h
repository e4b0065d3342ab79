// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/mainwindow.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakeports.h"
#include "tests/support/fakeruns.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"

#include <QMap>

#include <functional>
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
    /// From the next open() on: names as long as Kubernetes allows, and far too many alerts.
    void setCrowded(bool crowded) { m_crowded = crowded; }
    void setViewer(bool viewer) { m_viewer = viewer; } ///< from the next open() on: who may only look
    void openUnsettled(demo::Story story); ///< returns as soon as the wall with its values is painted once
    void tellEvents(EnvironmentKind kind = EnvironmentKind::Drill); ///< the bad release, as the wall's timeline has it
    void settle(); ///< lets queued signals, layouts and repaint clocks come to rest

    /// Makes the pages of other folders; null from it, or none set: a placeholder. Set before open().
    std::function<QWidget *(const QString &id, QWidget *parent)> makePage;

    [[nodiscard]] shell::MainWindow &window() { return *m_window; }
    [[nodiscard]] const QString &language() const { return m_language; }

    /// Made instead of the placeholder when the page is shown; set before open().
    QMap<QString, std::function<QWidget *(QWidget *parent)>> pages;

    test::ScriptedMetrics metrics;
    test::ScriptedReleases releases;
    test::ScriptedVerdicts verdicts;
    test::ScriptedDatabase database;
    test::FakeAlerts alerts;
    test::FakeTracker tracker;
    test::FakeDrill drill;
    test::FakeJournal journal;
    test::FakeJournal record; ///< a journal of its own for pages that tell a whole story
    test::FakeRuns runs;
    test::FakeRunner commands;

private:
    void openWindow(EnvironmentKind kind);
    void tellSources(demo::Story story, EnvironmentKind kind);

    QString m_language;
    bool m_crowded = false;
    bool m_viewer = false;
    std::unique_ptr<shell::MainWindow> m_window;
};

} // namespace edgelink::screens
