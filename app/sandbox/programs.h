// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/tool.h"

#include <QMap>
#include <QString>

namespace edgelink::sandbox {

/// Absolute paths of everything that a sandbox runs, by the names used here: etcd, kube-apiserver,
/// kube-controller-manager, kube-scheduler, kubectl, kwok, migrate, helm3 or helm4 (our pinned builds) and openssl,
/// postgres, initdb, psql, redis-server, redis-cli, prometheus, alertmanager (the distribution's).
struct Programs {
    QString toolchain; ///< folder with bin/ and share/kwok
    QMap<QString, QString> paths;

    [[nodiscard]] QString path(const QString &name) const { return paths.value(name); }
};

/// Name of the Helm with which a sandbox deploys: helm3 or helm4.
[[nodiscard]] QString helmProgram(int helmVersion);

/// The distribution's programs; an error names the packages that are missing.
[[nodiscard]] Result<QMap<QString, QString>> systemPrograms();

/// The pinned builds in `toolchain` (a folder with bin/), or, when that is empty, in $EDGELINK_TOOLCHAIN, or built now
/// by packaging/toolchain/build, whose progress goes to `onLine`. Only what a sandbox with this Helm runs is built and
/// asked for. Blocks, minutes when it builds.
[[nodiscard]] Result<Programs> findToolchain(const QString &toolchain, int helmVersion, const QString &runToken,
                                             const std::function<void(const QString &)> &onLine,
                                             const Cancellation &cancellation);

} // namespace edgelink::sandbox
