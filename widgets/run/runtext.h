// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QMap>
#include <QString>

namespace edgelink::ui {

/// A runbook's sentence in the language on screen, with its `${names}` filled in; "…" where one is not known yet.
[[nodiscard]] QString filledIn(const LocalizedText &text, const QMap<QString, QString> &names);

/// A runbook's sentence in the language on screen, with the run's `${parameters}` filled in.
[[nodiscard]] QString runText(const LocalizedText &text, const RunSnapshot &run);

/// "phase" of a step as a heading: Execute, Verify, Smoke tests, Observe, Summary.
[[nodiscard]] QString phaseTitle(const QString &phase);

/// What an outcome means to a person: "Recovered and proven", "Failed", "Stopped".
[[nodiscard]] QString outcomeTitle(const RunSnapshot &run);

} // namespace edgelink::ui
