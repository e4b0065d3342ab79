// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hosted.h"
#include "app/services/command/commandservice.h"
#include "app/services/drill/sandboxcontrol.h"
#include "app/services/journal/sqlitejournal.h"

#include <QSet>
#include <QUuid>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

class QThread;

namespace edgelink {

struct PreparationOptions {
    QString dataDirectory;
    QString sandboxDirectory;
    QString sandboxProgram;
    QString actor; ///< for the record
};

/// The services of the sandbox's preparation page. Before there is a configuration there is only the sandbox's state
/// file, and a journal for what is asked of it. GUI thread.
class Preparation
{
public:
    explicit Preparation(const PreparationOptions &options);

    [[nodiscard]] DrillControl *drills() const { return m_drills.get(); }

    /// Destroys it on a thread of its own, which is returned. The `up` that brought the sandbox up ends a moment after
    /// it is ready: that is waited for, so that it is not cut off and the record says how it ended.
    [[nodiscard]] static std::unique_ptr<QThread> retire(std::unique_ptr<Preparation> preparation);

private:
    void awaitCommands(std::chrono::milliseconds patience);

    journal::SqliteJournal m_journal;
    std::mutex m_mutex; // guards m_running
    std::condition_variable m_ended;
    QSet<QUuid> m_running; ///< commands that were started and have not ended
    command::CommandService m_commands;
    Hosted<drill::SandboxControl> m_drills;
};

} // namespace edgelink
