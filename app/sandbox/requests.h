// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/layout.h"

#include <QFileSystemWatcher>
#include <QObject>

#include <chrono>

namespace edgelink::sandbox {

/// What a command asks of the running supervisor. It travels as a file in D/requests (nothing listens anywhere):
/// `<id>.request` from the command, `<id>.reply` back.
struct Request {
    QString id;
    QString action; ///< "inject" or "clear"
    QString fault; ///< for "inject"
};

/// The supervisor's end. Main thread.
class RequestInbox : public QObject
{
    Q_OBJECT

public:
    RequestInbox(const Layout &layout, QObject *parent);
    void open(); ///< received() follows for what waits already, and for each later request once
    void reply(const QString &id, const Result<void> &outcome);

signals:
    void received(const edgelink::sandbox::Request &request);

private:
    void scan();

    Layout m_layout;
    QFileSystemWatcher m_watcher;
};

/// The command's end: blocks until the supervisor has answered, has died, or the deadline is over.
[[nodiscard]] Result<void> ask(const Layout &layout, const Request &request, std::chrono::milliseconds deadline);

} // namespace edgelink::sandbox
