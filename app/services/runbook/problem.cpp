// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/problem.h"

#include "app/services/runbook/words.h"

#include <algorithm>
#include <vector>

namespace edgelink::runbook {

namespace {

qsizetype distance(const QString &left, const QString &right)
{
    std::vector<qsizetype> row(static_cast<size_t>(right.size()) + 1);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<qsizetype>(i);
    for (const QChar letter : left) {
        qsizetype diagonal = row[0]++;
        for (size_t i = 1; i < row.size(); ++i) {
            const qsizetype substituted = diagonal + (right.at(static_cast<qsizetype>(i) - 1) == letter ? 0 : 1);
            diagonal = row[i];
            row[i] = std::min({row[i] + 1, row[i - 1] + 1, substituted});
        }
    }
    return row.back();
}

} // namespace

QString Problem::sentence() const
{
    QString text = line > 0 ? QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(what)
                            : QStringLiteral("%1: %2").arg(file, what);
    if (!expected.isEmpty())
        text += Words::tr(", expected %1").arg(expected);
    if (!found.isEmpty())
        text += Words::tr(", found %1").arg(found);
    return text;
}

QStringList sentences(const Problems &problems)
{
    QStringList lines;
    lines.reserve(problems.size());
    for (const Problem &problem : problems)
        lines << problem.sentence();
    return lines;
}

QString nearest(const QString &word, const QStringList &candidates)
{
    constexpr qsizetype LongestWord = 64; // beyond it a misspelling is not what happened, and the cost is quadratic
    if (word.size() > LongestWord)
        return {};
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(2, word.size() / 3) + 1;
    for (const QString &candidate : candidates) {
        const qsizetype found = distance(word, candidate);
        if (found < bestDistance) {
            bestDistance = found;
            best = candidate;
        }
    }
    return best;
}

QString oneOf(const QString &word, const QStringList &candidates)
{
    const QString close = nearest(word, candidates);
    if (!close.isEmpty())
        return Words::tr("'%1'").arg(close);
    QStringList quoted;
    for (const QString &candidate : candidates)
        quoted << QStringLiteral("'%1'").arg(candidate);
    return Words::tr("one of %1").arg(quoted.join(QStringLiteral(", ")));
}

} // namespace edgelink::runbook
