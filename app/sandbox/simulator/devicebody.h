// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/devicestore.h"

namespace edgelink::sandbox {

/// Readers of request bodies. An error's `subject` names the offending field (empty: the body as a whole), its `what`
/// says what was expected. Pure; any thread.
[[nodiscard]] Result<Registration> parseRegistration(const QByteArray &body);
[[nodiscard]] Result<DeviceSample> parseSample(const QByteArray &body);

} // namespace edgelink::sandbox
