// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

/// What Prometheus and Alertmanager keep of a password (bcrypt, `$2b$`).
[[nodiscard]] Result<QByteArray> bcryptHash(const QString &password);

/// The passwords of Redis, Prometheus and Alertmanager: D/pki/NAME.txt for who asks, D/redis.conf and D/NAME-web.yml
/// for the servers.
[[nodiscard]] Result<void> writePasswords(const Plan &plan);

/// Value of the header with which Prometheus or Alertmanager answers.
[[nodiscard]] QByteArray webAuthorization(const Plan &plan, const QString &component);

} // namespace edgelink::sandbox
