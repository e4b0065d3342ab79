// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demodata.h"
#include "tests/support/keyboard.h"
#include "tests/support/screenports.h"
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/componentlook.h"
#include "widgets/controls/language.h"
#include "widgets/controls/linelist.h"
#include "widgets/drills/drillspage.h"
#include "widgets/drills/faulttext.h"

#include <QFile>
#include <QMessageBox>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSet>
#include <QTableWidget>

#include <memory>

using namespace edgelink;
using namespace edgelink::test;

namespace {

const QString Inject = QStringLiteral("Inject “bad release” into the sandbox");
const QString Clear = QStringLiteral("Clear all faults");

/// A sandbox that answers when the test says.
class HeldDrill : public FakeDrill
{
public:
    [[nodiscard]] QFuture<Result<bool>> inject(const QString &fault) override
    {
        injected << fault;
        m_waiting = std::make_shared<QPromise<Result<bool>>>();
        m_waiting->start();
        return m_waiting->future();
    }
    void answer(const Result<bool> &result) { fulfil(std::exchange(m_waiting, {}), result); }

private:
    SharedPromise<Result<bool>> m_waiting;
};

struct Bench {
    HeldDrill drill;
    ui::Arming arming;
    std::unique_ptr<ui::DrillsPage> page;

    explicit Bench(bool viewer = false)
    {
        arming.setEnvironment(demo::environment().name);
        arming.setViewer(viewer);
        page = std::make_unique<ui::DrillsPage>(&drill, &arming);
        page->resize(1280, 630);
    }
    [[nodiscard]] bool show() const
    {
        page->show();
        page->activateWindow();
        return QTest::qWaitForWindowActive(page.get());
    }
    void tell(const SandboxStatus &status) { emit drill.statusChanged(status); }
    void arm() { arming.arm(std::chrono::minutes(5)); }
    [[nodiscard]] QMessageBox *question() const
    {
        const QList<QMessageBox *> boxes = page->findChildren<QMessageBox *>();
        return boxes.isEmpty() ? nullptr : boxes.last();
    }
    void accept() const
    {
        QMessageBox *box = question();
        const QList<QAbstractButton *> buttons = box->buttons();
        for (QAbstractButton *button : buttons) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
    }
};

/// Every id in the file that edgelink-sandbox takes its faults from.
QStringList faultsOfTheSandbox()
{
    QFile file(QStringLiteral(EDGELINK_FAULTS));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression key(QStringLiteral("^  ([a-z-]+):$"), QRegularExpression::MultilineOption);
    QStringList ids;
    QRegularExpressionMatchIterator found = key.globalMatch(QString::fromUtf8(file.readAll()));
    while (found.hasNext())
        ids << found.next().captured(1);
    return ids;
}

} // namespace

class TestDrills : public Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void notHeardOfIsNotNone()
    {
        Bench bench;
        QVERIFY(bench.show());
        QVERIFY(shows(bench.page.get(), QStringLiteral("Reading the state of the sandbox")));
        bench.tell({});
        QVERIFY(shows(bench.page.get(), QStringLiteral("No sandbox belongs to this environment")));
        bench.tell(demo::sandboxReady());
        QVERIFY(shows(bench.page.get(), QStringLiteral("Scenario bad-release")));
        bench.tell(demo::sandboxFailed());
        QVERIFY(shows(bench.page.get(), QStringLiteral("Scenario bad-release")));
    }

    void aScenarioGoesByItsTitle_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("drill");
        QTest::addColumn<QString>("shown");
        QTest::newRow("English") << "en"
                                 << "bad-release"
                                 << "Scenario Bad release";
        QTest::newRow("Chinese") << "zh_CN"
                                 << "bad-release"
                                 << "Scenario 有缺陷的发布"; // only the title is chosen here
        QTest::newRow("no drill") << "en"
                                  << "cpu-burn"
                                  << "Scenario bad-release";
    }

    void aScenarioGoesByItsTitle()
    {
        QFETCH(QString, language);
        QFETCH(QString, drill);
        QFETCH(QString, shown);
        const auto english = qScopeGuard([] { ui::setUiLanguage(QStringLiteral("en")); });
        ui::setUiLanguage(language);
        SandboxStatus status = demo::sandboxReady();
        status.drills << SandboxDrill{drill, {"Bad release", "有缺陷的发布"}, drill, SandboxDrill::End::RolledBack, {},
                                      {}};
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(status);
        QVERIFY(shows(bench.page.get(), shown));
    }

    void injectingAsksFirst()
    {
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(demo::sandboxReady());
        QVERIFY(!shownButton(bench.page.get(), Inject)->isEnabled()); // read-only
        QVERIFY(shows(bench.page.get(), QStringLiteral("arm the session first")));
        bench.arm();
        shownButton(bench.page.get(), Inject)->click();
        QVERIFY(bench.question() != nullptr && bench.question()->isVisible());
        QVERIFY2(bench.question()->text().contains(QStringLiteral("changes the sandbox at once")),
                 qPrintable(bench.question()->text()));
        QVERIFY(bench.drill.injected.isEmpty());
        QTest::keyClick(bench.question(), Qt::Key_Return); // the default changes nothing
        QVERIFY(bench.drill.injected.isEmpty());

        shownButton(bench.page.get(), Inject)->click();
        QTest::keyClick(bench.question(), Qt::Key_Escape);
        QVERIFY(bench.drill.injected.isEmpty());

        shownButton(bench.page.get(), Inject)->click();
        bench.accept();
        QCOMPARE(bench.drill.injected, QStringList{QStringLiteral("bad-release")});
        QVERIFY(!shownButton(bench.page.get(), Inject)->isEnabled()); // one change at a time
        QVERIFY(shows(bench.page.get(), QStringLiteral("Injecting “bad release”")));
        bench.drill.answer(true);
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("“bad release” is active.")));
    }

    /// An id is no description: what is done, and what is to be seen, stands there before it is asked for.
    void everyFaultSaysWhatItDoes()
    {
        Bench bench;
        QVERIFY(bench.show());
        SandboxStatus status = demo::sandboxReady();
        status.availableFaults = faultsOfTheSandbox();
        QVERIFY(status.availableFaults.size() > 10);
        bench.tell(status);
        auto *list = bench.page->findChild<ui::LineList *>();
        QVERIFY(list != nullptr);
        QSet<QString> effects;
        for (int row = 0; row < status.availableFaults.size(); ++row) {
            list->setCurrentIndex(list->model()->index(row, 0));
            const QString id = status.availableFaults.at(row);
            QCOMPARE(list->currentKey(), id);
            const ui::FaultText text = ui::faultText(id);
            QVERIFY2(text.name != id && !text.effect.contains(QStringLiteral("no description")), qPrintable(id));
            QVERIFY2(shows(bench.page.get(), text.effect), qPrintable(id));
            effects << text.effect;
        }
        QCOMPARE(effects.size(), status.availableFaults.size());
        status.availableFaults = {QStringLiteral("from-a-newer-sandbox")};
        bench.tell(status);
        QVERIFY(shows(bench.page.get(), QStringLiteral("has no description")));
    }

    void componentsSayTheirStateInWords()
    {
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(demo::sandboxFailed());
        const auto *table = bench.page->findChild<QTableWidget *>();
        QVERIFY(table != nullptr);
        QCOMPARE(table->item(8, 1)->text(), ui::componentLook(QStringLiteral("failed")).word);
        QVERIFY(!table->item(8, 1)->icon().isNull());
        QVERIFY(table->item(8, 1)->icon().cacheKey() != table->item(0, 1)->icon().cacheKey());
    }

    void anArmingThatRanOutMeanwhileChangesNothing()
    {
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(demo::sandboxReady());
        bench.arm();
        shownButton(bench.page.get(), Inject)->click();
        bench.arming.disarm(QStringLiteral("the time was up"));
        bench.accept();
        QVERIFY(bench.drill.injected.isEmpty());
    }

    void aFailureSaysWhat()
    {
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(demo::sandboxReady());
        bench.arm();
        shownButton(bench.page.get(), Inject)->click();
        bench.accept();
        bench.drill.answer(failure(ErrorKind::ToolFailed, QStringLiteral("the sandbox refused the fault")));
        QTRY_VERIFY(shows(bench.page.get(), QStringLiteral("the sandbox refused the fault")));
        QVERIFY(shownButton(bench.page.get(), Inject)->isEnabled());
    }

    void aViewerChangesNothing()
    {
        Bench bench(true);
        QVERIFY(bench.show());
        SandboxStatus status = demo::sandboxReady();
        status.activeFaults = {QStringLiteral("bad-release")};
        bench.tell(status);
        QVERIFY(!shownButton(bench.page.get(), QStringLiteral("Inject"))->isEnabled());
        QVERIFY(!shownButton(bench.page.get(), Clear)->isEnabled());
    }

    void byKeyboardAlone()
    {
        Bench bench;
        QVERIFY(bench.show());
        bench.tell(demo::sandboxReady());
        bench.arm();
        QCOMPARE(nameless(bench.page.get()), QStringList());
        QWidget *faults = tabTo(bench.page.get(), QStringLiteral("Faults"));
        QVERIFY(faults != nullptr);
        QTest::keyClick(faults, Qt::Key_Down);
        QWidget *inject = tabTo(bench.page.get(), QStringLiteral("Inject “memory leak” into the sandbox"));
        QVERIFY(inject != nullptr);
        QTest::keyClick(inject, Qt::Key_Space);
        QVERIFY(bench.question() != nullptr);
        QVERIFY(QTest::qWaitForWindowActive(bench.question()));
        QTRY_VERIFY(bench.question()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(tabTo(bench.question(), QStringLiteral("Inject “memory leak” into the sandbox")) != nullptr);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(bench.drill.injected, QStringList{QStringLiteral("memory-leak")});
        bench.drill.answer(true);
        QVERIFY(bench.show()); // the keyboard is back from the question
        const QStringList order = tabOrder(bench.page.get());
        QVERIFY2(order.contains(QStringLiteral("Components of the sandbox")), qPrintable(order.join(QLatin1Char('|'))));
    }
};

EDGELINK_GUI_TEST_MAIN(TestDrills)
#include "tst_drills.moc"
