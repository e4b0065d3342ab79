// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <functional>

namespace edgelink {

struct RunSnapshot;

/// `edgelink-console stop RUN` reaches the console that executes the run through a file in the shared data folder:
/// no socket listens for it. Any number of consoles may share the folder; a request is taken by the one that executes
/// the run and by no other. GUI thread or the main thread of a headless process.
class StopRequests : public QObject
{
    Q_OBJECT

public:
    explicit StopRequests(const QString &dataDirectory, QObject *parent = nullptr);

    /// A change of a run of this process: while it is active, requests to stop it are taken.
    void follow(const RunSnapshot &run);

signals:
    void requested(const QString &runId, const QString &actor);

private:
    void look();

    const QString m_folder;
    QSet<QString> m_runs; ///< active ones of this process
    QFileSystemWatcher m_watcher;
    QTimer m_timer; ///< while there are any: where the system has no watch left, requests still come through
};

/// The asking side. Leaves a request and waits until a console has taken it, or `givenUp` says so; then takes it back.
/// True: taken. False: taken back, nobody had it. Errors: NotFound (no run can have this id), Io.
/// Waits: for a worker only.
[[nodiscard]] Result<bool> askToStop(const QString &dataDirectory, const QString &runId, const QString &actor,
                                     const std::function<bool()> &givenUp);

} // namespace edgelink
