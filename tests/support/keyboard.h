// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/button.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QtTest/QTest>

namespace edgelink::test {

// A page as somebody without a mouse meets it. The page must be shown in an active window.

inline QString accessibleName(QWidget *widget)
{
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

/// Names of what Tab reaches, in its order, once round.
inline QStringList tabOrder(QWidget *window)
{
    QStringList names;
    QWidget *first = nullptr;
    for (int presses = 0; presses < 200; ++presses) {
        QWidget *at = QApplication::focusWidget();
        QTest::keyClick(at != nullptr ? at : window, Qt::Key_Tab);
        at = QApplication::focusWidget();
        if (at == nullptr || at == first)
            break;
        if (first == nullptr)
            first = at;
        names << accessibleName(at);
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
