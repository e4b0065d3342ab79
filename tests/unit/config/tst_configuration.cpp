// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/configuration.h"
#include "app/services/config/mappingreader.h"
#include "app/services/config/yamldocument.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

QByteArray readGood()
{
    QFile file(QStringLiteral(EDGELINK_TEST_DATA "/console.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("console.yaml of the tests is missing");
    return file.readAll();
}

const QByteArray Good = readGood();

/// `Good` with one piece of text replaced.
QByteArray with(const QByteArray &before, const QByteArray &after)
{
    QByteArray text = Good;
    Q_ASSERT(text.contains(before));
    return text.replace(before, after);
}

QByteArray aliasBomb()
{
    QByteArray yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const QByteArray previous = "*a" + QByteArray::number(i - 1);
        yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + previous;
        for (int j = 1; j < 10; ++j)
            yaml += ", " + previous;
        yaml += "]\n";
    }
    return yaml;
}

} // namespace

class ConfigurationTest : public test::Suite
{
    Q_OBJECT

private slots:
    void everythingIsRead()
    {
        const auto parsed = config::parseConfiguration(Good, QStringLiteral("/etc/edgelink/console.yaml"));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().raw));
        QCOMPARE(parsed->file, QStringLiteral("/etc/edgelink/console.yaml"));
        QCOMPARE(parsed->tools.helm, QStringLiteral("/opt/helm3"));
        QCOMPARE(parsed->tools.kubectl, QStringLiteral("kubectl"));
        QCOMPARE(parsed->tools.migrate, QStringLiteral("/etc/edgelink/bin/migrate"));
        QCOMPARE(parsed->tools.psql, QStringLiteral("psql"));
        QCOMPARE(parsed->sandboxStateFile, QStringLiteral("/etc/edgelink/state.json"));
        const Environment *drill = parsed->find(QStringLiteral("drill"));
        QVERIFY(drill);
        QCOMPARE(drill->kind, EnvironmentKind::Drill);
        QCOMPARE(drill->kubeconfig, QStringLiteral("/etc/edgelink/kube/config"));
        QCOMPARE(drill->components.value(QStringLiteral("postgres")), QStringLiteral("statefulset/postgres"));
        QCOMPARE(drill->prometheus.url, QUrl(QStringLiteral("http://127.0.0.1:9090")));
        QCOMPARE(drill->alertmanager.caFile, QStringLiteral("/etc/edgelink/ca.pem"));
        QCOMPARE(drill->alertmanager.bearer,
                 (SecretReference{SecretReference::Source::File, QStringLiteral("/etc/edgelink/token")}));
        QCOMPARE(drill->api.user, QStringLiteral("drill"));
        QCOMPARE(drill->api.password.source, SecretReference::Source::EnvironmentVariable);
        QCOMPARE(drill->database.pod, QStringLiteral("postgres-0"));
        QCOMPARE(drill->database.redisPod, QStringLiteral("redis-master-0"));
        QCOMPARE(drill->thresholdsFile, QStringLiteral("/etc/edgelink/mine.yaml"));
        QCOMPARE(drill->timeCompression, 20.0);
        QCOMPARE(drill->scrapeInterval, std::chrono::seconds{1});
        QCOMPARE(drill->rto, std::chrono::seconds{1800});
        QCOMPARE(drill->schemaByAppVersion.value(QStringLiteral("0.1.0")), (SchemaRange{9, 12}));
    }

    void badInputIsNamed_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("message"); // a part of one of the problems
        const auto row = [](const char *name, const QByteArray &yaml, const char *message) {
            QTest::newRow(name) << yaml << QString::fromUtf8(message);
        };
        row("empty", "", "c.yaml:1: the file is empty");
        row("a list", "- a\n", "expected a mapping");
        row("a scalar", "hello", "expected a mapping");
        row("not UTF-8", "version: 1\nx: \xff\xfe\n", "c.yaml:2: not UTF-8");
        row("NUL", QByteArray("version: 1\nx: a\0b\n", 18), "c.yaml:2: a NUL byte");
        row("too big", QByteArray(2 * 1024 * 1024, ' '), "more than 1048576 bytes");
        row("too deep", "a: " + QByteArray(200, '[') + QByteArray(200, ']'), "nested deeper than 32");
        row("far too deep", "a: " + QByteArray(500'000, '['), "nested deeper than 32");
        row("deep blocks", QByteArray("- ").repeated(5000) + "x", "nested deeper than 32");
        row("alias bomb", aliasBomb(), "once aliases are expanded");
        row("alias to itself", "a: &a [*a]\n", "alias refers to what contains it");
        row("unknown alias", "a: *nobody\n", "not valid YAML");
        row("two documents", "a: 1\n---\nb: 2\n", "more than one document");
        row("duplicate key", "version: 1\nversion: 1\n", "c.yaml:2: \"version\" stands here twice, first in line 1");
        row("key is a list", "[a]: 1\n", "a key must be text");
        row("broken", "version: [1\n", "not valid YAML");
        row("truncated", Good.left(Good.indexOf("context:")), "environments.drill.context is missing");
        row("cut in a flow", Good.left(Good.indexOf(", postgres: stateful")), "not valid YAML");
        row("other version", with("version: 1", "version: 2"),
            "c.yaml:1: version: expected a whole number from 1 to 1");
        row("unknown key", with("prometheus:", "promteheus:"),
            "c.yaml:14: unknown key in environments.drill: expected one of");
        row("nearest key", with("prometheus:", "promteheus:"), "did you mean \"prometheus\"?");
        row("nearest value", with("kind: drill", "kind: prodcution"), "did you mean \"production\"?");
        row("kind", with("kind: drill", "kind: x"), "expected one of production, dr, staging, drill, found \"x\"");
        row("null", with("cluster: edgelink-sandbox", "cluster:"),
            "environments.drill.cluster: expected text, found nothing");
        row("list for text", with("cluster: edgelink-sandbox", "cluster: [a]"), "expected text, found a list");
        row("duration without unit", with("rto: 30m", "rto: 30"),
            "c.yaml:22: environments.drill.rto: expected a duration");
        row("negative duration", with("rto: 30m", "rto: -30m"), "expected a duration");
        row("too long", with("rto: 30m", "rto: 9000d"), "expected a duration");
        row("scrape 0", with("scrape_interval: 1s", "scrape_interval: 0s"), "expected a duration from 1s");
        row("compression NaN", with("time_compression: 20", "time_compression: nan"),
            "expected a number from 1 to 1000");
        row("production must be exact", with("kind: drill", "kind: production"), "only a drill may compress time");
        row("literal password", with("password: {env: API_PASSWORD}", "password: hunter2"),
            "a secret may not stand in this file");
        row("two sources", with("{env: API_PASSWORD}", "{env: A, file: b}"), "exactly one of file, env, keyring");
        row("bad variable", with("{env: API_PASSWORD}", "{env: 'hunter2 !'}"),
            "not the name of an environment variable");
        row("bad keyring entry", with("{env: API_PASSWORD}", "{keyring: database}"), "not the name of a keyring entry");
        row("URL with password", with("http://127.0.0.1:9090", "http://me:hunter2@127.0.0.1:9090"),
            "credentials may not stand in a URL");
        row("clear text", with("https://api.example", "http://api.example"), "credentials would travel in clear text");
        row("not http", with("http://127.0.0.1:9090", "ftp://127.0.0.1"), "expected an address like");
        row("bearer and basic", with("bearer: {file: token}", "bearer: {file: token}, user: u"), "found both");
        row("password alone", with("user: drill, ", ""), "a password needs a user");
        row("database password", with("edgelink@127", "edgelink:hunter2@127"), "a password may not stand in a URL");
        row("database password in query", with("/edgelink_prod\"", "/edgelink_prod?password=hunter2\""),
            "a password may not stand in a URL");
        row("database neither", with("url: \"postgresql://edgelink@127.0.0.1:5432/edgelink_prod\", ", ""),
            "exactly one of url and service, found neither");
        row("component", with("deployment/edge", "pod/edge"), "expected kind/name");
        row("namespace", with("namespace: edgelink-prod", "namespace: --all"), "expected a Kubernetes name");
        row("default unknown", with("default_environment: drill", "default_environment: live"),
            "expected one of drill, found \"live\"");
        row("no environment", "version: 1\nenvironments: {}\n", "expected at least one environment");
        row("range", with("{min: 9, max: 12}", "{min: 13, max: 12}"), "expected min not above max");
    }

    void badInputIsNamed()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, message);
        const auto parsed = config::parseConfiguration(yaml, QStringLiteral("/etc/c.yaml"));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Configuration);
        const QString all = parsed.error().raw.isEmpty() ? parsed.error().what : parsed.error().raw;
        QVERIFY2(all.contains(message), qPrintable(all));
        QVERIFY2(!all.contains(QLatin1String("hunter2")), "a secret was repeated");
        QVERIFY(all.size() < 20'000);
    }

    void everyTruncationIsHandled()
    {
        for (qsizetype length = 0; length < Good.size(); length += 7)
            (void)config::parseConfiguration(Good.left(length), QStringLiteral("/etc/c.yaml")); // no crash, no hang
    }

    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms"); // -1: refused
        QTest::newRow("seconds") << "15s" << qint64{15'000};
        QTest::newRow("minutes") << "30m" << qint64{1'800'000};
        QTest::newRow("mixed") << "1h30m" << qint64{5'400'000};
        QTest::newRow("milliseconds") << "500ms" << qint64{500};
        QTest::newRow("day") << "1d" << qint64{86'400'000};
        QTest::newRow("zero") << "0s" << qint64{0};
        QTest::newRow("bare") << "15" << qint64{-1};
        QTest::newRow("empty") << "" << qint64{-1};
        QTest::newRow("space") << "15 s" << qint64{-1};
        QTest::newRow("fraction") << "1.5h" << qint64{-1};
        QTest::newRow("newline") << "15s\n" << qint64{-1};
    }

    void durations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto parsed = config::parseDuration(text);
        QCOMPARE(parsed ? static_cast<qint64>(parsed->count()) : -1, ms);
    }

    void filesAreReadWithinBounds()
    {
        QTemporaryDir dir;
        QCOMPARE(config::loadConfiguration(dir.filePath(QStringLiteral("none.yaml"))).error().kind,
                 ErrorKind::NotFound);
        QCOMPARE(config::loadConfiguration(dir.path()).error().kind, ErrorKind::Configuration);
        QCOMPARE(config::loadConfiguration(QStringLiteral("/dev/zero")).error().kind, ErrorKind::Configuration);
        QFile file(dir.filePath(QStringLiteral("console.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Good);
        file.close();
        const auto loaded = config::loadConfiguration(file.fileName());
        QVERIFY(loaded);
        QCOMPARE(loaded->environments.first().thresholdsFile, dir.filePath(QStringLiteral("mine.yaml")));
    }

    void thePublishedSchemaKnowsTheSameKeys_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QStringList>("path");
        QTest::newRow("file") << "" << QStringList{};
        QTest::newRow("tools") << "tools" << QStringList{"properties", "tools"};
        QTest::newRow("environment") << "environment" << QStringList{"$defs", "environment"};
        QTest::newRow("http") << "http" << QStringList{"$defs", "http"};
        QTest::newRow("secret") << "secret" << QStringList{"$defs", "secret"};
        QTest::newRow("database") << "database" << QStringList{"$defs", "environment", "properties", "database"};
        QTest::newRow("range") << "schema-range"
                               << QStringList{"$defs", "environment", "properties", "schema_by_app_version",
                                              "additionalProperties"};
    }

    void thePublishedSchemaKnowsTheSameKeys()
    {
        QFETCH(QString, section);
        QFETCH(QStringList, path);
        QFile file(QStringLiteral(EDGELINK_SCHEMA_DIR "/console.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        for (const QString &step : path)
            object = object.value(step).toObject();
        QStringList keys = config::knownKeys(section);
        keys.sort();
        QCOMPARE(object.value(QStringLiteral("properties")).toObject().keys(), keys);
        QCOMPARE(object.value(QStringLiteral("additionalProperties")), QJsonValue(false));
    }
};

EDGELINK_TEST_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
