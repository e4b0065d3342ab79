// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/verdictinputs.h"

#include <QByteArrayList>

#include <optional>

namespace edgelink::verdict {

/// A release as the command line of a helm names it.
struct HelmPlace {
    QString release;
    QString nameSpace;
    QString kubeconfig;
    QString context;
};

/// The verb and release of a helm command line that changes `release`; empty for any other process, and for a helm that
/// is told another namespace. One that names none may well mean ours: its context decides.
/// `environment`: NAME=value, as in /proc/PID/environ.
[[nodiscard]] QString helmChangeOf(const QByteArrayList &argv, const QString &release, const QString &nameSpace,
                                   const QByteArrayList &environment = {});

/// What of a kubeconfig tells one cluster from another.
struct ClusterMark {
    QString server;
    QByteArray authority; ///< PEM
    /// One cluster has several addresses (a load balancer, a tunnel), so that another address alone proves nothing.
    [[nodiscard]] bool isSurelyNot(const ClusterMark &other) const
    {
        return server != other.server && authority != other.authority;
    }
};

/// One file of KUBECONFIG's list, and where the paths in it start: relative ones in its folder, absolute ones in the
/// root that its process sees.
struct KubeconfigText {
    QByteArray bytes;
    QString folder;
    QString root;
};

/// Of the context, or of the current one when it is empty; the first file that says something counts, as for kubectl.
/// nullopt when the files do not tell. Takes any bytes, never throws.
[[nodiscard]] std::optional<ClusterMark> clusterMarkOf(const QList<KubeconfigText> &files, const QString &context);

/// Helms on this host (/proc) that change this release. One whose kubeconfig surely means another cluster is left out;
/// one that cannot be placed counts. Bounded; processes of other users whose command line is hidden are not seen.
[[nodiscard]] Result<QList<HelmProcess>> helmProcesses(const HelmPlace &place,
                                                       const QString &procFolder = QStringLiteral("/proc"));

} // namespace edgelink::verdict
