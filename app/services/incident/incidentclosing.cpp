// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Closing an incident, and the list of all of them.
#include "app/services/incident/incidentservice.h"
#include "app/services/incident/tr.h"
#include "models/domain/eventsentence.h"
#include "models/ports/journal.h"

#include <algorithm>

namespace edgelink::incident {

namespace {

constexpr qsizetype LongestReason = 2000;

/// "HTTP 5xx rate, CPU".
QString inWords(const QStringList &triggers)
{
    QStringList words;
    for (const QString &id : triggers)
        words << idInWords(id, [](const char *text) { return QCoreApplication::translate("timeline", text); });
    return words.join(QStringLiteral(", "));
}

/// Why this incident may not be closed like this; nullopt: it may.
std::optional<Error> refusal(const Incident &incident, const QStringList &inBreach, const QString &reason)
{
    if (incident.state == IncidentState::Closed)
        return Error{ErrorKind::Conflict,
                     Tr::tr("it was closed already, at %1 by %2")
                         .arg(incident.closedAt.toString(Qt::ISODate), incident.closedBy),
                     incident.id,
                     {},
                     {}};
    if (incident.state == IncidentState::Recovered || !reason.isEmpty())
        return std::nullopt;
    return Error{ErrorKind::Refused,
                 inBreach.isEmpty() ? Tr::tr("it has not recovered: nothing has proved that it is over")
                                    : Tr::tr("it has not recovered, still in breach: %1").arg(inWords(inBreach)),
                 incident.id,
                 Tr::tr("Wait until it has, or give the reason to close it; the reason stays on record."),
                 {}};
}

} // namespace

QFuture<Result<Incident>> IncidentService::close(const QString &incidentId, const QString &reason, const QString &actor)
{
    return marshal<Result<Incident>>(this, [=, this](const IncidentClosing &promise) {
        // A tracker that judges knows the newest one; a verb that only closes asks the journal, and hears its errors.
        if (m_restored && m_record.incident().id == incidentId && !incidentId.isEmpty()) {
            closeRecord(m_record, reason.trimmed(), actor, promise);
            return;
        }
        JournalQuery query;
        query.incidentId = incidentId.isEmpty() ? QStringLiteral("-") : incidentId;
        query.includeReads = false;
        readAll(query, {}, [=, this](const Result<QList<JournalEvent>> &events) {
            if (!events) {
                fulfil<Result<Incident>>(promise, tl::make_unexpected(events.error()));
                return;
            }
            IncidentRecord record;
            for (const JournalEvent &event : *events) {
                if (isOurs(event))
                    record.apply(event);
            }
            closeRecord(record, reason.trimmed(), actor, promise);
        });
    });
}

void IncidentService::closeRecord(const IncidentRecord &record, const QString &reason, const QString &actor,
                                  const IncidentClosing &promise)
{
    const Incident &incident = record.incident();
    if (incident.id.isEmpty()) {
        fulfil<Result<Incident>>(promise,
                                 failure(ErrorKind::NotFound,
                                         Tr::tr("no such incident of this environment is on record"),
                                         m_environment.name, Tr::tr("edgelink-console incident list names them.")));
        return;
    }
    QStringList inBreach;
    for (const QString &id : incident.inBreach) {
        const auto known = m_triggers.find(id);
        inBreach << (known == m_triggers.end() ? id : known->second.threshold.title);
    }
    if (const std::optional<Error> error = refusal(incident, inBreach, reason)) {
        fulfil<Result<Incident>>(promise, tl::make_unexpected(*error));
        return;
    }
    if (m_closing.contains(incident.id)) {
        fulfil<Result<Incident>>(promise,
                                 failure(ErrorKind::Conflict, Tr::tr("it is being closed already"), incident.id));
        return;
    }
    m_closing << incident.id;
    const QJsonObject payload{{QStringLiteral("recovered"), incident.state == IncidentState::Recovered},
                              {QStringLiteral("reason"), reason.left(LongestReason)},
                              {QStringLiteral("inBreach"), QJsonArray::fromStringList(incident.inBreach)}};
    write(draft(journalkind::IncidentClosed, payload, actor, incident.id),
          [this, record = IncidentRecord(record), promise,
           id = incident.id](const Result<JournalEvent> &written) mutable {
              m_closing.remove(id);
              if (written)
                  record.apply(*written);
              fulfil<Result<Incident>>(
                  promise, written ? Result<Incident>(record.incident()) : tl::make_unexpected(written.error()));
          });
}

QFuture<Result<QList<Incident>>> IncidentService::incidents()
{
    return marshal<Result<QList<Incident>>>(this, [this](const SharedPromise<Result<QList<Incident>>> &promise) {
        JournalQuery query;
        query.environment = m_environment.name;
        for (const char *kind : {journalkind::IncidentOpened, journalkind::Breach, journalkind::Recovered,
                                 journalkind::RunStarted, journalkind::RunFinished, journalkind::IncidentClosed,
                                 journalkind::Note, journalkind::Decision, journalkind::Intent, journalkind::OutcomeOf,
                                 journalkind::Silenced, journalkind::VerdictGiven, journalkind::ReportField})
            query.kinds << QString::fromLatin1(kind);
        query.includeReads = false;
        readAll(query, {}, [this, promise](const Result<QList<JournalEvent>> &events) {
            if (!events) {
                fulfil<Result<QList<Incident>>>(promise, tl::make_unexpected(events.error()));
                return;
            }
            std::map<QString, IncidentRecord> records;
            QStringList newestFirst;
            for (const JournalEvent &event : *events) {
                if (!isOurs(event) || event.draft.incidentId.isEmpty())
                    continue;
                if (event.draft.kind == QLatin1String(journalkind::IncidentOpened)
                    && !newestFirst.contains(event.draft.incidentId))
                    newestFirst.prepend(event.draft.incidentId);
                records[event.draft.incidentId].apply(event);
            }
            QList<Incident> list;
            for (const QString &id : std::as_const(newestFirst))
                list << records[id].incident();
            fulfil<Result<QList<Incident>>>(promise, list);
        });
    });
}

} // namespace edgelink::incident
