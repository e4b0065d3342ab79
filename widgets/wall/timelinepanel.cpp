// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/timelinepanel.h"

#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/linelist.h"

#include <QBoxLayout>
#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr qsizetype Newest = 60;

/// What a person at the wall wants to know; commands and their steps are on the timeline page.
QStringList wallKinds()
{
    QStringList kinds;
    for (const char *kind : {journalkind::Breach, journalkind::Recovered, journalkind::IncidentOpened,
                             journalkind::IncidentClosed, journalkind::RunStarted, journalkind::RunFinished,
                             journalkind::Decision, journalkind::VerdictGiven, journalkind::Note, journalkind::Silenced,
                             journalkind::SilenceEnded, journalkind::Armed, journalkind::Disarmed, journalkind::Debt})
        kinds << QString::fromLatin1(kind);
    return kinds;
}

} // namespace

TimelinePanel::TimelinePanel(QWidget *parent)
    : Card(parent)
    , m_list(new LineList(this))
    , m_note(new Button(this))
    , m_all(new Button(this))
{
    m_note->setKind(Button::Kind::Link);
    m_all->setKind(Button::Kind::Link);
    setAside(m_note);
    setAside(m_all);
    body()->addWidget(m_list, 1);
    connect(m_note, &Button::clicked, this, &TimelinePanel::noteRequested);
    connect(m_all, &Button::clicked, this, &TimelinePanel::wholeRequested);
    connect(m_list, &LineList::lineActivated, this, &TimelinePanel::wholeRequested);
    refresh();
}

void TimelinePanel::blockNotes(const QString &reason)
{
    m_note->setBlocked(reason);
}

void TimelinePanel::setJournal(Journal *journal, const QString &environment)
{
    m_journal = journal;
    m_environment = environment;
    if (journal == nullptr)
        return;
    connect(journal, &Journal::committed, this, &TimelinePanel::onCommitted);
    connect(journal, &Journal::failed, this, [this](const Error &error) {
        m_problem = error.sentence();
        refresh();
    });
    reload();
}

void TimelinePanel::setIncident(const QString &incidentId)
{
    if (m_incidentId == incidentId)
        return;
    m_incidentId = incidentId;
    reload();
}

bool TimelinePanel::belongs(const JournalEvent &event) const
{
    static const QStringList kinds = wallKinds();
    return kinds.contains(event.draft.kind) && (m_environment.isEmpty() || event.draft.environment == m_environment)
        && (m_incidentId.isEmpty() || event.draft.incidentId == m_incidentId || event.draft.incidentId.isEmpty());
}

void TimelinePanel::reload()
{
    if (!m_journal)
        return;
    JournalQuery query;
    query.limit = int(Newest);
    query.newestFirst = true;
    query.environment = m_environment;
    query.kinds = wallKinds();
    const quint64 generation = ++m_generation;
    whenFinished(m_journal->read(query), this,
                 [this, generation](const std::optional<Result<QList<JournalEvent>>> &result) {
                     if (generation != m_generation || !result)
                         return;
                     if (!*result) {
                         m_problem = result->error().sentence();
                         refresh();
                         return;
                     }
                     m_problem.clear();
                     QList<JournalEvent> read = **result;
                     std::reverse(read.begin(), read.end());
                     m_events.clear();
                     onCommitted(read);
                 });
}

void TimelinePanel::onCommitted(const QList<JournalEvent> &events)
{
    for (const JournalEvent &event : events) {
        if (belongs(event) && (m_events.isEmpty() || event.sequence > m_events.last().sequence))
            m_events << event;
    }
    if (m_events.size() > Newest)
        m_events.remove(0, m_events.size() - Newest);
    refresh();
}

void TimelinePanel::refresh()
{
    setTitle(tr("Timeline"));
    m_list->setAccessibleName(tr("Timeline"));
    m_note->setPlainText(tr("Add a note…"));
    m_all->setPlainText(tr("All"));
    m_all->setAccessibleName(tr("Show the whole timeline"));
    setHatched(!m_problem.isEmpty());
    QList<ListLine> lines;
    for (const JournalEvent &event : std::as_const(m_events)) {
        const EventLook look = eventLook(event);
        ListLine line;
        line.key = QString::number(event.sequence);
        line.lead = timeText(event.time());
        line.glyph = look.glyph;
        line.glyphRole = look.role;
        line.text = look.text;
        line.toolTip = exactTimeText(event.time()) + QStringLiteral(" · ") + look.text;
        lines << line;
    }
    if (!m_problem.isEmpty())
        lines << ListLine::remark(QStringLiteral("problem"), m_problem, Role::Unknown, Glyph::Exclamation);
    else if (lines.isEmpty())
        lines << ListLine::remark(QStringLiteral("none"), tr("Nothing has happened yet."));
    const QScrollBar *bar = m_list->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    m_list->setLines(lines);
    if (atEnd)
        m_list->scrollToBottom();
}

void TimelinePanel::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::ui

#include "moc_timelinepanel.cpp"
