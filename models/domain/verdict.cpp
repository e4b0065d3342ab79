// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/verdict.h"

#include <algorithm>

namespace edgelink {

int Verdict::count(FactState state) const
{
    return static_cast<int>(
        std::count_if(facts.cbegin(), facts.cend(), [state](const VerdictFact &fact) { return fact.state == state; }));
}

VerdictKind Verdict::kind() const
{
    // No facts at all is no knowledge, and that is not a go.
    if (facts.isEmpty() || count(FactState::Blocking) > 0)
        return VerdictKind::NoGo;
    return count(FactState::Warning) + count(FactState::Unknown) > 0 ? VerdictKind::GoWithWarnings : VerdictKind::Go;
}

QString verdictKindId(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Go:
        return QStringLiteral("go");
    case VerdictKind::GoWithWarnings:
        return QStringLiteral("go-with-warnings");
    case VerdictKind::NoGo:
        break;
    }
    return QStringLiteral("no-go");
}

QString factStateId(FactState state)
{
    switch (state) {
    case FactState::Good:
        return QStringLiteral("good");
    case FactState::Warning:
        return QStringLiteral("warning");
    case FactState::Blocking:
        return QStringLiteral("blocking");
    case FactState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace edgelink
