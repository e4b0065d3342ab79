// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/silencerecord.h"

#include "app/services/alertmanager/tr.h"
#include "models/domain/outcome.h"
#include "models/domain/redactor.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"

#include <tuple>
#include <utility>

namespace edgelink::alertmanager {

namespace {

/// Only a plain no is an error. Of a request that was not answered, or by a proxy with a 502, nobody knows whether it
/// was carried out.
Outcome outcomeOf(const std::optional<Error> &error)
{
    if (!error)
        return Outcome::Success;
    switch (error->kind) {
    case ErrorKind::Usage:
    case ErrorKind::Configuration:
    case ErrorKind::Refused:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
        return Outcome::Error;
    default:
        return Outcome::Unknown;
    }
}

} // namespace

SilenceRecord::~SilenceRecord()
{
    if (!m_intended || m_concluded)
        return;
    std::ignore
        = m_place.journal->append(draft(journalkind::OutcomeOf,
                                        {{"commandId", m_id.toString(QUuid::WithoutBraces)},
                                         {"program", QString::fromLatin1(SilenceProgram)},
                                         {"outcome", outcomeId(Outcome::Unknown)},
                                         {"mutating", true},
                                         {"error", Tr::tr("the console let go before Alertmanager answered")}}));
}

SilenceRecord::SilenceRecord(RecordPlace place, Action action)
    : m_place(std::move(place))
    , m_action(std::move(action))
    , m_id(QUuid::createUuid())
{
}

JournalDraft SilenceRecord::draft(const char *kind, const QJsonObject &payload) const
{
    JournalDraft draft;
    draft.kind = QString::fromLatin1(kind);
    draft.actor = m_action.actor;
    draft.environment = m_place.environment;
    draft.stream = m_place.stream;
    draft.incidentId = m_action.incidentId;
    draft.payload = Redactor().redact(QJsonValue(payload)).toObject(); // people write reasons, and labels hold anything
    return draft;
}

void SilenceRecord::intend(QObject *context, const Answered &then)
{
    if (m_place.journal == nullptr) {
        then(Error{ErrorKind::Refused, Tr::tr("there is no record to write to, so nothing was changed"), {}, {}, {}});
        return;
    }
    m_startedMs = QDateTime::currentMSecsSinceEpoch();
    JournalDraft row = draft(journalkind::Intent,
                             {{"commandId", m_id.toString(QUuid::WithoutBraces)},
                              {"program", QString::fromLatin1(SilenceProgram)},
                              {"command", m_action.command},
                              {"purpose", m_action.purpose},
                              {"asked", m_action.asked},
                              {"mutating", true}});
    row.id = m_id;
    whenFinished(
        m_place.journal->append(row), context, [this, then](const std::optional<Result<JournalEvent>> &written) {
            if (written && *written) {
                m_intended = true; // `then` keeps this alive
                then(std::nullopt);
                return;
            }
            Error error = written ? written->error()
                                  : Error{ErrorKind::Cancelled, Tr::tr("the journal did not answer"), {}, {}, {}};
            error.what = Tr::tr("it cannot be recorded, so nothing was changed: %1").arg(error.what);
            then(error);
        });
}

void SilenceRecord::conclude(QObject *context, const std::optional<Error> &error, const char *kind,
                             const QJsonObject &result, const std::function<void()> &then)
{
    m_concluded = true;
    QJsonObject payload{{"commandId", m_id.toString(QUuid::WithoutBraces)},
                        {"program", QString::fromLatin1(SilenceProgram)},
                        {"outcome", outcomeId(outcomeOf(error))},
                        {"durationMs", QDateTime::currentMSecsSinceEpoch() - m_startedMs},
                        {"mutating", true}};
    if (error)
        payload.insert(QStringLiteral("error"), error->sentence());
    const bool succeeded = !error;
    whenFinished(m_place.journal->append(draft(journalkind::OutcomeOf, payload)), context,
                 [journal = m_place.journal, context, succeeded, row = draft(kind, result), then](const auto &) {
                     // A journal that cannot be written says so itself (Journal::failed).
                     if (!succeeded) {
                         then();
                         return;
                     }
                     whenFinished(journal->append(row), context, [then](const auto &) { then(); });
                 });
}

} // namespace edgelink::alertmanager
