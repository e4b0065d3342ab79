// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/process.h"

#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <functional>
#include <memory>

namespace edgelink::sandbox {

/// A long-lived process of the sandbox and how one knows that it serves.
struct ComponentSpec {
    QString name;
    ProcessSpec process;
    /// One look, at most about 2 s, on a worker thread; empty: ready as soon as it runs.
    std::function<Result<void>()> probe;
    std::chrono::milliseconds readyWithin{std::chrono::minutes(3)}; ///< generous: a busy machine is slow, not broken
    /// Work before a restart, on a worker thread, e.g. leases that the dead one still holds. May be empty.
    std::function<void()> beforeRestart;
};

/// One running process of a component; its output goes to a log file that outlives us. Main thread only.
class Component : public QObject
{
    Q_OBJECT

public:
    Component(ComponentSpec spec, QString logFile, QObject *parent);
    ~Component() override;

    [[nodiscard]] const ComponentSpec &spec() const { return m_spec; }
    void setSpec(ComponentSpec spec) { m_spec = std::move(spec); }
    [[nodiscard]] Result<void> start();
    /// To the process, or with `group` to all of its group. Nothing happens when it does not run.
    void send(int signal, bool group = false);
    [[nodiscard]] bool isRunning() const { return m_descriptor >= 0; }
    [[nodiscard]] const ProcessIdentity &process() const { return m_process; }
    /// Last line that it wrote, cut to 200 characters; empty if none.
    [[nodiscard]] QString lastLine() const;

signals:
    void ended(const QString &how); ///< "exit code 1", "signal 9"; exactly once per start()

private:
    void onEnd();

    ComponentSpec m_spec;
    QString m_logFile;
    ProcessIdentity m_process;
    int m_descriptor = -1; ///< pidfd, readable when the process has ended
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// Last line of a log file that says something, cut to 200 characters.
[[nodiscard]] QString lastLineOf(const QString &file);

} // namespace edgelink::sandbox
