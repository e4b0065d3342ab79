// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Closing, and where one incident ends and the next begins.
#include "tests/unit/incident/incidentrig.h"

using namespace edgelink;
using namespace edgelink::test;

class IncidentClosingTest : public test::Suite
{
    Q_OBJECT

private slots:
    void closedInBreachOpensNothingUntilItWasHealthy()
    {
        test::FakeJournal journal;
        {
            Rig rig(&journal);
            QTRY_VERIFY(rig.ready());
            rig.feed("errors", QList<double>(6, 15.0));
            QTRY_COMPARE(rig.current().inBreach, QStringList{"errors"});
            const QString id = rig.current().id;
            QCOMPARE(await(rig.service->close(id, "  ", "ana"), 5s)->error().kind, ErrorKind::Refused);
            const auto closed = await(rig.service->close(id, " the threshold is wrong ", "ana"), 5s);
            QVERIFY(closed && closed->has_value());
            QCOMPARE((*closed)->state, IncidentState::Closed);
            QCOMPARE((*closed)->closedBy, QStringLiteral("ana"));
            QCOMPARE((*closed)->closeReason, QStringLiteral("the threshold is wrong"));
            const QJsonObject payload = rig.payload(journalkind::IncidentClosed);
            QCOMPARE(payload.value("recovered").toBool(true), false);
            QCOMPARE(payload.value("inBreach").toArray(), QJsonArray{"errors"});
            rig.feed("errors", QList<double>(6, 15.0));
            QCoreApplication::processEvents();
            QVERIFY(rig.current().id.isEmpty());
        }
        Rig rig(&journal); // and so after a restart
        rig.known["errors"] = rig.known["crash"] = Origin + 60'000;
        rig.now = Origin + 60'000;
        rig.metrics.past = secondsFrom(0, QList<double>(70, 15.0));
        QVERIFY(rig.current().id.isEmpty());
        rig.feed("errors", QList<double>(6, 15.0));
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::Breach)), 1);
        rig.known["crash"] = rig.now; // older samples would be stale
        rig.feed("crash", {0, 1}); // another trigger is another matter, and what was settled does not date it back
        QTRY_COMPARE(rig.current().id, QStringLiteral("INC-2026-1123-002"));
        QVERIFY(rig.current().impactStart.toMSecsSinceEpoch() > Origin + 60'000);
        rig.feed("errors", QList<double>(7, 0.0));
        QTRY_COMPARE(journal.count(QString::fromLatin1(journalkind::Recovered)), 1);
        QCOMPARE(journal.events(QString::fromLatin1(journalkind::Recovered)).first().draft.incidentId,
                 QStringLiteral("INC-2026-1123-001"));
        rig.feed("errors", QList<double>(6, 15.0)); // healthy in between: a breach like any other
        QTRY_COMPARE(rig.current().triggers, (QStringList{"crash", "errors"}));
        const auto all = await(rig.service->incidents(), 5s);
        QVERIFY(all && all->has_value());
        QCOMPARE((*all)->size(), 2);
        QCOMPARE((*all)->first().id, QStringLiteral("INC-2026-1123-002"));
        QCOMPARE((*all)->last().state, IncidentState::Closed);
        QCOMPARE((*all)->last().closeReason, QStringLiteral("the threshold is wrong"));
    }

    void aBreachLongAfterRecoveryIsAnotherIncident_data()
    {
        QTest::addColumn<int>("calm"); // seconds between recovery and the next breach; the window is 900 s / 20
        QTest::addColumn<bool>("other");
        QTest::newRow("within the observation window") << 40 << false;
        QTest::newRow("just at its end") << 45 << false;
        QTest::newRow("after it") << 46 << true;
        QTest::newRow("long after it") << 4000 << true;
    }

    void aBreachLongAfterRecoveryIsAnotherIncident()
    {
        QFETCH(int, calm);
        QFETCH(bool, other);
        test::FakeJournal journal;
        Rig rig(&journal);
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_VERIFY(!rig.current().id.isEmpty());
        rig.feed("errors", QList<double>(calm, 0.0));
        QTRY_COMPARE(rig.current().state, IncidentState::Recovered);
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(journal.count(QString::fromLatin1(journalkind::Breach)), 2);
        QTRY_COMPARE(rig.current().state, IncidentState::Open);
        QCOMPARE(rig.current().id, other ? QStringLiteral("INC-2026-1123-002") : QStringLiteral("INC-2026-1123-001"));
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::IncidentClosed)), other ? 1 : 0);
        if (!other)
            return;
        const JournalEvent closed = journal.events(QString::fromLatin1(journalkind::IncidentClosed)).first();
        QCOMPARE(closed.draft.incidentId, QStringLiteral("INC-2026-1123-001"));
        QCOMPARE(closed.draft.actor, QStringLiteral("console"));
        QCOMPARE(closed.draft.payload.value("next").toString(), QStringLiteral("INC-2026-1123-002"));
        QCOMPARE(rig.current().impactStart.toMSecsSinceEpoch(), Origin + (6LL + calm) * 1000);
        Rig again(&journal);
        QTRY_COMPARE(again.current().id, QStringLiteral("INC-2026-1123-002"));
    }

    void anotherConsolesIncidentIsJoinedNotDoubled()
    {
        test::FakeJournal journal;
        Rig rig(&journal);
        QTRY_VERIFY(rig.ready());
        // Committed by another process: it can be read already, and is told a moment later.
        JournalDraft opening;
        opening.kind = QString::fromLatin1(journalkind::IncidentOpened);
        opening.environment = QStringLiteral("drill");
        opening.incidentId = QStringLiteral("INC-2026-1123-001");
        journal.blockSignals(true);
        const JournalEvent opened = *journal.append(opening).result();
        journal.blockSignals(false);
        rig.feed("errors", QList<double>(6, 15.0));
        QCoreApplication::processEvents();
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::IncidentOpened)), 1);
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::Breach)), 0);
        emit journal.committed({opened});
        rig.feed("errors", {15.0});
        QTRY_COMPARE(rig.current().triggers, QStringList{"errors"});
        QCOMPARE(rig.current().id, QStringLiteral("INC-2026-1123-001"));
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::IncidentOpened)), 1);
    }

    void aBreachOnItsWayIntoAClosedIncidentIsNotItsOwn()
    {
        IncidentRecord record;
        const auto event = [](const char *kind, const QJsonObject &payload) {
            JournalEvent made;
            made.draft.id = QUuid::createUuid();
            made.draft.kind = QString::fromLatin1(kind);
            made.draft.incidentId = QStringLiteral("INC-2026-1123-001");
            made.draft.payload = payload;
            made.utcMicros = Origin * 1000;
            return made;
        };
        record.apply(event(journalkind::IncidentOpened, {}));
        record.apply(event(journalkind::IncidentClosed, {{"reason", "over"}}));
        record.apply(event(journalkind::Breach, {{"threshold", "errors"}}));
        QCOMPARE(record.incident().state, IncidentState::Closed);
        QVERIFY(record.incident().inBreach.isEmpty() && record.incident().triggers.isEmpty());
    }

    void onlyOurIncidentsCanBeClosed()
    {
        test::FakeJournal journal;
        JournalDraft foreign;
        foreign.kind = QString::fromLatin1(journalkind::IncidentOpened);
        foreign.environment = QStringLiteral("production");
        foreign.incidentId = QStringLiteral("INC-2026-1123-007");
        (void)journal.append(foreign);
        JournalDraft forgotten = foreign; // left open by an older console
        forgotten.id = QUuid::createUuid();
        forgotten.environment = QStringLiteral("drill");
        forgotten.incidentId = QStringLiteral("INC-2026-1120-001");
        (void)journal.append(forgotten);
        Rig rig(&journal);
        QTRY_VERIFY(rig.ready());
        QVERIFY(await(rig.service->declare("feature-down", {}, "ana"), 5s)->has_value());
        for (const QString &id : {QString(), QStringLiteral("INC-1"), foreign.incidentId})
            QCOMPARE(await(rig.service->close(id, "why", "ana"), 5s)->error().kind, ErrorKind::NotFound);
        rig.journal.failWith(Error{ErrorKind::Io, "disk full", {}, {}, {}});
        test::expectLog("the journal cannot be written");
        QCOMPARE(await(rig.service->close(rig.current().id, "why", "ana"), 5s)->error().kind, ErrorKind::Io);
        rig.journal.failWith({});
        QVERIFY(rig.current().isOpen()); // nothing is believed that is not written
        QVERIFY(await(rig.service->close(rig.current().id, "why", "ana"), 5s)->has_value());
        const auto all = await(rig.service->incidents(), 5s);
        QCOMPARE((*all)->size(), 1); // the declaration joined the forgotten one
        QCOMPARE((*all)->first().state, IncidentState::Closed);
    }
};

EDGELINK_TEST_MAIN(IncidentClosingTest)
#include "tst_incidentclosing.moc"
