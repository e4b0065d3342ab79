// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/domain/error.h"
#include "models/ports/marshal.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>
#include <chrono>

namespace edgelink::cli {

[[nodiscard]] inline bool isInterrupted(const Session &session)
{
    return session.interrupted != nullptr && session.interrupted->load();
}

[[nodiscard]] inline Error interruption(const QString &what)
{
    return {ErrorKind::Cancelled, Words::tr("interrupted before there was an answer"), what, {}, {}};
}

template<typename T>
struct Answer {
    using Type = Result<T>;
    static Type of(const T &value) { return value; }
};
template<typename T>
struct Answer<Result<T>> {
    using Type = Result<T>;
    static Type of(const Result<T> &value) { return value; }
};

/// A port's answer, or an Error: Timeout when it does not come within the deadline, Cancelled as soon as somebody
/// presses Ctrl-C.
template<typename T>
[[nodiscard]] typename Answer<T>::Type awaited(const Session &session, const QFuture<T> &future, const QString &what,
                                               std::chrono::milliseconds deadline = std::chrono::seconds{60})
{
    constexpr std::chrono::milliseconds Slice{100}; // how late an interruption is noticed
    const QDeadlineTimer end(deadline);
    for (;;) {
        const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(end.remainingTimeAsDuration());
        if (const std::optional<T> answer = await(future, std::min(rest, Slice)))
            return Answer<T>::of(*answer);
        if (isInterrupted(session))
            return tl::make_unexpected(interruption(what));
        if (future.isFinished() || end.hasExpired()) {
            return failure(ErrorKind::Timeout,
                           Words::tr("no answer within %1 s")
                               .arg(std::chrono::duration_cast<std::chrono::seconds>(deadline).count()),
                           what);
        }
    }
}

} // namespace edgelink::cli
