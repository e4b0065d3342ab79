// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/timelinepage.h"

#include "models/items/timelinemodel.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "widgets/controls/button.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/label.h"
#include "widgets/controls/statepane.h"
#include "widgets/controls/textdialog.h"
#include "widgets/timeline/chainnotice.h"
#include "widgets/timeline/kinddelegate.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QJsonDocument>
#include <QScrollBar>
#include <QTableView>

namespace edgelink::ui {

namespace {

QString eventText(const JournalEvent &event)
{
    return TimelinePage::tr("#%1  %2\n%3  %4  %5\nrun %6  step %7  incident %8\nid %9\n\n")
               .arg(QString::number(event.sequence), event.time().toString(Qt::ISODateWithMs), event.draft.kind,
                    event.draft.actor, event.draft.environment, event.draft.runId, event.draft.stepId,
                    event.draft.incidentId, event.draft.id.toString(QUuid::WithoutBraces))
        + QString::fromUtf8(QJsonDocument(event.draft.payload).toJson(QJsonDocument::Indented))
        + TimelinePage::tr("\nprevious %1\nhash     %2\n")
              .arg(QString::fromLatin1(event.previousHash.toHex()), QString::fromLatin1(event.hash.toHex()));
}

} // namespace

TimelinePage::TimelinePage(Journal *journal, const QString &environment, QWidget *parent)
    : QWidget(parent)
    , m_journal(journal)
    , m_environment(environment)
    , m_model(new TimelineModel(journal, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    layout->setSpacing(space::Medium);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(space::Medium);
    m_filter = new FilterField(this);
    m_onlyIncident = new QCheckBox(this);
    m_reads = new QCheckBox(this);
    m_note = new Button(this);
    tools->addWidget(m_filter, 1);
    tools->addWidget(m_onlyIncident);
    tools->addWidget(m_reads);
    tools->addWidget(m_note);
    layout->addLayout(tools);

    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(TimelineModel::KindColumn, new KindDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(TimelineModel::TextColumn, QHeaderView::Stretch);
    const QList<std::pair<int, int>> widths{{TimelineModel::TimeColumn, 165},
                                            {TimelineModel::KindColumn, 150},
                                            {TimelineModel::WhoColumn, 110},
                                            {TimelineModel::PlaceColumn, 160},
                                            {TimelineModel::ResultColumn, 150}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_stack = new StateStack(m_table, this);
    setFocusProxy(m_table); // not the search above it, where the window's keys would become text
    layout->addWidget(m_stack, 1);

    m_notice = new ChainNotice(this); // below the rows: they keep their places when it comes
    layout->addWidget(m_notice);

    auto *foot = new QHBoxLayout;
    m_proof = new Label({}, TextSize::Small, Role::Muted, this);
    m_proof->setMonospace(TextSize::Small);
    m_proof->setSelectable(true);
    m_verify = new Button(this);
    foot->addWidget(m_proof, 1);
    foot->addWidget(m_verify);
    layout->addLayout(foot);

    connect(m_filter, &FilterField::filterChanged, m_model, &TimelineModel::setText);
    connect(m_reads, &QCheckBox::toggled, m_model, &TimelineModel::setIncludeReads);
    connect(m_onlyIncident, &QCheckBox::toggled, this, &TimelinePage::applyFilter);
    connect(m_note, &Button::clicked, this, &TimelinePage::noteRequested);
    connect(m_verify, &Button::clicked, this, &TimelinePage::verify);
    connect(m_table, &QTableView::activated, this, &TimelinePage::openEvent);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= m_table->verticalScrollBar()->maximum(); });
    connect(m_stack->pane(), &StatePane::actionTriggered, m_model, &TimelineModel::refresh);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TimelinePage::onRows);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TimelinePage::onRows);
    connect(m_model, &TimelineModel::loadingChanged, this, &TimelinePage::onRows);
    connect(m_model, &TimelineModel::errorChanged, this, &TimelinePage::onRows);
    retranslate();
    applyFilter();
}

void TimelinePage::setIncident(const QString &incidentId)
{
    m_incidentId = incidentId;
    m_onlyIncident->setEnabled(!incidentId.isEmpty());
    m_onlyIncident->setToolTip(incidentId.isEmpty() ? tr("No incident is open.") : incidentId.toHtmlEscaped());
    if (m_onlyIncident->isChecked())
        applyFilter();
}

void TimelinePage::applyFilter()
{
    JournalQuery query;
    query.environment = m_environment;
    query.text = m_filter->text().trimmed();
    query.includeReads = m_reads->isChecked();
    if (m_onlyIncident->isChecked())
        query.incidentId = m_incidentId;
    m_atEnd = true;
    m_model->setFilter(query);
}

void TimelinePage::onRows()
{
    if (m_model->error()) {
        m_stack->pane()->showError(*m_model->error());
        m_stack->pane()->setAction(tr("Read the journal again"));
        m_stack->showPane();
    } else if (m_model->rowCount() == 0) {
        const bool narrowed = !m_filter->text().trimmed().isEmpty() || m_onlyIncident->isChecked();
        if (m_model->isLoading())
            m_stack->pane()->showLoading(tr("Reading the journal"));
        else if (narrowed)
            m_stack->pane()->showEmpty(tr("Nothing matches"), tr("Search for something else, or show all incidents."));
        else
            m_stack->pane()->showEmpty(tr("Nothing on record here"),
                                       tr("Every action, breach and note appears as soon as it is durably written."));
        m_stack->pane()->setAction({});
        m_stack->showPane();
    } else {
        m_stack->showContent();
        if (m_atEnd)
            m_table->scrollToBottom();
    }
}

void TimelinePage::openEvent(const QModelIndex &index)
{
    const auto event = index.data(TimelineModel::EventRole).value<JournalEvent>();
    if (event.sequence > 0)
        TextDialog::open(this, tr("Event %1").arg(event.sequence), eventText(event));
}

void TimelinePage::verify()
{
    m_verify->setBlocked(tr("The chain is being checked."));
    m_proof->setText(tr("checking the chain …"));
    whenAnswered(m_journal->verify(), this, [this](const Result<JournalCheck> &check) {
        m_verify->setBlocked({});
        m_check = check;
        showCheck();
    });
}

void TimelinePage::showCheck()
{
    if (!m_check)
        return;
    const Result<JournalCheck> &check = *m_check;
    m_notice->setCheck(check);
    m_proof->setText(check && check->intact
                         ? tr("%n event(s), chain intact, head %1", nullptr, static_cast<int>(check->events))
                               .arg(QString::fromLatin1(check->head.toHex()))
                         : QString());
}

void TimelinePage::blockNotes(const QString &reason)
{
    m_note->setBlocked(reason);
}

void TimelinePage::retranslate()
{
    m_onlyIncident->setText(tr("This incident only"));
    m_reads->setText(tr("Show reads"));
    m_note->setText(tr("Add a note…"));
    m_verify->setText(tr("Verify the chain"));
    m_table->setAccessibleName(tr("Timeline"));
    m_table->viewport()->update(); // the model makes its sentences when they are painted
    m_table->horizontalHeader()->viewport()->update();
    showCheck();
    onRows();
}

void TimelinePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_timelinepage.cpp"
