// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/layout.h"
#include "app/sandbox/programs.h"
#include "app/sandbox/simulator/scenario.h"

#include <QMap>

namespace edgelink::sandbox {

/// What one run of the sandbox is made of; fixed once ports, tools and scenario are known. Read by all worker threads.
struct Plan {
    Layout layout;
    Programs programs;
    QMap<QString, quint16> ports; ///< etcd, etcd-peer, kube-apiserver, … (portNames())
    QString resources;
    QString scenarioFile;
    Scenario scenario;
    int helmVersion = 3;
    QString runToken;
    QString adminToken; ///< of the cluster
    QString viewerToken;
    QString databasePassword;
    QString superuserPassword;
    QMap<QString, QString> passwords; ///< of the components in passwordNames()

    static constexpr const char *Cluster = "edgelink-sandbox"; ///< also the admin context
    static constexpr const char *Namespace = "edgelink-prod";
    static constexpr const char *Release = "edge-link-production";
    static constexpr const char *Database = "edgelink_prod";
    static constexpr const char *DatabaseUser = "edgelink";
    static constexpr const char *WebUser = "edgelink"; ///< of Prometheus and Alertmanager

    [[nodiscard]] static QStringList portNames();
    /// What listens without certificates, tokens or accounts of its own.
    [[nodiscard]] static QStringList passwordNames();
    [[nodiscard]] QString url(const QString &component, const QString &scheme = QStringLiteral("http")) const;
    [[nodiscard]] quint16 port(const QString &component) const { return ports.value(component); }
    [[nodiscard]] QString helm() const { return programs.path(helmProgram(helmVersion)); }

    /// A process with the sandbox's environment: nothing of the user's leaks in, the run's token marks it.
    [[nodiscard]] ProcessSpec process(const QString &program, const QStringList &arguments) const;
    /// kubectl as admin with everything pinned.
    [[nodiscard]] ToolCall kubectl(const QStringList &arguments) const;
};

} // namespace edgelink::sandbox
