// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/drill/cutoffactions.h"

#include "app/services/drill/words.h"
#include "models/domain/outcome.h"
#include "models/domain/redactor.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <chrono>

namespace edgelink::drill {

namespace {

constexpr char Actor[] = "console"; // nobody sits before what is found at a start
constexpr std::chrono::minutes EndOfCommand{1}; ///< after its timeout: grace, kill, and the row about it
constexpr std::chrono::hours LongestTimeout{2}; ///< longer than any of ours; a row may claim what it likes

QUuid commandOf(const JournalEvent &event)
{
    return QUuid::fromString(event.draft.payload.value(QStringLiteral("commandId")).toString());
}

QString observedOf(const SandboxStatus &now)
{
    if (!now.present)
        return Words::tr("there is no sandbox");
    const QString phase = now.phase.left(20);
    return now.activeFaults.isEmpty()
        ? Words::tr("the sandbox is \"%1\", without faults").arg(phase)
        : Words::tr("the sandbox is \"%1\", with the faults %2").arg(phase, now.activeFaults.join(QLatin1String(", ")));
}

} // namespace

QList<CutOffAction> cutOffActions(const QList<JournalEvent> &events, const QString &program, const QString &folder)
{
    QSet<QUuid> concluded;
    for (const JournalEvent &event : events) {
        if (event.draft.kind == QLatin1String(journalkind::OutcomeOf))
            concluded << commandOf(event);
    }
    QList<CutOffAction> actions;
    for (const JournalEvent &event : events) {
        const QJsonObject &payload = event.draft.payload;
        const QJsonArray argv = payload.value(QStringLiteral("argv")).toArray();
        if (event.draft.kind != QLatin1String(journalkind::Intent) || commandOf(event).isNull()
            || concluded.contains(commandOf(event))
            || QFileInfo(payload.value(QStringLiteral("program")).toString()).fileName() != program
            || argv.at(0).toString() != QLatin1String("--dir") || argv.at(1).toString() != folder)
            continue;
        const qint64 timeoutMs = std::clamp<qint64>(payload.value(QStringLiteral("timeoutMs")).toInteger(), 0,
                                                    std::chrono::milliseconds(LongestTimeout).count());
        actions << CutOffAction{commandOf(event), event.draft,
                                event.utcMicros / 1000 + timeoutMs + std::chrono::milliseconds(EndOfCommand).count()};
    }
    return actions;
}

JournalDraft settlementOf(const CutOffAction &action, const SandboxStatus &now)
{
    const QJsonObject payload{{"commandId", action.commandId.toString(QUuid::WithoutBraces)},
                              {"program", action.intent.payload.value(QStringLiteral("program"))},
                              {"outcome", outcomeId(Outcome::Unknown)},
                              {"mutating", true},
                              {"observed", observedOf(now)},
                              {"error", Words::tr("the console was cut off before it saw how this ended")},
                              {"settledBy", QStringLiteral("drill")}};
    JournalDraft row = action.intent;
    row.id = QUuid::createUuidV5(action.commandId, QString::fromLatin1(journalkind::OutcomeOf));
    row.kind = QString::fromLatin1(journalkind::OutcomeOf);
    row.actor = QString::fromLatin1(Actor);
    row.payload = Redactor().redact(QJsonValue(payload)).toObject();
    return row;
}

} // namespace edgelink::drill
