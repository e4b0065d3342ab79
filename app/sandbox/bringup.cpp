// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/bringup.h"

#include "app/sandbox/consolefile.h"
#include "app/sandbox/controlplane.h"
#include "app/sandbox/database.h"
#include "app/sandbox/kwok.h"
#include "app/sandbox/monitoring.h"
#include "app/sandbox/passwords.h"
#include "app/sandbox/pki.h"
#include "app/sandbox/probes.h"
#include "app/sandbox/words.h"

#include <algorithm>

namespace edgelink::sandbox {

namespace {

Result<void> prepareTools(const BringUp &up)
{
    up.host.note(QStringLiteral("toolchain"), QStringLiteral("building"));
    auto system = systemPrograms();
    if (!system)
        return tl::make_unexpected(system.error());
    auto programs = findToolchain(
        up.toolchain, up.plan.helmVersion, up.plan.runToken,
        [&up](const QString &line) {
            up.host.note(QStringLiteral("toolchain"), QStringLiteral("building"), line.left(200));
        },
        up.cancellation);
    if (!programs)
        return tl::make_unexpected(programs.error());
    programs->paths.insert(*system);
    up.plan.programs = *programs;
    return {};
}

Result<void> writeFiles(const BringUp &up)
{
    const Plan &plan = up.plan;
    if (auto made = makeKeys(plan, up.cancellation); !made)
        return made;
    const auto kwok = kwokConfiguration(plan);
    if (!kwok)
        return tl::make_unexpected(kwok.error());
    const std::array<Result<void>, 6> written{writeKubeconfig(plan),
                                              writeFile(plan.layout.path(QStringLiteral("kwok.yaml")), *kwok),
                                              writeShims(plan),
                                              writeMonitoring(plan),
                                              writeConsoleConfiguration(plan),
                                              writeSimulatorOptions(plan)};
    const auto bad = std::find_if(written.cbegin(), written.cend(), [](const Result<void> &result) { return !result; });
    return bad == written.cend() ? Result<void>{} : *bad;
}

Result<void> deployBaseline(const BringUp &up)
{
    const QList<RevisionPlan> &revisions = up.plan.scenario.revisions;
    const qsizetype count = std::min<qsizetype>(BringUp::BaselineRevisions, revisions.size());
    for (qsizetype index = 0; index < count; ++index) {
        const RevisionPlan &revision = revisions.at(index);
        up.host.note(QStringLiteral("release"), QStringLiteral("starting"),
                     Words::tr("revision %1 of %2: chart %3").arg(index + 1).arg(count).arg(revision.chartVersion));
        if (index > 0 && up.cancellation.waitFor(revision.hold))
            return failure(ErrorKind::Cancelled, Words::tr("cancelled"));
        if (auto deployed = up.deployer.deploy(revision); !deployed)
            return tl::make_unexpected(deployed.error());
    }
    return {};
}

ComponentSpec simulatorSpec(const BringUp &up)
{
    ComponentSpec spec;
    spec.name = QStringLiteral("simulator");
    spec.process = up.plan.process(up.self, {QStringLiteral("--dir"), up.plan.layout.root, QStringLiteral("simulate")});
    // Where the resources were found by our own environment, it must find them too.
    spec.process.environment.insert(QStringLiteral("EDGELINK_RESOURCES"), up.plan.resources);
    spec.probe = httpProbe({QUrl(up.plan.url(QStringLiteral("simulator")) + QStringLiteral("/metrics")), {}, {}, {}});
    return spec;
}

/// A step that shows itself in the state file as starting, ready or failed.
TaskGraph::Work shown(const BringUp &up, const QString &name, std::function<Result<void>()> work)
{
    return [&host = up.host, name, work = std::move(work)] {
        host.note(name, QStringLiteral("starting"));
        auto result = work();
        host.note(name, result ? QStringLiteral("ready") : QStringLiteral("failed"),
                  result ? QString() : result.error().sentence());
        return result;
    };
}

} // namespace

QStringList BringUp::componentNames()
{
    return {QStringLiteral("toolchain"),
            QStringLiteral("configuration"),
            QStringLiteral("etcd"),
            QStringLiteral("kube-apiserver"),
            QStringLiteral("kube-controller-manager"),
            QStringLiteral("kube-scheduler"),
            QStringLiteral("kwok"),
            QStringLiteral("nodes"),
            QStringLiteral("postgres"),
            QStringLiteral("database"),
            QStringLiteral("redis"),
            QStringLiteral("prometheus"),
            QStringLiteral("alertmanager"),
            QStringLiteral("simulator"),
            QStringLiteral("release")};
}

void BringUp::addTo(TaskGraph &graph) const
{
    const auto component = [&](const QString &name, const QStringList &after, ComponentSpec (*spec)(const Plan &)) {
        graph.add(name, after, [up = *this, spec] { return up.host.bringUp(spec(up.plan)); });
    };
    const auto step = [&](const QString &name, const QStringList &after, Result<void> (*work)(const BringUp &)) {
        graph.add(name, after, shown(*this, name, [up = *this, work] { return work(up); }));
    };
    const QString configuration = QStringLiteral("configuration");
    const QString apiServer = QStringLiteral("kube-apiserver");
    const QString passwords = QStringLiteral("passwords");

    step(QStringLiteral("toolchain"), {}, prepareTools);
    step(configuration, {QStringLiteral("toolchain")}, writeFiles);

    component(QStringLiteral("etcd"), {configuration}, etcdSpec);
    component(apiServer, {QStringLiteral("etcd")}, apiServerSpec);
    component(QStringLiteral("kube-controller-manager"), {apiServer}, controllerManagerSpec);
    component(QStringLiteral("kube-scheduler"), {apiServer}, schedulerSpec);
    graph.add(QStringLiteral("base"), {apiServer}, [up = *this] { return applyBase(up.plan, up.cancellation); });
    component(QStringLiteral("kwok"), {QStringLiteral("base")}, kwokSpec);
    step(QStringLiteral("nodes"),
         {QStringLiteral("kwok"), QStringLiteral("kube-controller-manager"), QStringLiteral("kube-scheduler")},
         [](const BringUp &up) { return awaitNodes(up.plan, up.cancellation); });

    graph.add(QStringLiteral("initdb"), {QStringLiteral("toolchain")},
              [up = *this] { return initDatabase(up.plan, up.cancellation); });
    component(QStringLiteral("postgres"), {QStringLiteral("initdb")}, postgresSpec);
    step(QStringLiteral("database"), {QStringLiteral("postgres")},
         [](const BringUp &up) { return createDatabase(up.plan, up.cancellation); });
    graph.add(passwords, {}, [up = *this] { return writePasswords(up.plan); });
    component(QStringLiteral("redis"), {QStringLiteral("toolchain"), passwords}, redisSpec);

    component(QStringLiteral("prometheus"), {configuration, passwords}, prometheusSpec);
    component(QStringLiteral("alertmanager"), {configuration, passwords}, alertmanagerSpec);
    graph.add(QStringLiteral("simulator"), {apiServer, QStringLiteral("database"), QStringLiteral("redis")},
              [up = *this] { return up.host.bringUp(simulatorSpec(up)); });
    step(QStringLiteral("release"), {QStringLiteral("nodes"), QStringLiteral("database")}, deployBaseline);
}

} // namespace edgelink::sandbox
