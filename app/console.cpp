// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/hosted.h"
#include "app/services/alertmanager/alertmanagerclient.h"
#include "app/services/cluster/kubernetesclient.h"
#include "app/services/command/commandservice.h"
#include "app/services/config/secretresolver.h"
#include "app/services/config/thresholdfile.h"
#include "app/services/database/conninfo.h"
#include "app/services/database/postgresreader.h"
#include "app/services/drill/sandboxcontrol.h"
#include "app/services/helm/helmreleases.h"
#include "app/services/incident/incidentservice.h"
#include "app/services/journal/journalexport.h"
#include "app/services/journal/sqlitejournal.h"
#include "app/services/prometheus/prometheusclient.h"
#include "app/services/report/incidentreport.h"
#include "app/services/runbook/runbookengine.h"
#include "app/services/runbook/runbooklibrary.h"
#include "app/services/verdict/rollbackverdict.h"
#include "app/services/verify/probes.h"
#include "app/setup.h"
#include "app/stoprequests.h"
#include "translations/catalogue.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSslSocket>
#include <QThread>

#include <spdlog/spdlog.h>

#include <initializer_list>
#include <optional>
#include <tuple>
#include <utility>

namespace edgelink {

namespace {

constexpr QLatin1StringView RunbookFolder{":/edgelink/runbooks"};

QString journalStream(EnvironmentKind kind)
{
    return kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
}

journal::JournalOptions journalOptions(const ConsoleOptions &options)
{
    journal::JournalOptions journal;
    journal.file = Console::journalFile(options.dataDirectory);
    journal.outputsDirectory = options.dataDirectory + QStringLiteral("/outputs");
    return journal;
}

/// A service file is libpq's to read; all other secrets are the configuration's.
Result<QByteArray> secret(const SecretReference &reference)
{
    return reference.source == SecretReference::Source::DatabaseService ? database::servicePassword(reference.locator)
                                                                        : config::resolveSecret(reference);
}

ConsoleOptions withResolvedDatabase(ConsoleOptions options)
{
    if (options.environment.database.service.isEmpty())
        return options;
    options.environment.database = database::resolved(options.environment.database);
    if (!options.environment.database.problem.isEmpty())
        spdlog::warn("database: {}", options.environment.database.problem.toStdString());
    return options;
}

command::CommandOptions commandOptions(const ConsoleOptions &options)
{
    command::CommandOptions command;
    command.spoolDirectory = options.dataDirectory + QStringLiteral("/outputs");
    command.resolveSecret = [](const SecretReference &reference) {
        return secret(reference).map([](const QByteArray &bytes) { return QString::fromUtf8(bytes); });
    };
    QMap<QString, QString> streams;
    for (const Environment &environment : options.configuration.environments)
        streams.insert(environment.name, journalStream(environment.kind));
    command.streamOf
        = [streams](const QString &environment) { return streams.value(environment, QStringLiteral("production")); };
    return command;
}

runbook::EngineOptions engineOptions(const ConsoleOptions &console)
{
    runbook::EngineOptions options;
    options.autoDecide = console.autoDecide;
    options.claimFolder = console.dataDirectory + QStringLiteral("/claims");
    return options;
}

} // namespace

/// In the order in which they need one another; destroyed in the reverse order, the journal last.
struct Console::Services {
    explicit Services(const ConsoleOptions &options, const QList<Threshold> &thresholds)
        : journal(journalOptions(options))
        , commands(&journal, commandOptions(options))
        , cluster(QStringLiteral("cluster"), options.environment, options.configuration.tools, &commands)
        , releases(QStringLiteral("helm"), &commands, cluster.get(), options.environment, options.configuration.tools)
        , metrics(QStringLiteral("prometheus"), options.environment.prometheus, queryScope(options.environment),
                  config::secretLookup())
        , alerts(QStringLiteral("alertmanager"), options.environment.alertmanager, config::secretLookup(),
                 alertmanager::RecordPlace{&journal, options.environment.name, journalStream(options.environment.kind)})
        , database(options.environment.database, secret)
        , verdicts(
              verdict::VerdictDependencies{options.environment, releases.get(), cluster.get(), &database, &journal})
        , probes(verify::ProbeDependencies{options.environment, options.configuration.tools, thresholds, cluster.get(),
                                           releases.get(), &commands, metrics.get(), &journal, &verdicts,
                                           config::secretLookup()})
        , incidents(QStringLiteral("incident"),
                    incident::IncidentPorts{metrics.get(), &journal, releases.get(), cluster.get(), &database},
                    thresholds, options.environment)
        , runbooks({RunbookFolder}, options.environment, options.configuration.tools, &journal, &commands, &probes,
                   releases.get(), engineOptions(options))
        , reports(&journal, options.configuration.environments, sentencesOfServices)
        , drills(QStringLiteral("drill"),
                 drill::SandboxDependencies{options.sandboxDirectory + QStringLiteral("/state.json"),
                                            options.sandboxProgram, options.environment.name, options.actor, &commands,
                                            options.environment.kind == EnvironmentKind::Drill ? &journal : nullptr})
        , stopRequests(std::in_place, options.dataDirectory)
    {
    }

    journal::SqliteJournal journal;
    command::CommandService commands;
    Hosted<cluster::KubernetesClient> cluster;
    Hosted<helm::HelmReleases> releases;
    Hosted<prometheus::PrometheusClient> metrics;
    Hosted<alertmanager::AlertmanagerClient> alerts;
    database::PostgresReader database;
    verdict::RollbackVerdict verdicts;
    verify::Probes probes;
    Hosted<incident::IncidentService> incidents;
    runbook::RunbookEngine runbooks;
    report::IncidentReport reports;
    Hosted<drill::SandboxControl> drills;
    std::optional<StopRequests> stopRequests;
};

Console::Console(ConsoleOptions options, QList<Threshold> thresholds)
    : m_options(withResolvedDatabase(std::move(options)))
    , m_thresholds(std::move(thresholds))
    , m_services(std::make_unique<Services>(m_options, m_thresholds))
{
    StopRequests *stops = &*m_services->stopRequests;
    QObject::connect(&m_services->runbooks, &RunbookSession::runChanged, stops, &StopRequests::follow);
    QObject::connect(stops, &StopRequests::requested, stops, [this](const QString &runId, const QString &actor) {
        m_services->runbooks.stop(runId, actor.isEmpty() ? m_options.actor : actor);
    });
}

Console::~Console() = default;

std::unique_ptr<QThread> Console::retire(std::unique_ptr<Console> console)
{
    Services &services = *console->m_services;
    services.stopRequests.reset(); // watches a folder: belongs to this thread
    auto thread = std::unique_ptr<QThread>(QThread::create([last = std::move(console)]() mutable { last.reset(); }));
    thread->setObjectName(QStringLiteral("retiring"));
    // An object dies on the thread it lives on. What is Hosted lives on its own thread already.
    for (QObject *service :
         std::initializer_list<QObject *>{&services.journal, &services.commands, &services.database, &services.verdicts,
                                          &services.probes, &services.runbooks, &services.reports})
        service->moveToThread(thread.get());
    thread->start();
    return thread;
}

Result<std::unique_ptr<Console>> Console::assemble(ConsoleOptions options)
{
    Result<QList<Threshold>> thresholds = config::loadThresholds(options.environment);
    if (!thresholds)
        return tl::make_unexpected(thresholds.error());
    if (const Result<bool> made = makeDataFolder(options.dataDirectory); !made)
        return tl::make_unexpected(made.error());
    // Both before there are threads: libpq's variables are taken out of the environment that those would read, and
    // OpenSSL is loaded and set up, which they would do at once.
    database::scrubEnvironment();
    std::ignore = QSslSocket::supportsSsl();
    return std::unique_ptr<Console>(new Console(std::move(options), *std::move(thresholds)));
}

QString Console::stream() const
{
    return journalStream(m_options.environment.kind);
}

MetricSource *Console::metrics() const
{
    return m_services->metrics.get();
}

AlertSource *Console::alerts() const
{
    return m_services->alerts.get();
}

ClusterSource *Console::cluster() const
{
    return m_services->cluster.get();
}

ReleaseSource *Console::releases() const
{
    return m_services->releases.get();
}

DatabaseSource *Console::database() const
{
    return &m_services->database;
}

VerdictSource *Console::verdicts() const
{
    return &m_services->verdicts;
}

IncidentTracker *Console::incidents() const
{
    return m_services->incidents.get();
}

RunbookSession *Console::runbooks() const
{
    return &m_services->runbooks;
}

CommandRunner *Console::commands() const
{
    return &m_services->commands;
}

Journal *Console::journal() const
{
    return &m_services->journal;
}

ReportService *Console::reports() const
{
    return &m_services->reports;
}

DrillControl *Console::drills() const
{
    return m_services->drills.get();
}

QStringList Console::lint(const QString &file)
{
    return runbook::sentences(runbook::lint(file, {RunbookFolder}, {verify::probeNames()}));
}

Result<bool> Console::requestStop(const QString &runId, const std::function<bool()> &givenUp) const
{
    return askToStop(m_options.dataDirectory, runId, m_options.actor, givenUp);
}

Result<QString> Console::exportJournal(const std::function<Result<bool>(const QByteArray &)> &sink) const
{
    return journal::exportJson(m_services->journal, {}, sink).map(journal::headText);
}

QFuture<Result<JournalCheck>> Console::verifyJournal(const QString &head) const
{
    if (head.isEmpty())
        return m_services->journal.verify();
    const Result<journal::ExportedHead> exported = journal::headFromText(head);
    return exported ? m_services->journal.verifyAgainst(*exported)
                    : readyFuture<Result<JournalCheck>>(tl::make_unexpected(exported.error()));
}

QString Console::journalFile(const QString &dataDirectory)
{
    return dataDirectory + QStringLiteral("/journal.sqlite");
}

void Console::watchTriggers()
{
    m_services->incidents->start();
}

void Console::startWall()
{
    m_services->incidents->start();
    m_services->alerts->start();
    m_services->drills->start();
}

void Console::startReads()
{
    m_services->cluster->start();
    m_services->releases->start();
}

void Console::startLive()
{
    startWall();
    startReads();
}

} // namespace edgelink
