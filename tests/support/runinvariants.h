// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QMap>
#include <QStringList>

namespace edgelink::test {

[[nodiscard]] inline QString commandIdOf(const JournalEvent &event)
{
    return event.draft.payload.value(QStringLiteral("commandId")).toString();
}

/// What must hold in the rows of one finished run, however often the console died on the way. Empty: it holds.
[[nodiscard]] inline QString runBreachOf(const QList<JournalEvent> &events)
{
    QMap<QString, int> outcomes;
    QStringList intents;
    QMap<QString, int> openSteps;
    int started = 0;
    int finished = 0;
    for (const JournalEvent &event : events) {
        const QString &kind = event.draft.kind;
        const bool afterEnd = finished > 0 && kind != QLatin1String("incident-opened");
        if (afterEnd)
            return QStringLiteral("%1 after run-finished").arg(kind);
        if (kind == QLatin1String(journalkind::Intent)) {
            intents << commandIdOf(event);
        } else if (kind == QLatin1String(journalkind::OutcomeOf)) {
            if (!intents.contains(commandIdOf(event)))
                return QStringLiteral("an outcome without an intent");
            ++outcomes[commandIdOf(event)];
        } else if (kind == QLatin1String(journalkind::StepStarted)) {
            openSteps[event.draft.stepId] = 1;
        } else if (kind == QLatin1String(journalkind::StepFinished)) {
            openSteps[event.draft.stepId] = 0;
        } else if (kind == QLatin1String(journalkind::RunStarted)) {
            ++started;
        } else if (kind == QLatin1String(journalkind::RunFinished)) {
            ++finished;
        }
    }
    for (const QString &intent : std::as_const(intents)) {
        if (outcomes.value(intent) != 1)
            return QStringLiteral("intent %1 has %2 outcomes").arg(intent).arg(outcomes.value(intent));
    }
    for (auto it = openSteps.cbegin(); it != openSteps.cend(); ++it) {
        if (it.value() != 0)
            return QStringLiteral("step %1 was never finished").arg(it.key());
    }
    return started == 1 && finished == 1 ? QString() : QStringLiteral("%1 starts, %2 ends").arg(started).arg(finished);
}

} // namespace edgelink::test
