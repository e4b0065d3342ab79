// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel lists: suspects, the run at work, how the seats stand.
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/states.h"
#include "widgets/controls/timelabels.h"
#include "widgets/wall/suspectpanel.h"

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr qsizetype MostDetails = 4;

Glyph glyphOf(Suspect::Kind kind)
{
    return kind == Suspect::Kind::Revision ? Glyph::Play : Glyph::Ring;
}

} // namespace

void SuspectPanel::refreshSuspects()
{
    QList<ListLine> lines;
    const bool open = m_incident.isOpen();
    const auto add
        = [&lines](const QString &key, Glyph glyph, const QString &text, const QString &aside, const QDateTime &at) {
              ListLine line;
              line.key = key;
              line.glyph = glyph;
              line.glyphRole = Role::Action;
              line.text = text;
              line.strong = true;
              line.aside = aside;
              line.toolTip = text + QStringLiteral(" · ") + exactTimeText(at);
              lines << line;
          };
    if (open) {
        for (qsizetype i = 0; i < m_incident.suspects.size(); ++i) {
            const Suspect &suspect = m_incident.suspects.at(i);
            // A relapse has suspects of its own: what is told is how long before the trouble that followed.
            const auto next = std::find_if(m_incident.troubles.cbegin(), m_incident.troubles.cend(),
                                           [&suspect](const QDateTime &trouble) { return suspect.at <= trouble; });
            const qint64 before
                = suspect.at.secsTo(next == m_incident.troubles.cend() ? m_incident.impactStart : *next);
            const QString key = QString::number(i);
            add(key, glyphOf(suspect.kind), suspect.title,
                !suspect.at.isValid() ? QString()
                    : before >= 0     ? tr("%1 earlier").arg(clockText(before))
                                      : tr("%1 later").arg(clockText(-before)),
                suspect.at);
            for (qsizetype d = 0; d < std::min(MostDetails, suspect.details.size()); ++d) {
                ListLine detail;
                detail.key = key + QLatin1Char('/') + QString::number(d);
                detail.text = suspect.details.at(d);
                detail.indented = true;
                detail.monospace = true;
                lines << detail;
            }
            if (suspect.details.size() > MostDetails) {
                ListLine more;
                more.key = key + QStringLiteral("/more");
                more.text = tr("and %1 more").arg(suspect.details.size() - MostDetails);
                more.toolTip = suspect.details.join(QLatin1Char('\n'));
                more.textRole = Role::Muted;
                more.indented = true;
                lines << more;
            }
        }
        lines += searchLines();
    } else {
        for (auto it = m_history.revisions.crbegin(); it != m_history.revisions.crend() && lines.size() < 4; ++it)
            add(QString::number(it->number), it->isPending() ? Glyph::Quarter : Glyph::Ring,
                tr("Revision %1 · %2").arg(QString::number(it->number), it->chart),
                it->updated.isValid() ? ageText(it->updated.secsTo(nowUtc())) : QString(), it->updated);
        for (ListLine &line : lines) {
            line.strong = false;
            line.glyphRole = Role::Muted;
        }
        if (lines.isEmpty())
            lines << ListLine::remark(QStringLiteral("none"), tr("The history is being read."));
    }
    m_suspects->setLines(lines);
}

QList<ListLine> SuspectPanel::searchLines() const
{
    const SuspectSearchState &search = m_incident.suspectSearch;
    const bool found = !m_incident.suspects.isEmpty();
    QList<ListLine> lines;
    if (!search.problems.isEmpty()) {
        // Each problem on a line of its own: behind the words that lead to it, it was cut off before its cause.
        lines << ListLine::remark(QStringLiteral("search"),
                                  found ? tr("Not everything could be read:") : tr("The search failed:"), Role::Unknown,
                                  Glyph::Exclamation);
        for (const QString &problem : search.problems) {
            ListLine line = ListLine::remark(QStringLiteral("problem/") + problem, problem, Role::Unknown);
            line.indented = true;
            lines << line;
        }
    } else if (search.running && !search.soughtAt.isValid()) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Looking for what changed …"), Role::Muted,
                                  Glyph::Quarter);
    } else if (!search.soughtAt.isValid()) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Not looked for yet."));
    } else if (!found) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Nothing changed shortly before."));
    }
    if (!found && search.soughtAt.isValid()) {
        for (const QString &what : search.lookedAt) {
            ListLine line = ListLine::remark(QStringLiteral("looked/") + what, tr("read: %1").arg(what));
            line.indented = true;
            lines << line;
        }
    }
    return lines;
}

/// Once for all seats: who does not answer, where, and what to do about it. Each on a line, lest it be cut off.
QList<ListLine> SuspectPanel::measureLines() const
{
    if (!m_measureProblem)
        return {};
    const Error &problem = *m_measureProblem;
    ListLine what = ListLine::remark(QStringLiteral("measure"), tr("Prometheus: %1").arg(problem.what), Role::Unknown,
                                     Glyph::Exclamation);
    what.toolTip = tr("Prometheus: %1").arg(problem.sentence());
    QList<ListLine> lines{what};
    const bool silent = problem.kind == ErrorKind::Unreachable || problem.kind == ErrorKind::Timeout;
    const QString next = problem.next.isEmpty() && silent ? tr("Check that it runs and can be reached.") : problem.next;
    for (const QString &more : {problem.subject, next}) {
        if (more.isEmpty())
            continue;
        ListLine line = ListLine::remark(QStringLiteral("measure/") + more, more);
        line.indented = true;
        lines << line;
    }
    return lines;
}

/// A verdict on going back is moot while the release changes under it, and its revision may be another one by now.
void SuspectPanel::refreshRun()
{
    m_towards->setText({});
    m_reservations->setText({});
    m_verdictLine->setMinimumWidth(0);
    static_cast<AgeLabel *>(m_age)->setTime({});
    StateLook look = stateLook(StepState::Running);
    if (m_run->state == RunState::AwaitingDecision)
        look = stateLook(StepState::Warning);
    const bool known = m_run->current >= 0 && m_run->current < m_run->steps.size();
    const QString step
        = known ? tr("step %1 of %2").arg(m_run->current + 1).arg(m_run->steps.size()) : tr("step not known yet");
    m_verdictLine->setLook(look,
                           runIsRollback() ? tr("Rolling back: %1").arg(step) : tr("A run is at work: %1").arg(step));
    QList<ListLine> lines{
        ListLine::remark(QStringLiteral("run"), filledIn(localized(m_run->title), m_run->parameters))};
    if (known) {
        ListLine line;
        line.key = QStringLiteral("step");
        line.glyph = look.glyph;
        line.glyphRole = look.role;
        line.text = filledIn(localized(m_run->steps.at(m_run->current).title), m_run->parameters);
        lines << line;
    }
    if (m_run->atWorkElsewhere != 0) {
        ListLine where = ListLine::remark(QStringLiteral("elsewhere"),
                                          tr("In another console, by %1").arg(m_run->actor), Role::Muted);
        where.toolTip = tr("Process %1 on this machine executes it.").arg(m_run->atWorkElsewhere);
        lines << where;
    }
    if (m_run->state == RunState::AwaitingDecision)
        lines << ListLine::remark(QStringLiteral("asks"), tr("It waits for your decision."), Role::Caution,
                                  Glyph::Exclamation);
    else if (m_run->state == RunState::Stopping)
        lines << ListLine::remark(QStringLiteral("stopping"), tr("It is being stopped."), Role::Caution);
    m_facts->setLines(lines);
}

void SuspectPanel::refreshSeats()
{
    const int all = m_ok + m_waiting + m_breached + m_unknown;
    if (m_breached > 0)
        m_verdictLine->setLook(
            {Glyph::Triangle, Role::Alarm, tr("%1 of %2 triggers in breach").arg(m_breached).arg(all)});
    else if (m_unknown > 0)
        m_verdictLine->setLook(
            {Glyph::EmptySet, Role::Unknown, tr("%1 of %2 triggers not known").arg(m_unknown).arg(all)});
    else if (m_waiting > 0)
        m_verdictLine->setLook(
            {Glyph::Quarter, Role::Caution, tr("%1 of %2 triggers pending").arg(m_waiting).arg(all)});
    else if (all > 0)
        m_verdictLine->setLook({Glyph::Dot, Role::Muted, tr("All %1 triggers quiet").arg(all)});
    else
        m_verdictLine->setLook({Glyph::Ring, Role::Muted, tr("Waiting for the first values")});
}

} // namespace edgelink::ui
