// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/card.h"

#include "widgets/controls/label.h"
#include "widgets/style/painting.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace edgelink::ui {

Card::Card(QWidget *parent)
    : QFrame(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::Large, space::Medium, space::Large, space::Medium);
    outer->setSpacing(space::Small);
    m_header = new QHBoxLayout;
    m_header->setSpacing(space::Small);
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Body, QFont::DemiBold);
    m_title->setElide(Qt::ElideRight);
    m_title->hide();
    m_header->addWidget(m_title, 1);
    outer->addLayout(m_header);
    m_body = new QVBoxLayout;
    m_body->setSpacing(space::Tiny);
    outer->addLayout(m_body, 1);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setAside(QWidget *widget)
{
    m_header->addWidget(widget, 0, Qt::AlignRight | Qt::AlignVCenter);
}

void Card::setAccent(Role role)
{
    if (m_accent == role)
        return;
    m_accent = role;
    update();
}

void Card::setHatched(bool on)
{
    if (m_hatched == on)
        return;
    m_hatched = on;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedFrame(painter, rect(), color(Role::Surface), {});
    if (m_hatched) {
        QPainterPath clip;
        clip.addRoundedRect(rect(), Radius, Radius);
        painter.setClipPath(clip);
        drawHatching(painter, rect(), color(Role::Hatch));
        painter.setClipping(false);
    }
    drawRoundedFrame(painter, rect(), Qt::transparent, color(m_accent), m_accent == Role::Line ? 1 : 1.5);
    if (hasFocus())
        drawFocusRing(painter, rect(), color(Role::Action));
}

} // namespace edgelink::ui

#include "moc_card.cpp"
