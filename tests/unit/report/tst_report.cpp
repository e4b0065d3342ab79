// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Without a GUI application: Markdown, HTML and JSON; a PDF is refused with a reason.
#include "app/services/report/reportlanguage.h"
#include "app/services/report/reportmarkdown.h"
#include "models/domain/eventsentence.h"
#include "tests/unit/report/drillstory.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace edgelink;
using namespace edgelink::test;

namespace {

/// Its check found something, in the words of a program that speaks English.
class BrokenJournal : public FakeJournal
{
public:
    JournalCheck check;
    [[nodiscard]] QFuture<Result<JournalCheck>> verify() override { return readyFuture<Result<JournalCheck>>(check); }
};

} // namespace

class ReportTest : public Suite
{
    Q_OBJECT

private:
    FakeJournal m_journal;
    DrillStory m_story{m_journal};
    report::IncidentReport m_service{&m_journal, {DrillStory::environment()}};

private slots:
    void initTestCase() { m_story.whole(); }

    void saysWhatHappened_data()
    {
        QTest::addColumn<QString>("line");
        const auto row = [](const char *line) { QTest::newRow(line) << QString::fromUtf8(line); };
        row("# Incident report — 2026-11-23");
        row("> **DRILL. Nothing");
        row("compressed 20 times");
        row("**Incident**: INC-2026-1123-001");
        row("**Impact began**: 2026-11-23 14:34:10 UTC");
        row("**Rollback completed**: 2026-11-23 14:52:00 UTC (end of the run, with all its checks)");
        row("**Total time of impact**: 6 min 00 s");
        row("**Closed**: 2026-11-23 14:52:00 UTC");
        row("decided on: Verdict on going back to revision 2: go, with warnings");
        row("**Scope of impact**: **✎ to be written**");
        row("[x] Error rate over its threshold");
        row("[ ] Pods in CrashLoopBackOff");
        row("Revision 3 deployed — api-gateway v0.1.1 → v0.2.0");
        row("Verdict on going back to revision 2: go, with warnings");
        row("warning: HPA will be overridden");
        row("1. 14:34:25 — Incident");
        row("**RTO target**: 30 min 00 s");
        row("**RTO achieved**: 6 min 00 s ✔");
        row("**RPO achieved**: 0 min");
        row("**TTD, time to detect**: 15.0 s");
        row("**TTA, time to acknowledge**: 1 min 00 s");
        row("**TTM, time to mitigate**: 3 min 00 s");
        row("**TTR, time to recover**: 6 min 00 s");
        row("`` helm rollback edge-link-production 2 `x` `` — success, 1 min 00 s");
        row("revision 4 is live");
        row("Redis answers — maintenance");
        row("baseline unknown, \\<b>agreed");
        row("HPA replicas differ — hpa/api-gateway");
        row("HTTP 5xx rate: worst 16 %, limit 5 %");
        row("## Root cause\n\n> **✎ To be written:**");
        row("**Chain**: intact over");
    }

    void saysWhatHappened()
    {
        QFETCH(QString, line);
        const auto markdown = rendered(m_service, ReportFormat::Markdown);
        QVERIFY2(markdown, markdown ? "" : qPrintable(markdown.error().sentence()));
        QVERIFY2(QString::fromUtf8(*markdown).contains(line), markdown->constData());
    }

    void humanFieldsCloseWhenWritten()
    {
        const auto markdown = rendered(m_service, ReportFormat::Markdown, QStringLiteral("en"),
                                       {{"root-cause", "A # pool\nof two lines"},
                                        {"improvements", "load test\nalert"},
                                        {"lessons", "x"},
                                        {"impact", "API"},
                                        {"owner", "@ops"}});
        const QString text = QString::fromUtf8(*markdown);
        QVERIFY(!text.contains(QStringLiteral("✎")));
        QVERIFY(text.contains(QStringLiteral("A # pool\n\nof two lines")));
        QVERIFY(text.contains(QStringLiteral("- [ ] load test\n- [ ] alert")));
    }

    void htmlIsSelfContainedAndHarmless()
    {
        const QString html = QString::fromUtf8(
            *rendered(m_service, ReportFormat::Html, QStringLiteral("en"),
                      {{"root-cause", "<script>x</script>\n<img src=x onerror=y>\n[a](javascript:b)\n```\n<svg>"}}));
        QVERIFY(html.contains(QStringLiteral("<svg xmlns=")));
        QCOMPARE(html.count(QStringLiteral("<svg")), 1);
        QVERIFY(html.contains(QStringLiteral("☑ Error rate")));
        for (const char *forbidden : {"<script", "<img", "<b>", "<i>", "url(", "chart0"}) {
            QVERIFY2(!html.contains(QLatin1String(forbidden)), forbidden);
        }
        static const QRegularExpression reference(QStringLiteral("<[a-z]+ [^>]*\\b(?:src|href|on[a-z]+)="));
        QVERIFY(!reference.match(html).hasMatch());
        QVERIFY(html.contains(QStringLiteral("&lt;script&gt;")));
        static const QRegularExpression outside(QStringLiteral("https?://(?!www\\.w3\\.org/2000/svg|evil)"));
        QVERIFY(!outside.match(html).hasMatch());
    }

    void chineseIsComplete()
    {
        const QString html = QString::fromUtf8(*rendered(m_service, ReportFormat::Html, QStringLiteral("zh_CN")));
        for (const char *word : {"回滚事件报告", "基本信息", "触发原因", "错误率超阈值", "根本原因分析", "改进措施",
                                 "经验教训", "演练", "越过阈值"})
            QVERIFY2(html.contains(QString::fromUtf8(word)), word);
        QCOMPARE(html.count(QStringLiteral("Redis 有响应")), 2); // in the timeline and in the list of skipped steps
        // Nothing of the English frame is left: only names and foreign text are.
        const report::Language say(QStringLiteral("zh_CN"));
        const report::ReportFacts facts = report::collectFacts(StoryId, m_journal.events(), {}, inEnglish);
        (void)report::toMarkdown(facts, {}, say, QStringLiteral("c"));
        QCOMPARE(say.missing(), QStringList());
        report::ReportFacts broken;
        broken.dataWasRestored = true;
        broken.timelineOmitted = 3;
        broken.closedAt = QDateTime::currentDateTimeUtc();
        report::RunRecord run;
        broken.runs << run; // changed something, on no verdict
        run.mutating = false;
        broken.runs << run;
        (void)report::toMarkdown(broken, {}, say);
        broken.dataWasRestored = false;
        (void)report::toMarkdown(broken, {}, say);
        broken.dataInDoubt = true;
        (void)report::toMarkdown(broken, {}, say);
        for (const char *kind : {journalkind::ReportField, journalkind::SilenceEnded, journalkind::Exported}) {
            JournalEvent event;
            event.draft.kind = QLatin1String(kind);
            for (const QString &field : reportFieldIds()) {
                event.draft.payload = {{"field", field}, {"text", field}};
                (void)eventSentence(event, [&say](const char *text) { return say(text); });
            }
            event.draft.payload = {};
            (void)eventSentence(event, [&say](const char *text) { return say(text); });
        }
        QCOMPARE(say.missing(), QStringList());
    }

    void whyTheChainIsBrokenIsInTheReportsLanguage_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QStringList>("parts");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("missing") << "event %1 is missing" << QStringList{"3"} << "event 3 is missing"
                                 << "缺少记录 3";
        QTest::newRow("two parts") << "the output file %1 of event %2 was changed" << QStringList{"a%2.log", "3"}
                                   << "the output file a%2.log of event 3 was changed"
                                   << "记录 3 的输出文件 a%2.log 已被更改";
        QTest::newRow("not ours") << "" << QStringList() << "as it was said"
                                  << "as it was said";
    }

    void whyTheChainIsBrokenIsInTheReportsLanguage()
    {
        QFETCH(QString, fault);
        QFETCH(QStringList, parts);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        BrokenJournal journal;
        DrillStory story(journal);
        story.whole();
        journal.check.firstBrokenSequence = 3;
        journal.check.reason = QStringLiteral("as it was said");
        journal.check.fault = fault;
        journal.check.faultParts = parts;
        report::IncidentReport service(&journal);
        for (const auto &[language, reason] : {std::pair{"en", english}, std::pair{"zh_CN", chinese}}) {
            const QJsonObject json
                = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json, QLatin1String(language))).object();
            QCOMPARE(json.value("journal").toObject().value("reason").toString(), reason);
        }
        // Whoever asked for it is told too, in the language of the program.
        const auto broken = await(service.render({StoryId, ReportFormat::Json, QStringLiteral("zh_CN"), {}}),
                                  std::chrono::seconds{60});
        QVERIFY(broken && *broken);
        QCOMPARE((*broken)->brokenAt, 3);
        QCOMPARE((*broken)->whyBroken, journal.check.reason);
    }

    void aChartNamesItsTriggerAndItsUnit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("English") << "en"
                                 << QStringList{"<title>Queue depth</title>", ">limit 1 pod<", ">baseline 0 pods<"};
        QTest::newRow("Chinese") << "zh_CN"
                                 << QStringList{"<title>队列深度</title>", ">阈值 1 个 Pod<", ">基线 0 个 Pod<"};
    }

    void aChartNamesItsTriggerAndItsUnit()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, words);
        FakeJournal journal;
        DrillStory story(journal);
        const QJsonObject titles{{"en", "Queue depth"}, {"zh", "队列深度"}};
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened,
                   {{"triggers", QJsonArray{"queue"}}, {"triggerTitles", QJsonObject{{"queue", titles}}}});
        QJsonObject curve = DrillStory::curve("queue", "pods", 1, 0);
        curve.insert("titles", titles);
        story.tell(journalkind::MetricSnapshot, curve);
        report::IncidentReport service(&journal);
        const QString html = QString::fromUtf8(*rendered(service, ReportFormat::Html, language));
        for (const QString &word : words)
            QVERIFY2(html.contains(word), qPrintable(word));
        // In the list of what triggered it, too, and in the timeline.
        QVERIFY(html.count(titles.value(language == QLatin1String("en") ? "en" : "zh").toString()) >= 4);
    }

    void aSentenceSaysWhatThePersonSaid_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const QJsonObject titles{{"en", "Roll back"}, {"zh", "回滚"}};
        QTest::newRow("a declaration has its note")
            << journalkind::Breach << QJsonObject{{"manual", "data-inconsistency"}, {"text", "orders differ"}}
            << "Declared: data is inconsistent — orders differ"
            << "人工声明：数据不一致 — orders differ";
        QTest::newRow("a title in both languages")
            << journalkind::StepStarted << QJsonObject{{"title", "Roll back"}, {"titles", titles}}
            << "Step begun: Roll back"
            << "步骤开始：回滚";
        QTest::newRow("a title of an older journal")
            << journalkind::StepStarted << QJsonObject{{"title", "Roll back"}} << "Step begun: Roll back"
            << "步骤开始：Roll back";
        QTest::newRow("an organisation's own trigger")
            << journalkind::Recovered
            << QJsonObject{{"threshold", "queue"}, {"titles", QJsonObject{{"en", "Queue depth"}, {"zh", "队列深度"}}}}
            << "Back within its threshold: Queue depth"
            << "回到阈值之内：队列深度";
        QTest::newRow("one of an older journal")
            << journalkind::Recovered << QJsonObject{{"threshold", "queue"}} << "Back within its threshold: queue"
            << "回到阈值之内：queue";
        QTest::newRow("a refusal") << journalkind::Decision << QJsonObject{{"choice", "refused"}, {"reason", "no"}}
                                   << "Decided: refused by the pre-flight — no"
                                   << "决定：被预检拒绝 — no";
        QTest::newRow("one pod") << journalkind::Breach
                                 << QJsonObject{{"threshold", "crash-loop"},
                                                {"value", 1},
                                                {"limit", 0},
                                                {"unit", "pods"}}
                                 << "Threshold crossed: CrashLoopBackOff is 1 pod, limit 0 pods"
                                 << "越过阈值：CrashLoopBackOff 为 1 个 Pod，阈值 0 个 Pod";
    }

    void aSentenceSaysWhatThePersonSaid()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        JournalEvent event;
        event.draft.kind = kind;
        event.draft.payload = payload;
        const report::Language zh(QStringLiteral("zh_CN"));
        QCOMPARE(eventSentence(event, inEnglish), english);
        QCOMPARE(eventSentence(event, [&zh](const char *text) { return zh(text); }), chinese);
        QCOMPARE(zh.missing(), QStringList());
    }

    void jsonHoldsTheNumbers()
    {
        const QJsonObject json = QJsonDocument::fromJson(*rendered(m_service, ReportFormat::Json)).object();
        QCOMPARE(json.value("format").toString(), QStringLiteral("edgelink-incident-report"));
        QCOMPARE(json.value("rto").toObject().value("achievedSeconds").toDouble(), 360.0);
        QCOMPARE(json.value("ttmSeconds").toDouble(), 180.0);
        QVERIFY(json.value("drill").toBool());
        QCOMPARE(json.value("curves").toArray().first().toObject().value("samples").toArray().size(), 600);
        QCOMPARE(json.value("commands").toArray().size(), 1);
        QVERIFY(json.value("human").toObject().value("root-cause").isNull());
    }

    void aPdfNeedsAnApplicationWithFonts()
    {
        const auto pdf = rendered(m_service, ReportFormat::Pdf);
        QVERIFY(!pdf);
        QVERIFY2(pdf.error().what.contains(QLatin1String("QGuiApplication")), qPrintable(pdf.error().what));
    }

    void whatWasWrittenInTheWindowIsInEveryReport()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.whole();
        const auto write = [&story](const char *field, const char *text) {
            story.tell(journalkind::ReportField, {{"field", field}, {"text", text}}, "chen");
        };
        write("root-cause", "a guess");
        write("root-cause", "The pool was too small");
        write("owner", "@ops");
        write("lessons", "one");
        write("lessons", "");
        report::IncidentReport service(&journal);
        const QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown));
        QVERIFY(text.contains(QStringLiteral("## Root cause\n\nThe pool was too small")));
        QVERIFY(!text.contains(QStringLiteral("a guess")));
        QVERIFY(text.contains(QStringLiteral("**Owner**: \\@ops")));
        QVERIFY(text.contains(QStringLiteral("## Lessons\n\n> **✎ To be written:**"))); // it was emptied again
        QCOMPARE(text.count(QStringLiteral("The pool was too small")), 1); // not once more in the timeline
        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        QCOMPARE(json.value("human").toObject().value("owner").toString(), QStringLiteral("@ops"));
        QVERIFY(json.value("human").toObject().value("lessons").isNull());
        const QString newer = QString::fromUtf8(*rendered(service, ReportFormat::Markdown, QStringLiteral("en"),
                                                          {{"root-cause", "Being typed"}, {"owner", ""}}));
        QVERIFY(newer.contains(QStringLiteral("## Root cause\n\nBeing typed")));
        QVERIFY(newer.contains(QStringLiteral("**Owner**: \\@ops")));
    }

    void anExportIsDescribedExactly()
    {
        const ReportRequest request{StoryId, ReportFormat::Json, QStringLiteral("en"), {}};
        const auto report = await(m_service.render(request), std::chrono::seconds{60});
        QVERIFY(report && *report);
        QCOMPARE((*report)->brokenAt, 0);
        const QJsonObject json = QJsonDocument::fromJson((*report)->bytes).object();
        QCOMPARE((*report)->head, json.value("journal").toObject().value("head").toString());
        const QJsonObject payload = exportedPayload(request, {"abc", "7:00ff"}, "/tmp/r.json");
        QCOMPARE(payload.value("digest").toString(),
                 QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(payload.value("head").toString(), QStringLiteral("7:00ff"));
        QCOMPARE(payload.value("format").toString(), QStringLiteral("json"));
        QCOMPARE(payload.value("file").toString(), QStringLiteral("/tmp/r.json"));
        QCOMPARE(payload.value("bytes").toInt(), 3);
    }

    void unknownIncidentsAreNamed()
    {
        const auto missing = await(m_service.render({QStringLiteral("INC-1"), ReportFormat::Markdown, {}, {}}),
                                   std::chrono::seconds{10});
        QCOMPARE(missing->error().kind, ErrorKind::NotFound);
        const auto ids = await(m_service.incidents({}), std::chrono::seconds{10});
        QCOMPARE(**ids, QStringList{StoryId});
        const QString told = m_journal.events().first().draft.environment;
        QCOMPARE(await(m_service.incidents(told), std::chrono::seconds{10})->value(), QStringList{StoryId});
        QCOMPARE(await(m_service.incidents(told + "-other"), std::chrono::seconds{10})->value(), QStringList{});
    }

    void unfinishedIncidentsClaimNothing()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:34:25");
        story.tell(journalkind::IncidentOpened,
                   {{"manual", QJsonArray{"data-inconsistency", "own-trigger"}}, {"impactStart", "garbage"}}, "chen");
        story.tell(journalkind::Intent,
                   {{"commandId", "c1"}, {"mutating", true}, {"program", "/usr/bin/psql"}, {"command", "psql"}},
                   "chen");
        report::IncidentReport service(&journal);
        const QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown));
        for (const char *line : {"not recovered yet", "[x] Data is inconsistent", "[x] Other: own",
                                 "no outcome on record", "a database tool was run", "targets are the runbook",
                                 "**TTR, time to recover**: not on record", "Impact began**: 2026"})
            QVERIFY2(text.contains(QString::fromUtf8(line)), line);
    }

    void aSecondBreachReopens()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.whole();
        story.at("15:00:00");
        story.tell(journalkind::Breach, {{"threshold", "cpu"}, {"since", "2026-11-23T14:59:00.000Z"}});
        const report::ReportFacts open = report::collectFacts(StoryId, journal.events(), {}, inEnglish);
        QVERIFY(!open.recoveredAt.isValid());
        story.at("15:10:00");
        story.tell(journalkind::Recovered, {{"threshold", "cpu"}});
        QCOMPARE(recoveryTime(open.impactStart, open.recoveredAt), std::nullopt);
        const report::ReportFacts over = report::collectFacts(StoryId, journal.events(), {}, inEnglish);
        QCOMPARE(over.recoveredAt.time(), QTime(15, 10));
        QCOMPARE(over.impactStart.time(), QTime(14, 34, 10));
    }

    void manyEventsAreBounded()
    {
        FakeJournal journal;
        DrillStory story(journal);
        story.at("14:00:00");
        story.tell(journalkind::IncidentOpened, {});
        for (int i = 0; i < 3000; ++i)
            story.tell(journalkind::Note, {{"text", QString(5000, QLatin1Char('x'))}}, "chen");
        report::IncidentReport service(&journal);
        const auto markdown = rendered(service, ReportFormat::Markdown);
        QVERIFY(markdown->contains("and 2501 more events"));
        QVERIFY(markdown->size() < 1'000'000);
    }
};

EDGELINK_TEST_MAIN(ReportTest)
#include "tst_report.moc"
