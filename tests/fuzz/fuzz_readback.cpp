// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// A journal that was written by another version, or by somebody: its rows as the console folds them when it starts.
// One event a line: kind, blank, payload.
#include "app/services/incident/incidentrecord.h"
#include "app/services/journal/journalexport.h"
#include "app/services/runbook/runrebuild.h"
#include "app/services/verify/metricchecks.h"
#include "app/services/verify/smoke.h"
#include "models/domain/eventsentence.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    const QByteArray bytes = fuzz::bytesOf(data, size);
    QList<JournalEvent> events;
    for (const QByteArray &line : bytes.split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        JournalEvent event;
        event.sequence = events.size() + 1;
        event.utcMicros = event.sequence * 1'000'000;
        event.draft.kind = QString::fromUtf8(line.left(blank));
        event.draft.payload = QJsonDocument::fromJson(line.mid(blank + 1)).object();
        event.draft.runId = QStringLiteral("run-1");
        event.draft.incidentId = QStringLiteral("INC-2026-1123-001");
        event.draft.stepId = event.draft.payload.value(QLatin1String("stepId")).toString();
        events << event;
    }
    runbook::RunContext context;
    (void)runbook::rebuild(events, context);
    incident::IncidentRecord record;
    for (const JournalEvent &event : std::as_const(events)) {
        record.apply(event);
        (void)journal::eventToJson(event);
        const QString sentence = eventSentence(event, [](const char *text) { return QString::fromUtf8(text); });
        if (sentence.contains(QLatin1Char('\n')))
            std::abort(); // one line, however hostile the payload
    }
    (void)verify::baselineFromJournal(events);
    (void)verify::deviceFromJournal(events);
    (void)journal::headFromText(QString::fromUtf8(bytes));
    return 0;
}
