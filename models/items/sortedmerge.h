// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace edgelink {

/// Turns sorted `rows` into sorted `wanted` by the fewest single steps, so that a view keeps selection and scroll.
/// `less` orders by identity: neither less than the other means the same row. `remove(i)`, `insert(i, row)` and
/// `change(i, row)` do the step on the list and tell the view; `change` is called only where the rows differ.
template<typename Row, typename Less, typename Remove, typename Insert, typename Change>
void sortedMerge(const QList<Row> &rows, const QList<Row> &wanted, Less less, Remove remove, Insert insert,
                 Change change)
{
    qsizetype at = 0;
    for (const Row &row : wanted) {
        while (at < rows.size() && less(rows.at(at), row))
            remove(static_cast<int>(at));
        if (at < rows.size() && !less(row, rows.at(at))) {
            if (!(rows.at(at) == row))
                change(static_cast<int>(at), row);
        } else {
            insert(static_cast<int>(at), row);
        }
        ++at;
    }
    while (rows.size() > at)
        remove(static_cast<int>(rows.size() - 1));
}

} // namespace edgelink
