// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/environment.h"
#include "models/domain/incident.h"
#include "models/domain/journal.h"
#include "models/domain/release.h"
#include "models/domain/threshold.h"
#include "models/domain/verdict.h"
#include "models/ports/drillcontrol.h"

namespace edgelink::demo {

/// The drill "bad release" as values, for pictures and GUI tests: revision 3 goes out at 14:33:07, 5xx crosses 5 % at
/// 14:34:10, now it is 14:41:52 (UTC, 2026-11-23). Same numbers at every call. Where services give translated text,
/// `language` ("en", "zh_CN") says which.

enum class Story {
    Healthy, ///< all seven quiet
    BadRelease, ///< 5xx and crash loop in breach, P95 pending, connections without data
    Unreachable, ///< Prometheus does not answer
};

[[nodiscard]] QDateTime now();
[[nodiscard]] Environment environment(EnvironmentKind kind = EnvironmentKind::Drill);
[[nodiscard]] QList<Threshold> thresholds(); ///< the seven of resources/thresholds/edgelink.yaml
[[nodiscard]] QList<MetricBatch> batches(Story story);
[[nodiscard]] QList<TriggerReading> readings(Story story);
/// A reading of that trigger in any state, with plausible values.
[[nodiscard]] TriggerReading reading(const Threshold &threshold, TriggerState state, Story story = Story::BadRelease);
[[nodiscard]] ReleaseHistory history();
[[nodiscard]] ReleaseDiff diff();
[[nodiscard]] Verdict verdict(const QString &language = QStringLiteral("en"));
[[nodiscard]] Incident incident(const QString &language = QStringLiteral("en"));
[[nodiscard]] QList<Alert> alerts();
[[nodiscard]] QList<JournalDraft> eventDrafts(); ///< in order; times from eventTimes()
[[nodiscard]] QList<qint64> eventTimes(); ///< UTC microseconds
[[nodiscard]] SandboxStatus sandboxComing(); ///< while the sandbox is being prepared
[[nodiscard]] SandboxStatus sandboxFailed();
[[nodiscard]] SandboxStatus sandboxReady();

} // namespace edgelink::demo
