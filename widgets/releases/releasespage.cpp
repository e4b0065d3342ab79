// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/releases/releasespage.h"

#include "models/items/revisionmodel.h"
#include "models/ports/databasesource.h"
#include "models/ports/marshal.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/filterfield.h"
#include "widgets/controls/label.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/statepane.h"
#include "widgets/controls/states.h"
#include "widgets/controls/timelabels.h"
#include "widgets/releases/diffview.h"
#include "widgets/releases/revisiondelegate.h"
#include "widgets/releases/verdictpane.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QScrollArea>
#include <QShowEvent>
#include <QTableView>

namespace edgelink::ui {

namespace {

QScrollArea *scrolled(QWidget *content, QWidget *parent)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    // A column of its card, not a box in it.
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

} // namespace

ReleasesPage::ReleasesPage(const ReleasePorts &ports, const Environment &environment, Arming *arming, QWidget *parent)
    : QWidget(parent)
    , m_ports(ports)
    , m_environment(environment)
    , m_arming(arming)
    , m_model(new RevisionModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    layout->setSpacing(space::Medium);

    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RevisionDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *freshness = new QHBoxLayout; // always there: the age of what is read must be seen, and nothing may move
    freshness->setSpacing(space::Small);
    m_state = new StateLabel(this);
    m_state->setTextSize(TextSize::Small);
    m_readAge = new AgeLabel(this);
    m_readAge->setTextSize(TextSize::Small);
    m_readAge->setRole(Role::Muted);
    freshness->addWidget(m_state, 1);
    freshness->addWidget(m_readAge);
    layout->addLayout(freshness);
    m_stack = new StateStack(m_table, this);
    setFocusProxy(m_table);
    m_stack->setMinimumHeight(RowHeight * 4);
    layout->addWidget(m_stack, 2);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);
    m_changes = new Card(this);
    auto *tools = new QHBoxLayout;
    m_against = new QComboBox(m_changes);
    m_filter = new FilterField(m_changes);
    m_diffHint = new Label({}, TextSize::Small, Role::Muted, m_changes);
    m_diffHint->setElide(Qt::ElideRight);
    tools->addWidget(m_against);
    tools->addStretch(1);
    tools->addWidget(m_filter);
    m_changes->body()->addLayout(tools);
    m_changes->body()->addWidget(m_diffHint); // a line of its own: beside the box it was cut in the middle
    m_diff = new DiffView(m_changes);
    m_changes->body()->addWidget(m_diff, 1);
    columns->addWidget(m_changes, 5);

    m_keeps = new Card(this);
    auto *keeps = new QWidget(m_keeps);
    auto *keepsLayout = new QVBoxLayout(keeps);
    keepsLayout->setContentsMargins(0, 0, 0, 0);
    m_notReverted = new Label(keeps);
    m_notReverted->setWordWrap(true);
    m_notReverted->setSelectable(true);
    keepsLayout->addWidget(m_notReverted);
    keepsLayout->addStretch(1);
    m_keepsScroll = scrolled(keeps, m_keeps);
    m_keeps->body()->addWidget(m_keepsScroll, 1);
    columns->addWidget(m_keeps, 2);

    m_facts = new Card(this);
    m_verdictPane = new VerdictPane(m_facts);
    m_factsScroll = scrolled(m_verdictPane, m_facts);
    m_facts->body()->addWidget(m_factsScroll, 1);
    m_rollBack = new Button({}, Button::Kind::Primary, m_facts);
    m_facts->body()->addWidget(new ReasonLine(m_rollBack, m_facts));
    m_facts->body()->addWidget(m_rollBack);
    columns->addWidget(m_facts, 3);
    layout->addLayout(columns, 5);

    connect(m_ports.releases, &ReleaseSource::historyChanged, this, &ReleasesPage::onHistory);
    connect(m_ports.releases, &ReleaseSource::statusChanged, this, &ReleasesPage::onStatus);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReleasesPage::onSelected);
    connect(m_against, &QComboBox::currentIndexChanged, this, [this] {
        m_from = 0;
        loadDiff();
    });
    connect(m_filter, &FilterField::filterChanged, m_diff, &DiffView::setFilter);
    connect(m_rollBack, &Button::clicked, this, [this] { emit rollbackRequested(selected()); });
    connect(m_arming, &Arming::changed, this, &ReleasesPage::refreshButton);
    connect(&SecondTick::instance(), &SecondTick::tick, m_table->viewport(), qOverload<>(&QWidget::update)); // ages
    connect(m_stack->pane(), &StatePane::actionTriggered, this, [this] {
        m_status = {};
        showPane();
        readNow();
    });
    retranslate();
}

int ReleasesPage::selected() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? index.data(RevisionModel::NumberRole).toInt() : 0;
}

void ReleasesPage::selectRevision(int number)
{
    const QModelIndex index = m_model->indexOf(number);
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void ReleasesPage::showDiff(int from, int to)
{
    m_from = from;
    m_shownFor = 0;
    selectRevision(to);
    m_from = from;
    loadDiff();
}

void ReleasesPage::readNow()
{
    whenAnswered(m_ports.releases->history(), this, [this](const Result<ReleaseHistory> &history) {
        if (history)
            onHistory(*history);
        else
            onStatus({SourceStatus::State::Down, {}, history.error(), {}});
    });
    if (m_ports.database == nullptr)
        return;
    whenAnswered(m_ports.database->schemaVersion(), this, [this](const Result<SchemaVersion> &schema) {
        m_model->setSchema(m_environment.schemaByAppVersion,
                           schema && schema->present ? std::optional<qint64>(schema->version) : std::nullopt);
        m_table->resizeColumnToContents(RevisionModel::SchemaColumn); // which fits is known only now
    });
}

void ReleasesPage::onHistory(const ReleaseHistory &history)
{
    const bool first = m_model->rowCount() == 0;
    const auto numbers = [](const ReleaseHistory &one) {
        QList<int> found;
        for (const Revision &revision : one.revisions)
            found << revision.number;
        return found;
    };
    const bool others = numbers(m_model->history()) != numbers(history);
    m_model->setHistory(history);
    if (others) // else a list that is open on screen would close with every reading
        fillAgainst();
    m_readAge->setTime(history.readAt);
    m_status = {};
    m_read = true;
    showFreshness();
    if (history.revisions.isEmpty()) {
        showPane();
        m_verdictPane->setError(tr("There is no revision to go back to."));
        return;
    }
    // Before the table is shown: with the keyboard it would choose its first row, whatever is proposed.
    const bool chosen = selected() != 0;
    if (!chosen) {
        const Revision *target = m_model->proposed();
        selectRevision(target != nullptr ? target->number : history.revisions.last().number);
    }
    m_stack->showContent();
    if (first) {
        for (int column = 0; column < RevisionModel::DescriptionColumn; ++column)
            m_table->resizeColumnToContents(column);
    }
    if (chosen) {
        m_shownFor = 0; // the live state may have changed under the same selection
        onSelected();
    }
}

void ReleasesPage::setIncident(const Incident &incident)
{
    m_model->setIllSince(incident.illSince());
}

/// Old rows stay readable, but never pass for what is so now.
void ReleasesPage::showFreshness()
{
    if (m_status.error)
        m_state->setLook(stateLook(TriggerState::Stale), tr("stale · %1").arg(m_status.error->sentence()));
    else if (m_model->rowCount() > 0)
        m_state->setLook({}, tr("History of %1, as helm tells it").arg(m_environment.release));
    else
        m_state->setLook({}, {});
    m_state->setTextRole(m_status.error ? Role::Unknown : Role::Muted);
}

void ReleasesPage::onStatus(const SourceStatus &status)
{
    m_status = status;
    if (m_model->rowCount() > 0)
        showFreshness();
    if (!status.error || m_model->rowCount() > 0)
        return;
    showPane();
    m_verdictPane->setError(tr("Without the history nothing can be judged."));
}

void ReleasesPage::showPane()
{
    StatePane *pane = m_stack->pane();
    if (m_status.error) {
        if (m_status.error->kind == ErrorKind::Forbidden)
            pane->showNoPermission(*m_status.error);
        else
            pane->showError(*m_status.error);
        pane->setAction(tr("Read the history again"));
    } else if (m_read) {
        pane->showEmpty(tr("%1 has no revisions in %2").arg(m_environment.release, m_environment.nameSpace),
                        tr("Check release and namespace in the configuration."));
    } else {
        pane->showLoading(tr("Reading the history of %1").arg(m_environment.release));
    }
    m_stack->showPane();
    refreshButton();
}

void ReleasesPage::onSelected()
{
    if (!isVisible() || selected() == 0 || selected() == m_shownFor)
        return;
    m_shownFor = selected();
    m_from = 0;
    loadDiff();
    loadVerdict();
}

void ReleasesPage::loadDiff()
{
    const int target = selected();
    const ReleaseHistory &history = m_model->history();
    if (target == 0 || history.revisions.isEmpty())
        return;
    const quint64 generation = ++m_diffGeneration;
    m_diffHint->setText(tr("comparing …"));
    const auto shown = [this, generation](const Result<ReleaseDiff> &diff) {
        if (generation != m_diffGeneration)
            return;
        if (!diff) {
            m_diffHint->setText(diff.error().sentence());
            m_diff->setDiff({});
            return;
        }
        m_diffHint->setText(diff->objects.isEmpty()
                                ? tr("%1 and %2 do not differ").arg(diff->from, diff->to)
                                : tr("%n object(s) · %1 → %2", nullptr, static_cast<int>(diff->objects.size()))
                                      .arg(diff->from, diff->to));
        m_diff->setDiff(*diff);
    };
    const auto against = static_cast<Against>(m_against->currentIndex());
    const int newest = history.revisions.last().number;
    if (const int from = m_from > 0 ? m_from : m_against->currentData().toInt(); from > 0)
        whenAnswered(m_ports.releases->diff(from, target), this, shown);
    else if (against == Against::Live)
        whenAnswered(m_ports.releases->diffLive(target), this, shown);
    else if (against == Against::Newest)
        whenAnswered(m_ports.releases->diff(newest, target), this, shown);
    else
        whenAnswered(m_ports.releases->diff(std::max(history.revisions.first().number, target - 1), target), this,
                     shown);
}

void ReleasesPage::loadVerdict()
{
    const int target = selected();
    const quint64 generation = ++m_verdictGeneration;
    m_verdict.reset();
    m_notReverted->clear();
    const bool live = !m_model->history().revisions.isEmpty() && m_model->history().revisions.last().number == target;
    m_noVerdict = live                ? tr("There is nothing to roll back.")
        : m_ports.verdicts == nullptr ? tr("There is no verdict: see why above.")
                                      : QString();
    refreshButton();
    if (m_ports.verdicts == nullptr || live) {
        if (live)
            m_verdictPane->setRemark(tr("Revision %1 is the newest one: there is nothing to roll back.").arg(target));
        else
            m_verdictPane->setError(tr("No verdict source is configured."));
        return;
    }
    m_verdictPane->setWaiting(tr("Collecting the facts for revision %1").arg(target));
    m_notReverted->setText(tr("Known when the facts are there."));
    whenAnswered(m_ports.verdicts->verdict(target), this, [this, generation](const Result<Verdict> &verdict) {
        if (generation != m_verdictGeneration)
            return;
        m_notReverted->clear();
        if (!verdict) {
            m_verdictPane->setError(verdict.error().sentence());
            m_noVerdict = tr("There is no verdict: see why above.");
            refreshButton();
            return;
        }
        m_verdict = *verdict;
        m_verdictPane->setVerdict(*verdict);
        showNotReverted(*verdict);
        refreshButton();
    });
}

void ReleasesPage::showNotReverted(const Verdict &verdict)
{
    QStringList lines;
    for (const QString &line : verdict.notReverted)
        lines << line;
    m_notReverted->setText(lines.join(QStringLiteral("\n\n")));
}

void ReleasesPage::refreshButton()
{
    const int target = selected();
    m_rollBack->setPlainText(target > 0 ? tr("Roll back %1 to revision %2…").arg(m_environment.release).arg(target)
                                        : tr("Roll back…"));
    m_rollBack->setBlocked(rollBackBlocked());
}

/// Preparing is looking: the run's own review asks for arming before anything changes.
QString ReleasesPage::rollBackBlocked() const
{
    if (m_arming->isViewer())
        return m_arming->blockedReason();
    if (m_model->rowCount() == 0) {
        return m_status.error ? tr("There is no verdict: see why above.")
            : m_read          ? tr("There is nothing to roll back.")
                              : tr("The history has not been read yet.");
    }
    if (selected() <= 0)
        return tr("Choose a revision.");
    if (!m_verdict)
        return m_noVerdict.isEmpty() ? tr("Waiting for the verdict.") : m_noVerdict;
    return m_verdict->kind() == VerdictKind::NoGo ? tr("The verdict is no-go: see the facts.") : QString();
}

void ReleasesPage::fillAgainst()
{
    const int chosen = std::max(0, m_against->currentIndex());
    const QVariant revision = m_against->currentData();
    const QSignalBlocker quiet(m_against);
    m_against->clear();
    m_against->addItems(
        {tr("against what is live"), tr("against the newest revision"), tr("against the revision before")});
    const QList<Revision> &revisions = m_model->history().revisions;
    for (auto it = revisions.crbegin(); it != revisions.crend(); ++it)
        m_against->addItem(tr("against revision %1").arg(it->number), it->number);
    // A revision that was pruned meanwhile cannot be compared with any more.
    m_against->setCurrentIndex(revision.isValid() ? std::max(0, m_against->findData(revision)) : chosen);
}

void ReleasesPage::retranslate()
{
    m_changes->setTitle(tr("Will change"));
    m_keeps->setTitle(tr("Will not be reverted"));
    m_facts->setTitle(tr("Verdict"));
    m_keepsScroll->setAccessibleName(tr("Will not be reverted"));
    m_factsScroll->setAccessibleName(tr("Verdict"));
    m_table->setAccessibleName(tr("Revisions of %1").arg(m_environment.release));
    fillAgainst();
    m_against->setAccessibleName(tr("Compare with"));
    if (m_verdict)
        showNotReverted(*m_verdict);
    showFreshness();
    if (m_model->rowCount() == 0)
        showPane();
    refreshButton();
}

void ReleasesPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
    if (m_verdict || !m_noVerdict.isEmpty())
        loadVerdict(); // its facts are sentences of whoever collected them
}

void ReleasesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (event->spontaneous())
        return;
    readNow();
    onSelected();
}

} // namespace edgelink::ui

#include "moc_releasespage.cpp"
