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

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

QString k(const char *key)
{
    return QString::fromLatin1(key);
}

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
    MappingReader reader(problems, *node, parent.place(key), knownKeys(k("http")), baseDirectory);
    if (node->kind != YamlNode::Kind::Mapping)
        return result;
    const QString written = reader.text(k("url"), Presence::Required);
    const QUrl url(written, QUrl::StrictMode);
    const YamlNode *urlNode = reader.child(k("url"));
    const int line = urlNode == nullptr ? node->line : urlNode->line;
    if (!written.isEmpty()) {
        const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (!url.userInfo().isEmpty()) {
            problems.add(line,
                         Tr::tr("%1: credentials may not stand in a URL; use user and password: {file: …}, or bearer")
                             .arg(reader.place(k("url"))));
        } else if (!url.isValid() || !http || url.host().isEmpty() || url.hasQuery() || url.hasFragment()) {
            problems.add(line, reader.place(k("url")), Tr::tr("an address like https://host:port/prefix"),
                         urlNode->description());
        }
    }
    result.url = url;
    result.caFile = reader.path(k("ca_file"));
    result.bearer = reader.secret(k("bearer"));
    result.user = reader.text(k("user"));
    result.password = reader.secret(k("password"));
    const bool basic = !result.user.isEmpty() || reader.has(k("password"));
    if (reader.has(k("bearer")) && basic)
        problems.add(node->line, reader.place(k("bearer")), Tr::tr("either bearer or user and password"),
                     Tr::tr("both"));
    if (reader.has(k("password")) && result.user.isEmpty())
        problems.add(node->line, Tr::tr("%1 is missing: a password needs a user").arg(reader.place(k("user"))));
    if ((reader.has(k("bearer")) || basic) && url.scheme() == QLatin1String("http") && !isLoopback(url))
        problems.add(line, Tr::tr("%1: credentials would travel in clear text; use https").arg(reader.place(k("url"))));
    return result;
}

DatabaseReference database(MappingReader &parent, const QString &key, const QString &baseDirectory)
{
    DatabaseReference result;
    const YamlNode *node = parent.child(key);
    if (node == nullptr)
        return result;
    Problems &problems = parent.problems();
    MappingReader reader(problems, *node, parent.place(key), knownKeys(k("database")), baseDirectory);
    if (node->kind != YamlNode::Kind::Mapping)
        return result;
    result.service = reader.text(k("service"));
    result.url = reader.text(k("url"));
    result.password = reader.secret(k("password"));
    result.pod = resourceName(reader, k("pod"), Presence::Optional);
    result.redisPod = resourceName(reader, k("redis_pod"), Presence::Optional);
    if (result.service.isEmpty() == result.url.isEmpty()) {
        problems.add(node->line, parent.place(key), Tr::tr("exactly one of url and service"),
                     result.url.isEmpty() ? Tr::tr("neither") : Tr::tr("both"));
        return result;
    }
    if (result.url.isEmpty())
        return result;
    const int line = reader.child(k("url"))->line;
    static const QRegularExpression shape(
        QStringLiteral(R"(\Apostgres(?:ql)?://(?:([^/@]*)@)?[^/@?]+/[^/?]+(\?[^#]*)?\z)"));
    const QRegularExpressionMatch match = shape.match(result.url);
    if (!match.hasMatch()) {
        problems.add(line, reader.place(k("url")), Tr::tr("postgresql://user@host:port/database"),
                     Tr::tr("something else"));
        result.url.clear(); // it may hold a password in a place we did not recognise
    } else if (match.captured(1).contains(QLatin1Char(':'))
               || match.captured(2).contains(QLatin1String("password="), Qt::CaseInsensitive)) {
        problems.add(line,
                     Tr::tr("%1: a password may not stand in a URL; use password: {file: …}, {env: …} or {keyring: …}")
                         .arg(reader.place(k("url"))));
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
        MappingReader range(parent.problems(), member.value, place, knownKeys(k("schema-range")));
        SchemaRange versions;
        versions.minimum = range.integer(k("min"), 0, Highest, 0, Presence::Required);
        versions.maximum = range.integer(k("max"), 0, Highest, 0, Presence::Required);
        if (versions.maximum < versions.minimum && range.has(k("min")) && range.has(k("max"))) {
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

    MappingReader reader(problems, member.value, place, knownKeys(k("environment")), baseDirectory);
    if (member.value.kind != YamlNode::Kind::Mapping)
        return result;
    if (reader.child(k("kind"), Presence::Required) != nullptr) {
        result.kind
            = kindOf(reader.choice(k("kind"), {k("production"), k("dr"), k("staging"), k("drill")}, k("drill")));
    }
    result.cluster = reader.text(k("cluster"), Presence::Required);
    result.kubeconfig = reader.path(k("kubeconfig"));
    if (result.kubeconfig.isEmpty())
        result.kubeconfig = QDir::homePath() + QStringLiteral("/.kube/config");
    result.context = reader.text(k("context"), Presence::Required);
    result.nameSpace = resourceName(reader, k("namespace"), Presence::Required);
    result.release = resourceName(reader, k("release"), Presence::Required);
    result.components = components(reader, k("components"));
    result.prometheus = endpoint(reader, k("prometheus"), baseDirectory);
    result.alertmanager = endpoint(reader, k("alertmanager"), baseDirectory);
    result.api = endpoint(reader, k("api"), baseDirectory);
    result.database = database(reader, k("database"), baseDirectory);
    result.migrationsDirectory = reader.path(k("migrations"));
    result.thresholdsFile = reader.path(k("thresholds"));
    constexpr double FastestDrill = 1000;
    result.timeCompression = reader.number(k("time_compression"), 1, FastestDrill, 1);
    if (result.timeCompression > 1 && result.kind != EnvironmentKind::Drill) {
        const YamlNode *node = reader.child(k("time_compression"));
        problems.add(node->line, reader.place(k("time_compression")),
                     Tr::tr("1: only a drill may compress time, real windows are exact"), node->description());
    }
    result.scrapeInterval = std::chrono::duration_cast<seconds>(
        reader.duration(k("scrape_interval"), seconds{1}, hours{1}, result.scrapeInterval));
    result.rto = std::chrono::duration_cast<seconds>(reader.duration(k("rto"), seconds{1}, hours{24 * 7}, result.rto));
    result.rpo = std::chrono::duration_cast<seconds>(reader.duration(k("rpo"), seconds{0}, hours{24 * 7}, result.rpo));
    result.schemaByAppVersion = schemaRanges(reader, k("schema_by_app_version"));
    return result;
}

ToolPaths tools(MappingReader &root, const QString &baseDirectory)
{
    ToolPaths paths;
    const YamlNode *node = root.child(k("tools"));
    if (node == nullptr)
        return paths;
    MappingReader reader(root.problems(), *node, k("tools"), knownKeys(k("tools")), baseDirectory);
    paths.helm = reader.tool(k("helm"), paths.helm);
    paths.kubectl = reader.tool(k("kubectl"), paths.kubectl);
    paths.migrate = reader.tool(k("migrate"), paths.migrate);
    paths.psql = reader.tool(k("psql"), paths.psql);
    return paths;
}

} // namespace

QStringList knownKeys(const QString &section)
{
    static const QMap<QString, QStringList> keys{
        {k(""), {k("version"), k("tools"), k("default_environment"), k("sandbox_state"), k("environments")}},
        {k("tools"), {k("helm"), k("kubectl"), k("migrate"), k("psql")}},
        {k("environment"),
         {k("kind"), k("cluster"), k("kubeconfig"), k("context"), k("namespace"), k("release"), k("components"),
          k("prometheus"), k("alertmanager"), k("api"), k("database"), k("migrations"), k("thresholds"),
          k("time_compression"), k("scrape_interval"), k("rto"), k("rpo"), k("schema_by_app_version")}},
        {k("http"), {k("url"), k("ca_file"), k("bearer"), k("user"), k("password")}},
        {k("database"), {k("url"), k("service"), k("password"), k("pod"), k("redis_pod")}},
        {k("secret"), {k("file"), k("env"), k("keyring")}},
        {k("schema-range"), {k("min"), k("max")}},
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
    (void)reader.integer(k("version"), 1, 1, 1, Presence::Required);
    configuration.tools = tools(reader, baseDirectory);
    configuration.sandboxStateFile = reader.path(k("sandbox_state"));

    if (const YamlNode *environments = reader.child(k("environments"), Presence::Required)) {
        const MappingReader names(problems, *environments, k("environments"), {});
        for (const YamlNode::Member &member : environments->members)
            configuration.environments << environment(problems, member, baseDirectory);
        if (environments->kind == YamlNode::Kind::Mapping && environments->members.empty())
            problems.add(environments->line, k("environments"), Tr::tr("at least one environment"), Tr::tr("none"));
    }
    configuration.defaultEnvironment = reader.text(k("default_environment"));
    if (configuration.defaultEnvironment.isEmpty() && configuration.environments.size() == 1)
        configuration.defaultEnvironment = configuration.environments.first().name;
    if (!configuration.defaultEnvironment.isEmpty() && configuration.find(configuration.defaultEnvironment) == nullptr
        && reader.has(k("default_environment"))) {
        QStringList names;
        for (const Environment &known : std::as_const(configuration.environments))
            names << known.name;
        const YamlNode *node = reader.child(k("default_environment"));
        problems.add(node->line, k("default_environment"), Tr::tr("one of %1").arg(names.join(QStringLiteral(", "))),
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
