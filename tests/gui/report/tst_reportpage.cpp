// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakejournal.h"
#include "tests/support/fakereports.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/statepane.h"
#include "widgets/report/reportfields.h"
#include "widgets/report/reportpage.h"

#include <QAccessible>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>

#include <algorithm>
#include <memory>

using namespace edgelink;
using namespace edgelink::ui;
using namespace edgelink::test;

namespace {

const QString First = QStringLiteral("INC-2026-1123-001");
const QString Second = QStringLiteral("INC-2026-1124-001");

bool saying(QWidget *parent, const QString &text)
{
    const QList<QLabel *> labels = parent->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

struct Page {
    FakeReports reports;
    FakeJournal journal;
    std::unique_ptr<ReportPage> page;

    explicit Page(const QStringList &ids = {Second, First}, bool show = true)
    {
        reports.ids = ids;
        page = std::make_unique<ReportPage>(&reports, &journal);
        page->setContext(QStringLiteral("drill"), QStringLiteral("drill"), QStringLiteral("wang"));
        page->resize(1280, 634);
        if (show)
            page->show();
    }
    void record(const QString &field, const QString &text, const QString &incident = Second)
    {
        JournalDraft draft;
        draft.kind = QString::fromLatin1(journalkind::ReportField);
        draft.actor = QStringLiteral("chen");
        draft.incidentId = incident;
        draft.payload = {{"field", field}, {"text", text}};
        (void)journal.append(draft);
    }
    [[nodiscard]] QList<JournalEvent> fields() const
    {
        return journal.events(QString::fromLatin1(journalkind::ReportField));
    }
    [[nodiscard]] QPlainTextEdit *edit(const char *field) const { return page->fields()->edit(QLatin1String(field)); }
    [[nodiscard]] Button *exporting(ReportFormat format) const
    {
        return page->exportButtons().at(static_cast<int>(format));
    }
    [[nodiscard]] bool ready() const { return edit("owner")->isEnabled() && page->preview()->isVisible(); }
};

} // namespace

class TestReportPage : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { applyLook(*qApp, ThemeKind::Dark); }

    void onlyTheEnvironmentsOwnIncidentsAreOffered()
    {
        Page page;
        QTRY_VERIFY(page.ready());
        QCOMPARE(page.reports.listedFor, QStringLiteral("drill"));
    }

    void howItStands_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("exports");
        QTest::newRow("reading") << "loading"
                                 << "Reading which incidents" << false;
        QTest::newRow("no incident") << "empty"
                                     << "No incident yet" << false;
        QTest::newRow("the list cannot be read") << "list"
                                                 << "the journal is locked" << false;
        QTest::newRow("the report cannot be written") << "render"
                                                      << "the chain cannot be read" << true;
    }

    void howItStands()
    {
        QFETCH(QString, what);
        QFETCH(QString, says);
        QFETCH(bool, exports);
        Page page(what == "empty" ? QStringList() : QStringList{Second}, false);
        if (what == "loading")
            page.reports.held = std::make_shared<QPromise<Result<QStringList>>>();
        if (what == "list")
            page.reports.listError = Error{ErrorKind::Io, "the journal is locked", {}, {}, {}};
        if (what == "render")
            page.reports.renderError = Error{ErrorKind::Io, "the chain cannot be read", {}, {}, {}};
        page.page->show();
        QTRY_VERIFY2(saying(page.page.get(), says), qPrintable(says));
        QVERIFY(!page.page->preview()->isVisible());
        QCOMPARE(page.exporting(ReportFormat::Pdf)->isEnabled(), exports);
        if (!exports)
            QVERIFY(!page.edit("owner")->isEnabled());
        if (what != "list" && what != "render")
            return;
        // The way out of it is on the pane.
        page.reports.listError.reset();
        page.reports.renderError.reset();
        StatePane *pane = page.page->previewStack()->pane();
        const QList<Button *> buttons = pane->findChildren<Button *>();
        const auto again = std::find_if(buttons.cbegin(), buttons.cend(),
                                        [](const Button *button) { return button->text().contains("again"); });
        QVERIFY(again != buttons.cend());
        QTest::keyClick(*again, Qt::Key_Space);
        QTRY_VERIFY(page.ready());
    }

    void whatWasWrittenIsShown()
    {
        Page page({Second, First}, false);
        page.record("owner", "@ops");
        page.record("root-cause", "a guess");
        page.record("root-cause", "the pool");
        page.record("lessons", "of another", First);
        page.page->show();
        QTRY_VERIFY(page.ready());
        QCOMPARE(page.edit("owner")->toPlainText(), QStringLiteral("@ops"));
        QCOMPARE(page.edit("root-cause")->toPlainText(), QStringLiteral("the pool"));
        QVERIFY(page.edit("lessons")->toPlainText().isEmpty());
        QVERIFY(page.page->preview()->toPlainText().contains(Second));
        page.page->incidentChoice()->setCurrentIndex(1);
        QTRY_COMPARE(page.edit("lessons")->toPlainText(), QStringLiteral("of another"));
        QVERIFY(page.edit("owner")->toPlainText().isEmpty());
        QTRY_VERIFY(page.page->preview()->toPlainText().contains(First));
        QCOMPARE(page.fields().size(), 4); // looking writes nothing
    }

    void theTimelineIsNumberedOnOverItsDays()
    {
        Page page({Second}, false);
        page.reports.markdown
            = "# R\n\n- x\n\n### 2026-11-23\n\n1. a\n2. b\n\n### 2026-11-24\n\n3. c\n4. d\n\n## End\n";
        page.page->show();
        QTRY_VERIFY(page.ready());
        QStringList rows;
        const QTextDocument *document = page.page->preview()->document();
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
            if (const QTextList *list = block.textList())
                rows << list->itemText(block) + block.text();
            else if (block.blockFormat().headingLevel() == 3)
                rows << block.text();
        }
        rows.removeFirst(); // the bullet
        QCOMPARE(rows, (QStringList{"2026-11-23", "1.a", "2.b", "2026-11-24", "3.c", "4.d"}));
    }

    void typingIsRecordedByItself_data()
    {
        QTest::addColumn<QString>("end");
        QTest::newRow("a pause") << "pause";
        QTest::newRow("the field is left") << "focus";
        QTest::newRow("the page is left") << "hide";
        QTest::newRow("another incident is chosen") << "incident";
        QTest::newRow("an export") << "export";
        QTest::newRow("the button") << "button";
        QTest::newRow("the window goes") << "destroy";
    }

    void typingIsRecordedByItself()
    {
        QFETCH(QString, end);
        Page page;
        QTRY_VERIFY(page.ready());
        page.page->activateWindow();
        QTRY_VERIFY(page.page->isActiveWindow());
        page.edit("owner")->setFocus();
        QTest::keyClicks(page.edit("owner"), QStringLiteral("@night shift"));
        QVERIFY(page.fields().isEmpty()); // not at every key
        QVERIFY(saying(page.page.get(), QStringLiteral("Not recorded yet")));
        if (end == "focus")
            QTest::keyClick(page.edit("owner"), Qt::Key_Tab);
        else if (end == "hide")
            page.page->hide();
        else if (end == "incident")
            page.page->incidentChoice()->setCurrentIndex(1);
        else if (end == "export")
            page.exporting(ReportFormat::Json)->click();
        else if (end == "button")
            QTest::keyClick(page.page->fields()->findChildren<Button *>().last(), Qt::Key_Space);
        else if (end == "destroy")
            page.page.reset();
        QTRY_COMPARE_WITH_TIMEOUT(page.fields().size(), 1, 15'000);
        const JournalDraft draft = page.fields().first().draft;
        QCOMPARE(draft.incidentId, Second);
        QCOMPARE(draft.actor, QStringLiteral("wang"));
        QCOMPARE(draft.stream, QStringLiteral("drill"));
        QCOMPARE(draft.payload.value("field").toString(), QStringLiteral("owner"));
        QCOMPARE(draft.payload.value("text").toString(), QStringLiteral("@night shift"));
        if (end == "incident")
            QTRY_VERIFY(page.edit("owner")->toPlainText().isEmpty()); // it is the other one's
        if (end == "pause")
            QTRY_VERIFY(saying(page.page.get(), QStringLiteral("Recorded in the journal at")));
    }

    void aTextThatCannotBeRecordedStays()
    {
        Page page;
        QTRY_VERIFY(page.ready());
        page.journal.failWith(Error{ErrorKind::Io, "the disk is full", {}, {}, {}});
        page.edit("lessons")->setPlainText(QStringLiteral("watch the disk"));
        page.page->fields()->save();
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("Not recorded: the disk is full")));
        QCOMPARE(page.edit("lessons")->toPlainText(), QStringLiteral("watch the disk"));
        QVERIFY(page.page->preview()->isVisible()); // the report is still there to read
        page.journal.failWith({});
        QTRY_COMPARE_WITH_TIMEOUT(page.fields().size(), 1, 15'000); // tried again by itself
        QTRY_VERIFY(!saying(page.page.get(), QStringLiteral("Not recorded")));
    }

    void othersWritingAppearsWhereNobodyTypes()
    {
        Page page;
        QTRY_VERIFY(page.ready());
        page.edit("owner")->setPlainText(QStringLiteral("me"));
        const qsizetype rendered = page.reports.asked.size();
        page.record("owner", "@chen");
        page.record("impact", "the API");
        page.record("impact", "elsewhere", First);
        QTRY_COMPARE(page.edit("impact")->toPlainText(), QStringLiteral("the API"));
        QCOMPARE(page.edit("owner")->toPlainText(), QStringLiteral("me"));
        QVERIFY(page.reports.asked.size() > rendered); // and in the report
        page.page->fields()->save();
        QTRY_COMPARE(page.fields().last().draft.payload.value("text").toString(), QStringLiteral("me"));
        QCOMPARE(page.fields().size(), 4); // only what was typed
    }

    void anExportIsRecorded()
    {
        Page page;
        QTRY_VERIFY(page.ready());
        QSignalSpy saves(page.page.get(), &ReportPage::saveRequested);
        page.edit("owner")->setPlainText(QStringLiteral("me"));
        page.exporting(ReportFormat::Html)->click();
        QTRY_COMPARE(saves.size(), 1);
        const auto request = saves.first().at(0).value<ReportRequest>();
        QCOMPARE(request.incidentId, Second);
        QCOMPARE(int(request.format), int(ReportFormat::Html));
        QVERIFY(page.journal.events(QString::fromLatin1(journalkind::Exported)).isEmpty()); // no file yet
        page.page->exported(request, saves.first().at(1).value<RenderedReport>(), QStringLiteral("/tmp/r.html"));
        QTRY_COMPARE(page.journal.count(QString::fromLatin1(journalkind::Exported)), 1);
        const JournalDraft draft = page.journal.events(QString::fromLatin1(journalkind::Exported)).first().draft;
        QCOMPARE(draft.incidentId, Second);
        QCOMPARE(draft.payload.value("head").toString(), QStringLiteral("7:00ff"));
        QCOMPARE(draft.payload.value("file").toString(), QStringLiteral("/tmp/r.html"));
        QTRY_VERIFY(page.page->notice()->text().contains(QStringLiteral("/tmp/r.html")));
        page.journal.failWith(Error{ErrorKind::Io, "the disk is full", {}, {}, {}});
        page.page->exported(request, {}, QStringLiteral("/tmp/r.html"));
        QTRY_VERIFY(page.page->notice()->text().contains(QStringLiteral("not on record")));
        page.reports.renderError = Error{ErrorKind::Refused, "a PDF needs fonts", {}, {}, {}};
        page.exporting(ReportFormat::Pdf)->click();
        QTRY_VERIFY(page.page->notice()->text().contains(QStringLiteral("a PDF needs fonts")));
        QCOMPARE(saves.size(), 1);
    }

    void keyboardReachesEverythingInReadingOrder()
    {
        Page page;
        QTRY_VERIFY(page.ready());
        page.page->activateWindow();
        QTRY_VERIFY(page.page->isActiveWindow());
        page.page->incidentChoice()->setFocus();
        QList<QWidget *> visited;
        for (int i = 0; i < 30 && !visited.contains(QApplication::focusWidget()); ++i) {
            visited << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QList<QWidget *> wanted{page.page->incidentChoice()};
        for (Button *button : page.page->exportButtons())
            wanted << button;
        wanted << page.page->preview();
        for (const QString &field : reportFieldIds())
            wanted << page.page->fields()->edit(field);
        qsizetype last = -1;
        for (QWidget *widget : std::as_const(wanted)) {
            const qsizetype at = visited.indexOf(widget);
            QVERIFY2(at > last, qPrintable(widget->accessibleName()));
            last = at;
        }
        for (QWidget *widget : std::as_const(visited)) {
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible != nullptr && !accessible->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
        }
    }
};

EDGELINK_GUI_TEST_MAIN(TestReportPage)
#include "tst_reportpage.moc"
