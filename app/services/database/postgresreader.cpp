// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/database/postgresreader.h"

#include "app/services/database/conninfo.h"
#include "app/services/database/words.h"

#include <pqxx/pqxx>

#include <spdlog/spdlog.h>

#include <QTimer>

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace edgelink::database {

namespace {

constexpr int connectTimeoutSeconds = 3; ///< for each address of the host; libpq rounds 1 up to 2
constexpr qsizetype tablesLimit = 200;

/// The socket of a question under way, so that another thread can end its wait.
class Socket
{
public:
    void open(int descriptor)
    {
        const std::lock_guard lock(m_mutex);
        m_descriptor = descriptor;
        if (m_ended)
            ::shutdown(m_descriptor, SHUT_RDWR);
    }
    void closing() ///< before libpq closes the descriptor: its number may be reused at once
    {
        const std::lock_guard lock(m_mutex);
        m_descriptor = -1;
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        if (m_descriptor >= 0)
            ::shutdown(m_descriptor, SHUT_RDWR);
    }

private:
    std::mutex m_mutex;
    int m_descriptor = -1;
    bool m_ended = false;
};

/// Tells the socket that it goes, also when an exception leaves the scope.
class Registration
{
public:
    Registration(Socket &socket, pqxx::connection &connection)
        : m_socket(socket)
    {
        m_socket.open(connection.sock());
    }
    ~Registration() { m_socket.closing(); }
    Registration(const Registration &) = delete;
    Registration &operator=(const Registration &) = delete;

private:
    Socket &m_socket;
};

Error unreachable(const QString &subject, const char *raw)
{
    return {ErrorKind::Unreachable, Words::tr("the database cannot be reached"), subject,
            Words::tr("check that it runs and that the console may connect"), QString::fromUtf8(raw).trimmed()};
}

/// Runs `work(transaction)` in a read-only transaction; everything libpqxx throws becomes an error here.
template<typename T, typename Work>
Result<T> inTransaction(const DatabaseReference &reference, const SecretLookup &secrets, Socket &socket,
                        std::chrono::milliseconds deadline, const Work &work)
{
    const QString subject = databaseName(reference);
    QString password;
    if (reference.password.source != SecretReference::Source::None) {
        const Result<QByteArray> secret = secrets
            ? secrets(reference.password)
            : Result<QByteArray>(
                failure(ErrorKind::Configuration, Words::tr("the password cannot be looked up"), subject));
        if (!secret)
            return tl::make_unexpected(secret.error());
        password = QString::fromUtf8(*secret);
    }
    const Result<std::string> text = connectionString(reference, password, connectTimeoutSeconds);
    if (!text)
        return tl::make_unexpected(text.error());
    try {
        pqxx::connection connection(*text);
        const Registration registration(socket, connection);
        pqxx::read_transaction transaction(connection);
        transaction.exec0("SET LOCAL statement_timeout = " + std::to_string(deadline.count()));
        return work(transaction);
    } catch (const pqxx::undefined_table &error) {
        return failure(ErrorKind::NotFound, Words::tr("a table does not exist"), subject, {},
                       QString::fromUtf8(error.what()).trimmed());
    } catch (const pqxx::insufficient_privilege &error) {
        return failure(ErrorKind::Forbidden, Words::tr("not allowed to read it"), subject,
                       Words::tr("ask for SELECT on it"), QString::fromUtf8(error.what()).trimmed());
    } catch (const pqxx::broken_connection &error) {
        return tl::make_unexpected(unreachable(subject, error.what()));
    } catch (const pqxx::sql_error &error) {
        return failure(ErrorKind::ToolFailed, Words::tr("the database refuses the question"), subject, {},
                       QString::fromUtf8(error.what()).trimmed());
    } catch (const std::exception &error) {
        return failure(ErrorKind::BadReply, Words::tr("the database's answer cannot be read"), subject, {},
                       QString::fromUtf8(error.what()).trimmed());
    }
}

} // namespace

struct PostgresReader::Running {
    std::mutex mutex;
    std::condition_variable ended;
    std::list<std::shared_ptr<Socket>> sockets;
};

PostgresReader::PostgresReader(const DatabaseReference &reference, SecretLookup secrets, QObject *parent,
                               std::chrono::milliseconds deadline)
    : DatabaseSource(parent)
    , m_reference(reference)
    , m_secrets(std::move(secrets))
    , m_deadline(deadline)
    , m_running(std::make_shared<Running>())
{
    scrubEnvironment();
}

PostgresReader::~PostgresReader()
{
    std::unique_lock lock(m_running->mutex);
    for (const auto &socket : m_running->sockets)
        socket->end();
    // A connect that is still under way ends by its own timeout; its thread holds what it needs.
    m_running->ended.wait_for(lock, std::chrono::seconds{connectTimeoutSeconds + 1},
                              [this] { return m_running->sockets.empty(); });
}

template<typename T, typename Work>
QFuture<Result<T>> PostgresReader::ask(Work work)
{
    using Answer = Result<T>;
    return marshal<Answer>(this, [this, work](const SharedPromise<Answer> &promise) {
        const auto socket = std::make_shared<Socket>();
        const auto answered = std::make_shared<std::atomic_flag>();
        {
            const std::lock_guard lock(m_running->mutex);
            m_running->sockets.push_back(socket);
        }
        std::thread([running = m_running, reference = m_reference, secrets = m_secrets, deadline = m_deadline, socket,
                     answered, promise, work] {
            Answer answer = inTransaction<T>(reference, secrets, *socket, deadline, work);
            if (!answered->test_and_set())
                fulfil<Answer>(promise, std::move(answer));
            const std::lock_guard lock(running->mutex);
            running->sockets.remove(socket);
            running->ended.notify_all();
        }).detach(); // ~PostgresReader waits for it
        QTimer::singleShot(m_deadline, this, [this, socket, answered, promise] {
            if (answered->test_and_set())
                return;
            spdlog::warn("database: no answer in time; the connection is abandoned");
            socket->end();
            fulfil<Answer>(promise,
                           failure(ErrorKind::Timeout,
                                   Words::tr("the database did not answer within %1 s")
                                       .arg(std::chrono::duration<double>(m_deadline).count(), 0, 'g', 3),
                                   databaseName(m_reference), Words::tr("it may hang: check the server")));
        });
    });
}

QFuture<Result<SchemaVersion>> PostgresReader::schemaVersion()
{
    return ask<SchemaVersion>(
        [subject = databaseName(m_reference)](pqxx::transaction_base &transaction) -> Result<SchemaVersion> {
            const pqxx::result rows = transaction.exec("SELECT version, dirty FROM schema_migrations LIMIT 2");
            SchemaVersion version;
            if (rows.empty())
                return version;
            if (rows.size() > 1 || rows[0][0].is_null() || rows[0][1].is_null())
                return failure(ErrorKind::BadReply,
                               Words::tr("schema_migrations is not golang-migrate's: one row is wanted"), subject);
            version.present = true;
            version.version = rows[0][0].as<std::int64_t>();
            version.dirty = rows[0][1].as<bool>();
            return version;
        });
}

QFuture<Result<QMap<QString, qint64>>> PostgresReader::counts(const QStringList &tables)
{
    using Counts = QMap<QString, qint64>;
    if (tables.size() > tablesLimit)
        return readyFuture<Result<Counts>>(failure(ErrorKind::Usage, Words::tr("too many tables at once")));
    return ask<Counts>([tables](pqxx::transaction_base &transaction) -> Result<Counts> {
        Counts counts;
        for (const QString &table : tables) {
            std::string quoted;
            const QStringList parts = table.split(QLatin1Char('.'));
            for (const QString &part : parts)
                quoted += (quoted.empty() ? "" : ".") + transaction.conn().quote_name(part.toStdString());
            counts.insert(table, transaction.exec1("SELECT count(*) FROM " + quoted)[0].as<std::int64_t>());
        }
        return counts;
    });
}

} // namespace edgelink::database

#include "moc_postgresreader.cpp"
