// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/alertmanagerclient.h"

#include "app/services/alertmanager/tr.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"

#include <spdlog/spdlog.h>

#include <QJsonObject>

#include <algorithm>
#include <memory>

namespace edgelink::alertmanager {

namespace {

net::HttpRequest get(const QString &path)
{
    net::HttpRequest request;
    request.path = path;
    return request;
}

net::HttpRequest alertsRequest()
{
    net::HttpRequest request = get(QStringLiteral("/api/v2/alerts"));
    for (const char *kind : {"active", "silenced", "inhibited", "unprocessed"})
        request.query.addQueryItem(QString::fromLatin1(kind), QStringLiteral("true"));
    return request;
}

QString silencePath(const QString &id)
{
    return QStringLiteral("/api/v2/silence/") + QString::fromLatin1(QUrl::toPercentEncoding(id));
}

std::optional<Error> problemOf(const Silence &silence)
{
    const auto refuse = [](const QString &what) { return Error{ErrorKind::Usage, what, {}, {}, {}}; };
    if (silence.matchers.isEmpty())
        return refuse(Tr::tr("a silence without matchers would silence everything"));
    if (silence.createdBy.trimmed().isEmpty() || silence.comment.trimmed().isEmpty())
        return refuse(Tr::tr("a silence needs its author and a reason"));
    if (!silence.endsAt.isValid() || silence.endsAt <= QDateTime::currentDateTimeUtc()
        || silence.endsAt <= silence.startsAt)
        return refuse(Tr::tr("a silence must end in the future"));
    return std::nullopt;
}

QString matchersText(const Silence &silence)
{
    QStringList parts;
    for (auto it = silence.matchers.cbegin(); it != silence.matchers.cend(); ++it)
        parts << QStringLiteral("%1=\"%2\"").arg(it.key(), it.value());
    return parts.join(QLatin1Char(' '));
}

template<typename T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional<Error>(result.error());
}

/// Alertmanager took the change and was then not to be asked about it: what failed is the proof, not the change.
tl::unexpected<Error> notReadBack(const QString &silenceId, const Error &error)
{
    return failure(ErrorKind::BadReply,
                   Tr::tr("Alertmanager took the change to silence %1, and how it stands could not be read back: %2")
                       .arg(silenceId, error.what),
                   silenceId, Tr::tr("Look at the silences in Alertmanager."), error.raw);
}

} // namespace

AlertmanagerClient::AlertmanagerClient(HttpEndpoint endpoint, SecretLookup secrets, RecordPlace record,
                                       ClientOptions options, QObject *parent)
    : AlertSource(parent)
    , m_endpoint(std::move(endpoint))
    , m_secrets(std::move(secrets))
    , m_record(std::move(record))
    , m_options(options)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &AlertmanagerClient::read);
}

void AlertmanagerClient::ensureClients()
{
    if (m_reads)
        return;
    m_reads = std::make_unique<net::HttpClient>(m_endpoint, m_secrets);
    m_changes = std::make_unique<net::HttpClient>(m_endpoint, m_secrets);
}

void AlertmanagerClient::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_running)
                return;
            m_running = true;
            m_status = {};
            m_status.state = SourceStatus::State::Connecting;
            m_status.since = QDateTime::currentDateTimeUtc();
            emit statusChanged(m_status);
            lookForCutOff({});
            read();
        },
        Qt::QueuedConnection);
}

void AlertmanagerClient::stop()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_running)
                return;
            m_running = false;
            ++m_generation;
            m_timer.stop();
            if (m_reads)
                m_reads->abortAll();
            m_status = {};
            m_status.since = QDateTime::currentDateTimeUtc();
            emit statusChanged(m_status);
        },
        Qt::QueuedConnection);
}

void AlertmanagerClient::read()
{
    if (!m_running)
        return;
    ensureClients();
    m_timer.stop();
    m_reads->abortAll();
    const quint64 generation = ++m_generation;
    ask(*m_reads, alertsRequest(), [this, generation](const Result<QByteArray> &body) {
        if (generation != m_generation)
            return;
        const Result<QList<Alert>> alerts = body ? parseAlerts(*body) : tl::make_unexpected(body.error());
        if (alerts)
            readSilences(generation, *alerts);
        else
            heard(alerts.error());
    });
}

void AlertmanagerClient::readSilences(quint64 generation, const QList<Alert> &alerts)
{
    ask(*m_reads, get(QStringLiteral("/api/v2/silences")), [this, generation, alerts](const Result<QByteArray> &body) {
        if (generation != m_generation)
            return;
        const Result<QList<HeldSilence>> held = body ? parseSilences(*body) : tl::make_unexpected(body.error());
        if (!held) {
            heard(held.error());
            return;
        }
        settleCutOff(held);
        QList<Silence> silences;
        for (const HeldSilence &one : *held) {
            if (one.state != QLatin1String("expired"))
                silences << one.silence;
        }
        heard({});
        emit alertsChanged(alerts, silences);
    });
}

void AlertmanagerClient::heard(const std::optional<Error> &error)
{
    if (error)
        settleCutOff(tl::make_unexpected(*error));
    m_failures = error ? std::min(m_failures + 1, 30) : 0;
    std::chrono::milliseconds pause = m_options.interval;
    for (int i = 1; i < m_failures && pause < m_options.longestBackoff; ++i)
        pause *= 2;
    m_timer.start(error ? std::max(m_options.interval, std::min(pause, m_options.longestBackoff)) : pause);
    const bool silent = error && (error->kind == ErrorKind::Unreachable || error->kind == ErrorKind::Timeout);
    const SourceStatus::State state = !error ? SourceStatus::State::Live
        : silent                             ? SourceStatus::State::Down
                                             : SourceStatus::State::Degraded;
    if (state == m_status.state && error == m_status.error)
        return;
    if (state != m_status.state) {
        spdlog::info("alertmanager: {}", error ? error->sentence().toStdString() : "live");
        m_status.since = QDateTime::currentDateTimeUtc();
    }
    m_status.state = state;
    m_status.error = error;
    emit statusChanged(m_status);
}

void AlertmanagerClient::lookForCutOff(const std::optional<Result<QList<HeldSilence>>> &held)
{
    m_cutOffDueMs = 0;
    if (m_record.journal == nullptr)
        return;
    JournalQuery query;
    query.kinds = {QString::fromLatin1(journalkind::Intent), QString::fromLatin1(journalkind::OutcomeOf)};
    query.text = QString::fromLatin1(SilenceProgram);
    query.includeReads = false;
    query.newestFirst = true;
    query.limit = 0;
    whenAnswered(m_record.journal->read(query), this, [this, held](const Result<QList<JournalEvent>> &events) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const auto dueAt
            = [this](qint64 due) { m_cutOffDueMs = m_cutOffDueMs == 0 ? due : std::min(m_cutOffDueMs, due); };
        if (!events) {
            dueAt(now);
            return;
        }
        for (const CutOffChange &change : cutOffChanges(*events, m_record.environment)) {
            const qint64 due = change.atMs + m_options.cutOffAfter.count();
            if (held && due <= now)
                settle(change, settlementOf(change, *held, now));
            else
                dueAt(due); // until then another console may be about it
        }
    });
}

void AlertmanagerClient::settleCutOff(const Result<QList<HeldSilence>> &held)
{
    // Looked for once more: the console that was about it may have come to its end meanwhile.
    if (m_cutOffDueMs != 0 && QDateTime::currentMSecsSinceEpoch() >= m_cutOffDueMs)
        lookForCutOff(held);
}

void AlertmanagerClient::settle(const CutOffChange &change, const Settlement &settlement)
{
    spdlog::warn("alertmanager: {}: {} ({})",
                 change.intent.payload.value(QStringLiteral("command")).toString().toStdString(),
                 outcomeId(settlement.outcome).toStdString(), settlement.text.toStdString());
    for (const JournalDraft &row : rowsOf(change, settlement)) {
        whenFinished(m_record.journal->append(row), this, [this](const std::optional<Result<JournalEvent>> &written) {
            if (written && !*written && written->error().kind != ErrorKind::Conflict)
                m_cutOffDueMs = QDateTime::currentMSecsSinceEpoch(); // tried again with the next read
        });
    }
}

void AlertmanagerClient::ask(net::HttpClient &client, const net::HttpRequest &request, Body done)
{
    client.send(request, {m_options.deadline, m_options.bodyLimit},
                [this, done = std::move(done)](const Result<net::HttpReply> &reply) {
                    if (!reply) {
                        done(tl::make_unexpected(reply.error()));
                        return;
                    }
                    constexpr int Hundred = 100;
                    if (reply->status / Hundred == 2) {
                        done(reply->body);
                        return;
                    }
                    const ErrorKind kind = reply->status == 401 || reply->status == 403 ? ErrorKind::Forbidden
                        : reply->status == 404                                          ? ErrorKind::NotFound
                        : reply->status / Hundred == 4                                  ? ErrorKind::Refused
                                                                                        : ErrorKind::Unreachable;
                    done(failure(kind, Tr::tr("Alertmanager answers with HTTP %1").arg(reply->status),
                                 m_endpoint.url.toString(QUrl::RemoveUserInfo), {}, errorText(reply->body)));
                });
}

void AlertmanagerClient::readBack(const QString &silenceId, const Held &done)
{
    ask(*m_changes, get(silencePath(silenceId)), [done](const Result<QByteArray> &body) {
        done(body ? parseSilence(*body) : tl::make_unexpected(body.error()));
    });
}

void AlertmanagerClient::create(const Silence &wanted, const Held &done)
{
    ensureClients();
    net::HttpRequest request = get(QStringLiteral("/api/v2/silences"));
    request.verb = "POST";
    request.contentType = "application/json";
    request.body = silenceBody(wanted);
    ask(*m_changes, request, [this, wanted, done](const Result<QByteArray> &body) {
        const Result<QString> id = body ? parseSilenceId(*body) : tl::make_unexpected(body.error());
        if (!id) {
            done(tl::make_unexpected(id.error()));
            return;
        }
        readBack(*id, [wanted, done, id = *id](const Result<HeldSilence> &held) {
            if (!held)
                done(notReadBack(id, held.error()));
            else if (held->silence.matchers != wanted.matchers || held->state == QLatin1String("expired"))
                done(failure(ErrorKind::Conflict, Tr::tr("Alertmanager holds another silence than was asked for"),
                             held->silence.id));
            else
                done(held);
        });
    });
}

void AlertmanagerClient::end(const QString &silenceId, const Held &done)
{
    ensureClients();
    net::HttpRequest request = get(silencePath(silenceId));
    request.verb = "DELETE";
    ask(*m_changes, request, [this, silenceId, done](const Result<QByteArray> &body) {
        if (!body) {
            done(tl::make_unexpected(body.error()));
            return;
        }
        readBack(silenceId, [done, silenceId](const Result<HeldSilence> &held) {
            if (!held)
                done(notReadBack(silenceId, held.error()));
            else if (held->state != QLatin1String("expired"))
                done(
                    failure(ErrorKind::Conflict, Tr::tr("the silence is still %1").arg(held->state), held->silence.id));
            else
                done(held);
        });
    });
}

QFuture<Result<Silence>> AlertmanagerClient::silence(const Silence &silence, const QString &incidentId)
{
    return marshal<Result<Silence>>(this, [this, silence, incidentId](const SharedPromise<Result<Silence>> &promise) {
        Silence wanted = silence;
        if (!wanted.startsAt.isValid())
            wanted.startsAt = QDateTime::currentDateTimeUtc();
        if (const std::optional<Error> problem = problemOf(wanted)) {
            fulfil<Result<Silence>>(promise, tl::make_unexpected(*problem));
            return;
        }
        auto record = std::make_shared<SilenceRecord>(
            m_record,
            SilenceRecord::Action{
                Tr::tr("silence %1 until %2").arg(matchersText(wanted), wanted.endsAt.toUTC().toString(Qt::ISODate)),
                wanted.comment, wanted.createdBy, incidentId, askedFor(wanted, false)});
        record->intend(this, [this, wanted, record, promise](const std::optional<Error> &refused) {
            if (refused) {
                fulfil<Result<Silence>>(promise, tl::make_unexpected(*refused));
                return;
            }
            create(wanted, [this, wanted, record, promise](const Result<HeldSilence> &held) {
                const Result<Silence> made = held.map([](const HeldSilence &one) { return one.silence; });
                record->conclude(this, errorOf(held), journalkind::Silenced, toJson(made.value_or(wanted)),
                                 [promise, made] { fulfil<Result<Silence>>(promise, made); });
                read(); // what changed, or may have, is shown at once
            });
        });
    });
}

QFuture<Result<bool>> AlertmanagerClient::expire(const Silence &silence, const QString &actor,
                                                 const QString &incidentId)
{
    return marshal<Result<bool>>(this, [=, this](const SharedPromise<Result<bool>> &promise) {
        if (silence.id.isEmpty() || actor.trimmed().isEmpty()) {
            fulfil<Result<bool>>(promise,
                                 failure(ErrorKind::Usage,
                                         silence.id.isEmpty() ? Tr::tr("no silence is named")
                                                              : Tr::tr("nobody is named who ends the silence")));
            return;
        }
        auto record = std::make_shared<SilenceRecord>(
            m_record,
            SilenceRecord::Action{Tr::tr("end silence %1 %2").arg(silence.id, matchersText(silence)).trimmed(),
                                  silence.comment, actor, incidentId, askedFor(silence, true)});
        record->intend(this, [this, silence, record, promise](const std::optional<Error> &refused) {
            if (refused) {
                fulfil<Result<bool>>(promise, tl::make_unexpected(*refused));
                return;
            }
            end(silence.id, [this, silence, record, promise](const Result<HeldSilence> &held) {
                const Result<bool> ended = held.map([](const HeldSilence &) { return true; });
                record->conclude(this, errorOf(held), journalkind::SilenceEnded, toJson(silence),
                                 [promise, ended] { fulfil<Result<bool>>(promise, ended); });
                read();
            });
        });
    });
}

} // namespace edgelink::alertmanager

#include "moc_alertmanagerclient.cpp"
