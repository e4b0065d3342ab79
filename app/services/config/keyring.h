// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace edgelink::config {

/// A secret from the desktop's keyring (freedesktop.org Secret Service, over libsecret).
/// `locator`: "service/user", the attributes `service` and `username` that secret-tool and Python's keyring store with.
/// Any thread; blocks until the keyring answers or `patience` is over. Never opens an unlock dialog.
/// Errors: Configuration (no such locator, more than one item), NotFound, Forbidden (locked), Unreachable, Timeout.
[[nodiscard]] Result<QByteArray> keyringSecret(const QString &locator,
                                               std::chrono::milliseconds patience = std::chrono::seconds{5});

} // namespace edgelink::config
