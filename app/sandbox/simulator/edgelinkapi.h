// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/devicestore.h"
#include "app/sandbox/simulator/platform.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace httplib {
class Server;
struct Request;
struct Response;
} // namespace httplib

namespace edgelink::sandbox {

/// EdgeLink's HTTP API on 127.0.0.1, on top of the real database, answering as badly as the deployed gateway does:
///   GET /health → 200 {"status":"healthy"} or 503 {"status":"unhealthy"}; GET /metrics (never slow, never failing);
///   POST /api/v1/device/register → 201; GET …/device/{id}/config, POST …/device/{id}/metrics → 200;
///   DELETE …/device/{id} → 204. The last three want "Authorization: Device {id}".
/// Every refusal is JSON {"error":{"code","message"[,"field"]}}. Runs on threads of its own.
class EdgeLinkApi
{
public:
    EdgeLinkApi(Platform &platform, DeviceStore &store);
    ~EdgeLinkApi(); ///< stops
    EdgeLinkApi(const EdgeLinkApi &) = delete;
    EdgeLinkApi &operator=(const EdgeLinkApi &) = delete;

    /// Begins to serve; 0 takes a free port. Gives the port, or an error when it is taken.
    [[nodiscard]] Result<quint16> start(quint16 port);
    void stop(); ///< requests under way end at once; joins the threads

private:
    struct Reply;

    void handle(const httplib::Request &request, httplib::Response &response);
    [[nodiscard]] Reply answer(const httplib::Request &request, const Platform::Server &server);
    [[nodiscard]] Reply health(const std::optional<Platform::Server> &server) const;
    [[nodiscard]] Reply registerDevice(const httplib::Request &request);
    [[nodiscard]] Reply deviceConfig(const QString &id);
    [[nodiscard]] Reply addSample(const httplib::Request &request, const QString &id);
    [[nodiscard]] Reply removeDevice(const QString &id);
    [[nodiscard]] bool waitFor(double seconds); ///< false: the server is stopping
    void watchDatabase(const std::stop_token &stop);

    struct DatabaseHealth {
        std::chrono::steady_clock::time_point at{}; ///< of the last good look
        bool seen = false;
        SchemaState schema;
    };
    [[nodiscard]] std::optional<SchemaState> database() const; ///< nullopt: not reachable just now

    Platform &m_platform;
    DeviceStore &m_store;
    std::unique_ptr<httplib::Server> m_server;
    std::atomic<bool> m_stopping = false;
    mutable std::mutex m_mutex; ///< guards m_health; with m_wake for waits
    std::condition_variable_any m_wake;
    DatabaseHealth m_health;
    std::thread m_listener;
    std::jthread m_databaseWatch;
};

} // namespace edgelink::sandbox
