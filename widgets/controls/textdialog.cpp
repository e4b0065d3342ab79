// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/textdialog.h"

#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/monospaceview.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace edgelink::ui {

TextDialog::TextDialog(const QString &title, const QString &text, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    resize(820, 480);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Large, space::Large, space::Large);
    layout->setSpacing(space::Medium);
    auto *heading = new Label(title, TextSize::Heading, Role::Text, this);
    heading->setWordWrap(true);
    layout->addWidget(heading);
    auto *view = new MonospaceView(this);
    view->setAccessibleName(title);
    view->setWholeText(text);
    layout->addWidget(view, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *copy = new Button(tr("Copy the text"), Button::Kind::Plain, this);
    auto *close = new Button(tr("Close"), Button::Kind::Plain, this);
    buttons->addWidget(copy);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    connect(copy, &Button::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(close, &Button::clicked, this, &QDialog::reject);
}

void TextDialog::open(QWidget *parent, const QString &title, const QString &text)
{
    auto *dialog = new TextDialog(title, text, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace edgelink::ui

#include "moc_textdialog.cpp"
