// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/releases/diffview.h"

#include "widgets/style/look.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr int MaximumLines = 20000; ///< more is no longer read by a person; the CLI gives all

bool matches(const ObjectDiff &object, const QString &filter)
{
    return filter.isEmpty() || object.object.contains(filter, Qt::CaseInsensitive)
        || std::any_of(object.lines.cbegin(), object.lines.cend(),
                       [&filter](const DiffLine &line) { return line.text.contains(filter, Qt::CaseInsensitive); });
}

class Writer
{
public:
    explicit Writer(QTextDocument *document)
        : m_cursor(document)
    {
        m_cursor.beginEditBlock();
    }
    ~Writer() { m_cursor.endEditBlock(); }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    void heading(const QString &text)
    {
        QTextCharFormat format;
        format.setForeground(color(Role::Muted));
        format.setFontWeight(QFont::DemiBold);
        line(text, {}, format);
    }

    void line(const QString &text, const QTextBlockFormat &block, const QTextCharFormat &characters)
    {
        if (!m_first)
            m_cursor.insertBlock();
        m_first = false;
        m_cursor.setBlockFormat(block);
        m_cursor.insertText(text, characters);
    }

    void tinted(const QString &mark, const QString &text, Role background, Role word, qsizetype start, qsizetype end)
    {
        QTextBlockFormat block;
        block.setBackground(color(background));
        QTextCharFormat plain;
        plain.setForeground(color(Role::Text));
        QTextCharFormat strong = plain;
        strong.setBackground(color(word));
        strong.setFontWeight(QFont::DemiBold);
        line(mark + text.left(start), block, plain);
        m_cursor.insertText(text.mid(start, end - start), strong);
        m_cursor.insertText(text.mid(end), plain);
    }

private:
    QTextCursor m_cursor;
    bool m_first = true;
};

} // namespace

WordSpan differingSpan(const QString &oldLine, const QString &newLine)
{
    const qsizetype shorter = std::min(oldLine.size(), newLine.size());
    qsizetype start = 0;
    while (start < shorter && oldLine.at(start) == newLine.at(start))
        ++start;
    qsizetype tail = 0;
    while (tail < shorter - start && oldLine.at(oldLine.size() - 1 - tail) == newLine.at(newLine.size() - 1 - tail))
        ++tail;
    return {start, oldLine.size() - tail, newLine.size() - tail};
}

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(monospaceFont(TextSize::Small));
    setAccessibleName(tr("Differences"));
}

void DiffView::setDiff(const ReleaseDiff &diff)
{
    m_diff = diff;
    render();
}

void DiffView::setFilter(const QString &text)
{
    m_filter = text;
    render();
}

void DiffView::render()
{
    const int scroll = verticalScrollBar()->value();
    clear();
    {
        Writer writer(document());
        int written = 0;
        for (const ObjectDiff &object : std::as_const(m_diff.objects)) {
            if (!matches(object, m_filter))
                continue;
            if (written > 0)
                writer.line({}, {}, {});
            writer.heading(object.object);
            for (qsizetype i = 0; i < object.lines.size() && written < MaximumLines; ++i, ++written) {
                const DiffLine &line = object.lines.at(i);
                if (line.kind == DiffLine::Kind::Header) {
                    writer.heading(line.text);
                } else if (line.kind == DiffLine::Kind::Context) {
                    QTextCharFormat muted;
                    muted.setForeground(color(Role::Text));
                    writer.line(QStringLiteral("  ") + line.text, {}, muted);
                } else {
                    const bool removed = line.kind == DiffLine::Kind::Removed;
                    // A removed line directly followed by an added one is one change: show which words.
                    const qsizetype partner = removed ? i + 1 : i - 1;
                    const DiffLine::Kind wanted = removed ? DiffLine::Kind::Added : DiffLine::Kind::Removed;
                    WordSpan span{0, 0, 0};
                    if (partner >= 0 && partner < object.lines.size() && object.lines.at(partner).kind == wanted) {
                        const QString &other = object.lines.at(partner).text;
                        span = removed ? differingSpan(line.text, other) : differingSpan(other, line.text);
                    }
                    writer.tinted(removed ? QStringLiteral("- ") : QStringLiteral("+ "), line.text,
                                  removed ? Role::DiffRemoved : Role::DiffAdded,
                                  removed ? Role::DiffRemovedWord : Role::DiffAddedWord, span.start,
                                  std::max(span.start, removed ? span.oldEnd : span.newEnd));
                }
            }
            if (written >= MaximumLines) {
                writer.heading(tr("… more than %n line(s); edgelink-console diff prints all", nullptr, MaximumLines));
                break;
            }
        }
    }
    verticalScrollBar()->setValue(scroll);
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Differences"));
        render();
    }
}

} // namespace edgelink::ui
