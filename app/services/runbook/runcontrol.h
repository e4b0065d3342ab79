// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/runbook.h"
#include "models/ports/marshal.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

namespace edgelink::runbook {

struct Confirmation {
    QString typedName;
    QString actor;
    QString overrideReason;
    SharedPromise<Result<bool>> answer;
};
using RunMessage = std::variant<Confirmation, RunDecision>;

/// Between the callers of a run (any thread) and its worker. Messages are taken only while the worker asks for that
/// kind, so that an answer can never reach a question it was not given to. A stop acts at once: what the worker waits
/// for is interrupted by the very call.
class RunControl
{
public:
    enum class Asking { Nothing, Confirmation, Decision };

    // Any thread
    [[nodiscard]] bool post(RunMessage message); ///< false: nobody is asking for it now
    void requestStop(const QString &actor);
    void abandon(); ///< the program ends: the worker leaves as soon as it can, and the journal keeps the run resumable

    // Worker
    [[nodiscard]] bool stopRequested() const;
    [[nodiscard]] QString stopActor() const;
    [[nodiscard]] bool abandoned() const;
    void ask(Asking asking); ///< what the worker takes from now on; forgets what came before
    [[nodiscard]] std::optional<RunMessage> next(); ///< waits; nullopt: stop or abandoned
    void pause(std::chrono::milliseconds duration); ///< ends early only when abandoned

    /// While it lives, `interrupt` is called (once, from the stopping thread) when somebody asks to stop;
    /// at once when somebody already has.
    class Interruptible
    {
    public:
        Interruptible(RunControl &control, std::function<void()> interrupt);
        ~Interruptible();
        Interruptible(const Interruptible &) = delete;
        Interruptible &operator=(const Interruptible &) = delete;

    private:
        RunControl &m_control;
    };

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_interrupt;
    std::optional<RunMessage> m_message;
    Asking m_asking = Asking::Nothing;
    bool m_stop = false;
    bool m_abandoned = false;
    QString m_stopActor;
};

/// Thrown inside a run's worker only, and caught at its top: the program ends, or the journal takes no more rows.
struct RunLeft {
    std::optional<Error> error; ///< of the journal; nullopt: abandoned
};

/// Waits on the run's own thread. nullopt: the deadline passed, or the future was cancelled. Throws RunLeft when
/// abandoned.
template<typename T>
[[nodiscard]] std::optional<T> awaitFor(const RunControl &control, const QFuture<T> &future,
                                        std::chrono::milliseconds deadline, std::function<void()> stopping = {})
{
    constexpr std::chrono::milliseconds Slice{100}; // how late an ending program is noticed
    constexpr std::chrono::seconds CancelGrace{10}; // for whoever works on a cancelled future to let go of it
    auto end = std::chrono::steady_clock::now() + deadline;
    bool wasCanceled = false;
    while (!future.isFinished() && std::chrono::steady_clock::now() < end) {
        if (control.abandoned())
            throw RunLeft{};
        if (future.isCanceled() && !wasCanceled) {
            wasCanceled = true;
            end = std::min(end, std::chrono::steady_clock::now() + CancelGrace);
        }
        if (stopping && control.stopRequested())
            std::exchange(stopping, {})();
        static_cast<void>(await(future, Slice));
    }
    return await(future, std::chrono::milliseconds{0});
}

} // namespace edgelink::runbook
