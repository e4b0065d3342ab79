// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timelinemodel.h"

#include "models/items/describe.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace edgelink {

namespace {

constexpr int PageRows = 200;
constexpr int PagesKept = 50; ///< 10,000 events, however long the journal
constexpr int PagesAtOnce = 8; ///< on their way; a fast scroll asks again for what is still in sight

/// Calls `done` on the receiver's thread once the future is ready; not at all when the receiver is gone.
template<typename T, typename Done>
QObject *whenReady(QObject *receiver, const QFuture<T> &future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, receiver, [watcher, done] {
        watcher->deleteLater();
        if (!watcher->future().isCanceled() && watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(future);
    return watcher;
}

} // namespace

TimelineModel::TimelineModel(Journal *journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(journal)
    , m_pages(PagesKept)
{
    m_filter.includeReads = false;
    connect(m_journal, &Journal::committed, this, &TimelineModel::onCommitted);
    refresh();
}

void TimelineModel::setFilter(const JournalQuery &filter)
{
    m_filter = filter;
    m_filter.afterSequence = 0;
    m_filter.beforeSequence = 0;
    m_filter.offset = 0;
    m_filter.newestFirst = false;
    refresh();
}

void TimelineModel::setText(const QString &text)
{
    if (text == m_filter.text)
        return;
    m_filter.text = text;
    refresh();
}

void TimelineModel::setIncludeReads(bool include)
{
    if (include == m_filter.includeReads)
        return;
    m_filter.includeReads = include;
    refresh();
}

void TimelineModel::refresh()
{
    ++m_generation;
    beginResetModel();
    m_rows = 0;
    m_pages.clear();
    m_asked.clear();
    m_wanted = -1;
    m_counting = nullptr;
    m_behind = false;
    endResetModel();
    catchUp();
}

void TimelineModel::catchUp()
{
    if (m_counting != nullptr) {
        m_behind = true; // one count at a time, however fast events come
        return;
    }
    m_behind = false;
    m_counting
        = whenReady(this, m_journal->count(m_filter),
                    [this, generation = m_generation](const Result<qint64> &rows) { counted(generation, rows); });
    emit loadingChanged(true);
}

void TimelineModel::counted(quint64 generation, const Result<qint64> &rows)
{
    if (generation != m_generation)
        return;
    m_counting = nullptr;
    if (rows) {
        setError(std::nullopt);
        grow(static_cast<int>(std::min<qint64>(*rows, std::numeric_limits<int>::max())));
    } else {
        setError(rows.error());
    }
    if (m_behind)
        catchUp();
    emit loadingChanged(isLoading());
}

void TimelineModel::onCommitted(const QList<JournalEvent> &)
{
    // Whether the new events match is the journal's to say: it alone knows the filter's exact meaning.
    catchUp();
}

void TimelineModel::grow(int rows)
{
    if (rows <= m_rows)
        return; // the record only grows
    const int last = m_rows / PageRows;
    if (m_rows % PageRows != 0)
        m_pages.remove(last); // it was not full
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

void TimelineModel::ask(int page) const
{
    if (m_asked.contains(page))
        return;
    if (m_asked.size() >= PagesAtOnce) {
        m_wanted = page; // the latest wins: what was scrolled past need not come
        return;
    }
    m_asked << page;
    JournalQuery query = m_filter;
    query.offset = static_cast<qint64>(page) * PageRows;
    query.limit = PageRows;
    auto *self = const_cast<TimelineModel *>(this); // fetching on view is what data() is for
    whenReady(self, m_journal->read(query),
              [self, page, rows = m_rows, generation = m_generation](const Result<QList<JournalEvent>> &events) {
                  self->arrived(generation, page, rows, events);
              });
}

void TimelineModel::arrived(quint64 generation, int page, int rowsKnown, const Result<QList<JournalEvent>> &events)
{
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    if (events) {
        setError(std::nullopt);
        m_pages.insert(page, new Page{*events, rowsKnown}); // the cache owns it
        const int first = page * PageRows;
        const int end = std::min({m_rows, first + PageRows, first + static_cast<int>(events->size())});
        if (end > first)
            emit dataChanged(index(first, 0), index(end - 1, ColumnCount - 1));
    } else {
        setError(events.error());
    }
    if (const int wanted = std::exchange(m_wanted, -1); wanted >= 0 && !m_pages.contains(wanted))
        ask(wanted);
    emit loadingChanged(isLoading());
}

void TimelineModel::setError(const std::optional<Error> &error)
{
    if (error == m_error)
        return;
    m_error = error;
    emit errorChanged();
}

const JournalEvent *TimelineModel::eventAt(int row) const
{
    const int page = row / PageRows;
    const Page *held = m_pages.object(page);
    if (held != nullptr && row % PageRows < held->events.size())
        return &held->events.at(row % PageRows);
    if (!m_error && (held == nullptr || row >= held->rowsKnown))
        ask(page);
    return nullptr;
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool ours = role == Qt::DisplayRole || role == Qt::ToolTipRole || (role >= EventRole && role <= MutatingRole);
    const JournalEvent *event = ours ? eventAt(index.row()) : nullptr;
    if (event == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*event, index.column());
    case Qt::ToolTipRole:
        return index.column() == TimeColumn
            ? event->time().toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz t"))
            : display(*event, index.column());
    case EventRole:
        return QVariant::fromValue(*event);
    case SequenceRole:
        return event->sequence;
    case KindRole:
        return event->draft.kind;
    default:
        return event->draft.payload.value(QLatin1String("mutating")).toBool();
    }
}

QVariant TimelineModel::display(const JournalEvent &event, int column) const
{
    switch (column) {
    case TimeColumn:
        return event.time().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case KindColumn:
        return describeKind(event);
    case WhoColumn:
        return event.draft.actor;
    case TextColumn:
        return describe(event);
    case PlaceColumn:
        // "run-20261129-155726-f10526": only its end tells one run of a day from another.
        return event.draft.stepId.isEmpty()
            ? event.draft.runId.right(6)
            : QStringLiteral("%1 · %2").arg(event.draft.stepId, event.draft.runId.right(6));
    case ResultColumn:
        return describeResult(event);
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time (UTC)");
    case KindColumn:
        return tr("Kind");
    case WhoColumn:
        return tr("Who");
    case TextColumn:
        return tr("What");
    case PlaceColumn:
        return tr("Run and step");
    case ResultColumn:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace edgelink

#include "moc_timelinemodel.cpp"
