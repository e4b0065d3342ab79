// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/platform.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace edgelink::sandbox {

namespace {

constexpr double MAXIMUM_STEP = 5; ///< after a suspended machine: no burst of an hour's traffic
constexpr double MAXIMUM_DELAY = 5; ///< a real request waits at most this long

/// A container between two crashes.
Behaviour restarting(Behaviour behaviour)
{
    behaviour.memoryRatio = 0.04;
    behaviour.cpuRatio = 0.02;
    return behaviour;
}

QString tagOf(const PodView &pod)
{
    return pod.containers.isEmpty() ? QString() : pod.containers.constFirst().tag;
}

} // namespace

bool serves(const PodView &pod, const Behaviour &behaviour)
{
    return pod.ready && !pod.terminating && !behaviour.crash && !pod.crashLooping();
}

Platform::Platform(Scenario scenario, QList<Fault> faults, QString nameSpace)
    : m_scenario(std::move(scenario))
    , m_catalogue(std::move(faults))
    , m_nameSpace(std::move(nameSpace))
    , m_noise(m_scenario.seed)
    , m_requestNoise(m_scenario.seed + 1)
{
}

void Platform::setView(const ClusterView &view)
{
    const std::lock_guard lock(m_mutex);
    QMap<QString, Pod> pods;
    for (const PodView &pod : view.pods) {
        const auto known = m_pods.constFind(pod.uid);
        Pod next = known != m_pods.constEnd() ? *known : Pod{pod, view.config, {}};
        next.view = pod;
        pods.insert(pod.uid, next);
    }
    m_pods = pods;
    m_view = view;
    for (const DeploymentView &deployment : view.deployments) {
        if (!deployment.component.isEmpty() && !m_services.contains(deployment.component))
            m_services.insert(deployment.component, ServiceTraffic());
    }
}

void Platform::setFaults(const QList<ActiveFault> &faults)
{
    const std::lock_guard lock(m_mutex);
    m_faults = faults;
}

bool Platform::isService(const QString &component) const
{
    return m_services.contains(component);
}

void Platform::apply(const QMap<QString, BehaviourChange> &changes, const QString &component, double age,
                     Behaviour &behaviour) const
{
    for (const QString &key : {QStringLiteral("*"), component}) {
        const auto change = changes.constFind(key);
        if (change != changes.constEnd())
            behaviour = changed(behaviour, *change, age);
    }
}

Behaviour Platform::behaviourOf(const Pod &pod, const QDateTime &now) const
{
    const QString &component = pod.view.component;
    Behaviour behaviour;
    if (!isService(component)) {
        behaviour.cpuRatio = 0.15; // the stores idle along; nothing in a scenario concerns them
        return behaviour;
    }
    const double age = static_cast<double>(pod.view.startedAt.msecsTo(now)) / 1000.0;
    const QMap<QString, BehaviourChange> tags = m_scenario.images.value(component);
    if (const auto change = tags.constFind(tagOf(pod.view)); change != tags.constEnd())
        behaviour = changed(behaviour, *change, age);
    for (const ConfigRule &rule : m_scenario.config) {
        const auto value = pod.config.constFind(rule.key);
        if (value != pod.config.constEnd() && (!rule.equals || *rule.equals == *value))
            apply(rule.components, component, age, behaviour);
    }
    for (const ActiveFault &active : m_faults) {
        const auto fault = std::find_if(m_catalogue.cbegin(), m_catalogue.cend(),
                                        [&active](const Fault &known) { return known.name == active.name; });
        if (fault != m_catalogue.cend())
            apply(fault->components, component, static_cast<double>(active.since.msecsTo(now)) / 1000.0, behaviour);
    }
    return behaviour;
}

void Platform::advance(double seconds, const QDateTime &now)
{
    const std::lock_guard lock(m_mutex);
    const double step = std::clamp(seconds, 0.0, MAXIMUM_STEP);
    m_seconds += step;
    QMap<QString, QList<Behaviour>> serving;
    for (Pod &pod : m_pods) {
        Behaviour behaviour = behaviourOf(pod, now);
        const bool running = serves(pod.view, behaviour);
        if (running)
            serving[pod.view.component] << behaviour;
        else
            behaviour = restarting(behaviour);
        const double cpuLimit
            = pod.view.containers.isEmpty() ? 0 : pod.view.containers.constFirst().cpuLimit.value_or(1);
        pod.usage.advance(m_noise, behaviour, cpuLimit, running, step);
    }
    // A slow swell, as more and less devices report.
    const double wave = 1 + 0.06 * std::sin(m_seconds * 2 * std::numbers::pi / 47);
    for (auto service = m_services.begin(); service != m_services.end(); ++service)
        service->advance(m_noise, serviceProfile(service.key()), serving.value(service.key()), step, wave);
}

void Platform::recordRequest(const QString &service, int status, double seconds)
{
    const std::lock_guard lock(m_mutex);
    m_services[service].record(status, seconds);
}

std::optional<Platform::Server> Platform::pickServer(const QString &service, const QDateTime &now)
{
    const std::lock_guard lock(m_mutex);
    QList<Server> servers;
    for (const Pod &pod : std::as_const(m_pods)) {
        if (pod.view.component != service)
            continue;
        const Behaviour behaviour = behaviourOf(pod, now);
        if (serves(pod.view, behaviour))
            servers << Server{pod.view.name, tagOf(pod.view), behaviour};
    }
    if (servers.isEmpty())
        return std::nullopt;
    const double drawn = m_requestNoise.uniform() * static_cast<double>(servers.size());
    Server server = servers.at(static_cast<qsizetype>(drawn));
    server.delaySeconds = std::min(m_requestNoise.responseSeconds(server.behaviour), MAXIMUM_DELAY);
    // The few errors of a healthy service stay synthetic: a check of one real request must not fail by chance.
    server.fails = server.behaviour.errorRatio > Behaviour().errorRatio
        && m_requestNoise.uniform() < server.behaviour.errorRatio;
    return server;
}

QList<Platform::PodState> Platform::pods(const QDateTime &now) const
{
    const std::lock_guard lock(m_mutex);
    QList<PodState> states;
    for (const Pod &pod : m_pods) {
        const Behaviour behaviour = behaviourOf(pod, now);
        states << PodState{pod.view, behaviour, serves(pod.view, behaviour)};
    }
    return states;
}

QMap<QString, QString> Platform::config() const
{
    const std::lock_guard lock(m_mutex);
    return m_view.config;
}

std::optional<SchemaRange> Platform::schemaRange(const QString &tag) const
{
    const auto range = m_scenario.schemaByAppVersion.constFind(tag.startsWith(QLatin1Char('v')) ? tag.mid(1) : tag);
    return range == m_scenario.schemaByAppVersion.constEnd() ? std::nullopt : std::optional<SchemaRange>(*range);
}

} // namespace edgelink::sandbox
