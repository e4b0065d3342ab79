// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/exposition.h"
#include "app/sandbox/simulator/platform.h"

#include <array>
#include <cmath>

namespace edgelink::sandbox {

namespace {

/// A histogram's "le" as Go writes it, which is what queries and dashboards compare with.
QString bound(double seconds)
{
    return QString::number(seconds, 'g', QLocale::FloatingPointShortest);
}

} // namespace

QByteArray Platform::metrics(const QDateTime &now) const
{
    const std::lock_guard lock(m_mutex);
    Exposition out;
    writeTraffic(out);
    writeUsage(out);
    writePods(out);
    writeCluster(out, now);
    return out.text();
}

void Platform::writeTraffic(Exposition &out) const
{
    out.family("http_requests_total", "counter", "HTTP requests answered, by service and status.");
    for (auto service = m_services.cbegin(); service != m_services.cend(); ++service) {
        for (auto status = service->requests.cbegin(); status != service->requests.cend(); ++status)
            out.sample({{"service", service.key()}, {"status", QString::number(status.key())}}, *status);
    }
    out.family("http_request_duration_seconds", "histogram", "Time to answer an HTTP request.");
    for (auto service = m_services.cbegin(); service != m_services.cend(); ++service) {
        double below = 0;
        for (std::size_t i = 0; i < ServiceTraffic::BOUNDS.size(); ++i) {
            below += service->buckets.at(i);
            out.sample({{"service", service.key()}, {"le", bound(ServiceTraffic::BOUNDS.at(i))}}, below, "_bucket");
        }
        below += service->buckets.back();
        out.sample({{"service", service.key()}, {"le", QStringLiteral("+Inf")}}, below, "_bucket");
        out.sample({{"service", service.key()}}, service->secondsSum, "_sum");
        out.sample({{"service", service.key()}}, below, "_count");
    }
    out.family("edgelink_active_connections", "gauge", "Open connections of devices, by service.");
    for (auto service = m_services.cbegin(); service != m_services.cend(); ++service)
        out.sample({{"service", service.key()}}, std::round(service->connections));
}

void Platform::writeUsage(Exposition &out) const
{
    const auto each = [this](const auto &write) {
        for (const Pod &pod : m_pods) {
            if (pod.view.phase == QStringLiteral("Running") && !pod.view.containers.isEmpty())
                write(pod, pod.view.containers.constFirst());
        }
    };
    out.family("container_memory_working_set_bytes", "gauge", "Memory that a container cannot give back.");
    each([&](const Pod &pod, const ContainerView &container) {
        out.sample({{"namespace", m_nameSpace}, {"pod", pod.view.name}, {"container", container.name}},
                   std::round(pod.usage.memoryShare * container.memoryLimit.value_or(1 << 29)));
    });
    out.family("container_cpu_usage_seconds_total", "counter", "CPU time a container used.");
    each([&](const Pod &pod, const ContainerView &container) {
        out.sample({{"namespace", m_nameSpace}, {"pod", pod.view.name}, {"container", container.name}},
                   pod.usage.cpuSeconds);
    });
    out.family("prober_probe_total", "counter", "Probes of the kubelet, by result.");
    each([&](const Pod &pod, const ContainerView &container) {
        if (!isService(pod.view.component))
            return; // the chart gives the stores no probes
        constexpr std::array<const char *, 2> KINDS{"Readiness", "Liveness"};
        constexpr std::array<const char *, 2> RESULTS{"successful", "failed"};
        for (std::size_t kind = 0; kind < KINDS.size(); ++kind) {
            for (std::size_t result = 0; result < RESULTS.size(); ++result)
                out.sample({{"namespace", m_nameSpace},
                            {"pod", pod.view.name},
                            {"container", container.name},
                            {"probe_type", QLatin1String(KINDS.at(kind))},
                            {"result", QLatin1String(RESULTS.at(result))}},
                           pod.usage.probes.at(kind).at(result));
        }
    });
}

void Platform::writePods(Exposition &out) const
{
    const auto eachContainer = [this](const auto &write) {
        for (const Pod &pod : m_pods) {
            for (const ContainerView &container : pod.view.containers)
                write(pod.view, container);
        }
    };
    out.family("kube_pod_status_ready", "gauge", "Whether a pod is ready.");
    for (const Pod &pod : m_pods)
        out.sample({{"namespace", m_nameSpace}, {"pod", pod.view.name}, {"condition", QStringLiteral("true")}},
                   pod.view.ready);
    out.family("kube_pod_container_status_waiting_reason", "gauge", "Why a container waits; only while it does.");
    eachContainer([&](const PodView &pod, const ContainerView &container) {
        if (!container.waitingReason.isEmpty())
            out.sample({{"namespace", m_nameSpace},
                        {"pod", pod.name},
                        {"container", container.name},
                        {"reason", container.waitingReason}},
                       1);
    });
    out.family("kube_pod_container_status_restarts_total", "counter", "Restarts of a container.");
    eachContainer([&](const PodView &pod, const ContainerView &container) {
        out.sample({{"namespace", m_nameSpace}, {"pod", pod.name}, {"container", container.name}}, container.restarts);
    });
    out.family("kube_pod_container_resource_limits", "gauge", "Limit of a container, by resource.");
    eachContainer([&](const PodView &pod, const ContainerView &container) {
        const auto limit = [&](const char *resource, const char *unit, const std::optional<double> &value) {
            if (value)
                out.sample({{"namespace", m_nameSpace},
                            {"pod", pod.name},
                            {"container", container.name},
                            {"resource", QLatin1String(resource)},
                            {"unit", QLatin1String(unit)}},
                           *value);
        };
        limit("cpu", "core", container.cpuLimit);
        limit("memory", "byte", container.memoryLimit);
    });
}

void Platform::writeCluster(Exposition &out, const QDateTime &now) const
{
    const auto deployments = [&](const char *name, const char *help, int DeploymentView::*value) {
        out.family(name, "gauge", help);
        for (const DeploymentView &deployment : m_view.deployments)
            out.sample({{"namespace", m_nameSpace}, {"deployment", deployment.name}}, deployment.*value);
    };
    deployments("kube_deployment_spec_replicas", "Pods a Deployment wants.", &DeploymentView::wanted);
    deployments("kube_deployment_status_replicas", "Pods a Deployment has.", &DeploymentView::replicas);
    deployments("kube_deployment_status_replicas_ready", "Ready pods.", &DeploymentView::ready);
    deployments("kube_deployment_status_replicas_updated", "Pods of the newest template.", &DeploymentView::updated);
    deployments("kube_deployment_status_replicas_available", "Available pods.", &DeploymentView::available);
    deployments("kube_deployment_status_replicas_unavailable", "Missing or unavailable pods.",
                &DeploymentView::unavailable);

    const auto sets = [&](const char *name, const char *help, int StatefulSetView::*value) {
        out.family(name, "gauge", help);
        for (const StatefulSetView &set : m_view.statefulSets)
            out.sample({{"namespace", m_nameSpace}, {"statefulset", set.name}}, set.*value);
    };
    sets("kube_statefulset_replicas", "Pods a StatefulSet wants.", &StatefulSetView::wanted);
    sets("kube_statefulset_status_replicas_ready", "Ready pods.", &StatefulSetView::ready);

    const auto autoscalers = [&](const char *name, const char *help, int AutoscalerView::*value) {
        out.family(name, "gauge", help);
        for (const AutoscalerView &autoscaler : m_view.autoscalers)
            out.sample({{"namespace", m_nameSpace}, {"horizontalpodautoscaler", autoscaler.name}}, autoscaler.*value);
    };
    autoscalers("kube_horizontalpodautoscaler_spec_min_replicas", "Lower bound.", &AutoscalerView::minimum);
    autoscalers("kube_horizontalpodautoscaler_spec_max_replicas", "Upper bound.", &AutoscalerView::maximum);
    autoscalers("kube_horizontalpodautoscaler_status_current_replicas", "Pods now.", &AutoscalerView::current);
    autoscalers("kube_horizontalpodautoscaler_status_desired_replicas", "Pods wanted.", &AutoscalerView::desired);

    // So that a cluster nobody could look at for a while does not pass for a quiet one.
    out.family("edgelink_sandbox_cluster_view_age_seconds", "gauge", "Since the API server last answered; NaN: never.");
    out.sample({}, m_view.at.isValid() ? static_cast<double>(m_view.at.msecsTo(now)) / 1000.0 : std::nan(""));
}

} // namespace edgelink::sandbox
