// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/plan.h"

namespace edgelink::sandbox {

QStringList Plan::portNames()
{
    return {QStringLiteral("etcd"),           QStringLiteral("etcd-peer"),
            QStringLiteral("kube-apiserver"), QStringLiteral("kube-controller-manager"),
            QStringLiteral("kube-scheduler"), QStringLiteral("kwok"),
            QStringLiteral("postgres"),       QStringLiteral("redis"),
            QStringLiteral("prometheus"),     QStringLiteral("alertmanager"),
            QStringLiteral("simulator")};
}

QStringList Plan::passwordNames()
{
    return {QStringLiteral("redis"), QStringLiteral("prometheus"), QStringLiteral("alertmanager")};
}

QString Plan::url(const QString &component, const QString &scheme) const
{
    return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port(component));
}

ProcessSpec Plan::process(const QString &program, const QStringList &arguments) const
{
    ProcessSpec spec;
    spec.program = program;
    spec.arguments = arguments;
    spec.workingDirectory = layout.root;
    spec.environment = {
        {QStringLiteral("PATH"),
         layout.path(QStringLiteral("bin")) + QLatin1Char(':') + programs.toolchain
             + QStringLiteral("/bin:/usr/local/bin:/usr/bin:/bin")},
        {QStringLiteral("HOME"), layout.path(QStringLiteral("home"))},
        {QStringLiteral("TMPDIR"), layout.path(QStringLiteral("tmp"))},
        {QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")},
        {QStringLiteral("EDGELINK_SANDBOX_RUN"), runToken},
    };
    return spec;
}

ToolCall Plan::kubectl(const QStringList &arguments) const
{
    ToolCall call;
    call.process = process(programs.path(QStringLiteral("kubectl")),
                           QStringList{QStringLiteral("--kubeconfig"), layout.kubeconfig(), QStringLiteral("--context"),
                                       QLatin1String(Cluster)}
                               + arguments);
    return call;
}

} // namespace edgelink::sandbox
