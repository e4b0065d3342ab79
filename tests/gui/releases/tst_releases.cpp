// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/revisionmodel.h"
#include "tests/support/demodata.h"
#include "tests/support/keyboard.h"
#include "tests/support/mixedverdict.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/states.h"
#include "widgets/releases/diffview.h"
#include "widgets/releases/releasespage.h"
#include "widgets/releases/revisiondelegate.h"
#include "widgets/releases/verdictpane.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

#include <memory>

using namespace edgelink;
using namespace edgelink::test;

namespace {

const QString RollBack = QStringLiteral("Roll back edge-link-production to revision 2");

struct Bench {
    ScriptedReleases releases;
    ScriptedVerdicts verdicts;
    ScriptedDatabase database;
    ui::Arming arming;
    std::unique_ptr<ui::ReleasesPage> page;

    explicit Bench(bool viewer = false)
    {
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        releases.onDiffLive = [](int) { return Result<ReleaseDiff>(demo::diff()); };
        releases.onDiff = [](int, int) { return Result<ReleaseDiff>(demo::diff()); };
        verdicts.onVerdict = [](int) { return Result<Verdict>(demo::verdict()); };
        arming.setEnvironment(demo::environment().name);
        arming.setViewer(viewer);
        page = std::make_unique<ui::ReleasesPage>(ui::ReleasePorts{&releases, &verdicts, &database},
                                                  demo::environment(), &arming);
        page->resize(1280, 630);
    }
    [[nodiscard]] bool show() const
    {
        page->show();
        page->activateWindow();
        return QTest::qWaitForWindowActive(page.get());
    }
    [[nodiscard]] QTableView *table() const { return page->findChild<QTableView *>(); }
    [[nodiscard]] bool says(const QString &text) const { return shows(page.get(), text); }
};

} // namespace

class TestReleases : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void loadingThenContent()
    {
        Bench bench;
        bench.page->show();
        QVERIFY(bench.says(QStringLiteral("Reading the history of edge-link-production")));
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.table()->isVisible());
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
        QVERIFY(bench.page->findChild<ui::DiffView *>()->toPlainText().contains(QStringLiteral("DB_POOL_SIZE")));
        QVERIFY(bench.says(QStringLiteral("postgres-data")));
        QVERIFY(shownButton(bench.page.get(), RollBack)->isEnabled()); // leads to a review, changes nothing
    }

    void emptySaysWhereToLook()
    {
        Bench bench;
        bench.releases.onHistory = [] { return Result<ReleaseHistory>(ReleaseHistory{}); };
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("edge-link-production has no revisions in edgelink-prod")));
        QCOMPARE(shownButton(bench.page.get(), QStringLiteral("Roll back"))->blockedReason(),
                 QStringLiteral("There is nothing to roll back."));
        QVERIFY(!shownButton(bench.page.get(), QStringLiteral("Roll back"))->isEnabled());
    }

    void errorsSayWhat_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("shown");
        QTest::newRow("error") << ErrorKind::Timeout << QStringLiteral("no answer in time");
        QTest::newRow("no permission") << ErrorKind::Forbidden << QStringLiteral("wang may not list secrets");
    }
    void errorsSayWhat()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, shown);
        Bench bench;
        bench.releases.onHistory = [kind, shown] {
            return Result<ReleaseHistory>(failure(kind, shown, QStringLiteral("the history in edgelink-prod"),
                                                  QStringLiteral("ask for that verb")));
        };
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(shown)); // and no other words around it
        QVERIFY(bench.says(QStringLiteral("the history in edgelink-prod\nask for that verb")));
        QVERIFY(!bench.table()->isVisible());
    }

    void aHistoryThatCouldNotBeReadIsReadAgain_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("error") << ErrorKind::Timeout;
        QTest::newRow("no permission") << ErrorKind::Forbidden; // it may have been given meanwhile
    }
    void aHistoryThatCouldNotBeReadIsReadAgain()
    {
        QFETCH(ErrorKind, kind);
        Bench bench;
        bench.releases.onHistory
            = [kind] { return Result<ReleaseHistory>(failure(kind, QStringLiteral("helm could not tell"))); };
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("helm could not tell")));
        QWidget *again = tabTo(bench.page.get(), QStringLiteral("Read the history again"));
        QVERIFY(again != nullptr);
        QTest::keyClick(again, Qt::Key_Space);
        QVERIFY(bench.says(QStringLiteral("Reading the history of edge-link-production")));
        QVERIFY(!again->isVisible());
        QTRY_VERIFY(bench.says(QStringLiteral("helm could not tell"))); // in vain
        QTRY_VERIFY(again->hasFocus());
        bench.releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_VERIFY(bench.table()->isVisible());
        QVERIFY(bench.table()->hasFocus());
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
    }

    /// Which one runs, and which one is safe, stands in the table itself: nobody hovers at three in the morning.
    void theTableNamesTheLiveAndTheProposedRevision()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.table()->isVisible());
        const QAbstractItemModel *model = bench.table()->model();
        QCOMPARE(model->rowCount(), 3);
        const auto remark
            = [model](int row, int column) { return ui::RevisionDelegate::remark(model->index(row, column)); };
        QCOMPARE(remark(0, RevisionModel::RevisionColumn), QStringLiteral("live"));
        QCOMPARE(remark(1, RevisionModel::RevisionColumn), QStringLiteral("proposed target"));
        QCOMPARE(remark(2, RevisionModel::RevisionColumn), QString());
        QCOMPARE(remark(0, RevisionModel::UpdatedColumn), QStringLiteral("8 min ago"));
        QVERIFY(qobject_cast<ui::RevisionDelegate *>(bench.table()->itemDelegate()) != nullptr);
        // Room for the words: a cell that cuts them says as little as none.
        QStyleOptionViewItem option;
        option.font = bench.table()->font();
        option.widget = bench.table();
        const QModelIndex proposed = model->index(1, RevisionModel::RevisionColumn);
        QVERIFY(
            bench.table()->columnWidth(RevisionModel::RevisionColumn)
            >= QFontMetrics(ui::textFont(ui::TextSize::Small)).horizontalAdvance(QStringLiteral("proposed target")));
        QVERIFY(bench.table()->columnWidth(RevisionModel::RevisionColumn)
                >= bench.table()->itemDelegate()->sizeHint(option, proposed).width());
        ReleaseHistory cut = demo::history();
        cut.revisions.last().status = QStringLiteral("pending-upgrade");
        emit bench.releases.historyChanged(cut);
        QCOMPARE(remark(0, RevisionModel::RevisionColumn), QStringLiteral("pending"));
    }

    void whatTheDiffComparesIsReadableInTheSmallestWindow()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("2 object(s) · revision 3 → revision 2")));
        for (const QLabel *label : bench.page->findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("revision 3 → revision 2")))
                QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(),
                         qPrintable(QString::number(label->width())));
        }
    }

    void oldRowsNeverPassForNow()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.table()->isVisible());
        QVERIFY(!bench.says(QStringLiteral("stale")));
        emit bench.releases.statusChanged(
            {SourceStatus::State::Down,
             demo::now(),
             Error{ErrorKind::Unreachable, QStringLiteral("the cluster does not answer"), {}, {}, {}},
             {}});
        QVERIFY(bench.says(QStringLiteral("stale · ")));
        QVERIFY(bench.says(QStringLiteral("the cluster does not answer")));
        QVERIFY(bench.table()->isVisible()); // still readable
        emit bench.releases.historyChanged(demo::history());
        QVERIFY(!bench.says(QStringLiteral("stale")));
    }

    void aReadThatFailsLaterIsSaidToo()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.table()->isVisible());
        bench.releases.onHistory
            = [] { return Result<ReleaseHistory>(failure(ErrorKind::Timeout, QStringLiteral("helm did not answer"))); };
        bench.page->hide();
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("helm did not answer")));
    }

    void factsAreReadByRank_data()
    {
        QTest::addColumn<bool>("blocking");
        QTest::addColumn<QString>("headline");
        QTest::newRow("go") << false << "Go, 2 unknown, 2 warning(s)";
        QTest::newRow("no-go") << true << "No-go, 1 blocking, 1 unknown, 2 warning(s)";
    }
    void factsAreReadByRank()
    {
        QFETCH(bool, blocking);
        QFETCH(QString, headline);
        ui::VerdictPane pane; // the review of a run shows the same one
        pane.setVerdict(demo::mixedVerdict(blocking));
        pane.show();
        QCOMPARE(pane.findChild<ui::StateLabel *>()->text(), headline);
        QCOMPARE(pane.findChild<ui::StateLabel *>()->accessibleName(), headline);
        QStringList read;
        const QList<QLabel *> labels = pane.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            for (const VerdictFact &fact : pane.verdict().facts) {
                if (label->text() == fact.text)
                    read << fact.id;
            }
        }
        QCOMPARE(read, demo::mixedOrder(blocking));
    }

    void theNewestIsNothingToRollBackTo()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.table()->isVisible());
        bench.page->selectRevision(3);
        QVERIFY(bench.says(QStringLiteral("Revision 3 is the newest one")));
        QVERIFY(!bench.says(QStringLiteral("Go, 1 warning")));
        QVERIFY(!shownButton(bench.page.get(), QStringLiteral("Roll back"))->isEnabled());
    }

    void aNoGoOrNoVerdictIsNoWayForward_data()
    {
        QTest::addColumn<bool>("failed");
        QTest::newRow("no-go") << false;
        QTest::newRow("no verdict") << true;
    }
    void aNoGoOrNoVerdictIsNoWayForward()
    {
        QFETCH(bool, failed);
        Bench bench;
        bench.verdicts.onVerdict = [failed](int) {
            Verdict bad = demo::verdict();
            bad.facts.first().state = FactState::Blocking;
            return failed ? Result<Verdict>(failure(ErrorKind::Timeout, QStringLiteral("no answer"))) : bad;
        };
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(failed ? QStringLiteral("No verdict") : QStringLiteral("No-go, 1 blocking")));
        const ui::Button *rollBack = shownButton(bench.page.get(), RollBack);
        QVERIFY(!rollBack->isEnabled());
        QCOMPARE(rollBack->blockedReason(),
                 failed ? QStringLiteral("There is no verdict: see why above.")
                        : QStringLiteral("The verdict is no-go: see the facts."));
        QVERIFY(bench.says(rollBack->blockedReason())); // in sight, not only where somebody hovers
    }

    void aViewerIsLedNowhere()
    {
        Bench bench(true);
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
        QVERIFY(!shownButton(bench.page.get(), RollBack)->isEnabled());
        QVERIFY(bench.says(QStringLiteral("This session may look but not change anything.")));
    }

    void anyTwoRevisionsAreCompared_data()
    {
        QTest::addColumn<QString>("against");
        QTest::addColumn<int>("from"); // 0: with the live objects
        QTest::newRow("live") << QStringLiteral("against what is live") << 0;
        QTest::newRow("newest") << QStringLiteral("against the newest revision") << 3;
        QTest::newRow("the one before") << QStringLiteral("against the revision before") << 1;
        QTest::newRow("a later one") << QStringLiteral("against revision 3") << 3;
        QTest::newRow("an earlier one") << QStringLiteral("against revision 1") << 1;
    }

    void anyTwoRevisionsAreCompared()
    {
        QFETCH(QString, against);
        QFETCH(int, from);
        Bench bench;
        std::pair<int, int> asked{-1, -1};
        bench.releases.onDiff = [&asked](int one, int other) {
            asked = {one, other};
            return Result<ReleaseDiff>(demo::diff());
        };
        bench.releases.onDiffLive = [&asked](int target) {
            asked = {0, target};
            return Result<ReleaseDiff>(demo::diff());
        };
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
        auto *choice = bench.page->findChild<QComboBox *>();
        choice->setCurrentIndex(choice->findText(QStringLiteral("against revision 2")));
        choice->setCurrentIndex(choice->findText(against));
        QCOMPARE(asked, (std::pair<int, int>{from, 2}));
        emit bench.releases.historyChanged(demo::history()); // the choice stays
        QCOMPARE(choice->currentText(), against);
    }

    void byKeyboardAlone()
    {
        Bench bench;
        QVERIFY(bench.show());
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
        QCOMPARE(nameless(bench.page.get()), QStringList());
        const QStringList order = tabOrder(bench.page.get());
        const QStringList wanted{QStringLiteral("Revisions of edge-link-production"), QStringLiteral("Compare with"),
                                 QStringLiteral("Verdict"), RollBack};
        qsizetype last = -1;
        for (const QString &name : wanted) {
            const auto at = std::find_if(order.cbegin(), order.cend(),
                                         [&name](const QString &one) { return one.startsWith(name); });
            const auto index = std::distance(order.cbegin(), at);
            QVERIFY2(at != order.cend() && index > last, qPrintable(name + QStringLiteral(": ") + order.join(u'|')));
            last = index;
        }
        QWidget *table = tabTo(bench.page.get(), QStringLiteral("Revisions of"));
        QVERIFY(table != nullptr);
        QTest::keyClick(table, Qt::Key_Up);
        QTRY_VERIFY(bench.says(QStringLiteral("Revision 3 is the newest one")));
        QTest::keyClick(table, Qt::Key_Down);
        QTRY_VERIFY(bench.says(QStringLiteral("Go, 1 warning")));
        QSignalSpy wishes(bench.page.get(), &ui::ReleasesPage::rollbackRequested);
        QWidget *rollBack = tabTo(bench.page.get(), RollBack);
        QVERIFY(rollBack != nullptr);
        QTest::keyClick(rollBack, Qt::Key_Space);
        QCOMPARE(wishes.size(), 1);
        QCOMPARE(wishes.first().first().toInt(), 2);
    }

    void theTableOfRevisionsGetsTheKeyboardFirst()
    {
        Bench bench;
        QVERIFY(bench.show());
        QCOMPARE(bench.page->focusProxy(), bench.table());
    }

    void theDiffIsFiltered()
    {
        Bench bench;
        QVERIFY(bench.show());
        auto *diff = bench.page->findChild<ui::DiffView *>();
        QTRY_VERIFY(diff->toPlainText().contains(QStringLiteral("Secret/edge-link-production-db")));
        auto *filter = bench.page->findChild<ui::FilterField *>();
        QTest::keyClicks(filter, QStringLiteral("api-gateway"));
        QTRY_VERIFY(!diff->toPlainText().contains(QStringLiteral("Secret/edge-link-production-db")));
        QVERIFY(diff->toPlainText().contains(QStringLiteral("api-gateway:v0.1.1")));
    }
};

EDGELINK_GUI_TEST_MAIN(TestReleases)
#include "tst_releases.moc"
