// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/httpclient.h"
#include "app/services/prometheus/queryplan.h"
#include "app/services/prometheus/replyparser.h"
#include "models/domain/thresholdquery.h"
#include "models/ports/metricsource.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace edgelink::prometheus {

struct ClientOptions {
    std::chrono::milliseconds deadline{std::chrono::seconds{10}}; ///< of one exchange
    qint64 bodyLimit = qint64{32} * 1024 * 1024;
    std::chrono::milliseconds history{std::chrono::minutes{15}}; ///< first batch; at least 10 × window
    std::chrono::milliseconds longestBackoff{std::chrono::seconds{10}}; ///< between polls of a dead server
};

/// MetricSource over Prometheus' HTTP API. Move it to a thread with an event loop before the first call; all its work
/// and signals happen there.
///
/// One poll of a threshold asks for the curve's new instants (history first), its worst series, and now and then the
/// baseline and ceiling; it ends in exactly one batch. A failed side query is a warning, a failed main query an error.
/// Instants without a value arrive as NaN samples. While the server is unreachable, polls back off to `longestBackoff`.
class PrometheusClient : public MetricSource
{
    Q_OBJECT

public:
    PrometheusClient(HttpEndpoint endpoint, QueryScope scope, SecretLookup secrets, ClientOptions options = {},
                     QObject *parent = nullptr);
    ~PrometheusClient() override;

    void watch(const QList<Threshold> &thresholds) override;
    [[nodiscard]] QFuture<Result<RangeResult>> range(const RangeQuery &query) override;
    [[nodiscard]] QFuture<Result<RangeResult>> instant(const QString &query) override;

private:
    struct Watched;
    struct Poll;
    using Parsed = std::function<void(const Result<ParsedReply> &)>;

    void begin(const QList<Threshold> &thresholds);
    void tick();
    void poll(const std::shared_ptr<Watched> &watched, qint64 nowMs);
    void askMain(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll);
    void askSides(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll);
    void finish(const std::shared_ptr<Watched> &watched, const std::shared_ptr<Poll> &poll);
    void ask(net::HttpClient &client, const QString &path, QList<std::pair<QString, QString>> fields, Parsed done);
    void ensureClients();
    void heard(Watched &of, const std::optional<Error> &error, qint64 askedMs);
    [[nodiscard]] std::chrono::milliseconds backoff(int failures) const;
    void noteClock(const net::HttpReply &reply);

    HttpEndpoint m_endpoint;
    QueryScope m_scope;
    SecretLookup m_secrets;
    ClientOptions m_options;
    std::unique_ptr<net::HttpClient> m_polls; ///< made on the thread that the source lives on
    std::unique_ptr<net::HttpClient> m_queries; ///< range() and instant(): watch() does not abort them
    QTimer m_timer;
    std::vector<std::shared_ptr<Watched>> m_watched;
    quint64 m_generation = 0;
    int m_failures = 0; ///< exchanges in a row that did not reach the server
    std::size_t m_knock = 0; ///< whose turn it is to find out whether it is back
    qint64 m_quietUntilMs = 0;
    qint64 m_answeredMs = 0; ///< when the server last answered a poll
    QString m_clockWarning;
    SourceStatus m_status;
};

} // namespace edgelink::prometheus
