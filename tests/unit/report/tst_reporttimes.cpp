// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An incident over midnight, read next month: no time of day stands alone.
#include "app/services/report/reportchart.h"
#include "app/services/report/reportmarkdown.h"
#include "tests/unit/report/drillstory.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::test;
using report::ChartDrawing;

namespace {

qint64 utc(const QString &time)
{
    return QDateTime::fromString(time + QLatin1Char('Z'), Qt::ISODate).toMSecsSinceEpoch();
}

void tellANight(DrillStory &story)
{
    story.at("23:58:00");
    story.tell(journalkind::IncidentOpened, {{"impactStart", "2026-11-23T23:57:00.000Z"}});
    story.tell(journalkind::VerdictGiven, {{"target", 2}, {"kind", "go"}}, "chen");
    story.at("23:59:30");
    story.tell(journalkind::RunStarted, {{"title", "Back"}, {"mutating", true}}, "chen", "r1");
    story.at("00:00:10", "2026-11-24");
    story.tell(journalkind::Intent, {{"commandId", "c1"}, {"mutating", true}, {"command", "helm rollback"}}, "chen",
               "r1");
    story.tell(journalkind::Note, {{"text", "waiting"}}, "chen");
}

/// As the journal writes it: for whoever's event noticed the step.
void clockStepped(FakeJournal &journal, const char *incident, qint64 stepMs)
{
    JournalDraft draft;
    draft.kind = QLatin1String(journalkind::ClockStep);
    draft.actor = QStringLiteral("console");
    draft.incidentId = QLatin1String(incident);
    draft.payload = {{"stepMs", stepMs}};
    (void)journal.append(draft);
}

QString lineOf(const QString &text, const QString &name)
{
    return text.mid(text.indexOf(QStringLiteral("**%1**: ").arg(name))).section('\n', 0, 0);
}

} // namespace

class ReportTimesTest : public Suite
{
    Q_OBJECT

private slots:
    void theTimelineSaysWhichDay_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QStringList>("inOrder");
        QTest::newRow("Markdown") << static_cast<int>(ReportFormat::Markdown)
                                  << QStringList{"## Timeline (UTC)", "### 2026-11-23\n\n1. 23:58:00", "3. 23:59:30",
                                                 "### 2026-11-24\n\n4. 00:00:10", "5. 00:00:10"};
        QTest::newRow("HTML") << static_cast<int>(ReportFormat::Html)
                              << QStringList{"Timeline (UTC)</h2>", "<h3>2026-11-23</h3>\n<ol>\n<li>23:58:00",
                                             "<h3>2026-11-24</h3>\n<ol start=\"4\">\n<li>00:00:10"};
        QTest::newRow("JSON") << static_cast<int>(ReportFormat::Json)
                              << QStringList{"2026-11-23T23:58:00.000Z", "2026-11-24T00:00:10.000Z"};
    }

    void theTimelineSaysWhichDay()
    {
        QFETCH(int, format);
        QFETCH(QStringList, inOrder);
        FakeJournal journal;
        DrillStory story(journal);
        tellANight(story);
        report::IncidentReport service(&journal);
        QString text = QString::fromUtf8(*rendered(service, static_cast<ReportFormat>(format))).remove('\\');
        if (format == static_cast<int>(ReportFormat::Json)) {
            const QJsonArray rows = QJsonDocument::fromJson(text.toUtf8()).object().value("timeline").toArray();
            text.clear();
            for (const QJsonValue row : rows)
                text += row.toObject().value("time").toString() + '\n';
        }
        qsizetype from = 0;
        for (const QString &part : inOrder) {
            const qsizetype found = text.indexOf(part, from);
            QVERIFY2(found >= 0, qPrintable(part + " in\n" + text.mid(from)));
            from = found + part.size();
        }
    }

    /// Outside the timeline, too: a verdict and a command say their day where they stand.
    void noTimeOfDayStandsAlone()
    {
        FakeJournal journal;
        DrillStory story(journal);
        tellANight(story);
        report::IncidentReport service(&journal);
        QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown)).remove('\\');
        for (const char *part : {"go (2026-11-23 23:58:00 UTC)", "- 2026-11-24 00:00:10 UTC ` helm rollback `"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        const qsizetype timeline = text.indexOf(QStringLiteral("## Timeline"));
        text.remove(timeline, text.indexOf(QStringLiteral("\n## "), timeline + 1) - timeline);
        static const QRegularExpression local(QStringLiteral(R"(UTC \(\d\d:\d\d:\d\d [^)]+\))"));
        text.remove(local);
        static const QRegularExpression alone(QStringLiteral(R"((?<!\d{4}-\d\d-\d\d )\b\d\d:\d\d:\d\d)"));
        const QRegularExpressionMatch match = alone.match(text);
        QVERIFY2(!match.hasMatch(), qPrintable(text.mid(match.capturedStart() - 60, 120)));
    }

    void twoClocksMeasureNothing_data()
    {
        QTest::addColumn<QString>("when"); // before, early, old clock, between or after; empty: it was not set
        QTest::addColumn<QString>("incident"); // of the event that noticed it
        QTest::addColumn<int>("stepMs");
        QTest::addColumn<QString>("recovered");
        QTest::addColumn<QString>("achieved");
        QTest::addColumn<QJsonValue>("met");
        QTest::addColumn<QJsonValue>("seconds");
        const QString at = QStringLiteral("2026-11-23T14:40:10.000Z");
        const QString earlier = QStringLiteral("2026-11-23T13:52:13.000Z");
        const QString tick = QStringLiteral("**RTO achieved**: 6 min 00 s ✔");
        const QString unjudged
            = QStringLiteral("**RTO achieved**: 6 min 00 s (not judged: the machine's clock was set in between)");
        const QString unknown = QStringLiteral("**RTO achieved**: not known: by the clock it ended before it began");
        QTest::newRow("one clock") << QString() << QString() << 0 << at << tick << QJsonValue(true) << QJsonValue(360);
        QTest::newRow("noticed by nobody's event")
            << "between"
            << "" << -3'600'000 << at << unjudged << QJsonValue() << QJsonValue(360);
        QTest::newRow("noticed by another incident's")
            << "between"
            << "INC-2026-1123-002" << -3'600'000 << at << unjudged << QJsonValue() << QJsonValue(360);
        QTest::newRow("noticed by its own")
            << "between" << StoryId << -3'600'000 << at << unjudged << QJsonValue() << QJsonValue(360);
        QTest::newRow("forward") << "between"
                                 << "" << 3'600'000 << at << unjudged << QJsonValue() << QJsonValue(360);
        QTest::newRow("ended before it began")
            << "between"
            << "" << -3'600'000 << earlier << unknown << QJsonValue() << QJsonValue();
        QTest::newRow("ended before it began, and no step is on record")
            << QString() << QString() << 0 << earlier << unknown << QJsonValue() << QJsonValue();
        QTest::newRow("after the recovery") << "after"
                                            << "" << -3'600'000 << at << tick << QJsonValue(true) << QJsonValue(360);
        QTest::newRow("before the incident") << "before"
                                             << "" << -3'600'000 << at << tick << QJsonValue(true) << QJsonValue(360);
        QTest::newRow("forward, to before the incident")
            << "before"
            << "" << 3'600'000 << at << tick << QJsonValue(true) << QJsonValue(360);
        QTest::newRow("begun by the clock as it was before it was set back")
            << "old clock"
            << "" << -3'600'000 << at << unknown << QJsonValue() << QJsonValue();
        for (const int stepMs : {-3'600'000, 3'600'000})
            QTest::addRow("while nobody knew of the impact yet, by %d ms", stepMs)
                << "early"
                << "" << stepMs << at << unjudged << QJsonValue() << QJsonValue(360);
    }

    /// Whichever event noticed that the clock was set: it is the machine's.
    void twoClocksMeasureNothing()
    {
        QFETCH(QString, when);
        QFETCH(QString, incident);
        QFETCH(int, stepMs);
        QFETCH(QString, recovered);
        QFETCH(QString, achieved);
        QFETCH(QJsonValue, met);
        QFETCH(QJsonValue, seconds);
        FakeJournal journal;
        DrillStory story(journal);
        const auto clock = [&](const char *now) {
            if (when == QLatin1String(now))
                clockStepped(journal, incident.toLatin1().constData(), stepMs);
        };
        const QString impact = when == QLatin1String("old clock") ? QStringLiteral("2026-11-23T15:34:10.000Z")
                                                                  : QStringLiteral("2026-11-23T14:34:10.000Z");
        story.at("14:34:05");
        clock("before");
        story.at("14:34:25");
        clock("early");
        clock("old clock");
        story.tell(journalkind::IncidentOpened, {{"impactStart", impact}});
        story.tell(journalkind::Breach, {{"threshold", "cpu"}, {"since", impact}});
        story.at("14:36:00");
        clock("between");
        story.at("14:40:20");
        story.tell(journalkind::Recovered, {{"threshold", "cpu"}, {"since", recovered}});
        clock("after");
        story.tell(journalkind::Note, {{"text", "over"}}, "chen");
        report::IncidentReport service(&journal);
        const QString text = QString::fromUtf8(*rendered(service, ReportFormat::Markdown)).remove('\\');
        QCOMPARE(lineOf(text, QStringLiteral("RTO achieved")), achieved);
        QCOMPARE(lineOf(text, QStringLiteral("TTR, time to recover")).contains("not known"), seconds.isNull());
        const bool isTold = !when.isEmpty() && when != QLatin1String("before");
        const QString told = QStringLiteral("The machine's clock was set %1 by 60 min 00 s during the incident")
                                 .arg(stepMs < 0 ? QStringLiteral("back") : QStringLiteral("forward"));
        QVERIFY2(text.contains(told) == isTold, qPrintable(text));
        QCOMPARE(text.count(QStringLiteral("clock stepped by")), isTold ? 1 : 0); // in the timeline, once

        const QJsonObject json = QJsonDocument::fromJson(*rendered(service, ReportFormat::Json)).object();
        QCOMPARE(json.value("rto").toObject().value("met"), met);
        QCOMPARE(json.value("rto").toObject().value("achievedSeconds"), seconds);
        QCOMPARE(json.value("ttrSeconds"), seconds);
        const QJsonArray steps = json.value("clockSteps").toArray();
        QCOMPARE(steps.size(), isTold ? 1 : 0);
        if (isTold)
            QCOMPARE(steps.first().toObject().value("stepMs").toInt(), stepMs);

        const report::Language zh(QStringLiteral("zh_CN"));
        const report::ReportFacts facts
            = report::collectFacts(StoryId, journal.events(), {}, [&zh](const char *word) { return zh(word); });
        (void)report::toMarkdown(facts, {}, zh);
        QCOMPARE(zh.missing(), QStringList());
    }

    void aChartSaysItsDays_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QStringList>("times"); // along the axis
        QTest::addColumn<int>("midnights");
        QTest::newRow("within a day") << "2026-11-23T14:00:00"
                                      << "2026-11-23T14:30:00" << QStringList{"2026-11-23 14:00:00 UTC", "14:30:00"}
                                      << 0;
        QTest::newRow("over midnight") << "2026-11-23T23:45:00"
                                       << "2026-11-24T00:15:00"
                                       << QStringList{"2026-11-23 23:45:00 UTC", "2026-11-24", "2026-11-24 00:15:00"}
                                       << 1;
        QTest::newRow("midnight just after the first")
            << "2026-11-23T23:59:00"
            << "2026-11-24T00:30:00" << QStringList{"2026-11-23 23:59:00 UTC", "2026-11-24 00:30:00"} << 1;
        QTest::newRow("ends at midnight")
            << "2026-11-23T23:30:00"
            << "2026-11-24T00:00:00" << QStringList{"2026-11-23 23:30:00 UTC", "2026-11-24 00:00:00"} << 1;
        QTest::newRow("three days") << "2026-11-23T12:00:00"
                                    << "2026-11-26T12:00:00"
                                    << QStringList{"2026-11-23 12:00:00 UTC", "2026-11-25", "2026-11-26 12:00:00"} << 3;
        QTest::newRow("one sample") << "2026-11-23T14:00:00"
                                    << "2026-11-23T14:00:00" << QStringList{"2026-11-23 14:00:00 UTC", "14:00:00"} << 0;
        QTest::newRow("a clock that stepped by years")
            << "1970-01-01T12:00:00"
            << "2026-11-26T12:00:00" << QStringList{"1970-01-01 12:00:00 UTC", "…", "2026-11-26 12:00:00"} << -1;
    }

    void aChartSaysItsDays()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QStringList, times);
        QFETCH(int, midnights);
        report::Curve curve;
        curve.limit = 5;
        curve.samples = {{utc(from), 1.0}, {utc(to), 2.0}};
        const ChartDrawing drawing = report::drawChart(curve, {"t", "limit", "baseline", "none"});
        QList<ChartDrawing::Word> axis;
        for (const ChartDrawing::Word &word : drawing.words) {
            if (word.at.y() > drawing.height - 10)
                axis << word;
        }
        std::stable_sort(axis.begin(), axis.end(), [](const ChartDrawing::Word &one, const ChartDrawing::Word &other) {
            return one.at.x() < other.at.x();
        });
        QStringList said;
        for (const ChartDrawing::Word &word : std::as_const(axis))
            said << word.text;
        const auto marks = std::count_if(drawing.strokes.cbegin(), drawing.strokes.cend(), [&](const auto &stroke) {
            return stroke.role == ChartDrawing::Role::Frame && stroke.points.size() == 2
                && stroke.points.first().x() == stroke.points.last().x();
        });
        if (midnights < 0) { // bounded
            QVERIFY(marks <= 201);
            QCOMPARE(said.first(), times.first());
            QCOMPARE(said.last(), times.last());
        } else {
            QCOMPARE(said, times);
            QCOMPARE(marks, midnights);
        }
        // Digits of the widest usual font are 7 wide at this size; nothing runs into its neighbour or out of sight.
        double free = 0;
        for (const ChartDrawing::Word &word : std::as_const(axis)) {
            const double length = 6.4 * static_cast<double>(word.text.size());
            const double left = word.anchor == ChartDrawing::Anchor::Start ? word.at.x()
                : word.anchor == ChartDrawing::Anchor::End                 ? word.at.x() - length
                                                                           : word.at.x() - length / 2;
            QVERIFY2(left >= free && left + length <= drawing.width, qPrintable(word.text));
            free = left + length;
        }
        const QByteArray svg = report::toSvg(drawing);
        QVERIFY(svg.contains("text-anchor=\"end\""));
        QVERIFY(svg.contains(times.first().toUtf8()));
    }
};

EDGELINK_TEST_MAIN(ReportTimesTest)
#include "tst_reporttimes.moc"
