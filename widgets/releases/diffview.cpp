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

/// What people look for first stands first: workloads, then configuration, then the rest.
int rank(const QString &object)
{
    static const QStringList order{"Deployment/", "StatefulSet/", "ConfigMap/", "Secret/", "values", "Job/"};
    for (int i = 0; i < order.size(); ++i) {
        if (object.startsWith(order.at(i)))
            return i;
    }
    return static_cast<int>(order.size());
}

/// The line that replaced a removed one, or was replaced by an added one: the k-th of one block faces the k-th of the
/// other.
qsizetype partnerOf(const QList<DiffLine> &lines, qsizetype index)
{
    const bool removed = lines.at(index).kind == DiffLine::Kind::Removed;
    const DiffLine::Kind other = removed ? DiffLine::Kind::Added : DiffLine::Kind::Removed;
    qsizetype start = index;
    while (start > 0 && lines.at(start - 1).kind == lines.at(index).kind)
        --start;
    qsizetype end = index + 1;
    while (end < lines.size() && lines.at(end).kind == lines.at(index).kind)
        ++end;
    qsizetype otherStart = end;
    if (!removed) {
        otherStart = start;
        while (otherStart > 0 && lines.at(otherStart - 1).kind == other)
            --otherStart;
    }
    const qsizetype partner = otherStart + (index - start);
    return partner >= 0 && partner < lines.size() && lines.at(partner).kind == other ? partner : -1;
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
    std::stable_sort(m_diff.objects.begin(), m_diff.objects.end(),
                     [](const ObjectDiff &one, const ObjectDiff &two) { return rank(one.object) < rank(two.object); });
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
                    const qsizetype partner = partnerOf(object.lines, i);
                    WordSpan span{0, 0, 0};
                    if (partner >= 0) {
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

#include "moc_diffview.cpp"
