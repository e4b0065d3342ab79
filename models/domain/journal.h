// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QUuid>

#include <optional>

namespace edgelink {

/// Names of journal event kinds. One place, so that filters, reports and reconciliation agree.
namespace journalkind {
inline constexpr char Intent[] = "intent"; ///< payload: argv, program, context, namespace, purpose, mutating
inline constexpr char OutcomeOf[]
    = "outcome"; ///< payload: commandId, outcome, exitCode, signal, durationMs, digest, outputFile, error
inline constexpr char Observation[] = "observation"; ///< payload: probe, passed, text, facts
inline constexpr char RunStarted[] = "run-started"; ///< payload: runbook, version, parameters, title
inline constexpr char RunFinished[] = "run-finished"; ///< payload: outcome, rtoMs, debt, skipped, forced
inline constexpr char StepStarted[] = "step-started"; ///< payload: title, attempt; owes: what it may leave
inline constexpr char StepFinished[] = "step-finished"; ///< payload: state, outcome, text, reason
inline constexpr char Decision[] = "decision"; ///< payload: choice, reason (retry, skip, stop, override)
inline constexpr char Breach[] = "breach"; ///< payload: threshold, titles, value, limit, since, worst
inline constexpr char Recovered[] = "recovered"; ///< payload: threshold, titles, value
inline constexpr char IncidentOpened[] = "incident-opened"; ///< payload: triggers, triggerTitles, manual, impactStart
inline constexpr char IncidentClosed[] = "incident-closed";
inline constexpr char Suspects[] = "suspects"; ///< payload: list, lookedAt, problems
inline constexpr char VerdictGiven[] = "verdict"; ///< payload: release, current, target, kind, generation,
                                                  ///< collectedAt, facts [{id, state, text, evidence}], notReverted
inline constexpr char Note[] = "note"; ///< payload: text
inline constexpr char Silenced[] = "silenced"; ///< payload: silence, matchers, until, comment
inline constexpr char SilenceEnded[] = "silence-ended"; ///< payload: silence, matchers, comment
inline constexpr char Armed[] = "armed"; ///< payload: environment, until
inline constexpr char Disarmed[] = "disarmed";
inline constexpr char Debt[] = "debt"; ///< payload: text, object
inline constexpr char Exported[] = "exported"; ///< payload: what, format, language, file, digest, bytes, head
inline constexpr char ReportField[] = "report-field"; ///< payload: field, text; what a person wrote into the report
/// A curve as it was at a breach, for the report: payload {threshold, title, unit, limit, baseline, samples: [[ms, v],
/// …]} (limit and samples in `unit`; ms UTC; v null where the value was not a number).
inline constexpr char MetricSnapshot[] = "metric-snapshot";
inline constexpr char ClockStep[] = "clock-step"; ///< written by the journal itself. payload: stepMs (< 0: backwards)
} // namespace journalkind

/// What a writer hands in; the journal adds sequence, clocks and hashes.
struct JournalDraft {
    QUuid id = QUuid::createUuid(); ///< made by the client, so that a replay is idempotent
    QString kind;
    QString actor;
    QString environment;
    QString stream; ///< "production" or "drill": audit streams never mix
    QString incidentId;
    QString runId;
    QString stepId;
    QJsonObject payload; ///< secrets already masked
};

struct JournalEvent {
    JournalDraft draft;
    qint64 sequence = 0;
    qint64 utcMicros = 0;
    qint64 monotonicNanos = 0;
    QString bootId; ///< the monotonic clock's boot; a jump of the wall clock is told from a restart
    QByteArray previousHash; ///< 32 bytes
    QByteArray hash; ///< SHA-256 over canonical bytes

    [[nodiscard]] QDateTime time() const { return QDateTime::fromMSecsSinceEpoch(utcMicros / 1000, Qt::UTC); }
};

struct JournalQuery {
    qint64 afterSequence = 0;
    qint64 beforeSequence = 0; ///< 0 = no bound
    int limit = 500; ///< 0: as many as one page may hold (10,000)
    qint64 offset = 0; ///< matching events to pass over first, in the order asked for
    bool newestFirst = false;
    QString incidentId;
    QString runId;
    QString stream;
    QString environment; ///< empty: all
    QStringList kinds;
    QString text; ///< substring in kind, actor, payload or the id of incident, run or step
    bool includeReads = true; ///< intents/outcomes of commands that change nothing
};

struct JournalCheck {
    bool intact = false;
    qint64 events = 0;
    QByteArray head; ///< hash of the last event
    qint64 firstBrokenSequence = 0; ///< 0 = none
    QString reason; ///< in the program's language
    QString fault; ///< the same before translation, for a report's own language; %1 and %2 are:
    QStringList faultParts;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::JournalEvent)
Q_DECLARE_METATYPE(edgelink::JournalCheck)
