// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/label.h"

#include "widgets/style/painting.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace edgelink::ui {

Label::Label(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    applyRole();
}

Label::Label(const QString &text, TextSize size, Role role, QWidget *parent)
    : Label(parent)
{
    setTextSize(size, size == TextSize::Title || size == TextSize::Heading ? QFont::DemiBold : QFont::Normal);
    setRole(role);
    setText(text);
}

void Label::setRole(Role role)
{
    m_role = role;
    applyRole();
}

void Label::setTextSize(TextSize size, QFont::Weight weight)
{
    setFont(textFont(size, weight));
}

void Label::setMonospace(TextSize size)
{
    setFont(monospaceFont(size));
}

void Label::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
}

void Label::setTabular(bool on)
{
    m_tabular = on;
    updateGeometry();
}

void Label::setSelectable(bool on)
{
    setTextInteractionFlags(on ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard : Qt::NoTextInteraction);
}

void Label::applyRole()
{
    const QColor wanted = color(m_role);
    if (palette().color(QPalette::Active, QPalette::WindowText) == wanted)
        return;
    QPalette mine = palette();
    mine.setColor(QPalette::WindowText, wanted);
    setPalette(mine);
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyRole();
}

QSize Label::sizeHint() const
{
    QSize hint = QLabel::sizeHint();
    if (m_tabular)
        hint.setWidth(int(std::ceil(tabularWidth(QFontMetricsF(font()), text()))) + 1);
    return hint;
}

QSize Label::minimumSizeHint() const
{
    if (m_elide == Qt::ElideNone)
        return m_tabular ? sizeHint() : QLabel::minimumSizeHint();
    return {fontMetrics().horizontalAdvance(QStringLiteral("…")), QLabel::minimumSizeHint().height()};
}

void Label::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone && !m_tabular) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(color(isEnabled() ? m_role : Role::Muted));
    QString shown = text();
    if (m_elide != Qt::ElideNone)
        shown = fontMetrics().elidedText(shown, m_elide, contentsRect().width() + 1);
    if (m_tabular)
        drawTabularText(painter, contentsRect(), alignment(), shown);
    else
        painter.drawText(contentsRect(), int(alignment()) | Qt::TextSingleLine, shown);
}

bool Label::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_elide != Qt::ElideNone && toolTip().isEmpty()
        && fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
        // Escaped: a tool tip would read markup in foreign text.
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text().toHtmlEscaped(), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace edgelink::ui

#include "moc_label.cpp"
