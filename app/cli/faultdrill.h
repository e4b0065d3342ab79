// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "models/domain/incident.h"
#include "models/ports/drillcontrol.h"

#include <QMap>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace edgelink::cli {

/// How long a drill waits for what its fault is to show: the longest window of the triggers and then some.
[[nodiscard]] std::chrono::milliseconds sightDeadline(const Session &session);

/// A drill whose cause is no release, so that nothing is to be rolled back and no suspect to be named: what its
/// scenario promises is seen, the fault is cleared, and everything is known to be well again. Lives on the verb's
/// thread.
class FaultDrill
{
public:
    /// Follows the triggers from now on: made before the fault is injected. `earlier`: id of the incident that is not
    /// this drill's.
    FaultDrill(const SandboxDrill &drill, const QString &earlier, const Session &session, const Streams &out);

    /// Before the fault: waits until every trigger is known and the cluster answers, for what was never seen cannot be
    /// seen to vanish. Nothing: go on; else the exit code.
    [[nodiscard]] std::optional<int> lookFirst();
    /// From the injected fault to the end; an exit code.
    [[nodiscard]] int run();
    /// Of the breach; empty where nothing breached.
    [[nodiscard]] QString incidentId() const { return m_incident.id; }

private:
    enum class Waited { Came, Missed, Interrupted };
    [[nodiscard]] Waited waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit);
    [[nodiscard]] int unfinished(Waited waited, const QString &missed) const;
    void onReading(const QString &trigger, TriggerState state, const QString &value);
    [[nodiscard]] bool silenceIsSeen();
    [[nodiscard]] bool everyBreachIsSeen() const;
    [[nodiscard]] bool allIsKnown() const;
    [[nodiscard]] bool allIsWell() const;
    [[nodiscard]] bool clusterAnswers() const;
    [[nodiscard]] QString standing() const; ///< of the triggers, for a complaint

    SandboxDrill m_drill;
    const Session &m_session;
    const Streams &m_out;
    QString m_earlier;
    QMap<QString, TriggerState> m_states;
    Incident m_incident;
    bool m_cleared = false;
    QObject m_scope; ///< of the connections
};

} // namespace edgelink::cli
