// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/verdictsource.h"
#include "tests/support/demodata.h"
#include "tests/support/demorun.h"
#include "tests/support/fakeports.h"
#include "tests/support/fakeruns.h"
#include "tests/support/keyboard.h"
#include "tests/support/scriptedsources.h"
#include "widgets/controls/arming.h"
#include "widgets/run/runspage.h"

#include <memory>

namespace edgelink::test {

/// Verdicts that come when the test says.
class HeldVerdicts : public VerdictSource
{
public:
    [[nodiscard]] QFuture<Result<Verdict>> verdict(int targetRevision) override
    {
        asked << targetRevision;
        m_waiting = std::make_shared<QPromise<Result<Verdict>>>();
        m_waiting->start();
        return m_waiting->future();
    }
    void answer(const Result<Verdict> &verdict) { fulfil(std::exchange(m_waiting, {}), verdict); }

    QList<int> asked;

private:
    SharedPromise<Result<Verdict>> m_waiting;
};

/// The runs page over ports without services, as large as it is in the smallest window.
struct RunBench {
    FakeRuns runs;
    FakeRunner commands;
    ScriptedReleases releases;
    HeldVerdicts verdicts;
    ui::Arming arming;
    std::unique_ptr<ui::RunsPage> page;

    explicit RunBench(bool viewer = false)
    {
        runs.definitions = demo::runbooks();
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        releases.onDiffLive = [](int) { return Result<ReleaseDiff>(demo::diff()); };
        arming.setEnvironment(demo::environment().name);
        arming.setViewer(viewer);
        page = std::make_unique<ui::RunsPage>(ui::RunPorts{&runs, &commands, &releases, &verdicts}, &arming);
        page->setEnvironment(demo::environment(), QStringLiteral("wang"));
        page->resize(1280, 630);
    }

    [[nodiscard]] bool show() const
    {
        page->show();
        page->activateWindow();
        return QTest::qWaitForWindowActive(page.get());
    }
    /// Opens the rollback's parameters for a revision; empty: for the proposed one.
    void open(const QString &revision = {}) const
    {
        QMap<QString, QString> parameters;
        if (!revision.isEmpty())
            parameters.insert(QStringLiteral("revision"), revision);
        page->openRunbook(QStringLiteral("helm-rollback"), parameters);
    }
    /// A run prepared by this page, under the id it was given.
    [[nodiscard]] RunSnapshot snapshot(RunState state, quint64 generation = 20) const
    {
        RunSnapshot run = demo::run(state);
        run.runId = QStringLiteral("run-%1").arg(runs.prepared.size());
        run.generation = generation;
        return run;
    }
    void say(const RunSnapshot &run) { emit runs.runChanged(run); }
    void arm() { arming.arm(std::chrono::minutes(5)); }
};

} // namespace edgelink::test
