// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A console reduced to what a run needs: the real journal, the real command layer, the real engine; the platform is a
// file that the "helm" of the test writes. It begins a run, or takes up the one that its predecessor left, and ends
// when the run does. The test kills it.
#include "app/services/command/commandservice.h"
#include "app/services/journal/sqlitejournal.h"
#include "app/services/runbook/runbookengine.h"
#include "tests/support/fakeports.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

using namespace edgelink;

namespace {

constexpr std::chrono::seconds Patience{60};

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

Observation look(const QString &manifest, const ProbeRequest &request)
{
    QThread::msleep(3); // a real observation takes its time, so that kills fall into it as well
    if (request.probe != QLatin1String("release-at"))
        return test::FakeProbes::saw(Observation::State::Passed, request.probe);
    const QString live = contentOf(manifest);
    const bool reached = live == request.arguments.value(QStringLiteral("revision")).toString();
    return test::FakeProbes::saw(reached ? Observation::State::Passed : Observation::State::Failed,
                                 QStringLiteral("manifest of %1").arg(live));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QDir dir(QCoreApplication::arguments().value(1));
    journal::JournalOptions journalOptions;
    journalOptions.file = dir.filePath(QStringLiteral("journal.sqlite"));
    journal::SqliteJournal journal(journalOptions);
    command::CommandOptions commandOptions;
    commandOptions.spoolDirectory = dir.filePath(QStringLiteral("spool"));
    commandOptions.streamOf = [](const QString &) { return QStringLiteral("drill"); };
    command::CommandService runner(&journal, commandOptions);
    test::FakeProbes probes({"history-unchanged", "release-at", "pods-ready"});
    probes.setHandler([&dir](const ProbeRequest &request) -> std::optional<Observation> {
        return look(dir.filePath(QStringLiteral("manifest")), request);
    });
    test::FakeReleases releases;
    ReleaseHistory history;
    history.release = QStringLiteral("rel");
    history.revisions = {{1, {}, "superseded", {}, {}, {}, {}},
                         {2, {}, "superseded", {}, {}, {}, {}},
                         {3, {}, "deployed", {}, {}, {}, {}}};
    releases.setHistory(history);
    Environment environment;
    environment.name = QStringLiteral("drill");
    environment.kind = EnvironmentKind::Drill;
    environment.context = QStringLiteral("ctx");
    environment.nameSpace = QStringLiteral("ns");
    environment.kubeconfig = QStringLiteral("/k");
    environment.release = QStringLiteral("rel");
    ToolPaths tools;
    tools.helm = dir.filePath(QStringLiteral("helm"));
    runbook::EngineOptions options;
    options.autoDecide = true;
    options.settleDeadline = std::chrono::milliseconds{200};
    runbook::RunbookEngine engine({dir.filePath(QStringLiteral("runbooks"))}, environment, tools, &journal, &runner,
                                  &probes, &releases, options);

    int code = 3;
    QEventLoop loop;
    bool confirmed = false;
    QObject::connect(&engine, &RunbookSession::runChanged, &loop, [&](const RunSnapshot &run) {
        if (run.state == RunState::AwaitingConfirmation && !confirmed) {
            confirmed = true;
            static_cast<void>(engine.confirm(run.runId, environment.release, QStringLiteral("ann"), {}));
        }
        if (!run.isActive()) {
            code = run.outcome == Outcome::Success ? 0 : 1;
            loop.quit();
        }
    });
    const auto left = await(engine.unfinished(), Patience);
    const auto all = await(engine.runs(10), Patience);
    if (!left || !*left || !all || !*all)
        return 4;
    if (!(*left)->isEmpty()) {
        const auto resumed = await(engine.resume((*left)->first().runId, QStringLiteral("bob")), Patience);
        if (!resumed || !*resumed) {
            std::fprintf(stderr, "resume: %s\n", resumed ? qPrintable(resumed->error().sentence()) : "no answer");
            return 5;
        }
    } else if (!(*all)->isEmpty()) {
        return 0; // killed after the last row
    } else {
        const auto prepared = await(engine.prepare({"crash", "drill", {}, "ann", {}}), Patience);
        if (!prepared || !*prepared)
            return 6;
    }
    if (code == 3)
        loop.exec();
    return code;
}
