// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/look.h"

#include "widgets/style/consolestyle.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QToolTip>
#include <QWidget>

#include <memory>

namespace edgelink::ui {

namespace {

ThemeKind g_theme = ThemeKind::Dark;

QPalette paletteOf(ThemeKind theme)
{
    const auto of = [theme](Role role) { return themeColor(theme, role); };
    QPalette palette(of(Role::Text), of(Role::Raised), of(Role::Raised), of(Role::Background), of(Role::Line),
                     of(Role::Text), of(Role::OnAction), of(Role::Surface), of(Role::Background));
    palette.setColor(QPalette::AlternateBase, of(Role::Background));
    palette.setColor(QPalette::ButtonText, of(Role::Text));
    palette.setColor(QPalette::Highlight, of(Role::Selection));
    palette.setColor(QPalette::HighlightedText, of(Role::Text));
    palette.setColor(QPalette::Link, of(Role::Action));
    palette.setColor(QPalette::LinkVisited, of(Role::Action));
    palette.setColor(QPalette::PlaceholderText, of(Role::Muted));
    palette.setColor(QPalette::ToolTipBase, of(Role::Raised));
    palette.setColor(QPalette::ToolTipText, of(Role::Text));
    palette.setColor(QPalette::Mid, of(Role::Line));
    palette.setColor(QPalette::Midlight, of(Role::Raised));
    palette.setColor(QPalette::Dark, of(Role::Line));
    palette.setColor(QPalette::Light, of(Role::Raised));
    palette.setColor(QPalette::Shadow, of(Role::Background));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::ButtonText, QPalette::WindowText})
        palette.setColor(QPalette::Disabled, role, of(Role::Muted));
    return palette;
}

QStringList textFamilies()
{
    static const QStringList families{QStringLiteral("Inter"),
                                      QFontDatabase::systemFont(QFontDatabase::GeneralFont).family(),
                                      QStringLiteral("Noto Sans CJK SC")};
    return families;
}

} // namespace

void applyLook(QApplication &application, ThemeKind theme)
{
    g_theme = theme;
    if (dynamic_cast<ConsoleStyle *>(QApplication::style()) == nullptr)
        QApplication::setStyle(std::make_unique<ConsoleStyle>().release()); // the application owns it
    QApplication::setFont(textFont(TextSize::Body));
    QApplication::setPalette(paletteOf(theme));
    QToolTip::setPalette(paletteOf(theme));
    QToolTip::setFont(textFont(TextSize::Small));
    // Qt tells existing widgets only while the event loop runs; a theme must also take before it.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        QEvent change(QEvent::ApplicationPaletteChange);
        QCoreApplication::sendEvent(widget, &change);
    }
    Q_UNUSED(application)
}

ThemeKind currentTheme()
{
    return g_theme;
}

QColor color(Role role)
{
    return themeColor(g_theme, role);
}

QFont textFont(TextSize size, QFont::Weight weight)
{
    QFont font;
    font.setFamilies(textFamilies());
    font.setPixelSize(static_cast<int>(size));
    font.setWeight(weight);
    return font;
}

QFont monospaceFont(TextSize size, QFont::Weight weight)
{
    QFont font;
    font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC")});
    font.setStyleHint(QFont::Monospace);
    // DejaVu's letters are larger than Inter's of the same size.
    font.setPixelSize(static_cast<int>(size) - 1);
    font.setWeight(weight);
    return font;
}

bool motionAllowed()
{
    return QApplication::isEffectEnabled(Qt::UI_General);
}

} // namespace edgelink::ui
