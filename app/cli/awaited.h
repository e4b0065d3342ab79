// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/ports/marshal.h"

#include <QCoreApplication>

#include <chrono>

namespace edgelink::cli {

/// A port's answer, or an Error of kind Timeout when it does not come within the deadline.
template<typename T>
[[nodiscard]] Result<T> awaited(const QFuture<Result<T>> &future, const QString &what,
                                std::chrono::milliseconds deadline = std::chrono::seconds{60})
{
    std::optional<Result<T>> answer = await(future, deadline);
    if (!answer) {
        return failure(ErrorKind::Timeout,
                       QCoreApplication::translate("cli", "no answer within %1 s")
                           .arg(std::chrono::duration_cast<std::chrono::seconds>(deadline).count()),
                       what);
    }
    return *answer;
}

} // namespace edgelink::cli
