// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/decimator.h"
#include "models/items/metricring.h"
#include "tests/support/testsink.h"

#include <QRandomGenerator>

#include <cmath>
#include <limits>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

QList<MetricSample> line(int from, int count)
{
    QList<MetricSample> samples;
    for (int i = from; i < from + count; ++i)
        samples << MetricSample{i * 1000LL, static_cast<double>(i)};
    return samples;
}

std::vector<CurveSegment> decimated(const QList<MetricSample> &samples, int width, std::chrono::milliseconds step = 0ms)
{
    return decimate(std::span(samples.constData(), static_cast<size_t>(samples.size())),
                    {samples.first().timeMs, samples.last().timeMs, width, step});
}

} // namespace

class MetricRingTest : public test::Suite
{
    Q_OBJECT

private slots:
    void keepsTheNewestInOrder()
    {
        MetricRing ring(10);
        for (int i = 0; i < 100; ++i) {
            ring.append(line(i, 1));
            QCOMPARE(ring.size(), qMin(i + 1, 10));
            QCOMPARE(ring.newestMs(), i * 1000LL);
            QCOMPARE(ring.samples().front().timeMs, qMax(0, i - 9) * 1000LL);
            for (size_t k = 1; k < ring.samples().size(); ++k)
                QVERIFY(ring.samples()[k - 1].timeMs < ring.samples()[k].timeMs);
        }
    }

    void batches()
    {
        MetricRing ring(10);
        MetricBatch batch;
        batch.series.samples = line(0, 5);
        ring.apply(batch);
        batch.incremental = true;
        batch.series.samples = line(3, 4); // overlaps: what is not newer is dropped
        ring.apply(batch);
        QCOMPARE(ring.size(), 7);
        batch.error = Error{};
        batch.incremental = false;
        ring.apply(batch);
        QCOMPARE(ring.size(), 7);
        batch.error.reset();
        batch.series.samples = line(50, 2);
        ring.apply(batch);
        QCOMPARE(ring.size(), 2);
        batch.series.samples.clear();
        ring.apply(batch);
        QVERIFY(ring.isEmpty());
        QCOMPARE(ring.newestMs(), 0);
        QVERIFY(ring.samples().empty());
    }

    void spikesSurvive_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<double>("value");
        for (const int at : {1, 777, 5'500, 10'998}) {
            QTest::addRow("up at %d", at) << at << 1e6;
            QTest::addRow("down at %d", at) << at << -1e6;
        }
    }

    void spikesSurvive()
    {
        QFETCH(int, at);
        QFETCH(double, value);
        QList<MetricSample> samples = line(0, 11'000);
        for (MetricSample &sample : samples)
            sample.value = std::sin(static_cast<double>(sample.timeMs) / 1e5);
        samples[at].value = value;
        const auto segments = decimated(samples, 300);
        QCOMPARE(segments.size(), 1U);
        QVERIFY(segments.front().size() <= 4 * 302);
        QVERIFY(std::find(segments.front().begin(), segments.front().end(), samples.at(at)) != segments.front().end());
        QCOMPARE(segments.front().front(), samples.first());
        QCOMPARE(segments.front().back(), samples.last());
        for (size_t k = 1; k < segments.front().size(); ++k)
            QVERIFY(segments.front()[k - 1].timeMs < segments.front()[k].timeMs);
    }

    void gapsStayGaps_data()
    {
        QTest::addColumn<QList<double>>("values"); // one a second
        QTest::addColumn<QList<int>>("lengths"); // of the segments
        const double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("none") << QList<double>{1, 2, 3} << QList<int>{3};
        QTest::newRow("middle") << QList<double>{1, NaN, 3} << QList<int>{1, 1};
        QTest::newRow("infinite") << QList<double>{1, 2, inf, 3} << QList<int>{2, 1};
        QTest::newRow("edges") << QList<double>{NaN, 2, 3, NaN} << QList<int>{2};
        QTest::newRow("nothing known") << QList<double>{NaN, NaN} << QList<int>{};
    }

    void gapsStayGaps()
    {
        QFETCH(QList<double>, values);
        QFETCH(QList<int>, lengths);
        QList<MetricSample> samples;
        for (const double value : values)
            samples << MetricSample{samples.size() * 1000LL, value};
        const auto segments = decimated(samples, 100);
        QCOMPARE(static_cast<qsizetype>(segments.size()), lengths.size());
        for (size_t i = 0; i < segments.size(); ++i)
            QCOMPARE(static_cast<int>(segments[i].size()), lengths.at(static_cast<qsizetype>(i)));
    }

    void aGapNarrowerThanAPixelIsStillAGap()
    {
        QList<MetricSample> samples = line(0, 10'000);
        samples[5000].value = NaN;
        QCOMPARE(decimated(samples, 10).size(), 2U);
    }

    void longStepsAreGaps()
    {
        const QList<MetricSample> samples = line(0, 5) + line(20, 5);
        QCOMPARE(decimated(samples, 100, 3000ms).size(), 2U);
        QCOMPARE(decimated(samples, 100).size(), 1U);
    }

    void neighboursOutsideTheViewAreKept()
    {
        const QList<MetricSample> samples = line(0, 100);
        const auto segments = decimate(std::span(samples.constData(), 100), {40'500, 49'500, 200, 0ms});
        QCOMPARE(segments.size(), 1U);
        QCOMPARE(segments.front().front().timeMs, 40'000);
        QCOMPARE(segments.front().back().timeMs, 50'000);
        QCOMPARE(segments.front().size(), 11U);
    }

    void oddViewsGiveNothing()
    {
        const QList<MetricSample> samples = line(0, 10);
        const std::span span(samples.constData(), 10);
        QVERIFY(decimate(span, {5, 5, 100, 0ms}).empty());
        QVERIFY(decimate(span, {9, 5, 100, 0ms}).empty());
        QVERIFY(decimate(span, {0, 5, 0, 0ms}).empty());
        QVERIFY(decimate({}, {0, 5, 10, 0ms}).empty());
    }

    void elevenThousandPoints()
    {
        const QList<MetricSample> samples = line(0, 11'000);
        size_t points = 0;
        QBENCHMARK
        {
            points = decimated(samples, 400).front().size();
        }
        QVERIFY(points > 400);
    }
};

EDGELINK_TEST_MAIN(MetricRingTest)
#include "tst_metricring.moc"
