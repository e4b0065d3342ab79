// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The record: timeline and report, from a drill's own events.
#include "app/services/report/incidentreport.h"
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"
#include "tests/support/said.h"
#include "tests/unit/report/drillstory.h"
#include "widgets/controls/button.h"
#include "widgets/report/reportfields.h"
#include "widgets/report/reportpage.h"
#include "widgets/timeline/timelinepage.h"

#include <QDeadlineTimer>
#include <QTableView>
#include <QTextBrowser>

namespace edgelink::screens {

namespace {

/// A journal that somebody else holds.
class LockedJournal : public test::FakeJournal
{
public:
    [[nodiscard]] QFuture<Result<qint64>> count(const JournalQuery &) override
    {
        return readyFuture(
            Result<qint64>(failure(ErrorKind::Io, demo::said("journal", "the journal could not be read"),
                                   QStringLiteral("/home/wang/.local/share/edgelink-console/journal.sqlite"), {},
                                   QStringLiteral("SQLITE_BUSY: database is locked"))));
    }
    using FakeJournal::count;
};

/// A journal that somebody wrote into behind its back.
class DamagedJournal : public test::FakeJournal
{
public:
    [[nodiscard]] QFuture<Result<JournalCheck>> verify() override
    {
        JournalCheck check;
        check.events = 24;
        check.firstBrokenSequence = 17;
        check.reason = demo::said("journal", "event %1 is not what was written: its contents do not give its hash")
                           .arg(check.firstBrokenSequence);
        return readyFuture<Result<JournalCheck>>(check);
    }
};

/// The whole drill, and what a person wrote into its report so far.
void tell(Stage &stage, test::FakeJournal &record, int notes = 0)
{
    const bool chinese = stage.language().startsWith(QLatin1String("zh"));
    test::DrillStory story(record);
    story.whole();
    const auto field = [&story](const char *id, const char *text) {
        story.tell(journalkind::ReportField, {{"field", id}, {"text", QString::fromUtf8(text)}}, "chen");
    };
    field("owner", "@ops-team");
    field("root-cause",
          chinese ? "新版本把数据库连接池设为 500，超过了 PostgreSQL 的 max_connections。"
                  : "Revision 3 set the database pool to 500 connections, more than PostgreSQL allows.");
    for (int i = 0; i < notes; ++i)
        story.tell(journalkind::Note, {{"text", QStringLiteral("note %1 ").arg(i).repeated(1 + i % 40)}}, "chen");
    record.setClock({}); // the story's ends with it
}

/// Lets the page come to rest: reports are written on a thread of their own.
void rest(Stage &stage, const std::function<bool()> &ready)
{
    const QDeadlineTimer deadline(20'000);
    do
        stage.settle();
    while (!ready() && !deadline.hasExpired());
}

QWidget *timeline(Stage &stage, Journal *journal, const std::function<bool(const QTableView &)> &ready)
{
    stage.pages.insert(QStringLiteral("timeline"), [journal](QWidget *parent) {
        return new ui::TimelinePage(journal, QStringLiteral("drill"), parent);
    });
    stage.open(demo::Story::BadRelease);
    stage.window().showPage(QStringLiteral("timeline"));
    const auto *page = qobject_cast<ui::TimelinePage *>(stage.window().page(QStringLiteral("timeline")));
    const auto *table = page->findChild<QTableView *>();
    rest(stage, [&] { return ready(*table); });
    return nullptr;
}

QWidget *reportPage(Stage &stage, Journal *journal, bool any)
{
    auto *service = new report::IncidentReport(journal, {test::DrillStory::environment()}, {}, &stage.window());
    stage.pages.insert(QStringLiteral("report"), [journal, service](QWidget *parent) {
        auto *page = new ui::ReportPage(service, journal, parent);
        page->setContext(QStringLiteral("drill"), QStringLiteral("drill"), QStringLiteral("wang"));
        return page;
    });
    stage.open(any ? demo::Story::BadRelease : demo::Story::Healthy);
    stage.window().showPage(QStringLiteral("report"));
    const auto *page = qobject_cast<ui::ReportPage *>(stage.window().page(QStringLiteral("report")));
    rest(stage, [&] { return !any || page->preview()->isVisible(); });
    return nullptr;
}

} // namespace

std::vector<Scene> recordScenes()
{
    return {
        {QStringLiteral("timeline"),
         [](Stage &stage) {
             tell(stage, stage.record);
             return timeline(stage, &stage.record,
                             [](const QTableView &table) { return table.model()->rowCount() > 10; });
         }},
        {QStringLiteral("timeline-long"),
         [](Stage &stage) {
             tell(stage, stage.record, 10'000);
             return timeline(stage, &stage.record,
                             [](const QTableView &table) { return table.model()->rowCount() > 10'000; });
         }},
        {QStringLiteral("timeline-empty"),
         [](Stage &stage) { return timeline(stage, &stage.record, [](const QTableView &) { return true; }); }},
        {QStringLiteral("timeline-error"),
         [](Stage &stage) {
             auto *locked = new LockedJournal; // goes with the window, after its pages
             locked->setParent(&stage.window());
             return timeline(stage, locked, [](const QTableView &) { return true; });
         }},
        {QStringLiteral("timeline-broken"),
         [](Stage &stage) {
             auto *damaged = new DamagedJournal; // goes with the window, after its pages
             damaged->setParent(&stage.window());
             tell(stage, *damaged);
             QWidget *page
                 = timeline(stage, damaged, [](const QTableView &table) { return table.model()->rowCount() > 10; });
             for (ui::Button *button : stage.window().page(QStringLiteral("timeline"))->findChildren<ui::Button *>()) {
                 if (button->text() == ui::TimelinePage::tr("Verify the chain"))
                     button->click();
             }
             stage.settle();
             return page;
         }},
        {QStringLiteral("report"),
         [](Stage &stage) {
             tell(stage, stage.record);
             return reportPage(stage, &stage.record, true);
         }},
        {QStringLiteral("report-empty"), [](Stage &stage) { return reportPage(stage, &stage.record, false); }},
    };
}

} // namespace edgelink::screens
