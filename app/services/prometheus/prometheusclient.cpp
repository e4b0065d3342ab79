// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/prometheus/prometheusclient.h"

#include "app/services/prometheus/tr.h"
#include "models/ports/marshal.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace edgelink::prometheus {

namespace {

using std::chrono::milliseconds;

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// Whether the server itself could not be heard, as opposed to one query being refused.
bool isSilence(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::Timeout;
}

} // namespace

/// One threshold under watch, with its queries filled in.
struct PrometheusClient::Watched {
    Threshold threshold;
    QString query;
    QString worstQuery;
    QString baselineQuery;
    QString ceilingQuery;
    std::optional<Error> unusable; ///< the threshold's queries cannot be filled in
    milliseconds history{0};
    qint64 knownMs = 0; ///< instants up to here have been asked and answered
    std::optional<double> baseline;
    std::optional<double> ceiling;
    qint64 sidesDueMs = 0; ///< when baseline and ceiling are asked again
    std::optional<Error> failure; ///< of the newest poll
    int failures = 0; ///< polls in a row that got no answer while others did
    qint64 quietUntilMs = 0;
    bool busy = false;

    [[nodiscard]] bool mayBeAsked(qint64 now, milliseconds longest) const
    {
        return !busy && (now >= quietUntilMs || quietUntilMs - now > longest.count());
    }
};

/// What one poll collects until all its answers are there.
struct PrometheusClient::Poll {
    MetricBatch batch;
    NextRange range;
    int pending = 0;
};

PrometheusClient::PrometheusClient(HttpEndpoint endpoint, QueryScope scope, SecretLookup secrets, ClientOptions options,
                                   QObject *parent)
    : MetricSource(parent)
    , m_endpoint(std::move(endpoint))
    , m_scope(std::move(scope))
    , m_secrets(std::move(secrets))
    , m_options(options)
    , m_timer(this) // a child, so that it moves along to the source's thread
{
    m_timer.callOnTimeout(this, &PrometheusClient::tick);
}

PrometheusClient::~PrometheusClient() = default;

void PrometheusClient::watch(const QList<Threshold> &thresholds)
{
    QMetaObject::invokeMethod(
        this, [this, thresholds] { begin(thresholds); }, Qt::QueuedConnection);
}

void PrometheusClient::ensureClients()
{
    if (m_polls)
        return;
    m_polls = std::make_unique<net::HttpClient>(m_endpoint, m_secrets);
    m_queries = std::make_unique<net::HttpClient>(m_endpoint, m_secrets);
}

void PrometheusClient::begin(const QList<Threshold> &thresholds)
{
    ensureClients();
    ++m_generation;
    m_polls->abortAll();
    m_timer.stop();
    m_watched.clear();
    m_failures = 0;
    m_knock = 0;
    m_quietUntilMs = 0;
    m_answeredMs = 0;
    for (const Threshold &threshold : thresholds) {
        auto watched = std::make_shared<Watched>();
        watched->threshold = threshold;
        watched->history = std::max(m_options.history, 10 * effectiveWindow(threshold, m_scope.timeCompression));
        const auto fill = [&](const QString &query) {
            const Result<QString> filled = expandQuery(query, threshold, m_scope);
            if (!filled)
                watched->unusable = filled.error();
            return filled.value_or(QString());
        };
        watched->query = fill(threshold.query);
        watched->worstQuery = fill(threshold.worstQuery);
        watched->baselineQuery = fill(threshold.baselineQuery);
        watched->ceilingQuery = fill(threshold.ceilingQuery);
        m_watched.push_back(std::move(watched));
    }
    m_status = {};
    m_status.state = m_watched.empty() ? SourceStatus::State::Idle : SourceStatus::State::Connecting;
    m_status.since = QDateTime::currentDateTimeUtc();
    emit statusChanged(m_status);
    if (m_watched.empty())
        return;
    m_timer.start(m_scope.scrapeInterval);
    tick();
}

void PrometheusClient::tick()
{
    const qint64 now = nowMs();
    // A clock set back must not silence the polls for as long as it was set back.
    if (now < m_quietUntilMs && m_quietUntilMs - now <= m_options.longestBackoff.count())
        return;
    if (m_failures > 0) {
        // One knock is enough to learn whether a dead server is back. Another's turn each time: a slow query must not
        // stand in the door for ever.
        const std::shared_ptr<Watched> &watched = m_watched[m_knock++ % m_watched.size()];
        if (!watched->busy)
            poll(watched, now);
        return;
    }
    for (const std::shared_ptr<Watched> &watched : m_watched) {
        if (watched->mayBeAsked(now, m_options.longestBackoff))
            poll(watched, now);
    }
}

void PrometheusClient::poll(const std::shared_ptr<Watched> &watched, qint64 now)
{
    const std::optional<NextRange> range = nextRange(watched->knownMs, now, m_scope.scrapeInterval, watched->history);
    if (!range)
        return;
    auto poll = std::make_shared<Poll>();
    poll->range = *range;
    poll->batch.thresholdId = watched->threshold.id;
    poll->batch.generation = m_generation;
    poll->batch.requestedAt = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC);
    poll->batch.query = watched->query;
    poll->batch.incremental = range->incremental;
    watched->busy = true;
    if (watched->unusable) {
        poll->batch.error = watched->unusable;
        watched->failure = watched->unusable;
        watched->knownMs = range->plan.endMs; // nothing is asked; the error repeats once a scrape
        heard(*watched, watched->unusable, now);
        finish(watched, poll);
        return;
    }
    askMain(watched, poll);
    askSides(watched, poll);
}

void PrometheusClient::askMain(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll)
{
    const RangePlan &plan = poll->range.plan;
    ++poll->pending;
    ask(*m_polls, QStringLiteral("/api/v1/query_range"),
        {{QStringLiteral("query"), watched->query},
         {QStringLiteral("start"), promTime(plan.startMs)},
         {QStringLiteral("end"), promTime(plan.endMs)},
         {QStringLiteral("step"), promTime(plan.stepMs)}},
        [this, watched, poll](const Result<ParsedReply> &reply) {
            MetricBatch &batch = poll->batch;
            if (!reply) {
                batch.error = reply.error();
            } else if (reply->series.size() > 1) {
                batch.error = Error{ErrorKind::Configuration,
                                    Tr::tr("the query gives %1 series instead of one").arg(reply->series.size()),
                                    watched->threshold.id,
                                    Tr::tr("Aggregate it in the threshold file."),
                                    {}};
            } else {
                batch.series = reply->series.value(0);
                batch.series.samples = withGaps(batch.series.samples, poll->range.plan, poll->range.incremental);
                batch.warnings = reply->warnings + batch.warnings;
                watched->knownMs = batch.series.samples.last().timeMs;
            }
            watched->failure = batch.error;
            heard(*watched, batch.error, batch.requestedAt.toMSecsSinceEpoch());
            finish(watched, poll);
        });
}

void PrometheusClient::askSides(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll)
{
    const QString time = promTime(poll->range.plan.endMs);
    const auto side = [&](const QString &query, const QString &name,
                          std::function<void(const QList<MetricSeries> &)> use) {
        if (query.isEmpty())
            return;
        ++poll->pending;
        ask(*m_polls, QStringLiteral("/api/v1/query"),
            {{QStringLiteral("query"), query}, {QStringLiteral("time"), time}},
            [this, watched, poll, name, use = std::move(use)](const Result<ParsedReply> &reply) {
                if (reply) {
                    poll->batch.warnings += reply->warnings;
                    use(reply->series);
                } else {
                    poll->batch.warnings
                        << QStringLiteral("%1: %2 %3").arg(name, reply.error().sentence(), reply.error().raw.left(300));
                }
                finish(watched, poll);
            });
    };
    side(watched->worstQuery, Tr::tr("worst series"), [watched, poll](const QList<MetricSeries> &series) {
        poll->batch.worst = worstOf(series, watched->threshold.worstLabel, watched->threshold.direction);
    });
    const qint64 now = poll->batch.requestedAt.toMSecsSinceEpoch();
    const bool unknown = (!watched->baselineQuery.isEmpty() && !watched->baseline)
        || (!watched->ceilingQuery.isEmpty() && !watched->ceiling);
    if (!unknown && now < watched->sidesDueMs)
        return;
    constexpr int ScrapesBetween = 10; // both change slowly and the baseline is dear
    watched->sidesDueMs = now + (ScrapesBetween * m_scope.scrapeInterval).count();
    side(watched->baselineQuery, Tr::tr("baseline"), [watched](const QList<MetricSeries> &series) {
        if (series.size() == 1 && !series.first().samples.isEmpty())
            watched->baseline = series.first().samples.last().value;
    });
    side(watched->ceilingQuery, Tr::tr("ceiling"), [watched](const QList<MetricSeries> &series) {
        watched->ceiling = ceilingOf(series, watched->threshold.ceilingScale);
    });
}

void PrometheusClient::finish(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll)
{
    if (poll->pending > 0 && --poll->pending > 0)
        return;
    watched->busy = false;
    MetricBatch &batch = poll->batch;
    batch.receivedAt = QDateTime::currentDateTimeUtc();
    batch.baseline = watched->baseline;
    batch.ceiling = watched->ceiling;
    if (!m_clockWarning.isEmpty())
        batch.warnings << m_clockWarning;
    emit batchReady(batch);
}

milliseconds PrometheusClient::backoff(int failures) const
{
    milliseconds pause = m_scope.scrapeInterval;
    for (int i = 1; i < failures && pause < m_options.longestBackoff; ++i)
        pause *= 2;
    return std::min(pause, m_options.longestBackoff);
}

void PrometheusClient::heard(Watched &of, const std::optional<Error> &newest, qint64 askedMs)
{
    constexpr int MostFailures = 30;
    const qint64 now = nowMs();
    std::optional<Error> error = newest;
    if (!error || !isSilence(*error)) {
        m_answeredMs = now;
        m_failures = 0;
        m_quietUntilMs = 0;
        of.failures = 0;
        of.quietUntilMs = 0;
    } else if (m_answeredMs >= askedMs && m_failures == 0) {
        // The server has answered others meanwhile: this query is what is slow, and the others are asked as ever.
        of.failures = std::min(of.failures + 1, MostFailures);
        of.quietUntilMs = now + backoff(of.failures).count();
    } else if (now >= m_quietUntilMs) { // polls that were under way together count as one failure
        m_failures = std::min(m_failures + 1, MostFailures);
        m_quietUntilMs = now + backoff(m_failures).count();
    }
    if (!error) {
        const auto failing = std::find_if(m_watched.cbegin(), m_watched.cend(),
                                          [](const auto &watched) { return watched->failure.has_value(); });
        if (failing != m_watched.cend())
            error = (*failing)->failure;
    }
    const SourceStatus::State state = !error ? SourceStatus::State::Live
        : m_failures > 0                     ? SourceStatus::State::Down
                                             : SourceStatus::State::Degraded;
    if (state == m_status.state && error == m_status.error)
        return;
    if (state != m_status.state) {
        spdlog::info("prometheus: {}", error ? error->sentence().toStdString() : "live");
        m_status.since = QDateTime::currentDateTimeUtc();
    }
    m_status.state = state;
    m_status.error = error;
    emit statusChanged(m_status);
}

void PrometheusClient::noteClock(const net::HttpReply &reply)
{
    if (!reply.serverTime.isValid())
        return;
    // The header has whole seconds, and the answer took its time.
    constexpr milliseconds Tolerance{3000};
    const qint64 ahead = nowMs() - reply.serverTime.toMSecsSinceEpoch();
    const qint64 allowed = std::max(Tolerance, m_scope.scrapeInterval).count();
    m_clockWarning = std::abs(ahead) <= allowed
        ? QString()
        : Tr::tr("this machine's clock and Prometheus' differ by %1 s; ages are not to be trusted").arg(ahead / 1000);
}

void PrometheusClient::ask(net::HttpClient &client, const QString &path, QList<std::pair<QString, QString>> fields,
                           Parsed done)
{
    fields.append({QStringLiteral("timeout"), promTime(m_options.deadline.count())});
    client.send(net::HttpRequest::form(path, fields), {m_options.deadline, m_options.bodyLimit},
                [this, done = std::move(done), generation = m_generation,
                 polling = &client == m_polls.get()](const Result<net::HttpReply> &reply) {
                    if (polling && generation != m_generation)
                        return; // of an earlier watch()
                    if (!reply) {
                        done(tl::make_unexpected(reply.error()));
                        return;
                    }
                    noteClock(*reply);
                    Result<ParsedReply> parsed = parseReply(reply->body);
                    constexpr int Success = 200;
                    const bool refusal = reply->status / 100 != Success / 100;
                    if (refusal && (parsed || parsed.error().kind == ErrorKind::BadReply)) {
                        const bool denied = reply->status == 401 || reply->status == 403;
                        const bool absent = reply->status == 404;
                        parsed = failure(denied       ? ErrorKind::Forbidden
                                             : absent ? ErrorKind::NotFound
                                                      : ErrorKind::Unreachable,
                                         Tr::tr("the server answers with HTTP %1").arg(reply->status),
                                         m_endpoint.url.toString(QUrl::RemoveUserInfo),
                                         denied ? Tr::tr("Check the credentials in the configuration.") : QString(),
                                         QString::fromUtf8(reply->body.left(300)));
                    }
                    done(parsed);
                });
}

QFuture<Result<RangeResult>> PrometheusClient::range(const RangeQuery &query)
{
    return marshal<Result<RangeResult>>(this, [this, query](const SharedPromise<Result<RangeResult>> &promise) {
        if (!query.start.isValid() || !query.end.isValid() || query.end < query.start || query.step.count() <= 0) {
            fulfil<Result<RangeResult>>(promise, failure(ErrorKind::Usage, Tr::tr("not a range of time")));
            return;
        }
        ensureClients();
        const RangePlan plan
            = bounded({query.start.toMSecsSinceEpoch(), query.end.toMSecsSinceEpoch(), query.step.count()});
        ask(*m_queries, QStringLiteral("/api/v1/query_range"),
            {{QStringLiteral("query"), query.query},
             {QStringLiteral("start"), promTime(plan.startMs)},
             {QStringLiteral("end"), promTime(plan.endMs)},
             {QStringLiteral("step"), promTime(plan.stepMs)}},
            [promise, plan](const Result<ParsedReply> &reply) {
                if (reply)
                    fulfil<Result<RangeResult>>(promise,
                                                RangeResult{reply->series, reply->warnings, milliseconds{plan.stepMs}});
                else
                    fulfil<Result<RangeResult>>(promise, tl::make_unexpected(reply.error()));
            });
    });
}

QFuture<Result<RangeResult>> PrometheusClient::instant(const QString &query)
{
    return marshal<Result<RangeResult>>(this, [this, query](const SharedPromise<Result<RangeResult>> &promise) {
        ensureClients();
        ask(*m_queries, QStringLiteral("/api/v1/query"), {{QStringLiteral("query"), query}},
            [promise](const Result<ParsedReply> &reply) {
                if (reply)
                    fulfil<Result<RangeResult>>(promise, RangeResult{reply->series, reply->warnings, {}});
                else
                    fulfil<Result<RangeResult>>(promise, tl::make_unexpected(reply.error()));
            });
    });
}

} // namespace edgelink::prometheus

#include "moc_prometheusclient.cpp"
