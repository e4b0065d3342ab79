// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/ports/clustersource.h"
#include "models/ports/databasesource.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"
#include "models/ports/waiting.h"

namespace edgelink::verdict {

/// What the verdict is collected from; a null port makes its facts Unknown. All outlive the RollbackVerdict.
struct VerdictDependencies {
    Environment environment;
    ReleaseSource *releases = nullptr;
    ClusterSource *cluster = nullptr;
    DatabaseSource *database = nullptr;
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

private:
    const VerdictDependencies m_with;
    WaitingPool m_pool{2};
};

} // namespace edgelink::verdict
