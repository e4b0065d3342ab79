// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace edgelink::test {

/// A configuration of one environment, "sandbox", whose tools and cluster cannot be reached. `more`: whole lines of
/// that environment.
[[nodiscard]] inline QByteArray consoleYaml(const QByteArray &prometheus, const QByteArray &more = {})
{
    return "version: 1\n"
           "tools: {helm: /nonexistent/helm, kubectl: /nonexistent/kubectl}\n"
           "environments:\n"
           "  sandbox:\n"
           "    kind: staging\n"
           "    cluster: nowhere\n"
           "    kubeconfig: /nonexistent/kubeconfig\n"
           "    context: nowhere\n"
           "    namespace: edgelink-prod\n"
           "    release: edge-link-production\n"
           "    prometheus: {url: \""
        + prometheus + "\"}\n" + more + "default_environment: sandbox\n";
}

} // namespace edgelink::test
