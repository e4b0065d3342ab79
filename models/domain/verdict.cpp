// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/verdict.h"

#include <QCoreApplication>

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

QList<VerdictFact> Verdict::ranked() const
{
    QList<VerdictFact> all = facts;
    std::stable_sort(all.begin(), all.end(), [](const VerdictFact &one, const VerdictFact &other) {
        return rank(one.state) < rank(other.state);
    });
    return all;
}

int rank(FactState state)
{
    switch (state) {
    case FactState::Blocking:
        return 0;
    case FactState::Unknown:
        return 1;
    case FactState::Warning:
        return 2;
    case FactState::Good:
        break;
    }
    return 3;
}

QString verdictWord(const Verdict &verdict)
{
    return verdict.kind() == VerdictKind::NoGo ? QCoreApplication::translate("Verdict", "No-go")
                                               : QCoreApplication::translate("Verdict", "Go");
}

QString verdictCounts(const Verdict &verdict)
{
    QStringList parts;
    if (const int n = verdict.count(FactState::Blocking); n > 0)
        parts << QCoreApplication::translate("Verdict", "%n blocking", nullptr, n);
    if (const int n = verdict.count(FactState::Unknown); n > 0)
        parts << QCoreApplication::translate("Verdict", "%n unknown", nullptr, n);
    if (const int n = verdict.count(FactState::Warning); n > 0)
        parts << QCoreApplication::translate("Verdict", "%n warning(s)", nullptr, n);
    return parts.join(QCoreApplication::translate("Verdict", ", "));
}

QString verdictHeadline(const Verdict &verdict)
{
    QString headline = verdictWord(verdict);
    if (const QString counts = verdictCounts(verdict); !counts.isEmpty())
        headline += QCoreApplication::translate("Verdict", ", ") + counts;
    return headline;
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

FactState factStateFromId(const QString &id)
{
    for (const FactState state : {FactState::Good, FactState::Warning, FactState::Blocking}) {
        if (id == factStateId(state))
            return state;
    }
    return FactState::Unknown;
}

} // namespace edgelink
