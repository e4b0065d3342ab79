// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/keycard.h"

#include "widgets/controls/label.h"

#include <QGridLayout>
#include <QKeyEvent>

namespace edgelink::shell {

using namespace ui;

KeyCard::KeyCard(const ActionList &actions, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setHorizontalSpacing(space::Huge);
    layout->setVerticalSpacing(space::Tiny);
    layout->addWidget(new Label(windowTitle(), TextSize::Title, Role::Text, this), 0, 0, 1, 2);
    layout->setRowMinimumHeight(0, 40);
    int row = 1;
    const auto add = [this, layout, &row](const QString &keys, const QString &title) {
        auto *key = new Label(this);
        key->setMonospace();
        key->setText(keys);
        key->setRole(Role::Action);
        layout->addWidget(key, row, 0);
        layout->addWidget(new Label(title, TextSize::Body, Role::Text, this), row, 1);
        ++row;
    };
    for (const ShellAction &action : actions) {
        if (!action.keys.isEmpty())
            add(action.keys, action.title());
    }
    add(QStringLiteral("Ctrl+K"), tr("Everything the console can do, by name"));
    add(QStringLiteral("Tab"), tr("Next control, in reading order"));
    add(QStringLiteral("Enter"), tr("Open what has the keyboard"));
    add(QStringLiteral("Esc"), tr("Back out; nothing is ever lost by it"));
    add(QStringLiteral("+ - 0 ← →"), tr("Zoom and move an open curve"));
}

void KeyCard::keyPressEvent(QKeyEvent *)
{
    close();
}

} // namespace edgelink::shell

#include "moc_keycard.cpp"
