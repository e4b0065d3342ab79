// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was recorded in one language, told in the other.
#include "app/services/report/retelling.h"
#include "tests/support/testsink.h"
#include "translations/catalogue.h"

#include <QJsonArray>
#include <QJsonObject>

#include <tuple>

using namespace edgelink;
using report::Retelling;

namespace {

QList<LocalizedText> few()
{
    return {{QStringLiteral("Revision %1 was deployed."), QStringLiteral("修订版 %1 曾部署过。")},
            {QStringLiteral("Nothing else runs."), QStringLiteral("没有其他任务。")},
            {QStringLiteral("%1 of %2 steps are done."), QStringLiteral("已完成 %1/%2 个步骤。")},
            {QStringLiteral("%n pod is ready"), QStringLiteral("%n 个 Pod 已就绪")},
            {QStringLiteral("%n pods are ready"), QStringLiteral("%n 个 Pod 已就绪")},
            {QStringLiteral("%1: %2"), QStringLiteral("%1：%2")},
            {QStringLiteral("/health answers in %1 (limit %2 ms)."),
             QStringLiteral("/health 的应答时间：%1（上限 %2 ms）。")},
            {QStringLiteral("median %1 of %2 requests"), QStringLiteral("中位数 %1，共 %2 次请求")},
            {QStringLiteral("%2 runs before %1"), QStringLiteral("%1 之前运行 %2")}};
}

} // namespace

class RetellingTest : public test::Suite
{
    Q_OBJECT

private slots:
    void tellsAgain_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *name, const QByteArray &english, const QByteArray &chinese) {
            QTest::newRow(name) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        row("whole", "Nothing else runs.", "没有其他任务。");
        row("with a place", "Revision 12 was deployed.", "修订版 12 曾部署过。");
        row("two places", "3 of 19 steps are done.", "已完成 3/19 个步骤。");
        row("places in another order", "b runs before a", "a 之前运行 b");
        row("one", "1 pod is ready", "1 个 Pod 已就绪");
        row("many", "4 pods are ready", "4 个 Pod 已就绪");
        row("a sentence in a place", "/health answers in median 59.7 ms of 10 requests (limit 500 ms).",
            "/health 的应答时间：中位数 59.7 ms，共 10 次请求（上限 500 ms）。");
        row("two sentences", "3 of 19 steps are done. Revision 4 was deployed.",
            "已完成 3/19 个步骤。修订版 4 曾部署过。");
        row("what is no sentence of ours", "Error: UPGRADE FAILED: another operation is in progress",
            "Error: UPGRADE FAILED: another operation is in progress");
        row("no sentence in the first place of the next", "Nothing else runs.; 3 of 19 steps are done.",
            "没有其他任务。; 已完成 3/19 个步骤。");
        row("a list of ours", "Nothing else runs., Revision 12 was deployed.", "没有其他任务。, 修订版 12 曾部署过。");
        row("a list that is not all ours", "Nothing else runs., helm", "Nothing else runs., helm");
        // A tool's long answer stands between what is ours.
        const QByteArray answer = QByteArray("a: b; ").repeated(20);
        row("many seams", "Nothing else runs.: " + answer + "4 pods are ready",
            "没有其他任务。: " + answer + "4 个 Pod 已就绪");
        row("only signs", ": ", ": ");
        row("nothing", "", "");
    }

    void tellsAgain()
    {
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Retelling toChinese(few(), QStringLiteral("zh_CN"));
        const Retelling toEnglish(few(), QStringLiteral("en"));
        QCOMPARE(toChinese.retold(english), chinese);
        if (!chinese.contains(QStringLiteral("。修订版"))) // the seam of two sentences has no sign in Chinese
            QCOMPARE(toEnglish.retold(chinese), english);
        QCOMPARE(toChinese.retold(chinese), chinese); // it is in that language already
        QCOMPARE(toEnglish.retold(english), english);
    }

    /// Every sentence of every service, there and back: none is taken for another.
    void everySentenceComesBack()
    {
        const QList<LocalizedText> all = sentencesOfServices();
        QVERIFY2(all.size() > 700, qPrintable(QString::number(all.size())));
        const Retelling toChinese(all, QStringLiteral("zh_CN"));
        const auto filled = [](QString text) {
            for (int i = 9; i > 0; --i)
                text.replace(QStringLiteral("%%1").arg(i), QString(i, QLatin1Char('7')));
            return text.replace(QStringLiteral("%n"), QStringLiteral("5"));
        };
        QStringList others;
        for (const LocalizedText &sentence : all) {
            const bool saysEnough = sentence.en.size() > 24;
            if (saysEnough && toChinese.retold(filled(sentence.en)) != filled(sentence.zh))
                others << QStringLiteral("%1 -> %2").arg(sentence.en, toChinese.retold(filled(sentence.en)));
        }
        QVERIFY2(others.isEmpty(), qPrintable(others.join(QLatin1Char('\n'))));
    }

    void leavesWhatPeopleWrote()
    {
        const Retelling toChinese(few(), QStringLiteral("zh_CN"));
        JournalEvent event;
        event.draft.kind = QLatin1String(journalkind::StepFinished);
        event.draft.payload = {{"text", "Nothing else runs."}, {"reason", "Nothing else runs."}, {"state", "done"}};
        JournalEvent again = toChinese.retold(event);
        QCOMPARE(again.draft.payload.value("text").toString(), QStringLiteral("没有其他任务。"));
        QCOMPARE(again.draft.payload.value("reason").toString(), QStringLiteral("Nothing else runs."));
        for (const char *kind : {journalkind::Note, journalkind::ReportField, journalkind::IncidentClosed}) {
            event.draft.kind = QLatin1String(kind);
            QCOMPARE(toChinese.retold(event).draft.payload, event.draft.payload);
        }
        event.draft.kind = QLatin1String(journalkind::Breach);
        event.draft.payload = {{"manual", "feature-down"}, {"text", "Nothing else runs."}};
        QCOMPARE(toChinese.retold(event).draft.payload, event.draft.payload);
    }

    /// A reason is a person's, unless the console gave it.
    void theConsolesOwnReasonsAreRetold_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("actor");
        QTest::addColumn<bool>("retold");
        QTest::newRow("decided by nobody") << journalkind::Decision << "edgelink-console" << true;
        QTest::newRow("decided by a person") << journalkind::Decision << "chen" << false;
        QTest::newRow("closed by itself") << journalkind::IncidentClosed << "console" << true;
        QTest::newRow("closed by a person") << journalkind::IncidentClosed << "chen" << false;
        QTest::newRow("a step that was skipped") << journalkind::StepFinished << "console" << false;
    }

    void theConsolesOwnReasonsAreRetold()
    {
        QFETCH(QString, kind);
        QFETCH(QString, actor);
        QFETCH(bool, retold);
        const Retelling toChinese(few(), QStringLiteral("zh_CN"));
        JournalEvent event;
        event.draft.kind = kind;
        event.draft.actor = actor;
        event.draft.payload = {{"reason", "Nothing else runs."}, {"choice", "stop"}};
        const QJsonObject again = toChinese.retold(event).draft.payload;
        QCOMPARE(again.value("reason").toString(),
                 retold ? QStringLiteral("没有其他任务。") : QStringLiteral("Nothing else runs."));
        QCOMPARE(again.value("choice").toString(), QStringLiteral("stop"));
    }

    /// Rows hold what a command was for, and where a run stopped, in the words of the console that wrote them.
    void titlesOnRecordAreTold_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("purpose") << "purpose"
                                 << "Roll back to 2 — Roll the release back"
                                 << "回滚到 2 — 回滚发布";
        QTest::newRow("in a sentence") << "endState"
                                       << "Stopped at step 'Roll the release back'."
                                       << "在步骤“回滚发布”处停止。";
        QTest::newRow("of a check") << "text"
                                    << "Tools: 4 pods are ready"
                                    << "工具: 4 个 Pod 已就绪";
        QTest::newRow("not on record") << "purpose"
                                       << "Roll back to 3 — elsewhere"
                                       << "Roll back to 3 — elsewhere";
    }

    void titlesOnRecordAreTold()
    {
        QFETCH(QString, key);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const QList<LocalizedText> sentences = few()
            << LocalizedText{QStringLiteral("Stopped %1."), QStringLiteral("在%1停止。")}
            << LocalizedText{QStringLiteral("at step '%1'"), QStringLiteral("步骤“%1”处")};
        const auto titled = [](const char *kind, const QJsonObject &payload) {
            JournalEvent event;
            event.draft.kind = QLatin1String(kind);
            event.draft.payload = payload;
            return event;
        };
        const QList<JournalEvent> record{
            titled(journalkind::RunStarted,
                   {{"titles", QJsonObject{{"en", "Roll back to 2"}, {"zh", "回滚到 2"}}},
                    {"preflight", QJsonArray{QJsonObject{{"title", QJsonObject{{"en", "Tools"}, {"zh", "工具"}}}}}}}),
            titled(journalkind::StepStarted,
                   {{"titles", QJsonObject{{"en", "Roll the release back"}, {"zh", "回滚发布"}}}}),
            titled(journalkind::StepStarted, {{"titles", QJsonObject{{"en", "only English"}}}})};
        for (const auto &[language, from, into] :
             {std::tuple{"zh_CN", english, chinese}, std::tuple{"en", chinese, english}}) {
            const Retelling plain(sentences, QLatin1String(language));
            const JournalEvent event = titled(journalkind::Intent, {{key, from}});
            QCOMPARE(plain.withTitlesOf(record).retold(event).draft.payload.value(key).toString(), into);
            QVERIFY(from == into || plain.retold(event).draft.payload.value(key).toString() != into);
        }
    }

    void findsWhatIsDeepInTheRecord()
    {
        const Retelling toChinese(few(), QStringLiteral("zh_CN"));
        JournalEvent event;
        event.draft.kind = QLatin1String(journalkind::VerdictGiven);
        event.draft.payload
            = {{"facts", QJsonArray{QJsonObject{{"id", "target"}, {"text", "Revision 2 was deployed."}}}}};
        const QJsonObject fact = toChinese.retold(event).draft.payload.value("facts").toArray().first().toObject();
        QCOMPARE(fact.value("text").toString(), QStringLiteral("修订版 2 曾部署过。"));
        QCOMPARE(fact.value("id").toString(), QStringLiteral("target"));
        event.draft.kind = QLatin1String(journalkind::Suspects);
        event.draft.payload = {{"list",
                                QJsonArray{QJsonObject{{"title", "Revision 2 was deployed."},
                                                       {"details", QJsonArray{"4 pods are ready", "v0.1 → v0.2"}}}}}};
        const QJsonObject suspect = toChinese.retold(event).draft.payload.value("list").toArray().first().toObject();
        QCOMPARE(suspect.value("title").toString(), QStringLiteral("修订版 2 曾部署过。"));
        QCOMPARE(suspect.value("details").toArray(), (QJsonArray{"4 个 Pod 已就绪", "v0.1 → v0.2"}));
        event.draft.payload
            = {{"lookedAt", QJsonArray{"4 pods are ready"}}, {"problems", QJsonArray{"Nothing else runs."}}};
        const QJsonObject search = toChinese.retold(event).draft.payload;
        QCOMPARE(search.value("lookedAt").toArray(), QJsonArray{"4 个 Pod 已就绪"});
        QCOMPARE(search.value("problems").toArray(), QJsonArray{"没有其他任务。"});
    }

    /// What a probe said is in no report; what a run may leave behind is.
    void whatARunOwesIsTold_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("a step began") << QString::fromLatin1(journalkind::StepStarted);
        QTest::newRow("a probe answered") << QString::fromLatin1(journalkind::Observation);
    }

    void whatARunOwesIsTold()
    {
        QFETCH(QString, kind);
        const Retelling toChinese(few(), QStringLiteral("zh_CN"));
        JournalEvent event;
        event.draft.kind = kind;
        event.draft.payload = {{"text", "4 pods are ready"}, {"owes", QJsonObject{{"d", "Nothing else runs."}}}};
        const QJsonObject told = toChinese.retold(event).draft.payload;
        QCOMPARE(told.value("owes").toObject(), (QJsonObject{{"d", "没有其他任务。"}}));
        QCOMPARE(told.value("text").toString(), QStringLiteral("4 pods are ready"));
        event.draft.payload.remove("owes");
        QVERIFY(!toChinese.retold(event).draft.payload.contains("owes"));
    }

    /// A record may hold anything, and a report is waited for.
    void isBounded()
    {
        const Retelling toChinese(sentencesOfServices(), QStringLiteral("zh_CN"));
        const QString hostile = QStringLiteral("a: b; c. d — ").repeated(500);
        const QString within = QStringLiteral("a: b; c. d — ").repeated(14); // as many seams as are looked at
        const QDeadlineTimer deadline(5000);
        for (int i = 0; i < 200; ++i) {
            (void)toChinese.retold(hostile);
            (void)toChinese.retold(within);
        }
        QVERIFY(!deadline.hasExpired());
    }
};

EDGELINK_TEST_MAIN(RetellingTest)
#include "tst_retelling.moc"
