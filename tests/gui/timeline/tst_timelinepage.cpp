// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timelinemodel.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/glyph.h"
#include "widgets/controls/label.h"
#include "widgets/timeline/chainnotice.h"
#include "widgets/timeline/timelinepage.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialog>
#include <QImage>
#include <QPlainTextEdit>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>
#include <memory>

using namespace edgelink;
using namespace edgelink::ui;
using namespace edgelink::test;

namespace {

/// A journal that can refuse to be read.
class Moody : public FakeJournal
{
public:
    [[nodiscard]] QFuture<Result<qint64>> count(const JournalQuery &query) override
    {
        return broken ? readyFuture(Result<qint64>(tl::make_unexpected(*broken))) : FakeJournal::count(query);
    }
    using FakeJournal::count;
    [[nodiscard]] QFuture<Result<JournalCheck>> verify() override
    {
        return check ? readyFuture(*check) : FakeJournal::verify();
    }
    std::optional<Error> broken;
    std::optional<Result<JournalCheck>> check; ///< none: what the chain gives
};

Result<JournalCheck> brokenAt(qint64 sequence)
{
    JournalCheck check;
    check.firstBrokenSequence = sequence;
    check.reason = QStringLiteral("event %1 is not what was written").arg(sequence);
    return check;
}

bool saying(QWidget *parent, const QString &text)
{
    const QList<QLabel *> labels = parent->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

Button *named(QWidget *parent, const QString &text)
{
    for (Button *button : parent->findChildren<Button *>()) {
        if (button->text().contains(text))
            return button;
    }
    return nullptr;
}

bool holds(const QImage &image, const QColor &wanted)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == wanted.rgb())
                return true;
        }
    }
    return false;
}

struct Page {
    Moody journal;
    std::unique_ptr<TimelinePage> page;

    void open()
    {
        page = std::make_unique<TimelinePage>(&journal, QStringLiteral("drill"));
        page->resize(1280, 634);
        page->show();
    }
    void tell(const char *kind, const QJsonObject &payload, const QString &incident = QStringLiteral("INC-1"),
              const QString &environment = QStringLiteral("drill"))
    {
        JournalDraft draft;
        draft.kind = QString::fromLatin1(kind);
        draft.actor = QStringLiteral("wang");
        draft.stream = QStringLiteral("drill");
        draft.environment = environment;
        draft.incidentId = incident;
        draft.payload = payload;
        (void)journal.append(draft);
    }
    [[nodiscard]] QTableView *table() const { return page->findChild<QTableView *>(); }
    /// Where the glyph stands.
    [[nodiscard]] QImage kindCell(int row) const
    {
        QRect place = table()->visualRect(table()->model()->index(row, TimelineModel::KindColumn));
        place.setWidth(28);
        return table()->viewport()->grab(place).toImage();
    }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString text(int row) const
    {
        return table()->model()->index(row, TimelineModel::TextColumn).data().toString();
    }
};

} // namespace

class TestTimelinePage : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { applyLook(*qApp, ThemeKind::Dark); }

    void anEmptyJournalSaysWhatWillStandHere()
    {
        Page page;
        page.open();
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("Nothing on record here")));
        QVERIFY(!page.table()->isVisible());
        page.tell(journalkind::Note, {{"text", "first"}});
        QTRY_VERIFY(page.table()->isVisible());
        QTRY_COMPARE(page.text(0), QStringLiteral("first"));
    }

    void aJournalThatCannotBeReadOffersToTryAgain()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "there all the time"}});
        page.journal.broken = Error{ErrorKind::Io, "the journal is locked by another program", {}, {}, {}};
        page.open();
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("locked by another program")));
        QVERIFY(!page.table()->isVisible());
        page.journal.broken.reset();
        Button *again = named(page.page.get(), QStringLiteral("Read the journal again"));
        QVERIFY(again != nullptr && again->isVisible());
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_VERIFY(page.table()->isVisible());
        QTRY_COMPARE(page.text(0), QStringLiteral("there all the time"));
    }

    void anotherEnvironmentsEventsStayOut()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "theirs"}}, QStringLiteral("INC-1"), QStringLiteral("drill-2"));
        page.tell(journalkind::Note, {{"text", "ours"}});
        page.open();
        QTRY_COMPARE(page.text(0), QStringLiteral("ours"));
        QCOMPARE(page.rows(), 1);
    }

    void loadingIsSaid()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "x"}});
        page.open(); // nothing has been answered yet
        QVERIFY(saying(page.page.get(), QStringLiteral("Reading the journal")));
        QTRY_VERIFY(page.table()->isVisible());
    }

    void everyEventHasASentence_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *kind, const QJsonObject &payload, const char *says) {
            QTest::newRow(kind) << QString::fromLatin1(kind) << payload << QString::fromUtf8(says);
        };
        row(journalkind::ReportField, {{"field", "root-cause"}, {"text", "the pool"}},
            "Written into the report, root cause: the pool");
        row(journalkind::Exported, {{"what", "INC-1.pdf"}, {"file", "/tmp/x.pdf"}}, "Exported: INC-1.pdf — /tmp/x.pdf");
        row(journalkind::SilenceEnded, {{"comment", "known"}}, "A silence was ended — known");
        row(journalkind::IncidentClosed, {{"reason", "wrong threshold"}}, "Incident INC-1 closed — wrong threshold");
        row(journalkind::VerdictGiven, {{"target", 2}, {"kind", "go"}}, "Verdict on going back to revision 2: go");
    }

    void everyEventHasASentence()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, says);
        Page page;
        page.tell(qPrintable(kind), payload);
        page.open();
        QTRY_COMPARE(page.rows(), 1);
        QTRY_COMPARE(page.text(0), says);
    }

    /// The ids are for programs. What is written into a journal and has no words would show itself here.
    void everyKindIsAWordOrTwo()
    {
        const QStringList kinds{journalkind::Intent,       journalkind::OutcomeOf,      journalkind::Observation,
                                journalkind::RunStarted,   journalkind::RunFinished,    journalkind::StepStarted,
                                journalkind::StepFinished, journalkind::Decision,       journalkind::Breach,
                                journalkind::Recovered,    journalkind::IncidentOpened, journalkind::IncidentClosed,
                                journalkind::Suspects,     journalkind::VerdictGiven,   journalkind::Note,
                                journalkind::Silenced,     journalkind::SilenceEnded,   journalkind::Armed,
                                journalkind::Disarmed,     journalkind::Debt,           journalkind::Exported,
                                journalkind::ReportField,  journalkind::MetricSnapshot, journalkind::ClockStep};
        Page page;
        for (const QString &kind : kinds)
            page.tell(qPrintable(kind), {{"mutating", true}});
        page.tell("kind-of-tomorrow", {});
        page.open();
        QTRY_COMPARE(page.rows(), kinds.size() + 1);
        const auto kindOf = [&page](int row) {
            return page.table()->model()->index(row, TimelineModel::KindColumn).data().toString();
        };
        QTRY_COMPARE(kindOf(0), QStringLiteral("command"));
        QSet<QString> words;
        for (int row = 0; row < kinds.size(); ++row) {
            QVERIFY2(!kindOf(row).contains(QLatin1Char('-')) || kindOf(row).contains(QLatin1Char(' ')),
                     qPrintable(kindOf(row)));
            words << kindOf(row);
        }
        QCOMPARE(words.size(), kinds.size());
        QCOMPARE(kindOf(static_cast<int>(kinds.size())), QStringLiteral("kind-of-tomorrow")); // shown, not hidden
    }

    void searchIncidentAndReads()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "customers report 502s"}});
        page.tell(journalkind::Note, {{"text", "of another incident"}}, QStringLiteral("INC-2"));
        page.tell(journalkind::Intent, {{"mutating", false}, {"command", "helm history edge"}});
        page.open();
        page.page->setIncident(QStringLiteral("INC-1"));
        QTRY_COMPARE(page.rows(), 2);
        const QList<QCheckBox *> boxes = page.page->findChildren<QCheckBox *>();
        QTest::keyClick(boxes.at(0), Qt::Key_Space);
        QTRY_COMPARE(page.rows(), 1);
        QTest::keyClick(boxes.at(1), Qt::Key_Space);
        QTRY_COMPARE(page.rows(), 2);
        auto *filter = page.page->findChild<FilterField *>();
        QTest::keyClicks(filter, QStringLiteral("502"));
        QTRY_COMPARE(page.rows(), 1);
        QTest::keyClicks(filter, QStringLiteral("nothing like that"));
        QTRY_COMPARE(page.rows(), 0);
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("Nothing matches")));
        page.page->setIncident({});
        QVERIFY(!boxes.at(0)->isEnabled());
    }

    void enterOpensTheWholeEvent()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "look at it"}});
        page.open();
        QTRY_COMPARE(page.text(0), QStringLiteral("look at it"));
        page.table()->setFocus();
        page.table()->setCurrentIndex(page.table()->model()->index(0, 0));
        QTest::keyClick(page.table(), Qt::Key_Return);
        QPointer<QDialog> dialog;
        QTRY_VERIFY((dialog = page.page->findChild<QDialog *>()) != nullptr);
        QVERIFY(dialog->isVisible());
        const auto *record = dialog->findChild<QPlainTextEdit *>();
        QVERIFY2(record->toPlainText().contains(QStringLiteral("incident INC-1")), qPrintable(record->toPlainText()));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
    }

    void selectionStaysWhileEventsArrive()
    {
        Page page;
        for (int i = 0; i < 50; ++i)
            page.tell(journalkind::Note, {{"text", QStringLiteral("note %1").arg(i)}});
        page.open();
        QTRY_COMPARE(page.text(10), QStringLiteral("note 10"));
        page.table()->setCurrentIndex(page.table()->model()->index(10, 0));
        page.table()->scrollTo(page.table()->model()->index(10, 0), QAbstractItemView::PositionAtCenter);
        const int top = page.table()->rowAt(0);
        for (int i = 50; i < 60; ++i)
            page.tell(journalkind::Note, {{"text", QStringLiteral("note %1").arg(i)}});
        QTRY_COMPARE(page.rows(), 60);
        QCOMPARE(page.table()->currentIndex().row(), 10);
        QCOMPARE(page.table()->rowAt(0), top);
    }

    void theChainIsProvenOnDemand()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "x"}});
        page.open();
        QTest::keyClick(named(page.page.get(), QStringLiteral("Verify the chain")), Qt::Key_Space);
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("chain intact")));
        QSignalSpy notes(page.page.get(), &TimelinePage::noteRequested);
        QTest::keyClick(named(page.page.get(), QStringLiteral("Add a note")), Qt::Key_Space);
        QCOMPARE(notes.size(), 1);
    }

    void aRecordThatProvesNothingIsSaidInACard_data()
    {
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("next");
        QTest::addColumn<Glyph>("glyph");
        QTest::addColumn<Role>("role");
        QTest::newRow("broken") << true << "BROKEN at event 17: event 17 is not what was written"
                                << "compare the copy with an export or a backup" << Glyph::Cross << Role::Alarm;
        QTest::newRow("not known") << false << "Whether the chain is intact is not known"
                                   << "the file is locked" << Glyph::Exclamation << Role::Unknown; // that is no alarm
    }

    void aRecordThatProvesNothingIsSaidInACard()
    {
        QFETCH(bool, known);
        QFETCH(QString, says);
        QFETCH(QString, next);
        QFETCH(Glyph, glyph);
        QFETCH(Role, role);
        Page page;
        for (int i = 0; i < 50; ++i)
            page.tell(journalkind::Note, {{"text", QStringLiteral("note %1").arg(i)}});
        page.open();
        QTRY_COMPARE(page.text(49), QStringLiteral("note 49"));
        const auto *notice = page.page->findChild<ChainNotice *>();
        QVERIFY(!notice->isVisible());
        const int top = page.table()->rowAt(0);
        page.journal.check
            = known ? brokenAt(17) : Result<JournalCheck>(failure(ErrorKind::Io, QStringLiteral("the file is locked")));
        QTest::keyClick(named(page.page.get(), QStringLiteral("Verify the chain")), Qt::Key_Space);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(saying(page.page.get(), says));
        QVERIFY(saying(page.page.get(), next));
        QCOMPARE(notice->accent(), role);
        QCOMPARE(notice->isHatched(), role == Role::Unknown);
        const auto *shape = notice->findChild<GlyphLabel *>();
        QCOMPARE(shape->glyph(), glyph);
        QCOMPARE(shape->role(), role);
        QVERIFY(notice->accessibleName().contains(says)); // is read out
        QVERIFY(!saying(page.page.get(), QStringLiteral("chain intact")));
        // The rows keep their places, but for one that the heading cut while the end was in sight.
        QVERIFY2(page.table()->rowAt(0) == top || page.table()->rowAt(0) == top + 1,
                 qPrintable(QString::number(page.table()->rowAt(0))));
        page.journal.check.reset();
        QTest::keyClick(named(page.page.get(), QStringLiteral("Verify the chain")), Qt::Key_Space);
        QTRY_VERIFY(saying(page.page.get(), QStringLiteral("chain intact")));
        QVERIFY(!notice->isVisible());
    }

    void everyRowHasTheGlyphOfTheWall_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<Role>("role"); // Count: none
        const auto row = [](const char *kind, const QJsonObject &payload, Role role) {
            QTest::newRow(kind) << QString::fromLatin1(kind) << payload << role;
        };
        row(journalkind::Breach, {{"threshold", "cpu"}}, Role::Alarm);
        row(journalkind::Recovered, {{"threshold", "cpu"}}, Role::Good);
        row(journalkind::Armed, {}, Role::Caution);
        row(journalkind::RunStarted, {}, Role::Action);
        row(journalkind::Note, {{"text", "x"}}, Role::Count);
        row("kind-of-tomorrow", {}, Role::Count);
    }

    void everyRowHasTheGlyphOfTheWall()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, payload);
        QFETCH(Role, role);
        Page page;
        page.tell(qPrintable(kind), payload);
        page.open();
        QTRY_VERIFY(!page.text(0).isEmpty());
        const QImage cell = page.kindCell(0);
        for (const Role any : {Role::Alarm, Role::Good, Role::Caution, Role::Action})
            QCOMPARE(holds(cell, color(any)), any == role);
        // One glyph tells from another without its colour, and words stand beside both.
        QVERIFY(!page.table()->model()->index(0, TimelineModel::KindColumn).data().toString().isEmpty());
    }

    void glyphsOfOneColourDifferInShape()
    {
        Page page;
        page.tell(journalkind::Silenced, {{"comment", "known"}});
        page.tell(journalkind::Armed, {});
        page.open();
        QTRY_VERIFY(!page.text(1).isEmpty());
        QVERIFY(holds(page.kindCell(0), color(Role::Caution)) && holds(page.kindCell(1), color(Role::Caution)));
        QVERIFY(page.kindCell(0) != page.kindCell(1));
    }

    void keyboardReachesEverythingInReadingOrder()
    {
        Page page;
        page.tell(journalkind::Note, {{"text", "x"}});
        page.open();
        page.page->setIncident(QStringLiteral("INC-1"));
        page.page->activateWindow();
        QTRY_VERIFY(page.page->isActiveWindow());
        QTRY_VERIFY(page.table()->isVisible());
        auto *filter = page.page->findChild<FilterField *>();
        filter->setFocus();
        QList<QWidget *> visited;
        for (int i = 0; i < 20 && !visited.contains(QApplication::focusWidget()); ++i) {
            visited << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        const QList<QCheckBox *> boxes = page.page->findChildren<QCheckBox *>();
        const QList<QWidget *> wanted{filter,       boxes.at(0),
                                      boxes.at(1),  named(page.page.get(), QStringLiteral("Add a note")),
                                      page.table(), named(page.page.get(), QStringLiteral("Verify the chain"))};
        QCOMPARE(visited, wanted);
        QCOMPARE(page.page->focusProxy(), page.table()); // what gets the keyboard when the page is opened
        for (QWidget *widget : std::as_const(visited)) {
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible != nullptr && !accessible->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
        }
    }
};

EDGELINK_GUI_TEST_MAIN(TestTimelinePage)
#include "tst_timelinepage.moc"
