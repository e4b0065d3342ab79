// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/alertmanagerclient.h"

#include "app/services/alertmanager/tr.h"
#include "models/ports/marshal.h"

#include <spdlog/spdlog.h>

#include <algorithm>

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

} // namespace

AlertmanagerClient::AlertmanagerClient(HttpEndpoint endpoint, SecretLookup secrets, ClientOptions options,
                                       QObject *parent)
    : AlertSource(parent)
    , m_endpoint(std::move(endpoint))
    , m_secrets(std::move(secrets))
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

void AlertmanagerClient::readBack(const QString &silenceId, std::function<void(const Result<HeldSilence> &)> done)
{
    ask(*m_changes, get(silencePath(silenceId)), [this, done = std::move(done)](const Result<QByteArray> &body) {
        done(body ? parseSilence(*body) : tl::make_unexpected(body.error()));
        read(); // what changed is shown at once
    });
}

QFuture<Result<Silence>> AlertmanagerClient::silence(const Silence &silence)
{
    return marshal<Result<Silence>>(this, [this, silence](const SharedPromise<Result<Silence>> &promise) {
        Silence wanted = silence;
        if (!wanted.startsAt.isValid())
            wanted.startsAt = QDateTime::currentDateTimeUtc();
        if (const std::optional<Error> problem = problemOf(wanted)) {
            fulfil<Result<Silence>>(promise, tl::make_unexpected(*problem));
            return;
        }
        ensureClients();
        net::HttpRequest request = get(QStringLiteral("/api/v2/silences"));
        request.verb = "POST";
        request.contentType = "application/json";
        request.body = silenceBody(wanted);
        ask(*m_changes, request, [this, promise, wanted](const Result<QByteArray> &body) {
            const Result<QString> id = body ? parseSilenceId(*body) : tl::make_unexpected(body.error());
            if (!id) {
                fulfil<Result<Silence>>(promise, tl::make_unexpected(id.error()));
                return;
            }
            readBack(*id, [promise, wanted](const Result<HeldSilence> &held) {
                if (!held) {
                    fulfil<Result<Silence>>(promise, tl::make_unexpected(held.error()));
                } else if (held->silence.matchers != wanted.matchers || held->state == QLatin1String("expired")) {
                    fulfil<Result<Silence>>(promise,
                                            failure(ErrorKind::Conflict,
                                                    Tr::tr("Alertmanager holds another silence than was asked for"),
                                                    held->silence.id));
                } else {
                    fulfil<Result<Silence>>(promise, held->silence);
                }
            });
        });
    });
}

QFuture<Result<bool>> AlertmanagerClient::expire(const QString &silenceId)
{
    return marshal<Result<bool>>(this, [this, silenceId](const SharedPromise<Result<bool>> &promise) {
        if (silenceId.isEmpty()) {
            fulfil<Result<bool>>(promise, failure(ErrorKind::Usage, Tr::tr("no silence is named")));
            return;
        }
        ensureClients();
        net::HttpRequest request = get(silencePath(silenceId));
        request.verb = "DELETE";
        ask(*m_changes, request, [this, promise, silenceId](const Result<QByteArray> &body) {
            if (!body) {
                fulfil<Result<bool>>(promise, tl::make_unexpected(body.error()));
                return;
            }
            readBack(silenceId, [promise](const Result<HeldSilence> &held) {
                if (!held)
                    fulfil<Result<bool>>(promise, tl::make_unexpected(held.error()));
                else if (held->state != QLatin1String("expired"))
                    fulfil<Result<bool>>(promise,
                                         failure(ErrorKind::Conflict,
                                                 Tr::tr("the silence is still %1").arg(held->state), held->silence.id));
                else
                    fulfil<Result<bool>>(promise, true);
            });
        });
    });
}

} // namespace edgelink::alertmanager
