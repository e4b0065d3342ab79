// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/faultreleases.h"
#include "app/sandbox/plan.h"

#include <QMutex>

namespace edgelink::sandbox {

/// Deploys revisions of a scenario with the real helm. One operation at a time; blocks. Thread-safe.
class ReleaseDeployer
{
public:
    ReleaseDeployer(const Plan &plan, const Cancellation &cancellation);

    /// migrate, helm package, helm install (the first) or upgrade. Returns the revision that helm counts it as.
    [[nodiscard]] Result<int> deploy(const RevisionPlan &revision);
    /// `helm rollback` to where none of these faults is in effect, with one operation however many there are. Nothing
    /// where none is: whoever rolled back before us has done the work already.
    [[nodiscard]] Result<void> undo(const QList<FaultRelease> &releases);
    /// Empty: no release yet.
    [[nodiscard]] Result<QList<ReleaseRow>> history();

private:
    [[nodiscard]] ToolCall helm(const QStringList &arguments) const;
    [[nodiscard]] Result<QList<ReleaseRow>> readHistory() const;

    const Plan &m_plan;
    const Cancellation &m_cancellation;
    QMutex m_mutex;
};

} // namespace edgelink::sandbox
