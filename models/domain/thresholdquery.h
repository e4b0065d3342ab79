// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <QString>

#include <chrono>

namespace edgelink {

/// What the placeholders of a threshold's queries are filled from; one per environment.
struct Environment;

struct QueryScope {
    double timeCompression = 1.0; ///< > 1 only in drills
    std::chrono::milliseconds scrapeInterval{std::chrono::seconds{15}};
    QString nameSpace;
    QString release;
};

[[nodiscard]] QueryScope queryScope(const Environment &environment);

/// The window a breach must fill, as this environment measures it: window / compression.
[[nodiscard]] std::chrono::milliseconds effectiveWindow(const Threshold &threshold, double timeCompression);

/// The range of rate(): max(window / compression, 4 × scrape interval). Fewer than four samples make rates jump.
[[nodiscard]] std::chrono::milliseconds rateRange(const Threshold &threshold, const QueryScope &scope);

/// A duration as PromQL writes it: "5m", "15s", "1500ms".
[[nodiscard]] QString promDuration(std::chrono::milliseconds duration);

/// `query` with its placeholders filled in. Error (Configuration) when one is unknown, with its name.
[[nodiscard]] Result<QString> expandQuery(const QString &query, const Threshold &threshold, const QueryScope &scope);

} // namespace edgelink
