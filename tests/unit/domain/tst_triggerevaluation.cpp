// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/triggerevaluation.h"
#include "tests/support/testsink.h"

#include <limits>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double Inf = std::numeric_limits<double>::infinity();
constexpr qint64 Origin = 1'700'000'000'000;

/// Samples one second apart, the first at Origin + `from` seconds. Scrape interval 1 s: fresh for 3 s.
QList<MetricSample> series(const QList<double> &values, int from = 0)
{
    QList<MetricSample> samples;
    for (qsizetype i = 0; i < values.size(); ++i)
        samples << MetricSample{Origin + (from + i) * 1000, values.at(i)};
    return samples;
}

Threshold above(double limit, std::chrono::milliseconds window)
{
    Threshold threshold;
    threshold.id = QStringLiteral("t");
    threshold.threshold = limit;
    threshold.window = window;
    return threshold;
}

Threshold belowBaseline(double percent, std::chrono::milliseconds window)
{
    Threshold threshold = above(percent, window);
    threshold.direction = Direction::Below;
    threshold.baselineQuery = QStringLiteral("b");
    return threshold;
}

EvaluationClock at(double seconds, double compression = 1)
{
    return {Origin + static_cast<qint64>(seconds * 1000), 1s, compression};
}

TriggerReading judge(const Threshold &threshold, const QList<MetricSample> &samples, const EvaluationClock &clock,
                     const TriggerReading &previous = {}, std::optional<double> baseline = {},
                     std::optional<Error> error = {})
{
    TriggerInput input;
    input.samples = std::span(samples.constData(), static_cast<size_t>(samples.size()));
    input.baseline = baseline;
    input.error = std::move(error);
    return evaluateTrigger(threshold, input, clock, previous);
}

} // namespace

class TriggerEvaluationTest : public test::Suite
{
    Q_OBJECT

private slots:
    void states_data()
    {
        QTest::addColumn<QList<double>>("values"); // one a second, the last at second n - 1
        QTest::addColumn<double>("now"); // seconds
        QTest::addColumn<int>("window"); // seconds
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("heldMs");
        QTest::addColumn<int>("beyondSince"); // second; -1: none
        QTest::addColumn<int>("breachSince");
        const auto row = [](const char *name, const QList<double> &values, double now, int window, const char *state,
                            int held = 0, int beyond = -1, int breach = -1) {
            QTest::newRow(name) << values << now << window << state << held << beyond << breach;
        };
        row("nothing at all", {}, 0, 5, "no-data");
        row("healthy", {1, 1, 1}, 2, 5, "ok");
        row("at the limit is not beyond", {5, 5, 5}, 2, 2, "ok");
        row("just beyond", {1, 6}, 1, 5, "pending", 0, 1);
        row("beyond for a while", {1, 6, 6, 6}, 3, 5, "pending", 2000, 1);
        row("window full", {1, 6, 6, 6, 6, 6, 6}, 6, 5, "breach", 5000, 1, 6);
        row("long since full", {6, 6, 6, 6, 6, 6, 6, 6}, 7, 5, "breach", 7000, 0, 5);
        row("at once", {0, 6}, 1, 0, "breach", 0, 1, 1);
        row("at once and still", {6, 6, 6}, 2, 0, "breach", 2000, 0, 0);
        row("one healthy sample ends it", {6, 6, 6, 6, 1, 6}, 5, 3, "pending", 0, 5);
        row("recovered", {6, 6, 6, 6, 6, 6, 1}, 6, 3, "ok");
        row("short gap is bridged", {6, 6, NaN, NaN, 6, 6}, 5, 5, "breach", 5000, 0, 5);
        row("long gap stops the clock", {6, 6, NaN, NaN, NaN, 6, 6}, 6, 5, "pending", 2000, 0);
        row("long gap does not restart", {6, 6, 6, NaN, NaN, NaN, NaN, 6, 6, 6}, 9, 4, "breach", 4000, 0, 9);
        row("gap then healthy", {6, 6, 6, NaN, NaN, NaN, NaN, 1}, 7, 2, "ok");
        row("infinite is unknown", {1, 1, Inf}, 2, 5, "ok");
        row("only unknown", {NaN, NaN}, 1, 5, "no-data");
        row("one unknown holds", {6, 6, 6, NaN}, 3, 2, "breach", 2000, 0, 2);
        row("unknown for long", {1, 1, NaN, NaN, NaN, NaN}, 5, 5, "no-data");
        row("unknown after a breach", {6, 6, 6, NaN, NaN, NaN, NaN}, 6, 2, "no-data", 2000, 0, 2);
        row("three scrapes old is fresh", {1, 1}, 4, 5, "ok");
        row("older is stale", {1, 1}, 4.001, 5, "stale");
        row("stale breach", {6, 6, 6}, 60, 2, "stale", 2000, 0, 2);
        row("stale pending keeps its start", {1, 6, 6}, 60, 10, "stale", 1000, 1);
        row("clock set back", {1, 1, 1}, -600, 5, "stale");
    }

    void states()
    {
        QFETCH(QList<double>, values);
        QFETCH(double, now);
        QFETCH(int, window);
        QFETCH(QString, state);
        QFETCH(int, heldMs);
        QFETCH(int, beyondSince);
        QFETCH(int, breachSince);
        const auto second = [](qint64 ms) { return ms == 0 ? -1 : static_cast<int>((ms - Origin) / 1000); };
        const TriggerReading reading = judge(above(5, std::chrono::seconds{window}), series(values), at(now));
        QCOMPARE(triggerStateId(reading.state), state);
        QCOMPARE(static_cast<int>(reading.held.count()), heldMs);
        QCOMPARE(second(reading.beyondSinceMs), beyondSince);
        QCOMPARE(second(reading.breachSinceMs), breachSince);
        QCOMPARE(reading.effectiveThreshold, 5.0);
    }

    void belowABaseline_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<double>("baseline"); // NaN: none measured
        QTest::addColumn<double>("before"); // of the previous reading; NaN: none
        QTest::addColumn<QString>("state");
        QTest::addColumn<double>("limit");
        QTest::newRow("full house") << QList<double>{200, 200} << 200.0 << NaN << "ok" << 100.0;
        QTest::newRow("exactly half") << QList<double>{100, 100} << 200.0 << NaN << "ok" << 100.0;
        QTest::newRow("less than half") << QList<double>{99, 99} << 200.0 << NaN << "pending" << 100.0;
        QTest::newRow("for the window") << QList<double>{99, 99, 99, 99} << 200.0 << NaN << "breach" << 100.0;
        QTest::newRow("none measured") << QList<double>{99, 99, 99, 99} << NaN << NaN << "no-data" << 0.0;
        QTest::newRow("the last one stands") << QList<double>{99, 99, 99, 99} << NaN << 200.0 << "breach" << 100.0;
        QTest::newRow("zero is no baseline") << QList<double>{0, 0, 0, 0} << 0.0 << NaN << "no-data" << 0.0;
        QTest::newRow("negative is none") << QList<double>{0, 0} << -1.0 << NaN << "no-data" << 0.0;
        QTest::newRow("infinite is none") << QList<double>{0, 0} << Inf << NaN << "no-data" << 0.0;
        QTest::newRow("all gone") << QList<double>{0, 0, 0, 0} << 200.0 << NaN << "breach" << 100.0;
    }

    void belowABaseline()
    {
        QFETCH(QList<double>, values);
        QFETCH(double, baseline);
        QFETCH(double, before);
        QFETCH(QString, state);
        QFETCH(double, limit);
        TriggerReading previous;
        if (!std::isnan(before))
            previous.baseline = before;
        const TriggerReading reading
            = judge(belowBaseline(50, 3s), series(values), at(static_cast<double>(values.size() - 1)), previous,
                    std::isnan(baseline) ? std::optional<double>() : baseline);
        QCOMPARE(triggerStateId(reading.state), state);
        QCOMPARE(reading.effectiveThreshold, limit);
        QCOMPARE(reading.value, values.last());
        QCOMPARE(reading.warnings.isEmpty(), limit > 0);
    }

    /// Second by second: each reading is the next one's previous, as in a console that watches.
    void aMovingLimitDoesNotJudgeThePastAgain_data()
    {
        QTest::addColumn<QList<double>>("values"); // one a second
        QTest::addColumn<QList<double>>("baselines"); // of the same seconds; the limit is half of it
        QTest::addColumn<QString>("states"); // of each second: o, p(ending), b(reach)
        QTest::addColumn<int>("beyondSince"); // of the last one; second, -1: none
        QTest::addColumn<int>("healthySince"); // of the last one; second, -1: not healthy
        const auto times = [](int count, double value) { return QList<double>(count, value); };
        QTest::newRow("a rising baseline: the window is waited for")
            << times(10, 90) << times(6, 100) + times(4, 200) << "oooooopppb" << 6 << -1;
        QTest::newRow("rising, and back in time")
            << times(9, 90) << times(6, 100) + times(2, 200) + times(1, 100) << "ooooooppo" << -1 << 8;
        QTest::newRow("a falling baseline: recovered after the last one beyond")
            << times(5, 200) + times(5, 90) + times(4, 95) << times(10, 200) + times(4, 100) << "ooooopppbboooo" << -1
            << 10;
        QTest::newRow("falling, and rising again")
            << times(12, 90) << times(6, 200) + times(2, 100) + times(4, 200) << "pppbbboopppb" << 8 << -1;
        QTest::newRow("falling within a breach that goes on")
            << times(6, 90) + times(4, 60) << times(6, 200) + times(4, 140) << "pppbbbbbbb" << 0 << -1;
        QTest::newRow("a true drop under a slowly falling baseline")
            << times(4, 200) + times(6, 50) << QList<double>{200, 200, 200, 200, 190, 180, 170, 160, 150, 140}
            << "oooopppbbb" << 4 << -1;
        QTest::newRow("a baseline that stands")
            << times(4, 200) + times(5, 90) + times(3, 200) << times(12, 200) << "oooopppbbooo" << -1 << 9;
    }

    void aMovingLimitDoesNotJudgeThePastAgain()
    {
        QFETCH(QList<double>, values);
        QFETCH(QList<double>, baselines);
        QFETCH(QString, states);
        QFETCH(int, beyondSince);
        QFETCH(int, healthySince);
        const auto second = [](qint64 ms) { return ms == 0 ? -1 : static_cast<int>((ms - Origin) / 1000); };
        TriggerReading reading;
        QString seen;
        for (qsizetype i = 0; i < values.size(); ++i) {
            reading = judge(belowBaseline(50, 3s), series(values.first(i + 1)), at(static_cast<double>(i)), reading,
                            baselines.at(i));
            seen += triggerStateId(reading.state).at(0);
        }
        QCOMPARE(seen, states);
        QCOMPARE(second(reading.beyondSinceMs), beyondSince);
        QCOMPARE(second(reading.healthySinceMs), healthySince);
    }

    void theFirstReadingJudgesWhatItIsGiven()
    {
        const TriggerReading first = judge(belowBaseline(50, 3s), series(QList<double>(6, 90.0)), at(5), {}, 200.0);
        QCOMPARE(first.state, TriggerState::Breach); // nobody watched: of the past only this limit can tell
        QCOMPARE(first.beyondSinceMs, Origin);
        // A time in which nothing came is not one that was judged: the drop in it counts.
        const TriggerReading calm = judge(belowBaseline(50, 3s), series({200, 200}), at(1), {}, 200.0);
        const TriggerReading blind = judge(belowBaseline(50, 3s), series({200, 200}), at(30), calm, 200.0);
        QCOMPARE(blind.state, TriggerState::Stale);
        const TriggerReading later
            = judge(belowBaseline(50, 3s), series({200, 200, 200, 90, 90, 90, 90, 90}), at(7), blind, 200.0);
        QCOMPARE(later.state, TriggerState::Breach);
        QCOMPARE(later.beyondSinceMs, Origin + 3000);
    }

    void errors_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<double>("now");
        QTest::addColumn<QString>("state");
        QTest::newRow("never a sample") << QList<double>{} << 0.0 << "error";
        QTest::newRow("a failed poll does not hide a fresh value") << QList<double>{1, 1} << 3.0 << "ok";
        QTest::newRow("nor a breach") << QList<double>{6, 6, 6} << 4.0 << "breach";
        QTest::newRow("old values do not hide the error") << QList<double>{1, 1} << 9.0 << "error";
        QTest::newRow("error is more than no data") << QList<double>{1, NaN, NaN, NaN, NaN} << 5.0 << "error";
    }

    void errors()
    {
        QFETCH(QList<double>, values);
        QFETCH(double, now);
        QFETCH(QString, state);
        const Error down{ErrorKind::Unreachable, QStringLiteral("refused"), {}, {}, {}};
        const TriggerReading reading = judge(above(5, 2s), series(values), at(now), {}, {}, down);
        QCOMPARE(triggerStateId(reading.state), state);
        QVERIFY(reading.error.has_value());
    }

    void compressedWindow()
    {
        const TriggerReading reading = judge(above(5, 5min), series(QList<double>(16, 6.0)), at(15, 20));
        QCOMPARE(reading.window, std::chrono::milliseconds{15'000});
        QCOMPARE(reading.state, TriggerState::Breach);
        QCOMPARE(judge(above(5, 5min), series(QList<double>(16, 6.0)), at(15)).state, TriggerState::Pending);
    }

    /// The samples kept are fewer than the excursion is long.
    void anExcursionOlderThanTheSamples()
    {
        const Threshold threshold = above(5, 4s);
        TriggerReading reading = judge(threshold, series({1, 6, 6, 6, 6, 6}), at(5));
        const qint64 since = reading.beyondSinceMs;
        const qint64 breached = reading.breachSinceMs;
        QCOMPARE(reading.state, TriggerState::Breach);
        reading = judge(threshold, series({6, 6}, 6), at(7), reading);
        QCOMPARE(reading.state, TriggerState::Breach);
        QCOMPARE(reading.beyondSinceMs, since);
        QCOMPARE(reading.breachSinceMs, breached);
        reading = judge(threshold, {}, at(20), reading); // the source lost everything
        QCOMPARE(reading.state, TriggerState::Stale);
        QCOMPARE(reading.value, 6.0);
        reading = judge(threshold, series({6}, 30), at(30), reading); // back, and still bad: no new window
        QCOMPARE(reading.state, TriggerState::Breach);
        QCOMPARE(reading.breachSinceMs, breached);
        reading = judge(threshold, series({6, 1, 6}, 31), at(33), reading);
        QCOMPARE(reading.state, TriggerState::Pending);
        QVERIFY(reading.beyondSinceMs > since);
        QCOMPARE(reading.breachSinceMs, 0);
    }

    void healthySince_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("since"); // second; -1: not healthy
        QTest::newRow("always") << QList<double>{1, 1, 1} << 0;
        QTest::newRow("since the last one beyond") << QList<double>{6, 1, 1} << 1;
        QTest::newRow("a short gap") << QList<double>{1, NaN, NaN, 1} << 0;
        QTest::newRow("a long gap proves nothing") << QList<double>{1, NaN, NaN, NaN, 1, 1} << 4;
        QTest::newRow("beyond") << QList<double>{1, 1, 6} << -1;
        QTest::newRow("unknown") << QList<double>{1, NaN, NaN, NaN, NaN} << -1;
    }

    void healthySince()
    {
        QFETCH(QList<double>, values);
        QFETCH(int, since);
        const TriggerReading reading = judge(above(5, 2s), series(values), at(static_cast<double>(values.size() - 1)));
        QCOMPARE(reading.healthySinceMs, since < 0 ? 0 : Origin + since * 1000);
    }

    void theWorstIsNamed_data()
    {
        QTest::addColumn<bool>("above");
        QTest::addColumn<QString>("name");
        QTest::newRow("above") << true << "b";
        QTest::newRow("below") << false << "a";
    }

    void theWorstIsNamed()
    {
        QFETCH(bool, above);
        QFETCH(QString, name);
        Threshold threshold;
        threshold.direction = above ? Direction::Above : Direction::Below;
        TriggerInput input;
        input.worst = {{"a", 1.0}, {"b", 9.0}, {"c", NaN}, {"d", 3.0}};
        QCOMPARE(evaluateTrigger(threshold, input, at(0)).worstName, name);
    }

    void aValueAtTheCeilingIsALowerBound()
    {
        const QList<MetricSample> samples = series({10'000});
        TriggerInput input;
        input.samples = std::span(samples.constData(), 1);
        QVERIFY(!evaluateTrigger(above(5, 0s), input, at(0)).atCeiling);
        input.ceiling = 10'000;
        QVERIFY(evaluateTrigger(above(5, 0s), input, at(0)).atCeiling);
        input.ceiling = 30'000;
        QVERIFY(!evaluateTrigger(above(5, 0s), input, at(0)).atCeiling);
    }

    void unknownIsNotGreen_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("known");
        for (const TriggerState state : {TriggerState::Ok, TriggerState::Pending, TriggerState::Breach,
                                         TriggerState::NoData, TriggerState::Stale, TriggerState::Error}) {
            QTest::newRow(qPrintable(triggerStateId(state)))
                << static_cast<int>(state) << (static_cast<int>(state) <= static_cast<int>(TriggerState::Breach));
        }
    }

    void unknownIsNotGreen()
    {
        QFETCH(int, state);
        QFETCH(bool, known);
        QCOMPARE(isKnown(static_cast<TriggerState>(state)), known);
    }
};

EDGELINK_TEST_MAIN(TriggerEvaluationTest)
#include "tst_triggerevaluation.moc"
