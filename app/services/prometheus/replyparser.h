// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/threshold.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace edgelink::prometheus {

struct ParsedReply {
    QList<MetricSeries> series; ///< matrix: all samples; vector and scalar: one sample each
    QStringList warnings; ///< warnings and infos, bounded in number and length
};

/// Parses a reply of /api/v1/query or /query_range. Pure. Strict, because a lying server must not paint a healthy
/// curve: values are strings (also "NaN", "+Inf", "-Inf"), timestamps are numbers and ascend, labels are strings.
/// Errors: BadReply with the place ("data.result[3].values[17][1]: expected a string, found a number");
/// for `status: error` the kind that fits Prometheus' errorType, with its own text in `raw`.
[[nodiscard]] Result<ParsedReply> parseReply(const QByteArray &bytes);

} // namespace edgelink::prometheus
