// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/button.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/look.h"

#include <utility>

namespace edgelink::ui {

Button::Button(QWidget *parent)
    : Button({}, Kind::Plain, parent)
{
}

Button::Button(const QString &text, Kind kind, QWidget *parent)
    : QPushButton(parent)
{
    setAutoDefault(false);
    setKind(kind);
    setPlainText(text);
}

void Button::setKind(Kind kind)
{
    static constexpr const char *Names[] = {"plain", "primary", "link", "quiet"};
    setProperty(ConsoleStyle::ButtonKindProperty, QString::fromLatin1(Names[static_cast<int>(kind)]));
    const bool flat = kind == Kind::Link || kind == Kind::Quiet;
    setFont(textFont(kind == Kind::Link ? TextSize::Small : TextSize::Body,
                     kind == Kind::Quiet      ? QFont::Normal
                         : kind == Kind::Link ? QFont::Medium
                                              : QFont::DemiBold));
    setCursor(flat ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setMinimumHeight(flat ? 0 : ControlHeight);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed); // a verb without its object is no label: never clipped
    updateGeometry();
    update();
}

void Button::setBlocked(const QString &reason)
{
    const bool blocks = !reason.isEmpty();
    // Disabled, it would hand the keyboard to whatever comes next, and the next press would be that one's.
    if (blocks && hasFocus()) {
        clearFocus();
        m_hadKeyboard = true;
    }
    setEnabled(!blocks);
    if (!blocks && std::exchange(m_hadKeyboard, false) && isVisible() && window()->focusWidget() == nullptr)
        setFocus(Qt::OtherFocusReason);
    setToolTip(reason.toHtmlEscaped());
    setAccessibleDescription(reason);
    if (reason == m_blockedReason)
        return;
    m_blockedReason = reason;
    emit blockedChanged(reason);
}

void Button::setPlainText(const QString &text)
{
    QString shown = text;
    shown.replace(QLatin1Char('&'), QLatin1String("&&"));
    setText(shown);
    setAccessibleName(text);
}

} // namespace edgelink::ui

#include "moc_button.cpp"
