// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/secretlookup.h"

namespace edgelink::config {

/// Fetches secrets from where the configuration says they are. Stateless: nothing is kept, so a rotated secret is
/// picked up at the next use. Callable from any thread; reads a small local file, or asks the keyring (keyring.h).
/// Errors: NotFound, Forbidden (a file that others may read, a locked keyring), Configuration, Unreachable, Timeout,
/// Io.
[[nodiscard]] Result<QByteArray> resolveSecret(const SecretReference &reference);

/// The same as a value to hand to the services.
[[nodiscard]] SecretLookup secretLookup();

} // namespace edgelink::config
