// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/journal.h"

#include <QDateTime>
#include <QJsonArray>
#include <QList>
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
    QString title;
    QString unit;
    double limit = 0;
    std::optional<double> baseline;
    QList<std::pair<qint64, double>> samples; ///< UTC ms, value; NaN where there was none
};

struct CommandRecord {
    QDateTime at;
    QString actor;
    QString command;
    QString outcome; ///< id; empty: none on record
    qint64 durationMs = 0;
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
};

struct VerdictRecord {
    QDateTime at;
    int target = 0;
    QString kind;
    QJsonArray facts;
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
    QDateTime recoveredAt; ///< no trigger beyond its threshold any more
    QDateTime rollbackDoneAt; ///< the last successful run ended
    QDateTime closedAt;

    QStringList triggers; ///< threshold ids
    QStringList manualTriggers;
    QList<JournalEvent> timeline; ///< what a reader wants to know; reads and curves left out
    qint64 timelineOmitted = 0;
    QStringList suspects;
    QList<VerdictRecord> verdicts;
    QList<CommandRecord> commands; ///< those that change something
    QList<RunRecord> runs;
    QStringList skipped; ///< "title — reason"
    QStringList overridden;
    QStringList warnings;
    QStringList debt;
    QList<Curve> curves;
    bool dataWasRestored = false; ///< then the data loss is for a person to state

    JournalCheck journal;
    qint64 headSequence = 0;

    [[nodiscard]] std::optional<std::chrono::milliseconds> between(const QDateTime &from, const QDateTime &to) const;
};

[[nodiscard]] ReportFacts collectFacts(const QString &incidentId, const QList<JournalEvent> &events,
                                       const Targets &targets);

} // namespace edgelink::report
