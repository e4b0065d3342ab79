// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journal.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QFutureWatcher>
#include <QSet>

#include <memory>

namespace edgelink {

/// The journal as a table, oldest row first, newest at the bottom: an append-only record keeps every row's place, so
/// selection and scroll survive. Virtual: it knows how many rows match and holds the pages last looked at; a row that
/// is not there yet is shown empty and fetched. GUI thread; the journal answers from its own.
///
/// A generation stands for one filter: answers to an older one are dropped. Reads (commands that change nothing) are
/// folded away until asked for.
class TimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, KindColumn, WhoColumn, TextColumn, PlaceColumn, ResultColumn, ColumnCount };
    enum Role {
        EventRole = Qt::UserRole + 1, ///< JournalEvent; invalid while the row is being fetched
        SequenceRole,
        KindRole, ///< journalkind id, for icons
        MutatingRole ///< whether it changed something
    };

    /// `journal` must outlive the model.
    explicit TimelineModel(Journal *journal, QObject *parent = nullptr);

    /// What to show: incident, run, stream, kinds, text, includeReads. Sequence bounds and paging are the model's own.
    void setFilter(const JournalQuery &filter);
    [[nodiscard]] const JournalQuery &filter() const { return m_filter; }
    void setText(const QString &text); ///< search, keeping the rest of the filter
    void setIncludeReads(bool include);
    void refresh(); ///< counts again, as after an error

    [[nodiscard]] bool isLoading() const { return m_counting != nullptr || !m_asked.isEmpty(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

signals:
    void loadingChanged(bool loading);
    void errorChanged(); ///< the journal could not be read, or can be again

private:
    struct Page {
        QList<JournalEvent> events;
        int rowsKnown = 0; ///< of the model when it was asked for: what was missing then is not asked for again
    };

    void onCommitted(const QList<JournalEvent> &events);
    void catchUp();
    void counted(quint64 generation, const Result<qint64> &rows);
    void ask(int page) const;
    void arrived(quint64 generation, int page, int rowsKnown, const Result<QList<JournalEvent>> &events);
    void setError(const std::optional<Error> &error);
    void grow(int rows);
    [[nodiscard]] const JournalEvent *eventAt(int row) const;
    [[nodiscard]] QVariant display(const JournalEvent &event, int column) const;

    Journal *const m_journal;
    JournalQuery m_filter;
    quint64 m_generation = 0;
    int m_rows = 0;
    bool m_behind = false; ///< something was committed while counting
    std::optional<Error> m_error;
    QObject *m_counting = nullptr; ///< the watcher of the count under way
    mutable QCache<int, Page> m_pages;
    mutable QSet<int> m_asked; ///< pages on their way
    mutable int m_wanted = -1; ///< the page last looked at while too many were on their way
};

} // namespace edgelink
