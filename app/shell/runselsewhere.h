// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace edgelink {
class Journal;
class RunbookSession;
struct JournalEvent;
} // namespace edgelink

namespace edgelink::shell {

class ActiveRuns;

/// The run that another console of the same data folder is at work on: whoever joins later must see it, and must not be
/// offered a second one. Told by the journal; while there is one it is also looked for again, because a console that is
/// killed says nothing. GUI thread only.
class RunsElsewhere : public QObject
{
    Q_OBJECT

public:
    explicit RunsElsewhere(const ActiveRuns *own, QObject *parent = nullptr);

    /// Not owned; forgets what was known of the ones before. Null: none.
    void follow(RunbookSession *session, Journal *journal, const QString &environment);
    [[nodiscard]] const std::optional<RunSnapshot> &changing() const { return m_run; } ///< one that changes something
    void setInterval(std::chrono::milliseconds interval) { m_again.setInterval(interval); }

signals:
    void changed();

private:
    void onCommitted(const QList<JournalEvent> &events);
    void look();

    const ActiveRuns *m_own;
    QPointer<RunbookSession> m_session;
    QPointer<Journal> m_journal;
    QString m_environment;
    std::optional<RunSnapshot> m_run;
    quint64 m_generation = 0;
    bool m_looking = false;
    bool m_lookAgain = false;
    QTimer m_again;
};

} // namespace edgelink::shell
