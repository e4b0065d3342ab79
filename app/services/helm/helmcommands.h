// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"
#include "models/domain/environment.h"

namespace edgelink::helm {

/// The read-only helm calls for one environment's release. Kubeconfig, context and namespace are pinned on each.
class HelmCommands
{
public:
    HelmCommands(const Environment &environment, const ToolPaths &tools);

    [[nodiscard]] CommandSpec history() const;
    /// `what`: "manifest", "values", "hooks". Output holds secrets: confidential.
    [[nodiscard]] CommandSpec get(const QString &what, int revision) const;
    [[nodiscard]] CommandSpec version() const;

private:
    [[nodiscard]] CommandSpec spec(const QStringList &arguments, const QString &purpose) const;

    Environment m_environment;
    QString m_helm;
};

/// What a helm call that did not succeed means, in words. `subject`: the release.
[[nodiscard]] Error helmError(const CommandResult &result, const QString &subject);

} // namespace edgelink::helm
