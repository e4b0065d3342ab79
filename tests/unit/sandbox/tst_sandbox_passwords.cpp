// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The passwords of Redis, Prometheus and Alertmanager: where they stand, and where they must not.
#include "app/sandbox/consolefile.h"
#include "app/sandbox/database.h"
#include "app/sandbox/kwok.h"
#include "app/sandbox/monitoring.h"
#include "app/sandbox/passwords.h"
#include "app/sandbox/probes.h"
#include "app/sandbox/tool.h"
#include "app/services/config/configuration.h"
#include "app/services/config/secretresolver.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <crypt.h>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

QByteArray hashedAgain(const QByteArray &password, const QByteArray &hash)
{
    const auto scratch = std::make_unique<crypt_data>();
    return {::crypt_rn(password.constData(), hash.constData(), scratch.get(), sizeof(crypt_data))};
}

} // namespace

class SandboxPasswordsTest : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_folder;
    Plan m_plan;

    [[nodiscard]] QByteArray textOf(const QString &path) const { return readFile(path).value_or(QByteArray()); }

private slots:
    void initTestCase()
    {
        // What a shell and a configuration stumble over.
        m_plan.layout = Layout::at(m_folder.filePath(QStringLiteral("it's a \"folder\" $(false)")));
        QVERIFY(claimDirectory(m_plan.layout));
        for (const char *name : {"pki", "bin"})
            QVERIFY(QDir().mkpath(m_plan.layout.path(QLatin1String(name))));
        quint16 port = 20'000;
        for (const QString &name : Plan::portNames())
            m_plan.ports.insert(name, ++port);
        for (const QString &name : Plan::passwordNames())
            m_plan.passwords.insert(name, name + QStringLiteral("-0123abc"));
        for (const char *name : {"helm3", "kubectl", "migrate", "psql"})
            m_plan.programs.paths.insert(QLatin1String(name), QStringLiteral("/bin/true"));
        m_plan.resources = QStringLiteral(EDGELINK_SOURCE_DIR "/resources");
        QVERIFY(writePasswords(m_plan));
    }

    void aHashIsOfItsPasswordOnly()
    {
        const auto hash = bcryptHash(QStringLiteral("secret"));
        QVERIFY(hash);
        QVERIFY2(hash->startsWith("$2b$04$"), hash->constData());
        QCOMPARE(hashedAgain("secret", *hash), *hash);
        QVERIFY(hashedAgain("Secret", *hash) != *hash);
        QVERIFY(bcryptHash(QStringLiteral("secret")) != hash); // salted
    }

    void theFilesAreTheOwnersAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("holds");
        QTest::addColumn<bool>("inTheClear");
        for (const QString &name : Plan::passwordNames()) {
            QTest::addRow("for who asks %s", qPrintable(name))
                << QStringLiteral("pki/%1.txt").arg(name) << name.toUtf8() + "-0123abc\n"
                << true;
        }
        QTest::newRow("Redis'") << QStringLiteral("redis.conf") << QByteArray("requirepass redis-0123abc\n") << true;
        QTest::newRow("Prometheus'") << QStringLiteral("prometheus-web.yml")
                                     << QByteArray("basic_auth_users: {edgelink: \"$2b$04$") << false;
        QTest::newRow("Alertmanager's") << QStringLiteral("alertmanager-web.yml")
                                        << QByteArray("basic_auth_users: {edgelink: \"$2b$04$") << false;
    }

    void theFilesAreTheOwnersAlone()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, holds);
        QFETCH(bool, inTheClear);
        const QString path = m_plan.layout.path(name);
        const QByteArray text = textOf(path);
        QVERIFY2(text.startsWith(holds), text.constData());
        QCOMPARE(text.contains("0123abc"), inTheClear);
        QCOMPARE(QFile::permissions(path) & Others, QFile::Permissions());
    }

    void aServerIsToldByFile_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::newRow("redis") << m_plan.layout.path(QStringLiteral("redis.conf"));
        for (const char *name : {"prometheus", "alertmanager"})
            QTest::newRow(name) << QStringLiteral("--web.config.file=")
                    + m_plan.layout.path(QLatin1String(name) + QStringLiteral("-web.yml"));
    }

    void aServerIsToldByFile()
    {
        QFETCH(QString, argument);
        const QMap<QString, ComponentSpec> specs{{QStringLiteral("redis"), redisSpec(m_plan)},
                                                 {QStringLiteral("prometheus"), prometheusSpec(m_plan)},
                                                 {QStringLiteral("alertmanager"), alertmanagerSpec(m_plan)}};
        const ProcessSpec process = specs.value(QString::fromLatin1(QTest::currentDataTag())).process;
        QVERIFY2(process.arguments.contains(argument), qPrintable(process.arguments.join(QLatin1Char(' '))));
        QVERIFY(!process.arguments.join(QLatin1Char(' ')).contains(QLatin1String("0123abc")));
        for (const QString &value : process.environment)
            QVERIFY(!value.contains(QLatin1String("0123abc")));
    }

    void prometheusReachesAlertmanager()
    {
        QVERIFY(writeMonitoring(m_plan));
        const QByteArray text = textOf(m_plan.layout.path(QStringLiteral("prometheus.yml")));
        QVERIFY2(text.contains("basic_auth:") && text.contains("password_file:"), text.constData());
        QVERIFY2(text.contains("alertmanager.txt") && !text.contains("0123abc"), text.constData());
    }

    void theConsoleIsToldWhereTheyAre()
    {
        m_plan.scenario.timeCompression = 1;
        QVERIFY(writeConsoleConfiguration(m_plan));
        QVERIFY(!textOf(m_plan.layout.consoleConfiguration()).contains("0123abc"));
        const auto configuration = config::loadConfiguration(m_plan.layout.consoleConfiguration());
        QVERIFY2(configuration, configuration ? "" : qPrintable(configuration.error().raw));
        const Environment *environment = configuration->find(configuration->defaultEnvironment);
        QVERIFY(environment != nullptr);
        for (const auto &[name, endpoint] :
             {std::pair{"prometheus", environment->prometheus}, std::pair{"alertmanager", environment->alertmanager}}) {
            QCOMPARE(endpoint.user, QStringLiteral("edgelink"));
            const auto password = config::secretLookup()(endpoint.password);
            QVERIFY2(password, name);
            QCOMPARE(*password, QByteArray(name) + "-0123abc");
        }
    }

    /// The pod's redis-cli, with one in its place that says what it was given.
    void thePodsRedisCliHasItInItsEnvironment()
    {
        const QString program = m_plan.layout.path(QStringLiteral("bin/real"));
        QVERIFY(writeFile(program, "#!/bin/sh\nprintf '%s|' \"$REDISCLI_AUTH\" \"$@\"\n"));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        m_plan.programs.paths.insert(QStringLiteral("redis-cli"), program);
        QVERIFY(writeShims(m_plan));
        const QString shim = m_plan.layout.path(QStringLiteral("bin/redis-cli"));
        QVERIFY(!textOf(shim).contains("0123abc"));
        ToolCall call;
        call.process.program = shim;
        call.process.arguments = {QStringLiteral("get"), QStringLiteral("a b")};
        const Cancellation never;
        const auto output = requireTool(call, never);
        QVERIFY2(output, output ? "" : qPrintable(output.error().sentence()));
        QCOMPARE(output->standardOutput,
                 "redis-0123abc|-h|127.0.0.1|-p|" + QByteArray::number(m_plan.port(QStringLiteral("redis")))
                     + "|get|a b|");
    }

    void aProbeSaysWhoItIs_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<bool>("content");
        QTest::newRow("nobody") << QByteArray() << false;
        QTest::newRow("with the other's password") << webAuthorization(m_plan, QStringLiteral("alertmanager")) << false;
        QTest::newRow("with its password") << webAuthorization(m_plan, QStringLiteral("prometheus")) << true;
    }

    void aProbeSaysWhoItIs()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(bool, content);
        const test::HttpFixture server([](const test::HttpFixture::Request &request) {
            const bool known = request.headers.value("authorization")
                == "Basic " + QByteArray("edgelink:prometheus-0123abc").toBase64();
            return test::HttpFixture::Reply::json("{}", known ? 200 : 401);
        });
        QCOMPARE(httpProbe({server.url(QStringLiteral("/-/ready")), {}, authorization, {}})().has_value(), content);
    }

    /// Redis answers AUTH and PING one after the other; whether in one piece is the network's affair.
    void anAnswerMayComeInPieces()
    {
        const test::HttpFixture server([](const test::HttpFixture::Request &) {
            test::HttpFixture::Reply reply;
            reply.body = "+OK\r\n+PONG";
            reply.trickleBytes = 1;
            return reply;
        });
        const QByteArray question = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(socket.waitForConnected(10'000));
        socket.write(question);
        QByteArray answer;
        while (!answer.endsWith("+PONG") && socket.waitForReadyRead(10'000))
            answer += socket.readAll();
        QVERIFY2(answer.endsWith("+PONG"), answer.constData());
        QVERIFY(lineProbe(server.port(), question, answer)());
        QVERIFY(!lineProbe(server.port(), question, answer.chopped(1) + 'X')());
    }
};

EDGELINK_TEST_MAIN(SandboxPasswordsTest)
#include "tst_sandbox_passwords.moc"
