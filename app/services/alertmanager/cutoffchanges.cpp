// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/cutoffchanges.h"

#include "app/services/alertmanager/silencerecord.h"
#include "app/services/alertmanager/tr.h"
#include "models/domain/redactor.h"

#include <QSet>

#include <algorithm>

namespace edgelink::alertmanager {

namespace {

constexpr char Actor[] = "console"; // nobody sits before what is found at a start
constexpr char Ended[] = "expired"; // Alertmanager's word

bool isOurs(const JournalEvent &event)
{
    return event.draft.payload.value(QStringLiteral("program")).toString() == QLatin1String(SilenceProgram);
}

QUuid commandOf(const JournalEvent &event)
{
    return QUuid::fromString(event.draft.payload.value(QStringLiteral("commandId")).toString());
}

/// Rows hold redacted words: so must what is compared with them.
QJsonObject comparable(const Silence &silence)
{
    QJsonObject words = Redactor().redact(QJsonValue(toJson(silence))).toObject();
    words.remove(QStringLiteral("silence"));
    return words;
}

Settlement settlementOfEnding(const QString &id, const QList<HeldSilence> &held)
{
    const auto found
        = std::find_if(held.cbegin(), held.cend(), [&id](const HeldSilence &one) { return one.silence.id == id; });
    if (found == held.cend())
        return {Outcome::Unknown, Tr::tr("Alertmanager does not know silence %1 any more").arg(id), {}};
    if (found->state == QLatin1String(Ended))
        return {Outcome::Success, Tr::tr("read back after a restart: silence %1 is over").arg(id), found->silence};
    return {Outcome::Error, Tr::tr("read back after a restart: silence %1 is still %2").arg(id, found->state), {}};
}

} // namespace

QJsonObject toJson(const Silence &silence)
{
    QJsonObject matchers;
    for (auto it = silence.matchers.cbegin(); it != silence.matchers.cend(); ++it)
        matchers.insert(it.key(), it.value());
    return {{"silence", silence.id},
            {"matchers", matchers},
            {"until", silence.endsAt.toUTC().toString(Qt::ISODate)},
            {"comment", silence.comment}};
}

QJsonObject askedFor(const Silence &silence, bool ends)
{
    return {{"silence", toJson(silence)}, {"ends", ends}};
}

QList<CutOffChange> cutOffChanges(const QList<JournalEvent> &events, const QString &environment)
{
    QSet<QUuid> concluded;
    for (const JournalEvent &event : events) {
        if (event.draft.kind == QLatin1String(journalkind::OutcomeOf) && isOurs(event))
            concluded << commandOf(event);
    }
    QList<CutOffChange> changes;
    for (const JournalEvent &event : events) {
        if (event.draft.kind == QLatin1String(journalkind::Intent) && isOurs(event)
            && event.draft.environment == environment && !commandOf(event).isNull()
            && !concluded.contains(commandOf(event)))
            changes << CutOffChange{commandOf(event), event.draft, event.utcMicros / 1000};
    }
    return changes;
}

Settlement settlementOf(const CutOffChange &change, const Result<QList<HeldSilence>> &held, qint64 nowMs)
{
    const QJsonObject asked = change.intent.payload.value(QStringLiteral("asked")).toObject();
    QJsonObject wanted = asked.value(QStringLiteral("silence")).toObject();
    if (wanted.isEmpty())
        return {
            Outcome::Unknown, Tr::tr("the console was cut off, and its record does not say enough to ask again"), {}};
    if (!held)
        return {Outcome::Unknown,
                Tr::tr("the console was cut off, and Alertmanager cannot be asked: %1").arg(held.error().what),
                {}};
    if (asked.value(QStringLiteral("ends")).toBool())
        return settlementOfEnding(wanted.value(QStringLiteral("silence")).toString(), *held);
    wanted.remove(QStringLiteral("silence")); // its id was not known yet
    const auto found = std::find_if(held->cbegin(), held->cend(), [&](const HeldSilence &one) {
        return one.silence.createdBy == change.intent.actor && comparable(one.silence) == wanted;
    });
    if (found != held->cend())
        return {Outcome::Success, Tr::tr("read back after a restart: it was made as silence %1").arg(found->silence.id),
                found->silence};
    const QDateTime until = QDateTime::fromString(wanted.value(QStringLiteral("until")).toString(), Qt::ISODate);
    if (until.isValid() && until.toMSecsSinceEpoch() > nowMs)
        return {Outcome::Error, Tr::tr("read back after a restart: Alertmanager holds no such silence"), {}};
    return {Outcome::Unknown, Tr::tr("it would be over by now, and Alertmanager does not know it"), {}};
}

QList<JournalDraft> rowsOf(const CutOffChange &change, const Settlement &settlement)
{
    const auto row = [&change](const char *kind, const QJsonObject &payload) {
        JournalDraft draft = change.intent;
        draft.id = QUuid::createUuidV5(change.commandId, QString::fromLatin1(kind));
        draft.kind = QString::fromLatin1(kind);
        draft.actor = QString::fromLatin1(Actor);
        draft.payload = Redactor().redact(QJsonValue(payload)).toObject();
        return draft;
    };
    QJsonObject outcome{{"commandId", change.commandId.toString(QUuid::WithoutBraces)},
                        {"program", QString::fromLatin1(SilenceProgram)},
                        {"outcome", outcomeId(settlement.outcome)},
                        {"mutating", true}};
    outcome.insert(settlement.outcome == Outcome::Success ? QStringLiteral("text") : QStringLiteral("error"),
                   settlement.text);
    QList<JournalDraft> rows{row(journalkind::OutcomeOf, outcome)};
    if (settlement.outcome != Outcome::Success || !settlement.silence)
        return rows;
    const bool ends
        = change.intent.payload.value(QStringLiteral("asked")).toObject().value(QStringLiteral("ends")).toBool();
    rows << row(ends ? journalkind::SilenceEnded : journalkind::Silenced, toJson(*settlement.silence));
    return rows;
}

} // namespace edgelink::alertmanager
