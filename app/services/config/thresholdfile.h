// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/domain/threshold.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace edgelink::config {

/// Parses a threshold file laid over `base`: an entry whose id is in `base` replaces the keys it names, a new one is
/// added at the end and must be complete. Nothing can be removed: a trigger that is not watched must not look calm.
/// Pure. Error (Configuration): "file:line: place: expected …, found …"; all problems in `raw`.
[[nodiscard]] Result<QList<Threshold>> parseThresholds(const QByteArray &bytes, const QString &filePath,
                                                       const QList<Threshold> &base = {});

/// The runbook's seven triggers, compiled in from resources/thresholds/edgelink.yaml.
[[nodiscard]] Result<QList<Threshold>> builtinThresholds();

/// The built-in triggers with the environment's own file, if it names one, laid over them. Blocking file I/O.
[[nodiscard]] Result<QList<Threshold>> loadThresholds(const Environment &environment);

/// Keys of an entry ("threshold", "title", "worst", "ceiling") or of the file (""); the schema is tested against this.
[[nodiscard]] QStringList knownThresholdKeys(const QString &section);

} // namespace edgelink::config
