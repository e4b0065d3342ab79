// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recovery.h"
#include "tests/support/testsink.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace edgelink;

namespace {

const QDateTime Start({2026, 11, 23}, {12, 0}, Qt::UTC);

QString iso(int second)
{
    return Start.addSecs(second).toString(Qt::ISODateWithMs);
}

/// "breach a@3 since 1", "back a@9 since 4", "declare@2", "run r@5", "read r@5", "done r@9 proof 7", "fail r@9";
/// commands that change something: "begin c@5", "ok c@8", "error c@8", "seen c@30" (by a later console), "silence c@8".
JournalEvent recorded(const QString &line)
{
    const QStringList words = line.split(QLatin1Char(' '));
    const QString what = words.at(0).section(QLatin1Char('@'), 0, 0);
    const QString name = words.value(1).section(QLatin1Char('@'), 0, 0);
    const int at = words.at(words.at(0).contains(QLatin1Char('@')) ? 0 : 1).section(QLatin1Char('@'), 1).toInt();
    const qsizetype detail = words.at(0).contains(QLatin1Char('@')) ? 2 : 3;
    JournalEvent event;
    event.utcMicros = Start.addSecs(at).toMSecsSinceEpoch() * 1000;
    QJsonObject payload;
    if (what == QLatin1String("breach") || what == QLatin1String("back")) {
        event.draft.kind
            = QLatin1String(what == QLatin1String("breach") ? journalkind::Breach : journalkind::Recovered);
        payload = {{"threshold", name}, {"since", iso(words.value(detail).toInt())}};
    } else if (what == QLatin1String("declare")) {
        event.draft.kind = QLatin1String(journalkind::Breach);
        payload = {{"manual", "feature-down"}};
    } else if (what == QLatin1String("run") || what == QLatin1String("read")) {
        event.draft.kind = QLatin1String(journalkind::RunStarted);
        event.draft.runId = name;
        payload = {{"mutating", what == QLatin1String("run")}, {"incidentStart", iso(0)}};
    } else if (what == QLatin1String("begin")) {
        event.draft.kind = QLatin1String(journalkind::Intent);
        payload = {{"commandId", name}, {"mutating", true}};
    } else if (QStringList{"ok", "error", "seen", "silence"}.contains(what)) {
        event.draft.kind = QLatin1String(journalkind::OutcomeOf);
        payload = {
            {"commandId", name}, {"mutating", true}, {"outcome", what == QLatin1String("error") ? "error" : "success"}};
        if (what == QLatin1String("seen"))
            payload = {{"commandId", name}, {"mutating", true}, {"outcome", "unknown"}, {"observed", "passed"}};
        if (what == QLatin1String("silence"))
            payload.insert("program", "alertmanager");
    } else {
        event.draft.kind = QLatin1String(journalkind::RunFinished);
        event.draft.runId = name;
        payload = {{"outcome", what == QLatin1String("done") ? "success" : "error"}};
        if (words.size() > detail)
            payload.insert("rtoMs", words.at(detail).toInt() * 1000);
    }
    event.draft.payload = payload;
    return event;
}

} // namespace

class RecoveryTest : public test::Suite
{
    Q_OBJECT

private slots:
    void theProof_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<int>("proven"); // seconds; -1: not
        QTest::addColumn<int>("rollback");
        const auto row = [](const char *name, const char *story, int proven, int rollback = -1) {
            QTest::newRow(name) << QString::fromLatin1(story) << proven << rollback;
        };
        row("nothing happened", "run r@1", -1);
        row("in breach", "breach a@3 since 1", -1);
        row("by itself", "breach a@3 since 1, back a@20 since 9", 9);
        row("the last one back counts", "breach a@3 since 1, breach b@4 since 2, back a@20 since 9, back b@21 since 15",
            15);
        row("not the last one believed",
            "breach a@3 since 1, breach b@4 since 2, back b@16 since 15, back a@20 since 9", 15);
        row("checks passed before the metrics", "breach a@3 since 1, run r@5, back a@30 since 20, done r@40 proof 12",
            20, 40);
        row("checks passed after the metrics", "breach a@3 since 1, run r@5, back a@30 since 20, done r@40 proof 25",
            25, 40);
        row("until they pass the metrics speak", "breach a@3 since 1, run r@5, back a@30 since 20", 20);
        row("run ended first", "breach a@3 since 1, run r@5, done r@15 proof 12, back a@30 since 20", 20, 15);
        row("run without a proof of its own", "breach a@3 since 1, run r@5, back a@30 since 20, done r@40", 40, 40);
        row("a failed run proves nothing", "breach a@3 since 1, run r@5, back a@30 since 20, fail r@40 proof 25", 20);
        row("only read", "breach a@3 since 1, read r@5, back a@30 since 20, done r@40 proof 25", 20);
        row("begun after it was over", "breach a@3 since 1, back a@30 since 20, run r@50, done r@90 proof 80", 20, 90);
        row("begun before that was known", "breach a@3 since 1, run r@25, back a@30 since 20, done r@90 proof 80", 80,
            90);
        row("declared", "declare@2", -1);
        row("declared, only read", "declare@2, read r@5, done r@9 proof 8", -1);
        row("declared, settled", "declare@2, run r@5, done r@9 proof 8", 8, 9);
        row("declared, failed", "declare@2, run r@5, fail r@9", -1);
        row("declared and measured", "declare@2, breach a@3 since 1, back a@30 since 20", -1);
        row("declared and measured, settled",
            "declare@2, breach a@3 since 1, run r@5, done r@25 proof 22, back a@30 since 20", 22, 25);
        row("another breach", "breach a@3 since 1, back a@20 since 9, breach b@30 since 28", -1);
        row("and its end", "breach a@3 since 1, back a@20 since 9, breach b@30 since 28, back b@50 since 45", 45);
        row("declared again", "declare@2, run r@5, done r@9 proof 8, declare@20", -1, 9);
        row("nobody waits for it", "back a@20 since 9", -1);
    }

    void theProof()
    {
        QFETCH(QString, story);
        QFETCH(int, proven);
        QFETCH(int, rollback);
        Recovery recovery;
        JournalEvent opened;
        opened.draft.kind = QLatin1String(journalkind::IncidentOpened);
        opened.draft.payload = {{"impactStart", iso(2)}};
        recovery.apply(opened);
        for (const QString &line : story.split(QStringLiteral(", ")))
            recovery.apply(recorded(line));
        const auto second
            = [](const QDateTime &time) { return time.isValid() ? static_cast<int>(Start.secsTo(time)) : -1; };
        QCOMPARE(second(recovery.provenAt()), proven);
        QCOMPARE(second(recovery.rollbackDoneAt()), rollback);
        QCOMPARE(second(recovery.impactStart()), story.contains(QStringLiteral("since 1")) ? 1 : 2);
        QCOMPARE(recoveryTime(recovery.impactStart(), recovery.provenAt()).has_value(), proven >= 0);
    }

    void theMitigationIsTheLastChangeBeforeTheProof_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<int>("mitigated"); // -1: it is not
        const auto row = [](const char *name, const char *story, int mitigated) {
            QTest::newRow(name) << QString::fromLatin1(story) << mitigated;
        };
        row("nothing was done", "breach a@3 since 1", -1);
        row("by itself", "breach a@3 since 1;back a@9 since 8", 8);
        row("by a command", "breach a@3 since 1;begin c@5;ok c@6;back a@9 since 8", 6);
        row("not by what failed", "breach a@3 since 1;begin c@4;ok c@5;begin d@6;error d@7;back a@9 since 8", 5);
        row("not by what came later", "breach a@3 since 1;begin c@4;ok c@5;back a@9 since 8;begin d@10;ok d@11", 5);
        row("not by a silence", "breach a@3 since 1;begin c@4;silence c@5;back a@9 since 8", 8);
        row("by one whose console died, from its beginning", "breach a@3 since 1;begin c@5;back a@9 since 8;seen c@30",
            5);
        row("by a run, before the proof", "breach a@3 since 1;run r@4;begin c@5;ok c@6;done r@20 proof 7", 6);
        row("by a run that changed nothing by itself", "breach a@3 since 1;run r@4;done r@20 proof 7", 20);
    }

    void theMitigationIsTheLastChangeBeforeTheProof()
    {
        QFETCH(QString, story);
        QFETCH(int, mitigated);
        Recovery recovery;
        for (const QString &line : story.split(QLatin1Char(';')))
            recovery.apply(recorded(line));
        QCOMPARE(recovery.mitigatedAt(), mitigated < 0 ? QDateTime() : Start.addSecs(mitigated));
    }

    void theTroublesAreOfThePresentOrTheLast_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<QList<int>>("troubles");
        const auto row = [](const char *name, const char *story, const QList<int> &troubles) {
            QTest::newRow(name) << QString::fromLatin1(story) << troubles;
        };
        row("one", "breach a@3 since 1", {1});
        row("another joins", "breach a@3 since 1;breach b@9 since 7", {1, 7});
        row("the first is back", "breach a@3 since 1;breach b@9 since 7;back a@12 since 11", {1, 7});
        row("all are back: the last one", "breach a@3 since 1;back a@9 since 8", {1});
        row("a relapse", "breach a@3 since 1;back a@9 since 8;breach a@30 since 25", {25});
        row("declared", "declare@2", {2});
        row("all are back, but no run has answered the declaration", "breach a@3 since 1;declare@4;back a@9 since 8",
            {1});
    }

    void theTroublesAreOfThePresentOrTheLast()
    {
        QFETCH(QString, story);
        QFETCH(QList<int>, troubles);
        Recovery recovery;
        if (story.startsWith(QLatin1String("declare"))) {
            JournalEvent opened;
            opened.draft.kind = QLatin1String(journalkind::IncidentOpened);
            opened.draft.payload = {{"impactStart", iso(2)}, {"manual", QJsonArray{"feature-down"}}};
            recovery.apply(opened);
        }
        for (const QString &line : story.split(QLatin1Char(';')))
            recovery.apply(recorded(line));
        QList<QDateTime> wanted;
        for (const int second : troubles)
            wanted << Start.addSecs(second);
        QCOMPARE(recovery.troubles(), wanted);
    }

    void unknownTimesGiveNoDuration()
    {
        QCOMPARE(recoveryTime({}, Start), std::nullopt);
        QCOMPARE(recoveryTime(Start, {}), std::nullopt);
        QCOMPARE(recoveryTime(Start, Start.addSecs(90))->count(), 90'000);
    }
};

EDGELINK_TEST_MAIN(RecoveryTest)
#include "tst_recovery.moc"
