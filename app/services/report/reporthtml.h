// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/reportchart.h"
#include "app/services/report/reportfacts.h"
#include "app/services/report/reportlanguage.h"
#include "models/domain/error.h"
#include "models/ports/reportservice.h"

#include <QByteArray>

namespace edgelink::report {

/// One file without a single reference to the outside: style and charts (SVG) stand in it. No script; a
/// Content-Security-Policy forbids what escaping should have stopped.
[[nodiscard]] QByteArray toHtml(const ReportFacts &facts, const ReportRequest &request, const Language &say);

/// The same through QTextDocument, A4. Needs a QGuiApplication (fonts); without one it says so.
[[nodiscard]] Result<QByteArray> toPdf(const ReportFacts &facts, const ReportRequest &request, const Language &say);

/// The facts themselves, for other programs: {format: "edgelink-incident-report", version: 1, …}.
[[nodiscard]] QByteArray toJson(const ReportFacts &facts, const ReportRequest &request, const Language &say);

} // namespace edgelink::report
