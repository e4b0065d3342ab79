// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of silences whose console was killed before their outcome: which they are, and what is believed of them.
#include "app/services/alertmanager/cutoffchanges.h"
#include "app/services/alertmanager/silencerecord.h"
#include "models/domain/redactor.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>

using namespace edgelink;
using namespace edgelink::alertmanager;

namespace {

const QDateTime Now = QDateTime({2026, 11, 28}, {12, 0}, Qt::UTC);
const QUuid Command = QUuid::createUuidV5(QUuid(), QStringLiteral("one"));

Silence silence()
{
    Silence silence;
    silence.matchers = {{"alertname", "HighErrorRate"}};
    silence.endsAt = Now.addSecs(600);
    silence.createdBy = QStringLiteral("ana");
    silence.comment = QStringLiteral("rolling back, password: hunter2");
    return silence;
}

JournalEvent row(const char *kind, const QJsonObject &payload)
{
    JournalEvent event;
    event.draft.kind = QString::fromLatin1(kind);
    event.draft.actor = QStringLiteral("ana");
    event.draft.environment = QStringLiteral("drill");
    event.draft.stream = QStringLiteral("drill");
    event.draft.incidentId = QStringLiteral("INC-1");
    event.draft.payload = payload;
    event.draft.payload.insert("commandId", Command.toString(QUuid::WithoutBraces));
    if (!payload.contains("program"))
        event.draft.payload.insert("program", QString::fromLatin1(SilenceProgram));
    event.utcMicros = Now.toMSecsSinceEpoch() * 1000;
    return event;
}

/// As a console wrote it: with secrets masked.
CutOffChange change(const Silence &of, bool ends)
{
    const QJsonObject asked = Redactor().redact(QJsonValue(askedFor(of, ends))).toObject();
    return cutOffChanges({row(journalkind::Intent, {{"asked", asked}})}, QStringLiteral("drill")).value(0);
}

} // namespace

Q_DECLARE_METATYPE(edgelink::alertmanager::CutOffChange)

class CutOffChangesTest : public test::Suite
{
    Q_OBJECT

private slots:
    void onlyAnIntentWithoutAnOutcomeIsCutOff()
    {
        const QString drill = QStringLiteral("drill");
        const JournalEvent intent = row(journalkind::Intent, {});
        const JournalEvent outcome = row(journalkind::OutcomeOf, {{"outcome", "unknown"}});
        const JournalEvent ofTool = row(journalkind::Intent, {{"program", "/usr/bin/alertmanager"}});
        QCOMPARE(cutOffChanges({intent}, drill).value(0).commandId, Command);
        QVERIFY(cutOffChanges({intent}, QStringLiteral("production")).isEmpty());
        QVERIFY(cutOffChanges({intent, outcome}, drill).isEmpty());
        QVERIFY(cutOffChanges({outcome, intent}, drill).isEmpty()); // newest first
        QVERIFY(cutOffChanges({ofTool}, drill).isEmpty());
        JournalEvent nameless = intent;
        nameless.draft.payload.remove("commandId");
        QVERIFY(cutOffChanges({nameless}, drill).isEmpty());
    }

    void whatIsBelieved_data()
    {
        QTest::addColumn<CutOffChange>("asked");
        QTest::addColumn<QList<Silence>>("held");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("id"); // of the silence that the rows name
        Silence made = silence();
        made.id = QStringLiteral("s1");
        Silence other = made;
        other.createdBy = QStringLiteral("bo");
        Silence longer = made;
        longer.endsAt = made.endsAt.addSecs(60);
        Silence wider = made;
        wider.matchers = {{"severity", "critical"}};
        Silence past = silence();
        past.endsAt = Now.addSecs(-1);
        const CutOffChange making = change(silence(), false);
        const CutOffChange ending = change(made, true);
        QTest::newRow("made") << making << QList<Silence>{other, made} << "active"
                              << "success"
                              << "s1";
        QTest::newRow("made, and over since") << making << QList<Silence>{made} << "expired"
                                              << "success"
                                              << "s1";
        QTest::newRow("not made") << making << QList<Silence>{} << "active"
                                  << "error"
                                  << "";
        QTest::newRow("somebody else's") << making << QList<Silence>{other} << "active"
                                         << "error"
                                         << "";
        QTest::newRow("another end") << making << QList<Silence>{longer} << "active"
                                     << "error"
                                     << "";
        QTest::newRow("another target") << making << QList<Silence>{wider} << "active"
                                        << "error"
                                        << "";
        QTest::newRow("over, and perhaps forgotten") << change(past, false) << QList<Silence>{} << "active"
                                                     << "unknown"
                                                     << "";
        QTest::newRow("ended") << ending << QList<Silence>{made} << "expired"
                               << "success"
                               << "s1";
        QTest::newRow("not ended") << ending << QList<Silence>{made} << "active"
                                   << "error"
                                   << "";
        QTest::newRow("ended or forgotten") << ending << QList<Silence>{} << "active"
                                            << "unknown"
                                            << "";
        CutOffChange old = making; // of a console that did not write what it asked for
        old.intent.payload.remove("asked");
        QTest::newRow("an old row") << old << QList<Silence>{made} << "active"
                                    << "unknown"
                                    << "";
    }

    void whatIsBelieved()
    {
        QFETCH(CutOffChange, asked);
        QFETCH(QList<Silence>, held);
        QFETCH(QString, state);
        QFETCH(QString, outcome);
        QFETCH(QString, id);
        QList<HeldSilence> all;
        for (const Silence &one : held)
            all << HeldSilence{one, state};
        const Settlement settlement = settlementOf(asked, all, Now.toMSecsSinceEpoch());
        QCOMPARE(outcomeId(settlement.outcome), outcome);
        QVERIFY(!settlement.text.isEmpty());
        const QList<JournalDraft> rows = rowsOf(asked, settlement);
        QCOMPARE(rows.size(), id.isEmpty() ? 1 : 2);
        QCOMPARE(rows.first().kind, QString::fromLatin1(journalkind::OutcomeOf));
        QCOMPARE(rows.first().payload.value("outcome").toString(), outcome);
        QCOMPARE(rows.first().payload.value("commandId").toString(), Command.toString(QUuid::WithoutBraces));
        QCOMPARE(rows.first().incidentId, QStringLiteral("INC-1"));
        QCOMPARE(rows.first().payload.contains("error"), outcome != QLatin1String("success"));
        QCOMPARE(rows.last().payload.value("silence").toString(), id);
        for (const JournalDraft &written : rows)
            QVERIFY(!QString::fromUtf8(QJsonDocument(written.payload).toJson()).contains("hunter2"));
        QCOMPARE(rowsOf(asked, settlement).first().id, rows.first().id); // two consoles write one row
    }

    void whatCannotBeAskedIsUnknown()
    {
        const Settlement settlement
            = settlementOf(change(silence(), false), failure(ErrorKind::Unreachable, QStringLiteral("refused")),
                           Now.toMSecsSinceEpoch());
        QCOMPARE(settlement.outcome, Outcome::Unknown);
        QVERIFY(settlement.text.contains(QStringLiteral("refused")));
    }
};

EDGELINK_TEST_MAIN(CutOffChangesTest)
#include "tst_cutoffchanges.moc"
