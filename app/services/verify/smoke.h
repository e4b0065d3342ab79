// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/httpclient.h"
#include "app/services/verify/probecontext.h"
#include "models/domain/journal.h"

namespace edgelink::verify {

/// 201 and an object with `device_id`, a real UUID. The value is that id, in the platform's spelling.
[[nodiscard]] Result<QString> registeredDevice(const net::HttpReply &reply);
/// Configuration of `deviceId`: 200 and a JSON object that does not speak of another device.
[[nodiscard]] Observation judgeConfig(const net::HttpReply &reply, const QString &deviceId);

/// The smoke device of a run according to its journaled observations, oldest to newest; empty: none, or removed.
[[nodiscard]] QString deviceFromJournal(const QList<JournalEvent> &observations);

/// The device that `request` is about to register, by its name, as debt; empty for other probes.
[[nodiscard]] QMap<QString, QString> deviceAskedFor(const ProbeRequest &request);

[[nodiscard]] Observation registerDevice(ProbeContext &context); ///< check 3: register, read back, remove
[[nodiscard]] Observation smokeHealth(ProbeContext &context);
[[nodiscard]] Observation smokeRegister(ProbeContext &context); ///< its device lives until smoke-cleanup
[[nodiscard]] Observation smokeConfig(ProbeContext &context);
[[nodiscard]] Observation smokeMetrics(ProbeContext &context);
[[nodiscard]] Observation smokeCleanup(ProbeContext &context);

} // namespace edgelink::verify
