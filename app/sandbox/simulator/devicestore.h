// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/socketdeadlines.h"
#include "models/domain/error.h"

#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace edgelink::sandbox {

struct DatabaseAddress {
    QString host;
    quint16 port = 0;
    QString name;
    QString user;
    QString passwordFile; ///< empty or missing: no password
};

struct Registration {
    QString name;
    QString preSharedKey; ///< stored as a digest only
    QString publicKey;
};
struct RegisteredDevice {
    QString id; ///< UUID
    QString overlayAddress;
    QString network;
};
struct PeerConfig {
    QString id;
    QString publicKey;
    QString overlayAddress;
    bool relayed = false;
};
struct DeviceConfig {
    QString id;
    QString name;
    QString publicKey;
    QString overlayAddress;
    QString network;
    QString cidr;
    QList<PeerConfig> peers;
};
struct DeviceSample {
    qint64 bandwidthTx = 0; ///< bytes, ≥ 0
    qint64 bandwidthRx = 0;
    double latencyMs = 0; ///< ≥ 0, finite
};
struct SchemaState {
    qint64 version = 0; ///< 0: nothing migrated
    bool dirty = false;
};

/// EdgeLink's database as its API uses it. Each call takes a connection of a small pool (opened when needed), has 3 s,
/// and gives an error instead of waiting longer, also when the server is frozen. ErrorKind::NotFound: no such device;
/// Unreachable: no database; Conflict: nothing to register into; ToolFailed: the database refused. Any thread.
class DeviceStore
{
public:
    explicit DeviceStore(DatabaseAddress address);
    ~DeviceStore();
    DeviceStore(const DeviceStore &) = delete;
    DeviceStore &operator=(const DeviceStore &) = delete;

    [[nodiscard]] Result<RegisteredDevice> registerDevice(const Registration &registration);
    [[nodiscard]] Result<DeviceConfig> deviceConfig(const QString &id);
    [[nodiscard]] Result<bool> addSample(const QString &id, const DeviceSample &sample);
    [[nodiscard]] Result<bool> removeDevice(const QString &id);
    [[nodiscard]] Result<SchemaState> schemaState();

    /// Running calls fail at once; later ones as usual.
    void interrupt() { m_deadlines.expireAll(); }

private:
    struct Connection; ///< pqxx::connection; its header stays out of ours

    template<typename T, typename Work>
    Result<T> run(const Work &work);
    [[nodiscard]] std::unique_ptr<Connection> takeIdle(); ///< null: none
    void giveBack(std::unique_ptr<Connection> connection);

    const DatabaseAddress m_address;
    SocketDeadlines m_deadlines;
    std::mutex m_mutex; ///< guards m_idle
    std::vector<std::unique_ptr<Connection>> m_idle;
};

} // namespace edgelink::sandbox
