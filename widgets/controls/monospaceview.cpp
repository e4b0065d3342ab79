// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/monospaceview.h"

#include "widgets/style/look.h"

#include <QEvent>
#include <QScrollBar>

namespace edgelink::ui {

MonospaceView::MonospaceView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFont(monospaceFont(TextSize::Small));
    setMaximumLines(20'000);
    document()->setDocumentMargin(space::Medium);
    applyRoles();
}

void MonospaceView::setLook(Look look)
{
    m_look = look;
    applyRoles();
}

void MonospaceView::setMaximumLines(int lines)
{
    setMaximumBlockCount(lines);
}

void MonospaceView::appendLines(const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    QScrollBar *bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    const int kept = bar->value();
    appendPlainText(lines.join(QLatin1Char('\n')));
    bar->setValue(atEnd ? bar->maximum() : kept);
}

void MonospaceView::setWholeText(const QString &text)
{
    const int kept = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(kept);
}

void MonospaceView::applyRoles()
{
    const QColor ground = color(m_look == Look::Terminal ? Role::Terminal : Role::Surface);
    const QColor ink = color(m_look == Look::Terminal ? Role::TerminalText : Role::Text);
    if (palette().color(QPalette::Base) == ground && palette().color(QPalette::Text) == ink)
        return;
    QPalette mine = palette();
    mine.setColor(QPalette::Base, ground);
    mine.setColor(QPalette::Text, ink);
    if (m_look == Look::Terminal) {
        mine.setColor(QPalette::Highlight, themeColor(ThemeKind::Dark, Role::Selection));
        mine.setColor(QPalette::HighlightedText, ink);
    }
    setPalette(mine);
}

void MonospaceView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyRoles();
}

} // namespace edgelink::ui

#include "moc_monospaceview.cpp"
