// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/controlplane.h"

#include "app/sandbox/kwok.h"
#include "app/sandbox/probes.h"

namespace edgelink::sandbox {

namespace {

QString flag(const char *name, const QString &value)
{
    return QStringLiteral("--%1=%2").arg(QLatin1String(name), value);
}

QStringList servingFlags(const Plan &plan, const QString &component)
{
    return {flag("secure-port", QString::number(plan.port(component))),
            flag("bind-address", QStringLiteral("127.0.0.1")),
            flag("tls-cert-file", plan.layout.pki(QStringLiteral("server.crt"))),
            flag("tls-private-key-file", plan.layout.pki(QStringLiteral("server.key"))),
            QStringLiteral("--profiling=false")};
}

ComponentSpec kubernetesSpec(const Plan &plan, const QString &name, const QString &health, const QStringList &arguments)
{
    ComponentSpec spec;
    spec.name = name;
    spec.process = plan.process(plan.programs.path(name), servingFlags(plan, name) + arguments);
    spec.probe = httpProbe({QUrl(plan.url(name, QStringLiteral("https")) + health),
                            plan.layout.pki(QStringLiteral("ca.crt")),
                            "Bearer " + plan.adminToken.toLatin1(),
                            {}});
    return spec;
}

} // namespace

ComponentSpec etcdSpec(const Plan &plan)
{
    // Whoever reaches etcd owns the cluster: also on loopback only with a certificate of ours.
    const QString client = plan.url(QStringLiteral("etcd"), QStringLiteral("https"));
    const QString peer = plan.url(QStringLiteral("etcd-peer"), QStringLiteral("https"));
    const auto pki = [&plan](const char *name) { return plan.layout.pki(QLatin1String(name)); };
    ComponentSpec spec;
    spec.name = QStringLiteral("etcd");
    spec.process = plan.process(plan.programs.path(QStringLiteral("etcd")),
                                {flag("data-dir", plan.layout.path(QStringLiteral("etcd"))),
                                 flag("listen-client-urls", client), flag("advertise-client-urls", client),
                                 flag("listen-peer-urls", peer), flag("initial-advertise-peer-urls", peer),
                                 flag("initial-cluster", QStringLiteral("default=") + peer),
                                 flag("cert-file", pki("server.crt")), flag("key-file", pki("server.key")),
                                 flag("trusted-ca-file", pki("ca.crt")), QStringLiteral("--client-cert-auth"),
                                 flag("peer-cert-file", pki("server.crt")), flag("peer-key-file", pki("server.key")),
                                 flag("peer-trusted-ca-file", pki("ca.crt")), QStringLiteral("--peer-client-cert-auth"),
                                 QStringLiteral("--unsafe-no-fsync")});
    spec.probe = httpProbe({QUrl(client + QStringLiteral("/readyz")), pki("ca.crt"), {}, pki("server.crt")});
    return spec;
}

ComponentSpec apiServerSpec(const Plan &plan)
{
    const auto pki = [&plan](const char *name) { return plan.layout.pki(QLatin1String(name)); };
    return kubernetesSpec(
        plan, QStringLiteral("kube-apiserver"), QStringLiteral("/readyz"),
        {flag("etcd-servers", plan.url(QStringLiteral("etcd"), QStringLiteral("https"))),
         flag("etcd-cafile", pki("ca.crt")), flag("etcd-certfile", pki("server.crt")),
         flag("etcd-keyfile", pki("server.key")), flag("kubelet-certificate-authority", pki("ca.crt")),
         flag("kubelet-client-certificate", pki("server.crt")), flag("kubelet-client-key", pki("server.key")),
         flag("client-ca-file", pki("ca.crt")), flag("cert-dir", plan.layout.path(QStringLiteral("tmp"))),
         flag("service-account-key-file", pki("sa.pub")), flag("service-account-signing-key-file", pki("sa.key")),
         flag("service-account-issuer", QStringLiteral("https://kubernetes.default.svc")),
         flag("token-auth-file", pki("tokens.csv")), flag("authorization-mode", QStringLiteral("RBAC")),
         flag("service-cluster-ip-range", QStringLiteral("10.0.0.0/24")),
         // Nobody asks for it there. Left out, it is looked for in the routing table, and a machine without network has
         // none.
         flag("advertise-address", QStringLiteral("192.0.2.1")), flag("allow-privileged", QStringLiteral("true")),
         flag("disable-admission-plugins", QStringLiteral("ServiceAccount"))});
}

ComponentSpec controllerManagerSpec(const Plan &plan)
{
    // Without node CIDRs pods get 127.0.0.1 and no Endpoints.
    return kubernetesSpec(
        plan, QStringLiteral("kube-controller-manager"), QStringLiteral("/healthz"),
        {flag("kubeconfig", plan.layout.kubeconfig()), flag("allocate-node-cidrs", QStringLiteral("true")),
         flag("cluster-cidr", QStringLiteral("10.244.0.0/16")), flag("leader-elect", QStringLiteral("false")),
         flag("use-service-account-credentials", QStringLiteral("false")),
         flag("service-account-private-key-file", plan.layout.pki(QStringLiteral("sa.key"))),
         flag("root-ca-file", plan.layout.pki(QStringLiteral("ca.crt")))});
}

ComponentSpec schedulerSpec(const Plan &plan)
{
    return kubernetesSpec(
        plan, QStringLiteral("kube-scheduler"), QStringLiteral("/healthz"),
        {flag("kubeconfig", plan.layout.kubeconfig()), flag("leader-elect", QStringLiteral("false"))});
}

Result<void> applyBase(const Plan &plan, const Cancellation &cancellation)
{
    const auto objects = baseObjects(plan);
    if (!objects)
        return tl::make_unexpected(objects.error());
    ToolCall apply = plan.kubectl({QStringLiteral("apply"), QStringLiteral("--server-side"),
                                   QStringLiteral("--validate=false"), QStringLiteral("-f"), QStringLiteral("-")});
    apply.input = *objects;
    if (auto done = requireTool(apply, cancellation); !done)
        return tl::make_unexpected(done.error());
    auto done = requireTool(plan.kubectl({QStringLiteral("wait"), QStringLiteral("--for=condition=Established"),
                                          QStringLiteral("crd/logs.kwok.x-k8s.io"), QStringLiteral("--timeout=20s")}),
                            cancellation);
    if (!done)
        return tl::make_unexpected(done.error());
    return {};
}

Result<void> awaitNodes(const Plan &plan, const Cancellation &cancellation)
{
    ToolCall call = plan.kubectl({QStringLiteral("wait"), QStringLiteral("--for=condition=Ready"),
                                  QStringLiteral("node"), QStringLiteral("--all"), QStringLiteral("--timeout=180s")});
    call.deadline = std::chrono::seconds(200);
    if (auto done = requireTool(call, cancellation); !done)
        return tl::make_unexpected(done.error());
    return {};
}

} // namespace edgelink::sandbox
