// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/kubeconfig.h"
#include "models/domain/environment.h"
#include "models/ports/commandrunner.h"

#include <QObject>

#include <functional>

namespace edgelink::cluster {

/// What goes with each request: an Authorization header, a client certificate, or both, or nothing.
struct Credential {
    QByteArray authorization; ///< value of the header; empty: none
    QByteArray certificate; ///< PEM
    QByteArray key; ///< PEM
    bool operator==(const Credential &) const = default;
};

/// The connection's credentials, kept fresh: token files are re-read, exec plugins run again when what they gave
/// expires or the server refuses it. A plugin's stdin is closed; it cannot ask anything.
class Credentials : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<Credential> &)>;

    Credentials(const Connection &connection, const Environment &environment, CommandRunner *runner,
                QObject *parent = nullptr);

    void resolve(Done done); ///< at once where nothing has to be run
    /// The server refused what we had. False: asking again would give the same.
    [[nodiscard]] bool refresh();

private:
    void runPlugin();
    void pluginEnded(const std::optional<CommandResult> &result);
    [[nodiscard]] Result<Credential> fromTokenFile() const;

    Connection m_connection;
    Environment m_environment;
    CommandRunner *m_runner;
    std::optional<ExecCredential> m_plugged;
    bool m_running = false;
    QList<Done> m_waiting;
};

} // namespace edgelink::cluster
