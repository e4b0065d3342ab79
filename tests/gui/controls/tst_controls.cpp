// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/commandline.h"
#include "widgets/controls/environmentband.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/label.h"
#include "widgets/controls/monospaceview.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/statepane.h"
#include "widgets/controls/states.h"
#include "widgets/controls/timelabels.h"
#include "widgets/controls/typedconfirmation.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>

using namespace edgelink;
using namespace edgelink::ui;

namespace {

const QDateTime Now(QDate(2026, 11, 23), QTime(14, 41, 52), Qt::UTC);

Environment environment(EnvironmentKind kind)
{
    Environment value;
    value.kind = kind;
    value.name = QStringLiteral("drill");
    value.cluster = QStringLiteral("sandbox");
    value.nameSpace = QStringLiteral("edgelink-prod");
    value.release = QStringLiteral("edge-link-production");
    return value;
}

} // namespace

class TestControls : public test::Suite
{
    Q_OBJECT

private slots:
    void aCompressedClockIsWrittenInTheBand_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("cluster");
        QTest::newRow("1280") << 1280 << "sandbox";
        QTest::newRow("1920") << 1920 << "sandbox";
        QTest::newRow("1280, long names")
            << 1280 << "arn:aws:eks:eu-west-1:123456789012:cluster/edgelink-production-blue-with-a-very-long-name";
    }

    /// A drill whose windows are short must never pass for the real clock: it is painted, and spoken.
    void aCompressedClockIsWrittenInTheBand()
    {
        QFETCH(int, width);
        QFETCH(QString, cluster);
        Environment environment;
        environment.kind = EnvironmentKind::Drill;
        environment.name = QStringLiteral("drill");
        environment.cluster = cluster;
        environment.nameSpace = QStringLiteral("edgelink-prod");
        environment.release = QStringLiteral("edge-link-production");
        EnvironmentBand band;
        band.resize(width, band.sizeHint().height());
        const auto picture = [&](double compression) {
            environment.timeCompression = compression;
            band.setEnvironment(environment);
            return band.grab().toImage();
        };
        const QImage exact = picture(1);
        QVERIFY(!band.accessibleName().contains(QStringLiteral("windows")));
        const QImage twenty = picture(20);
        QVERIFY2(band.accessibleName().contains(QStringLiteral("windows ×20 faster")),
                 qPrintable(band.accessibleName()));
        QVERIFY(twenty != exact);
        QVERIFY(picture(30) != twenty); // the factor itself is written, not only that there is one
        QCOMPARE(picture(1), exact);
    }

    void initTestCase()
    {
        applyLook(*qApp, ThemeKind::Dark);
        setClock([] { return Now; });
    }

    void cleanupTestCase() { setClock({}); }

    void times_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("clock") << clockText(462) << "7:42";
        QTest::newRow("clock of hours") << clockText(4062) << "1:07:42";
        QTest::newRow("clock never negative") << clockText(-5) << "0:00";
        QTest::newRow("age now") << ageText(0) << "now";
        QTest::newRow("age of the future") << ageText(-9) << "now";
        QTest::newRow("age seconds") << ageText(42) << "42 s ago";
        QTest::newRow("age minutes") << ageText(12 * 60) << "12 min ago";
        QTest::newRow("age hours") << ageText(26 * 3600) << "26 h ago";
        QTest::newRow("age days") << ageText(5 * 86400) << "5 d ago";
        QTest::newRow("today") << timeText(Now.addSecs(-60)) << "14:40:52";
        QTest::newRow("another day") << timeText(Now.addDays(-1)) << "11-22 14:41:52";
        QTest::newRow("no time") << timeText({}) << "–";
    }

    void times()
    {
        QFETCH(QString, made);
        QFETCH(QString, wanted);
        QCOMPARE(made, wanted);
    }

    void foreignTextStaysText()
    {
        const QString hostile = QStringLiteral("<b>x</b><img src=file:///etc/passwd>");
        Label label(hostile);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        StatePane pane;
        pane.showError({ErrorKind::BadReply, hostile, hostile, hostile, hostile});
        for (const QLabel *inner : pane.findChildren<QLabel *>())
            QCOMPARE(inner->textFormat(), Qt::PlainText);
    }

    void everyStateDiffersWithoutColour()
    {
        QSet<int> glyphs;
        QSet<QString> words;
        for (int i = 0; i <= int(TriggerState::Error); ++i) {
            const StateLook look = stateLook(TriggerState(i));
            glyphs << int(look.glyph);
            words << look.word;
            QCOMPARE(look.hatched, look.role == Role::Unknown);
        }
        QCOMPARE(glyphs.size(), int(TriggerState::Error) + 1);
        QCOMPARE(words.size(), int(TriggerState::Error) + 1);
        glyphs.clear();
        for (int i = 0; i <= int(StepState::Unknown); ++i)
            glyphs << int(stateLook(StepState(i)).glyph);
        QCOMPARE(glyphs.size(), int(StepState::Unknown) + 1);
        QVERIFY(stateLook(FactState::Unknown).role != Role::Good);
        QVERIFY(stateLook(Outcome::Unknown).role != Role::Good);
    }

    void everyGlyphPaintsSomething()
    {
        QSet<QByteArray> shapes;
        for (int i = int(Glyph::Dot); i <= int(Glyph::Ring); ++i) {
            GlyphLabel label;
            label.setGlyph(Glyph(i), Role::Text);
            label.resize(16, 16);
            const QImage image = label.grab().toImage().convertToFormat(QImage::Format_RGB32);
            shapes << QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
            QVERIFY(!glyphText(Glyph(i)).isEmpty());
        }
        QCOMPARE(shapes.size(), int(Glyph::Ring) - int(Glyph::Dot) + 1);
    }

    void bandNamesItsTarget_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("production") << int(EnvironmentKind::Production) << "PRODUCTION";
        QTest::newRow("dr") << int(EnvironmentKind::DisasterRecovery) << "DISASTER RECOVERY";
        QTest::newRow("staging") << int(EnvironmentKind::Staging) << "STAGING";
        QTest::newRow("drill") << int(EnvironmentKind::Drill) << "DRILL";
    }

    void bandNamesItsTarget()
    {
        QFETCH(int, kind);
        QFETCH(QString, word);
        EnvironmentBand band;
        band.setEnvironment(environment(EnvironmentKind(kind)));
        QCOMPARE(band.kindWord(), word);
        for (const QString &part :
             {word, QStringLiteral("sandbox"), QStringLiteral("edgelink-prod"), QStringLiteral("edge-link-production")})
            QVERIFY2(band.accessibleName().contains(part), qPrintable(band.accessibleName()));
    }

    void bandShowsIncidentAndArming()
    {
        EnvironmentBand band;
        Arming arming;
        arming.setEnvironment(QStringLiteral("drill"));
        band.resize(1280, BandHeight);
        band.setEnvironment(environment(EnvironmentKind::Drill));
        band.setArming(&arming);
        Incident incident;
        incident.id = QStringLiteral("INC-2026-1123-001");
        incident.impactStart = Now.addSecs(-462);
        band.setIncident(incident);
        QVERIFY(band.accessibleDescription().contains(QStringLiteral("7:42 of RTO 30:00")));
        incident.impactStart = Now.addSecs(-1900);
        band.setIncident(incident);
        QVERIFY(band.accessibleDescription().contains(QStringLiteral("past RTO 30:00")));

        QSignalSpy requests(&arming, &Arming::armRequested);
        QSignalSpy armed(&arming, &Arming::armed);
        QSignalSpy disarmed(&arming, &Arming::disarmed);
        QPushButton *button = nullptr;
        for (QPushButton *candidate : band.findChildren<QPushButton *>()) {
            if (candidate->text().contains(QStringLiteral("Arm")))
                button = candidate;
        }
        QVERIFY(button != nullptr);
        QCOMPARE(button->text(), QStringLiteral("Read-only · Arm…"));
        button->click();
        QCOMPARE(requests.size(), 1);
        QVERIFY(!arming.isArmed());
        arming.arm(std::chrono::minutes(5));
        QCOMPARE(button->text(), QStringLiteral("Armed 5:00"));
        QCOMPARE(armed.size(), 1);
        arming.setEnvironment(QStringLiteral("production"));
        QCOMPARE(disarmed.size(), 1);
        QCOMPARE(disarmed.first().first().toString(), QStringLiteral("drill"));
        QVERIFY(!arming.blockedReason().isEmpty());
        arming.setViewer(true);
        arming.arm(std::chrono::minutes(5));
        QVERIFY(!arming.isArmed());
        QVERIFY(!button->isEnabled());
    }

    void armingEndsByItself()
    {
        Arming arming;
        QSignalSpy disarmed(&arming, &Arming::disarmed);
        arming.arm(std::chrono::seconds(1));
        QTRY_COMPARE_WITH_TIMEOUT(disarmed.size(), 1, 5000);
        QVERIFY(!arming.isArmed());
    }

    void nothingIsConfirmedUntyped()
    {
        TypedConfirmation confirmation;
        Arming arming;
        confirmation.setArming(&arming);
        confirmation.setName(QStringLiteral("edge-link-production"), QStringLiteral("sandbox"));
        confirmation.setAction(QStringLiteral("Roll back edge-link-production to revision 2"));
        confirmation.show();
        QSignalSpy confirmed(&confirmation, &TypedConfirmation::confirmed);
        auto *edit = confirmation.findChild<QLineEdit *>();
        Button *button = nullptr;
        for (Button *candidate : confirmation.findChildren<Button *>()) {
            if (candidate->text().startsWith(QStringLiteral("Roll back")))
                button = candidate;
        }
        QVERIFY(button != nullptr && edit != nullptr);
        QTest::keyClicks(edit, QStringLiteral("edge-link-production"));
        QVERIFY2(!button->isEnabled(), "read-only");
        arming.arm(std::chrono::minutes(1));
        QVERIFY(button->isEnabled());
        confirmation.setBlocked(QStringLiteral("a pre-flight check failed"));
        QVERIFY(!button->isEnabled());
        confirmation.setBlocked({});
        confirmation.clear();
        for (const QString &wrong :
             {QStringLiteral("edge-link-Production"), QStringLiteral("edge-link"), QStringLiteral(" sandbox")}) {
            edit->clear();
            QTest::keyClicks(edit, wrong);
            QVERIFY2(!button->isEnabled(), qPrintable(wrong));
            QTest::keyClick(edit, Qt::Key_Return);
        }
        QCOMPARE(confirmed.size(), 0);
        edit->clear();
        QGuiApplication::clipboard()->setText(QStringLiteral("sandbox"));
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(edit->text().isEmpty());
        QTest::keyClicks(edit, QStringLiteral("sandbox"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(confirmed.size(), 1);
        QCOMPARE(confirmed.first().first().toString(), QStringLiteral("sandbox"));
    }

    void outputFollowsOnlyAtTheEnd()
    {
        MonospaceView view;
        view.resize(300, 120);
        view.show();
        QStringList lines;
        for (int i = 0; i < 200; ++i)
            lines << QString::number(i);
        view.appendLines(lines);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        view.verticalScrollBar()->setValue(20);
        view.appendLines(lines);
        QCOMPARE(view.verticalScrollBar()->value(), 20);
        view.setMaximumLines(50);
        view.appendLines(lines);
        QVERIFY(view.blockCount() <= 50);
    }

    void commandIsCopiedWhole()
    {
        CommandLine line;
        const QString command = QStringLiteral("helm rollback edge-link-production 2 --wait --timeout 5m");
        line.setCommand(command);
        line.findChild<Button *>()->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), command);
    }

    void whyAButtonIsBlockedStandsBesideIt_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::newRow("short") << QStringLiteral("Choose a revision.");
        QTest::newRow("Chinese") << QStringLiteral("请选择修订版。");
        QTest::newRow("longer than the line") << QStringLiteral("A sentence that has no end. ").repeated(20);
        QTest::newRow("of somebody else") << QStringLiteral("<b>helm</b> & co");
    }

    void whyAButtonIsBlockedStandsBesideIt()
    {
        QFETCH(QString, reason);
        QWidget page;
        auto *layout = new QHBoxLayout(&page);
        Button button(QStringLiteral("Go on"), Button::Kind::Primary);
        ReasonLine line(&button);
        Label beside(QStringLiteral("beside it"));
        layout->addWidget(&line, 1);
        layout->addWidget(&beside, 1);
        layout->addWidget(&button);
        page.resize(400, 60);
        page.show();
        const QList<QRect> places{line.geometry(), beside.geometry(), button.geometry()};
        QVERIFY(line.text().isEmpty());
        button.setBlocked(reason);
        QVERIFY(!button.isEnabled());
        QCOMPARE(line.text(), reason);
        QCOMPARE(line.role(), Role::Muted);
        QCoreApplication::processEvents();
        const QList<QRect> now{line.geometry(), beside.geometry(), button.geometry()};
        QCOMPARE(now, places); // nothing moves for it
        QVERIFY(line.height() >= QFontMetrics(line.font()).height());
        QCOMPARE(ReasonLine(&button).text(), reason); // also where it was blocked before
        button.setBlocked({});
        QVERIFY(button.isEnabled());
        QVERIFY(line.text().isEmpty());
    }

    /// Whoever pressed it waits for what comes of it: the next press must not be some other button's.
    void aBlockedButtonKeepsTheKeyboardToItself()
    {
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        auto *check = new Button(QStringLiteral("Check again"), Button::Kind::Plain, &window);
        auto *rollBack = new Button(QStringLiteral("Roll back"), Button::Kind::Primary, &window);
        row->addWidget(check);
        row->addWidget(rollBack);
        QSignalSpy rolledBack(rollBack, &Button::clicked);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        check->setFocus();
        QTRY_VERIFY(check->hasFocus());
        check->setBlocked(QStringLiteral("the facts are being collected"));
        QVERIFY(!rollBack->hasFocus());
        check->setBlocked(QStringLiteral("still"));
        check->setBlocked({});
        QVERIFY(check->hasFocus());
        check->setBlocked(QStringLiteral("again"));
        QTest::keyClick(&window, Qt::Key_Tab); // whoever goes elsewhere meanwhile stays there
        QVERIFY(rollBack->hasFocus());
        check->setBlocked({});
        QVERIFY(rollBack->hasFocus());
        QCOMPARE(rolledBack.size(), 0);
    }

    void ampersandsAreNotMnemonics()
    {
        Button button;
        button.setPlainText(QStringLiteral("Roll back a&b"));
        QVERIFY(button.shortcut().isEmpty());
        QCOMPARE(button.accessibleName(), QStringLiteral("Roll back a&b"));
    }

    void filterClearsBeforeItLeaves()
    {
        QWidget page;
        FilterField field(&page);
        QSignalSpy changed(&field, &FilterField::filterChanged);
        QTest::keyClicks(&field, QStringLiteral("abc "));
        QCOMPARE(changed.last().first().toString(), QStringLiteral("abc"));
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
    }

    void agesTickAndSayExactly()
    {
        AgeLabel age;
        age.setTime(Now.addSecs(-4));
        QCOMPARE(age.text(), QStringLiteral("4 s ago"));
        QVERIFY(age.toolTip().contains(QStringLiteral("2026-11-23 14:41:48 UTC")));
        ElapsedLabel elapsed;
        elapsed.setSpan(Now.addSecs(-24));
        elapsed.setLimit(std::chrono::minutes(5));
        QCOMPARE(elapsed.text(), QStringLiteral("0:24 of 5:00"));
    }
};

EDGELINK_GUI_TEST_MAIN(TestControls)
#include "tst_controls.moc"
