// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

namespace edgelink {

enum class ErrorKind {
    Usage,
    Configuration,
    NotFound,
    Forbidden,
    Unreachable,
    Timeout,
    BadReply, ///< foreign bytes that could not be parsed
    Refused, ///< a gate of ours said no
    Cancelled,
    ToolFailed,
    Io,
    Conflict,
};

/// An error as a value at a boundary. `what`, `subject` and `next` are sentences for a tired person
/// (what failed, on what, what to do next); `raw` is the tool's own text, already redacted, one key away.
struct Error {
    ErrorKind kind = ErrorKind::ToolFailed;
    QString what;
    QString subject;
    QString next;
    QString raw;

    [[nodiscard]] QString sentence() const;
    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, QString what, QString subject = {},
                                                   QString next = {}, QString raw = {})
{
    return tl::make_unexpected(Error{kind, std::move(what), std::move(subject), std::move(next), std::move(raw)});
}

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Error)
