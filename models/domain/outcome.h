// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace edgelink {

/// How an action ended. `Unknown` exists only between a crash and the re-observation that settles it.
enum class Outcome { Success, Error, Cancelled, Unknown };

[[nodiscard]] QString outcomeId(Outcome outcome); ///< stable id for journal and JSON: "success" …
[[nodiscard]] Outcome outcomeFromId(const QString &id); ///< anything unrecognised is Unknown

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Outcome)
