// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"

#include <QList>
#include <QStringList>

namespace edgelink::helm {

/// Unified diff of two texts by line, `context` equal lines around each change, a header line before each piece;
/// empty when they are equal. Masks of a Redactor become ●●●●, and lines that differ in nothing but a secret say so.
/// Texts that differ in more than some thousand lines are shown as one replaced by the other: bounded in time.
[[nodiscard]] QList<DiffLine> unifiedDiff(const QStringList &from, const QStringList &to, int context = 3);

} // namespace edgelink::helm
