// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/stepsidebar.h"

#include "widgets/controls/clock.h"
#include "widgets/controls/states.h"
#include "widgets/run/runtext.h"
#include "widgets/style/look.h"
#include "widgets/style/painting.h"
#include "widgets/style/textheight.h"

#include <QEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace edgelink::ui {

namespace {

enum ItemRole { GlyphRole = Qt::UserRole + 1, ColorRole, DetailRole, DepthRole, StepRole, PageRole, CurrentRole };

constexpr int Indent = 20;
constexpr int GlyphSide = 14;
constexpr int LineHeight = 34;
constexpr int DetailHeight = 16;
constexpr int MostLines = 2;

class StepDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
        const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
        const int more = titleHeight(index, rowOf(QRect(0, 0, width, 0))) - lineHeightOf(index);
        return {width, LineHeight + more + (index.data(DetailRole).toString().isEmpty() ? 0 : DetailHeight)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect row = rowOf(option.rect);
        const bool current = index.data(CurrentRole).toBool();
        if (current || option.state.testFlag(QStyle::State_Selected))
            drawRoundedFrame(*painter, row, color(current ? Role::Selection : Role::Raised), Qt::transparent, 0);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Selected))
            drawFocusRing(*painter, QRectF(row).adjusted(1, 1, -1, -1), color(Role::Action));
        const QString detail = index.data(DetailRole).toString();
        const int height = titleHeight(index, row);
        const int whole = height + (detail.isEmpty() ? 0 : DetailHeight);
        QRect text = textOf(index, row);
        text.moveTop(row.top() + (row.height() - whole) / 2);
        text.setHeight(height);
        const QRectF glyph(text.left() - space::Small - GlyphSide, text.top() + (lineHeightOf(index) - GlyphSide) / 2.0,
                           GlyphSide, GlyphSide);
        const Role role = static_cast<Role>(index.data(ColorRole).toInt());
        drawGlyph(*painter, glyph, static_cast<Glyph>(index.data(GlyphRole).toInt()), color(role));
        painter->setFont(fontOf(index));
        const bool waiting = static_cast<Glyph>(index.data(GlyphRole).toInt()) == Glyph::Ring;
        painter->setPen(color(waiting ? Role::Muted : Role::Text));
        painter->drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                          index.data(Qt::DisplayRole).toString());
        if (detail.isEmpty())
            return;
        const QFont small = textFont(TextSize::Small);
        painter->setFont(small);
        painter->setPen(color(Role::Muted));
        painter->drawText(QRect(text.left(), text.bottom() + 1, text.width(), DetailHeight),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(small).elidedText(detail, Qt::ElideRight, text.width()));
    }

private:
    static QRect rowOf(const QRect &item) { return item.adjusted(4, 1, -4, -1); }
    static QFont fontOf(const QModelIndex &index)
    {
        return textFont(TextSize::Body, index.data(CurrentRole).toBool() ? QFont::DemiBold : QFont::Normal);
    }
    static QRect textOf(const QModelIndex &index, const QRect &row)
    {
        const int left = row.left() + space::Small + Indent * index.data(DepthRole).toInt() + GlyphSide + space::Small;
        return {left, row.top(), row.right() - space::Small - left, 0};
    }
    static int lineHeightOf(const QModelIndex &index)
    {
        return firstLineHeight(fontOf(index), index.data(Qt::DisplayRole).toString());
    }
    /// A step is known by its whole name: two lines for those that do not fit into one.
    static int titleHeight(const QModelIndex &index, const QRect &row)
    {
        const QFontMetrics metrics(fontOf(index));
        const QRect room(0, 0, textOf(index, row).width(), lineHeightOf(index) * MostLines);
        const int needed
            = metrics.boundingRect(room, Qt::TextWordWrap, index.data(Qt::DisplayRole).toString()).height();
        return std::clamp(needed, lineHeightOf(index), room.height());
    }
};

struct Row {
    QString key;
    QString title;
    QString detail;
    StateLook look;
    int depth = 0;
    int step = -1;
    QString page;
    bool current = false;
};

/// The one state that stands for several steps: the worst of what has happened, running where one runs.
StepState summaryState(const QList<StepRecord> &steps)
{
    const auto any = [&steps](StepState state) {
        return std::any_of(steps.cbegin(), steps.cend(),
                           [state](const StepRecord &step) { return step.state == state; });
    };
    for (const StepState state : {StepState::Running, StepState::Failed, StepState::Unknown}) {
        if (any(state))
            return state;
    }
    if (any(StepState::Waiting))
        return StepState::Waiting;
    for (const StepState state : {StepState::Undone, StepState::Skipped, StepState::Warning}) {
        if (any(state))
            return state;
    }
    return steps.isEmpty() ? StepState::Waiting : StepState::Done;
}

QString countText(const QList<StepRecord> &steps)
{
    const auto done = std::count_if(steps.cbegin(), steps.cend(),
                                    [](const StepRecord &step) { return step.state == StepState::Done; });
    return StepSidebar::tr("%1 of %2").arg(done).arg(steps.size());
}

QString stepDetail(const StepRecord &step)
{
    if (step.state == StepState::Skipped)
        return StepSidebar::tr("skipped: “%1”").arg(step.reason);
    if (step.state == StepState::Running || step.state == StepState::Waiting || !step.startedAt.isValid()
        || !step.finishedAt.isValid())
        return {};
    return step.state == StepState::Done ? QString() : step.text;
}

QList<Row> rowsOf(const RunSnapshot &run)
{
    QList<Row> rows;
    const bool prepared = !run.runId.isEmpty();
    const bool confirmed = run.startedAt.isValid();
    rows.append({QStringLiteral("parameters"),
                 StepSidebar::tr("Parameters"),
                 {},
                 stateLook(prepared ? StepState::Done : StepState::Running),
                 0,
                 -1,
                 QStringLiteral("preflight"),
                 !prepared});
    rows.append({QStringLiteral("preflight"), StepSidebar::tr("Pre-flight"),
                 run.preflight.isEmpty() ? QString() : countText(run.preflight), stateLook(summaryState(run.preflight)),
                 0, -1, QStringLiteral("preflight"),
                 prepared && (run.state == RunState::Preflight || run.state == RunState::Refused)});
    rows.append({QStringLiteral("review"), StepSidebar::tr("Review"),
                 confirmed ? StepSidebar::tr("confirmed %1").arg(timeText(run.startedAt)) : QString(),
                 stateLook(confirmed                                         ? StepState::Done
                               : run.state == RunState::AwaitingConfirmation ? StepState::Running
                                                                             : StepState::Waiting),
                 0, -1, QStringLiteral("review"), run.state == RunState::AwaitingConfirmation});
    QString phase;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const StepRecord &step = run.steps.at(i);
        if (step.phase != phase) {
            phase = step.phase;
            QList<StepRecord> ofPhase;
            std::copy_if(run.steps.cbegin(), run.steps.cend(), std::back_inserter(ofPhase),
                         [&phase](const StepRecord &other) { return other.phase == phase; });
            rows.append({QStringLiteral("phase-") + phase,
                         phaseTitle(phase),
                         countText(ofPhase),
                         stateLook(summaryState(ofPhase)),
                         0,
                         static_cast<int>(i),
                         {},
                         false});
        }
        rows.append({step.id,
                     runText(step.title, run),
                     stepDetail(step),
                     stateLook(step.state),
                     1,
                     static_cast<int>(i),
                     {},
                     i == run.current && run.isActive()});
    }
    const bool over = run.state == RunState::Finished;
    rows.append({QStringLiteral("summary"),
                 StepSidebar::tr("Summary and report"),
                 {},
                 over ? stateLook(run.outcome.value_or(Outcome::Unknown)) : stateLook(StepState::Waiting),
                 0,
                 -1,
                 QStringLiteral("summary"),
                 over});
    return rows;
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
    connect(this, &QListView::clicked, this, &StepSidebar::chosen);
    connect(this, &QListView::activated, this, &StepSidebar::chosen);
}

void StepSidebar::setRun(const RunSnapshot &run)
{
    m_run = run;
    rebuild();
}

void StepSidebar::followCurrent()
{
    m_following = true;
    rebuild();
}

void StepSidebar::chosen(const QModelIndex &index)
{
    const int step = index.data(StepRole).toInt();
    m_following = index.data(CurrentRole).toBool();
    if (step >= 0)
        emit stepChosen(step);
    else
        emit pageChosen(index.data(PageRole).toString());
}

void StepSidebar::rebuild()
{
    const QList<Row> rows = rowsOf(m_run);
    QString shape;
    for (const Row &row : rows)
        shape += row.key + QLatin1Char('\n');
    if (shape != m_shape) {
        m_shape = shape;
        m_model->clear();
        for (qsizetype i = 0; i < rows.size(); ++i)
            m_model->appendRow(new QStandardItem); // the model owns its items
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Row &row = rows.at(i);
        QStandardItem *item = m_model->item(static_cast<int>(i));
        item->setText(row.title);
        item->setData(static_cast<int>(row.look.glyph), GlyphRole);
        item->setData(static_cast<int>(row.look.role), ColorRole);
        item->setData(row.detail, DetailRole);
        item->setData(row.depth, DepthRole);
        item->setData(row.step, StepRole);
        item->setData(row.page, PageRole);
        item->setData(row.current, CurrentRole);
        item->setData(QStringLiteral("%1, %2").arg(row.title, row.look.word), Qt::AccessibleTextRole);
        item->setToolTip(
            (row.detail.isEmpty() ? row.title : row.title + QLatin1Char('\n') + row.detail).toHtmlEscaped());
        if (row.current && m_following)
            scrollTo(item->index());
    }
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
