// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/drill/sandboxcontrol.h"
#include "app/services/verdict/rollbackverdict.h"
#include "app/services/verify/probes.h"
#include "models/ports/journal.h"

#include <QThread>

#include <memory>

namespace edgelink::test {

/// The real services over the running sandbox (EDGELINK_SANDBOX_DIR), put together as the composition root does it.
/// Made once for a test class.
class SandboxBench
{
public:
    /// The reason when there is no usable sandbox.
    [[nodiscard]] static Result<std::unique_ptr<SandboxBench>> open();
    ~SandboxBench();

    [[nodiscard]] Observation see(const QString &probe, const QJsonObject &arguments = {},
                                  std::chrono::milliseconds timeout = std::chrono::seconds{60},
                                  const QString &runId = QStringLiteral("itest"));
    [[nodiscard]] Result<Verdict> verdict(int target);
    [[nodiscard]] Result<bool> inject(const QString &fault);
    [[nodiscard]] Result<bool> clear();
    [[nodiscard]] ReleaseHistory history();
    /// kubectl or helm of the sandbox, pinned to it; for what a person would do by hand.
    [[nodiscard]] CommandResult kubectl(const QStringList &arguments);
    [[nodiscard]] CommandResult helm(const QStringList &arguments);

private:
    SandboxBench() = default;
    [[nodiscard]] CommandResult run(const QString &program, const QStringList &arguments);

    Configuration m_configuration;
    Environment m_environment;
    QThread m_thread; ///< of all sources
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<CommandRunner> m_runner;
    ClusterSource *m_cluster = nullptr; ///< these live on m_thread
    ReleaseSource *m_releases = nullptr;
    MetricSource *m_metrics = nullptr;
    DatabaseSource *m_database = nullptr;
    drill::SandboxControl *m_drill = nullptr;
    std::unique_ptr<verdict::RollbackVerdict> m_verdicts;
    std::unique_ptr<verify::Probes> m_probes;
};

} // namespace edgelink::test
