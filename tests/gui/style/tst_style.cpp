// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testsink.h"
#include "widgets/style/look.h"
#include "widgets/style/painting.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace edgelink;
using namespace edgelink::ui;

namespace {

struct Pair {
    const char *name;
    Role front;
    Role back;
    double minimum;
};

constexpr double ForText = 4.5;
constexpr double ForMeaning = 3.0;

const QList<Pair> &pairs()
{
    static const QList<Pair> all = [] {
        QList<Pair> list;
        for (const Role back : {Role::Background, Role::Surface, Role::Raised, Role::Selection}) {
            for (const Role front :
                 {Role::Text, Role::Muted, Role::Action, Role::Alarm, Role::Caution, Role::Good, Role::Unknown})
                list << Pair{"text", front, back, ForText};
            list << Pair{"outline", Role::Control, back, ForMeaning};
        }
        list << Pair{"primary button", Role::OnAction, Role::Action, ForText}
             << Pair{"ring on primary button", Role::Text, Role::Background, ForMeaning}
             << Pair{"breach curve", Role::Alarm, Role::AlarmTint, ForText}
             << Pair{"text on tint", Role::Text, Role::AlarmTint, ForText}
             << Pair{"hatched", Role::Unknown, Role::Hatch, ForText}
             << Pair{"hatched", Role::Text, Role::Hatch, ForText} << Pair{"hatched", Role::Muted, Role::Hatch, ForText}
             << Pair{"terminal", Role::TerminalText, Role::Terminal, ForText}
             << Pair{"terminal", Role::TerminalMuted, Role::Terminal, ForText}
             << Pair{"band", Role::BandProductionText, Role::BandProduction, ForText}
             << Pair{"band", Role::BandProductionMuted, Role::BandProduction, ForText}
             << Pair{"band", Role::BandDrText, Role::BandDr, ForText}
             << Pair{"band", Role::BandDrMuted, Role::BandDr, ForText}
             << Pair{"band", Role::BandStagingText, Role::BandStaging, ForText}
             << Pair{"band", Role::BandStagingMuted, Role::BandStaging, ForText};
        for (const Role back : {Role::BandDrill, Role::BandDrillStripe}) {
            for (const Role front : {Role::BandDrillText, Role::BandDrillMuted, Role::Alarm})
                list << Pair{"drill band", front, back, ForText};
        }
        for (const Role back : {Role::DiffAdded, Role::DiffAddedWord, Role::DiffRemoved, Role::DiffRemovedWord})
            list << Pair{"diff", Role::Text, back, ForText};
        return list;
    }();
    return all;
}

} // namespace

class TestStyle : public test::Suite
{
    Q_OBJECT

private slots:
    void contrast_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<int>("front");
        QTest::addColumn<int>("back");
        QTest::addColumn<double>("minimum");
        for (const ThemeKind theme : {ThemeKind::Dark, ThemeKind::Light}) {
            for (const Pair &pair : pairs())
                QTest::addRow("%s %d: role %d on %d", pair.name, int(theme), int(pair.front), int(pair.back))
                    << int(theme) << int(pair.front) << int(pair.back) << pair.minimum;
        }
    }

    void contrast()
    {
        QFETCH(int, theme);
        QFETCH(int, front);
        QFETCH(int, back);
        QFETCH(double, minimum);
        const auto kind = ThemeKind(theme);
        // Translucent roles lie on a surface.
        const QColor ground = blended(themeColor(kind, Role(back)), themeColor(kind, Role::Surface));
        const double ratio = contrastRatio(themeColor(kind, Role(front)), ground);
        QVERIFY2(ratio >= minimum, qPrintable(QStringLiteral("%1, wanted %2").arg(ratio).arg(minimum)));
    }

    void everyRoleHasItsOwnRow()
    {
        for (int role = 0; role < int(Role::Count); ++role)
            QVERIFY(themeColor(ThemeKind::Dark, Role(role)).isValid());
    }

    void themeReachesWidgets()
    {
        applyLook(*qApp, ThemeKind::Dark);
        QLineEdit edit;
        QCOMPARE(edit.palette().color(QPalette::Base), themeColor(ThemeKind::Dark, Role::Surface));
        applyLook(*qApp, ThemeKind::Light);
        QCOMPARE(edit.palette().color(QPalette::Base), themeColor(ThemeKind::Light, Role::Surface));
        QCOMPARE(color(Role::Alarm), themeColor(ThemeKind::Light, Role::Alarm));
        QVERIFY(qApp->font().families().contains(QStringLiteral("Noto Sans CJK SC")));
    }

    void digitsTakeEqualRoom()
    {
        const QFontMetricsF metrics(textFont(TextSize::Value, QFont::Bold));
        QCOMPARE(tabularWidth(metrics, QStringLiteral("1:11")), tabularWidth(metrics, QStringLiteral("0:48")));
        QVERIFY(tabularWidth(metrics, QStringLiteral("12")) > tabularWidth(metrics, QStringLiteral("1")));
        QCOMPARE(tabularWidth(metrics, {}), 0.0);
    }

    void whatIsTypedIntoIsOutlinedAsAField_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<bool>("lines"); // several
        QTest::addColumn<bool>("readOnly");
        for (const ThemeKind theme : {ThemeKind::Dark, ThemeKind::Light}) {
            const char *name = theme == ThemeKind::Dark ? "dark" : "light";
            QTest::addRow("%s, one line", name) << int(theme) << false << false;
            QTest::addRow("%s, several lines", name) << int(theme) << true << false;
            QTest::addRow("%s, only to be read", name) << int(theme) << true << true;
        }
    }

    void whatIsTypedIntoIsOutlinedAsAField()
    {
        QFETCH(int, theme);
        QFETCH(bool, lines);
        QFETCH(bool, readOnly);
        applyLook(*qApp, ThemeKind(theme));
        QWidget window;
        QWidget *field = nullptr;
        if (lines) {
            auto *edit = new QPlainTextEdit(&window);
            edit->setReadOnly(readOnly);
            field = edit;
        } else {
            field = new QLineEdit(&window);
        }
        field->setGeometry(10, 10, 200, 60);
        QPushButton button(&window); // has the keyboard
        button.setGeometry(10, 100, 90, 32);
        window.resize(300, 200);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        button.setFocus();
        const QImage shown = field->grab().toImage();
        const QColor outline = shown.pixelColor(0, shown.height() / 2);
        QCOMPARE(outline.name(), color(readOnly ? Role::Line : Role::Control).name());
    }

    void focusIsVisible()
    {
        for (const ThemeKind theme : {ThemeKind::Dark, ThemeKind::Light}) {
            applyLook(*qApp, theme);
            for (const QString &kind : {QStringLiteral("plain"), QStringLiteral("primary"), QStringLiteral("link")}) {
                QWidget window;
                QPushButton other(QStringLiteral("x"), &window);
                QPushButton button(QStringLiteral("Copy"), &window);
                button.setProperty("buttonKind", kind);
                other.setGeometry(0, 0, 40, 32);
                button.setGeometry(50, 0, 90, 32);
                window.show();
                QVERIFY(QTest::qWaitForWindowExposed(&window));
                window.activateWindow();
                other.setFocus();
                const QImage without = button.grab().toImage();
                button.setFocus();
                QTRY_VERIFY(button.hasFocus());
                const QImage with = button.grab().toImage();
                QVERIFY2(without != with, qPrintable(kind));
            }
        }
    }
};

EDGELINK_GUI_TEST_MAIN(TestStyle)
#include "tst_style.moc"
