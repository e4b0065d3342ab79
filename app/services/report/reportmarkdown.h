// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/reportfacts.h"
#include "app/services/report/reportlanguage.h"
#include "models/ports/reportservice.h"

#include <QString>

namespace edgelink::report {

/// The report after §7.1 of the runbook, as CommonMark (lists, no tables). Foreign text is escaped throughout.
/// `chartMark`: when not empty, a paragraph "<chartMark><index>" stands where each curve goes.
[[nodiscard]] QString toMarkdown(const ReportFacts &facts, const ReportRequest &request, const Language &say,
                                 const QString &chartMark = {});

} // namespace edgelink::report
