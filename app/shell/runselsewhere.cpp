// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/runselsewhere.h"

#include "app/shell/activeruns.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/runbooksession.h"

#include <algorithm>
#include <utility>

namespace edgelink::shell {

namespace {

constexpr std::chrono::seconds LookAgain{5};

bool isOfARun(const JournalEvent &event)
{
    static const QStringList kinds{
        QString::fromLatin1(journalkind::RunStarted), QString::fromLatin1(journalkind::StepStarted),
        QString::fromLatin1(journalkind::StepFinished), QString::fromLatin1(journalkind::Decision),
        QString::fromLatin1(journalkind::RunFinished)};
    return !event.draft.runId.isEmpty() && kinds.contains(event.draft.kind);
}

} // namespace

RunsElsewhere::RunsElsewhere(const ActiveRuns *own, QObject *parent)
    : QObject(parent)
    , m_own(own)
{
    m_again.setInterval(LookAgain);
    m_again.callOnTimeout(this, &RunsElsewhere::look);
}

void RunsElsewhere::follow(RunbookSession *session, Journal *journal, const QString &environment)
{
    if (m_journal)
        disconnect(m_journal, nullptr, this, nullptr);
    m_session = session;
    m_journal = journal;
    m_environment = environment;
    ++m_generation;
    m_looking = false;
    m_again.stop();
    if (journal != nullptr)
        connect(journal, &Journal::committed, this, &RunsElsewhere::onCommitted);
    if (std::exchange(m_run, std::nullopt))
        emit changed();
    look();
}

void RunsElsewhere::onCommitted(const QList<JournalEvent> &events)
{
    const QList<RunSnapshot> own = m_own->runs();
    const bool isNews = std::any_of(events.cbegin(), events.cend(), [&](const JournalEvent &event) {
        return event.draft.environment == m_environment && isOfARun(event)
            && std::none_of(own.cbegin(), own.cend(),
                            [&event](const RunSnapshot &run) { return run.runId == event.draft.runId; });
    });
    if (isNews)
        look();
}

void RunsElsewhere::look()
{
    if (!m_session)
        return;
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    m_lookAgain = false;
    whenAnswered(
        m_session->unfinished(), this, [this, generation = m_generation](const Result<QList<RunSnapshot>> &unfinished) {
            if (generation != m_generation)
                return;
            m_looking = false;
            if (unfinished) { // else what was known stands until it can be read again
                const auto run = std::find_if(unfinished->cbegin(), unfinished->cend(), [](const RunSnapshot &left) {
                    return left.atWorkElsewhere != 0 && changesSomething(left);
                });
                const bool any = run != unfinished->cend();
                const bool told = any || m_run;
                m_run = any ? std::optional(*run) : std::nullopt;
                if (told)
                    emit changed();
            }
            if (m_run)
                m_again.start();
            else
                m_again.stop();
            if (m_lookAgain)
                look();
        });
}

} // namespace edgelink::shell

#include "moc_runselsewhere.cpp"
