// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/manifestsummary.h"

namespace edgelink::verdict {

/// What the API server refuses when an object of `newest` is made what `target` says; changes that were allowed
/// forward are not all allowed back. Each with its reason: "RoleBinding/x: roleRef never changes". Beside
/// ManifestEntry::immutable, which is told of on its own.
[[nodiscard]] QStringList refusedChanges(const ManifestEntry &newest, const ManifestEntry &target);

/// What would be refused if values differ that are masked here; empty: nothing hangs on them.
[[nodiscard]] QString changeUnderMask(const ManifestEntry &newest, const ManifestEntry &target);

} // namespace edgelink::verdict
