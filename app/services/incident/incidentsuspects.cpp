// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// When suspects are sought, and what of a search goes on the record.
#include "app/services/incident/incidentservice.h"
#include "app/services/incident/tr.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace edgelink::incident {

namespace {

using std::chrono::milliseconds;

/// Not by their texts: another console may speak another language, and have looked at the schema at other times.
bool isSame(const Suspect &one, const Suspect &other)
{
    return one.kind == other.kind && one.revision == other.revision
        && (one.kind == Suspect::Kind::Migration || one.at == other.at);
}

} // namespace

bool IncidentService::isSought() const
{
    return m_record.isOpen() && m_record.incident().state != IncidentState::Recovered;
}

void IncidentService::seekIn(milliseconds delay)
{
    if (isSought() && (!m_seekTimer.isActive() || m_seekTimer.remainingTimeAsDuration() > delay))
        m_seekTimer.start(delay);
}

QFuture<Result<bool>> IncidentService::seekSuspects()
{
    return marshal<Result<bool>>(this, [this](const SharedPromise<Result<bool>> &promise) {
        whenRestored([this, promise] {
            if (!m_record.isOpen()) {
                fulfil<Result<bool>>(promise, failure(ErrorKind::NotFound, Tr::tr("no incident is open")));
                return;
            }
            m_awaitingSearch << promise;
            findSuspects();
        });
    });
}

void IncidentService::findSuspects()
{
    if (!m_record.isOpen())
        return;
    if (m_seeking) {
        m_seekAgain = true;
        return;
    }
    m_seeking = true;
    m_seekAgain = false;
    m_seekTimer.stop();
    tell();
    // A migration just applied is seen now, not at the next regular look.
    lookAtSchema([this](const std::optional<Error> &problem) { startFinder(problem); });
}

void IncidentService::startFinder(const std::optional<Error> &schemaProblem)
{
    const Incident &incident = m_record.incident();
    SuspectSearch search;
    search.troubles = incident.troubles.isEmpty() ? QList<QDateTime>{incident.impactStart} : incident.troubles;
    search.horizon = milliseconds{std::llround(static_cast<double>(m_options.suspectHorizon.count())
                                               / std::max(1.0, m_environment.timeCompression))};
    search.nameSpace = m_environment.nameSpace;
    search.schemaChanges = m_schemaChanges;
    search.schemaWatchedSince = m_schemaWatchedSince;
    search.schema = m_schema;
    search.schemaProblem = schemaProblem;
    auto *finder = new SuspectFinder(
        {m_ports.releases, m_ports.cluster}, search,
        [this, id = incident.id](const SuspectList &found) { suspectsFound(id, found); }, this);
    finder->start();
}

void IncidentService::suspectsFound(const QString &incidentId, const SuspectList &found)
{
    m_soughtAt = QDateTime::fromMSecsSinceEpoch(now(), Qt::UTC);
    const Incident &incident = m_record.incident();
    if (incident.id != incidentId || !m_record.isOpen()) {
        searchEnded();
        return;
    }
    // What an incomplete search did not find may be there all the same; and a schema change is only ever seen by the
    // console that watched it happen.
    QList<Suspect> suspects = found.suspects;
    for (const Suspect &known : incident.suspects) {
        const bool again = std::any_of(found.suspects.cbegin(), found.suspects.cend(),
                                       [&known](const Suspect &one) { return isSame(one, known); });
        if (!again && (!found.problems.isEmpty() || known.kind == Suspect::Kind::Migration))
            suspects << known;
    }
    sortSuspects(suspects);
    const bool asBefore = incident.suspectSearch.soughtAt.isValid()
        && incident.suspectSearch.problems.size() == found.problems.size()
        && std::equal(suspects.cbegin(), suspects.cend(), incident.suspects.cbegin(), incident.suspects.cend(),
                      [](const Suspect &one, const Suspect &other) {
                          return isSame(one, other) && one.details.size() == other.details.size();
                      });
    if (asBefore) {
        searchEnded();
        return;
    }
    write(draft(journalkind::Suspects,
                {{QStringLiteral("list"), suspectsToJson(suspects)},
                 {QStringLiteral("lookedAt"), QJsonArray::fromStringList(found.lookedAt)},
                 {QStringLiteral("problems"), QJsonArray::fromStringList(found.problems)}},
                QString::fromLatin1(ConsoleActor), incidentId),
          [this](const Result<JournalEvent> &) { searchEnded(); });
}

void IncidentService::searchEnded()
{
    m_seeking = false;
    tell();
    if (std::exchange(m_seekAgain, false)) {
        findSuspects();
        if (m_seeking)
            return; // whoever waits gets the newer one
    }
    seekIn(m_record.incident().suspectSearch.problems.isEmpty() ? m_options.suspectInterval : m_options.suspectRetry);
    for (const SharedPromise<Result<bool>> &promise : std::exchange(m_awaitingSearch, {}))
        fulfil<Result<bool>>(promise, true);
}

void IncidentService::lookAtSchema(const std::function<void(const std::optional<Error> &)> &then)
{
    if (m_ports.database == nullptr) {
        if (then)
            then(std::nullopt);
        return;
    }
    whenFinished(
        m_ports.database->schemaVersion(), this, [this, then](const std::optional<Result<SchemaVersion>> &read) {
            if (!read || !*read) {
                if (then)
                    then(read ? read->error()
                              : Error{ErrorKind::Cancelled, Tr::tr("the database did not answer"), {}, {}, {}});
                return;
            }
            const SchemaVersion version = **read;
            const QDateTime seenAt = QDateTime::fromMSecsSinceEpoch(now(), Qt::UTC);
            if (!m_schema)
                m_schemaWatchedSince = seenAt;
            if (m_schema && (m_schema->version != version.version || m_schema->dirty != version.dirty)) {
                constexpr qsizetype Most = 20;
                m_schemaChanges.prepend({m_schemaSeenAt, seenAt, *m_schema, version});
                if (m_schemaChanges.size() > Most)
                    m_schemaChanges.removeLast();
                if (!then)
                    seekIn(milliseconds{0});
            }
            m_schema = version;
            m_schemaSeenAt = seenAt;
            if (then)
                then(std::nullopt);
        });
}

} // namespace edgelink::incident
