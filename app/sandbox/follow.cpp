// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/follow.h"

#include "app/sandbox/cancellation.h"
#include "app/sandbox/component.h"
#include "app/sandbox/progress.h"
#include "app/sandbox/words.h"

namespace edgelink::sandbox {

void sayReady(const CommandOptions &options, const SandboxState &state)
{
    say(stdout, options.json ? QString::fromUtf8(toJson(state)).trimmed() : state.consoleConfiguration);
}

int follow(const CommandOptions &options, const ProcessIdentity &supervisor, bool ours,
           const std::function<bool()> &interrupted)
{
    const Cancellation pause;
    Progress progress;
    bool ending = false;
    for (;;) {
        // Both before the look at the state. A console that opens what is ready ends its follower at once: an
        // interruption that came after "ready" must find it in the state. And a supervisor's last words count.
        const bool came = !ending && interrupted();
        const bool alive = isAlive(supervisor);
        const auto state = readState(options.layout.stateFile());
        const bool fresh = state && state->supervisor == supervisor;
        if (fresh)
            progress.show(*state);
        if (fresh && state->phase == QLatin1String("ready") && !ending) {
            sayReady(options, *state);
            return Success;
        }
        if (came) {
            if (!ours)
                return Interrupted;
            ending = true;
            say(stderr, Words::tr("interrupted: ending the sandbox"));
            sendSignal(supervisor, SIGTERM);
        }
        if (!alive) {
            if (ending)
                return Interrupted;
            if (!fresh)
                say(stderr, lastLineOf(options.layout.path(QStringLiteral("supervisor.log"))));
            else if (state->phase != QLatin1String("failed"))
                say(stderr, Words::tr("error: the supervisor ended before the sandbox was ready"));
            return Failed;
        }
        static_cast<void>(pause.waitFor(std::chrono::milliseconds(100)));
    }
}

} // namespace edgelink::sandbox
