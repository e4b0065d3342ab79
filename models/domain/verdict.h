// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>

namespace edgelink {

enum class FactState { Good, Warning, Blocking, Unknown };

/// One fact of a rollback verdict, with the evidence it rests on. Unknown is never good.
struct VerdictFact {
    QString id; ///< stable: "target-exists", "pending", "concurrent-helm", "schema", "gitops", "rbac", "hooks",
                ///< "images", "leftovers", "hpa", "capacity", "automation", "debt"
    FactState state = FactState::Unknown;
    QString text; ///< one line for the operator
    QString evidence; ///< what was read and where (query, command, object), copyable
    bool operator==(const VerdictFact &) const = default;
};

enum class VerdictKind { Go, GoWithWarnings, NoGo };

struct Verdict {
    QString release;
    int currentRevision = 0;
    int targetRevision = 0;
    QList<VerdictFact> facts;
    QStringList notReverted; ///< what a rollback leaves: "database", "volumes: …", "CRDs: …", "hooks: …"
    QDateTime collectedAt; ///< UTC
    std::chrono::seconds predictedDuration{0};

    /// One function of the facts: any blocking -> no-go; any warning or unknown -> go with warnings.
    [[nodiscard]] VerdictKind kind() const;
    [[nodiscard]] int count(FactState state) const;
    /// What stands in the way first, then what is not known, then warnings, then what is fine; of the same rank in the
    /// order they were collected.
    [[nodiscard]] QList<VerdictFact> ranked() const;
};

[[nodiscard]] int rank(FactState state); ///< the lower, the sooner it is read

// In the language on screen, the same wherever a verdict is shown.
[[nodiscard]] QString verdictWord(const Verdict &verdict); ///< "Go", "No-go"
/// "1 blocking, 2 unknown, 1 warning". Unknown is a word of its own, no warning. Empty: every fact is good.
[[nodiscard]] QString verdictCounts(const Verdict &verdict);
[[nodiscard]] QString verdictHeadline(const Verdict &verdict); ///< the word, then the counts

[[nodiscard]] QString verdictKindId(VerdictKind kind); ///< "go", "go-with-warnings", "no-go"
[[nodiscard]] QString factStateId(FactState state); ///< "good", "warning", "blocking", "unknown"
[[nodiscard]] FactState factStateFromId(const QString &id); ///< any other word: unknown

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Verdict)
