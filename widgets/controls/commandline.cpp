// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/commandline.h"

#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/style/painting.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QTimer>

namespace edgelink::ui {

CommandLine::CommandLine(QWidget *parent)
    : QFrame(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::Medium, space::Small, space::Small, space::Small);
    m_text = new Label(this);
    m_text->setMonospace(TextSize::Small);
    m_text->setElide(Qt::ElideRight);
    layout->addWidget(m_text, 1);
    m_copy = new Button(this);
    m_copy->setKind(Button::Kind::Link);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_text->text());
        m_copy->setPlainText(tr("Copied"));
        QTimer::singleShot(1500, this, &CommandLine::retranslate);
    });
    retranslate();
}

void CommandLine::setCommand(const QString &masked)
{
    m_text->setText(masked);
    setAccessibleName(masked);
    m_copy->setAccessibleDescription(masked);
}

QString CommandLine::command() const
{
    return m_text->text();
}

void CommandLine::setWrapping(bool on)
{
    m_text->setElide(on ? Qt::ElideNone : Qt::ElideRight);
    m_text->setWordWrap(on);
    m_text->setSelectable(on);
}

void CommandLine::retranslate()
{
    m_copy->setPlainText(tr("Copy"));
}

void CommandLine::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CommandLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedFrame(painter, rect(), color(Role::Surface), color(Role::Line));
}

} // namespace edgelink::ui

#include "moc_commandline.cpp"
