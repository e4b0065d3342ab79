// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/rollbackverdict.h"

#include "app/services/verdict/collect.h"
#include "app/services/verdict/words.h"
#include "models/domain/redactor.h"
#include "models/ports/journal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <spdlog/spdlog.h>

namespace edgelink::verdict {

namespace {
constexpr std::chrono::seconds WholeDeadline{60};
constexpr std::chrono::seconds WriteDeadline{10};
constexpr qsizetype LongestText = 500;
constexpr qsizetype LongestEvidence = 2000;
} // namespace

RollbackVerdict::RollbackVerdict(VerdictDependencies dependencies, QObject *parent)
    : VerdictSource(parent)
    , m_with(std::move(dependencies))
{
}

RollbackVerdict::~RollbackVerdict()
{
    m_pool.stop();
}

QFuture<Result<Verdict>> RollbackVerdict::verdict(int targetRevision)
{
    return m_pool.run<Result<Verdict>>(WholeDeadline, [this, targetRevision](Patience &patience) -> Result<Verdict> {
        return assessed(targetRevision, patience);
    });
}

QFuture<Result<Verdict>> RollbackVerdict::decide(int targetRevision, const VerdictUse &use)
{
    return m_pool.run<Result<Verdict>>(WholeDeadline + WriteDeadline,
                                       [this, targetRevision, use](Patience &patience) -> Result<Verdict> {
                                           return record(assessed(targetRevision, patience), use, patience);
                                       });
}

Verdict RollbackVerdict::assessed(int targetRevision, Patience &patience) const
{
    Verdict verdict = assess(collect(m_with, targetRevision, patience));
    spdlog::info("verdict on {} revision {}: {} ({} blocking, {} warnings, {} unknown)", verdict.release.toStdString(),
                 verdict.targetRevision, verdictKindId(verdict.kind()).toStdString(),
                 verdict.count(FactState::Blocking), verdict.count(FactState::Warning),
                 verdict.count(FactState::Unknown));
    return verdict;
}

Result<Verdict> RollbackVerdict::record(const Verdict &verdict, const VerdictUse &use, Patience &patience)
{
    if (m_with.journal == nullptr)
        return verdict;
    QJsonArray facts;
    for (const VerdictFact &fact : verdict.facts)
        facts.append(QJsonObject{{"id", fact.id},
                                 {"state", factStateId(fact.state)},
                                 {"text", fact.text.left(LongestText)},
                                 {"evidence", fact.evidence.left(LongestEvidence)}});
    JournalDraft draft;
    draft.kind = QString::fromLatin1(journalkind::VerdictGiven);
    draft.actor = use.actor.isEmpty() ? QStringLiteral("console") : use.actor;
    draft.environment = m_with.environment.name;
    draft.stream
        = m_with.environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
    draft.incidentId = use.incidentId;
    draft.runId = use.runId;
    const QJsonObject payload{{"release", verdict.release},
                              {"current", verdict.currentRevision},
                              {"target", verdict.targetRevision},
                              {"kind", verdictKindId(verdict.kind())},
                              {"generation", ++m_generation},
                              {"collectedAt", verdict.collectedAt.toUTC().toString(Qt::ISODateWithMs)},
                              {"facts", facts},
                              {"notReverted", QJsonArray::fromStringList(verdict.notReverted)}};
    // Facts quote what others wrote: descriptions of revisions, servers' answers, manifests.
    draft.payload = Redactor().redact(QJsonValue(payload)).toObject();
    const auto written = patience.await(m_with.journal->append(draft), WriteDeadline);
    if (!written)
        return failure(patience.isCancelled() ? ErrorKind::Cancelled : ErrorKind::Timeout,
                       Words::tr("the verdict could not be put on the record: the journal did not answer"),
                       verdict.release, Words::tr("Check the disk of this machine, then try again."));
    if (!*written) {
        Error error = written->error();
        error.what = Words::tr("the verdict could not be put on the record: %1").arg(error.what);
        return tl::make_unexpected(error);
    }
    return verdict;
}

} // namespace edgelink::verdict

#include "moc_rollbackverdict.cpp"
