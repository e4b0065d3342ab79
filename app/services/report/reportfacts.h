// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/eventsentence.h"
#include "models/domain/journal.h"
#include "models/domain/recovery.h"

#include <QDateTime>
#include <QJsonArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::report {

/// What an incident is measured against; from the configuration, as the journal holds only what happened.
struct Targets {
    std::chrono::seconds rto{30 * 60};
    std::chrono::seconds rpo{15 * 60};
    double timeCompression = 1.0;
    QString cluster;
    QString release;
    bool configured = false; ///< false: the runbook's own figures
};

[[nodiscard]] Targets targetsOf(const Environment &environment);

/// One curve as it was, from a metric-snapshot event.
struct Curve {
    QString threshold;
    QString name; ///< in words
    QString unit;
    double limit = 0;
    bool below = false; ///< under the limit is what is bad
    std::optional<double> baseline;
    QList<std::pair<qint64, double>> samples; ///< UTC ms, value; NaN where there was none

    /// The value furthest on the bad side between the two; an invalid end is none. nullopt: nothing is known of that
    /// time.
    [[nodiscard]] std::optional<double> worst(const QDateTime &from, const QDateTime &to) const;
};

struct CommandRecord {
    QDateTime at;
    QString actor;
    QString command;
    QString outcome; ///< id; empty: none on record
    std::optional<std::chrono::milliseconds> duration; ///< nobody saw the end of one whose console died
    QString observed; ///< id of what a look at its target gave, when its outcome is not known; empty: nobody looked
    QString digest;
    QString error;
};

struct RunRecord {
    QString id;
    QString title;
    QString outcome; ///< id; empty: not ended
    QDateTime startedAt;
    QDateTime finishedAt;
    QString endState;
    bool mutating = true; ///< false: it only read, and is no rollback
    int verdict = -1; ///< index of the verdict it was decided on; -1: none on record
};

struct VerdictRecord {
    QDateTime at;
    int target = 0;
    QString kind;
    QJsonArray facts;
    QString runId; ///< of the run it was given for; empty: for the incident as such
    bool decided = false; ///< a run was started on it
};

/// The machine's clock was set: what was written before it and what was written after are not of one clock.
struct ClockStep {
    QDateTime at; ///< when it was noticed, by the clock as set
    qint64 stepMs = 0; ///< < 0: back
    qint64 sequence = 0;
};

/// Everything a report says about one incident. A pure fold of its events in the journal's order.
struct ReportFacts {
    QString incidentId;
    QString environment;
    bool drill = false;
    Targets targets;

    QDateTime impactStart; ///< all UTC; invalid: not on record
    QDateTime detectedAt; ///< the breach was full, or somebody declared it
    QDateTime acknowledgedAt; ///< the first thing a person did
    QDateTime mitigatedAt; ///< the last change that took effect before recovery
    QDateTime recoveredAt; ///< recovery was proven (models/domain/recovery.h)
    QDateTime rollbackDoneAt; ///< the last successful run that changed something ended
    QDateTime closedAt;
    QString closedBy;
    QString closeReason;

    QStringList triggers; ///< threshold ids
    QMap<QString, QString> triggerNames; ///< in words
    QMap<QString, QStringList> limitsUsed; ///< in words, by threshold; only those that are not the runbook's
    QStringList manualTriggers;
    QList<JournalEvent> timeline; ///< what a reader wants to know; reads and curves left out
    qint64 timelineOmitted = 0;
    QStringList suspects;
    bool suspectsSought = false; ///< a search for them is on record; what follows is the newest one's
    QStringList suspectsLookedAt; ///< what it read
    QStringList suspectProblems; ///< what it could not read: there may be suspects that nobody knows of
    QList<VerdictRecord> verdicts;
    QList<CommandRecord> commands; ///< those that change something
    QList<RunRecord> runs;
    QStringList skipped; ///< "title — reason"
    QStringList overridden;
    QStringList warnings;
    QStringList debt;
    QStringList owed; ///< what may be left by runs that have not ended; one that is taken up again may clear it
    QList<Curve> curves;
    QList<ClockStep> clockSteps; ///< between its first event and its last
    qint64 provenBySequence = 0; ///< the event by which recovery was known to be proven
    bool dataWasRestored = false; ///< a database tool was run: then the data loss is for a person to state
    bool dataInDoubt = false; ///< somebody declared that data is inconsistent: likewise
    QMap<QString, QString> human; ///< field -> what a person wrote last

    JournalCheck journal; ///< its reason in the report's language
    QString whyBroken; ///< the same in the program's
    qint64 headSequence = 0;

    /// "sequence:hash" of the last event it was written from.
    [[nodiscard]] QString head() const
    {
        return QStringLiteral("%1:%2").arg(headSequence).arg(QString::fromLatin1(journal.head.toHex()));
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> rto() const
    {
        return recoveryTime(impactStart, recoveredAt);
    }
    /// nullopt: nobody can tell. Not recovered, or the clock that would have measured it was set in between.
    [[nodiscard]] std::optional<bool> rtoMet() const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> between(const QDateTime &from, const QDateTime &to) const;
};

/// Titles come out in the language of `translate`.
[[nodiscard]] ReportFacts collectFacts(const QString &incidentId, const QList<JournalEvent> &events,
                                       const Targets &targets, const Translate &translate);

} // namespace edgelink::report
