// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/plan.h"
#include "app/services/runbook/runcontext.h"
#include "app/services/runbook/runcontrol.h"

#include <QJsonObject>

namespace edgelink::runbook {

/// Writes a run's rows, each durable before the call returns; throws RunLeft when one could not be written, because
/// what is not on the record is not done. Used by the run's worker only.
class RunLog
{
public:
    RunLog(const RunContext &context, const RunControl &control);

    void setRun(const RunSnapshot &snapshot); ///< ids and actor of the rows
    void setActor(const QString &actor) { m_actor = actor; }

    void runStarted(const RunSnapshot &snapshot, const Plan &plan, bool mutating, const QDateTime &incidentStart,
                    const QString &overrideReason);
    void resumed(const QString &actor);
    void stepStarted(const StepRecord &record, const QUuid &commandId, bool isUndo,
                     const QMap<QString, QString> &owes = {});
    void observation(const QString &stepId, const QString &role, const ProbeCall &call, const Observation &seen);
    void debt(const QString &stepId, const QString &text);
    void stepFinished(const StepRecord &record, Outcome outcome);
    void decision(const QString &stepId, const QString &choice, const QString &reason, const QString &actor,
                  const QJsonObject &more = {});
    void runFinished(const RunSnapshot &snapshot, qint64 sinceIncidentMs);
    /// The outcome row that the command layer could not write.
    void outcome(const CommandSpec &spec, const CommandResult &result);
    /// The outcome row that a crash kept the command layer from writing.
    void settled(const QUuid &commandId, const QString &stepId, bool mutating, const QString &observed,
                 const QString &text);

    /// A decision that must not wait for the disk (a stop): handed to the journal, not waited for. Any thread.
    static void requested(const RunContext &context, const RunSnapshot &snapshot, const QString &choice,
                          const QString &actor);

private:
    void write(const char *kind, const QString &stepId, const QString &actor, const QJsonObject &payload);

    const RunContext &m_context;
    const RunControl &m_control;
    JournalDraft m_template;
    QString m_actor;
};

/// Reads all rows of a query, page by page.
[[nodiscard]] Result<QList<JournalEvent>> readAll(const RunContext &context, const RunControl &control,
                                                  JournalQuery query);

/// The machine's idea of who runs a run: its journal rows tell a crashed console from one that still works.
[[nodiscard]] QJsonObject toJson(const ProcessIdentity &process);
[[nodiscard]] ProcessIdentity processFromJson(const QJsonObject &object);

/// A server's answer may quote anything: masked before it is shown, kept or cut to length.
[[nodiscard]] Observation withoutSecrets(const Observation &seen);

[[nodiscard]] QString streamOf(const Environment &environment);

/// What a run was confirmed for: an environment's name may mean another cluster after a change of the configuration.
[[nodiscard]] QJsonObject targetOf(const Environment &environment);

} // namespace edgelink::runbook
