// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/mainwindow.h"
#include "models/domain/workload.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/states.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/wallpage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QJsonArray>
#include <QLabel>
#include <QRegularExpression>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::shell;

namespace {

/// What stays Latin in Chinese: names, units, numbers, things typed.
bool mayStayLatin(const QString &text)
{
    static const QRegularExpression kept(QStringLiteral(
        "^(?:[\\s\\d\\p{P}\\p{S}✔▲]|UTC|RTO|CPU|EN|HTTP|Ctrl K|%|ms|h|Pod|CrashLoopBackOff|INC-[\\d-]+|helm|GitOps|HPA"
        "|PromQL|Prometheus|Alertmanager|EdgeLink\\w+|[a-z]+(?:[-.][a-z0-9]+)+|[a-z]*v?\\d+(?:\\.\\d+)+|DB_POOL_SIZE"
        "|ConfigMap|wang|sandbox|edge-link|chart|customers report \\d+s)*$"));
    return kept.match(text).hasMatch();
}

bool hasChinese(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(),
                       [](QChar character) { return character.script() == QChar::Script_Han; });
}

/// Every text on screen, with the widget it stands on.
QStringList texts(const QWidget &window)
{
    QStringList found;
    const QList<QWidget *> widgets = window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!widget->isVisible())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            found << label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            found << button->text() << button->accessibleName() << button->accessibleDescription();
        else
            found << widget->accessibleName();
    }
    found.removeAll(QString());
    return found;
}

} // namespace

class TestLanguage : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void everythingChangesAtRunTime()
    {
        test::ScriptedMetrics metrics;
        test::ScriptedReleases releases;
        test::ScriptedVerdicts verdicts;
        test::FakeAlerts alerts;
        test::FakeTracker tracker;
        test::FakeJournal journal;
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        verdicts.onVerdict = [](int) { return Result<Verdict>(demo::verdict(QStringLiteral("zh_CN"))); };
        MainWindow window;
        window.setLanguage(QStringLiteral("en"));
        ShellPorts ports;
        ports.metrics = &metrics;
        ports.releases = &releases;
        ports.verdicts = &verdicts;
        ports.alerts = &alerts;
        ports.incidents = &tracker;
        ports.journal = &journal;
        ShellContext context;
        context.environment = demo::environment();
        context.thresholds = demo::thresholds();
        context.actor = QStringLiteral("wang");
        window.open(ports, context);
        window.show();
        for (const TriggerReading &reading : demo::readings(demo::Story::BadRelease))
            emit tracker.readingChanged(reading);
        emit tracker.incidentChanged(demo::incident(QStringLiteral("zh_CN")));
        emit alerts.alertsChanged(demo::alerts(), {});
        QTRY_COMPARE(window.wall()->suspects()->factList()->lines().size(), 7);
        const QStringList english = texts(window);
        for (const QString &text : english) {
            if (!text.contains(QStringLiteral("中")))
                QVERIFY2(!hasChinese(text), qPrintable(text));
        }
        window.setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(window.windowTitle().contains(QStringLiteral("事件控制台")));
        QTRY_COMPARE(texts(window).size(), english.size()); // the facts are collected again
        const QStringList chinese = texts(window);
        for (const QString &text : chinese)
            QVERIFY2(hasChinese(text) || mayStayLatin(text), qPrintable(text));
        window.setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(texts(window), english);
    }

    void anEventOfATriggerIsSaid_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const QJsonObject titles{{"en", "Queue depth"}, {"zh", "队列深度"}};
        const QJsonObject own{{"threshold", "queue"}, {"title", "Queue depth"}, {"titles", titles}};
        QTest::newRow("declared with a note")
            << journalkind::Breach
            << QJsonObject{{"threshold", "feature-down"}, {"manual", "feature-down"}, {"text", "no\nlogin"}}
            << "breach: a key feature does not work — no login"
            << "越限：关键功能不可用 — no login";
        QTest::newRow("an organisation's own") << journalkind::Breach << own << "breach: Queue depth"
                                               << "越限：队列深度";
        QTest::newRow("recovered") << journalkind::Recovered << own << "back to normal: Queue depth"
                                   << "恢复正常：队列深度";
        QTest::newRow("opened by it") << journalkind::IncidentOpened
                                      << QJsonObject{{"triggers", QJsonArray{"queue"}},
                                                     {"triggerTitles", QJsonObject{{"queue", titles}}}}
                                      << "incident opened: Queue depth"
                                      << "事件已开启：队列深度";
        QTest::newRow("of an older journal")
            << journalkind::Recovered << QJsonObject{{"threshold", "queue"}} << "back to normal: queue"
            << "恢复正常：queue";
    }

    void anEventOfATriggerIsSaid()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        JournalEvent event;
        event.draft.kind = kind;
        event.draft.payload = payload;
        MainWindow window;
        window.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(ui::eventLook(event).text, chinese);
        window.setLanguage(QStringLiteral("en"));
        QCOMPARE(ui::eventLook(event).text, english);
    }

    void countsHaveTheirPlurals_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("two");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("skipped") << "runbook"
                                 << "%n was/were skipped."
                                 << "1 was skipped."
                                 << "2 were skipped."
                                 << "已跳过：2。";
        QTest::newRow("revisions") << "incident"
                                   << "%n revision(s)"
                                   << "1 revision"
                                   << "2 revisions"
                                   << "2 个修订版";
        QTest::newRow("problems") << "config"
                                  << "%n more problem(s) in this file."
                                  << "1 more problem in this file."
                                  << "2 more problems in this file."
                                  << "此文件还有 2 个问题。";
    }

    void countsHaveTheirPlurals()
    {
        QFETCH(QString, context);
        QFETCH(QString, source);
        QFETCH(QString, one);
        QFETCH(QString, two);
        QFETCH(QString, chinese);
        const auto counted = [&](int n) {
            return QCoreApplication::translate(context.toLatin1().constData(), source.toLatin1().constData(), nullptr,
                                               n);
        };
        MainWindow window;
        window.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(counted(2), chinese);
        window.setLanguage(QStringLiteral("en"));
        QCOMPARE(counted(1), one);
        QCOMPARE(counted(2), two);
    }

    void statesAndEventsHaveChineseWords()
    {
        MainWindow window;
        window.setLanguage(QStringLiteral("zh_CN"));
        for (int i = 0; i <= int(TriggerState::Error); ++i)
            QVERIFY(hasChinese(ui::stateLook(TriggerState(i)).word));
        for (int i = 0; i <= int(StepState::Unknown); ++i)
            QVERIFY(hasChinese(ui::stateLook(StepState(i)).word));
        for (const JournalDraft &draft : demo::eventDrafts()) {
            JournalEvent event;
            event.draft = draft;
            const QString text = ui::eventLook(event).text;
            QVERIFY2(hasChinese(text) || draft.kind == QLatin1String(journalkind::Note), qPrintable(text));
        }
        QCOMPARE(ui::ageText(9 * 60), QStringLiteral("9 分钟前"));
        QCOMPARE((AccessQuestion{"patch", "apps", "deployments", "edgelink-prod"}.text()),
                 QStringLiteral("在 edgelink-prod 中 patch apps/deployments"));
        // Of a service, and of Qt itself: its file dialogs and context menus.
        QVERIFY(hasChinese(QCoreApplication::translate("runbook", "the file is empty")));
        QVERIFY(hasChinese(QCoreApplication::translate("QPlatformTheme", "Cancel")));
        window.setLanguage(QStringLiteral("klingon"));
        QCOMPARE(window.language(), QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
    }
};

EDGELINK_GUI_TEST_MAIN(TestLanguage)
#include "tst_language.moc"
