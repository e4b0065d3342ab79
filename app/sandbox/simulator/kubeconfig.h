// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QSslConfiguration>
#include <QUrl>

namespace edgelink::sandbox {

/// How to reach one API server. Source: the kubeconfig that the supervisor wrote.
struct KubernetesAccess {
    QUrl server; ///< https
    QByteArray token; ///< empty: client certificate only
    QSslConfiguration tls;
};

/// Reads `context` of a kubeconfig file: server, CA or insecure-skip-tls-verify, token or client certificate, each
/// inline or as a file beside it. Exec plugins are not for the sandbox's own file. Callable from any thread.
[[nodiscard]] Result<KubernetesAccess> readKubeconfig(const QString &file, const QString &context);

} // namespace edgelink::sandbox
