// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/database.h"

#include "app/sandbox/probes.h"
#include "app/sandbox/words.h"

#include <QFile>

#include <unistd.h>

namespace edgelink::sandbox {

namespace {

QString dataFolder(const Plan &plan)
{
    return plan.layout.databaseFolder() + QStringLiteral("/data");
}

ProcessSpec asDatabaseUser(const Plan &plan, const QString &program, const QStringList &arguments)
{
    ProcessSpec spec = plan.process(program, arguments);
    if (::geteuid() == 0) {
        spec.user = userNamed(QStringLiteral("postgres"));
        spec.workingDirectory = plan.layout.databaseFolder();
        spec.environment[QStringLiteral("HOME")] = plan.layout.databaseFolder();
        spec.environment.remove(QStringLiteral("TMPDIR"));
    }
    return spec;
}

ToolCall psql(const Plan &plan, const QString &database, const QString &user, const QByteArray &script)
{
    ToolCall call;
    call.process = plan.process(plan.programs.path(QStringLiteral("psql")),
                                {QStringLiteral("-X"), QStringLiteral("-w"), QStringLiteral("-q"), QStringLiteral("-v"),
                                 QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
                                 QStringLiteral("-p"), QString::number(plan.port(QStringLiteral("postgres"))),
                                 QStringLiteral("-U"), user, QStringLiteral("-d"), database, QStringLiteral("-f"),
                                 QStringLiteral("-")});
    call.process.environment.insert(QStringLiteral("PGPASSFILE"), plan.layout.pgpass());
    call.process.environment.insert(QStringLiteral("PGCONNECT_TIMEOUT"), QStringLiteral("2"));
    call.input = script;
    return call;
}

} // namespace

Result<void> initDatabase(const Plan &plan, const Cancellation &cancellation)
{
    const QString port = QString::number(plan.port(QStringLiteral("postgres")));
    const QString pgpass
        = QStringLiteral("127.0.0.1:%1:*:postgres:%2\n127.0.0.1:%1:*:%3:%4\n")
              .arg(port, plan.superuserPassword, QLatin1String(Plan::DatabaseUser), plan.databasePassword);
    if (auto written = writeFile(plan.layout.pgpass(), pgpass.toUtf8()); !written)
        return written;
    if (auto written = writeFile(plan.layout.databasePassword(), plan.databasePassword.toUtf8() + '\n'); !written)
        return written;
    // initdb takes the superuser's password from a file only, and reads it as the account postgres.
    const QString passwordFile = plan.layout.databaseFolder() + QStringLiteral("/superuser");
    if (auto written = writeFile(passwordFile, plan.superuserPassword.toUtf8() + '\n'); !written)
        return written;
    const auto user = ::geteuid() == 0 ? userNamed(QStringLiteral("postgres")) : std::nullopt;
    if (user && ::chown(QFile::encodeName(passwordFile).constData(), user->uid, user->gid) != 0)
        return failure(ErrorKind::Io, Words::tr("cannot be given to the account \"postgres\""), passwordFile);
    ToolCall call;
    call.process = asDatabaseUser(plan, plan.programs.path(QStringLiteral("initdb")),
                                  {QStringLiteral("-D"), dataFolder(plan), QStringLiteral("-U"),
                                   QStringLiteral("postgres"), QStringLiteral("-A"), QStringLiteral("scram-sha-256"),
                                   QStringLiteral("--pwfile=") + passwordFile, QStringLiteral("--no-sync"),
                                   QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C")});
    const auto made = requireTool(call, cancellation);
    QFile::remove(passwordFile);
    if (!made)
        return tl::make_unexpected(made.error());
    return {};
}

ComponentSpec postgresSpec(const Plan &plan)
{
    const auto setting = [](const char *text) { return QStringList{QStringLiteral("-c"), QLatin1String(text)}; };
    ComponentSpec spec;
    spec.name = QStringLiteral("postgres");
    spec.process = asDatabaseUser(plan, plan.programs.path(QStringLiteral("postgres")),
                                  QStringList{QStringLiteral("-D"), dataFolder(plan), QStringLiteral("-p"),
                                              QString::number(plan.port(QStringLiteral("postgres")))}
                                      + setting("listen_addresses=127.0.0.1") + setting("unix_socket_directories=")
                                      + setting("fsync=off") + setting("max_connections=200")
                                      + setting("shared_buffers=32MB") + setting("log_min_messages=warning"));
    // Its immediate shutdown, which takes the servers and the shared memory along.
    spec.process.deathSignal = SIGQUIT;
    // Complete enough to be answered: SSLRequest, to which a server without TLS says N.
    spec.probe = lineProbe(plan.port(QStringLiteral("postgres")), QByteArray::fromHex("0000000804d2162f"), "N");
    return spec;
}

Result<void> createDatabase(const Plan &plan, const Cancellation &cancellation)
{
    // The password is hexadecimal, so it needs no quoting; it travels by standard input, not argv.
    const QByteArray script = "CREATE ROLE edgelink LOGIN PASSWORD '" + plan.databasePassword.toLatin1()
        + "';\nCREATE DATABASE edgelink_prod OWNER edgelink;\n";
    // The server answers before it has finished starting up.
    for (int attempt = 0;; ++attempt) {
        const auto done
            = requireTool(psql(plan, QStringLiteral("postgres"), QStringLiteral("postgres"), script), cancellation);
        if (done)
            return {};
        if (!done.error().raw.contains(QLatin1String("starting up")) || attempt > 50
            || cancellation.waitFor(std::chrono::milliseconds(100)))
            return tl::make_unexpected(done.error());
    }
}

Result<void> migrateTo(const Plan &plan, int version, const Cancellation &cancellation)
{
    if (version <= 0)
        return {};
    ToolCall call;
    call.process = plan.process(plan.programs.path(QStringLiteral("migrate")),
                                {QStringLiteral("-path"), plan.resources + QStringLiteral("/sandbox/migrations"),
                                 QStringLiteral("-database"),
                                 QStringLiteral("postgres://%1@127.0.0.1:%2/%3?sslmode=disable")
                                     .arg(QLatin1String(Plan::DatabaseUser))
                                     .arg(plan.port(QStringLiteral("postgres")))
                                     .arg(QLatin1String(Plan::Database)),
                                 QStringLiteral("goto"), QString::number(version)});
    call.process.environment.insert(QStringLiteral("PGPASSFILE"), plan.layout.pgpass());
    if (auto done = requireTool(call, cancellation); !done)
        return tl::make_unexpected(done.error());
    return {};
}

ComponentSpec redisSpec(const Plan &plan)
{
    const quint16 port = plan.port(QStringLiteral("redis"));
    ComponentSpec spec;
    spec.name = QStringLiteral("redis");
    spec.process = plan.process(plan.programs.path(QStringLiteral("redis-server")),
                                {plan.layout.redisConfiguration(), QStringLiteral("--bind"),
                                 QStringLiteral("127.0.0.1"), QStringLiteral("--port"), QString::number(port),
                                 QStringLiteral("--dir"), plan.layout.path(QStringLiteral("redis")),
                                 QStringLiteral("--save"), QString(), QStringLiteral("--appendonly"),
                                 QStringLiteral("no"), QStringLiteral("--daemonize"), QStringLiteral("no")});
    spec.probe = lineProbe(port, "AUTH " + plan.passwords.value(spec.name).toLatin1() + "\r\nPING\r\n", "+OK\r\n+PONG");
    return spec;
}

} // namespace edgelink::sandbox
