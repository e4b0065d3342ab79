// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demodata.h"
#include "tests/support/testsink.h"
#include "widgets/charts/crosshair.h"
#include "widgets/charts/metricchart.h"
#include "widgets/charts/repaintclock.h"
#include "widgets/charts/timeticks.h"
#include "widgets/charts/yscale.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/numbertext.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace edgelink;
using namespace edgelink::ui;
using namespace std::chrono_literals;

namespace {

QList<MetricSample> ramp(int count, qint64 stepMs = 1000)
{
    QList<MetricSample> samples;
    const qint64 end = demo::now().toMSecsSinceEpoch();
    for (int i = 0; i < count; ++i)
        samples.append({end - qint64(count - 1 - i) * stepMs, double(i)});
    return samples;
}

void turnWheel(MetricChart &chart, int x, int eighths)
{
    const QPointF at(x, chart.height() / 2.0);
    QWheelEvent event(at, chart.mapToGlobal(at), {}, QPoint(0, eighths), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart, &event);
}

/// Pixels whose colour is near to that of a role.
int painted(const QImage &image, Role role)
{
    const QColor wanted = color(role);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - wanted.red()) < 70 && std::abs(pixel.green() - wanted.green()) < 70
                && std::abs(pixel.blue() - wanted.blue()) < 70)
                ++count;
        }
    }
    return count;
}

void showTenMinutes(MetricChart &chart)
{
    chart.resize(400, 200);
    chart.setSpan(10min);
    chart.setSamples(ramp(600));
    chart.show();
    chart.refreshNow();
}

} // namespace

class TestCharts : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyLook(*qApp, ThemeKind::Dark);
        setClock(&demo::now);
    }
    void cleanupTestCase() { setClock({}); }

    void numbers_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("wanted");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("grouped") << numberText(12480, 0) << "12,480";
        QTest::newRow("decimals") << numberText(15.24, 1) << "15.2";
        QTest::newRow("not a number") << numberText(nan, 1) << "–";
        QTest::newRow("infinite") << numberText(std::numeric_limits<double>::infinity(), 1) << "–";
        QTest::newRow("limit") << limitText(5, "%") << QStringLiteral("5\u00A0%");
        QTest::newRow("small limit") << limitText(0.1, "%") << QStringLiteral("0.1\u00A0%");
        QTest::newRow("one pod") << quantityText(1, 0, "pods") << QStringLiteral("1\u00A0pod");
        QTest::newRow("two pods") << quantityText(2, 0, "pods") << QStringLiteral("2\u00A0pods");
        QTest::newRow("no unit") << quantityText(7, 0, {}) << "7";
    }

    void numbers()
    {
        QFETCH(QString, made);
        QFETCH(QString, wanted);
        QCOMPARE(made, wanted);
    }

    void scaleStartsAtZeroAndDoesNotJump()
    {
        YScale scale;
        scale.fit(100);
        QCOMPARE(scale.bottom(), 0.0);
        const double top = scale.top();
        QVERIFY(top > 100);
        scale.fit(90);
        QCOMPARE(scale.top(), top); // a little less needs no new axis
        scale.fit(200);
        QVERIFY(scale.top() > 200); // more: at once
        scale.fit(10);
        QVERIFY(scale.top() < 20); // much less: the curve would lie on the floor
        scale.fit(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(std::isfinite(scale.top()));
        scale.fit(0);
        QVERIFY(scale.top() > 0);
    }

    void drawsItsCurve()
    {
        MetricChart chart(MetricChart::Density::Large);
        chart.resize(400, 200);
        chart.setSpan(10min);
        chart.setCurveRole(Role::Alarm);
        chart.show();
        chart.setSamples(ramp(600));
        chart.refreshNow();
        QVERIFY(painted(chart.grab().toImage(), Role::Alarm) > 200);
        chart.setSamples({});
        chart.refreshNow();
        QCOMPARE(painted(chart.grab().toImage(), Role::Alarm), 0);
    }

    void gapsStayGaps()
    {
        QList<MetricSample> whole = ramp(600);
        for (MetricSample &sample : whole)
            sample.value = 50;
        QList<MetricSample> torn = whole;
        torn.remove(200, 200);
        MetricChart chart(MetricChart::Density::Large);
        chart.resize(600, 200);
        chart.setSpan(10min);
        chart.setGap(3s);
        chart.setCurveRole(Role::Alarm);
        chart.show();
        chart.setSamples(whole);
        chart.refreshNow();
        const int unbroken = painted(chart.grab().toImage(), Role::Alarm);
        chart.setSamples(torn);
        chart.refreshNow();
        const int broken = painted(chart.grab().toImage(), Role::Alarm);
        QVERIFY2(broken < unbroken * 8 / 10, qPrintable(QStringLiteral("%1 of %2").arg(broken).arg(unbroken)));
        for (MetricSample &sample : whole)
            sample.value = std::numeric_limits<double>::quiet_NaN();
        chart.setSamples(whole);
        chart.refreshNow();
        QCOMPARE(painted(chart.grab().toImage(), Role::Alarm), 0);
    }

    void spikesSurvive()
    {
        QList<MetricSample> samples = ramp(11'000);
        for (MetricSample &sample : samples)
            sample.value = 1;
        samples[5'000].value = 1000;
        MetricChart chart(MetricChart::Density::Large);
        chart.resize(300, 200);
        chart.setSpan(std::chrono::seconds(11'000));
        chart.setCurveRole(Role::Alarm);
        chart.show();
        chart.setSamples(samples);
        chart.refreshNow();
        const QImage image = chart.grab().toImage();
        QVERIFY(painted(image.copy(0, 20, image.width(), 100), Role::Alarm) > 20);
    }

    void hiddenChartsIdle()
    {
        MetricChart chart(MetricChart::Density::Large);
        chart.resize(300, 200);
        for (int i = 0; i < 5; ++i)
            chart.appendSamples(ramp(10 + i));
        QTRY_VERIFY(RepaintClock::instance().isIdle());
        QCOMPARE(chart.refreshes(), 0);
        chart.show();
        QTRY_VERIFY(chart.refreshes() > 0);
        chart.hide();
        QTRY_VERIFY(RepaintClock::instance().isIdle());
        const int before = chart.refreshes();
        chart.setSamples(ramp(100));
        QVERIFY(RepaintClock::instance().isIdle());
        QCOMPARE(chart.refreshes(), before);
    }

    void theFirstCurveDoesNotWait()
    {
        constexpr qint64 AtOnce = std::numeric_limits<qint64>::max();
        MetricChart chart(MetricChart::Density::Large);
        chart.resize(300, 200);
        chart.show();
        QTRY_VERIFY(chart.refreshes() > 0 && RepaintClock::instance().isIdle());
        QVERIFY(chart.sinceRefreshMs() < AtOnce);
        chart.setSamples(ramp(10)); // behind the empty picture of a moment ago
        QCOMPARE(chart.sinceRefreshMs(), AtOnce);
        QTRY_VERIFY(RepaintClock::instance().isIdle());
        chart.setSamples(ramp(20)); // behind a curve
        QVERIFY(chart.sinceRefreshMs() < AtOnce);
    }

    void repaintsAreSpread()
    {
        QWidget wall;
        QList<MetricChart *> charts;
        for (int i = 0; i < 7; ++i)
            charts << new MetricChart(MetricChart::Density::Small, &wall);
        wall.show();
        QTRY_VERIFY(RepaintClock::instance().isIdle());
        const auto total = [&charts] {
            int count = 0;
            for (const MetricChart *chart : charts)
                count += chart->refreshes();
            return count;
        };
        // What has no curve yet gets it at once: a wall that opens is not to fill seat by seat.
        const int empty = total();
        for (MetricChart *chart : charts)
            chart->setSamples(ramp(10));
        QCOMPARE(total(), empty);
        QTRY_VERIFY(total() > empty);
        QCOMPARE(total(), empty + 7);
        const int before = total();
        // Many changes in one go are one repaint each, and not all in one turn of the event loop.
        for (MetricChart *chart : charts) {
            chart->setSamples(ramp(50));
            chart->setCurveRole(Role::Alarm);
            chart->setThreshold(5);
        }
        QCOMPARE(total(), before);
        QTRY_VERIFY(total() > before);
        QVERIFY(total() < before + 7);
        QTRY_VERIFY(RepaintClock::instance().isIdle());
        QCOMPARE(total(), before + 7);
    }

    void crosshairIsShared()
    {
        Crosshair crosshair;
        MetricChart one(MetricChart::Density::Large);
        MetricChart other(MetricChart::Density::Small);
        for (MetricChart *chart : {&one, &other}) {
            chart->resize(300, 120);
            chart->setSpan(10min);
            chart->setCrosshair(&crosshair);
            chart->setSamples(ramp(600));
            chart->show();
            chart->refreshNow();
        }
        const QImage before = other.grab().toImage();
        QTest::mouseMove(&one, QPoint(150, 60));
        QTRY_VERIFY(crosshair.timeMs() != 0);
        QVERIFY(other.grab().toImage() != before);
        const std::optional<MetricSample> sample = one.sampleAt(crosshair.timeMs());
        QVERIFY(sample.has_value());
        QVERIFY(std::abs(sample->timeMs - crosshair.timeMs()) <= 1500);
        QVERIFY(!one.sampleAt(demo::now().addDays(-1).toMSecsSinceEpoch()).has_value());
    }

    void zoomsByKeysAndWheelAndComesBack()
    {
        MetricChart chart(MetricChart::Density::Large);
        showTenMinutes(chart);
        QSignalSpy ranges(&chart, &MetricChart::rangeChanged);
        QTest::keyClick(&chart, Qt::Key_Plus);
        QCOMPARE(ranges.size(), 0); // a seat on the wall does not zoom
        chart.setZoomable(true);
        QTest::keyClick(&chart, Qt::Key_Plus);
        QCOMPARE(ranges.size(), 1);
        QVERIFY(!chart.isLive());
        const qint64 zoomed = chart.toMs() - chart.fromMs();
        QVERIFY(zoomed < 600'000);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.toMs() - chart.fromMs(), zoomed);
        QTest::mousePress(&chart, Qt::LeftButton, {}, QPoint(100, 50));
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, QPoint(300, 50));
        QVERIFY(chart.toMs() - chart.fromMs() < zoomed);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(&chart, Qt::Key_Plus);
        QVERIFY(chart.toMs() - chart.fromMs() >= 10'000);
        QTest::keyClick(&chart, Qt::Key_0);
        QVERIFY(chart.isLive());
        QCOMPARE(chart.toMs(), demo::now().toMSecsSinceEpoch());
    }

    void theWheelZoomsWhereItPoints_data()
    {
        QTest::addColumn<int>("x");
        QTest::newRow("at the left") << 60;
        QTest::newRow("in the middle") << 200;
        QTest::newRow("at the right") << 340;
    }

    void theWheelZoomsWhereItPoints()
    {
        QFETCH(int, x);
        MetricChart chart(MetricChart::Density::Large);
        showTenMinutes(chart);
        turnWheel(chart, x, 120);
        QVERIFY(chart.isLive()); // a seat on the wall does not zoom
        chart.setZoomable(true);
        const qint64 whole = chart.toMs() - chart.fromMs();
        const double part = double(x) / chart.width();
        const double pointed = double(chart.fromMs()) + double(whole) * part;
        turnWheel(chart, x, 120);
        const qint64 near = chart.toMs() - chart.fromMs();
        QVERIFY2(near < whole, qPrintable(QString::number(near)));
        QVERIFY(!chart.isLive());
        // What was under the pointer still is, within the plot's margins.
        const double now = double(chart.fromMs()) + double(near) * part;
        QVERIFY2(std::abs(now - pointed) < double(whole) * 0.05, qPrintable(QString::number(now - pointed)));
        turnWheel(chart, x, -120);
        QVERIFY(chart.toMs() - chart.fromMs() > near);
        const qint64 before = chart.toMs() - chart.fromMs();
        turnWheel(chart, x, 0); // a wheel turned sideways
        QCOMPARE(chart.toMs() - chart.fromMs(), before);
    }

    void zoomingOutEnds_data()
    {
        QTest::addColumn<int>("x"); // of the wheel; < 0: by key
        QTest::addColumn<int>("eighths");
        QTest::newRow("minus") << -1 << 0;
        QTest::newRow("wheel at the left") << 0 << -120;
        QTest::newRow("wheel at the right") << 399 << -120;
        QTest::newRow("a wheel gone wild") << 200 << -120'000;
    }

    void zoomingOutEnds()
    {
        QFETCH(int, x);
        QFETCH(int, eighths);
        MetricChart chart(MetricChart::Density::Large);
        showTenMinutes(chart);
        chart.setZoomable(true);
        for (int i = 0; i < 200; ++i) {
            if (x < 0)
                QTest::keyClick(&chart, Qt::Key_Minus);
            else
                turnWheel(chart, x, eighths);
        }
        constexpr qint64 Day = 86'400'000;
        const qint64 now = demo::now().toMSecsSinceEpoch();
        QVERIFY2(chart.fromMs() >= now - 8 * Day, qPrintable(QString::number(chart.fromMs())));
        QVERIFY2(chart.toMs() <= now, qPrintable(QString::number(chart.toMs() - now)));
        QVERIFY(chart.toMs() - chart.fromMs() > 6 * Day);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.toMs() <= now);
        chart.refreshNow();
        QVERIFY(painted(chart.grab().toImage(), Role::Muted) > 0);
    }

    void smallTurnsOfTheWheelAddUp()
    {
        MetricChart chart(MetricChart::Density::Large);
        showTenMinutes(chart);
        chart.setZoomable(true);
        const qint64 whole = chart.toMs() - chart.fromMs();
        for (int i = 0; i < 8; ++i)
            turnWheel(chart, 200, 15); // a touch pad
        const auto zoomed = double(chart.toMs() - chart.fromMs());
        QVERIFY2(std::abs(zoomed / double(whole) - 0.8) < 0.01, qPrintable(QString::number(zoomed / double(whole))));
    }

    void labelsOfTheTimeAxisFit_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("label"); // of midnight
        const qint64 day = 86'400;
        QTest::newRow("ten seconds") << qint64(10) << 400 << "00:00:00";
        QTest::newRow("an hour") << qint64(3600) << 700 << "00:00";
        QTest::newRow("a week") << 7 * day << 700 << "11-22";
        QTest::newRow("a century") << 36'500 * day << 700 << "11-22";
        QTest::newRow("a century in no room") << 36'500 * day << 0 << "11-22";
    }

    void labelsOfTheTimeAxisFit()
    {
        QFETCH(qint64, seconds);
        QFETCH(int, width);
        QFETCH(QString, label);
        const qint64 to = demo::now().toMSecsSinceEpoch();
        const TimeTicks ticks = timeTicks(to - seconds * 1000, to, width);
        QVERIFY2(ticks.timesMs.size() <= width / 90 + 1, qPrintable(QString::number(ticks.timesMs.size())));
        const QDateTime midnight(QDate(2026, 11, 22), QTime(0, 0), Qt::UTC);
        QCOMPARE(ticks.label(midnight.toMSecsSinceEpoch()), label);
    }

    void aDoubleClickComesBackToThePresent()
    {
        MetricChart chart(MetricChart::Density::Large);
        showTenMinutes(chart);
        chart.setZoomable(true);
        const qint64 from = chart.fromMs();
        for (int i = 0; i < 5; ++i)
            turnWheel(chart, 100, 120);
        QVERIFY(!chart.isLive());
        QVERIFY(chart.fromMs() != from);
        QTest::mouseDClick(&chart, Qt::LeftButton, {}, QPoint(150, 80));
        QVERIFY(chart.isLive());
        QCOMPARE(chart.toMs(), demo::now().toMSecsSinceEpoch());
        QCOMPARE(chart.fromMs(), from);
    }
};

EDGELINK_GUI_TEST_MAIN(TestCharts)
#include "tst_charts.moc"
