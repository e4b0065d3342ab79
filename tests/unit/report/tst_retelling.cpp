// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was recorded in one language, told in the other.
#include "app/services/report/retelling.h"
#include "tests/support/testsink.h"
#include "translations/catalogue.h"

#include <QJsonArray>
#include <QJsonObject>

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
        const auto row = [](const char *name, const char *english, const char *chinese) {
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
    }

    /// A record may hold anything, and a report is waited for.
    void isBounded()
    {
        const Retelling toChinese(sentencesOfServices(), QStringLiteral("zh_CN"));
        const QString hostile = QStringLiteral("a: b; c. d — ").repeated(500);
        const QDeadlineTimer deadline(5000);
        for (int i = 0; i < 200; ++i)
            (void)toChinese.retold(hostile);
        QVERIFY(!deadline.hasExpired());
    }
};

EDGELINK_TEST_MAIN(RetellingTest)
#include "tst_retelling.moc"
