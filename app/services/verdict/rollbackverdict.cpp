// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/rollbackverdict.h"

#include "app/services/verdict/collect.h"

#include <spdlog/spdlog.h>

namespace edgelink::verdict {

namespace {
constexpr std::chrono::seconds WholeDeadline{60};
}

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
        const Verdict verdict = assess(collect(m_with, targetRevision, patience));
        spdlog::info("verdict on {} revision {}: {} ({} blocking, {} warnings, {} unknown)",
                     verdict.release.toStdString(), verdict.targetRevision, verdictKindId(verdict.kind()).toStdString(),
                     verdict.count(FactState::Blocking), verdict.count(FactState::Warning),
                     verdict.count(FactState::Unknown));
        return verdict;
    });
}

} // namespace edgelink::verdict
