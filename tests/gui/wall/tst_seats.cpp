// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demodata.h"
#include "tests/support/testsink.h"
#include "widgets/charts/metricchart.h"
#include "widgets/controls/clock.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/triggertext.h"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>

using namespace edgelink;
using namespace edgelink::ui;
using namespace std::chrono_literals;

namespace {

const QList<TriggerState> States{TriggerState::Ok,     TriggerState::Pending, TriggerState::Breach,
                                 TriggerState::NoData, TriggerState::Stale,   TriggerState::Error};

Threshold thresholdOf(const QString &id)
{
    for (const Threshold &threshold : demo::thresholds()) {
        if (threshold.id == id)
            return threshold;
    }
    return {};
}

/// Pixels whose colour is near to that of a role.
int nearTo(const QImage &image, Role role)
{
    const QColor wanted = color(role);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - wanted.red()) + std::abs(pixel.green() - wanted.green())
                    + std::abs(pixel.blue() - wanted.blue())
                < 60;
        }
    }
    return count;
}

/// The largest difference of a channel, of 255.
int farthest(const QImage &one, const QImage &other)
{
    int most = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            most = std::max(
                {most, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
        }
    }
    return most;
}

} // namespace

class TestSeats : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyLook(*qApp, ThemeKind::Dark);
        setClock(&demo::now);
    }
    void cleanupTestCase() { setClock({}); }

    void states_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("seat");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("glyph");
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("words");
        struct Row {
            TriggerState state;
            Glyph glyph;
            Role role;
            const char *large;
            const char *small;
        };
        const QList<Row> rows{
            {TriggerState::Ok, Glyph::Dot, Role::Muted, "ok", "ok"},
            {TriggerState::Pending, Glyph::Quarter, Role::Caution, "Pending 0:09 of 0:15", "0:09 of 0:15"},
            {TriggerState::Breach, Glyph::Triangle, Role::Alarm, "Breach since 14:34:10", "Breach 7:42"},
            {TriggerState::NoData, Glyph::EmptySet, Role::Unknown, "No data for 42 s", "No data for 42 s"},
            {TriggerState::Stale, Glyph::Hourglass, Role::Unknown, "Stale for 48 s", "Stale for 48 s"},
            {TriggerState::Error, Glyph::Exclamation, Role::Unknown, "Cannot be measured", "Cannot be measured"},
        };
        for (const Row &row : rows) {
            QTest::addRow("5xx, large, %d", int(row.state))
                << "http-5xx" << int(TriggerPanel::Seat::Large) << int(row.state) << int(row.glyph) << int(row.role)
                << row.large;
            QTest::addRow("memory, small, %d", int(row.state))
                << "memory" << int(TriggerPanel::Seat::Small) << int(row.state) << int(row.glyph) << int(row.role)
                << row.small;
        }
    }

    void states()
    {
        QFETCH(QString, id);
        QFETCH(int, seat);
        QFETCH(int, state);
        QFETCH(int, glyph);
        QFETCH(int, role);
        QFETCH(QString, words);
        const Threshold threshold = thresholdOf(id);
        TriggerPanel panel(threshold, TriggerPanel::Seat(seat));
        TriggerReading reading = demo::reading(threshold, TriggerState(state));
        if (reading.state == TriggerState::Pending)
            reading.window = 15s;
        panel.setReading(reading);
        QCOMPARE(int(panel.look().glyph), glyph);
        QCOMPARE(int(panel.look().role), role);
        QCOMPARE(panel.stateLine(), words);
        QVERIFY2(panel.accessibleDescription().contains(words), qPrintable(panel.accessibleDescription()));
        const bool unknown = isUnknown(reading.state);
        QCOMPARE(panel.look().hatched, unknown);
        // A number nobody can vouch for is not shown as a value; a stale one is, in the colour of not knowing.
        QCOMPARE(panel.valueLine().isEmpty(), unknown && reading.state != TriggerState::Stale);
        QCOMPARE(unknownLines(threshold, reading, demo::now()).isEmpty(), !unknown);
        // Where only a part is painted anew, it looks as in the whole; nothing of it is left out.
        panel.resize(panel.sizeHint());
        const QImage whole = panel.grab().toImage().convertToFormat(QImage::Format_ARGB32_Premultiplied);
        for (const QRect &place : panel.places()) {
            QImage part = whole;
            QPainter(&part).fillRect(place, Qt::magenta);
            panel.render(&part, place.topLeft(), place, QWidget::DrawWindowBackground | QWidget::DrawChildren);
            QVERIFY2(farthest(part, whole) <= 2, "a part that is painted alone is not as in the whole"); // rounding
        }
    }

    void statesLookDifferentAndNothingMoves_data()
    {
        QTest::addColumn<int>("seat");
        QTest::addColumn<QSize>("size");
        QTest::newRow("large 1280x720") << int(TriggerPanel::Seat::Large) << QSize(432, 420);
        QTest::newRow("large 1920x1080") << int(TriggerPanel::Seat::Large) << QSize(676, 700);
        QTest::newRow("small 1280x720") << int(TriggerPanel::Seat::Small) << QSize(166, 176);
        QTest::newRow("small 1920x1080") << int(TriggerPanel::Seat::Small) << QSize(264, 250);
    }

    void statesLookDifferentAndNothingMoves()
    {
        QFETCH(int, seat);
        QFETCH(QSize, size);
        for (const Threshold &threshold : demo::thresholds()) {
            TriggerPanel panel(threshold, TriggerPanel::Seat(seat));
            panel.resize(size);
            panel.show();
            panel.setReading(demo::reading(threshold, TriggerState::Ok));
            const QList<QRect> places = panel.places();
            const QSize hint = panel.sizeHint();
            QList<QImage> pictures;
            for (const TriggerState state : States) {
                TriggerReading reading = demo::reading(threshold, state);
                reading.worstName = QStringLiteral("a-very-long-name-of-a-series-that-does-not-fit-anywhere-at-all");
                reading.value = reading.value.value_or(0) * 1'000'000;
                reading.warnings = {QStringLiteral("a warning")};
                panel.setReading(reading);
                QCOMPARE(panel.places(), places);
                QCOMPARE(panel.size(), size);
                QCOMPARE(panel.sizeHint(), hint);
                const QImage picture = panel.grab().toImage();
                for (const QImage &other : std::as_const(pictures))
                    QVERIFY2(picture != other, qPrintable(threshold.id + QString::number(int(state))));
                pictures << picture;
            }
            for (qsizetype i = 0; i < places.size(); ++i) {
                for (qsizetype j = i + 1; j < places.size(); ++j)
                    QVERIFY2(places.at(i).isEmpty() || !places.at(i).intersects(places.at(j)),
                             qPrintable(QStringLiteral("%1 and %2").arg(i).arg(j)));
            }
        }
    }

    void unknownIsNeverQuiet()
    {
        for (const TriggerState state : {TriggerState::NoData, TriggerState::Stale, TriggerState::Error}) {
            const StateLook look = stateLook(state);
            QVERIFY(look.role != Role::Good && look.role != Role::Muted && look.role != Role::Text);
        }
        TriggerPanel fresh(demo::thresholds().first(), TriggerPanel::Seat::Large); // nothing arrived yet
        QCOMPARE(int(fresh.reading().state), int(TriggerState::NoData));
        QVERIFY(fresh.look().hatched);
        QVERIFY(fresh.valueLine().isEmpty());
    }

    void saysAtLeastAtTheCeiling()
    {
        const Threshold threshold = thresholdOf(QStringLiteral("p95-latency"));
        TriggerReading reading = demo::reading(threshold, TriggerState::Breach);
        reading.value = 10'000;
        reading.atCeiling = true;
        QCOMPARE(valueText(threshold, reading), QStringLiteral("≥ 10,000"));
    }

    void measuredBaselinesAreSpelledOut()
    {
        const Threshold threshold = thresholdOf(QStringLiteral("connections"));
        QCOMPARE(limitsText(threshold, demo::reading(threshold, TriggerState::Ok)),
                 QStringLiteral("threshold 6,255 (50\u00A0% of 12,510)"));
        TriggerReading unknown = demo::reading(threshold, TriggerState::NoData);
        unknown.baseline.reset();
        QVERIFY(limitsText(threshold, unknown).contains(QStringLiteral("not known yet")));
    }

    void namesTheWorstInOrder()
    {
        const Threshold errors = thresholdOf(QStringLiteral("http-5xx"));
        TriggerPanel panel(errors, TriggerPanel::Seat::Large);
        panel.setReading(demo::reading(errors, TriggerState::Breach));
        MetricBatch batch;
        batch.thresholdId = errors.id;
        batch.worst = {{"a", 0.1}, {"b", 15.2}, {"c", qQNaN()}};
        panel.apply(batch);
        QVERIFY2(panel.footerLine().startsWith(QStringLiteral("b 15.2")), qPrintable(panel.footerLine()));
        const Threshold connections = thresholdOf(QStringLiteral("connections"));
        TriggerPanel below(connections, TriggerPanel::Seat::Large);
        below.setReading(demo::reading(connections, TriggerState::Ok));
        batch.worst = {{"a", 10}, {"b", 3}};
        below.apply(batch);
        QVERIFY2(below.footerLine().startsWith(QStringLiteral("b 3")), qPrintable(below.footerLine()));
    }

    void warningsOfPrometheusAreSaid_data()
    {
        QTest::addColumn<int>("seat");
        QTest::newRow("large") << int(TriggerPanel::Seat::Large);
        QTest::newRow("small") << int(TriggerPanel::Seat::Small);
    }

    /// An answer with a warning is no failure, but no answer to trust blindly either: glyph, colour and words say so.
    void warningsOfPrometheusAreSaid()
    {
        QFETCH(int, seat);
        const Threshold threshold = thresholdOf(QStringLiteral("cpu"));
        TriggerPanel panel(threshold, TriggerPanel::Seat(seat));
        panel.resize(seat == int(TriggerPanel::Seat::Large) ? QSize(432, 420) : QSize(166, 176));
        panel.show();
        TriggerReading reading = demo::reading(threshold, TriggerState::Ok);
        panel.setReading(reading);
        const QRect footer = panel.places().last();
        const QImage quiet = panel.grab(footer).toImage();
        QCOMPARE(nearTo(quiet, Role::Caution), 0);
        QVERIFY(!panel.accessibleDescription().contains(QStringLiteral("warns")));
        reading.warnings = {QStringLiteral("metric might not be a counter <b>")};
        panel.setReading(reading);
        const QImage warned = panel.grab(footer).toImage();
        QVERIFY2(nearTo(warned, Role::Caution) > 20, qPrintable(QString::number(nearTo(warned, Role::Caution))));
        QVERIFY(panel.accessibleDescription().contains(
            QStringLiteral("Prometheus warns: metric might not be a counter <b>")));
        QVERIFY(panel.toolTip().contains(QStringLiteral("metric might not be a counter &lt;b&gt;")));
        if (seat == int(TriggerPanel::Seat::Small))
            QCOMPARE(panel.footerLine(), QStringLiteral("warning"));
        QCOMPARE(int(panel.look().role), int(Role::Muted)); // it is measured, and ok
    }

    void seriesGoWithoutTheReleaseBeforeThem()
    {
        TriggerPanel panel(thresholdOf(QStringLiteral("crash-loop")), TriggerPanel::Seat::Small);
        panel.setRelease(QStringLiteral("edge-link-production"));
        TriggerReading reading = demo::reading(panel.threshold(), TriggerState::Breach);
        reading.worstName = QStringLiteral("edge-link-production-nat-coordinator-6f7c9d-x2kqp");
        panel.setReading(reading);
        QCOMPARE(panel.footerLine(), QStringLiteral("nat-coordinator-6f7c9d-x2kqp"));
        reading.worstName = QStringLiteral("somebody-elses-pod");
        panel.setReading(reading);
        QCOMPARE(panel.footerLine(), QStringLiteral("somebody-elses-pod"));
    }

    void worksByKeyboardAndMouse()
    {
        TriggerPanel panel(demo::thresholds().first(), TriggerPanel::Seat::Large);
        panel.resize(400, 400);
        panel.show();
        QSignalSpy clicked(&panel, &TriggerPanel::clicked);
        QTest::keyClick(&panel, Qt::Key_Space);
        QTest::mouseClick(panel.chart(), Qt::LeftButton, {}, QPoint(20, 20)); // the curve is part of the seat
        QCOMPARE(clicked.size(), 2);
    }
};

EDGELINK_GUI_TEST_MAIN(TestSeats)
#include "tst_seats.moc"
