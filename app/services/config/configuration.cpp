// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/configuration.h"

#include "app/services/config/mappingreader.h"
#include "app/services/config/tr.h"
#include "app/services/config/yamldocument.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QMap>
#include <QRegularExpression>

namespace edgelink::config {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

bool isLoopback(const QUrl &url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

/// A name that ends up in an argv and an API path: checked here once, so that nothing odd gets that far.
QString resourceName(MappingReader &reader, const QString &key, Presence presence)
{
    static const QRegularExpression valid(QStringLiteral(R"(\A[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\z)"));
    const QString name = reader.text(key, presence);
    if (!name.isEmpty() && !valid.match(name).hasMatch()) {
        const YamlNode *node = reader.child(key);
        reader.problems().add(node->line, reader.place(key),
                              Tr::tr("a Kubernetes name (lower-case letters, digits, \"-\")"), node->description());
    }
    return name;
}

HttpEndpoint endpoint(MappingReader &parent, const QString &key, const QString &baseDirectory)
{
    HttpEndpoint result;
    const YamlNode *node = parent.child(key);
    if (node == nullptr)
        return result;
    Problems &problems = parent.problems();
    MappingReader reader(problems, *node, parent.place(key), knownKeys(u"http"_s), baseDirectory);
    if (node->kind != YamlNode::Kind::Mapping)
        return result;
    const QString written = reader.text(u"url"_s, Presence::Required);
    const QUrl url(written, QUrl::StrictMode);
    const YamlNode *urlNode = reader.child(u"url"_s);
    const int line = urlNode == nullptr ? node->line : urlNode->line;
    if (!written.isEmpty()) {
        const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (!url.userInfo().isEmpty()) {
            problems.add(line,
                         Tr::tr("%1: credentials may not stand in a URL; use user and password: {file: …}, or bearer")
                             .arg(reader.place(u"url"_s)));
        } else if (!url.isValid() || !http || url.host().isEmpty() || url.hasQuery() || url.hasFragment()) {
            problems.add(line, reader.place(u"url"_s), Tr::tr("an address like https://host:port/prefix"),
                         urlNode->description());
        }
    }
    result.url = url;
    result.caFile = reader.path(u"ca_file"_s);
    result.bearer = reader.secret(u"bearer"_s);
    result.user = reader.text(u"user"_s);
    result.password = reader.secret(u"password"_s);
    const bool basic = !result.user.isEmpty() || reader.has(u"password"_s);
    if (reader.has(u"bearer"_s) && basic)
        problems.add(node->line, reader.place(u"bearer"_s), Tr::tr("either bearer or user and password"),
                     Tr::tr("both"));
    if (reader.has(u"password"_s) && result.user.isEmpty())
        problems.add(node->line, Tr::tr("%1 is missing: a password needs a user").arg(reader.place(u"user"_s)));
    if ((reader.has(u"bearer"_s) || basic) && url.scheme() == QLatin1String("http") && !isLoopback(url))
        problems.add(line, Tr::tr("%1: credentials would travel in clear text; use https").arg(reader.place(u"url"_s)));
    return result;
}

DatabaseReference database(MappingReader &parent, const QString &key, const QString &baseDirectory)
{
    DatabaseReference result;
    const YamlNode *node = parent.child(key);
    if (node == nullptr)
        return result;
    Problems &problems = parent.problems();
    MappingReader reader(problems, *node, parent.place(key), knownKeys(u"database"_s), baseDirectory);
    if (node->kind != YamlNode::Kind::Mapping)
        return result;
    result.service = reader.text(u"service"_s);
    result.url = reader.text(u"url"_s);
    result.password = reader.secret(u"password"_s);
    result.pod = resourceName(reader, u"pod"_s, Presence::Optional);
    result.redisPod = resourceName(reader, u"redis_pod"_s, Presence::Optional);
    if (result.service.isEmpty() == result.url.isEmpty()) {
        problems.add(node->line, parent.place(key), Tr::tr("exactly one of url and service"),
                     result.url.isEmpty() ? Tr::tr("neither") : Tr::tr("both"));
        return result;
    }
    if (result.url.isEmpty())
        return result;
    const int line = reader.child(u"url"_s)->line;
    static const QRegularExpression shape(
        QStringLiteral(R"(\Apostgres(?:ql)?://(?:([^/@]*)@)?[^/@?]+/[^/?]+(\?[^#]*)?\z)"));
    const QRegularExpressionMatch match = shape.match(result.url);
    if (!match.hasMatch()) {
        problems.add(line, reader.place(u"url"_s), Tr::tr("postgresql://user@host:port/database"),
                     Tr::tr("something else"));
        result.url.clear(); // it may hold a password in a place we did not recognise
    } else if (match.captured(1).contains(QLatin1Char(':'))
               || match.captured(2).contains(QLatin1String("password="), Qt::CaseInsensitive)) {
        problems.add(line,
                     Tr::tr("%1: a password may not stand in a URL; use password: {file: …}, {env: …} or {keyring: …}")
                         .arg(reader.place(u"url"_s)));
        result.url.clear();
    }
    return result;
}

QMap<QString, QString> components(MappingReader &parent, const QString &key)
{
    QMap<QString, QString> result;
    const YamlNode *node = parent.child(key);
    if (node == nullptr)
        return result;
    static const QRegularExpression workload(
        QStringLiteral(R"(\A(deployment|statefulset)/[a-z0-9]([-a-z0-9.]*[a-z0-9])?\z)"));
    MappingReader reader(parent.problems(), *node, parent.place(key), {});
    for (const YamlNode::Member &member : node->members) {
        const QString text = reader.text(member.key, Presence::Required);
        if (!workload.match(text).hasMatch() && member.value.kind == YamlNode::Kind::Scalar) {
            parent.problems().add(member.line, reader.place(member.key),
                                  Tr::tr("kind/name, such as deployment/api-gateway"), member.value.description());
        }
        result.insert(member.key, text);
    }
    return result;
}

QMap<QString, SchemaRange> schemaRanges(MappingReader &parent, const QString &key)
{
    QMap<QString, SchemaRange> result;
    const YamlNode *node = parent.child(key);
    if (node == nullptr)
        return result;
    constexpr qint64 Highest = 99'999'999'999'999; // golang-migrate versions may be timestamps
    MappingReader reader(parent.problems(), *node, parent.place(key), {});
    for (const YamlNode::Member &member : node->members) {
        const QString place = reader.place(member.key);
        MappingReader range(parent.problems(), member.value, place, knownKeys(u"schema-range"_s));
        SchemaRange versions;
        versions.minimum = range.integer(u"min"_s, 0, Highest, 0, Presence::Required);
        versions.maximum = range.integer(u"max"_s, 0, Highest, 0, Presence::Required);
        if (versions.maximum < versions.minimum && range.has(u"min"_s) && range.has(u"max"_s)) {
            parent.problems().add(member.line, place, Tr::tr("min not above max"),
                                  QStringLiteral("%1 … %2").arg(versions.minimum).arg(versions.maximum));
        }
        result.insert(member.key, versions);
    }
    return result;
}

EnvironmentKind kindOf(const QString &id)
{
    for (const EnvironmentKind kind :
         {EnvironmentKind::Production, EnvironmentKind::DisasterRecovery, EnvironmentKind::Staging}) {
        if (environmentKindId(kind) == id)
            return kind;
    }
    return EnvironmentKind::Drill;
}

Environment environment(Problems &problems, const YamlNode::Member &member, const QString &baseDirectory)
{
    const QString place = QStringLiteral("environments.%1").arg(member.key);
    Environment result;
    result.name = member.key;
    static const QRegularExpression validName(QStringLiteral(R"(\A[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\z)"));
    if (!validName.match(member.key).hasMatch())
        problems.add(member.line,
                     Tr::tr("environments: expected a name of letters, digits, \"-\", \"_\", found another"));

    MappingReader reader(problems, member.value, place, knownKeys(u"environment"_s), baseDirectory);
    if (member.value.kind != YamlNode::Kind::Mapping)
        return result;
    if (reader.child(u"kind"_s, Presence::Required) != nullptr) {
        result.kind
            = kindOf(reader.choice(u"kind"_s, {u"production"_s, u"dr"_s, u"staging"_s, u"drill"_s}, u"drill"_s));
    }
    result.cluster = reader.text(u"cluster"_s, Presence::Required);
    result.kubeconfig = reader.path(u"kubeconfig"_s);
    if (result.kubeconfig.isEmpty())
        result.kubeconfig = QDir::homePath() + QStringLiteral("/.kube/config");
    result.context = reader.text(u"context"_s, Presence::Required);
    result.nameSpace = resourceName(reader, u"namespace"_s, Presence::Required);
    result.release = resourceName(reader, u"release"_s, Presence::Required);
    result.components = components(reader, u"components"_s);
    result.prometheus = endpoint(reader, u"prometheus"_s, baseDirectory);
    result.alertmanager = endpoint(reader, u"alertmanager"_s, baseDirectory);
    result.api = endpoint(reader, u"api"_s, baseDirectory);
    result.database = database(reader, u"database"_s, baseDirectory);
    result.migrationsDirectory = reader.path(u"migrations"_s);
    result.thresholdsFile = reader.path(u"thresholds"_s);
    constexpr double FastestDrill = 1000;
    result.timeCompression = reader.number(u"time_compression"_s, 1, FastestDrill, 1);
    if (result.timeCompression > 1 && result.kind != EnvironmentKind::Drill) {
        const YamlNode *node = reader.child(u"time_compression"_s);
        problems.add(node->line, reader.place(u"time_compression"_s),
                     Tr::tr("1: only a drill may compress time, real windows are exact"), node->description());
    }
    result.scrapeInterval = std::chrono::duration_cast<seconds>(
        reader.duration(u"scrape_interval"_s, seconds{1}, hours{1}, result.scrapeInterval));
    result.rto = std::chrono::duration_cast<seconds>(reader.duration(u"rto"_s, seconds{1}, hours{24 * 7}, result.rto));
    result.rpo = std::chrono::duration_cast<seconds>(reader.duration(u"rpo"_s, seconds{0}, hours{24 * 7}, result.rpo));
    result.schemaByAppVersion = schemaRanges(reader, u"schema_by_app_version"_s);
    return result;
}

ToolPaths tools(MappingReader &root, const QString &baseDirectory)
{
    ToolPaths paths;
    const YamlNode *node = root.child(u"tools"_s);
    if (node == nullptr)
        return paths;
    MappingReader reader(root.problems(), *node, u"tools"_s, knownKeys(u"tools"_s), baseDirectory);
    paths.helm = reader.tool(u"helm"_s, paths.helm);
    paths.kubectl = reader.tool(u"kubectl"_s, paths.kubectl);
    paths.migrate = reader.tool(u"migrate"_s, paths.migrate);
    paths.psql = reader.tool(u"psql"_s, paths.psql);
    return paths;
}

} // namespace

QStringList knownKeys(const QString &section)
{
    static const QMap<QString, QStringList> keys{
        {u""_s, {u"version"_s, u"tools"_s, u"default_environment"_s, u"sandbox_state"_s, u"environments"_s}},
        {u"tools"_s, {u"helm"_s, u"kubectl"_s, u"migrate"_s, u"psql"_s}},
        {u"environment"_s,
         {u"kind"_s, u"cluster"_s, u"kubeconfig"_s, u"context"_s, u"namespace"_s, u"release"_s, u"components"_s,
          u"prometheus"_s, u"alertmanager"_s, u"api"_s, u"database"_s, u"migrations"_s, u"thresholds"_s,
          u"time_compression"_s, u"scrape_interval"_s, u"rto"_s, u"rpo"_s, u"schema_by_app_version"_s}},
        {u"http"_s, {u"url"_s, u"ca_file"_s, u"bearer"_s, u"user"_s, u"password"_s}},
        {u"database"_s, {u"url"_s, u"service"_s, u"password"_s, u"pod"_s, u"redis_pod"_s}},
        {u"secret"_s, {u"file"_s, u"env"_s, u"keyring"_s}},
        {u"schema-range"_s, {u"min"_s, u"max"_s}},
    };
    return keys.value(section);
}

Result<Configuration> parseConfiguration(const QByteArray &bytes, const QString &filePath)
{
    const QFileInfo info(filePath);
    const QString baseDirectory = info.absolutePath();
    const Result<YamlNode> root = parseYaml(bytes, info.fileName());
    if (!root)
        return tl::make_unexpected(root.error());

    Problems problems(info.fileName());
    Configuration configuration;
    configuration.file = info.absoluteFilePath();
    MappingReader reader(problems, *root, {}, knownKeys({}), baseDirectory);
    if (root->kind != YamlNode::Kind::Mapping)
        return problems.error();
    (void)reader.integer(u"version"_s, 1, 1, 1, Presence::Required);
    configuration.tools = tools(reader, baseDirectory);
    configuration.sandboxStateFile = reader.path(u"sandbox_state"_s);

    if (const YamlNode *environments = reader.child(u"environments"_s, Presence::Required)) {
        const MappingReader names(problems, *environments, u"environments"_s, {});
        for (const YamlNode::Member &member : environments->members)
            configuration.environments << environment(problems, member, baseDirectory);
        if (environments->kind == YamlNode::Kind::Mapping && environments->members.empty())
            problems.add(environments->line, u"environments"_s, Tr::tr("at least one environment"), Tr::tr("none"));
    }
    configuration.defaultEnvironment = reader.text(u"default_environment"_s);
    if (configuration.defaultEnvironment.isEmpty() && configuration.environments.size() == 1)
        configuration.defaultEnvironment = configuration.environments.first().name;
    if (!configuration.defaultEnvironment.isEmpty() && configuration.find(configuration.defaultEnvironment) == nullptr
        && reader.has(u"default_environment"_s)) {
        QStringList names;
        for (const Environment &known : std::as_const(configuration.environments))
            names << known.name;
        const YamlNode *node = reader.child(u"default_environment"_s);
        problems.add(node->line, u"default_environment"_s, Tr::tr("one of %1").arg(names.join(QStringLiteral(", "))),
                     node->description());
    }
    if (problems.any())
        return problems.error();
    return configuration;
}

Result<Configuration> loadConfiguration(const QString &filePath)
{
    const Result<QByteArray> bytes = readBounded(filePath, YamlLimits{}.bytes);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return parseConfiguration(*bytes, filePath);
}

} // namespace edgelink::config
