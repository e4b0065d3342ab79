// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runhistory.h"

#include "app/services/runbook/runlog.h"
#include "models/domain/recovery.h"

#include <algorithm>

namespace edgelink::runbook {

Result<QList<RunHeading>> runHeadings(const RunContext &context, const RunControl &control)
{
    JournalQuery query;
    query.kinds = {QString::fromLatin1(journalkind::RunStarted), QString::fromLatin1(journalkind::RunFinished)};
    query.stream = streamOf(context.environment);
    const Result<QList<JournalEvent>> events = readAll(context, control, query);
    if (!events)
        return tl::make_unexpected(events.error());
    QList<RunHeading> runs;
    for (const JournalEvent &event : *events) {
        if (event.draft.environment != context.environment.name)
            continue;
        if (event.draft.kind == QLatin1String(journalkind::RunStarted)) {
            runs.prepend({event.draft.runId, false, event.draft.payload.value(QLatin1String("mutating")).toBool()});
            continue;
        }
        const auto run = std::find_if(runs.begin(), runs.end(), [&event](const RunHeading &heading) {
            return heading.runId == event.draft.runId;
        });
        if (run != runs.end())
            run->finished = true;
    }
    return runs;
}

Result<RebuiltRun> readRun(const RunContext &context, const RunControl &control, const QString &runId)
{
    JournalQuery query;
    query.runId = runId;
    const Result<QList<JournalEvent>> events = readAll(context, control, query);
    if (!events)
        return tl::make_unexpected(events.error());
    Result<RebuiltRun> run = rebuild(*events, context);
    if (!run)
        run.error().subject = runId;
    return run;
}

QDateTime incidentStart(const RunContext &context, const RunControl &control, const QString &incidentId)
{
    if (incidentId.isEmpty())
        return {};
    JournalQuery query;
    query.incidentId = incidentId;
    query.kinds = {QString::fromLatin1(journalkind::IncidentOpened)};
    const Result<QList<JournalEvent>> events = readAll(context, control, query);
    if (!events || events->isEmpty())
        return {};
    const QJsonValue start = events->first().draft.payload.value(QLatin1String("impactStart"));
    if (start.isDouble())
        return QDateTime::fromMSecsSinceEpoch(start.toInteger(), Qt::UTC);
    const QDateTime parsed = QDateTime::fromString(start.toString(), Qt::ISODateWithMs);
    return parsed.isValid() ? parsed.toUTC() : events->first().time();
}

QDateTime illSince(const RunContext &context, const RunControl &control, const QString &incidentId)
{
    if (incidentId.isEmpty())
        return {};
    JournalQuery query;
    query.incidentId = incidentId;
    query.kinds = Recovery::troubleKinds();
    Recovery recovery;
    const Result<QList<JournalEvent>> events = readAll(context, control, query);
    for (const JournalEvent &event : events.value_or(QList<JournalEvent>{}))
        recovery.apply(event);
    return recovery.troubles().value(0);
}

} // namespace edgelink::runbook
