// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/devicestore.h"

#include <pqxx/pqxx>

#include <QFile>

namespace edgelink::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto CALL_LIMIT = 3s;
constexpr std::size_t MAXIMUM_IDLE = 4;

/// One `key='value'` of a libpq connection string.
std::string setting(const char *key, const QString &value)
{
    QString escaped = value;
    escaped.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('\''), QStringLiteral("\\'"));
    return std::string(key) + "='" + escaped.toStdString() + "' ";
}

/// Every setting that could come from the environment or ~/.pgpass is given, so none does.
std::string connectionString(const DatabaseAddress &address)
{
    QFile file(address.passwordFile);
    QString password;
    if (!address.passwordFile.isEmpty() && file.open(QIODevice::ReadOnly))
        password = QString::fromUtf8(file.readLine(1024)).trimmed();
    std::string text = setting("host", address.host) + setting("port", QString::number(address.port))
        + setting("dbname", address.name) + setting("user", address.user)
        + "sslmode=disable connect_timeout=3 tcp_user_timeout=3000 application_name=edgelink-api "
          "passfile=/dev/null/none options='-c statement_timeout=2500 -c lock_timeout=2500'";
    if (!password.isEmpty())
        text += ' ' + setting("password", password);
    return text;
}

/// libpqxx 6 silently connects anew on a broken connection, under a socket that nobody watches. 7 does not any more,
/// hence the deprecation.
void forbidSilentReconnect(pqxx::connection &connection)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
}

QString at(const pqxx::row &row, int column)
{
    return QString::fromUtf8(row[column].c_str());
}

} // namespace

struct DeviceStore::Connection {
    explicit Connection(const std::string &text)
        : link(text)
    {
        forbidSilentReconnect(link);
    }
    pqxx::connection link;
};

DeviceStore::DeviceStore(DatabaseAddress address)
    : m_address(std::move(address))
{
}

DeviceStore::~DeviceStore() = default;

std::unique_ptr<DeviceStore::Connection> DeviceStore::takeIdle()
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.empty())
        return nullptr;
    auto connection = std::move(m_idle.back());
    m_idle.pop_back();
    return connection;
}

void DeviceStore::giveBack(std::unique_ptr<Connection> connection)
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < MAXIMUM_IDLE)
        m_idle.push_back(std::move(connection));
}

template<typename T, typename Work>
Result<T> DeviceStore::run(const Work &work)
{
    for (;;) {
        bool maybeDone = true;
        try {
            auto connection = takeIdle();
            // One that lay idle across a restart of the server breaks before anything was done on it: throw it away
            // and take the next.
            maybeDone = connection == nullptr;
            if (!connection)
                connection = std::make_unique<Connection>(connectionString(m_address));
            Result<T> result = [&]() -> Result<T> {
                const SocketDeadlines::Guard guard(m_deadlines, connection->link.sock(), CALL_LIMIT);
                pqxx::work transaction(connection->link);
                maybeDone = true;
                Result<T> value = work(transaction);
                transaction.commit();
                return value;
            }();
            giveBack(std::move(connection));
            return result;
        } catch (const pqxx::broken_connection &error) {
            if (maybeDone)
                return failure(ErrorKind::Unreachable, QStringLiteral("The database cannot be reached."), {}, {},
                               QString::fromUtf8(error.what()).trimmed());
        } catch (const pqxx::sql_error &error) {
            return failure(ErrorKind::ToolFailed, QStringLiteral("The database refused the query."),
                           QString::fromStdString(error.sqlstate()), {}, QString::fromUtf8(error.what()).trimmed());
        } catch (const std::exception &error) {
            return failure(ErrorKind::Unreachable, QStringLiteral("The database cannot be used."), {}, {},
                           QString::fromUtf8(error.what()).trimmed());
        }
    }
}

Result<RegisteredDevice> DeviceStore::registerDevice(const Registration &registration)
{
    return run<RegisteredDevice>([&](pqxx::work &transaction) -> Result<RegisteredDevice> {
        const pqxx::result made = transaction.exec_params(
            "WITH network AS ("
            " UPDATE virtual_networks SET next_host = next_host + 1"
            " WHERE next_host < 65000 AND id = (SELECT n.id FROM virtual_networks n"
            "  JOIN organizations o ON o.id = n.organization_id WHERE o.slug = 'default' AND n.name = 'default')"
            " RETURNING id, name, cidr, next_host - 1 AS slot),"
            " device AS ("
            " INSERT INTO devices (virtual_network_id, name, public_key, overlay_address, last_seen_at)"
            " SELECT id, $1, $2, host(cidr)::inet + slot, now() FROM network RETURNING id, overlay_address),"
            " key AS (INSERT INTO device_keys (device_id, psk_sha256)"
            " SELECT id, sha256(convert_to($3, 'UTF8')) FROM device),"
            " session AS (INSERT INTO sessions (device_id) SELECT id FROM device)"
            " SELECT device.id, host(device.overlay_address), network.name FROM device, network",
            registration.name.toStdString(), registration.publicKey.toStdString(),
            registration.preSharedKey.toStdString());
        if (made.empty())
            return failure(ErrorKind::Conflict, QStringLiteral("There is no network with a free address."));
        return RegisteredDevice{at(made[0], 0), at(made[0], 1), at(made[0], 2)};
    });
}

Result<DeviceConfig> DeviceStore::deviceConfig(const QString &id)
{
    return run<DeviceConfig>([&](pqxx::work &transaction) -> Result<DeviceConfig> {
        const pqxx::result found = transaction.exec_params(
            "UPDATE devices d SET last_seen_at = now() FROM virtual_networks n"
            " WHERE d.id = $1 AND n.id = d.virtual_network_id"
            " RETURNING d.id, d.name, d.public_key, host(d.overlay_address), n.name, text(n.cidr)",
            id.toStdString());
        if (found.empty())
            return failure(ErrorKind::NotFound, QStringLiteral("There is no such device."), id);
        DeviceConfig config{
            at(found[0], 0), at(found[0], 1), at(found[0], 2), at(found[0], 3), at(found[0], 4), at(found[0], 5), {}};
        const pqxx::result peers
            = transaction.exec_params("SELECT d.id, d.public_key, host(d.overlay_address), p.relayed FROM peers p JOIN "
                                      "devices d ON d.id = p.peer_id"
                                      " WHERE p.device_id = $1 ORDER BY d.overlay_address LIMIT 200",
                                      id.toStdString());
        for (const pqxx::row &peer : peers)
            config.peers << PeerConfig{at(peer, 0), at(peer, 1), at(peer, 2), peer[3].as<bool>()};
        return config;
    });
}

Result<bool> DeviceStore::addSample(const QString &id, const DeviceSample &sample)
{
    return run<bool>([&](pqxx::work &transaction) -> Result<bool> {
        const pqxx::result added
            = transaction.exec_params("INSERT INTO device_metrics (device_id, bandwidth_tx, bandwidth_rx, latency_ms)"
                                      " SELECT id, $2, $3, $4 FROM devices WHERE id = $1",
                                      id.toStdString(), sample.bandwidthTx, sample.bandwidthRx, sample.latencyMs);
        if (added.affected_rows() == 0)
            return failure(ErrorKind::NotFound, QStringLiteral("There is no such device."), id);
        return true;
    });
}

Result<bool> DeviceStore::removeDevice(const QString &id)
{
    return run<bool>([&](pqxx::work &transaction) -> Result<bool> {
        const pqxx::result removed = transaction.exec_params("DELETE FROM devices WHERE id = $1", id.toStdString());
        if (removed.affected_rows() == 0)
            return failure(ErrorKind::NotFound, QStringLiteral("There is no such device."), id);
        return true;
    });
}

Result<SchemaState> DeviceStore::schemaState()
{
    return run<SchemaState>([](pqxx::work &transaction) -> Result<SchemaState> {
        const pqxx::result table = transaction.exec("SELECT to_regclass('schema_migrations') IS NOT NULL");
        if (!table[0][0].as<bool>())
            return SchemaState();
        const pqxx::result row = transaction.exec("SELECT version, dirty FROM schema_migrations LIMIT 1");
        return row.empty() ? SchemaState() : SchemaState{row[0][0].as<long>(), row[0][1].as<bool>()};
    });
}

} // namespace edgelink::sandbox
