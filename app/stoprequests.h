// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>

namespace edgelink {

/// `edgelink-console stop RUN` reaches the console that executes the run through a file in the shared data folder:
/// no socket listens for it. GUI thread or the main thread of a headless process.
class StopRequests : public QObject
{
    Q_OBJECT

public:
    explicit StopRequests(const QString &dataDirectory, QObject *parent = nullptr);
    [[nodiscard]] static bool leave(const QString &dataDirectory, const QString &runId);

signals:
    void requested(const QString &runId);

private:
    void look();

    QString m_folder;
    QFileSystemWatcher m_watcher;
};

} // namespace edgelink
