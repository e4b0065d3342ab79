// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/drill/statefile.h"
#include "models/ports/commandrunner.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"

#include <QDeadlineTimer>
#include <QFileSystemWatcher>
#include <QTimer>

#include <functional>
#include <memory>

namespace edgelink::drill {

struct SandboxDependencies {
    QString stateFile; ///< …/state.json; its folder is the sandbox's --dir
    QString program; ///< edgelink-sandbox, absolute
    QString environmentName; ///< for the record
    QString actor; ///< who sits before the console, for the record
    CommandRunner *commands = nullptr; ///< outlives this object
    /// Outlives this object. Where there is one, start() settles what a killed console has left without an outcome.
    Journal *journal = nullptr;
};

/// Follows the sandbox's state file and works its command line. Methods are callable from any thread; the work is done,
/// and signals are sent, on the object's own thread (a service thread: files are read there).
/// What a command claims is read back from the state file before its future succeeds.
class SandboxControl : public DrillControl
{
    Q_OBJECT

public:
    explicit SandboxControl(SandboxDependencies dependencies, QObject *parent = nullptr);

    void start() override; ///< idempotent; each call sends the present status once
    [[nodiscard]] QFuture<Result<bool>> inject(const QString &fault) override;
    [[nodiscard]] QFuture<Result<bool>> clear() override;
    [[nodiscard]] QFuture<Result<bool>> retry() override;

private:
    using Promise = SharedPromise<Result<bool>>;
    using Expected = std::function<bool(const SandboxStatus &)>;

    void follow();
    void read(bool always);
    void watchAgain();
    void settleCutOff();
    void settleIn(std::chrono::milliseconds pause); ///< or sooner, when that is planned already
    [[nodiscard]] CommandSpec command(const QStringList &arguments, const QString &purpose) const;
    void run(const CommandSpec &spec, const Promise &promise, const Expected &expected, const QString &otherwise);
    void confirm(const Promise &promise, const Expected &expected, const QString &otherwise, QDeadlineTimer deadline);

    const SandboxDependencies m_with;
    QFileSystemWatcher *m_watcher = nullptr; ///< made on the object's thread
    QTimer *m_poll = nullptr;
    QTimer *m_settle = nullptr;
    SandboxState m_state;
    QString m_complaint; ///< last reason why the file could not be used; logged once
};

} // namespace edgelink::drill
