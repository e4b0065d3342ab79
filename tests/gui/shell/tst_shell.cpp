// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/armdialog.h"
#include "app/shell/commandpalette.h"
#include "app/shell/keycard.h"
#include "app/shell/mainwindow.h"
#include "app/shell/navigationbar.h"
#include "app/shell/sandboxpage.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/environmentband.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/linelist.h"
#include "widgets/style/look.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/wallpage.h"

#include <QAccessible>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>

using namespace edgelink;
using namespace edgelink::shell;

namespace {

struct Shell {
    test::ScriptedMetrics metrics;
    test::ScriptedReleases releases;
    test::ScriptedVerdicts verdicts;
    test::FakeAlerts alerts;
    test::FakeTracker tracker;
    test::FakeDrill drill;
    test::FakeJournal journal;
    std::unique_ptr<MainWindow> window;
    int made = 0;

    explicit Shell(const QString &settings = {}, EnvironmentKind kind = EnvironmentKind::Drill, bool viewer = false)
    {
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        verdicts.onVerdict = [](int) { return Result<Verdict>(demo::verdict()); };
        window = std::make_unique<MainWindow>(settings);
        if (settings.isEmpty())
            window->setLanguage(QStringLiteral("en"));
        open(kind, viewer);
        window->resize(1280, 720);
        window->show();
        window->activateWindow();
    }

    void open(EnvironmentKind kind, bool viewer = false)
    {
        ShellPorts ports;
        ports.metrics = &metrics;
        ports.releases = &releases;
        ports.verdicts = &verdicts;
        ports.alerts = &alerts;
        ports.incidents = &tracker;
        ports.drill = &drill;
        ports.journal = &journal;
        ShellContext context;
        context.environment = demo::environment(kind);
        context.thresholds = demo::thresholds();
        context.actor = QStringLiteral("wang");
        context.environments = {QStringLiteral("drill"), QStringLiteral("production")};
        context.viewer = viewer;
        window->open(ports, context);
        window->addPage({QStringLiteral("releases"), [] { return QStringLiteral("Releases"); }, QStringLiteral("r"),
                         [this](QWidget *parent) {
                             ++made;
                             auto *page = new QWidget(parent);
                             auto *filter = new ui::FilterField(page);
                             filter->setGeometry(10, 10, 200, 32);
                             return page;
                         }});
        window->addPage(
            QStringLiteral("extra"), [] { return QStringLiteral("Extra"); }, new QWidget);
    }

    template<typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        return window->findChild<Dialog *>();
    }
};

ui::Button *buttonStarting(QWidget *parent, const QString &text)
{
    const QList<ui::Button *> buttons = parent->findChildren<ui::Button *>();
    for (ui::Button *button : buttons) {
        if (button->text().startsWith(text) && !button->isHidden())
            return button;
    }
    return nullptr;
}

} // namespace

class TestShell : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::setClock(&demo::now); }
    void cleanupTestCase() { ui::setClock({}); }

    void pagesAreMadeWhenFirstShown()
    {
        Shell shell;
        QCOMPARE(shell.window->currentPage(), QStringLiteral("wall"));
        QCOMPARE(shell.window->pageIds(),
                 (QStringList{QStringLiteral("wall"), QStringLiteral("releases"), QStringLiteral("extra")}));
        QCOMPARE(shell.made, 0);
        shell.window->showPage(QStringLiteral("releases"));
        shell.window->showPage(QStringLiteral("wall"));
        shell.window->showPage(QStringLiteral("releases"));
        QCOMPARE(shell.made, 1);
        shell.window->showPage(QStringLiteral("nowhere"));
        QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));
    }

    void aPageNamesItsFirstControl_data()
    {
        QTest::addColumn<bool>("names");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<QString>("first");
        QTest::newRow("named") << true << true << "list";
        QTest::newRow("named, but not to be seen") << true << false << "button";
        QTest::newRow("not named: never a text field") << false << true << "button";
    }

    void aPageNamesItsFirstControl()
    {
        QFETCH(bool, names);
        QFETCH(bool, shown);
        QFETCH(QString, first);
        Shell shell;
        QTRY_VERIFY(shell.window->isActiveWindow());
        auto *page = new QWidget; // the window takes it
        new ui::FilterField(page);
        auto *button = new ui::Button(page);
        button->setObjectName(QStringLiteral("button"));
        auto *list = new ui::LineList(page);
        list->setObjectName(QStringLiteral("list"));
        list->setVisible(shown);
        if (names)
            page->setFocusProxy(list);
        shell.window->addPage(
            QStringLiteral("named"), [] { return QStringLiteral("Named"); }, page);
        shell.window->showPage(QStringLiteral("releases"));
        shell.window->showPage(QStringLiteral("named"));
        QTRY_VERIFY(QApplication::focusWidget() != nullptr && page->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(QApplication::focusWidget()->objectName(), first);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_G);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("wall"));
    }

    void keysMoveAndEscapeGoesBack()
    {
        Shell shell;
        QTRY_VERIFY(shell.window->isActiveWindow());
        QTest::keyClick(shell.window.get(), Qt::Key_G);
        QTest::keyClick(shell.window.get(), Qt::Key_R);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));
        QTest::keyClick(shell.window.get(), Qt::Key_Slash);
        auto *filter = shell.window->page(QStringLiteral("releases"))->findChild<ui::FilterField *>();
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("gr?/")); // letters are text here, not keys of the window
        QCOMPARE(filter->text(), QStringLiteral("gr?/"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(filter->text().isEmpty());
        QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));
        QTest::keyClick(shell.window.get(), Qt::Key_Escape);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("wall"));
        QTest::keyClick(shell.window.get(), Qt::Key_Escape);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("wall"));
    }

    void paletteFindsAndActs()
    {
        Shell shell;
        QTRY_VERIFY(shell.window->isActiveWindow());
        QTest::keyClick(shell.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = shell.dialog<CommandPalette>();
        QVERIFY(palette != nullptr && palette->isVisible());
        QVERIFY(palette->isAncestorOf(QApplication::focusWidget()));
        QSet<QString> ids;
        for (const ShellAction &action : shell.window->actions()) {
            QVERIFY2(!ids.contains(action.id), qPrintable(action.id));
            ids << action.id;
            QVERIFY(!action.title().isEmpty());
        }
        QVERIFY(palette->list()->lines().size() >= 20);
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClicks(edit, QStringLiteral("REL go"));
        QCOMPARE(palette->list()->lines().size(), 1);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));

        shell.window->openPalette();
        QSignalSpy environments(shell.window.get(), &MainWindow::environmentRequested);
        QTRY_COMPARE(shell.window->findChildren<CommandPalette *>().size(), 1);
        edit = shell.dialog<CommandPalette>()->findChild<QLineEdit *>();
        QTest::keyClicks(edit, QStringLiteral("zzzz"));
        QTest::keyClick(edit, Qt::Key_Return); // nothing found, nothing done
        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("environment production"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(shell.dialog<CommandPalette>() == nullptr);
        QCOMPARE(environments.size(), 1);
        QCOMPARE(environments.first().first().toString(), QStringLiteral("production"));
    }

    void escapeDismissesThePaletteAndNothingElse()
    {
        Shell shell;
        QTRY_VERIFY(shell.window->isActiveWindow());
        shell.window->showPage(QStringLiteral("releases"));
        QWidget *before = QApplication::focusWidget();
        QVERIFY(before != nullptr);
        shell.window->openPalette();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(shell.dialog<CommandPalette>() == nullptr);
        QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void keyCardNamesTheKeys()
    {
        Shell shell;
        QTRY_VERIFY(shell.window->isActiveWindow());
        QTest::keyClick(shell.window.get(), Qt::Key_Question);
        auto *card = shell.dialog<KeyCard>();
        QVERIFY(card != nullptr);
        QStringList texts;
        const QList<QLabel *> labels = card->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts << label->text();
        for (const char *key : {"g w", "g r", "Ctrl+K", "/", "?", "Esc"})
            QVERIFY2(texts.contains(QString::fromLatin1(key)), key);
    }

    void armingIsOnTheRecordFirst()
    {
        Shell shell;
        QVERIFY(!shell.window->arming()->isArmed());
        shell.window->openArmDialog();
        auto *dialog = shell.dialog<ArmDialog>();
        QSignalSpy armed(shell.window.get(), &MainWindow::armed);
        buttonStarting(dialog, QStringLiteral("Arm sandbox for"))->click();
        QTRY_VERIFY(shell.window->arming()->isArmed());
        QCOMPARE(armed.size(), 1);
        const QList<JournalEvent> events = shell.journal.events(QString::fromLatin1(journalkind::Armed));
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().draft.actor, QStringLiteral("wang"));
        QCOMPARE(events.first().draft.stream, QStringLiteral("drill"));
        shell.open(EnvironmentKind::Staging);
        QVERIFY(!shell.window->arming()->isArmed());
        const QList<JournalEvent> ended = shell.journal.events(QString::fromLatin1(journalkind::Disarmed));
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended.first().draft.environment, QStringLiteral("drill"));
    }

    void whatCannotBeRecordedStaysReadOnly()
    {
        Shell shell;
        shell.journal.failWith(Error{ErrorKind::Io, QStringLiteral("the disk is full"), {}, {}, {}});
        shell.window->openArmDialog();
        auto *dialog = shell.dialog<ArmDialog>();
        buttonStarting(dialog, QStringLiteral("Arm sandbox for"))->click();
        const auto says = [dialog] {
            const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
                return label->text().contains(QStringLiteral("the disk is full"));
            });
        };
        QTRY_VERIFY(says());
        QVERIFY(!shell.window->arming()->isArmed());
    }

    void aFailingRecordDisarmsAndMovesNothing()
    {
        Shell shell;
        shell.window->arming()->arm(std::chrono::minutes(5));
        const QRect wall = shell.window->wall()->geometry();
        emit shell.journal.failed({ErrorKind::Io, QStringLiteral("the disk is full"), {}, {}, {}});
        QTRY_VERIFY(!shell.window->arming()->isArmed());
        QCOMPARE(shell.window->wall()->geometry(), wall);
    }

    void productionIsArmedByTyping()
    {
        Shell shell({}, EnvironmentKind::Production);
        shell.window->openArmDialog();
        auto *dialog = shell.dialog<ArmDialog>();
        auto *edit = dialog->findChild<QLineEdit *>();
        QVERIFY(edit != nullptr);
        ui::Button *arm = buttonStarting(dialog, QStringLiteral("Arm edgelink-eu-west-1 for"));
        QVERIFY(arm != nullptr && !arm->isEnabled());
        QTest::keyClicks(edit, QStringLiteral("edge-link-production"));
        QVERIFY(arm->isEnabled());
        arm->click();
        QTRY_VERIFY(shell.window->arming()->isArmed());
    }

    void aViewerCanOnlyLook()
    {
        Shell shell({}, EnvironmentKind::Drill, true);
        QTRY_COMPARE(shell.window->wall()->suspects()->targetRevision(), 2);
        QVERIFY(!shell.window->wall()->suspects()->rollBackButton()->isEnabled());
        shell.window->openArmDialog();
        QVERIFY(shell.dialog<ArmDialog>() == nullptr);
        for (const ShellAction &action : shell.window->actions()) {
            if (action.id == QLatin1String("arm") || action.id == QLatin1String("roll-back"))
                QVERIFY(!action.blocked().isEmpty());
        }
    }

    void incidentReachesTheBand()
    {
        Shell shell;
        QSignalSpy requests(shell.window.get(), &MainWindow::incidentRequested);
        emit shell.tracker.incidentChanged(demo::incident());
        auto *band = shell.window->findChild<ui::EnvironmentBand *>();
        QTRY_VERIFY(band->accessibleDescription().contains(QStringLiteral("7:42 of RTO 30:00")));
        for (QPushButton *button : band->findChildren<QPushButton *>()) {
            if (button->text() == demo::incident().id)
                button->click();
        }
        QCOMPARE(requests.size(), 1);
    }

    void remembersPerEnvironment()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("shell.ini"));
        {
            Shell shell(file);
            shell.window->setLanguage(QStringLiteral("zh_CN"));
            shell.window->setTheme(ui::ThemeKind::Light);
            shell.window->showPage(QStringLiteral("releases"));
            shell.window->close();
        }
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        {
            Shell shell(file);
            QCOMPARE(shell.window->language(), QStringLiteral("zh_CN"));
            QCOMPARE(int(ui::currentTheme()), int(ui::ThemeKind::Light));
            QCOMPARE(shell.window->currentPage(), QStringLiteral("releases"));
            shell.open(EnvironmentKind::Production);
            QCOMPARE(shell.window->currentPage(), QStringLiteral("wall"));
            shell.window->setTheme(ui::ThemeKind::Dark);
            shell.window->setLanguage(QStringLiteral("en"));
        }
    }

    void sandboxComesUpInAPage()
    {
        test::FakeDrill drill;
        MainWindow window;
        window.setLanguage(QStringLiteral("en"));
        window.showSandbox(&drill);
        window.show();
        QSignalSpy ready(&window, &MainWindow::sandboxReady);
        auto *page = window.findChild<SandboxPage *>();
        QVERIFY(page->isVisible());
        emit drill.statusChanged(demo::sandboxComing());
        QVERIFY(buttonStarting(page, QStringLiteral("Start the sandbox")) == nullptr);
        emit drill.statusChanged(demo::sandboxFailed());
        ui::Button *retry = buttonStarting(page, QStringLiteral("Start the sandbox"));
        QVERIFY(retry != nullptr);
        retry->click();
        QCOMPARE(drill.retries, 1);
        QCOMPARE(ready.size(), 0);
        SandboxStatus done = demo::sandboxReady();
        done.drills << SandboxDrill{
            done.scenario, {"Bad release", "有缺陷的发布"}, done.scenario, SandboxDrill::End::RolledBack, {}, {}};
        done.consoleConfiguration = QStringLiteral("console.yaml");
        emit drill.statusChanged(done);
        emit drill.statusChanged(done);
        QCOMPARE(ready.size(), 1);
        QCOMPARE(ready.first().first().toString(), QStringLiteral("console.yaml"));
        const auto says = [page](const QString &text) {
            const QList<QLabel *> labels = page->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == text; });
        };
        QVERIFY(says(QStringLiteral("Preparing the drill “Bad release”")));
        window.setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(says(QStringLiteral("正在准备演练“有缺陷的发布”")));
        window.setLanguage(QStringLiteral("en"));
    }

    void aFailedSandboxSaysWhy_data()
    {
        QTest::addColumn<QString>("component"); // that failed
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("says");
        QTest::newRow("a component") << QStringLiteral("prometheus") << QStringLiteral("prometheus: storage")
                                     << QStringLiteral("prometheus did not come up. Its last line says why; starting "
                                                       "again begins afresh, and only the tools that were built stay.");
        QTest::newRow("before there are any") << QString() << QStringLiteral("no free port")
                                              << QStringLiteral("The sandbox did not come up: no free port");
        QTest::newRow("nobody knows") << QString() << QString() << QStringLiteral("The sandbox did not come up.");
    }

    void aFailedSandboxSaysWhy()
    {
        QFETCH(QString, component);
        QFETCH(QString, error);
        QFETCH(QString, says);
        SandboxStatus status;
        status.present = true;
        status.phase = QStringLiteral("failed");
        status.error = error;
        if (!component.isEmpty())
            status.components << SandboxComponent{component, QStringLiteral("failed"), {}, QStringLiteral("storage")};
        SandboxPage page(nullptr, false);
        page.setStatus(status);
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == says; }));
    }

    void fitsTheSmallestScreenInBothLanguages()
    {
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            Shell shell;
            shell.window->setLanguage(language);
            for (const char *more : {"runs", "timeline", "report", "drills"})
                shell.window->addPage(
                    QString::fromLatin1(more), [more] { return QString::fromLatin1(more); }, new QWidget);
            shell.window->resize(1280, 720);
            QCOMPARE(shell.window->size(), QSize(1280, 720));
            const auto *bar = shell.window->findChild<NavigationBar *>();
            QVERIFY2(bar->minimumSizeHint().width() <= 1280, qPrintable(language));
        }
        Shell back;
        back.window->setLanguage(QStringLiteral("en"));
    }

    void everythingFocusableHasAName()
    {
        Shell shell;
        emit shell.tracker.incidentChanged(demo::incident());
        shell.window->openArmDialog();
        shell.window->wall()->declareIncident();
        shell.window->wall()->openDetail(QStringLiteral("cpu"));
        const QWidgetList widgets = QApplication::allWidgets();
        int checked = 0;
        for (QWidget *widget : widgets) {
            if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0)
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible != nullptr && !accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(" in ")
                                + QString::fromLatin1(widget->parentWidget() != nullptr
                                                          ? widget->parentWidget()->metaObject()->className()
                                                          : "nothing")));
            ++checked;
        }
        QVERIFY(checked > 25);
    }
};

EDGELINK_GUI_TEST_MAIN(TestShell)
#include "tst_shell.moc"
