// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/verify/sandboxbench.h"

#include "app/services/cluster/kubernetesclient.h"
#include "app/services/command/commandservice.h"
#include "app/services/config/configuration.h"
#include "app/services/config/secretresolver.h"
#include "app/services/config/thresholdfile.h"
#include "app/services/database/postgresreader.h"
#include "app/services/helm/helmreleases.h"
#include "app/services/prometheus/prometheusclient.h"
#include "tests/support/fakejournal.h"

#include <QDir>

namespace edgelink::test {

namespace {

template<typename T>
Result<T> within(const QFuture<Result<T>> &future, std::chrono::milliseconds limit)
{
    if (const std::optional<Result<T>> value = await(future, limit))
        return *value;
    return failure(ErrorKind::Timeout, QStringLiteral("no answer"));
}

} // namespace

Result<std::unique_ptr<SandboxBench>> SandboxBench::open()
{
    const QString folder = qEnvironmentVariable("EDGELINK_SANDBOX_DIR");
    Result<Configuration> configuration = config::loadConfiguration(folder + QStringLiteral("/console.yaml"));
    if (!configuration)
        return tl::make_unexpected(configuration.error());
    const Environment *environment = configuration->find(configuration->defaultEnvironment);
    if (environment == nullptr)
        return failure(ErrorKind::Configuration, QStringLiteral("no default environment"), folder);
    const Result<QList<Threshold>> thresholds = config::loadThresholds(*environment);
    if (!thresholds)
        return tl::make_unexpected(thresholds.error());

    std::unique_ptr<SandboxBench> bench(new SandboxBench);
    bench->m_configuration = *configuration;
    bench->m_environment = *environment;
    const SecretLookup secrets = config::secretLookup();
    const ToolPaths &tools = bench->m_configuration.tools;
    bench->m_journal = std::make_unique<FakeJournal>();
    command::CommandOptions options;
    options.spoolDirectory = folder + QStringLiteral("/itest-spool");
    bench->m_runner = std::make_unique<command::CommandService>(bench->m_journal.get(), options);

    auto *cluster = new cluster::KubernetesClient(*environment, tools, bench->m_runner.get());
    bench->m_cluster = cluster;
    bench->m_releases = new helm::HelmReleases(bench->m_runner.get(), cluster, *environment, tools);
    bench->m_metrics = new prometheus::PrometheusClient(
        environment->prometheus,
        {environment->timeCompression, environment->scrapeInterval, environment->nameSpace, environment->release},
        secrets);
    bench->m_database = new database::PostgresReader(environment->database, secrets);
    bench->m_drill
        = new drill::SandboxControl({bench->m_configuration.sandboxStateFile, qEnvironmentVariable("EDGELINK_SANDBOX"),
                                     environment->name, QStringLiteral("test"), bench->m_runner.get()});
    for (QObject *source : std::initializer_list<QObject *>{bench->m_cluster, bench->m_releases, bench->m_metrics,
                                                            bench->m_database, bench->m_drill}) {
        source->moveToThread(&bench->m_thread);
        QObject::connect(&bench->m_thread, &QThread::finished, source, &QObject::deleteLater);
    }
    bench->m_thread.start();
    bench->m_drill->start();

    bench->m_verdicts = std::make_unique<verdict::RollbackVerdict>(
        verdict::VerdictDependencies{*environment, bench->m_releases, bench->m_cluster, bench->m_database});
    verify::ProbeDependencies with;
    with.environment = *environment;
    with.tools = tools;
    with.thresholds = *thresholds;
    with.cluster = bench->m_cluster;
    with.releases = bench->m_releases;
    with.commands = bench->m_runner.get();
    with.metrics = bench->m_metrics;
    with.journal = bench->m_journal.get();
    with.verdicts = bench->m_verdicts.get();
    with.secrets = secrets;
    bench->m_probes = std::make_unique<verify::Probes>(with);
    return bench;
}

SandboxBench::~SandboxBench()
{
    m_probes.reset();
    m_verdicts.reset();
    m_thread.quit();
    m_thread.wait();
}

Observation SandboxBench::see(const QString &probe, const QJsonObject &arguments, std::chrono::milliseconds timeout,
                              const QString &runId)
{
    ProbeRequest request;
    request.probe = probe;
    request.arguments = arguments;
    request.runId = runId;
    request.stepId = probe;
    request.timeout = timeout;
    return await(m_probes->observe(request), timeout + std::chrono::seconds{30}).value_or(Observation{});
}

Result<Verdict> SandboxBench::verdict(int target)
{
    return within(m_verdicts->verdict(target), std::chrono::seconds{90});
}

Result<bool> SandboxBench::inject(const QString &fault)
{
    return within(m_drill->inject(fault), std::chrono::minutes{3});
}

Result<bool> SandboxBench::clear()
{
    return within(m_drill->clear(), std::chrono::minutes{3});
}

ReleaseHistory SandboxBench::history()
{
    return within(m_releases->history(), std::chrono::seconds{30}).value_or(ReleaseHistory{});
}

CommandResult SandboxBench::run(const QString &program, const QStringList &arguments)
{
    CommandSpec spec;
    spec.program = program;
    spec.args(arguments);
    spec.purpose = QStringLiteral("integration test");
    spec.mutating = true;
    return await(m_runner->run(spec), std::chrono::minutes{3}).value_or(CommandResult{});
}

CommandResult SandboxBench::kubectl(const QStringList &arguments)
{
    return run(m_configuration.tools.kubectl,
               QStringList{QStringLiteral("--kubeconfig"), m_environment.kubeconfig, QStringLiteral("--context"),
                           m_environment.context, QStringLiteral("--namespace"), m_environment.nameSpace}
                   + arguments);
}

CommandResult SandboxBench::helm(const QStringList &arguments)
{
    return run(m_configuration.tools.helm,
               arguments
                   + QStringList{QStringLiteral("--kubeconfig"), m_environment.kubeconfig,
                                 QStringLiteral("--kube-context"), m_environment.context, QStringLiteral("--namespace"),
                                 m_environment.nameSpace});
}

} // namespace edgelink::test
