// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/stepsidebar.h"

#include "widgets/controls/clock.h"
#include "widgets/controls/states.h"
#include "widgets/run/runtext.h"
#include "widgets/style/look.h"
#include "widgets/style/painting.h"

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

class StepDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {option.rect.width(), index.data(DetailRole).toString().isEmpty() ? LineHeight : LineHeight + 16};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect row = option.rect.adjusted(4, 1, -4, -1);
        const bool current = index.data(CurrentRole).toBool();
        if (current || option.state.testFlag(QStyle::State_Selected))
            drawRoundedFrame(*painter, row, color(current ? Role::Selection : Role::Raised), Qt::transparent, 0);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Selected))
            drawFocusRing(*painter, QRectF(row).adjusted(1, 1, -1, -1), color(Role::Action));
        const int left = row.left() + space::Small + Indent * index.data(DepthRole).toInt();
        const QString detail = index.data(DetailRole).toString();
        const int height = detail.isEmpty() ? row.height() : row.height() / 2;
        const QRectF glyph(left, row.top() + (height - GlyphSide) / 2.0 + (detail.isEmpty() ? 0 : 2), GlyphSide,
                           GlyphSide);
        const Role role = static_cast<Role>(index.data(ColorRole).toInt());
        drawGlyph(*painter, glyph, static_cast<Glyph>(index.data(GlyphRole).toInt()), color(role));
        const QRect text(left + GlyphSide + space::Small, row.top() + (detail.isEmpty() ? 0 : 2),
                         row.right() - left - GlyphSide - 2 * space::Small, height);
        const QFont font = textFont(TextSize::Body, current ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        const bool waiting = static_cast<Glyph>(index.data(GlyphRole).toInt()) == Glyph::Ring;
        painter->setPen(color(waiting ? Role::Muted : Role::Text));
        const QString title = index.data(Qt::DisplayRole).toString();
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(title, Qt::ElideRight, text.width()));
        if (detail.isEmpty())
            return;
        const QFont small = textFont(TextSize::Small);
        painter->setFont(small);
        painter->setPen(color(Role::Muted));
        painter->drawText(text.translated(0, height - 4), Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(small).elidedText(detail, Qt::ElideRight, text.width()));
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
        item->setToolTip(row.detail.toHtmlEscaped());
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
