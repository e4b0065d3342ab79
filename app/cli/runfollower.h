// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "models/domain/runbook.h"

#include <QEventLoop>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace edgelink::cli {

/// Follows one run on the calling worker thread: prints each step's transitions and answers questions without a person
/// (retry a failed step once, then stop). Ctrl-C stops the run and is waited for.
class RunFollower : public QObject
{
    Q_OBJECT

public:
    RunFollower(const Session &session, const Streams &out);

    void follow(const QString &runId);
    /// Returns the newest snapshot once `until` holds, or the run is over.
    [[nodiscard]] RunSnapshot waitFor(const std::function<bool(const RunSnapshot &)> &until);
    [[nodiscard]] RunSnapshot waitForEnd();
    /// Stops the run when somebody has pressed Ctrl-C; once, and only when it is known which run that is.
    void obeyInterruption();

private:
    void onChanged(const RunSnapshot &snapshot);
    void print(const QString &section, const QList<StepRecord> &steps);
    void answer(const RunSnapshot &snapshot);

    const Session &m_session;
    const Streams &m_out;
    QString m_runId;
    RunSnapshot m_latest;
    QHash<QString, RunSnapshot> m_early; ///< snapshots that came before the run's id was known
    QHash<QString, QString> m_printed;
    QHash<QString, int> m_answered;
    quint64 m_answeredGeneration = 0;
    bool m_stopped = false;
    QTimer m_poll;
    QEventLoop m_loop;
    std::function<bool(const RunSnapshot &)> m_until;
};

} // namespace edgelink::cli
