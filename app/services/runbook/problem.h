// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace edgelink::runbook {

/// One thing wrong with a runbook file. All of a file's problems are collected, not only the first.
struct Problem {
    QString file;
    int line = 0; ///< 1-based; 0: the file as a whole
    QString what;
    QString expected;
    QString found;

    [[nodiscard]] QString sentence() const; ///< "file:line: what, expected …, found …"
    bool operator==(const Problem &) const = default;
};

using Problems = QList<Problem>;

[[nodiscard]] QStringList sentences(const Problems &problems);

/// The candidate closest to `word` (edit distance at most 2, or a third of its length); empty: none is close.
[[nodiscard]] QString nearest(const QString &word, const QStringList &candidates);

/// What an unknown word should have been: the nearest candidate, or "one of …" when none is close.
[[nodiscard]] QString oneOf(const QString &word, const QStringList &candidates);

} // namespace edgelink::runbook
