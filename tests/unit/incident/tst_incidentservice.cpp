// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/incident/incidentrig.h"

#include <limits>

using namespace edgelink;
using namespace edgelink::test;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
const QList<double> Calm{1, 2, 3, 2, 1, 2, 3, 2, 1, 2};

} // namespace

class IncidentServiceTest : public test::Suite
{
    Q_OBJECT

private slots:
    void fromBreachToRecovery()
    {
        Rig rig;
        rig.releases.given.revisions
            = {{1,
                QDateTime::fromMSecsSinceEpoch(Origin - 86'400'000, Qt::UTC),
                "superseded",
                "edge-link-0.1.0",
                {},
                {},
                {}},
               {2,
                QDateTime::fromMSecsSinceEpoch(Origin - 7'200'000, Qt::UTC),
                "superseded",
                "edge-link-0.1.1",
                {},
                {},
                {}},
               {3, QDateTime::fromMSecsSinceEpoch(Origin + 5'000, Qt::UTC), "deployed", "edge-link-0.2.0", {}, {}, {}}};
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", Calm);
        rig.feed("latency", QList<double>(10, 100.0));
        rig.feed("errors", {15, 15, 15}); // window: 100 s / 20 = 5 s
        QVERIFY(rig.current().id.isEmpty());
        rig.feed("errors", {15, 15, 15});
        QTRY_COMPARE(rig.current().id, QStringLiteral("INC-2026-1123-001"));
        QTRY_VERIFY(!rig.current().suspects.isEmpty());

        const Incident incident = rig.current();
        QCOMPARE(incident.state, IncidentState::Open);
        QCOMPARE(incident.triggers, QStringList{"errors"});
        QCOMPARE(incident.impactStart.toMSecsSinceEpoch(), Origin + 10'000);
        QCOMPARE(incident.openedAt.toMSecsSinceEpoch(), Origin + 15'000);
        QCOMPARE(incident.suspects.size(), 1); // the horizon is compressed too
        QCOMPARE(incident.suspects.first().revision, 3);
        QVERIFY(incident.suspects.first().details.contains("api-gateway v0.1.1 → v0.2.0"));
        QVERIFY(incident.suspects.first().details.contains("config ~ DB_POOL_SIZE"));

        const QJsonObject opened = rig.payload(journalkind::IncidentOpened);
        QCOMPARE(opened.value("baseline").toObject().value("errors").toDouble(), 1.9);
        QCOMPARE(opened.value("baseline").toObject().value("latency").toDouble(), 100.0);
        QVERIFY(!opened.value("baseline").toObject().contains("crash"));
        QCOMPARE(opened.value("baselineP95").toObject().value("errors").toDouble(), 3.0);
        const JournalEvent first = rig.journal.events().first();
        QCOMPARE(first.draft.stream, QStringLiteral("drill"));
        QCOMPARE(first.draft.actor, QStringLiteral("console"));
        const QJsonObject breach = rig.payload(journalkind::Breach);
        QCOMPARE(breach.value("threshold").toString(), QStringLiteral("errors"));
        QCOMPARE(breach.value("value").toDouble(), 15.0);
        QCOMPARE(breach.value("limit").toDouble(), 5.0);
        const QJsonObject titles{{"en", "ERRORS"}, {"zh", "触发项 errors"}};
        QCOMPARE(breach.value("titles").toObject(), titles);
        QCOMPARE(opened.value("triggerTitles").toObject(), (QJsonObject{{"errors", titles}}));
        QTRY_COMPARE(rig.journal.count(QString::fromLatin1(journalkind::MetricSnapshot)), 1);
        const QJsonObject snapshot = rig.payload(journalkind::MetricSnapshot);
        QCOMPARE(snapshot.value("titles").toObject(), titles);
        QCOMPARE(snapshot.value("samples").toArray().size(), 16);
        QCOMPARE(snapshot.value("samples").toArray().at(15).toArray().at(1).toDouble(), 15.0);

        rig.feed("latency", QList<double>(20, 900.0)); // joins
        QTRY_COMPARE(rig.current().triggers, (QStringList{"errors", "latency"}));
        QCOMPARE(rig.journal.count(QString::fromLatin1(journalkind::IncidentOpened)), 1);
        const auto closing = await(rig.service->close(incident.id, {}, "ana"), 5s);
        QCOMPARE(closing->error().kind, ErrorKind::Refused);
        QVERIFY2(closing->error().what.contains("ERRORS, LATENCY"), qPrintable(closing->error().what));

        rig.feed("errors", QList<double>(20, 0.0));
        QTRY_COMPARE(rig.journal.count(QString::fromLatin1(journalkind::Recovered)), 1);
        QCOMPARE(rig.payload(journalkind::Recovered).value("titles").toObject(), titles);
        QCOMPARE(rig.current().state, IncidentState::Open);
        rig.feed("latency", {100, 100, 100, 100, 100});
        QCoreApplication::processEvents();
        QCOMPARE(rig.journal.count(QString::fromLatin1(journalkind::Recovered)), 1); // four seconds are not five
        rig.feed("latency", {100});
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
        QCOMPARE(rig.current().recoveredAt.toMSecsSinceEpoch(), Origin + 30'000); // when it began, not when believed
        QCOMPARE(rig.current().mitigatedAt, rig.current().recoveredAt);
        QTRY_COMPARE(rig.journal.count(QString::fromLatin1(journalkind::MetricSnapshot)), 4);

        rig.feed("latency", QList<double>(6, 900.0)); // not over after all
        QTRY_COMPARE(rig.current().state, IncidentState::Open);
        QVERIFY(!rig.current().recoveredAt.isValid());
        rig.feed("latency", QList<double>(7, 100.0));
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
        QVERIFY(await(rig.service->close(incident.id, {}, "ana"), 5s)->has_value());
        QTRY_VERIFY(rig.current().id.isEmpty());
        QCOMPARE(await(rig.service->close(incident.id, {}, "ana"), 5s)->error().kind, ErrorKind::Conflict);
        rig.known["crash"] = rig.now;
        rig.feed("crash", {0, 1}); // at once, and a new number
        QTRY_COMPARE(rig.current().id, QStringLiteral("INC-2026-1123-002"));
    }

    void aFallingBaselineDatesNoRecoveryBeforeTheBreach_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("watched all the time") << false;
        QTest::newRow("by a console that was restarted") << true;
    }

    void aFallingBaselineDatesNoRecoveryBeforeTheBreach()
    {
        QFETCH(bool, restarted);
        test::FakeJournal journal;
        auto rig = std::make_unique<Rig>(&journal, IncidentOptions{}, QList{connectionsTrigger()});
        QTRY_VERIFY(rig->ready());
        const QList<double> past = QList<double>(10, 120.0) + QList<double>(6, 90.0);
        rig->feed("connections", past.first(10), 200);
        rig->feed("connections", past.sliced(10), 200);
        QTRY_COMPARE(rig->current().inBreach, QStringList{"connections"});
        QCOMPARE(rig->current().impactStart.toMSecsSinceEpoch(), Origin + 10'000);
        if (restarted) {
            rig = std::make_unique<Rig>(&journal, IncidentOptions{}, QList{connectionsTrigger()});
            QTRY_COMPARE(rig->current().inBreach, QStringList{"connections"});
            rig->feed("connections", past, 100); // the limit is 50 now: as if it had never been beyond
        }
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::Recovered)), 0);
        for (int i = 0; i < 7; ++i) // the limit is 50: the same 90 are within it
            rig->feed("connections", {90}, 100);
        QTRY_COMPARE(rig->current().state, IncidentState::Recovered);
        QVERIFY(rig->current().recoveredAt > rig->current().impactStart);
        QVERIFY(rig->current().recoveredAt.toMSecsSinceEpoch() >= Origin + 15'000); // the last one seen beyond
    }

    void aRisingBaselineWaitsForTheWindow()
    {
        Rig rig(nullptr, {}, {connectionsTrigger()});
        QTRY_VERIFY(rig.ready());
        rig.feed("connections", QList<double>(10, 90.0), 100);
        rig.feed("connections", {90}, 200);
        rig.feed("connections", {90, 90, 90, 90}, 200);
        QVERIFY(rig.current().id.isEmpty()); // four seconds are not five
        rig.feed("connections", {90}, 200);
        QTRY_COMPARE(rig.current().inBreach, QStringList{"connections"});
        QCOMPARE(rig.current().impactStart.toMSecsSinceEpoch(), Origin + 10'000);
    }

    void unknownDoesNotRecover()
    {
        Rig rig;
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_VERIFY(!rig.current().id.isEmpty());
        rig.feed("errors", {0, 0, 0, NaN, NaN, NaN, NaN, NaN, NaN});
        rig.feed("errors", {0, 0});
        QTRY_COMPARE(rig.readings->last().first().value<TriggerReading>().state, TriggerState::Ok);
        QCOMPARE(rig.journal.count(QString::fromLatin1(journalkind::Recovered)), 0);
        rig.feed("errors", {0, 0, 0, 0});
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
    }

    void aDeadSourceIsAnErrorOfEachTrigger()
    {
        Rig rig;
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", Calm);
        QTRY_VERIFY(!rig.readings->isEmpty());
        SourceStatus down;
        down.state = SourceStatus::State::Down;
        down.error = Error{ErrorKind::Unreachable, "refused", {}, {}, {}};
        emit rig.metrics.statusChanged(down);
        rig.now += 60'000;
        const auto state = [&rig](const QString &id) {
            for (qsizetype i = rig.readings->size(); i-- > 0;) {
                const auto reading = rig.readings->at(i).first().value<TriggerReading>();
                if (reading.thresholdId == id)
                    return triggerStateId(reading.state);
            }
            return QString();
        };
        QTRY_COMPARE(state("errors"), QStringLiteral("error"));
        QTRY_COMPARE(state("latency"), QStringLiteral("error"));
        SourceStatus live;
        live.state = SourceStatus::State::Live;
        emit rig.metrics.statusChanged(live);
        QTRY_COMPARE(state("errors"), QStringLiteral("stale"));
        QTRY_COMPARE(state("latency"), QStringLiteral("no-data"));
    }

    void aRestartReadsTheSameIncidentBack()
    {
        test::FakeJournal journal;
        Incident before;
        {
            Rig rig(&journal);
            QTRY_VERIFY(rig.ready());
            rig.feed("errors", QList<double>(6, 15.0));
            QTRY_COMPARE(rig.journal.count(QString::fromLatin1(journalkind::Suspects)), 1);
            before = rig.current();
        }
        Rig rig(&journal);
        rig.now = Origin + 60'000;
        QTRY_COMPARE(rig.current(), before);
        rig.known["errors"] = Origin + 50'000;
        rig.feed("errors", QList<double>(6, 15.0)); // still bad: no second breach, no second incident
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::Breach)), 1);
        rig.feed("errors", QList<double>(7, 0.0));
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
    }

    void noneIsSaidOnlyAfterReading()
    {
        test::FakeJournal journal;
        {
            Rig rig(&journal);
            QTRY_VERIFY(rig.ready());
            QVERIFY(await(rig.service->declare("feature-down", "no registration", "ana"), 5s)->has_value());
        }
        journal.holdReads();
        Rig rig(&journal); // begins one reading, and who asks begins another
        const QFuture<Incident> asked = rig.service->current();
        QTRY_COMPARE(journal.heldReads(), 2);
        QVERIFY(!asked.isFinished());
        journal.letGoFirstRead(); // the openings …
        journal.letGoFirstRead();
        QTRY_COMPARE(journal.heldReads(), 2); // … and now the whole incident, twice
        QVERIFY(!asked.isFinished());
        journal.letGoFirstRead();
        QTRY_VERIFY(asked.isFinished());
        QVERIFY(!asked.result().id.isEmpty());
        QVERIFY(await(rig.service->close(asked.result().id, "nothing in it", "ana"), 5s)->has_value());
        QTRY_VERIFY(rig.current().id.isEmpty());
        journal.letGoFirstRead(); // what the slower one saw is no longer so
        QCoreApplication::processEvents();
        QVERIFY(rig.current().id.isEmpty());
    }

    void anotherConsolesIncidentIsJoined()
    {
        test::FakeJournal journal;
        Rig first(&journal);
        Rig second(&journal);
        QTRY_VERIFY(first.ready() && second.ready());
        QVERIFY(await(first.service->declare("feature-down", "no registration", "ana"), 5s)->has_value());
        QTRY_COMPARE(second.current().id, first.current().id);
        second.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(first.current().triggers, QStringList{"errors"});
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::IncidentOpened)), 1);
    }

    void otherEnvironmentsAreNotOurs()
    {
        test::FakeJournal journal;
        JournalDraft foreign;
        foreign.kind = QString::fromLatin1(journalkind::IncidentOpened);
        foreign.environment = QStringLiteral("production");
        foreign.incidentId = QStringLiteral("INC-2026-1123-007");
        (void)journal.append(foreign);
        Rig rig(&journal);
        QTRY_COMPARE(rig.metrics.watched.size(), 3);
        rig.feed("crash", {1});
        QTRY_COMPARE(rig.current().id, QStringLiteral("INC-2026-1123-008")); // numbers are the journal's
    }

    void manualTriggers()
    {
        Rig rig;
        QTRY_VERIFY(rig.ready());
        QCOMPARE(await(rig.service->declare("boredom", {}, "ana"), 5s)->error().kind, ErrorKind::Usage);
        const auto declared = await(rig.service->declare("data-inconsistency", "topology differs", "ana"), 5s);
        QVERIFY(declared && declared->has_value());
        const Incident incident = **declared;
        QCOMPARE(incident.manualTriggers, QStringList{"data-inconsistency"});
        QVERIFY(incident.triggers.isEmpty());
        QVERIFY(incident.acknowledgedAt.isValid());
        QCOMPARE(rig.payload(journalkind::Breach).value("text").toString(), QStringLiteral("topology differs"));
        QVERIFY(await(rig.service->declare("security-fix", {}, "ana"), 5s)->has_value());
        QCOMPARE(rig.current().manualTriggers.size(), 2);
        QVERIFY(await(rig.service->note("looking", "bo"), 5s)->has_value());
        QCOMPARE(rig.journal.events(QString::fromLatin1(journalkind::Note)).first().draft.incidentId, incident.id);
        QCOMPARE(await(rig.service->note("  ", "bo"), 5s)->error().kind, ErrorKind::Usage);
        JournalDraft run;
        run.kind = QString::fromLatin1(journalkind::RunFinished);
        run.environment = QStringLiteral("drill");
        run.incidentId = incident.id;
        run.payload = {{"outcome", "success"}};
        (void)rig.journal.append(run);
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
    }

    void everyManualTriggerIsDeclaredWithItsNote_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"feature-down", "data-inconsistency", "security-fix", "client-incompatibility"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }

    void everyManualTriggerIsDeclaredWithItsNote()
    {
        QFETCH(QString, id);
        QVERIFY(manualTriggerIds().contains(id));
        const QString note = QStringLiteral("v0.1 clients cannot connect: 旧客户端");
        test::FakeJournal journal;
        Incident declared;
        {
            Rig rig(&journal);
            QTRY_VERIFY(rig.ready());
            const auto answer = await(rig.service->declare(id, note, "ana"), 5s);
            QVERIFY(answer && answer->has_value());
            QCOMPARE(journal.count(QString::fromLatin1(journalkind::IncidentOpened)), 1);
            declared = rig.current();
        }
        const JournalEvent breach = journal.events(QString::fromLatin1(journalkind::Breach)).first();
        QCOMPARE(breach.draft.actor, QStringLiteral("ana"));
        QCOMPARE(breach.draft.payload.value("manual").toString(), id);
        QCOMPARE(breach.draft.payload.value("text").toString(), note);
        QCOMPARE(declared.manualTriggers, QStringList{id});
        QCOMPARE(declared.state, IncidentState::Open);
        QVERIFY(declared.triggers.isEmpty() && declared.inBreach.isEmpty());
        Rig again(&journal); // nothing measures it: it stands until a run settles it
        QTRY_COMPARE(again.current().manualTriggers, QStringList{id});
        QCOMPARE(again.current().state, IncidentState::Open);
        QCOMPARE(await(again.service->close(declared.id, {}, "ana"), 5s)->error().kind, ErrorKind::Refused);
    }

    void aFullDiskLosesNothing()
    {
        test::expectLog("the journal cannot be written");
        Rig rig;
        QTRY_VERIFY(rig.ready());
        rig.journal.failWith(Error{ErrorKind::Io, "disk full", {}, {}, {}});
        rig.feed("errors", QList<double>(6, 15.0));
        QCOMPARE(await(rig.service->declare("feature-down", {}, "ana"), 5s)->error().kind, ErrorKind::Io);
        QVERIFY(rig.current().id.isEmpty()); // nothing is believed that is not written
        rig.journal.failWith({});
        rig.feed("errors", {15});
        QTRY_VERIFY(!rig.current().id.isEmpty());
        QCOMPARE(rig.current().impactStart.toMSecsSinceEpoch(), Origin);
    }
};

EDGELINK_TEST_MAIN(IncidentServiceTest)
#include "tst_incidentservice.moc"
