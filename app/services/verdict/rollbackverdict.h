// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/ports/clustersource.h"
#include "models/ports/databasesource.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"
#include "models/ports/waiting.h"

#include <atomic>

namespace edgelink {
class Journal;
}

namespace edgelink::verdict {

/// What the verdict is collected from; a null port makes its facts Unknown. All outlive the RollbackVerdict.
struct VerdictDependencies {
    Environment environment;
    ReleaseSource *releases = nullptr;
    ClusterSource *cluster = nullptr;
    DatabaseSource *database = nullptr;
    Journal *journal = nullptr; ///< what is decided on is written there, the open incident read from it; null: neither
};

/// Collects all facts side by side on a worker thread, each read with a deadline of its own, and assesses them.
/// `verdict()` is callable from any thread; target 0 stands for the safe proposal of the history. The result is an
/// error only when the job was given up; what could not be read is a fact with state Unknown.
class RollbackVerdict : public VerdictSource
{
    Q_OBJECT

public:
    explicit RollbackVerdict(VerdictDependencies dependencies, QObject *parent = nullptr);
    ~RollbackVerdict() override;

    [[nodiscard]] QFuture<Result<Verdict>> verdict(int targetRevision) override;
    /// Refused when it could not be put on the record: nobody may decide on what nobody can read later.
    [[nodiscard]] QFuture<Result<Verdict>> decide(int targetRevision, const VerdictUse &use) override;

private:
    [[nodiscard]] Verdict assessed(int targetRevision, Patience &patience) const;
    [[nodiscard]] Result<Verdict> record(const Verdict &verdict, const VerdictUse &use, Patience &patience);

    const VerdictDependencies m_with;
    std::atomic<qint64> m_generation{0}; ///< of recorded verdicts: two in one second are still told apart
    WaitingPool m_pool{2};
};

} // namespace edgelink::verdict
