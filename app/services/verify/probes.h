// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

namespace edgelink::verify {

/// All named observations of one environment. `observe()` is callable from any thread; each probe works on a thread of
/// the pool, with `ProbeRequest::timeout` as its deadline. A cancelled future ends at once and carries no result.
/// Every probe that a runbook may name.
[[nodiscard]] QStringList probeNames();

class Probes : public ProbeSource
{
    Q_OBJECT

public:
    explicit Probes(ProbeDependencies dependencies, QObject *parent = nullptr);
    ~Probes() override; ///< cancels what still runs and waits for it (prompt: every wait is cancellable)

    [[nodiscard]] QStringList names() const override;
    [[nodiscard]] QMap<QString, QString> mayOwe(const ProbeRequest &request) const override;
    [[nodiscard]] QFuture<Observation> observe(const ProbeRequest &request) override;

private:
    const ProbeDependencies m_with;
    DeviceRegister m_devices;
    VerdictCache m_verdicts;
    WaitingPool m_pool{16};
};

} // namespace edgelink::verify
