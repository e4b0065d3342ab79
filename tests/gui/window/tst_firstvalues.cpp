// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/firstvalues.h"
#include "models/ports/metricsource.h"
#include "tests/support/testsink.h"

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

class Metrics : public MetricSource
{
public:
    void watch(const QList<Threshold> & /*thresholds*/) override { }
    QFuture<Result<RangeResult>> range(const RangeQuery & /*query*/) override { return {}; }
    QFuture<Result<RangeResult>> instant(const QString & /*query*/) override { return {}; }

    void tell(const QString &id, bool failed = false)
    {
        MetricBatch batch;
        batch.thresholdId = id;
        if (failed)
            batch.error = Error{ErrorKind::Timeout, QStringLiteral("no answer"), {}, {}, {}};
        emit batchReady(batch);
    }
};

QList<Threshold> thresholds(const QStringList &ids)
{
    QList<Threshold> list;
    for (const QString &id : ids) {
        Threshold threshold;
        threshold.id = id;
        list << threshold;
    }
    return list;
}

} // namespace

class FirstValuesTest : public test::Suite
{
    Q_OBJECT

private slots:
    void waitsForEachThresholdOnce()
    {
        Metrics metrics;
        int called = 0;
        const FirstValues waiting(&metrics, thresholds({"a", "b"}), 1h, [&] { ++called; });
        metrics.tell("a");
        metrics.tell("a");
        metrics.tell("something else");
        QCOMPARE(called, 0);
        metrics.tell("b", true); // that it failed is known too
        QCOMPARE(called, 1);
        metrics.tell("a");
        metrics.tell("b");
        QCOMPARE(called, 1);
    }

    void doesNotWaitForEver()
    {
        Metrics metrics;
        int called = 0;
        const FirstValues waiting(&metrics, thresholds({"a"}), 1ms, [&] { ++called; });
        QTRY_COMPARE(called, 1);
        metrics.tell("a");
        QCOMPARE(called, 1);
    }

    void hasNothingToWaitFor()
    {
        Metrics metrics;
        int called = 0;
        const FirstValues waiting(&metrics, {}, 1h, [&] { ++called; });
        QCOMPARE(called, 0); // never from inside the constructor
        QTRY_COMPARE(called, 1);
    }

    void saysNothingOnceItIsGone()
    {
        Metrics metrics;
        int called = 0;
        auto waiting = std::make_unique<FirstValues>(&metrics, thresholds({"a"}), 1h, [&] { ++called; });
        waiting.reset();
        metrics.tell("a");
        QCOMPARE(called, 0);
    }

    void mayBeDestroyedByWhatItCalls()
    {
        Metrics metrics;
        int called = 0;
        std::unique_ptr<FirstValues> waiting;
        waiting = std::make_unique<FirstValues>(&metrics, thresholds({"a"}), 1h, [&] {
            ++called;
            waiting.reset();
        });
        metrics.tell("a");
        QCOMPARE(called, 1);
    }
};

EDGELINK_TEST_MAIN(FirstValuesTest)
#include "tst_firstvalues.moc"
