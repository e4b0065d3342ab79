// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QMap>
#include <QObject>
#include <QPointer>

#include <optional>

namespace edgelink {
class RunbookSession;
}

namespace edgelink::shell {

[[nodiscard]] bool changesSomething(const RunSnapshot &run); ///< a run of checks alone does not

/// The runs under way in the environment on screen: what closing the window or leaving the environment would cut off.
/// A run that is only prepared is none: nothing was started and nothing is lost. GUI thread only.
class ActiveRuns : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Not owned; forgets the runs of the one before. Null: none.
    void follow(RunbookSession *session, const QString &environment);
    [[nodiscard]] bool isIdle() const { return m_runs.isEmpty(); }
    [[nodiscard]] QList<RunSnapshot> runs() const { return m_runs.values(); }
    /// The one that changes something: a run of checks alone holds nothing up.
    [[nodiscard]] std::optional<RunSnapshot> changing() const;
    /// The one that "stop the run" means: before others the one that changes something. None: all are stopping already.
    [[nodiscard]] std::optional<RunSnapshot> stoppable() const;
    [[nodiscard]] RunSnapshot lastEnded() const { return m_lastEnded; }
    void stopAll(const QString &actor); ///< asks; isIdle() once they have settled

signals:
    void changed();

private:
    void onRunChanged(const RunSnapshot &run);

    QPointer<RunbookSession> m_session;
    QString m_environment; ///< a late word from the session before counts for nothing
    QMap<QString, RunSnapshot> m_runs; ///< by id
    RunSnapshot m_lastEnded;
};

} // namespace edgelink::shell
