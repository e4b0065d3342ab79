// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"

#include <QByteArray>

#include <functional>

namespace edgelink {

/// Fetches a secret at the moment of use; the composition root passes `config::SecretResolver::lookup()`.
/// Callable from any thread. The value must not be kept longer than the call that needs it, nor logged.
/// A reference with Source::None gives an empty value.
using SecretLookup = std::function<Result<QByteArray>(const SecretReference &)>;

} // namespace edgelink
