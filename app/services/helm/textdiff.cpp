// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/textdiff.h"

#include "app/services/helm/redaction.h"
#include "app/services/helm/words.h"

#include <dtl/dtl.hpp>

#include <QHash>
#include <QSet>

#include <vector>

namespace edgelink::helm {

namespace {

constexpr qsizetype alignedLines = 3'000; ///< beyond, aligning costs more than it tells

struct Edit {
    DiffLine::Kind kind = DiffLine::Kind::Context;
    QString text;
};

QList<Edit> replaced(const QStringList &from, const QStringList &to)
{
    QList<Edit> edits;
    for (const QString &line : from)
        edits.append({DiffLine::Kind::Removed, line});
    for (const QString &line : to)
        edits.append({DiffLine::Kind::Added, line});
    return edits;
}

QList<Edit> aligned(const QStringList &from, const QStringList &to)
{
    if (from.size() > alignedLines || to.size() > alignedLines)
        return replaced(from, to);
    QHash<QString, int> numbers; // lines as numbers: the algorithm compares each many times
    const auto numbered = [&numbers](const QStringList &lines) {
        std::vector<int> result;
        result.reserve(static_cast<std::size_t>(lines.size()));
        for (const QString &line : lines) {
            const auto it = numbers.constFind(line);
            if (it != numbers.cend()) {
                result.push_back(*it);
            } else {
                const int next = static_cast<int>(numbers.size());
                numbers.insert(line, next);
                result.push_back(next);
            }
        }
        return result;
    };
    dtl::Diff<int, std::vector<int>> diff(numbered(from), numbered(to));
    diff.compose();
    QList<Edit> edits;
    const auto sequence = diff.getSes().getSequence();
    for (const auto &[number, info] : sequence) {
        if (info.type == dtl::SES_DELETE)
            edits.append({DiffLine::Kind::Removed, from.at(info.beforeIdx - 1)});
        else if (info.type == dtl::SES_ADD)
            edits.append({DiffLine::Kind::Added, to.at(info.afterIdx - 1)});
        else
            edits.append({DiffLine::Kind::Context, from.at(info.beforeIdx - 1)});
    }
    return edits;
}

/// Removed lines before added ones within each run of changes, and secrets marked where nothing else differs.
QList<Edit> ordered(const QList<Edit> &edits)
{
    QList<Edit> result;
    result.reserve(edits.size());
    for (qsizetype i = 0; i < edits.size();) {
        if (edits.at(i).kind == DiffLine::Kind::Context) {
            result.append(edits.at(i++));
            continue;
        }
        QStringList removed;
        QStringList added;
        for (; i < edits.size() && edits.at(i).kind != DiffLine::Kind::Context; ++i)
            (edits.at(i).kind == DiffLine::Kind::Removed ? removed : added) << edits.at(i).text;
        const auto outlines = [](const QStringList &lines) {
            QSet<QString> set;
            for (const QString &line : lines)
                set.insert(maskOutline(line));
            set.remove(QString());
            return set;
        };
        const QSet<QString> both = outlines(removed) & outlines(added);
        const auto marked = [&both](const QString &line) {
            return both.contains(maskOutline(line)) ? line + QLatin1Char(' ') + Words::tr("(changed)") : line;
        };
        for (const QString &line : std::as_const(removed))
            result.append({DiffLine::Kind::Removed, marked(line)});
        for (const QString &line : std::as_const(added))
            result.append({DiffLine::Kind::Added, marked(line)});
    }
    return result;
}

QList<DiffLine> pieces(const QList<Edit> &edits, int context)
{
    QList<bool> shown(edits.size(), false);
    for (qsizetype i = 0; i < edits.size(); ++i) {
        if (edits.at(i).kind == DiffLine::Kind::Context)
            continue;
        const qsizetype last = qMin(edits.size() - 1, i + context);
        for (qsizetype j = qMax<qsizetype>(0, i - context); j <= last; ++j)
            shown[j] = true;
    }
    QList<DiffLine> lines;
    qsizetype fromLine = 1;
    qsizetype toLine = 1;
    bool open = false;
    qsizetype header = -1;
    qsizetype fromCount = 0;
    qsizetype toCount = 0;
    QString start;
    const auto close = [&] {
        if (header >= 0)
            lines[header].text = start.arg(fromCount).arg(toCount);
        header = -1;
    };
    for (qsizetype i = 0; i < edits.size(); ++i) {
        const Edit &edit = edits.at(i);
        if (shown.at(i)) {
            if (!open) {
                start = QStringLiteral("@@ -%1,%3 +%2,%4 @@").arg(fromLine).arg(toLine);
                header = lines.size();
                lines.append({DiffLine::Kind::Header, {}});
                fromCount = toCount = 0;
            }
            lines.append({edit.kind, unmasked(edit.text)});
            fromCount += edit.kind == DiffLine::Kind::Added ? 0 : 1;
            toCount += edit.kind == DiffLine::Kind::Removed ? 0 : 1;
        } else if (open) {
            close();
        }
        open = shown.at(i);
        fromLine += edit.kind == DiffLine::Kind::Added ? 0 : 1;
        toLine += edit.kind == DiffLine::Kind::Removed ? 0 : 1;
    }
    close();
    return lines;
}

} // namespace

QList<DiffLine> unifiedDiff(const QStringList &from, const QStringList &to, int context)
{
    if (from == to)
        return {};
    qsizetype head = 0;
    const qsizetype shorter = qMin(from.size(), to.size());
    while (head < shorter && from.at(head) == to.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && from.at(from.size() - 1 - tail) == to.at(to.size() - 1 - tail))
        ++tail;
    QList<Edit> edits;
    for (qsizetype i = 0; i < head; ++i)
        edits.append({DiffLine::Kind::Context, from.at(i)});
    edits += aligned(from.mid(head, from.size() - head - tail), to.mid(head, to.size() - head - tail));
    for (qsizetype i = from.size() - tail; i < from.size(); ++i)
        edits.append({DiffLine::Kind::Context, from.at(i)});
    return pieces(ordered(edits), context);
}

} // namespace edgelink::helm
