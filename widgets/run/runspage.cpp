// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runspage.h"

#include "models/ports/marshal.h"
#include "models/ports/runbooksession.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/glyphicon.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/statepane.h"
#include "widgets/run/runtext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>
#include <utility>

namespace edgelink::ui {

namespace {

constexpr int ListedRuns = 200;
constexpr int RunbooksInSight = 5; ///< without scrolling, however little room the runs leave

/// How a run ended, or that it did not, at a glance.
StateLook runLook(const RunSnapshot &run)
{
    if (run.state == RunState::Refused)
        return stateLook(StepState::Failed);
    return run.state == RunState::Finished ? stateLook(run.outcome.value_or(Outcome::Unknown))
                                           : stateLook(StepState::Running);
}

QTableWidget *table(int columns, QWidget *parent)
{
    auto *table = new QTableWidget(0, columns, parent);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(RowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setIconSize({GlyphIconSide, GlyphIconSide});
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    return table;
}

void setRow(QTableWidget *table, int row, const QStringList &cells)
{
    for (int column = 0; column < cells.size(); ++column) {
        auto *item = new QTableWidgetItem(cells.at(column)); // the table owns it
        item->setToolTip(cells.at(column).toHtmlEscaped());
        table->setItem(row, column, item);
    }
}

void showProblem(StateStack *stack, const Error &error)
{
    if (error.kind == ErrorKind::Forbidden)
        stack->pane()->showNoPermission(error);
    else
        stack->pane()->showError(error);
    stack->pane()->setAction(RunsPage::tr("Read again"));
}

} // namespace

RunsPage::RunsPage(const RunPorts &ports, Arming *arming, QWidget *parent)
    : QWidget(parent)
    , m_ports(ports)
    , m_arming(arming)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    outer->addWidget(m_stack);

    m_overview = new QWidget(m_stack);
    auto *layout = new QVBoxLayout(m_overview);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    layout->setSpacing(space::Medium);
    m_cutOff = new Card(m_overview);
    m_cutOff->setAccent(Role::Caution);
    auto *cutOffRow = new QHBoxLayout;
    m_cutOffText = new Label(m_cutOff);
    m_cutOffText->setWordWrap(true);
    m_continue = new Button({}, Button::Kind::Primary, m_cutOff);
    cutOffRow->addWidget(m_cutOffText, 1);
    m_readAgain = new Button({}, Button::Kind::Plain, m_cutOff);
    cutOffRow->addWidget(m_continue);
    cutOffRow->addWidget(m_readAgain);
    m_cutOff->body()->addLayout(cutOffRow);
    m_cutOff->hide();
    layout->addWidget(m_cutOff);

    m_catalogue = new Card(m_overview);
    m_catalogueTable = table(3, m_catalogue);
    m_catalogueStack = new StateStack(m_catalogueTable, m_catalogue);
    m_catalogue->body()->addWidget(m_catalogueStack);
    layout->addWidget(m_catalogue, 1);
    m_history = new Card(m_overview);
    m_historyTable = table(5, m_history);
    m_historyStack = new StateStack(m_historyTable, m_history);
    m_history->body()->addWidget(m_historyStack);
    layout->addWidget(m_history, 2);
    m_stack->addWidget(m_overview);

    m_runFrame = new QWidget(m_stack);
    auto *runLayout = new QVBoxLayout(m_runFrame);
    runLayout->setContentsMargins(0, space::Small, 0, 0);
    runLayout->setSpacing(0);
    m_back = new Button({}, Button::Kind::Link, m_runFrame);
    auto *backRow = new QHBoxLayout;
    backRow->setContentsMargins(space::Large, 0, 0, 0);
    backRow->addWidget(m_back);
    backRow->addStretch(1);
    runLayout->addLayout(backRow);
    m_run = new RunPage(ports, arming, m_runFrame);
    runLayout->addWidget(m_run, 1);
    m_stack->addWidget(m_runFrame);

    const auto back = [this] {
        m_stack->setCurrentWidget(m_overview);
        refresh();
    };
    connect(m_back, &Button::clicked, this, back);
    connect(m_run, &RunPage::closed, this, back);
    connect(m_run, &RunPage::reportRequested, this, &RunsPage::reportRequested);
    connect(m_run, &RunPage::wallRequested, this, &RunsPage::wallRequested);
    connect(m_catalogueTable, &QTableWidget::cellActivated, this,
            [this](int row, int) { openRunbook(m_catalogueTable->item(row, 0)->data(Qt::UserRole).toString(), {}); });
    connect(m_historyTable, &QTableWidget::cellActivated, this, [this](int row, int) {
        if (row < 0 || row >= m_past.size())
            return;
        m_run->showRun(m_past.at(row));
        m_stack->setCurrentWidget(m_runFrame);
    });
    connect(m_continue, &Button::clicked, this, [this] {
        if (!m_unfinished.isEmpty())
            resume(m_unfinished.first());
    });
    connect(m_arming, &Arming::changed, this, &RunsPage::showCutOff);
    const auto readAgain = [this] {
        // Only what is missing gives way: a list that could be read stays in sight.
        if (std::exchange(m_runbooksError, std::nullopt))
            m_runbooksRead = false;
        if (std::exchange(m_runsError, std::nullopt))
            m_runsRead = false;
        showRunbooks();
        showRuns();
        refresh();
    };
    connect(m_catalogueStack->pane(), &StatePane::actionTriggered, this, readAgain);
    connect(m_historyStack->pane(), &StatePane::actionTriggered, this, readAgain);
    connect(m_readAgain, &Button::clicked, this, readAgain);
    retranslate();
}

void RunsPage::setEnvironment(const Environment &environment, const QString &actor)
{
    m_actor = actor;
    m_names = {{QStringLiteral("release"), environment.release},
               {QStringLiteral("namespace"), environment.nameSpace},
               {QStringLiteral("cluster"), environment.cluster}};
    m_run->setEnvironment(environment, actor);
    showRunbooks();
}

void RunsPage::setIncident(const Incident &incident)
{
    m_run->setIncident(incident);
}

void RunsPage::setHistory(const ReleaseHistory &history)
{
    m_run->setHistory(history);
}

void RunsPage::open(const RunbookDefinition &runbook, const QMap<QString, QString> &parameters)
{
    m_run->open(runbook, parameters);
    m_stack->setCurrentWidget(m_runFrame);
}

void RunsPage::openRunbook(const QString &id, const QMap<QString, QString> &parameters)
{
    const auto find = [this, id]() -> const RunbookDefinition * {
        const auto it = std::find_if(m_runbooks.cbegin(), m_runbooks.cend(),
                                     [&id](const RunbookDefinition &runbook) { return runbook.id == id; });
        return it == m_runbooks.cend() ? nullptr : &*it;
    };
    if (const RunbookDefinition *known = find()) {
        open(*known, parameters);
        return;
    }
    whenAnswered(m_ports.runbooks->runbooks(), this,
                 [this, find, id, parameters](const Result<QList<RunbookDefinition>> &runbooks) {
                     onRunbooks(runbooks);
                     if (const RunbookDefinition *found = find()) {
                         open(*found, parameters);
                     } else if (runbooks) {
                         m_runbooksError = Error{ErrorKind::NotFound,
                                                 tr("there is no runbook “%1”").arg(id),
                                                 {},
                                                 tr("edgelink-console runbooks lists those that can be used"),
                                                 {}};
                         showRunbooks();
                     }
                 });
}

void RunsPage::openRun(const RunSnapshot &run)
{
    if (m_run->run().runId != run.runId)
        m_run->showRun(run);
    m_stack->setCurrentWidget(m_runFrame);
}

void RunsPage::onRunbooks(const Result<QList<RunbookDefinition>> &runbooks)
{
    m_runbooksRead = true;
    m_runbooksError = runbooks ? std::nullopt : std::optional<Error>(runbooks.error());
    if (runbooks)
        m_runbooks = *runbooks;
    showRunbooks();
    showCutOff();
}

void RunsPage::refresh()
{
    whenAnswered(m_ports.runbooks->runbooks(), this,
                 [this](const Result<QList<RunbookDefinition>> &runbooks) { onRunbooks(runbooks); });
    refreshUnfinished();
    readPast();
}

void RunsPage::refreshUnfinished()
{
    whenAnswered(m_ports.runbooks->unfinished(), this, [this](const Result<QList<RunSnapshot>> &unfinished) {
        const bool isOver = !m_unfinished.isEmpty() && unfinished && unfinished->isEmpty();
        m_unfinishedError = unfinished ? std::nullopt : std::optional<Error>(unfinished.error());
        m_unfinished = unfinished.value_or(QList<RunSnapshot>{});
        showCutOff();
        if (isOver)
            readPast();
    });
}

void RunsPage::readPast()
{
    whenAnswered(m_ports.runbooks->runs(ListedRuns), this, [this](const Result<QList<RunSnapshot>> &runs) {
        m_runsRead = true;
        m_runsError = runs ? std::nullopt : std::optional<Error>(runs.error());
        if (runs)
            m_past = *runs;
        showRuns();
        showCutOff();
    });
}

void RunsPage::showRunbooks()
{
    if (m_runbooksError || !m_runbooksRead) {
        if (m_runbooksError)
            showProblem(m_catalogueStack, *m_runbooksError);
        else
            m_catalogueStack->pane()->showLoading(tr("Reading the runbooks"));
        m_catalogueStack->showPane();
        return;
    }
    QList<RunbookDefinition> offered;
    std::copy_if(m_runbooks.cbegin(), m_runbooks.cend(), std::back_inserter(offered),
                 [](const RunbookDefinition &runbook) { return !runbook.callableOnly; });
    if (offered.isEmpty()) {
        m_catalogueStack->pane()->showEmpty(tr("There is no runbook to run"), {});
        m_catalogueStack->showPane();
        return;
    }
    m_catalogueTable->setRowCount(static_cast<int>(offered.size()));
    for (int row = 0; row < offered.size(); ++row) {
        const RunbookDefinition &runbook = offered.at(row);
        setRow(m_catalogueTable, row,
               {filledIn(runbook.title, m_names), runbook.source, filledIn(runbook.summary, m_names)});
        m_catalogueTable->item(row, 0)->setData(Qt::UserRole, runbook.id);
        m_catalogueTable->item(row, 0)->setToolTip(runbook.id.toHtmlEscaped()); // what the command line calls it
    }
    m_catalogueTable->resizeColumnToContents(0);
    m_catalogueTable->resizeColumnToContents(1);
    // A little more: the heading grows by a pixel once the style has polished it.
    m_catalogueStack->setMinimumHeight(space::Small + m_catalogueTable->horizontalHeader()->sizeHint().height()
                                       + RowHeight
                                           * static_cast<int>(std::min<qsizetype>(offered.size(), RunbooksInSight)));
    m_catalogueStack->showContent();
}

/// A run that was cut off must not be overlooked, also when nobody knows whether there is one.
void RunsPage::showCutOff()
{
    m_cutOff->setVisible(!m_unfinished.isEmpty() || m_unfinishedError);
    const bool elsewhere = !m_unfinished.isEmpty() && m_unfinished.first().atWorkElsewhere != 0;
    m_continue->setVisible(!m_unfinished.isEmpty() && !elsewhere);
    const bool listsStand = m_runbooksRead && !m_runbooksError && m_runsRead && !m_runsError;
    m_readAgain->setVisible(m_unfinishedError && listsStand); // a list that could not be read has a button of its own
    if (m_unfinishedError) {
        m_cutOff->setTitle(tr("Whether a run was cut off is not known"));
        m_cutOffText->setText(m_unfinishedError->sentence());
        return;
    }
    if (elsewhere) {
        showElsewhere(m_unfinished.first());
        return;
    }
    m_cutOff->setTitle(tr("A run was cut off"));
    if (m_unfinished.isEmpty())
        return;
    const RunSnapshot &run = m_unfinished.first();
    const QString blocked = m_arming->blockedReason();
    // When it was cut off nobody saw. When it began and in which step it was, is on the record.
    const bool inStep = run.current >= 0 && run.current < run.steps.size();
    QStringList lines{
        inStep ? tr("“%1” began at %2 and was cut off in step %3 of %4, “%5”.")
                     .arg(runText(run.title, run), timeText(run.startedAt))
                     .arg(run.current + 1)
                     .arg(run.steps.size())
                     .arg(runText(run.steps.at(run.current).title, run))
               : tr("“%1” began at %2 and was cut off.").arg(runText(run.title, run), timeText(run.startedAt))};
    lines << tr("Continuing looks first at what is so now; nothing in doubt is assumed.");
    const qsizetype others = m_unfinished.size() - 1;
    const QString rest = others == 0 ? QString()
        : others == 1                ? tr("1 more run is unfinished; it comes next.")
                                     : tr("%1 more runs are unfinished; they come next.").arg(others);
    for (const QString &more : {rest, m_resumeProblem, blocked}) {
        if (!more.isEmpty())
            lines << more;
    }
    m_cutOffText->setText(lines.join(QLatin1Char('\n')));
    m_continue->setBlocked(blocked);
}

/// Nothing is in doubt, and nothing is to be done here; but whoever joins must know of it, and how it can be stopped.
void RunsPage::showElsewhere(const RunSnapshot &run)
{
    m_cutOff->setTitle(tr("A run is under way in another console"));
    const bool inStep = run.current >= 0 && run.current < run.steps.size();
    QStringList lines{tr("%1 began “%2” at %3.").arg(run.actor, runText(run.title, run), timeText(run.startedAt))};
    if (inStep)
        lines << tr("Step %1 of %2: “%3”.")
                     .arg(run.current + 1)
                     .arg(run.steps.size())
                     .arg(runText(run.steps.at(run.current).title, run));
    lines << tr("Process %1 on this machine executes it. To stop it from here: edgelink-console stop %2")
                 .arg(run.atWorkElsewhere)
                 .arg(run.runId);
    m_cutOffText->setText(lines.join(QLatin1Char('\n')));
}

void RunsPage::showRuns()
{
    if (m_runsError || !m_runsRead) {
        if (m_runsError)
            showProblem(m_historyStack, *m_runsError);
        else
            m_historyStack->pane()->showLoading(tr("Reading the runs from the record"));
        m_historyStack->showPane();
        return;
    }
    m_historyTable->setRowCount(static_cast<int>(m_past.size()));
    for (int row = 0; row < m_past.size(); ++row) {
        const RunSnapshot &run = m_past.at(row);
        const QString duration = run.startedAt.isValid() && run.finishedAt.isValid()
            ? clockText(run.startedAt.secsTo(run.finishedAt))
            : QStringLiteral("–");
        const QString state = run.state == RunState::Finished || run.state == RunState::Refused ? outcomeTitle(run)
            : run.atWorkElsewhere != 0 ? tr("In another console")
                                       : tr("Unfinished");
        setRow(m_historyTable, row, {timeText(run.startedAt), runText(run.title, run), state, duration, run.endState});
        m_historyTable->item(row, 2)->setIcon(glyphIcon(runLook(run)));
    }
    for (int column = 0; column < 4; ++column)
        m_historyTable->resizeColumnToContents(column);
    if (m_past.isEmpty()) {
        m_historyStack->pane()->showEmpty(tr("No run yet"), tr("Runs appear here as soon as one is confirmed."));
        m_historyStack->showPane();
    } else {
        m_historyStack->showContent();
    }
}

void RunsPage::resume(const RunSnapshot &run)
{
    m_resumeProblem.clear();
    m_run->showRun(run);
    m_stack->setCurrentWidget(m_runFrame);
    whenAnswered(m_ports.runbooks->resume(run.runId, m_actor), this, [this](const Result<bool> &resumed) {
        if (!resumed) {
            m_resumeProblem = resumed.error().sentence();
            m_stack->setCurrentWidget(m_overview);
        }
        refresh();
    });
}

void RunsPage::retranslate()
{
    m_catalogue->setTitle(tr("Runbooks"));
    m_history->setTitle(tr("Runs"));
    m_continue->setText(tr("Check the cluster, then continue this run"));
    m_readAgain->setText(tr("Read again"));
    m_back->setText(tr("‹ All runs"));
    m_catalogueTable->setHorizontalHeaderLabels({tr("Runbook"), tr("Section"), tr("What it does")});
    m_historyTable->setHorizontalHeaderLabels(
        {tr("Started (UTC)"), tr("Run"), tr("Outcome"), tr("Took"), tr("End state")});
    m_catalogueTable->setAccessibleName(tr("Runbooks"));
    m_historyTable->setAccessibleName(tr("Runs"));
    showCutOff();
    showRunbooks();
    showRuns();
}

void RunsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showRuns(); // the colours of its glyphs
}

void RunsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

} // namespace edgelink::ui

#include "moc_runspage.cpp"
