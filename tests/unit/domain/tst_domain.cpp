// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/command.h"
#include "models/domain/release.h"
#include "models/domain/verdict.h"
#include "tests/support/testsink.h"

#include <QMap>

using namespace edgelink;

class DomainTest : public test::Suite
{
    Q_OBJECT

private slots:
    void commandDisplayMasksAndQuotes()
    {
        CommandSpec spec;
        spec.program = QStringLiteral("helm");
        spec.arg(QStringLiteral("rollback")).arg(QStringLiteral("it's here")).secretArg(QStringLiteral("hunter2"));
        QCOMPARE(spec.display(), QStringLiteral("helm rollback 'it'\\''s here' '●●●●'"));
    }

    void proposedTargetIsTheNewestThatOnceRan_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<int>("target");
        QTest::newRow("no history") << QStringList{} << 0;
        QTest::newRow("only one") << QStringList{"deployed"} << 0;
        QTest::newRow("previous") << QStringList{"superseded", "superseded", "deployed"} << 2;
        QTest::newRow("previous failed") << QStringList{"superseded", "failed", "deployed"} << 1;
        QTest::newRow("latest failed, deployed before") << QStringList{"superseded", "deployed", "failed"} << 2;
        QTest::newRow("pending on top") << QStringList{"superseded", "deployed", "pending-upgrade"} << 2;
    }

    void proposedTargetIsTheNewestThatOnceRan()
    {
        QFETCH(QStringList, statuses);
        QFETCH(int, target);
        ReleaseHistory history;
        for (int i = 0; i < statuses.size(); ++i)
            history.revisions.append({i + 1, {}, statuses.at(i), {}, {}, {}, {}});
        const Revision *proposed = history.proposedTarget();
        QCOMPARE(proposed == nullptr ? 0 : proposed->number, target);
    }

    void aRevisionRolledBackFromIsNotProposedAgain_data()
    {
        QTest::addColumn<QStringList>("descriptions");
        QTest::addColumn<int>("target");
        QTest::newRow("bad release") << QStringList{"Install complete", "Upgrade complete", "Upgrade complete"} << 2;
        QTest::newRow("rolled back to 2: go below it")
            << QStringList{"Install complete", "Upgrade complete", "Upgrade complete", "Rollback to 2"} << 1;
        QTest::newRow("a new bad release after that: back to the rollback")
            << QStringList{"Install complete", "Upgrade complete", "Upgrade complete", "Rollback to 2",
                           "Upgrade complete"}
            << 4;
        QTest::newRow("rolled back to a rollback")
            << QStringList{"Install complete", "Upgrade complete", "Upgrade complete",
                           "Rollback to 2",    "Upgrade complete", "Rollback to 4"}
            << 1;
        QTest::newRow("nothing below") << QStringList{"Install complete", "Upgrade complete", "Rollback to 1"} << 0;
        QTest::newRow("not a number") << QStringList{"Install complete", "Rollback to the good one"} << 1;
    }

    void aRevisionRolledBackFromIsNotProposedAgain()
    {
        QFETCH(QStringList, descriptions);
        QFETCH(int, target);
        ReleaseHistory history;
        for (int i = 0; i < descriptions.size(); ++i) {
            const bool last = i + 1 == descriptions.size();
            history.revisions.append({i + 1,
                                      {},
                                      last ? QStringLiteral("deployed") : QStringLiteral("superseded"),
                                      {},
                                      {},
                                      descriptions.at(i),
                                      {}});
        }
        const Revision *proposed = history.proposedTarget();
        QCOMPARE(proposed == nullptr ? 0 : proposed->number, target);
    }

    void aRollbackThatWasNotFinishedCondemnsWhatRanBefore_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<QStringList>("descriptions");
        QTest::addColumn<int>("target");
        const QString in = QStringLiteral("Install complete");
        const QString up = QStringLiteral("Upgrade complete");
        const QString upFailed = QStringLiteral("Upgrade \"x\" failed: context deadline exceeded");
        const QString waited = QStringLiteral("Release \"x\" failed: context deadline exceeded");
        const QString refused = QStringLiteral("Rollback \"x\" failed: cannot patch \"api\"");
        const QString to2 = QStringLiteral("Rollback to 2");
        QTest::newRow("cut off") << QStringList{"superseded", "superseded", "deployed", "pending-rollback"}
                                 << QStringList{in, up, up, to2} << 2;
        QTest::newRow("cut off, to the first")
            << QStringList{"superseded", "deployed", "pending-rollback"} << QStringList{in, up, "Rollback to 1"} << 1;
        QTest::newRow("waited in vain") << QStringList{"superseded", "superseded", "deployed", "failed"}
                                        << QStringList{in, up, up, waited} << 2;
        QTest::newRow("could not apply: helm calls the bad one superseded")
            << QStringList{"superseded", "superseded", "superseded", "failed"} << QStringList{in, up, up, refused} << 2;
        QTest::newRow("failed, then cut off")
            << QStringList{"superseded", "superseded", "deployed", "failed", "pending-rollback"}
            << QStringList{in, up, up, waited, to2} << 2;
        QTest::newRow("failed twice: helm calls the first try superseded")
            << QStringList{"superseded", "superseded", "deployed", "superseded", "failed"}
            << QStringList{in, up, up, waited, refused} << 2;
        QTest::newRow("failed, then an upgrade failed too")
            << QStringList{"superseded", "superseded", "deployed", "failed", "failed"}
            << QStringList{in, up, up, waited, upFailed} << 2;
        QTest::newRow("cut off while leaving a rollback: below what that one brought back")
            << QStringList{"superseded", "superseded", "superseded", "deployed", "pending-rollback"}
            << QStringList{in, up, up, to2, "Rollback to 1"} << 1;
        QTest::newRow("cut off while leaving a failed upgrade: what was deployed is good")
            << QStringList{"superseded", "deployed", "failed", "pending-rollback"} << QStringList{in, up, upFailed, to2}
            << 2;
        QTest::newRow("failed upgrade on top of a good one")
            << QStringList{"superseded", "superseded", "deployed", "failed"} << QStringList{in, up, up, upFailed} << 3;
        QTest::newRow("the second try came to its end: further back is below it")
            << QStringList{"superseded", "superseded", "superseded", "failed", "deployed"}
            << QStringList{in, up, up, waited, to2} << 1;
        QTest::newRow("mended by an upgrade, which is bad in turn")
            << QStringList{"superseded", "superseded", "superseded", "failed", "superseded", "deployed"}
            << QStringList{in, up, up, waited, up, up} << 5;
        QTest::newRow("nothing before what was to go")
            << QStringList{"deployed", "pending-rollback"} << QStringList{in, "Rollback to 1"} << 0;
    }

    void aRollbackThatWasNotFinishedCondemnsWhatRanBefore()
    {
        QFETCH(QStringList, statuses);
        QFETCH(QStringList, descriptions);
        QFETCH(int, target);
        QCOMPARE(descriptions.size(), statuses.size());
        ReleaseHistory history;
        for (int i = 0; i < statuses.size(); ++i)
            history.revisions.append({i + 1, {}, statuses.at(i), {}, {}, descriptions.at(i), {}});
        const Revision *proposed = history.proposedTarget();
        QCOMPARE(proposed == nullptr ? 0 : proposed->number, target);
    }

    void whatRanWhenTheTroubleBeganIsNotProposed_data()
    {
        QTest::addColumn<QList<int>>("deployedAt"); // seconds after the trouble began
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<QStringList>("descriptions");
        QTest::addColumn<int>("target");
        QTest::addColumn<QString>("ranSince");
        const QString in = QStringLiteral("Install complete");
        const QString up = QStringLiteral("Upgrade complete");
        const QString upFailed = QStringLiteral("Upgrade \"x\" failed: context deadline exceeded");
        const QString waited = QStringLiteral("Release \"x\" failed: context deadline exceeded");
        const QStringList three{"superseded", "superseded", "deployed"};
        const QStringList four{"superseded", "superseded", "superseded", "deployed"};
        QTest::newRow("the bad one runs")
            << QList<int>{-9000, -8000, -60} << three << QStringList{in, up, up} << 2 << QStringLiteral("3");
        QTest::newRow("a fix on top did not help")
            << QList<int>{-9000, -8000, -60, 300} << four << QStringList{in, up, up, up} << 2 << QStringLiteral("3 4");
        QTest::newRow("a fix on top failed")
            << QList<int>{-9000, -8000, -60, 300} << QStringList{"superseded", "superseded", "deployed", "failed"}
            << QStringList{in, up, up, upFailed} << 2 << QStringLiteral("3 4");
        QTest::newRow("a rollback did not help: below what it brought back")
            << QList<int>{-9000, -8000, -60, 300} << four << QStringList{in, up, up, "Rollback to 2"} << 1
            << QStringLiteral("2 3 4");
        QTest::newRow("rolled back, well, and ill again by a new one")
            << QList<int>{-9000, -8000, -3600, -3000, -60}
            << QStringList{"superseded", "superseded", "superseded", "superseded", "deployed"}
            << QStringList{in, up, up, "Rollback to 2", up} << 4 << QStringLiteral("5");
        QTest::newRow("what ran had a failed rollback on top")
            << QList<int>{-9000, -8000, -600, -60} << QStringList{"superseded", "superseded", "deployed", "failed"}
            << QStringList{in, up, up, waited} << 2 << QStringLiteral("3");
        QTest::newRow("clocks differ by seconds")
            << QList<int>{-9000, -8000, 20} << three << QStringList{in, up, up} << 2 << QStringLiteral("3");
        QTest::newRow("the history does not reach back")
            << QList<int>{60, 120, 180} << three << QStringList{up, up, up} << 0 << QStringLiteral("");
        QTest::newRow("nothing before it") << QList<int>{-60, 120} << QStringList{"superseded", "deployed"}
                                           << QStringList{in, up} << 0 << QStringLiteral("1 2");
    }

    void whatRanWhenTheTroubleBeganIsNotProposed()
    {
        QFETCH(QList<int>, deployedAt);
        QFETCH(QStringList, statuses);
        QFETCH(QStringList, descriptions);
        QFETCH(int, target);
        QFETCH(QString, ranSince);
        const QDateTime trouble = QDateTime::fromString(QStringLiteral("2026-11-23T14:34:10Z"), Qt::ISODate);
        ReleaseHistory history;
        for (int i = 0; i < statuses.size(); ++i)
            history.revisions.append(
                {i + 1, trouble.addSecs(deployedAt.at(i)), statuses.at(i), {}, {}, descriptions.at(i), {}});
        const Revision *proposed = history.proposedTarget(trouble);
        QCOMPARE(proposed == nullptr ? 0 : proposed->number, target);
        QVERIFY(proposed == nullptr || !history.ranSince(*proposed, trouble));
        QVERIFY(!history.ranSince(history.revisions.last(), {}));
        // What was left behind before the trouble is not what ran then; nothing is, where the history does not say.
        QStringList ran;
        for (const Revision &revision : std::as_const(history.revisions)) {
            if (history.ranSince(revision, trouble))
                ran << QString::number(revision.number);
        }
        QCOMPARE(ran.join(QLatin1Char(' ')), ranSince);
    }

    /// Helm says "superseded" also of an upgrade that failed, once a rollback from it could not be applied.
    void aFailedOneIsNoTargetWhateverItsStatusSays_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("description");
        QTest::addColumn<bool>("ran");
        QTest::newRow("deployed") << "deployed"
                                  << "Upgrade complete" << true;
        QTest::newRow("superseded") << "superseded"
                                    << "Rollback to 2" << true;
        QTest::newRow("failed") << "failed"
                                << "Upgrade \"x\" failed: timed out" << false;
        QTest::newRow("failed, then superseded") << "superseded"
                                                 << "Upgrade \"x\" failed: timed out" << false;
        QTest::newRow("a failed rollback, then superseded") << "superseded"
                                                            << "Rollback \"x\" failed: no" << false;
        QTest::newRow("a description of one's own") << "superseded"
                                                    << "the last one failed: this mends it" << true;
    }

    void aFailedOneIsNoTargetWhateverItsStatusSays()
    {
        QFETCH(QString, status);
        QFETCH(QString, description);
        QFETCH(bool, ran);
        const Revision revision{3, {}, status, {}, {}, description, {}};
        QCOMPARE(revision.wasDeployed(), ran);
    }

    void verdictNeedsKnowledge_data()
    {
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<QString>("kind");
        const int good = static_cast<int>(FactState::Good);
        const int warning = static_cast<int>(FactState::Warning);
        const int blocking = static_cast<int>(FactState::Blocking);
        const int unknown = static_cast<int>(FactState::Unknown);
        QTest::newRow("nothing known") << QList<int>{} << "no-go";
        QTest::newRow("all good") << QList<int>{good, good} << "go";
        QTest::newRow("warning") << QList<int>{good, warning} << "go-with-warnings";
        QTest::newRow("unknown is not good") << QList<int>{good, unknown} << "go-with-warnings";
        QTest::newRow("blocking wins") << QList<int>{warning, blocking, good} << "no-go";
    }

    void verdictNeedsKnowledge()
    {
        QFETCH(QList<int>, states);
        QFETCH(QString, kind);
        Verdict verdict;
        for (const int state : states)
            verdict.facts.append({QStringLiteral("f"), static_cast<FactState>(state), {}, {}});
        QCOMPARE(verdictKindId(verdict.kind()), kind);
    }

    void factsAreReadByRank_data()
    {
        QTest::addColumn<QString>("states"); // of facts as collected: good, warning, blocking, unknown
        QTest::addColumn<QString>("order"); // their places
        QTest::addColumn<QString>("headline"); // without a translation, so plurals are as they are written
        QTest::newRow("nothing known") << ""
                                       << ""
                                       << "No-go";
        QTest::newRow("all good") << "ggg"
                                  << "012"
                                  << "Go";
        QTest::newRow("warnings as collected") << "gwgw"
                                               << "1302"
                                               << "Go, 2 warning(s)";
        QTest::newRow("unknown is no warning and comes before") << "wgu"
                                                                << "201"
                                                                << "Go, 1 unknown, 1 warning(s)";
        QTest::newRow("unknown is not passed") << "gu"
                                               << "10"
                                               << "Go, 1 unknown";
        QTest::newRow("all of it") << "gwubwbu"
                                   << "3526140"
                                   << "No-go, 2 blocking, 2 unknown, 2 warning(s)";
    }

    void factsAreReadByRank()
    {
        QFETCH(QString, states);
        QFETCH(QString, order);
        QFETCH(QString, headline);
        static const QMap<QChar, FactState> letters{
            {'g', FactState::Good}, {'w', FactState::Warning}, {'b', FactState::Blocking}, {'u', FactState::Unknown}};
        Verdict verdict;
        for (const QChar letter : std::as_const(states))
            verdict.facts.append({QString::number(verdict.facts.size()), letters.value(letter), {}, {}});
        QString ranked;
        const QList<VerdictFact> facts = verdict.ranked();
        for (const VerdictFact &fact : facts)
            ranked += fact.id;
        QCOMPARE(ranked, order);
        QCOMPARE(verdictHeadline(verdict), headline);
        QCOMPARE(verdictWord(verdict), headline.section(QStringLiteral(", "), 0, 0));
        QCOMPARE(verdictCounts(verdict), headline.section(QStringLiteral(", "), 1));
        for (const FactState state : letters)
            QCOMPARE(factStateFromId(factStateId(state)), state);
        QCOMPARE(factStateFromId(QStringLiteral("new")), FactState::Unknown);
    }
};

EDGELINK_TEST_MAIN(DomainTest)
#include "tst_domain.moc"
