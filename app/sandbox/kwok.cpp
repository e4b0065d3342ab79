// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/kwok.h"

#include "app/sandbox/probes.h"
#include "app/sandbox/simulator/yamlreader.h"
#include "app/sandbox/words.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace edgelink::sandbox {

namespace {

/// JSON is YAML: documents of ours are built as values, so that no path can break them.
QByteArray document(const QJsonObject &object)
{
    return "---\n" + QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonArray environment(const QMap<QString, QString> &variables)
{
    QJsonArray array;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it)
        array.append(QJsonObject{{QStringLiteral("name"), it.key()}, {QStringLiteral("value"), it.value()}});
    return array;
}

QJsonObject clusterExec(const QString &pod, const QString &workDir, const QMap<QString, QString> &variables)
{
    const QJsonObject local{{QStringLiteral("workDir"), workDir}, {QStringLiteral("envs"), environment(variables)}};
    return {{QStringLiteral("apiVersion"), QStringLiteral("kwok.x-k8s.io/v1alpha1")},
            {QStringLiteral("kind"), QStringLiteral("ClusterExec")},
            {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("name"), pod}}},
            {QStringLiteral("spec"),
             QJsonObject{{QStringLiteral("selector"),
                          QJsonObject{{QStringLiteral("matchNamespaces"), QJsonArray{QLatin1String(Plan::Namespace)}},
                                      {QStringLiteral("matchNames"), QJsonArray{pod}}}},
                         {QStringLiteral("execs"), QJsonArray{QJsonObject{{QStringLiteral("local"), local}}}}}}};
}

QByteArray shellWord(QString text)
{
    return '\'' + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")).toUtf8() + '\'';
}

QJsonObject nodeObject(int number)
{
    const QString name = QStringLiteral("node-%1").arg(number);
    const QJsonObject size{{QStringLiteral("cpu"), QStringLiteral("32")},
                           {QStringLiteral("memory"), QStringLiteral("256Gi")},
                           {QStringLiteral("pods"), QStringLiteral("500")}};
    return {{QStringLiteral("apiVersion"), QStringLiteral("v1")},
            {QStringLiteral("kind"), QStringLiteral("Node")},
            {QStringLiteral("metadata"),
             QJsonObject{{QStringLiteral("name"), name},
                         {QStringLiteral("annotations"),
                          QJsonObject{{QStringLiteral("kwok.x-k8s.io/node"), QStringLiteral("fake")}}},
                         {QStringLiteral("labels"),
                          QJsonObject{{QStringLiteral("type"), QStringLiteral("kwok")},
                                      {QStringLiteral("kubernetes.io/hostname"), name}}}}},
            {QStringLiteral("status"),
             QJsonObject{{QStringLiteral("allocatable"), size}, {QStringLiteral("capacity"), size}}}};
}

QJsonObject inNamespace(const char *name)
{
    return {{QStringLiteral("name"), QLatin1String(name)},
            {QStringLiteral("namespace"), QLatin1String(Plan::Namespace)}};
}

/// The viewer sees the namespace as Kubernetes' own role "view" does; release Secrets stay hidden from it.
QJsonObject viewerBinding()
{
    return {{QStringLiteral("apiVersion"), QStringLiteral("rbac.authorization.k8s.io/v1")},
            {QStringLiteral("kind"), QStringLiteral("RoleBinding")},
            {QStringLiteral("metadata"), inNamespace("edgelink-viewer")},
            {QStringLiteral("roleRef"),
             QJsonObject{{QStringLiteral("apiGroup"), QStringLiteral("rbac.authorization.k8s.io")},
                         {QStringLiteral("kind"), QStringLiteral("ClusterRole")},
                         {QStringLiteral("name"), QStringLiteral("view")}}},
            {QStringLiteral("subjects"),
             QJsonArray{QJsonObject{{QStringLiteral("apiGroup"), QStringLiteral("rbac.authorization.k8s.io")},
                                    {QStringLiteral("kind"), QStringLiteral("User")},
                                    {QStringLiteral("name"), QStringLiteral("viewer")}}}}};
}

} // namespace

QString crashingImages(const Scenario &scenario)
{
    // Into a jq text inside a YAML text: names with other characters than these are no image anyway.
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9._-]+$"));
    QStringList conditions;
    for (auto component = scenario.images.cbegin(); component != scenario.images.cend(); ++component) {
        for (auto tag = component->cbegin(); tag != component->cend(); ++tag) {
            if (tag->crash && plain.match(component.key()).hasMatch() && plain.match(tag.key()).hasMatch())
                conditions << QStringLiteral("endswith(\"%1:%2\")").arg(component.key(), tag.key());
        }
    }
    return conditions.isEmpty() ? QStringLiteral(". == \"\"") : conditions.join(QStringLiteral(" or "));
}

Result<QByteArray> kwokConfiguration(const Plan &plan)
{
    QByteArray text = document({{QStringLiteral("apiVersion"), QStringLiteral("config.kwok.x-k8s.io/v1alpha1")},
                                {QStringLiteral("kind"), QStringLiteral("KwokConfiguration")},
                                // With a file these have no defaults.
                                {QStringLiteral("options"),
                                 QJsonObject{{QStringLiteral("enableCRDs"), QJsonArray{QStringLiteral("Logs")}},
                                             {QStringLiteral("nodePlayStageParallelism"), 4},
                                             {QStringLiteral("podPlayStageParallelism"), 4},
                                             {QStringLiteral("nodeLeaseParallelism"), 4},
                                             {QStringLiteral("enableDebuggingHandlers"), true}}}});
    const QString stages = plan.programs.toolchain + QStringLiteral("/share/kwok/stage/");
    for (const char *name :
         {"node/fast/node-initialize.yaml", "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
          "pod/fast/pod-complete.yaml", "pod/fast/pod-delete.yaml", "volume/fast/pv-bind.yaml",
          "volume/fast/pv-delete.yaml", "volume/fast/pvc-delete.yaml", "volume/fast/pvc-provision.yaml"}) {
        const auto stage = readFile(stages + QLatin1String(name));
        if (!stage)
            return tl::make_unexpected(stage.error());
        text += "---\n" + *stage;
    }
    auto pods = readFile(plan.resources + QStringLiteral("/sandbox/kwok/pods.yaml"));
    if (!pods)
        return pods;
    if (plan.layout.podLogs().contains(QLatin1Char('"')) || plan.layout.podLogs().contains(QLatin1Char('\\')))
        return failure(ErrorKind::Usage, Words::tr("a quote or backslash in the folder's name is not supported"),
                       plan.layout.root);
    pods->replace("@CRASHING_IMAGES@", crashingImages(plan.scenario).toUtf8());
    pods->replace("@POD_LOGS@", plan.layout.podLogs().toUtf8());
    YamlReader reader(*pods);
    const QList<YAML::Node> podStages = reader.items(reader.root()["stages"], QStringLiteral("stages"));
    for (const YAML::Node &stage : podStages)
        text += document(reader.json(stage, QStringLiteral("stages")).toObject());
    if (!reader.findings().isEmpty())
        return failure(
            ErrorKind::Configuration,
            QStringLiteral("%1: %2").arg(reader.findings().first().line).arg(reader.findings().first().message),
            QStringLiteral("pods.yaml"));
    text += document(clusterExec(QStringLiteral("postgres-0"), plan.layout.path(QStringLiteral("tmp")),
                                 {{QStringLiteral("PGHOST"), QStringLiteral("127.0.0.1")},
                                  {QStringLiteral("PGPORT"), QString::number(plan.port(QStringLiteral("postgres")))},
                                  {QStringLiteral("PGUSER"), QLatin1String(Plan::DatabaseUser)},
                                  {QStringLiteral("PGDATABASE"), QLatin1String(Plan::Database)},
                                  {QStringLiteral("PGPASSFILE"), plan.layout.pgpass()}}));
    text += document(clusterExec(QStringLiteral("redis-master-0"), plan.layout.path(QStringLiteral("tmp")), {}));
    return text;
}

Result<void> writeShims(const Plan &plan)
{
    const QString path = plan.layout.path(QStringLiteral("bin/redis-cli"));
    const QString component = QStringLiteral("redis");
    const QByteArray script = "#!/bin/sh\nread -r REDISCLI_AUTH <" + shellWord(plan.layout.password(component))
        + " || exit 1\nexport REDISCLI_AUTH\nexec " + shellWord(plan.programs.path(QStringLiteral("redis-cli")))
        + " -h 127.0.0.1 -p " + QByteArray::number(plan.port(component)) + " \"$@\"\n";
    if (auto written = writeFile(path, script); !written)
        return written;
    if (!QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return failure(ErrorKind::Io, Words::tr("cannot be made executable"), path);
    return {};
}

Result<QByteArray> baseObjects(const Plan &plan)
{
    QByteArray text = document(
        {{QStringLiteral("apiVersion"), QStringLiteral("v1")},
         {QStringLiteral("kind"), QStringLiteral("Namespace")},
         {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("name"), QLatin1String(Plan::Namespace)}}}});
    text += document(viewerBinding());
    for (int number = 1; number <= 3; ++number)
        text += document(nodeObject(number));
    for (const char *name : {"stage/volume/fast/storage-class.yaml", "crd/bases/kwok.x-k8s.io_logs.yaml"}) {
        auto file = readFile(plan.programs.toolchain + QStringLiteral("/share/kwok/") + QLatin1String(name));
        if (!file)
            return file;
        text += "---\n" + *file + '\n';
    }
    return text;
}

ComponentSpec kwokSpec(const Plan &plan)
{
    const QString port = QString::number(plan.port(QStringLiteral("kwok")));
    ComponentSpec spec;
    spec.name = QStringLiteral("kwok");
    // Whoever reaches this port runs commands as us: only with a certificate of ours, as at etcd. The flag is our patch
    // to KWOK (packaging/toolchain/kwok); an unpatched one refuses to start with it.
    // Without the lease flag nodes flap NotReady every 55 s and pods never become ready again.
    spec.process = plan.process(
        plan.programs.path(QStringLiteral("kwok")),
        {QStringLiteral("-c"), plan.layout.path(QStringLiteral("kwok.yaml")), QStringLiteral("--kubeconfig"),
         plan.layout.kubeconfig(), QStringLiteral("--manage-all-nodes"), QStringLiteral("--node-ip"),
         QStringLiteral("127.0.0.1"), QStringLiteral("--node-port"), port, QStringLiteral("--server-address"),
         QStringLiteral("127.0.0.1:") + port, QStringLiteral("--tls-cert-file"),
         plan.layout.pki(QStringLiteral("server.crt")), QStringLiteral("--tls-private-key-file"),
         plan.layout.pki(QStringLiteral("server.key")), QStringLiteral("--client-ca-file"),
         plan.layout.pki(QStringLiteral("ca.crt")), QStringLiteral("--node-lease-duration-seconds=40")});
    spec.probe
        = httpProbe({QUrl(plan.url(QStringLiteral("kwok"), QStringLiteral("https")) + QStringLiteral("/healthz")),
                     plan.layout.pki(QStringLiteral("ca.crt")),
                     {},
                     plan.layout.pki(QStringLiteral("server.crt"))});
    // The next one would wait up to 88 s for the leases of the dead one.
    spec.beforeRestart = [call = plan.kubectl({QStringLiteral("delete"), QStringLiteral("lease"), QStringLiteral("-n"),
                                               QStringLiteral("kube-node-lease"), QStringLiteral("--all"),
                                               QStringLiteral("--request-timeout=5s")})] {
        const Cancellation never;
        static_cast<void>(runTool(call, never)); // best effort
    };
    return spec;
}

} // namespace edgelink::sandbox
