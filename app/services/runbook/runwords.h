// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"
#include "models/domain/runbook.h"

#include <QString>

namespace edgelink::runbook {

/// Titles come in both languages; sentences follow the language the program speaks.
[[nodiscard]] QString spoken(const LocalizedText &text);

/// How a process ended, as reported or as the journal knows it.
struct ProcessEnd {
    Outcome outcome = Outcome::Unknown;
    std::optional<int> exitCode;
    QString why; ///< the error in words, when there is one
    bool lost = false; ///< the console stopped meanwhile, so nobody saw it end
};

[[nodiscard]] ProcessEnd endOf(const CommandResult &result);

/// What a step came to. One function of how its process ended and what was seen afterwards: what was seen decides.
struct Judgement {
    StepState state = StepState::Unknown;
    Outcome outcome = Outcome::Unknown;
    QString text;
};
[[nodiscard]] Judgement judgedCommand(const QString &program, const ProcessEnd &end, const Observation &seen,
                                      bool advisory);
[[nodiscard]] Judgement judgedProbe(const Observation &seen, bool advisory);

/// AwaitingDecision: what happened and what each answer leads to.
[[nodiscard]] QString questionAbout(const StepRecord &step, const QList<RunChoice> &choices, int retriesLeft);
/// One sentence about what is so now.
[[nodiscard]] QString endStateOf(const RunSnapshot &run, const QString &lastReadBack, const QString &stoppedBy);

} // namespace edgelink::runbook
