// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/consolefile.h"

#include "app/sandbox/simulator/simulator.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <yaml-cpp/yaml.h>

namespace edgelink::sandbox {

Result<void> writeConsoleConfiguration(const Plan &plan)
{
    const auto text = [](const QString &value) { return value.toStdString(); };
    const auto program = [&plan](const char *name) { return plan.programs.path(QLatin1String(name)).toStdString(); };
    const QString release = QLatin1String(Plan::Release);

    YAML::Node drill;
    drill["kind"] = "drill";
    drill["cluster"] = Plan::Cluster;
    drill["kubeconfig"] = text(plan.layout.kubeconfig());
    drill["context"] = Plan::Cluster;
    drill["namespace"] = Plan::Namespace;
    drill["release"] = Plan::Release;
    for (const char *name :
         {"api-gateway", "device-service", "topology-service", "nat-coordinator", "alert-service", "background-worker"})
        drill["components"][name] = text(QStringLiteral("deployment/%1-%2").arg(release, QLatin1String(name)));
    for (const char *name : {"prometheus", "alertmanager"}) {
        drill[name]["url"] = text(plan.url(QLatin1String(name)));
        drill[name]["user"] = Plan::WebUser;
        drill[name]["password"]["file"] = text(plan.layout.password(QLatin1String(name)));
    }
    drill["api"]["url"] = text(plan.url(QStringLiteral("simulator")));
    drill["database"]["url"] = text(QStringLiteral("postgresql://%1@127.0.0.1:%2/%3")
                                        .arg(QLatin1String(Plan::DatabaseUser))
                                        .arg(plan.port(QStringLiteral("postgres")))
                                        .arg(QLatin1String(Plan::Database)));
    drill["database"]["password"]["file"] = text(plan.layout.databasePassword());
    drill["database"]["pod"] = "postgres-0";
    drill["database"]["redis_pod"] = "redis-master-0";
    drill["migrations"] = text(plan.resources + QStringLiteral("/sandbox/migrations"));
    drill["time_compression"] = plan.scenario.timeCompression;
    drill["scrape_interval"] = "1s";
    drill["rto"] = "30m";
    drill["rpo"] = "15m";
    for (auto it = plan.scenario.schemaByAppVersion.cbegin(); it != plan.scenario.schemaByAppVersion.cend(); ++it) {
        YAML::Node range;
        range["min"] = it->minimum;
        range["max"] = it->maximum;
        drill["schema_by_app_version"][text(it.key())] = range;
    }
    YAML::Node root;
    root["version"] = 1;
    root["tools"]["helm"] = text(plan.helm());
    root["tools"]["kubectl"] = program("kubectl");
    root["tools"]["migrate"] = program("migrate");
    root["tools"]["psql"] = program("psql");
    root["default_environment"] = "drill";
    root["sandbox_state"] = text(plan.layout.stateFile());
    root["environments"]["drill"] = drill;
    YAML::Emitter emitter;
    emitter << root;
    return writeFile(plan.layout.consoleConfiguration(), QByteArray(emitter.c_str()) + '\n');
}

Result<void> writeSimulatorOptions(const Plan &plan)
{
    const QJsonObject root{
        {QStringLiteral("directory"), plan.layout.root},
        {QStringLiteral("scenarioFile"), plan.scenarioFile},
        {QStringLiteral("port"), plan.port(QStringLiteral("simulator"))},
        {QStringLiteral("kubeconfig"), plan.layout.kubeconfig()},
        {QStringLiteral("context"), QLatin1String(Plan::Cluster)},
        {QStringLiteral("kubectl"), plan.programs.path(QStringLiteral("kubectl"))},
        {QStringLiteral("nameSpace"), QLatin1String(Plan::Namespace)},
        {QStringLiteral("release"), QLatin1String(Plan::Release)},
        {QStringLiteral("databaseHost"), QStringLiteral("127.0.0.1")},
        {QStringLiteral("databasePort"), plan.port(QStringLiteral("postgres"))},
        {QStringLiteral("databaseName"), QLatin1String(Plan::Database)},
        {QStringLiteral("databaseUser"), QLatin1String(Plan::DatabaseUser)},
        {QStringLiteral("databasePasswordFile"), plan.layout.databasePassword()},
        {QStringLiteral("faultsFile"), plan.layout.faultsFile()},
        {QStringLiteral("podLogDirectory"), plan.layout.podLogs()},
        {QStringLiteral("timeCompression"), plan.scenario.timeCompression},
    };
    return writeFile(plan.layout.simulatorFile(), QJsonDocument(root).toJson());
}

} // namespace edgelink::sandbox
