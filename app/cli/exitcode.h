// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace edgelink::cli {

/// Exit codes of `edgelink-console VERB`; scripts rely on them (README.md, "Exit codes").
enum ExitCode {
    Success = 0,
    Failed = 1,
    UsageOrConfiguration = 2,
    Refused = 3, ///< by pre-flight, verdict, or a missing --confirm
    CancelledByOperator = 4,
    UnknownOutcome = 5,
    JournalBroken = 6,
};

} // namespace edgelink::cli
