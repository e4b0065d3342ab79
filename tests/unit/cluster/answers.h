// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/ports/marshal.h"

#include <QByteArray>
#include <QFuture>

#include <chrono>
#include <optional>

namespace edgelink::test {

/// The answer, or an error where none comes.
template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, std::chrono::seconds{60});
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Cancelled, QStringLiteral("no answer"), {}, {}, {}}));
}

/// JSON in single quotes.
inline QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace edgelink::test
