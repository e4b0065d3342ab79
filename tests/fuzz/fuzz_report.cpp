// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Foreign text (a tool's words, a note, a name) in a report: no crash, no hang, and none of it becomes markup.
#include "app/services/report/reporthtml.h"
#include "app/services/report/reportmarkdown.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    report::ReportFacts facts;
    facts.incidentId = QStringLiteral("INC-2026-1128-001");
    facts.suspects = facts.skipped = facts.debt = facts.owed = facts.warnings = {text};
    facts.commands = {{QDateTime(), text, text, text, std::chrono::milliseconds{1}, text, text, text}};
    const report::Language english(QStringLiteral("en"));
    const QByteArray html = report::toHtml(facts, {}, english);
    return html.contains("<script") || html.contains("<img") ? (__builtin_trap(), 0) : 0;
}
