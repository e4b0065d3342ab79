// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalexport.h"
#include "tests/unit/journal/journalsuite.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>

using namespace edgelink;
using namespace edgelink::journal;
using namespace edgelink::test;

class JournalTrustTest : public JournalSuite
{
    Q_OBJECT

private slots:
    void refusesChanges_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << "UPDATE event SET actor = 'x'";
        QTest::newRow("delete") << "DELETE FROM event";
        QTest::newRow("replace") << "INSERT OR REPLACE INTO event SELECT sequence, id, utc_micros, monotonic_nanos, "
                                    "boot_id, kind, 'x', environment, stream, incident_id, run_id, step_id, payload, "
                                    "previous_hash, hash FROM event";
    }

    void refusesChanges()
    {
        QFETCH(QString, sql);
        const auto journal = open();
        QVERIFY(get(journal->append(draft(journalkind::Note))));
        const QString complaint = tamper(m_file, {sql});
        QVERIFY2(complaint.contains(QLatin1String("append-only")), qPrintable(complaint));
        QVERIFY(get(journal->verify())->intact);
    }

    void verifyNamesTheFirstBrokenLink_data()
    {
        QTest::addColumn<QStringList>("sql");
        QTest::addColumn<qint64>("broken");
        QTest::addColumn<QString>("reason");
        const auto sql = [](const char *text) { return Unlock + QStringList{QString::fromLatin1(text).split(';')}; };
        QTest::newRow("payload edited") << sql("UPDATE event SET payload = '{\"text\":\"no\"}' WHERE sequence = 3")
                                        << 3LL << "not what was written";
        QTest::newRow("time edited") << sql("UPDATE event SET utc_micros = 1 WHERE sequence = 2") << 2LL
                                     << "not what was written";
        QTest::newRow("first deleted") << sql("DELETE FROM event WHERE sequence = 1") << 1LL << "event 1 is missing";
        QTest::newRow("middle deleted") << sql("DELETE FROM event WHERE sequence IN (3, 4)") << 3LL
                                        << "events 3 to 4 are missing";
        QTest::newRow("deleted and renumbered")
            << sql("DELETE FROM event WHERE sequence = 3;UPDATE event SET sequence = 3 WHERE sequence = 4;"
                   "UPDATE event SET sequence = 4 WHERE sequence = 5")
            << 3LL << "not what was written";
        QTest::newRow("reordered") << sql(
            "UPDATE event SET sequence = 99 WHERE sequence = 3;UPDATE event SET sequence = 3 "
            "WHERE sequence = 4;UPDATE event SET sequence = 4 WHERE sequence = 99")
                                   << 3LL << "not what was written";
        QTest::newRow("tail cut") << sql("DELETE FROM event WHERE sequence > 3") << 4LL << "events 4 to 5 are missing";
        QTest::newRow("all deleted") << sql("DELETE FROM event") << 1LL << "events 1 to 5 are missing";
    }

    void verifyNamesTheFirstBrokenLink()
    {
        QFETCH(QStringList, sql);
        QFETCH(qint64, broken);
        QFETCH(QString, reason);
        const auto journal = open();
        for (int i = 0; i < 5; ++i)
            QVERIFY(get(journal->append(draft(journalkind::Note, {{"text", i}}))));
        QCOMPARE(tamper(m_file, sql), QString());
        const JournalCheck check = *get(journal->verify());
        QVERIFY(!check.intact);
        QCOMPARE(check.firstBrokenSequence, broken);
        QVERIFY2(check.reason.contains(reason), qPrintable(check.reason));
        QString again = check.fault; // what a report says it with
        for (const QString &part : check.faultParts)
            again = again.arg(part);
        QCOMPARE(again, check.reason);
    }

    void aRecomputedEventBreaksTheNext()
    {
        // Somebody who knows the canonical form edits an event and its hash: the next one still names the old hash.
        const auto journal = open();
        JournalEvent victim;
        for (int i = 0; i < 3; ++i) {
            const JournalEvent event = *get(journal->append(draft(journalkind::Note, {{"text", i}})));
            if (i == 1)
                victim = event;
        }
        victim.draft.actor = QStringLiteral("nobody");
        const QByteArray hash = eventHash(victim, payloadText(victim.draft.payload)).toHex();
        QCOMPARE(tamper(m_file,
                        Unlock
                            + QStringList{QStringLiteral(
                                              "UPDATE event SET actor = 'nobody', hash = x'%1' WHERE sequence = 2")
                                              .arg(QLatin1String(hash))}),
                 QString());
        const JournalCheck check = *get(journal->verify());
        QCOMPARE(check.firstBrokenSequence, 3);
        QVERIFY2(check.reason.contains(QLatin1String("does not follow")), qPrintable(check.reason));
    }

    void anExportedHeadProvesTheTail()
    {
        const auto journal = open();
        JournalEvent last;
        for (int i = 0; i < 4; ++i)
            last = *get(journal->append(draft(journalkind::Note, {{"text", i}})));
        const ExportedHead head = *headFromText(headText({last.sequence, last.hash}));
        QVERIFY(get(journal->verifyAgainst(head))->intact);
        QVERIFY(get(journal->append(draft(journalkind::Note))));
        QVERIFY(get(journal->verifyAgainst(head))->intact);
        // Also SQLite's own memory of the numbers is wiped.
        QCOMPARE(
            tamper(m_file,
                   Unlock + QStringList{"DELETE FROM event WHERE sequence > 2", "UPDATE sqlite_sequence SET seq = 2"}),
            QString());
        QVERIFY(get(journal->verify())->intact);
        const JournalCheck check = *get(journal->verifyAgainst(head));
        QVERIFY(!check.intact);
        QCOMPARE(check.firstBrokenSequence, 3);
        QVERIFY(!get(journal->verifyAgainst({2, QByteArray(32, 'x')}))->intact);
        // Without its number it is looked for in the whole chain.
        const QString alone = QString::fromLatin1(last.hash.toHex());
        QVERIFY(!get(journal->verifyAgainst(*headFromText(alone)))->intact);
        const QString second = QString::fromLatin1((*get(journal->read({})))[1].hash.toHex());
        QVERIFY(get(journal->verifyAgainst(*headFromText(second)))->intact);
        for (const QString &bad : {QString(), QStringLiteral("3"), QStringLiteral("x:00"), QStringLiteral(":"),
                                   QStringLiteral("0:00"), QStringLiteral("3:00"), QStringLiteral("0:") + alone,
                                   QStringLiteral("-1:") + alone, QLatin1Char(':') + alone, alone.chopped(1),
                                   alone.chopped(1) + QLatin1Char('g'), alone + QLatin1Char('0')})
            QVERIFY2(!headFromText(bad), qPrintable(bad));
    }

    void aCutTailStaysVisibleAfterNewEvents()
    {
        const auto journal = open();
        for (int i = 0; i < 5; ++i)
            QVERIFY(get(journal->append(draft(journalkind::Note))));
        QCOMPARE(tamper(m_file, Unlock + QStringList{"DELETE FROM event WHERE sequence > 3"}), QString());
        QCOMPARE(get(journal->append(draft(journalkind::Note)))->sequence, 6);
        QCOMPARE(get(journal->verify())->firstBrokenSequence, 4);
    }

    void verifyHoldsOutputsAgainstTheirDigests()
    {
        const QString outputs = m_folder->filePath(QStringLiteral("outputs"));
        QVERIFY(QDir().mkpath(outputs));
        QFile file(outputs + QStringLiteral("/a.log"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello\n") == 6);
        file.close();
        const QString digest
            = QString::fromLatin1(QCryptographicHash::hash("hello\n", QCryptographicHash::Sha256).toHex());
        const auto journal = open({.outputsDirectory = outputs});
        QVERIFY(get(journal->append(draft(journalkind::OutcomeOf, {{"outputFile", "a.log"}, {"digest", digest}}))));
        QVERIFY(get(journal->verify())->intact);
        QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
        file.close();
        QVERIFY(get(journal->verify())->reason.contains(QLatin1String("was changed")));
        QVERIFY(file.remove());
        QVERIFY(get(journal->verify())->reason.contains(QLatin1String("is missing")));
    }

    void aLockedFileIsAnErrorNotAWait()
    {
        test::expectLog(QStringLiteral("lock"));
        const auto journal = open({.lockTimeout = 50ms});
        QVERIFY(get(journal->append(draft(journalkind::Note))));
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("locker"));
            other.setDatabaseName(m_file);
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
            const auto refused = get(journal->append(draft(journalkind::Note)));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Io);
            QVERIFY2(refused.error().what.contains(QLatin1String("lock")), qPrintable(refused.error().what));
            QCOMPARE(*get(journal->count({})), 1); // reading goes on
            QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("locker"));
        QVERIFY(get(journal->append(draft(journalkind::Note))));
        QVERIFY(get(journal->verify())->intact);
    }

    void filesThatAreNoJournalAreLeftAlone_data()
    {
        QTest::addColumn<QString>("make");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not a database") << "bytes"
                                        << "damaged";
        QTest::newRow("another program's database") << "CREATE TABLE t(x)"
                                                    << "not a journal of this console";
        QTest::newRow("newer schema") << "PRAGMA application_id = 1162627633;CREATE TABLE t(x);PRAGMA user_version = 7"
                                      << "schema version 7";
        QTest::newRow("cut in half") << "half"
                                     << "";
    }

    void filesThatAreNoJournalAreLeftAlone()
    {
        QFETCH(QString, make);
        QFETCH(QString, reason);
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        if (make == QLatin1String("half")) {
            {
                const auto journal = open();
                for (int i = 0; i < 300; ++i)
                    (void)journal->append(draft(journalkind::Note, {{"text", QString(500, 'x')}}));
            }
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() / 2 / 4096 * 4096));
        } else if (make == QLatin1String("bytes")) {
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) == 9000);
        } else {
            QCOMPARE(tamper(m_file, make.split(QLatin1Char(';'))), QString());
        }
        const QByteArray before = bytesOf(m_file);
        const auto journal = open();
        const auto refused = get(journal->append(draft(journalkind::Note)));
        if (!reason.isEmpty()) {
            QVERIFY(!refused);
            QVERIFY2(refused.error().what.contains(reason), qPrintable(refused.error().what));
            QVERIFY(!get(journal->opened()));
            QVERIFY(!get(journal->read({})));
        } else {
            const auto check = get(journal->verify());
            QVERIFY(!check || !check->intact);
            QVERIFY(!refused);
        }
        QCOMPARE(bytesOf(m_file), before);
    }

    void aFullDiskHalfAppliesNothing()
    {
        QProcess partner;
        partner.start(QStringLiteral(EDGELINK_JOURNAL_PARTNER), {QStringLiteral("full"), m_folder->path()});
        QTRY_COMPARE_WITH_TIMEOUT(partner.state(), QProcess::NotRunning, 100'000);
        QVERIFY2(partner.exitCode() == 0, partner.readAllStandardError().constData());
        qInfo("%s", partner.readAllStandardOutput().trimmed().constData());
    }
};

EDGELINK_TEST_MAIN(JournalTrustTest)
#include "tst_journaltrust.moc"
