// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report claims, and what it says it does not know.
#include "app/services/report/reportlanguage.h"
#include "app/services/report/reportmarkdown.h"
#include "tests/unit/report/drillstory.h"

#include <QJsonDocument>

using namespace edgelink;
using namespace edgelink::test;

namespace {

/// The section of that heading, without escapes.
QString section(const QByteArray &markdown, const QString &heading)
{
    const QString text = QString::fromUtf8(markdown).remove(QLatin1Char('\\'));
    const qsizetype from = text.indexOf(QStringLiteral("## ") + heading);
    return from < 0 ? QString() : text.mid(from, text.indexOf(QStringLiteral("\n## "), from + 1) - from);
}

} // namespace

class ReportFactsTest : public Suite
{
    Q_OBJECT

private slots:
    void theWorstIsOfTheIncident_data()
    {
        QTest::addColumn<QString>("threshold");
        QTest::addColumn<QString>("direction"); // empty: an older journal
        QTest::addColumn<bool>("recovered");
        QTest::addColumn<QString>("worst");
        QTest::newRow("above") << "cpu"
                               << "above" << true << "worst 80";
        QTest::newRow("above, not over yet") << "cpu"
                                             << "above" << false << "worst 95";
        QTest::newRow("below") << "queue"
                               << "below" << true << "worst 40";
        QTest::newRow("below, of an older journal") << "connections"
                                                    << "" << true << "worst 40";
        QTest::newRow("above, of an older journal") << "memory"
                                                    << "" << true << "worst 80";
    }

    void theWorstIsOfTheIncident()
    {
        QFETCH(QString, threshold);
        QFETCH(QString, direction);
        QFETCH(bool, recovered);
        QFETCH(QString, worst);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {{"impactStart", "2026-11-23T14:34:00.000Z"}});
        story.tell(journalkind::Breach, {{"threshold", threshold}, {"since", "2026-11-23T14:34:00.000Z"}});
        QJsonArray samples;
        const qint64 impact
            = QDateTime::fromString(QStringLiteral("2026-11-23T14:34:00Z"), Qt::ISODate).toMSecsSinceEpoch();
        int minute = -3;
        for (const double value : {99.0, 1.0, 50.0, 80.0, 40.0, 50.0, 95.0, 2.0}) // impact at the fourth, 80
            samples << QJsonArray{impact + 60'000LL * minute++, value};
        QJsonObject curve{{"threshold", threshold}, {"limit", 60}, {"samples", samples}};
        if (!direction.isEmpty())
            curve.insert("direction", direction);
        story.tell(journalkind::MetricSnapshot, curve);
        story.at("14:37:30");
        if (recovered)
            story.tell(journalkind::Recovered, {{"threshold", threshold}, {"since", "2026-11-23T14:36:00.000Z"}});
        report::IncidentReport service(&journal);
        const QString curves = section(*rendered(service, ReportFormat::Markdown), QStringLiteral("Curves"));
        QVERIFY2(curves.contains(worst + QLatin1Char(',')), qPrintable(curves));
    }

    void nothingChangedIsSaidOnlyWhereEverythingWasRead_data()
    {
        QTest::addColumn<QList<QJsonObject>>("searches"); // in the journal's order
        QTest::addColumn<QStringList>("says");
        QTest::addColumn<QStringList>("timeline");
        QTest::addColumn<bool>("nothing"); // that nothing changed
        const QJsonArray found{QJsonObject{{"title", "Revision 3 deployed"}}};
        const QJsonArray problems{"the cluster: refused"};
        const QJsonObject blind{{"list", QJsonArray{}}, {"lookedAt", QJsonArray{}}, {"problems", problems}};
        const QJsonObject half{{"list", found}, {"lookedAt", QJsonArray{"3 revisions"}}, {"problems", problems}};
        const QJsonObject whole{
            {"list", QJsonArray{}}, {"lookedAt", QJsonArray{"3 revisions", "2 rollouts"}}, {"problems", QJsonArray{}}};
        QTest::newRow("never searched") << QList<QJsonObject>{}
                                        << QStringList{"What changed shortly before was not looked for."}
                                        << QStringList{} << false;
        QTest::newRow("nothing could be read")
            << QList<QJsonObject>{blind}
            << QStringList{"What changed shortly before is not known", "Could not be read: the cluster: refused"}
            << QStringList{"What changed shortly before is not known — could not be read: the cluster: refused"}
            << false;
        QTest::newRow("found, but not everything was read")
            << QList<QJsonObject>{half}
            << QStringList{"- Revision 3 deployed", "Could not be read: the cluster: refused"}
            << QStringList{"Changed shortly before: Revision 3 deployed — could not be read: the cluster: refused"}
            << false;
        QTest::newRow("everything was read")
            << QList<QJsonObject>{whole}
            << QStringList{"Nothing on record changed shortly before.", "Read: 3 revisions, 2 rollouts"}
            << QStringList{"Nothing changed shortly before"} << true;
        QTest::newRow("the newest search counts")
            << QList<QJsonObject>{half, whole} << QStringList{"Nothing on record changed shortly before."}
            << QStringList{"Nothing changed shortly before"} << true;
        QTest::newRow("an older journal") << QList<QJsonObject>{QJsonObject{{"list", QJsonArray{}}}}
                                          << QStringList{"Nothing on record changed shortly before."}
                                          << QStringList{"Nothing changed shortly before"} << true;
    }

    void nothingChangedIsSaidOnlyWhereEverythingWasRead()
    {
        QFETCH(QList<QJsonObject>, searches);
        QFETCH(QStringList, says);
        QFETCH(QStringList, timeline);
        QFETCH(bool, nothing);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        for (const QJsonObject &search : searches)
            story.tell(journalkind::Suspects, search);
        report::IncidentReport service(&journal);
        const QByteArray markdown = *rendered(service, ReportFormat::Markdown);
        const QString changes = section(markdown, QStringLiteral("What changed before"));
        for (const QString &line : says)
            QVERIFY2(changes.contains(line), qPrintable(changes));
        QCOMPARE(changes.contains(QStringLiteral("Nothing on record changed")), nothing);
        for (const QString &line : timeline)
            QVERIFY2(section(markdown, QStringLiteral("Timeline")).contains(line), markdown.constData());

        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        const QJsonObject search = json.value("suspectSearch").toObject();
        QCOMPARE(search.value("recorded").toBool(), !searches.isEmpty());
        const QJsonObject newest = searches.isEmpty() ? QJsonObject() : searches.last();
        QCOMPARE(search.value("problems").toArray(), newest.value("problems").toArray());
        QCOMPARE(search.value("lookedAt").toArray(), newest.value("lookedAt").toArray());

        const report::Language zh(QStringLiteral("zh_CN"));
        const report::ReportFacts facts
            = report::collectFacts(StoryId, journal.events(), {}, [&zh](const char *text) { return zh(text); });
        (void)report::toMarkdown(facts, {}, zh);
        QCOMPARE(zh.missing(), QStringList());
    }

    /// Nobody says what is left of a run that was cut off and never taken up again: its steps' rows do.
    void whatARunMayLeaveIsListedUntilItEnds_data()
    {
        QTest::addColumn<QStringList>("then"); // "cleared", "other-cleared", "ended", "other-ended"
        QTest::addColumn<bool>("owed");
        QTest::newRow("cut off") << QStringList{} << true;
        QTest::newRow("cleared by its run") << QStringList{"cleared"} << false;
        QTest::newRow("cleared by another run, whose device is another") << QStringList{"other-cleared"} << true;
        QTest::newRow("its run ended") << QStringList{"ended"} << false;
        QTest::newRow("another run ended") << QStringList{"other-ended"} << true;
    }

    void whatARunMayLeaveIsListedUntilItEnds()
    {
        QFETCH(QStringList, then);
        QFETCH(bool, owed);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        for (const char *run : {"r1", "r2"})
            story.tell(journalkind::RunStarted, {{"title", "Smoke tests"}}, "chen", run);
        story.tell(journalkind::StepStarted, {{"owes", QJsonObject{{"asked", "It may exist."}}}}, "chen", "r1");
        story.tell(journalkind::Observation,
                   {{"cleared", QJsonArray{"asked"}}, {"owes", QJsonObject{{"d", "It was registered."}}}}, "chen",
                   "r1");
        for (const QString &event : then) {
            const char *run = event.startsWith(QLatin1String("other")) ? "r2" : "r1";
            if (event.endsWith(QLatin1String("ended")))
                story.tell(journalkind::RunFinished, {{"outcome", "cancelled"}}, "chen", run);
            else
                story.tell(journalkind::Observation, {{"cleared", QJsonArray{"d"}}}, "chen", run);
        }
        report::IncidentReport service(&journal);
        const QString left = section(*rendered(service, ReportFormat::Markdown), QStringLiteral("Skipped"));
        const QString lines = QStringLiteral("**May be left by a run that has not ended**\n\n- It was registered.\n");
        QVERIFY2(left.contains(lines) == owed, qPrintable(left));
        QVERIFY(!left.contains(QStringLiteral("It may exist.")));
        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        QCOMPARE(json.value("owed").toArray(), owed ? QJsonArray{"It was registered."} : QJsonArray{});
        QVERIFY(report::Language(QStringLiteral("zh_CN"))("May be left by a run that has not ended")
                != QStringLiteral("May be left by a run that has not ended"));
    }

    /// As in the window: what is not known is no warning, and stands before one.
    void theFactsOfAVerdictAreReadByRank()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        QJsonArray facts;
        for (const char *state : {"good", "warning", "unknown", "blocking", "unheard-of"})
            facts << QJsonObject{{"state", state}, {"text", QStringLiteral("says %1").arg(QLatin1String(state))}};
        story.tell(journalkind::VerdictGiven, {{"target", 2}, {"kind", "no-go"}, {"facts", facts}}, "chen");
        report::IncidentReport service(&journal);
        const QString changes
            = section(*rendered(service, ReportFormat::Markdown), QStringLiteral("What changed before"));
        const QString lines = QStringLiteral("  - blocking: says blocking\n  - unknown: says unknown\n"
                                             "  - unknown: says unheard-of\n  - warning: says warning\n");
        QVERIFY2(changes.contains(lines), qPrintable(changes));
    }

    void aRunThatOnlyReadIsNoRollback()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {{"impactStart", "2026-11-23T14:34:10.000Z"}});
        story.tell(journalkind::Breach, {{"threshold", "cpu"}, {"since", "2026-11-23T14:34:10.000Z"}});
        story.at("14:36:00");
        story.tell(journalkind::RunStarted, {{"title", "Smoke tests"}, {"mutating", false}}, "chen", "r1");
        story.at("14:37:00");
        story.tell(journalkind::RunFinished, {{"title", "Smoke tests"}, {"outcome", "success"}}, "chen", "r1");
        story.at("14:38:00");
        story.tell(journalkind::Recovered, {{"threshold", "cpu"}, {"since", "2026-11-23T14:35:10.000Z"}});
        const report::ReportFacts facts = report::collectFacts(StoryId, journal.events(), {}, inEnglish);
        QVERIFY(!facts.rollbackDoneAt.isValid());
        QCOMPARE(facts.recoveredAt.time(), QTime(14, 35, 10)); // it proved nothing, and delayed nothing
        report::IncidentReport service(&journal);
        const QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown));
        for (const char *line : {"**Rollback completed**: not on record", "Run that only read: Smoke tests",
                                 "**RTO achieved**: 1 min 00 s"})
            QVERIFY2(text.contains(QString::fromUtf8(line)), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("no verdict on record")));
    }

    void eachRunNamesTheVerdictItWasDecidedOn()
    {
        FakeJournal journal;
        DrillStory story(journal);
        const auto verdict = [&story](int target, const char *kind, const char *run) {
            story.tell(journalkind::VerdictGiven, {{"target", target}, {"kind", kind}}, "chen", run);
        };
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        verdict(1, "no-go", "");
        verdict(2, "go", "");
        verdict(2, "go-with-warnings", "r1"); // the pre-flight of the run itself
        verdict(1, "no-go", "");
        verdict(2, "no-go", "r9"); // of another run
        story.tell(journalkind::RunStarted,
                   {{"title", "Back to 2"}, {"mutating", true}, {"parameters", QJsonObject{{"revision", "2"}}}}, "chen",
                   "r1");
        story.tell(journalkind::RunStarted, {{"title", "Settle"}, {"mutating", true}}, "chen", "r2");
        const report::ReportFacts facts = report::collectFacts(StoryId, journal.events(), {}, inEnglish);
        QCOMPARE(facts.runs.at(0).verdict, 2);
        QCOMPARE(facts.runs.at(1).verdict, 3);
        QVERIFY(facts.verdicts.at(2).decided && !facts.verdicts.at(0).decided);
    }

    /// The template states the runbook's numbers; an organisation has its own.
    void aLimitOfTheirOwnIsSaid_data()
    {
        QTest::addColumn<QList<QJsonObject>>("breaches");
        QTest::addColumn<QString>("line");
        QTest::newRow("the runbook's") << QList<QJsonObject>{{{"threshold", "http-5xx"}, {"limit", 5}, {"unit", "%"}}}
                                       << "[x] Error rate over its threshold (5xx > 5 %)";
        QTest::newRow("another") << QList<QJsonObject>{{{"threshold", "http-5xx"}, {"limit", 2}, {"unit", "%"}}}
                                 << "[x] Error rate over its threshold (5xx > 5 %) — limit used: 2 %";
        QTest::newRow("another unit") << QList<QJsonObject>{{{"threshold", "p95-latency"}, {"limit", 2}, {"unit", "s"}}}
                                      << "[x] Slow (P95 > 500 ms) — limit used: 2 s";
        QTest::newRow("changed in between") << QList<QJsonObject>{{{"threshold", "cpu"}, {"limit", 80}, {"unit", "%"}},
                                                                  {{"threshold", "cpu"}, {"limit", 80}, {"unit", "%"}},
                                                                  {{"threshold", "cpu"}, {"limit", 70}, {"unit", "%"}}}
                                            << "[x] CPU over 95 % of its limit — limit used: 80 %, 70 %";
        QTest::newRow("a number of pods")
            << QList<QJsonObject>{{{"threshold", "crash-loop"}, {"limit", 2}, {"unit", "pods"}}}
            << "[x] Pods in CrashLoopBackOff — limit used: 2 pods";
        QTest::newRow("the runbook's share of a baseline")
            << QList<QJsonObject>{{{"threshold", "connections"}, {"limit", 61.5}, {"unit", ""}, {"baseline", 123}}}
            << "[x] Active connections under 50 % of their baseline";
        QTest::newRow("another share")
            << QList<QJsonObject>{{{"threshold", "connections"}, {"limit", 30}, {"unit", ""}, {"baseline", 100}}}
            << "[x] Active connections under 50 % of their baseline — limit used: 30 %";
        QTest::newRow("not on record") << QList<QJsonObject>{{{"threshold", "memory"}}}
                                       << "[x] Memory over 90 % of its limit";
        QTest::newRow("did not trigger") << QList<QJsonObject>{} << "[ ] Memory over 90 % of its limit";
    }

    void aLimitOfTheirOwnIsSaid()
    {
        QFETCH(QList<QJsonObject>, breaches);
        QFETCH(QString, line);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        for (const QJsonObject &breach : breaches)
            story.tell(journalkind::Breach, breach);
        report::IncidentReport service(&journal);
        const QString triggers = section(*rendered(service, ReportFormat::Markdown), QStringLiteral("What triggered"));
        QVERIFY2(triggers.contains(line + QLatin1Char('\n')), qPrintable(triggers));
        const report::Language zh(QStringLiteral("zh_CN"));
        QVERIFY(zh("limit used: %1") != QStringLiteral("limit used: %1"));
    }

    void whatIsNotKnownOfACommandIsNotMeasured_data()
    {
        QTest::addColumn<QJsonObject>("outcome"); // empty: none on record
        QTest::addColumn<QString>("says");
        QTest::addColumn<QJsonValue>("durationMs");
        const auto settled = [](const char *observed) {
            return QJsonObject{{"outcome", "unknown"}, {"observed", QLatin1String(observed)}};
        };
        QTest::newRow("no outcome") << QJsonObject{} << "no outcome on record" << QJsonValue();
        QTest::newRow("measured") << QJsonObject{{"outcome", "success"}, {"durationMs", 2500}} << "success, 2.5 s"
                                  << QJsonValue(2500);
        QTest::newRow("it took no time") << QJsonObject{{"outcome", "error"}, {"durationMs", 0}} << "failed, 0.0 s"
                                         << QJsonValue(0);
        QTest::newRow("its console died")
            << settled("passed") << "unknown, its effect was seen afterwards" << QJsonValue();
        QTest::newRow("its console died, seen with a warning")
            << settled("warning") << "unknown, its effect was seen afterwards" << QJsonValue();
        QTest::newRow("its console died, without effect")
            << settled("failed") << "unknown, its effect was not there afterwards" << QJsonValue();
        QTest::newRow("its console died, nothing could be seen")
            << settled("unknown") << "unknown, whether it took effect could not be seen" << QJsonValue();
    }

    void whatIsNotKnownOfACommandIsNotMeasured()
    {
        QFETCH(QJsonObject, outcome);
        QFETCH(QString, says);
        QFETCH(QJsonValue, durationMs);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened, {});
        story.tell(journalkind::Intent,
                   {{"commandId", "c1"}, {"mutating", true}, {"program", "helm"}, {"command", "helm rollback edge 2"}},
                   "chen", "r1");
        if (!outcome.isEmpty()) {
            outcome.insert("commandId", "c1");
            outcome.insert("mutating", true);
            outcome.insert("program", "helm");
            story.tell(journalkind::OutcomeOf, outcome, "chen", "r1");
        }
        report::IncidentReport service(&journal);
        const QString done = section(*rendered(service, ReportFormat::Markdown), QStringLiteral("What was done"));
        QVERIFY2(done.contains(QStringLiteral("` helm rollback edge 2 ` — %1\n").arg(says)), qPrintable(done));
        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        const QJsonObject command = json.value("commands").toArray().first().toObject();
        QCOMPARE(command.value("durationMs"), durationMs);
        QCOMPARE(command.value("observed").toString(), outcome.value("observed").toString());

        const report::Language zh(QStringLiteral("zh_CN"));
        const report::ReportFacts facts
            = report::collectFacts(StoryId, journal.events(), {}, [&zh](const char *text) { return zh(text); });
        (void)report::toMarkdown(facts, {}, zh);
        QCOMPARE(zh.missing(), QStringList());
    }

    void whatDataWasLostIsNotGuessed_data()
    {
        QTest::addColumn<QJsonObject>("command");
        QTest::addColumn<bool>("declared");
        QTest::addColumn<bool>("recovered");
        QTest::addColumn<QString>("says");
        const QJsonObject helm{{"program", "helm"}, {"argv", QJsonArray{"rollback", "edge", "2"}}};
        QTest::newRow("helm alone") << helm << false << true << "0 min (nothing";
        QTest::newRow("not over yet") << helm << false << false << "not known before the recovery";
        QTest::newRow("restored") << QJsonObject{{"program", "/usr/bin/pg_restore"}} << false << true
                                  << "a database tool was run";
        QTest::newRow("inside a pod")
            << QJsonObject{{"program", "kubectl"},
                           {"argv", QJsonArray{"exec", "postgres-0", "--", "psql", "-c", "DROP DATABASE x"}}}
            << false << true << "a database tool was run";
        QTest::newRow("declared") << helm << true << true << "data was declared inconsistent";
    }

    void whatDataWasLostIsNotGuessed()
    {
        QFETCH(QJsonObject, command);
        QFETCH(bool, declared);
        QFETCH(bool, recovered);
        QFETCH(QString, says);
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened,
                   {{"manual", declared ? QJsonArray{"data-inconsistency"} : QJsonArray()}});
        story.tell(journalkind::Breach, {{"threshold", "cpu"}});
        story.tell(journalkind::RunStarted, {{"mutating", true}}, "chen", "r1");
        command.insert("commandId", "c1");
        command.insert("mutating", true);
        story.tell(journalkind::Intent, command, "chen", "r1");
        if (recovered) {
            story.tell(journalkind::RunFinished, {{"outcome", "success"}}, "chen", "r1");
            story.tell(journalkind::Recovered, {{"threshold", "cpu"}});
        }
        report::IncidentReport service(&journal);
        const auto line = [&] {
            const QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown)).remove('\\');
            return text.mid(text.indexOf(QStringLiteral("**RPO achieved**"))).section('\n', 0, 0);
        };
        QVERIFY2(line().contains(says), qPrintable(line()));
        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        QCOMPARE(json.value("rpo").toObject().value("achievedSeconds").isDouble(), says.startsWith("0 min"));
        story.tell(journalkind::ReportField, {{"field", "data-loss"}, {"text", "4 min of sessions"}}, "chen");
        QVERIFY2(line().endsWith("4 min of sessions"), qPrintable(line()));
    }
};

EDGELINK_TEST_MAIN(ReportFactsTest)
#include "tst_reportfacts.moc"
