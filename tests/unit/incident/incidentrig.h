// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/incident/incidentservice.h"
#include "models/ports/clustersource.h"
#include "models/ports/databasesource.h"
#include "models/ports/metricsource.h"
#include "models/ports/releasesource.h"
#include "tests/support/fakejournal.h"
#include "tests/support/testsink.h"

#include <QSignalSpy>

#include <atomic>
#include <cmath>

namespace edgelink::test {

using namespace edgelink::incident;
using namespace std::chrono_literals;

inline const qint64 Origin = QDateTime({2026, 11, 23}, {12, 0}, Qt::UTC).toMSecsSinceEpoch();

class FakeMetrics : public MetricSource
{
public:
    void watch(const QList<Threshold> &thresholds) override { watched = thresholds; }
    QFuture<Result<RangeResult>> range(const RangeQuery &query) override
    {
        ++ranges;
        if (error)
            return readyFuture<Result<RangeResult>>(tl::make_unexpected(*error));
        MetricSeries series;
        for (const MetricSample &sample : past) {
            if (sample.timeMs >= query.start.toMSecsSinceEpoch() && sample.timeMs <= query.end.toMSecsSinceEpoch())
                series.samples << sample;
        }
        RangeResult result;
        result.step = query.step;
        if (!series.samples.isEmpty())
            result.series << series;
        return readyFuture<Result<RangeResult>>(result);
    }
    QFuture<Result<RangeResult>> instant(const QString & /*query*/) override
    {
        return readyFuture<Result<RangeResult>>(RangeResult{});
    }
    QList<Threshold> watched;
    QList<MetricSample> past; ///< what the source holds of any trigger, further back than its first batch
    std::optional<Error> error; ///< of range()
    int ranges = 0; ///< asked for
};

class FakeReleases : public ReleaseSource
{
public:
    void start() override { }
    void stop() override { }
    QFuture<Result<ReleaseHistory>> history() override
    {
        ++asked;
        return readyFuture<Result<ReleaseHistory>>(error ? Result<ReleaseHistory>(tl::make_unexpected(*error))
                                                         : Result<ReleaseHistory>(given));
    }
    QFuture<Result<QString>> manifest(int /*revision*/) override { return readyFuture<Result<QString>>(QString()); }
    QFuture<Result<QString>> values(int /*revision*/) override { return readyFuture<Result<QString>>(QString()); }
    QFuture<Result<QList<ReleaseHook>>> hooks(int /*revision*/) override
    {
        return readyFuture<Result<QList<ReleaseHook>>>(QList<ReleaseHook>{});
    }
    QFuture<Result<ReleaseDiff>> diff(int from, int to) override
    {
        ReleaseDiff diff;
        diff.from = QString::number(from);
        diff.to = QString::number(to);
        diff.imageChanges.insert("Deployment/edge/api-gateway", {"ghcr.io/e/gw:v0.1.1", "ghcr.io/e/gw:v0.2.0"});
        diff.configKeyChanges << "~ DB_POOL_SIZE";
        return readyFuture<Result<ReleaseDiff>>(diff);
    }
    QFuture<Result<ReleaseDiff>> diffLive(int /*target*/) override
    {
        return readyFuture<Result<ReleaseDiff>>(ReleaseDiff{});
    }
    QFuture<Result<QString>> helmVersion() override { return readyFuture<Result<QString>>(QString()); }
    ReleaseHistory given;
    std::optional<Error> error;
    int asked = 0;
};

class FakeSchema : public DatabaseSource
{
public:
    QFuture<Result<SchemaVersion>> schemaVersion() override
    {
        return readyFuture<Result<SchemaVersion>>(error ? Result<SchemaVersion>(tl::make_unexpected(*error))
                                                        : Result<SchemaVersion>(SchemaVersion{true, version, false}));
    }
    QFuture<Result<QMap<QString, qint64>>> counts(const QStringList & /*tables*/) override
    {
        return readyFuture<Result<QMap<QString, qint64>>>(QMap<QString, qint64>{});
    }
    qint64 version = 12;
    std::optional<Error> error;
};

inline Threshold trigger(const QString &id, double limit, std::chrono::milliseconds window)
{
    Threshold threshold;
    threshold.id = id;
    threshold.title = id.toUpper();
    threshold.titles = {threshold.title, QStringLiteral("触发项 %1").arg(id)};
    threshold.unit = QStringLiteral("%");
    threshold.threshold = limit;
    threshold.window = window;
    return threshold;
}

/// Active connections: beyond under half of the measured baseline.
inline Threshold connectionsTrigger()
{
    Threshold threshold = trigger(QStringLiteral("connections"), 50, 100s);
    threshold.direction = Direction::Below;
    threshold.baselineQuery = QStringLiteral("b");
    return threshold;
}

/// One sample a second, the first `from` seconds after the origin; NaN: none of that second.
inline QList<MetricSample> secondsFrom(int from, const QList<double> &values)
{
    QList<MetricSample> samples;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (std::isfinite(values.at(i)))
            samples << MetricSample{Origin + (from + i) * 1000, values.at(i)};
    }
    return samples;
}

/// A service with its journal and a clock that only the test moves.
class Rig
{
public:
    explicit Rig(FakeJournal *shared = nullptr, IncidentOptions options = {}, const QList<Threshold> &more = {})
        : journal(shared == nullptr ? own : *shared)
    {
        Environment environment;
        environment.name = QStringLiteral("drill");
        environment.kind = EnvironmentKind::Drill;
        environment.timeCompression = 20;
        environment.scrapeInterval = 1s;
        options.nowMs = [this] { return now.load(); };
        journal.setClock([this] { return now.load() * 1000; });
        service = std::make_unique<IncidentService>(
            IncidentPorts{&metrics, &journal, &releases, nullptr, &schema},
            QList<Threshold>{trigger("errors", 5, 100s), trigger("latency", 500, 100s), trigger("crash", 0, 0s)} + more,
            environment, options);
        incidents = std::make_unique<QSignalSpy>(service.get(), &IncidentTracker::incidentChanged);
        readings = std::make_unique<QSignalSpy>(service.get(), &IncidentTracker::readingChanged);
        service->start();
    }

    /// One sample of each second from the last one on; the clock follows.
    void feed(const QString &id, const QList<double> &values, std::optional<double> baseline = {})
    {
        MetricBatch batch;
        batch.thresholdId = id;
        batch.baseline = baseline;
        batch.incremental = known.contains(id);
        qint64 &last = known[id];
        for (const double value : values) {
            last = last == 0 ? Origin : last + 1000;
            batch.series.samples << MetricSample{last, value};
        }
        now = std::max(now.load(), last);
        emit metrics.batchReady(batch);
    }
    [[nodiscard]] Incident current() { return await(service->current(), 5s).value_or(Incident{}); }
    [[nodiscard]] QJsonObject payload(const char *kind, qsizetype i = 0) const
    {
        return journal.events(QString::fromLatin1(kind)).value(i).draft.payload;
    }
    [[nodiscard]] bool ready()
    {
        return metrics.watched.size() >= 3 && current().id.isEmpty() == journal.events().isEmpty();
    }

    std::atomic<qint64> now{Origin};
    FakeMetrics metrics;
    FakeReleases releases;
    FakeSchema schema;
    FakeJournal own;
    FakeJournal &journal;
    std::unique_ptr<IncidentService> service;
    std::unique_ptr<QSignalSpy> incidents;
    std::unique_ptr<QSignalSpy> readings;
    QMap<QString, qint64> known;
};

} // namespace edgelink::test
