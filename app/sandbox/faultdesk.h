// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/plan.h"
#include "app/sandbox/processhost.h"
#include "app/sandbox/release.h"

#include <QDateTime>
#include <QMutex>
#include <QSet>

#include <functional>

namespace edgelink::sandbox {

/// Injects and clears faults: processes by the supervisor, releases by helm, behaviour by the simulator, which reads
/// D/faults.json. A release is not in that file: what it does follows from what is deployed, so that whoever rolls it
/// back has healed it. Its methods block and are for worker threads; thread-safe.
class FaultDesk
{
public:
    FaultDesk(const Plan &plan, ProcessHost &host, ReleaseDeployer &deployer);

    /// Called with the names after each change, on the thread that made it.
    void onChange(std::function<void(const QStringList &)> listener) { m_listener = std::move(listener); }

    [[nodiscard]] Result<void> inject(const QString &name);
    // The scenario's own course; nothing where that fault was there before, e.g. by a drill that did not wait for it,
    // and may be over already.
    [[nodiscard]] Result<void> injectOnce(const QString &name);
    /// Deploys a revision as a fault named `name`, so that clear() takes it back.
    [[nodiscard]] Result<void> deployOnce(const QString &name, const RevisionPlan &revision);
    /// Undoes every fault; goes on after a failure and returns the first.
    [[nodiscard]] Result<void> clear();
    /// An empty faults.json.
    [[nodiscard]] Result<void> begin();

private:
    struct Active {
        QString name;
        QDateTime since;
        QString process; ///< component that was stopped or frozen
        QList<FaultRelease> releases; ///< deployed by the fault, oldest first
        bool isRelease = false;
    };

    [[nodiscard]] Active *find(const QString &name);
    [[nodiscard]] Result<void> injectLocked(const QString &name);
    [[nodiscard]] Result<void> deployLocked(const QString &name, const RevisionPlan &revision);
    [[nodiscard]] Result<void> publish(); ///< faults.json and the listener

    const Plan &m_plan;
    ProcessHost &m_host;
    ReleaseDeployer &m_deployer;
    std::function<void(const QStringList &)> m_listener;
    QMutex m_mutex;
    QList<Active> m_active;
    QSet<QString> m_known; ///< every fault that was ever injected
};

} // namespace edgelink::sandbox
