// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/button.h"
#include "widgets/controls/states.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QtTest/QTest>

namespace edgelink::test {

// A page as somebody without a mouse meets it. The page must be shown in an active window.

inline QString accessibleName(QWidget *widget)
{
    // On X11 and Wayland Qt calls a combo box by its value, and what it is for is a relation to a label.
    if (const auto *combo = qobject_cast<QComboBox *>(widget))
        return combo->accessibleName();
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible == nullptr ? QString() : accessible->text(QAccessible::Name);
}

/// What takes the keyboard and has no name, by class; empty: everything has one.
inline QStringList nameless(QWidget *page)
{
    QStringList found;
    const QList<QWidget *> widgets = page->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0 && accessibleName(widget).isEmpty())
            found << QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(" in ")
                    + QString::fromLatin1(widget->parentWidget()->metaObject()->className());
    }
    return found;
}

/// Names of what Tab reaches, in its order, once round, beginning with what has the keyboard.
inline QStringList tabOrder(QWidget *window)
{
    QStringList names;
    QList<QWidget *> seen;
    for (QWidget *at = QApplication::focusWidget(); !seen.contains(at); at = QApplication::focusWidget()) {
        if (at != nullptr) {
            seen << at;
            names << accessibleName(at);
        }
        QTest::keyClick(at != nullptr ? at : window, Qt::Key_Tab);
        if (QApplication::focusWidget() == nullptr)
            break;
    }
    return names;
}

/// Presses Tab until the keyboard is on what is called so; null: it is never reached.
inline QWidget *tabTo(QWidget *window, const QString &name)
{
    for (int presses = 0; presses < 200; ++presses) {
        QWidget *at = QApplication::focusWidget();
        if (at != nullptr && accessibleName(at).startsWith(name))
            return at;
        QTest::keyClick(at != nullptr ? at : window, Qt::Key_Tab);
    }
    return nullptr;
}

inline bool shows(QWidget *page, const QString &text)
{
    const QList<ui::StateLabel *> states = page->findChildren<ui::StateLabel *>();
    for (const ui::StateLabel *label : states) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    const QList<QLabel *> labels = page->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

inline ui::Button *shownButton(QWidget *page, const QString &start)
{
    const QList<ui::Button *> buttons = page->findChildren<ui::Button *>();
    for (ui::Button *button : buttons) {
        if (button->isVisible() && button->text().startsWith(start))
            return button;
    }
    return nullptr;
}

} // namespace edgelink::test
