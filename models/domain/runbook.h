// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"
#include "models/domain/localizedtext.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <optional>

namespace edgelink {

struct RunbookParameter {
    QString id;
    enum class Type { Text, Integer, Revision, Choice };
    Type type = Type::Text;
    LocalizedText title;
    QString propose; ///< "safe-revision", or a literal default; empty: none
    QStringList choices;
    bool required = true;
    bool operator==(const RunbookParameter &) const = default;
};

/// A named observation (see ports/probesource.h) with its arguments; `${parameter}` is expanded in string values.
struct ProbeCall {
    QString probe;
    QJsonObject arguments;
    bool operator==(const ProbeCall &) const = default;
};

/// Argv template of a command. `${parameter}` is expanded inside one argument, never split into several.
/// The engine pins kubeconfig, context and namespace for helm and kubectl itself; a template that names them is
/// refused.
struct CommandTemplate {
    QString program; ///< "helm", "kubectl", "migrate", "psql"
    QStringList arguments;
    std::chrono::milliseconds grace{std::chrono::seconds{10}};
    QList<int> successCodes{0};
    bool operator==(const CommandTemplate &) const = default;
};

struct StepDefinition {
    QString id;
    LocalizedText title;
    LocalizedText why;
    QString phase; ///< "execute", "verify", "smoke", "observe", "summary"
    /// What the step does: exactly one of the three.
    std::optional<CommandTemplate> command;
    std::optional<ProbeCall> probe; ///< read-only step: the probe is the step
    QString call; ///< id of a nested runbook
    /// How success is observed after `command` (contract 1): required with a command.
    std::optional<ProbeCall> observe;
    LocalizedText successWhen;
    LocalizedText undoText;
    std::optional<CommandTemplate> undo; ///< inverse; with neither undo nor undoText the step counts as irreversible
    std::optional<ProbeCall> undoObserve; ///< how the inverse is observed; required with `undo`
    std::chrono::milliseconds timeout{std::chrono::minutes{5}};
    int retries = 2; ///< how many times the operator may retry
    bool skippable = true; ///< with a reason
    bool irreversible = false;
    bool advisory = false; ///< a failed probe is a warning and the run goes on
    std::chrono::seconds predicted{0};
    int line = 0; ///< in the file, for messages
    bool operator==(const StepDefinition &) const = default;
};

/// One runbook file (resources/runbooks/*.yaml, schema in resources/schema/runbook.schema.json).
struct RunbookDefinition {
    QString id;
    int version = 1;
    QString file;
    LocalizedText title; ///< may hold ${parameters}
    LocalizedText summary;
    QString source; ///< section of the source runbook: "2.1"
    QList<LocalizedText> changes; ///< what was changed from the written procedure, and why
    QList<RunbookParameter> parameters;
    QList<StepDefinition> preflight; ///< probes only
    QList<StepDefinition> steps;
    bool callableOnly = false; ///< not offered by itself
    bool operator==(const RunbookDefinition &) const = default;
};

enum class StepState { Waiting, Running, Done, Warning, Failed, Skipped, Undone, Unknown };

[[nodiscard]] QString
stepStateId(StepState state); ///< "waiting", "running", "done", "warning", "failed", "skipped", "undone", "unknown"
[[nodiscard]] StepState stepStateFromId(const QString &id);

/// A runbook's sentence with its `${names}` filled in; "…" where one is not known yet.
[[nodiscard]] QString filledIn(const QString &sentence, const QMap<QString, QString> &names);

/// One step of a run, as it stands. Nested runbooks are flattened; `depth` indents.
struct StepRecord {
    QString id; ///< unique in the run: "rollback", "verify/pods"
    int depth = 0;
    LocalizedText title;
    LocalizedText why;
    QString phase;
    StepState state = StepState::Waiting;
    int attempt = 0;
    QString command; ///< masked, as it is or will be run; empty for probes
    LocalizedText successWhen;
    LocalizedText undoText;
    QString undoCommand;
    bool irreversible = false;
    bool skippable = true;
    QString text; ///< what was observed, or why it failed
    QString reason; ///< of a skip or override
    QDateTime startedAt; ///< UTC
    QDateTime finishedAt;
    std::chrono::milliseconds timeout{0};
    double progress = -1; ///< 0…1 where known, else < 0
    QUuid commandId; ///< of the latest command; its output arrives through CommandRunner
    bool operator==(const StepRecord &) const = default;
};

enum class RunChoice { Retry, Skip, Stop, Undo };

[[nodiscard]] QString runChoiceId(RunChoice choice); ///< "retry", "skip", "stop", "undo"

enum class RunState { Preflight, AwaitingConfirmation, Refused, Running, AwaitingDecision, Stopping, Finished };

[[nodiscard]] QString runStateId(RunState state);

/// The whole of a run as one value; a new one is sent after every change.
struct RunSnapshot {
    QString runId;
    quint64 generation = 0;
    QString runbookId;
    int runbookVersion = 1;
    LocalizedText title;
    QString environment;
    QString incidentId;
    QMap<QString, QString> parameters;
    QString nameToType; ///< the release or cluster name that confirms
    RunState state = RunState::Preflight;
    std::optional<Outcome> outcome; ///< once Finished
    QList<StepRecord> preflight;
    QList<StepRecord> steps;
    int current = -1; ///< index into steps
    QDateTime startedAt; ///< UTC; of confirmation
    QDateTime finishedAt;
    std::chrono::seconds predicted{0};
    QStringList debt; ///< left behind, in words
    QString endState; ///< one sentence about what is so now
    QString question; ///< AwaitingDecision: what happened and what each answer leads to
    QList<RunChoice> choices; ///< AwaitingDecision: the answers that would be accepted
    QString actor; ///< who confirmed (before that: who prepared)
    qint64 rtoMs = -1; ///< once Finished with success, for a run of an incident that changes something: impact start …
                       ///< its own checks passed; else < 0. What of that is RTO: models/domain/recovery.h
    bool resumed = false;
    qint64 atWorkElsewhere = 0; ///< pid of another console that is at work on it; 0: none. Set where it is read back

    [[nodiscard]] bool isActive() const { return state != RunState::Finished && state != RunState::Refused; }
};

struct RunRequest {
    QString runbookId;
    QString environment;
    QString incidentId;
    QString actor;
    QMap<QString, QString> parameters;
};

struct RunDecision {
    RunChoice choice = RunChoice::Stop;
    QString reason; ///< required for Skip
    QString actor;
    /// Of the snapshot that asked: an answer to an earlier question (a double click) is dropped. 0: the one asked now.
    quint64 generation = 0;
};

/// What a probe saw.
struct Observation {
    enum class State { Passed, Warning, Failed, Unknown };
    State state = State::Unknown;
    QString text; ///< one line: what was seen against what was wanted
    QStringList facts; ///< evidence, copyable
    QJsonObject data; ///< machine-readable, journaled
    QStringList debt; ///< things left behind that a person must still do
    bool cancelled = false;
    /// What a later step is to clear away: key -> the debt that it is when the run ends before that was seen.
    QMap<QString, QString> owes = {};
    QStringList cleared = {}; ///< keys of `owes`, of this or earlier observations, that are gone or named in `debt`
};

[[nodiscard]] QString observationStateId(Observation::State state);

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::RunSnapshot)
Q_DECLARE_METATYPE(edgelink::StepRecord)
Q_DECLARE_METATYPE(edgelink::Observation)
