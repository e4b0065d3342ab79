// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <chrono>

namespace edgelink {

enum class EnvironmentKind { Production, DisasterRecovery, Staging, Drill };

[[nodiscard]] QString environmentKindId(EnvironmentKind kind); ///< "production", "dr", "staging", "drill"

/// Where a secret is to be found; the secret itself never stands in configuration or in these values.
struct SecretReference {
    enum class Source { None, File, EnvironmentVariable, Keyring, DatabaseService };
    Source source = Source::None;
    QString locator; ///< path, variable name, "service/key" or name in a libpq service file
    bool operator==(const SecretReference &) const = default;
};

/// An HTTP service of the platform. TLS is always verified, against `caFile` when one is given.
struct HttpEndpoint {
    QUrl url;
    QString caFile;
    SecretReference bearer;
    QString user;
    SecretReference password;
    bool operator==(const HttpEndpoint &) const = default;
};

struct DatabaseReference {
    QString service; ///< name in a libpq service file, or
    QString url; ///< postgresql://user@host:port/db, never with a password; of a service once it is resolved
    SecretReference password;
    QString problem; ///< why the service could not be resolved: `url` is empty then
    QString passFile; ///< that the service names or libpq looks in
    QMap<QString, QString> serviceVariables; ///< where libpq finds the service file, for tools that use libpq
    QString pod; ///< pod that `kubectl exec` reaches psql in, e.g. "postgres-0"
    QString redisPod; ///< e.g. "redis-master-0"
    bool operator==(const DatabaseReference &) const = default;
};

/// Database schema versions (golang-migrate) that an app version can run on, both ends included.
struct SchemaRange {
    qint64 minimum = 0;
    qint64 maximum = 0;
    bool operator==(const SchemaRange &) const = default;
};

/// One platform the console can look at and, armed, act on.
struct Environment {
    QString name; ///< key in the configuration
    EnvironmentKind kind = EnvironmentKind::Staging;
    QString cluster; ///< the words a person knows it by, also the name to type
    QString kubeconfig;
    QString context;
    QString nameSpace;
    QString release;
    QMap<QString, QString>
        components; ///< component -> "kind/name", e.g. "api-gateway" -> "deployment/edge-link-production-api-gateway"
    HttpEndpoint prometheus;
    HttpEndpoint alertmanager;
    HttpEndpoint api;
    DatabaseReference database;
    QString migrationsDirectory;
    QString thresholdsFile; ///< organisation's own file, laid over resources/thresholds
    double timeCompression = 1.0; ///< > 1 only for drills: windows are divided by it
    std::chrono::seconds scrapeInterval{15};
    std::chrono::seconds rto{30 * 60};
    std::chrono::seconds rpo{15 * 60};
    QMap<QString, SchemaRange> schemaByAppVersion; ///< app version -> database schema versions it runs on
    bool operator==(const Environment &) const = default;
};

struct ToolPaths {
    QString helm = QStringLiteral("helm");
    QString kubectl = QStringLiteral("kubectl");
    QString migrate = QStringLiteral("migrate");
    QString psql = QStringLiteral("psql");
    bool operator==(const ToolPaths &) const = default;
};

struct Configuration {
    QString file;
    QList<Environment> environments;
    QString defaultEnvironment;
    ToolPaths tools;
    QString sandboxStateFile; ///< set when the configuration was written by edgelink-sandbox

    [[nodiscard]] const Environment *find(const QString &name) const;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Environment)
