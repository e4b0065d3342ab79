// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/transport.h"
#include "models/domain/command.h"
#include "models/domain/environment.h"
#include "models/ports/commandrunner.h"

namespace edgelink::cluster {

/// The API server through `kubectl get --raw` and `kubectl auth can-i`, for connections that only kubectl can make.
/// Each request is a process; there are no watches and no server-side tables.
class KubectlTransport : public Transport
{
    Q_OBJECT

public:
    KubectlTransport(const Environment &environment, const ToolPaths &tools, CommandRunner *runner,
                     const QString &reason, QObject *parent = nullptr);

    void send(const ApiRequest &request, Done done) override;
    void access(const AccessQuestion &question, AccessDone done) override;
    [[nodiscard]] ApiWatch *watch(const ApiRequest &request, std::chrono::milliseconds idle) override;
    void reset(const Error &) override { }
    [[nodiscard]] QString note() const override;

private:
    Environment m_environment;
    QString m_kubectl;
    CommandRunner *m_runner;
    QString m_reason;
};

/// A kubectl call with kubeconfig and context pinned, for the record as done by the console itself.
[[nodiscard]] CommandSpec kubectlCommand(const Environment &environment, const QString &kubectl,
                                         const QStringList &arguments, const QString &purpose);

/// What a kubectl call that did not succeed means. `what` was wanted.
[[nodiscard]] Error kubectlError(const CommandResult &result, const QString &what);

} // namespace edgelink::cluster
