// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/stepsidebar.h"

#include "widgets/run/stepdelegate.h"
#include "widgets/run/steprows.h"

#include <QEvent>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace edgelink::ui {

namespace {

Fold foldOf(const QModelIndex &index)
{
    return static_cast<Fold>(index.data(StepRow::FoldRole).toInt());
}

} // namespace

StepSidebar::StepSidebar(QWidget *parent)
    : QListView(parent)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new StepDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust); // how many lines a title needs depends on the width
    setAccessibleName(tr("Steps of this run"));
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (foldOf(index) == Fold::None)
            choose(index);
        else
            unfold(index, foldOf(index) == Fold::Folded);
    });
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) {
        if (foldOf(index) == Fold::None) // the second click of a double click would fold what the first unfolded
            choose(index);
    });
}

void StepSidebar::setRun(const RunSnapshot &run)
{
    if (run.runId != m_run.runId) {
        m_unfolded.clear();
        m_following = true;
    }
    m_run = run;
    rebuild();
}

void StepSidebar::followCurrent()
{
    m_following = true;
    m_inSight = -1;
    rebuild();
}

void StepSidebar::choose(const QModelIndex &index)
{
    const int step = index.data(StepRow::StepRole).toInt();
    m_following = index.data(StepRow::CurrentRole).toBool() || (step >= 0 && step == m_run.current);
    if (step >= 0)
        emit stepChosen(step);
    else
        emit pageChosen(index.data(StepRow::PageRole).toString());
}

void StepSidebar::unfold(const QModelIndex &line, bool on)
{
    const int step = line.data(StepRow::StepRole).toInt();
    if (foldOf(line) == Fold::None || step < 0 || step >= m_run.steps.size())
        return;
    const QString phase = m_run.steps.at(step).phase;
    if (on)
        m_unfolded.insert(phase);
    else
        m_unfolded.remove(phase);
    const int row = line.row();
    rebuild();
    if (!on)
        return;
    int last = row;
    while (last + 1 < m_model->rowCount() && m_model->index(last + 1, 0).data(StepRow::DepthRole).toInt() > 0)
        ++last;
    scrollTo(m_model->index(last, 0));
    scrollTo(m_model->index(row, 0)); // where there is no room for all: from its line on
}

bool StepSidebar::isFolded(const StepRow &row) const
{
    return !row.phase.isEmpty() && row.phase != m_present && !m_unfolded.contains(row.phase);
}

QModelIndex StepSidebar::lineAbove(const QModelIndex &step) const
{
    int row = step.row();
    while (row > 0 && m_model->index(row, 0).data(StepRow::DepthRole).toInt() > 0)
        --row;
    return m_model->index(row, 0);
}

void StepSidebar::rebuild()
{
    const QList<StepRow> rows = stepRows(m_run);
    QString shape;
    for (const StepRow &row : rows)
        shape += row.key + QLatin1Char('\n');
    if (const QString present = presentPhase(m_run); present != m_present) {
        // What somebody is looking at does not fold under their eyes.
        if (!m_following && shape == m_shape && currentIndex().isValid()
            && rows.at(currentIndex().row()).phase == m_present)
            m_unfolded.insert(m_present);
        m_present = present;
    }
    if (shape != m_shape) {
        m_shape = shape;
        m_inSight = -1;
        m_model->clear();
        for (qsizetype i = 0; i < rows.size(); ++i)
            m_model->appendRow(new QStandardItem); // the model owns its items
    }
    for (qsizetype i = 0; i < rows.size(); ++i)
        fill(static_cast<int>(i), rows.at(i));
    hideFolded(rows);
    showCurrent();
}

void StepSidebar::fill(int row, const StepRow &from)
{
    QStandardItem *item = m_model->item(row);
    const bool present = from.heads && from.phase == m_present;
    const Fold fold = !from.heads || present ? Fold::None : isFolded(from) ? Fold::Folded : Fold::Unfolded;
    item->setText(from.title);
    item->setData(static_cast<int>(from.look.glyph), StepRow::GlyphRole);
    item->setData(static_cast<int>(from.look.role), StepRow::ColorRole);
    item->setData(from.aside, StepRow::AsideRole);
    item->setData(from.detail, StepRow::DetailRole);
    item->setData(from.depth, StepRow::DepthRole);
    // The line of the phase that the run is in leads to where it is.
    item->setData(present && m_run.current >= 0 ? m_run.current : from.step, StepRow::StepRole);
    item->setData(from.page, StepRow::PageRole);
    item->setData(from.current, StepRow::CurrentRole);
    item->setData(static_cast<int>(fold), StepRow::FoldRole);
    QStringList spoken{from.title, from.aside, from.look.word};
    if (fold != Fold::None)
        spoken << (fold == Fold::Folded ? tr("folded") : tr("unfolded"));
    spoken.removeAll(QString());
    item->setData(spoken.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
    QStringList lines{from.title, from.aside, from.detail};
    lines.removeAll(QString());
    item->setToolTip(lines.join(QLatin1Char('\n')).toHtmlEscaped());
}

void StepSidebar::hideFolded(const QList<StepRow> &rows)
{
    for (int row = 0; row < rows.size(); ++row) {
        const bool hidden = !rows.at(row).heads && isFolded(rows.at(row));
        if (hidden == isRowHidden(row))
            continue;
        if (hidden && currentIndex().row() == row)
            setCurrentIndex(lineAbove(currentIndex())); // the keyboard is on what can be seen
        setRowHidden(row, hidden);
        m_inSight = -1;
    }
}

void StepSidebar::showCurrent()
{
    if (!m_following)
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (!index.data(StepRow::CurrentRole).toBool())
            continue;
        // Not with every word of the run: that would pull away what the operator has scrolled to.
        if (row != m_inSight)
            scrollTo(index);
        m_inSight = row;
        return;
    }
}

void StepSidebar::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    const Fold fold = foldOf(index);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (fold != Fold::None) {
            unfold(index, fold == Fold::Folded);
            return;
        }
        break;
    case Qt::Key_Right:
        if (fold == Fold::Folded) {
            unfold(index, true);
            return;
        }
        break;
    case Qt::Key_Left:
        if (fold == Fold::Unfolded)
            unfold(index, false);
        else if (index.isValid())
            setCurrentIndex(lineAbove(index));
        return;
    default:
        break;
    }
    QListView::keyPressEvent(event);
}

void StepSidebar::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    m_inSight = -1;
    showCurrent();
}

void StepSidebar::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Steps of this run"));
        rebuild();
    }
}

} // namespace edgelink::ui

#include "moc_stepsidebar.cpp"
