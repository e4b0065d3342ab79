// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "app/services/runbook/runbookengine.h"
#include "app/services/verify/probes.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakeports.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"

#include <QTemporaryFile>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <unistd.h>
#include <utility>

namespace edgelink::test {

inline QByteArray standardOutputOf(const std::function<void()> &work)
{
    QTemporaryFile file;
    if (!file.open())
        return {};
    std::fflush(stdout);
    const int before = ::dup(STDOUT_FILENO);
    ::dup2(file.handle(), STDOUT_FILENO);
    work();
    std::fflush(stdout);
    ::dup2(before, STDOUT_FILENO);
    ::close(before);
    file.seek(0);
    return file.readAll();
}

/// Releases whose history may be kept waiting.
class SlowReleases : public FakeReleases
{
public:
    std::atomic<bool> hangs{false};
    std::atomic<int> asked{0};

    [[nodiscard]] QFuture<Result<ReleaseHistory>> history() override
    {
        ++asked;
        if (!hangs)
            return FakeReleases::history();
        auto promise = std::make_shared<QPromise<Result<ReleaseHistory>>>();
        promise->start();
        m_waiting << promise;
        return promise->future();
    }

private:
    QList<SharedPromise<Result<ReleaseHistory>>> m_waiting;
};

/// The run verbs with the real engine and the real runbooks, over a platform that a test states: revision 3 is live,
/// revision 2 once ran, and every probe passes unless the test says otherwise.
struct Desk {
    FakeJournal journal;
    FakeRunner runner{&journal};
    SlowReleases releases;
    FakeTracker incidents;
    FakeProbes probes{verify::Probes(verify::ProbeDependencies{}).names()};
    Environment environment;
    std::unique_ptr<runbook::RunbookEngine> engine;
    std::atomic<bool> interrupted{false};
    cli::Session session;

    Desk()
    {
        environment.name = QStringLiteral("test");
        environment.kind = EnvironmentKind::Drill;
        environment.cluster = QStringLiteral("sandbox");
        environment.release = QStringLiteral("edge-link-production");
        environment.nameSpace = QStringLiteral("edgelink-prod");
        ReleaseHistory history;
        history.release = environment.release;
        for (const char *status : {"superseded", "superseded", "deployed"}) {
            Revision revision;
            revision.number = static_cast<int>(history.revisions.size()) + 1;
            revision.status = QLatin1String(status);
            history.revisions << revision;
        }
        releases.setHistory(history);
        runbook::EngineOptions options;
        options.observationPause = std::chrono::milliseconds{1};
        options.settleDeadline = std::chrono::milliseconds{50};
        options.settlePause = std::chrono::milliseconds{1};
        engine = std::make_unique<runbook::RunbookEngine>(QStringList{QStringLiteral(EDGELINK_RUNBOOKS)}, environment,
                                                          ToolPaths{}, &journal, &runner, &probes, &releases, options);
        session.environment = environment;
        session.actor = QStringLiteral("tester");
        session.runbooks = engine.get();
        session.incidents = &incidents;
        session.journal = &journal;
        session.interrupted = &interrupted;
    }

    /// `run helm-rollback` to revision 2, confirmed, on a thread as the program does it.
    [[nodiscard]] std::unique_ptr<QThread> start(cli::Options options, int &code) const
    {
        std::unique_ptr<QThread> verb(
            QThread::create([this, options = std::move(options), &code] { code = cli::runVerb(options, session); }));
        verb->start();
        return verb;
    }
    [[nodiscard]] cli::Options rollback() const
    {
        cli::Options options;
        options.verb = QStringLiteral("run");
        options.id = QStringLiteral("helm-rollback");
        options.parameters.insert(QStringLiteral("revision"), QStringLiteral("2"));
        options.confirm = environment.release;
        return options;
    }
    [[nodiscard]] int changes() const
    {
        int count = 0;
        const QList<CommandSpec> specs = runner.ran();
        for (const CommandSpec &spec : specs)
            count += spec.mutating ? 1 : 0;
        return count;
    }
};

} // namespace edgelink::test
