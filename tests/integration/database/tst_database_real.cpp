// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/database/conninfo.h"
#include "app/services/database/postgresreader.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

#include <csignal>
#include <memory>
#include <unistd.h>

using namespace edgelink;
using edgelink::database::PostgresReader;

namespace {

const QString binaries = QStringLiteral("/usr/lib/postgresql/15/bin/");
const QByteArray password = "it's a \\ pass word";

template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, std::chrono::seconds{60});
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Cancelled, QStringLiteral("no answer"), {}, {}, {}}));
}

/// A libpq service file that counts as long as this lives.
class ServiceFile
{
public:
    ServiceFile(const QString &path, const QByteArray &text)
        : m_path(path)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
        qputenv("PGSERVICEFILE", path.toLocal8Bit());
    }
    ~ServiceFile() { qunsetenv("PGSERVICEFILE"); }
    ServiceFile(const ServiceFile &) = delete;
    ServiceFile &operator=(const ServiceFile &) = delete;
    [[nodiscard]] QString path() const { return m_path; }

private:
    QString m_path;
};

} // namespace

/// A real PostgreSQL 15 in a temporary folder, with password authentication.
class RealDatabaseTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        m_port = probe.serverPort();
        probe.close();
        QFile pass(m_directory.filePath("pass"));
        QVERIFY(pass.open(QIODevice::WriteOnly));
        pass.write(password);
        pass.close();
        if (::geteuid() == 0) // PostgreSQL refuses to run as root
            QVERIFY(run("/bin/chown", {"-R", "postgres", m_directory.path()}));
        QVERIFY(run(asOwner().first(),
                    asOwner().mid(1)
                        + QStringList{binaries + "initdb", "-D", m_directory.filePath("data"), "-U", "edgelink", "-A",
                                      "scram-sha-256", "--pwfile", m_directory.filePath("pass"), "--no-sync", "-E",
                                      "UTF8", "--locale=C"}));
        m_server.setStandardOutputFile(QProcess::nullDevice());
        m_server.setStandardErrorFile(QProcess::nullDevice());
        m_server.start(asOwner().first(),
                       asOwner().mid(1)
                           + QStringList{binaries + "postgres", "-D", m_directory.filePath("data"), "-p",
                                         QString::number(m_port), "-c", "listen_addresses=127.0.0.1", "-c",
                                         "unix_socket_directories=" + m_directory.path(), "-c", "fsync=off"});
        QVERIFY(m_server.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(sql("SELECT 1").contains('1'), 30'000);
        sql("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);"
            "CREATE TABLE devices AS SELECT generate_series(1, 42) AS id; CREATE SCHEMA other;"
            "CREATE TABLE other.\"we\"\"ird; DROP TABLE devices\" (x int); CREATE ROLE nobody LOGIN PASSWORD 'nobody'");
    }

    void cleanupTestCase()
    {

        ::kill(static_cast<pid_t>(m_server.processId()), SIGQUIT);
        m_server.waitForFinished(10'000);
        if (::geteuid() == 0)
            run("/bin/chown", {"-R", "root", m_directory.path()});
    }

    void schemaVersion_data()
    {
        QTest::addColumn<QString>("rows");
        QTest::addColumn<bool>("present");
        QTest::addColumn<qint64>("version");
        QTest::addColumn<bool>("dirty");
        QTest::newRow("clean") << "(12, false)" << true << qint64{12} << false;
        QTest::newRow("dirty") << "(11, true)" << true << qint64{11} << true;
        QTest::newRow("nothing") << "" << false << qint64{0} << false;
        QTest::newRow("two rows") << "(1, false), (2, false)" << true << qint64{-1} << false;
    }
    void schemaVersion()
    {
        QFETCH(QString, rows);
        QFETCH(bool, present);
        QFETCH(qint64, version);
        QFETCH(bool, dirty);
        sql("TRUNCATE schema_migrations"
            + (rows.isEmpty() ? QString() : "; INSERT INTO schema_migrations VALUES " + rows));
        PostgresReader reader(reference(), secrets());
        const Result<SchemaVersion> read = got(reader.schemaVersion());
        QCOMPARE(read.has_value(), version >= 0);
        if (!read)
            return;
        QCOMPARE(read->present, present);
        QCOMPARE(read->version, version);
        QCOMPARE(read->dirty, dirty);
    }

    void counts()
    {
        PostgresReader reader(reference(), secrets());
        const QString weird = QStringLiteral("other.we\"ird; DROP TABLE devices");
        const auto counts = got(reader.counts({"devices", "public.devices", weird}));
        QVERIFY2(counts, counts ? "" : qPrintable(counts.error().raw));
        QCOMPARE(*counts, (QMap<QString, qint64>{{"devices", 42}, {"public.devices", 42}, {weird, 0}}));
        const auto missing = got(reader.counts({"devices", "nothing"}));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY(missing.error().raw.contains("nothing"));
        QVERIFY(got(reader.counts({})));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<int>("kind");
        const auto kind = [](ErrorKind value) { return static_cast<int>(value); };
        const QString good = reference().url;
        QTest::newRow("wrong password") << good << QByteArray("hunter2") << kind(ErrorKind::Unreachable);
        QTest::newRow("no rights") << QString(good).replace("edgelink@", "nobody@") << QByteArray("nobody")
                                   << kind(ErrorKind::Forbidden);
        QTest::newRow("no such database") << good + "x" << password << kind(ErrorKind::Unreachable);
        QTest::newRow("password in the URL")
            << QString(good).replace("@", ":hunter2@") << password << kind(ErrorKind::Configuration);
        QTest::newRow("not a URL") << "host=127.0.0.1 password=hunter2" << password << kind(ErrorKind::Configuration);
        QTest::newRow("nonsense") << "postgresql://[hunter2" << password << kind(ErrorKind::Configuration);
        QTest::newRow("nobody listens") << "postgresql://edgelink@127.0.0.1:9/postgres" << password
                                        << kind(ErrorKind::Unreachable);
    }
    void refusals()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, secret);
        QFETCH(int, kind);
        DatabaseReference to = reference();
        to.url = url;
        PostgresReader reader(to, [secret](const SecretReference &) -> Result<QByteArray> { return secret; });
        const Result<QMap<QString, qint64>> counts = got(reader.counts({"devices"}));
        QVERIFY(!counts);
        QCOMPARE(static_cast<int>(counts.error().kind), kind);
        const QString said = counts.error().sentence() + counts.error().raw;
        QVERIFY2(!said.contains("hunter2") && !said.contains(QString::fromUtf8(password)), qPrintable(said));
    }

    void secretThatCannotBeFetched()
    {
        PostgresReader reader(reference(), [](const SecretReference &) -> Result<QByteArray> {
            return failure(ErrorKind::NotFound, QStringLiteral("no such file"));
        });
        QCOMPARE(got(reader.schemaVersion()).error().kind, ErrorKind::NotFound);
    }

    /// Whatever the shell that started the console had set.
    void environmentDoesNotLeakIn()
    {
        const QList<std::pair<const char *, const char *>> hostile{{"PGHOST", "192.0.2.1"},
                                                                   {"PGPORT", "1"},
                                                                   {"PGUSER", "mallory"},
                                                                   {"PGDATABASE", "x"},
                                                                   {"PGPASSWORD", "x"},
                                                                   {"PGSSLMODE", "require"},
                                                                   {"PGOPTIONS", "-c search_path=other"},
                                                                   {"PGSERVICE", "nothing"},
                                                                   {"PGHOSTADDR", "192.0.2.1"},
                                                                   {"PGREQUIREPEER", "x"},
                                                                   {"PGGSSENCMODE", "require"},
                                                                   {"PGCHANNELBINDING", "require"},
                                                                   {"PGTARGETSESSIONATTRS", "standby"}};
        for (const auto &[name, value] : hostile)
            qputenv(name, value);
        PostgresReader reader(reference(), secrets());
        const auto counts = got(reader.counts({"devices"}));
        for (const auto &[name, value] : hostile)
            qunsetenv(name);
        QVERIFY2(counts, counts ? "" : qPrintable(counts.error().raw));
    }

    /// What a service file says serves reading, psql (in the pod) and golang-migrate alike.
    void serviceReachesTheSameDatabase_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("address") << QByteArray("127.0.0.1");
        QTest::newRow("folder of sockets") << m_directory.path().toUtf8();
    }
    void serviceReachesTheSameDatabase()
    {
        QFETCH(QByteArray, host);
        sql("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (12, false)");
        const ServiceFile file(m_directory.filePath("services"),
                               "[edge link]\nhost=" + host + "\nport=" + QByteArray::number(m_port)
                                   + "\nuser=edgelink\ndbname=postgres\nsslmode=disable\npassword=" + password + '\n');
        DatabaseReference service;
        service.service = QStringLiteral("edge link");
        const DatabaseReference found = database::resolved(service);
        QVERIFY2(found.problem.isEmpty(), qPrintable(found.problem));
        const QUrl url(found.url, QUrl::StrictMode);
        QCOMPARE(url.userName(), QStringLiteral("edgelink"));
        QCOMPARE(url.path(), QStringLiteral("/postgres"));
        QVERIFY2(url.password().isEmpty() && !found.url.contains("pass"), qPrintable(found.url));
        QCOMPARE(found.password.source, SecretReference::Source::DatabaseService);
        QCOMPARE(database::servicePassword(found.password.locator).value_or(QByteArray()), password);

        PostgresReader reader(found, [](const SecretReference &to) { return database::servicePassword(to.locator); });
        const auto read = got(reader.schemaVersion());
        QVERIFY2(read, read ? "" : qPrintable(read.error().raw));
        QCOMPARE(read->version, 12);

        // Tools get an environment that is built: golang-migrate's driver panics at the sight of PGSERVICEFILE.
        QProcessEnvironment alone;
        alone.insert("PATH", qEnvironmentVariable("PATH"));
        alone.insert("PGPASSWORD", QString::fromUtf8(*database::servicePassword(found.password.locator)));
        QProcessEnvironment withService = alone;
        for (auto it = found.serviceVariables.cbegin(); it != found.serviceVariables.cend(); ++it)
            withService.insert(it.key(), it.value());
        const QList<std::pair<QString, QProcessEnvironment>> ways{{found.url, alone},
                                                                  {"service='edge link'", withService}};
        for (const auto &[target, environment] : ways) {
            QProcess psql;
            psql.setProcessEnvironment(environment);
            psql.start("psql", {"-X", "-A", "-t", "-w", "-d", target, "-c", "SELECT count(*) FROM devices"});
            QVERIFY(psql.waitForFinished(30'000));
            QVERIFY2(psql.readAllStandardOutput().trimmed() == "42", psql.readAllStandardError().constData());
        }

        const QString migrate = qEnvironmentVariable("EDGELINK_TOOLCHAIN") + QStringLiteral("/bin/migrate");
        QVERIFY2(QFileInfo(migrate).isExecutable(), qPrintable(migrate));
        QTemporaryDir migrations;
        QProcess process;
        process.setProcessEnvironment(alone);
        process.start(migrate, {"-path", migrations.path(), "-database", found.url, "version"});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.readAllStandardError().trimmed(), QByteArray("12"));
    }

    void serviceThatIsMissing()
    {
        const ServiceFile file(m_directory.filePath("services"), "[other]\nhost=127.0.0.1\npassword=hunter2\n");
        DatabaseReference service;
        service.service = QStringLiteral("edgelink");
        const DatabaseReference found = database::resolved(service);
        QVERIFY(found.url.isEmpty());
        QVERIFY2(found.problem.contains("edgelink") && !found.problem.contains("hunter2"), qPrintable(found.problem));
        PostgresReader reader(service, secrets());
        const auto read = got(reader.schemaVersion());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Configuration);
        QVERIFY2(read.error().sentence().contains("edgelink") && read.error().next.contains(file.path()),
                 qPrintable(read.error().sentence() + read.error().next));
        QVERIFY(!database::servicePassword("other").value_or(QByteArray()).isEmpty());
    }

    /// The variables of the shell fill nothing that the service leaves out.
    void serviceIgnoresTheShell()
    {
        const ServiceFile file(m_directory.filePath("services"), "[edgelink]\nhost=db.example\ndbname=x\n");
        qputenv("PGPORT", "1");
        qputenv("PGUSER", "mallory");
        database::scrubEnvironment();
        DatabaseReference service;
        service.service = QStringLiteral("edgelink");
        const DatabaseReference found = database::resolved(service); // and nobody asked a name server for db.example
        qunsetenv("PGPORT");
        qunsetenv("PGUSER");
        const QUrl url(found.url);
        QCOMPARE(url.port(), 5432);
        QCOMPARE(url.host(), QStringLiteral("db.example"));
        QVERIFY2(url.userName() != "mallory" && !url.userName().isEmpty(), qPrintable(found.url));
        QCOMPARE(found.password.source, SecretReference::Source::None);
        QCOMPARE(found.serviceVariables.value("PGSERVICEFILE"), file.path());
    }

    /// Neither statement_timeout nor TCP settings end this one: the server is alive, its backend is not.
    void frozenBackendIsAbandoned()
    {
        sql("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (12, false)");
        // Somebody holds a lock, so that the reader's backend is there to be stopped.
        QProcess holder;
        holder.setProcessEnvironment(psqlEnvironment());
        holder.start("psql",
                     psqlArguments() << "-c"
                                     << "BEGIN; LOCK TABLE devices; SELECT pg_sleep(60)");
        QVERIFY(holder.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(
            sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'devices'::regclass")
                .contains('1'),
            10'000);
        auto reader = std::make_unique<PostgresReader>(reference(), secrets(), nullptr, std::chrono::seconds{3});
        QElapsedTimer timer;
        timer.start();
        const QFuture<Result<QMap<QString, qint64>>> counts = reader->counts({"devices"});
        QCoreApplication::processEvents();
        qint64 backend = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (backend = sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'edgelink-console' "
                           "AND wait_event_type = 'Lock'")
                           .trimmed()
                           .toLongLong())
                > 0,
            2'500);
        ::kill(static_cast<pid_t>(backend), SIGSTOP);
        const Result<QMap<QString, qint64>> answer = got(counts);
        const qint64 waited = timer.elapsed();
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Timeout);
        qInfo("frozen backend: answered after %lld ms", static_cast<long long>(waited));
        // The next question is not held up, and neither is the end.
        QVERIFY(got(reader->schemaVersion()));
        timer.restart();
        reader.reset();
        qInfo("reader ended in %lld ms", static_cast<long long>(timer.elapsed()));
        ::kill(static_cast<pid_t>(backend), SIGCONT);
        holder.kill();
        holder.waitForFinished(5000);
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> "
            "pg_backend_pid()");
    }

    void frozenServerIsUnreachable()
    {
        PostgresReader reader(reference(), secrets());
        ::kill(static_cast<pid_t>(m_server.processId()), SIGSTOP);
        const Result<SchemaVersion> version = got(reader.schemaVersion());
        ::kill(static_cast<pid_t>(m_server.processId()), SIGCONT);
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Unreachable); // libpq's connect_timeout
        QVERIFY(got(reader.schemaVersion()));
    }

    void readsOnAThreadOfItsOwn()
    {
        QThread thread;
        auto *reader = new PostgresReader(reference(), secrets());
        reader->moveToThread(&thread);
        connect(&thread, &QThread::finished, reader, &QObject::deleteLater);
        thread.start();
        QList<QFuture<Result<SchemaVersion>>> answers;
        for (int i = 0; i < 10; ++i)
            answers << reader->schemaVersion();
        for (const auto &answer : std::as_const(answers))
            QCOMPARE(got(answer)->version, 12);
        thread.quit();
        thread.wait();
    }

private:
    [[nodiscard]] static QStringList asOwner()
    {
        QStringList words{"/usr/bin/setpriv", "--pdeathsig", "QUIT"};
        if (::geteuid() == 0)
            words << "--reuid=postgres"
                  << "--regid=postgres"
                  << "--clear-groups";
        return words;
    }
    static bool run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        const bool ok = process.waitForFinished(60'000) && process.exitCode() == 0;
        if (!ok)
            qInfo("%s", process.readAllStandardError().constData());
        return ok;
    }
    [[nodiscard]] QStringList psqlArguments() const
    {
        return {"-X", "-q",       "-A", "-t",      "-w", "-h", "127.0.0.1", "-p", QString::number(m_port),
                "-U", "edgelink", "-d", "postgres"};
    }
    [[nodiscard]] static QProcessEnvironment psqlEnvironment()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PGPASSWORD", QString::fromUtf8(password));
        return environment;
    }
    QByteArray sql(const QString &text) const
    {
        QProcess psql;
        psql.setProcessEnvironment(psqlEnvironment());
        psql.start("psql", psqlArguments() << "-c" << text);
        psql.waitForFinished(30'000);
        return psql.readAllStandardOutput();
    }
    [[nodiscard]] DatabaseReference reference() const
    {
        DatabaseReference reference;
        reference.url = QStringLiteral("postgresql://edgelink@127.0.0.1:%1/postgres").arg(m_port);
        reference.password = {SecretReference::Source::File, QStringLiteral("test")};
        return reference;
    }
    [[nodiscard]] static SecretLookup secrets()
    {
        return [](const SecretReference &) -> Result<QByteArray> { return password; };
    }

    QTemporaryDir m_directory;
    QProcess m_server;
    quint16 m_port = 0;
};

EDGELINK_TEST_MAIN(RealDatabaseTest)
#include "tst_database_real.moc"
