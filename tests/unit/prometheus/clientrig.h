// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/prometheus/prometheusclient.h"
#include "models/ports/marshal.h"
#include "tests/support/heard.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testsink.h"

#include <QThread>

#include <cmath>
#include <memory>

namespace edgelink::test {

inline const QByteArray Empty = R"({"status":"success","data":{"resultType":"matrix","result":[]}})";

/// A matrix with the value for each instant that was asked for; a vector for an instant query.
inline QByteArray answer(const HttpFixture::Request &request, const QByteArray &value = "1")
{
    if (!request.path().endsWith("query_range"))
        return R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"service":"api"},"value":[1,")"
            + value + R"("]}]}})";
    QByteArrayList values;
    const auto ms
        = [&](const char *field) { return std::llround(request.field(QLatin1String(field)).toDouble() * 1000); };
    const qint64 end = ms("end");
    const qint64 step = ms("step");
    for (qint64 time = ms("start"); time <= end; time += step)
        values << "[" + QByteArray::number(static_cast<double>(time) / 1000, 'f', 3) + ",\"" + value + "\"]";
    return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[)" + values.join(',')
        + "]}]}}";
}

inline Threshold threshold(const QString &id = QStringLiteral("t"))
{
    Threshold threshold;
    threshold.id = id;
    threshold.query = QStringLiteral("main[${window}]");
    threshold.threshold = 5;
    return threshold;
}

/// A client on its own thread, as in the product.
class Rig
{
public:
    explicit Rig(const HttpEndpoint &endpoint, prometheus::ClientOptions options = {}, SecretLookup secrets = {})
    {
        qRegisterMetaType<MetricBatch>();
        qRegisterMetaType<SourceStatus>();
        QueryScope scope;
        scope.scrapeInterval = std::chrono::milliseconds{50};
        client = new prometheus::PrometheusClient(endpoint, scope, std::move(secrets), options);
        client->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, client, &QObject::deleteLater);
        batches = std::make_unique<Heard<MetricBatch>>(client, &MetricSource::batchReady);
        states = std::make_unique<Heard<SourceStatus>>(client, &MetricSource::statusChanged);
        m_thread.start();
    }
    explicit Rig(const QUrl &url, prometheus::ClientOptions options = {})
        : Rig(endpointFor(url), options)
    {
    }
    ~Rig()
    {
        m_thread.quit();
        m_thread.wait();
    }
    static HttpEndpoint endpointFor(const QUrl &url)
    {
        HttpEndpoint endpoint;
        endpoint.url = url;
        return endpoint;
    }
    [[nodiscard]] MetricBatch batch(qsizetype i) const { return std::get<0>(batches->said().at(i)); }
    [[nodiscard]] SourceStatus status() const
    {
        return states->isEmpty() ? SourceStatus{} : std::get<0>(states->said().last());
    }
    Result<RangeResult> instant(const QString &query = QStringLiteral("up"))
    {
        return await(client->instant(query), std::chrono::seconds{20})
            .value_or(failure(ErrorKind::Cancelled, QStringLiteral("no answer")));
    }

    prometheus::PrometheusClient *client;
    std::unique_ptr<Heard<MetricBatch>> batches;
    std::unique_ptr<Heard<SourceStatus>> states;

private:
    QThread m_thread;
};

} // namespace edgelink::test
