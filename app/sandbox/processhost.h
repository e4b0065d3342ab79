// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/cancellation.h"
#include "app/sandbox/component.h"
#include "app/sandbox/stateboard.h"

#include <QMap>
#include <QThreadPool>

#include <deque>

namespace edgelink::sandbox {

/// Runs the components: starts them, watches for their end, starts again what died unexpectedly, and plays the
/// faults that stop, kill or freeze one. Lives in the main thread; bringUp() and play() are for worker threads.
class ProcessHost : public QObject
{
    Q_OBJECT

public:
    enum class Fault { Stop, Kill, Hang };

    ProcessHost(StateBoard &board, const Cancellation &cancellation, QString logDirectory, QObject *parent);
    ~ProcessHost() override;

    // Worker threads: block until done.
    /// Starts the component and waits until its probe is content.
    [[nodiscard]] Result<void> bringUp(const ComponentSpec &spec);
    [[nodiscard]] Result<void> play(const QString &name, Fault fault);
    /// Undoes play(): starts it again or lets it go on, and waits until it is ready.
    [[nodiscard]] Result<void> heal(const QString &name);
    /// A step that has no process of its own, as a component of the state file.
    void note(const QString &name, const QString &state, const QString &line = {});

    // Main thread.
    /// Kills everything; allEnded() follows, also when nothing ran.
    void endAll();
    /// Shows the last log line of what is still starting.
    void refreshLines();

signals:
    void allEnded();
    void failed(const QString &name, const QString &why); ///< a component that cannot be kept up

private:
    struct Entry {
        std::unique_ptr<Component> component;
        bool wasReady = false;
        bool heldDown = false; ///< by a fault or endAll(): its end is expected
        bool frozen = false;
        std::deque<std::chrono::steady_clock::time_point> restarts; ///< within the last minute
    };

    /// Runs `work` in the main thread and waits for it, or for cancellation.
    template<typename T>
    [[nodiscard]] Result<T> inMain(std::function<Result<T>()> work);
    [[nodiscard]] Result<void> launch(const ComponentSpec &spec);
    [[nodiscard]] Result<void> awaitReady(const ComponentSpec &spec);
    void onEnded(const QString &name, const QString &how);
    void restart(const QString &name);
    [[nodiscard]] QString logFile(const QString &name) const;

    StateBoard &m_board;
    const Cancellation &m_cancellation;
    QString m_logDirectory;
    std::map<QString, Entry> m_entries;
    QThreadPool m_pool; ///< restarts wait for readiness here
    bool m_ending = false;
};

} // namespace edgelink::sandbox
