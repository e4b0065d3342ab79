// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/runbook.h"

namespace edgelink::verify {

[[nodiscard]] Observation passed(const QString &text, const QStringList &facts = {});
[[nodiscard]] Observation warned(const QString &text, const QStringList &facts = {});
[[nodiscard]] Observation failed(const QString &text, const QStringList &facts = {});
/// Something could not be learned: never counted as good.
[[nodiscard]] Observation unknown(const QString &text, const QStringList &facts = {});
[[nodiscard]] Observation unknown(const Error &error);
[[nodiscard]] Observation cancelled();

/// Foreign text as evidence: one line, bounded, no control characters.
[[nodiscard]] QString quoted(const QByteArray &bytes, qsizetype limit = 200);
[[nodiscard]] QString quoted(const QString &text, qsizetype limit = 200);

/// "a, b, c and 4 more"
[[nodiscard]] QString listed(const QStringList &names, int limit = 5);

/// "2:10", "1:02:03"
[[nodiscard]] QString clockText(std::chrono::milliseconds duration);

} // namespace edgelink::verify
