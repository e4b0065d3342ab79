// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/runbook/harness.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <optional>

namespace edgelink::test {

/// What happens to the command of a run, and what is answered.
struct Script {
    QString name;
    RunChoice answer = RunChoice::Retry; ///< to the failing command
    bool failsOnce = false;
    bool failsAlways = false;
    bool stops = false;
};

inline QList<Script> scripts()
{
    return {{QStringLiteral("happy")},
            {QStringLiteral("retry"), RunChoice::Retry, true},
            {QStringLiteral("skip"), RunChoice::Skip, true},
            {QStringLiteral("undo"), RunChoice::Undo, true},
            {QStringLiteral("stop after failure"), RunChoice::Stop, true},
            {QStringLiteral("stopped while running"), RunChoice::Stop, false, false, true}};
}

/// Answers every question as the script says; asked again and again it ends the run.
inline void obey(Console &console, const Script &script)
{
    auto asked = std::make_shared<int>(0);
    console.onChange = [&console, script, asked](const RunSnapshot &run) {
        if (run.state != RunState::AwaitingDecision || run.choices.isEmpty())
            return;
        const RunChoice wanted = ++*asked > 3 || !run.choices.contains(script.answer) ? RunChoice::Stop : script.answer;
        console.engine->decide(run.runId,
                               {wanted, QStringLiteral("as scripted"), QStringLiteral("bob"), run.generation});
    };
}

/// The command's behaviour under a script; `calls` counts across consoles.
inline FakeRunner::Handler behaviour(World &world, const Script &script, const std::shared_ptr<std::atomic<int>> &calls)
{
    return [&world, script, calls](const CommandSpec &spec) -> std::optional<CommandResult> {
        const int call = (*calls)++;
        if (script.stops && call == 0)
            return std::nullopt;
        if (script.failsOnce && call == 0)
            return FakeRunner::exited(1);
        world.manifest = spec.arguments.at(2).text.toInt();
        return FakeRunner::exited(0);
    };
}

/// A whole run without a crash; its journal.
inline QList<JournalEvent> wholeRun(const Script &script, QString &runId)
{
    World world;
    Console console(world);
    const auto calls = std::make_shared<std::atomic<int>>(0);
    console.runner.setHandler(behaviour(world, script, calls));
    obey(console, script);
    runId = console.begin();
    if (script.stops) {
        static_cast<void>(QTest::qWaitFor([&] { return console.runner.running() == 1; }, 20000));
        console.engine->stop(runId, QStringLiteral("bob"));
    }
    static_cast<void>(console.untilState(runId, RunState::Finished));
    return console.journal.events();
}

/// The journal of a happy run up to its first row of that kind, as a crash right there leaves it.
inline QList<JournalEvent> upTo(const QString &kind, QString &runId)
{
    const QList<JournalEvent> whole = wholeRun({}, runId);
    const auto last = std::find_if(whole.cbegin(), whole.cend(),
                                   [&kind](const JournalEvent &event) { return event.draft.kind == kind; });
    return whole.mid(0, std::distance(whole.cbegin(), last) + 1);
}

} // namespace edgelink::test
