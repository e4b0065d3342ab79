// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/commandpalette.h"

#include "widgets/controls/linelist.h"
#include "widgets/style/painting.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace edgelink::shell {

using namespace ui;

bool matchesWords(const QString &text, const QString &filter)
{
    const QStringList words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.cbegin(), words.cend(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

CommandPalette::CommandPalette(ActionList actions, QWidget *parent)
    : QWidget(parent)
    , m_before(QApplication::focusWidget())
    , m_actions(std::move(actions))
{
    setAccessibleName(tr("Search or act"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Medium, space::Medium, space::Medium, space::Medium);
    layout->setSpacing(space::Small);
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(tr("What to do or where to go"));
    m_edit->setAccessibleName(tr("Search or act"));
    m_edit->setMaxLength(200);
    m_edit->setFont(textFont(TextSize::Heading));
    m_edit->installEventFilter(this);
    layout->addWidget(m_edit);
    m_list = new LineList(this);
    m_list->setAccessibleName(tr("Actions"));
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    layout->addWidget(m_list, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &LineList::lineActivated, this, &CommandPalette::runLine);
    connect(m_list, &LineList::clicked, this, [this] { runLine(m_list->currentKey()); });
    const int width = std::min(640, parent->width() - 2 * space::Huge);
    resize(width, 420);
    QWidget::move((parent->width() - width) / 2, BandHeight + NavigationHeight);
    raise();
    filter({});
    setFocusProxy(m_edit);
}

void CommandPalette::filter(const QString &text)
{
    QList<ListLine> lines;
    for (const ShellAction &action : std::as_const(m_actions)) {
        const QString title = action.title();
        if (!matchesWords(title + QLatin1Char(' ') + action.id, text))
            continue;
        const QString blocked = action.blocked ? action.blocked() : QString();
        ListLine line;
        line.key = action.id;
        line.text = title;
        line.textRole = blocked.isEmpty() ? Role::Text : Role::Muted;
        line.aside = blocked.isEmpty() ? action.keys : blocked;
        lines << line;
    }
    if (lines.isEmpty())
        lines << ListLine::remark(QStringLiteral("none"), tr("Nothing is called that."));
    m_list->setLines(lines);
    m_list->setCurrentIndex(m_list->model()->index(0, 0));
}

void CommandPalette::moveBy(int rows)
{
    const int count = m_list->model()->rowCount();
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
    m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::FocusOut && !m_list->underMouse()) {
        dismiss();
        return false;
    }
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(10);
        return true;
    case Qt::Key_PageUp:
        moveBy(-10);
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runLine(m_list->currentKey());
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void CommandPalette::runLine(const QString &id)
{
    const auto it = std::find_if(m_actions.cbegin(), m_actions.cend(),
                                 [&id](const ShellAction &action) { return action.id == id; });
    if (it == m_actions.cend() || (it->blocked && !it->blocked().isEmpty()))
        return;
    const std::function<void()> run = it->run;
    dismiss(); // first, so that what it opens gets the keyboard
    run();
}

void CommandPalette::dismiss()
{
    if (isHidden())
        return;
    const bool hadKeyboard = m_edit->hasFocus();
    hide();
    if (hadKeyboard && m_before)
        m_before->setFocus();
    deleteLater();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Surface));
    painter.setPen(color(Role::Control));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace edgelink::shell

#include "moc_commandpalette.cpp"
