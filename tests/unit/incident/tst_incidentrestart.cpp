// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a restarted tracker knows of the excursions on record, and what it hears while it reads.
#include "tests/unit/incident/incidentrig.h"

#include <limits>

using namespace edgelink;
using namespace edgelink::test;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr int Restart = 60; ///< seconds after the origin; the first batch then begins one later

QList<double> times(qsizetype count, double value)
{
    return QList<double>(count, value);
}

QString kind(const char *name)
{
    return QString::fromLatin1(name);
}

JournalEvent row(qint64 sequence, const char *name, const QString &incident, const QJsonObject &payload = {})
{
    JournalEvent made;
    made.draft.kind = kind(name);
    made.draft.incidentId = incident;
    made.draft.payload = payload;
    made.sequence = sequence;
    made.utcMicros = sequence * 1'000'000;
    return made;
}

/// A console sees "errors" leave its limit for good, and ends.
bool breaks(FakeJournal &journal)
{
    Rig rig(&journal);
    if (!QTest::qWaitFor([&] { return rig.ready(); }))
        return false;
    rig.feed("errors", times(6, 15.0));
    return QTest::qWaitFor([&] { return rig.current().inBreach == QStringList{"errors"}; });
}

} // namespace

class IncidentRestartTest : public test::Suite
{
    Q_OBJECT

private slots:
    void aSettledExcursionIsToldFromANewBreach_data()
    {
        QTest::addColumn<QList<double>>("past"); // of the seconds from 0 on; the excursion begins there
        QTest::addColumn<QList<double>>("first"); // the first batch after the restart
        QTest::addColumn<bool>("refused"); // by the source, when it is asked for the past
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<int>("recoveredAt"); // seconds; -1: that is not known
        const QList<double> beyond = times(6, 15.0);
        QTest::newRow("it stood all the time") << times(70, 15.0) << beyond << false << false << -1;
        QTest::newRow("healthy in between")
            << times(20, 15.0) + times(10, 0.0) + times(40, 15.0) << beyond << false << true << 20;
        QTest::newRow("healthy in between, but not for its window")
            << times(20, 15.0) + times(4, 0.0) + times(46, 15.0) << beyond << false << false << -1;
        QTest::newRow("unknown in between: that heals nothing")
            << times(20, 15.0) + times(30, NaN) + times(20, 15.0) << beyond << false << false << -1;
        QTest::newRow("healthy around a time without values")
            << times(20, 15.0) + times(3, 0.0) + times(10, NaN) + times(3, 0.0) + times(34, 15.0) << beyond << false
            << false << -1;
        QTest::newRow("healthy across the beginning of what the first batch holds") << times(58, 15.0) + times(7, 0.0)
                + times(5, 15.0) << times(4, 0.0) + times(6, 15.0) << false << true << 58;
        QTest::newRow("healthy in what the first batch holds")
            << times(70, 15.0) << times(3, 15.0) + times(6, 0.0) + beyond << false << true << 64;
        QTest::newRow("the source holds nothing of that time") << QList<double>{} << beyond << false << true << -1;
        QTest::newRow("the source holds only the end of it")
            << times(40, NaN) + times(30, 15.0) << beyond << false << true << -1;
        QTest::newRow("the source does not answer") << times(70, 15.0) << beyond << true << true << -1;
    }

    void aSettledExcursionIsToldFromANewBreach()
    {
        QFETCH(QList<double>, past);
        QFETCH(QList<double>, first);
        QFETCH(bool, refused);
        QFETCH(bool, isNew);
        QFETCH(int, recoveredAt);
        for (const bool newer : {true, false}) { // another incident was opened after the one that it was settled under
            test::FakeJournal journal;
            {
                Rig rig(&journal);
                QTRY_VERIFY(rig.ready());
                rig.feed("errors", times(6, 15.0));
                QTRY_COMPARE(rig.current().inBreach, QStringList{"errors"});
                QVERIFY(await(rig.service->close(rig.current().id, "the threshold is wrong", "ana"), 5s)->has_value());
                if (newer) {
                    rig.known["crash"] = rig.now;
                    rig.feed("crash", {1});
                    QTRY_COMPARE(rig.current().triggers, QStringList{"crash"});
                }
            }
            Rig rig(&journal);
            rig.now = Origin + Restart * 1000;
            rig.known["errors"] = rig.now;
            rig.metrics.past = secondsFrom(0, past);
            if (refused)
                rig.metrics.error = Error{ErrorKind::Unreachable, "refused", {}, {}, {}};
            QTRY_COMPARE(rig.current().triggers, newer ? QStringList{"crash"} : QStringList{});
            rig.feed("errors", first);
            const qsizetype breaches = (newer ? 2 : 1) + (isNew ? 1 : 0);
            if (isNew)
                QTRY_COMPARE(journal.count(kind(journalkind::Breach)), breaches);
            QTRY_VERIFY(rig.metrics.ranges > 0 || recoveredAt > Restart);
            rig.feed("errors", {15, 15, 15});
            QCoreApplication::processEvents();
            QCOMPARE(journal.count(kind(journalkind::Breach)), breaches);
            QVERIFY(rig.metrics.ranges <= 1); // one look settles it
            const QList<JournalEvent> recoveries = journal.events(kind(journalkind::Recovered));
            QCOMPARE(recoveries.size(), recoveredAt >= 0 ? 1 : 0);
            if (recoveredAt >= 0) { // on the record of the incident that it ended, at the time when it was so
                QCOMPARE(recoveries.first().draft.incidentId, QStringLiteral("INC-2026-1123-001"));
                QCOMPARE(recoveries.first().draft.payload.value("since").toString(),
                         isoTime(Origin + recoveredAt * 1000LL));
            }
            QCOMPARE(rig.current().id, newer || isNew ? QStringLiteral("INC-2026-1123-002") : QString());
            QCOMPARE(rig.current().inBreach.contains("errors"), isNew);
            // What is not new is not forgotten either: it counts again once it was healthy.
            rig.feed("errors", times(7, 0.0));
            QTRY_COMPARE(journal.count(kind(journalkind::Recovered)), recoveries.size() + 1);
            rig.feed("errors", times(6, 15.0));
            QTRY_COMPARE(journal.count(kind(journalkind::Breach)), breaches + 1);
        }
    }

    void aRecoveryUnseenIsWrittenToTheOpenIncident()
    {
        test::FakeJournal journal;
        QVERIFY(breaks(journal));
        Rig rig(&journal);
        rig.now = Origin + 200'000;
        rig.known["errors"] = rig.now;
        // Well for longer than an observation window (45 s), while nobody watched: what came then is another incident.
        rig.metrics.past = secondsFrom(0, times(20, 15.0) + times(100, 0.0) + times(90, 15.0));
        QTRY_VERIFY(!rig.current().id.isEmpty());
        rig.feed("errors", times(6, 15.0));
        QTRY_COMPARE(rig.current().id, QStringLiteral("INC-2026-1123-002"));
        QCOMPARE(journal.events(kind(journalkind::Recovered)).first().draft.incidentId,
                 QStringLiteral("INC-2026-1123-001"));
        QCOMPARE(journal.count(kind(journalkind::IncidentClosed)), 1);
    }

    void aRecoveryIsDatedByWhatTheSourceHolds_data()
    {
        QTest::addColumn<QList<double>>("past"); // of the seconds from 0 on
        QTest::addColumn<bool>("refused");
        QTest::addColumn<int>("recoveredAt");
        QTest::newRow("it was well long before the first batch") << times(20, 15.0) + times(180, 0.0) << false << 20;
        QTest::newRow("it was well twice")
            << times(20, 15.0) + times(20, 0.0) + times(60, 15.0) + times(100, 0.0) << false << 20;
        QTest::newRow("the source holds only what the batch holds") << times(200, NaN) << false << 201;
        QTest::newRow("the source does not answer") << times(20, 15.0) + times(180, 0.0) << true << 201;
    }

    /// Nobody watched when it recovered: the oldest sample of the first batch is not when that was.
    void aRecoveryIsDatedByWhatTheSourceHolds()
    {
        QFETCH(QList<double>, past);
        QFETCH(bool, refused);
        QFETCH(int, recoveredAt);
        test::FakeJournal journal;
        QVERIFY(breaks(journal));
        Rig rig(&journal);
        rig.now = Origin + 200'000;
        rig.known["errors"] = rig.now;
        rig.metrics.past = secondsFrom(0, past);
        if (refused)
            rig.metrics.error = Error{ErrorKind::Unreachable, "refused", {}, {}, {}};
        QTRY_VERIFY(!rig.current().id.isEmpty());
        rig.feed("errors", times(8, 0.0));
        QTRY_COMPARE(journal.count(kind(journalkind::Recovered)), 1);
        QCOMPARE(journal.events(kind(journalkind::Recovered)).first().draft.payload.value("since").toString(),
                 isoTime(Origin + recoveredAt * 1000LL));
        QCOMPARE(rig.metrics.ranges, 1);
    }

    void excursionsAreAFold()
    {
        const QString one = QStringLiteral("INC-1");
        const QString two = QStringLiteral("INC-2");
        const QJsonObject errors{{"threshold", "errors"}};
        ExcursionBook book;
        book.apply(row(1, journalkind::IncidentOpened, one));
        book.apply(row(2, journalkind::Breach, one, errors));
        book.apply(row(3, journalkind::Breach, one, {{"threshold", "feature-down"}, {"manual", "feature-down"}}));
        QCOMPARE(book.thresholds(), QStringList{"errors"});
        QCOMPARE(book.of("errors"), (RecordedExcursion{one, false, 2000}));
        book.apply(row(4, journalkind::IncidentClosed, one));
        QCOMPARE(book.of("errors"), (RecordedExcursion{one, true, 4000}));
        book.apply(row(5, journalkind::Breach, one, {{"threshold", "latency"}})); // came after the closing
        QVERIFY(!book.of("latency"));
        book.apply(row(6, journalkind::IncidentOpened, two));
        book.apply(row(7, journalkind::Breach, two, {{"threshold", "crash"}}));
        QCOMPARE(book.of("errors"), (RecordedExcursion{one, true, 4000})); // a newer incident changes nothing
        book.apply(row(8, journalkind::Recovered, two, errors)); // not its to end
        QVERIFY(book.of("errors"));
        book.apply(row(9, journalkind::Recovered, one, errors));
        QVERIFY(!book.of("errors"));
        book.apply(row(2, journalkind::Breach, one, errors)); // told again, late
        QVERIFY(!book.of("errors"));
        book.apply(row(10, journalkind::Breach, two, errors));
        QCOMPARE(book.of("errors"), (RecordedExcursion{two, false, 10'000}));
    }

    void whatIsCommittedWhileItReadsCounts_data()
    {
        QTest::addColumn<int>("pagesBefore"); // answered before the row is committed
        QTest::newRow("while the landmarks are read") << 0;
        QTest::newRow("while the last page is read") << 1;
    }

    void whatIsCommittedWhileItReadsCounts()
    {
        QFETCH(int, pagesBefore);
        test::FakeJournal journal;
        Rig other(&journal); // the other console
        QTRY_VERIFY(other.ready());
        other.known["crash"] = other.now;
        other.feed("crash", {1});
        QTRY_COMPARE(other.current().triggers, QStringList{"crash"});
        journal.holdReads();
        Rig rig(&journal);
        QTRY_COMPARE(journal.heldReads(), 1);
        for (int page = 0; page < pagesBefore; ++page) {
            journal.letGoFirstRead();
            QTRY_COMPARE(journal.heldReads(), 1); // asked, and its answer is what stood then
        }
        other.feed("errors", times(6, 15.0));
        QTRY_COMPARE(other.current().triggers, (QStringList{"crash", "errors"}));
        QVERIFY(await(other.service->close(other.current().id, "a test", "ana"), 5s)->has_value());
        const QFuture<Incident> asked = rig.service->current();
        const auto letGo = [&] {
            while (journal.heldReads() > 0)
                journal.letGoFirstRead();
            return asked.isFinished();
        };
        QTRY_VERIFY(letGo());
        QVERIFY(asked.result().id.isEmpty()); // closed meanwhile
        rig.now = Origin + 6000;
        rig.known["errors"] = Origin + 6000;
        rig.metrics.past = secondsFrom(0, times(60, 15.0));
        rig.feed("errors", times(6, 15.0)); // settled meanwhile
        QTRY_COMPARE(rig.metrics.ranges, 1);
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(kind(journalkind::Breach)), 2);
        QCOMPARE(journal.count(kind(journalkind::IncidentOpened)), 1);
    }

    void aBreachCommittedWhileTheLastPageIsReadIsKnown()
    {
        test::FakeJournal journal;
        Rig other(&journal);
        QTRY_VERIFY(other.ready());
        QVERIFY(await(other.service->declare("feature-down", "no registration", "ana"), 5s)->has_value());
        journal.holdReads();
        Rig rig(&journal);
        QTRY_COMPARE(journal.heldReads(), 1);
        journal.letGoFirstRead(); // the landmarks …
        QTRY_COMPARE(journal.heldReads(), 1); // … and the incident's last page is on its way
        other.feed("errors", times(6, 15.0));
        QTRY_COMPARE(journal.count(kind(journalkind::Breach)), 2);
        journal.letGoFirstRead();
        const auto triggers = [&rig] {
            return rig.incidents->isEmpty() ? QStringList() : rig.incidents->last().first().value<Incident>().triggers;
        };
        QTRY_COMPARE(triggers(), QStringList{"errors"});
        rig.feed("errors", times(7, 15.0)); // known: no second breach of it
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(kind(journalkind::Breach)), 2);
    }
};

EDGELINK_TEST_MAIN(IncidentRestartTest)
#include "tst_incidentrestart.moc"
