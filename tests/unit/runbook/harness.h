// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/runbookengine.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakeports.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace edgelink::test {

/// No process of this machine is ever the one looked for, unless the test says so.
class FakeProcesses : public runbook::ProcessTable
{
public:
    std::optional<runbook::ProcessIdentity> orphan;
    mutable std::atomic<int> livesFor{0}; ///< how often it is still found alive
    mutable std::atomic<int> lastSignal{0};
    std::atomic<bool> survives{false}; ///< no signal ends it
    std::optional<runbook::ProcessIdentity> other; ///< another console's process, alive

    [[nodiscard]] std::optional<runbook::ProcessIdentity> find(const QString & /*program*/,
                                                               const QStringList & /*arguments*/) const override
    {
        return orphan;
    }
    [[nodiscard]] bool isAlive(const runbook::ProcessIdentity &process) const override
    {
        if (other && *other == process)
            return true;
        if (survives)
            return orphan && *orphan == process;
        return orphan && *orphan == process && lastSignal == 0 && livesFor-- > 0;
    }
    void signal(const runbook::ProcessIdentity & /*process*/, int number) const override { lastSignal = number; }
};

/// The release as the fakes see it: which revision's manifest is live.
struct World {
    std::atomic<int> manifest{3};
    std::atomic<bool> verified{true};
};

inline const QStringList &probeNames()
{
    static const QStringList names{"target-revision", "schema-compatible", "history-unchanged",  "release-at",
                                   "live-matches",    "pods-ready",        "observation-window", "smoke-register",
                                   "smoke-config",    "smoke-cleanup"};
    return names;
}

inline const char *const DemoRunbook = R"(id: demo
title: {en: "Roll back to ${revision}", zh: "回滚到 ${revision}"}
summary: {en: a, zh: b}
parameters:
  - {id: revision, type: revision, propose: safe-revision, title: {en: a, zh: b}}
preflight:
  - {id: target, title: {en: Target, zh: b}, probe: target-revision, with: {revision: "${revision}"}, skippable: false}
  - {id: schema, title: {en: Schema, zh: b}, probe: schema-compatible}
steps:
  - {id: history, title: {en: History, zh: b}, why: {en: a, zh: b}, probe: history-unchanged, skippable: false}
  - id: rollback
    title: {en: Rollback, zh: b}
    why: {en: a, zh: b}
    command: {program: helm, args: [rollback, "${release}", "${revision}", --wait], grace: 90s}
    observe: {probe: release-at, with: {revision: "${revision}"}}
    success_when: {en: a, zh: b}
    undo: {program: helm, args: [rollback, "${release}", "${current_revision}"], grace: 90s}
    undo_observe: {probe: release-at, with: {revision: "${current_revision}"}}
    timeout: 10m
    predicted: 40s
  - {id: live, title: {en: Live, zh: b}, why: {en: a, zh: b}, probe: live-matches, advisory: true}
  - {id: verify, title: {en: Verify, zh: b}, why: {en: a, zh: b}, phase: verify, call: checks}
  - {id: watch, title: {en: Watch, zh: b}, why: {en: a, zh: b}, phase: observe, probe: observation-window, predicted: 15m}
)";
inline const char *const ChecksRunbook = R"(id: checks
title: {en: a, zh: b}
summary: {en: a, zh: b}
steps:
  - {id: pods, title: {en: Pods, zh: b}, why: {en: a, zh: b}, probe: pods-ready, retries: 1}
)";

/// An engine over fakes, with a folder of runbooks of its own. One console process, so to speak: destroying it is a
/// crash that writes nothing more.
class Console
{
public:
    explicit Console(World &world, const QList<JournalEvent> &before = {}, runbook::EngineOptions options = fast())
        : runner(&journal)
        , probes(probeNames())
    {
        for (const JournalEvent &event : before)
            static_cast<void>(journal.append(event.draft).result());
        write(QStringLiteral("demo.yaml"), DemoRunbook);
        write(QStringLiteral("checks.yaml"), ChecksRunbook);
        environment.name = QStringLiteral("drill");
        environment.kind = EnvironmentKind::Drill;
        environment.cluster = QStringLiteral("sandbox");
        environment.context = QStringLiteral("ctx");
        environment.nameSpace = QStringLiteral("ns");
        environment.kubeconfig = QStringLiteral("/k");
        environment.release = QStringLiteral("rel");
        environment.timeCompression = 20;
        releases.setHistory(history({"superseded", "superseded", "deployed"}));
        runner.setHandler([&world](const CommandSpec &spec) -> std::optional<CommandResult> {
            world.manifest = spec.arguments.at(2).text.toInt();
            return FakeRunner::exited(0);
        });
        probes.setHandler([&world](const ProbeRequest &request) { return look(world, request); });
        m_options = std::move(options);
        start();
    }

    /// No waiting between observations, and no process of this machine is looked for.
    static runbook::EngineOptions fast()
    {
        runbook::EngineOptions options;
        options.observationPause = std::chrono::milliseconds{1};
        options.settleDeadline = std::chrono::milliseconds{50};
        options.settlePause = std::chrono::milliseconds{1};
        options.processes = std::make_shared<FakeProcesses>();
        return options;
    }

    static std::optional<Observation> look(World &world, const ProbeRequest &request)
    {
        using State = Observation::State;
        if (request.probe == QLatin1String("release-at")) {
            const int wanted = request.arguments.value(QStringLiteral("revision")).toString().toInt();
            const int live = world.manifest;
            return FakeProbes::saw(live == wanted ? State::Passed : State::Failed,
                                   QStringLiteral("manifest of %1").arg(live));
        }
        if (request.probe == QLatin1String("pods-ready") && !world.verified)
            return FakeProbes::saw(State::Failed, QStringLiteral("5 of 6 ready"));
        return FakeProbes::saw(State::Passed, request.probe + QStringLiteral(" ok"));
    }

    static ReleaseHistory history(const QStringList &statuses)
    {
        ReleaseHistory made;
        made.release = QStringLiteral("rel");
        for (int i = 0; i < statuses.size(); ++i)
            made.revisions.append({i + 1, {}, statuses.at(i), {}, {}, {}, {}});
        return made;
    }

    void start()
    {
        engine = std::make_unique<runbook::RunbookEngine>(QStringList{m_folder.path()}, environment, ToolPaths{},
                                                          &journal, &runner, &probes, &releases, m_options);
        // On the run's thread, so that the thread sanitizer sees the hand-over: Qt's event queue is invisible to it.
        QObject::connect(
            engine.get(), &RunbookSession::runChanged, &m_receiver,
            [this](const RunSnapshot &snapshot) {
                {
                    const std::lock_guard lock(m_mutex);
                    const auto before = m_latest.constFind(snapshot.runId);
                    if (before != m_latest.cend() && before->generation >= snapshot.generation)
                        outOfOrder = true;
                    m_latest.insert(snapshot.runId, snapshot);
                }
                if (onChange)
                    onChange(snapshot);
            },
            Qt::DirectConnection);
    }
    void restart(const runbook::EngineOptions &options)
    {
        engine.reset();
        m_options = options;
        start();
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    template<typename T>
    static T value(const QFuture<T> &future)
    {
        return await(future, std::chrono::seconds{20}).value();
    }

    [[nodiscard]] RunSnapshot latest(const QString &runId) const
    {
        const std::lock_guard lock(m_mutex);
        return m_latest.value(runId);
    }
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_latest.clear();
    }

    /// Waits (with a deadline) until the run's newest snapshot satisfies the predicate.
    bool until(const QString &runId, const std::function<bool(const RunSnapshot &)> &predicate)
    {
        return QTest::qWaitFor(
            [&] {
                const RunSnapshot run = latest(runId);
                return !run.runId.isEmpty() && predicate(run);
            },
            20000);
    }
    bool untilState(const QString &runId, RunState state)
    {
        return until(runId, [state](const RunSnapshot &run) { return run.state == state; });
    }

    Result<QString> prepare(const QMap<QString, QString> &parameters = {}, const QString &runbook = "demo")
    {
        return value(engine->prepare({runbook, environment.name, incidentId, QStringLiteral("ann"), parameters}));
    }
    /// Prepared and confirmed; the run's id, empty when it did not get that far.
    QString begin()
    {
        const auto run = prepare();
        if (!run || !untilState(*run, RunState::AwaitingConfirmation))
            return {};
        return value(engine->confirm(*run, environment.release, QStringLiteral("ann"), {})) ? *run : QString();
    }

    /// The run's rows as short words: "step-started rollback#1", "intent rollback", "decision retry".
    [[nodiscard]] QStringList log() const
    {
        QStringList lines;
        const QList<JournalEvent> events = journal.events();
        for (const JournalEvent &event : events) {
            const QJsonObject payload = event.draft.payload;
            QStringList words{event.draft.kind};
            if (!event.draft.stepId.isEmpty())
                words << event.draft.stepId;
            for (const char *key : {"attempt", "probe", "choice", "state", "outcome"}) {
                const QJsonValue word = payload.value(QLatin1String(key));
                if (word.isString())
                    words << word.toString();
                else if (word.isDouble() && event.draft.kind == QLatin1String("step-started"))
                    words << QStringLiteral("#%1").arg(word.toInt());
            }
            lines << words.join(QLatin1Char(' '));
        }
        return lines;
    }

    Environment environment;
    FakeJournal journal;
    FakeRunner runner;
    FakeProbes probes;
    FakeReleases releases;
    QString incidentId;
    std::function<void(const RunSnapshot &)> onChange; ///< on the run's thread; set before a run begins
    std::atomic<bool> outOfOrder{false};

private:
    mutable std::mutex m_mutex;
    QMap<QString, RunSnapshot> m_latest;
    QTemporaryDir m_folder;
    QObject m_receiver;
    runbook::EngineOptions m_options;

public:
    std::unique_ptr<runbook::RunbookEngine> engine; ///< last: it dies before everything it reports to
};

inline const StepRecord *stepOf(const RunSnapshot &run, const QString &id)
{
    for (const QList<StepRecord> *steps : {&run.steps, &run.preflight}) {
        for (const StepRecord &step : *steps) {
            if (step.id == id)
                return &step;
        }
    }
    return nullptr;
}

inline QString stateOf(const RunSnapshot &run, const QString &id)
{
    const StepRecord *step = stepOf(run, id);
    return step == nullptr ? QStringLiteral("none") : stepStateId(step->state);
}

} // namespace edgelink::test
