// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/behaviour.h"

#include <algorithm>

namespace edgelink::sandbox {

namespace {

void worsen(double &value, const std::optional<double> &target, double share)
{
    if (target)
        value = std::max(value, value + (*target - value) * share);
}

} // namespace

Behaviour changed(Behaviour before, const BehaviourChange &change, double ageSeconds)
{
    const double share = change.rampSeconds > 0 ? std::clamp(ageSeconds / change.rampSeconds, 0.0, 1.0) : 1.0;
    worsen(before.errorRatio, change.errorRatio, share);
    worsen(before.p50Ms, change.p50Ms, share);
    worsen(before.p95Ms, change.p95Ms, share);
    worsen(before.memoryRatio, change.memoryRatio, share);
    worsen(before.cpuRatio, change.cpuRatio, share);
    worsen(before.probeFailureRatio, change.probeFailureRatio, share);
    if (change.connections)
        before.connections *= 1.0 + (*change.connections - 1.0) * share;
    before.crash = before.crash || change.crash;
    before.log += change.log;
    before.p95Ms = std::max(before.p95Ms, before.p50Ms);
    return before;
}

} // namespace edgelink::sandbox
