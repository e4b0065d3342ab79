// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/timelabels.h"

#include "widgets/controls/clock.h"

#include <QEvent>

namespace edgelink::ui {

AgeLabel::AgeLabel(QWidget *parent)
    : Label(parent)
{
    setTabular(true);
    setTextSize(TextSize::Small);
    setRole(Role::Muted);
    // Hidden labels idle; they catch up when shown.
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible())
            refresh();
    });
}

void AgeLabel::setTime(const QDateTime &utc)
{
    if (m_time == utc)
        return;
    m_time = utc;
    setToolTip(utc.isValid() ? exactTimeText(utc) : QString());
    refresh();
}

void AgeLabel::refresh()
{
    const QString text = m_time.isValid() ? ageText(m_time.secsTo(nowUtc())) : QString();
    if (text != this->text())
        setText(text);
}

void AgeLabel::changeEvent(QEvent *event)
{
    Label::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setToolTip(m_time.isValid() ? exactTimeText(m_time) : QString());
        refresh();
    }
}

void AgeLabel::showEvent(QShowEvent *event)
{
    Label::showEvent(event);
    refresh();
}

ElapsedLabel::ElapsedLabel(QWidget *parent)
    : Label(parent)
{
    setTabular(true);
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible() && !m_end.isValid())
            refresh();
    });
}

void ElapsedLabel::setSpan(const QDateTime &startUtc, const QDateTime &endUtc)
{
    m_start = startUtc;
    m_end = endUtc;
    refresh();
}

void ElapsedLabel::setLimit(std::chrono::seconds limit)
{
    m_limit = limit;
    refresh();
}

void ElapsedLabel::refresh()
{
    QString text;
    if (m_start.isValid()) {
        text = clockText(m_start.secsTo(m_end.isValid() ? m_end : nowUtc()));
        if (m_limit.count() > 0)
            text = tr("%1 of %2").arg(text, clockText(m_limit.count()));
    }
    if (text != this->text())
        setText(text);
}

void ElapsedLabel::changeEvent(QEvent *event)
{
    Label::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

void ElapsedLabel::showEvent(QShowEvent *event)
{
    Label::showEvent(event);
    refresh();
}

} // namespace edgelink::ui

#include "moc_timelabels.cpp"
