// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/simulator/postgresserver.h"

#include <pqxx/pqxx>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QTcpServer>
#include <QtTest/QTest>

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

namespace edgelink::test {

namespace {

constexpr int LIMIT_MS = 30'000;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

PostgresServer::PostgresServer()
    : m_folder(QStringLiteral("/tmp/edgelink-postgres-XXXXXX")) // traversable for user postgres, and short for sockets
    , m_port(freePort())
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (!found.isEmpty())
        m_programs = versions.filePath(found.constLast() + QStringLiteral("/bin/"));
}

PostgresServer::~PostgresServer()
{
    thaw();
    stop();
}

std::unique_ptr<QProcess> PostgresServer::process(const QString &program) const
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(m_programs + program);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setWorkingDirectory(m_folder.path());
    const passwd *user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
    const uid_t uid = user != nullptr ? user->pw_uid : ::geteuid();
    const gid_t gid = user != nullptr ? user->pw_gid : ::getegid();
    process->setChildProcessModifier([uid, gid] {
        ::setpgid(0, 0);
        if (::geteuid() != uid && (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0))
            ::_exit(126);
    });
    return process;
}

QString PostgresServer::create()
{
    if (m_programs.isEmpty())
        return QStringLiteral("PostgreSQL (package postgresql) is needed");
    if (::geteuid() == 0) {
        const passwd *user = ::getpwnam("postgres");
        if (user == nullptr || ::chown(QFile::encodeName(m_folder.path()).constData(), user->pw_uid, user->pw_gid) != 0)
            return QStringLiteral("user postgres is needed");
    }
    const auto initdb = process(QStringLiteral("initdb"));
    initdb->setArguments({QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-A"),
                          QStringLiteral("trust"), QStringLiteral("-U"), QStringLiteral("postgres"),
                          QStringLiteral("--no-sync"), QStringLiteral("-E"), QStringLiteral("UTF8"),
                          QStringLiteral("--locale=C")});
    initdb->start();
    if (!initdb->waitForFinished(LIMIT_MS) || initdb->exitCode() != 0)
        return QString::fromUtf8(initdb->readAll());
    if (QString wrong = start(); !wrong.isEmpty())
        return wrong;
    const QString wrong
        = run(QStringLiteral("CREATE ROLE edgelink LOGIN"), QStringLiteral("postgres"), QStringLiteral("postgres"));
    return wrong.isEmpty() ? run(QStringLiteral("CREATE DATABASE edgelink_prod OWNER edgelink"),
                                 QStringLiteral("postgres"), QStringLiteral("postgres"))
                           : wrong;
}

QString PostgresServer::start()
{
    m_server = process(QStringLiteral("postgres"));
    m_server->setStandardOutputFile(m_folder.filePath(QStringLiteral("log")));
    m_server->setArguments({QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-p"),
                            QString::number(m_port), QStringLiteral("-c"), QStringLiteral("listen_addresses=127.0.0.1"),
                            QStringLiteral("-c"), QStringLiteral("unix_socket_directories=") + m_folder.path(),
                            QStringLiteral("-c"), QStringLiteral("fsync=off")});
    m_server->start();
    QElapsedTimer clock;
    clock.start();
    QString wrong;
    while (clock.elapsed() < LIMIT_MS) {
        wrong = run(QStringLiteral("SELECT 1"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        if (wrong.isEmpty())
            return {};
        QTest::qWait(50);
    }
    return wrong;
}

void PostgresServer::stop()
{
    if (!m_server)
        return;
    ::kill(static_cast<pid_t>(m_server->processId()), SIGINT); // fast shutdown
    if (!m_server->waitForFinished(LIMIT_MS))
        m_server->kill();
    m_server.reset();
}

void PostgresServer::freeze()
{
    // Backends leave the postmaster's process group, so each is named.
    for (const QString &pid :
         value(QStringLiteral("SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
             .split(QLatin1Char(' '), Qt::SkipEmptyParts))
        ::kill(pid.toInt(), SIGSTOP);
    ::kill(static_cast<pid_t>(m_server->processId()), SIGSTOP);
}

void PostgresServer::thaw()
{
    if (!m_server)
        return;
    const auto pid = static_cast<pid_t>(m_server->processId());
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (child.toInt() > 1)
                ::kill(child.toInt(), SIGCONT);
        }
    }
    ::kill(pid, SIGCONT);
}

QString PostgresServer::connection(const QString &database, const QString &user) const
{
    return QStringLiteral("host=127.0.0.1 port=%1 dbname=%2 user=%3 connect_timeout=5 sslmode=disable")
        .arg(m_port)
        .arg(database, user);
}

QString PostgresServer::run(const QString &sql, const QString &database, const QString &user) const
{
    try {
        pqxx::connection link(connection(database, user).toStdString());
        pqxx::nontransaction work(link);
        work.exec(sql.toStdString());
        return {};
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
}

QString PostgresServer::value(const QString &sql) const
{
    try {
        pqxx::connection link(connection(QStringLiteral("edgelink_prod"), QStringLiteral("postgres")).toStdString());
        pqxx::nontransaction work(link);
        const pqxx::result rows = work.exec(sql.toStdString());
        return rows.empty() ? QString() : QString::fromUtf8(rows[0][0].c_str());
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
}

QString PostgresServer::migrate(const QString &folder, int version) const
{
    const QDir files(folder);
    const QStringList names = files.entryList({QStringLiteral("*.up.sql")}, QDir::Files, QDir::Name);
    QString wrong
        = run(QStringLiteral("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)"));
    for (int i = 0; i < version && i < names.size() && wrong.isEmpty(); ++i) {
        QFile file(files.filePath(names.at(i)));
        wrong = file.open(QIODevice::ReadOnly) ? run(QString::fromUtf8(file.readAll())) : file.errorString();
    }
    return wrong.isEmpty() ? run(QStringLiteral("INSERT INTO schema_migrations VALUES (%1, false)").arg(version))
                           : wrong;
}

} // namespace edgelink::test
