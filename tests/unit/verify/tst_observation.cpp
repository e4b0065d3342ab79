// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The observation window's clock, its verdict in numbers, and measurements: unknown is never good.
#include "app/services/verify/observation.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <cmath>
#include <limits>

using namespace edgelink;
using namespace edgelink::verify;
using Clock = ObservationClock;
using std::chrono::seconds;

namespace {

Threshold above(const QString &id, double limit, double baseline)
{
    Threshold threshold;
    threshold.id = id;
    threshold.unit = QStringLiteral("%");
    threshold.threshold = limit;
    threshold.baseline = baseline;
    return threshold;
}

Threshold connections()
{
    Threshold threshold = above(QStringLiteral("connections"), 50, 0);
    threshold.baseline.reset();
    threshold.baselineQuery = QStringLiteral("x");
    threshold.direction = Direction::Below;
    return threshold;
}

/// Feeds one character a second: '.' inside, '!' beyond, 'u' unknown.
Clock fed(const QByteArray &story, seconds window, seconds length = seconds{10})
{
    Clock clock(length);
    bool first = true;
    for (const char c : story) {
        const Clock::Seen seen = c == '.' ? Clock::Seen::Inside : c == '!' ? Clock::Seen::Beyond : Clock::Seen::Unknown;
        clock.feed(first ? seconds{0} : seconds{1}, {{QStringLiteral("t"), seen, window}});
        first = false;
    }
    return clock;
}

} // namespace

class ObservationTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void clockStories_data()
    {
        QTest::addColumn<QByteArray>("story");
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("observed");
        QTest::addColumn<int>("restarts");
        QTest::addColumn<bool>("complete");
        QTest::newRow("quiet") << QByteArray("...........") << 3 << 10 << 0 << true;
        QTest::newRow("not long enough") << QByteArray("..........") << 3 << 9 << 0 << false;
        QTest::newRow("at once") << QByteArray(".....!") << 0 << 0 << 1 << false;
        QTest::newRow("a spike shorter than its window") << QByteArray(".....!!....") << 3 << 10 << 0 << true;
        QTest::newRow("beyond at first: it begins when inside") << QByteArray("!!........") << 5 << 7 << 0 << false;
        QTest::newRow("beyond until it is a breach") << QByteArray("!!!!...") << 3 << 2 << 1 << false;
        QTest::newRow("a breach restarts") << QByteArray(".....!!!!..") << 3 << 1 << 1 << false;
        QTest::newRow("a breach counts once while it lasts") << QByteArray(".!!!!!!!!!!!!!!!") << 3 << 0 << 1 << false;
        QTest::newRow("two breaches") << QByteArray(".!.!.") << 0 << 0 << 2 << false;
        QTest::newRow("restarted, then complete") << QByteArray("...!...........") << 0 << 10 << 1 << true;
        QTest::newRow("it cannot end in an excursion") << QByteArray("...........!") << 5 << 10 << 0 << false;
        QTest::newRow("unknown stops the clock") << QByteArray("...uuuu....") << 3 << 5 << 0 << false;
        QTest::newRow("unknown all the way") << QByteArray("uuuuuuuuuuuuuuuu") << 3 << 0 << 0 << false;
        QTest::newRow("unknown does not end a breach") << QByteArray("!uuu.") << 0 << 0 << 1 << false;
        QTest::newRow("a breach seen again after unknown is the same") << QByteArray("!uu!") << 0 << 0 << 1 << false;
    }

    void clockStories()
    {
        QFETCH(QByteArray, story);
        QFETCH(int, window);
        QFETCH(int, observed);
        QFETCH(int, restarts);
        QFETCH(bool, complete);
        const Clock clock = fed(story, seconds{window});
        QCOMPARE(clock.observed().count() / 1000, observed);
        QCOMPARE(clock.restarts(), restarts);
        QCOMPARE(clock.isComplete(), complete);
    }

    void noTriggersIsNoKnowledge()
    {
        Clock clock(seconds{1});
        clock.feed(seconds{0}, {});
        clock.feed(seconds{5}, {});
        QVERIFY(!clock.isComplete());
        QVERIFY(!clock.everKnown());
    }

    void progressIsInTheRunbooksMinutes()
    {
        Clock clock(seconds{45});
        clock.feed(seconds{0}, {{QStringLiteral("t"), Clock::Seen::Inside, seconds{0}}});
        clock.feed(seconds{1}, {{QStringLiteral("t"), Clock::Seen::Beyond, seconds{0}}});
        clock.feed(seconds{1}, {{QStringLiteral("t"), Clock::Seen::Inside, seconds{0}}});
        clock.feed(std::chrono::milliseconds{6500}, {{QStringLiteral("t"), Clock::Seen::Inside, seconds{0}}});
        QCOMPARE(progressText(clock, 20), QStringLiteral("2:10 of 15:00, restarted once (drill clock ×20)"));
        QCOMPARE(progressText(clock, 1), QStringLiteral("0:06 of 0:45, restarted once"));
    }

    void measurements_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("known");
        for (const char *what : {"empty", "no samples", "NaN", "Inf", "two series", "error"})
            QTest::newRow(what) << QString::fromLatin1(what) << false;
        QTest::newRow("zero") << QStringLiteral("0") << true;
    }

    void measurements()
    {
        QFETCH(QString, what);
        QFETCH(bool, known);
        Result<RangeResult> result = test::ScriptedMetrics::one(0);
        if (what == QLatin1String("empty"))
            result->series.clear();
        else if (what == QLatin1String("no samples"))
            result->series.first().samples.clear();
        else if (what == QLatin1String("NaN"))
            result = test::ScriptedMetrics::one(std::nan(""));
        else if (what == QLatin1String("Inf"))
            result = test::ScriptedMetrics::one(std::numeric_limits<double>::infinity());
        else if (what == QLatin1String("two series"))
            result->series << result->series.first();
        else if (what == QLatin1String("error"))
            result = failure(ErrorKind::Timeout, QStringLiteral("late"));
        const Measurement measurement = measurementOf(result, QStringLiteral("q"));
        QCOMPARE(measurement.value.has_value(), known);
        QCOMPARE(measurement.reason.isEmpty(), known);
        QCOMPARE(judge(above(QStringLiteral("t"), 5, 0), measurement, {}),
                 known ? Clock::Seen::Inside : Clock::Seen::Unknown);
    }

    void limitsMayBeASharesOfTheBaseline()
    {
        const Threshold threshold = connections();
        QCOMPARE(judge(threshold, Measurement{10.0, {}, {}}, {}), Clock::Seen::Unknown);
        const Baseline baseline{{{QStringLiteral("connections"), 100.0}}, {}};
        QCOMPARE(judge(threshold, Measurement{49.9, {}, {}}, baseline), Clock::Seen::Beyond);
        QCOMPARE(judge(threshold, Measurement{50.0, {}, {}}, baseline), Clock::Seen::Inside);
        QCOMPARE(judge(above(QStringLiteral("t"), 5, 0), Measurement{5.0, {}, {}}, {}), Clock::Seen::Inside);
        QCOMPARE(judge(above(QStringLiteral("t"), 5, 0), Measurement{5.1, {}, {}}, {}), Clock::Seen::Beyond);
    }

    void theEndComparesWithBefore_data()
    {
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("now");
        QTest::addColumn<Observation::State>("state");
        QTest::newRow("as before") << 0.2 << 0.2 << Observation::State::Passed;
        QTest::newRow("inside the runbook's own baseline") << 0.001 << 0.09 << Observation::State::Passed;
        QTest::newRow("clearly worse, inside the threshold") << 0.2 << 3.0 << Observation::State::Warning;
        QTest::newRow("better") << 2.0 << 0.1 << Observation::State::Passed;
    }

    void theEndComparesWithBefore()
    {
        QFETCH(double, before);
        QFETCH(double, now);
        QFETCH(Observation::State, state);
        const Clock clock = fed("...........", seconds{3});
        const Baseline baseline{{{QStringLiteral("t"), before}}, QStringLiteral("recorded")};
        const Observation observation
            = windowPassed({above(QStringLiteral("t"), 5, 0.1)}, {{QStringLiteral("t"), SeenValues{{now, now, now}}}},
                           baseline, clock, 1);
        QCOMPARE(observation.state, state);
        QCOMPARE(observation.data.value("triggers").toObject().value("t").toObject().value("before").toDouble(),
                 before);
    }

    void whatWasBeyondForAWhileIsSaid_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<Observation::State>("state");
        QTest::newRow("at the limit") << QList<double>{0.1, 5.0, 0.1} << Observation::State::Passed;
        QTest::newRow("beyond once") << QList<double>{0.1, 20.0, 0.1} << Observation::State::Warning;
    }

    void whatWasBeyondForAWhileIsSaid()
    {
        QFETCH(QList<double>, values);
        QFETCH(Observation::State, state);
        const Observation observation
            = windowPassed({above(QStringLiteral("t"), 5, 0.1)}, {{QStringLiteral("t"), SeenValues{values}}}, {},
                           fed("...........", seconds{3}), 1);
        QCOMPARE(observation.state, state);
        QCOMPARE(observation.text.contains(QStringLiteral("stayed inside")), state == Observation::State::Passed);
        QCOMPARE(observation.text.contains(QStringLiteral("t reached 20")), state == Observation::State::Warning);
    }

    void baselineComesFromTheIncident()
    {
        JournalEvent opened;
        opened.draft.kind = QString::fromLatin1(journalkind::IncidentOpened);
        opened.draft.payload = {{QStringLiteral("baseline"),
                                 QJsonObject{{QStringLiteral("http-5xx"), 0.05},
                                             {QStringLiteral("cpu"), QJsonObject{{QStringLiteral("value"), 40}}},
                                             {QStringLiteral("memory"), QStringLiteral("lots")}}}};
        const auto baseline = baselineFromJournal({opened});
        QVERIFY(baseline);
        QCOMPARE(baseline->values.keys(), (QStringList{QStringLiteral("cpu"), QStringLiteral("http-5xx")}));
        opened.draft.payload = {};
        QVERIFY(!baselineFromJournal({opened}));
    }
};

EDGELINK_TEST_MAIN(ObservationTest)
#include "tst_observation.moc"
