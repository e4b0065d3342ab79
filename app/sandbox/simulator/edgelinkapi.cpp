// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/edgelinkapi.h"

#include "app/sandbox/simulator/devicebody.h"

#include <httplib.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <spdlog/spdlog.h>

namespace edgelink::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t THREADS = 24; ///< slow answers of a bad release each hold one
constexpr std::size_t MAXIMUM_BODY = 64UL * 1024;
constexpr std::size_t MAXIMUM_PATH = 200; ///< httplib matches paths by std::regex, which recurses per character
constexpr auto DATABASE_PERIOD = 1s;
constexpr auto DATABASE_STALE = 3500ms; ///< one failed look, with its own deadline, is already news
constexpr QLatin1StringView GATEWAY{"api-gateway"};

QString now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

} // namespace

struct EdgeLinkApi::Reply {
    int status = 200;
    QJsonObject body;

    static Reply error(int status, const char *code, const QString &message, const QString &field = {})
    {
        QJsonObject error{{QStringLiteral("code"), QLatin1String(code)}, {QStringLiteral("message"), message}};
        if (!field.isEmpty())
            error.insert(QStringLiteral("field"), field);
        return {status, {{QStringLiteral("error"), error}}};
    }

    /// What the store could not do, as HTTP says it.
    static Reply from(const Error &error)
    {
        switch (error.kind) {
        case ErrorKind::NotFound:
            return Reply::error(404, "not_found", error.what);
        case ErrorKind::Conflict:
            return Reply::error(409, "no_address", error.what);
        case ErrorKind::Unreachable:
            return Reply::error(503, "database", error.what);
        default:
            spdlog::warn("api: {} {}", error.what.toStdString(), error.raw.toStdString());
            return Reply::error(500, "database", error.what);
        }
    }
};

EdgeLinkApi::EdgeLinkApi(Platform &platform, DeviceStore &store)
    : m_platform(platform)
    , m_store(store)
{
}

EdgeLinkApi::~EdgeLinkApi()
{
    stop();
}

Result<quint16> EdgeLinkApi::start(quint16 port)
{
    m_server = std::make_unique<httplib::Server>();
    m_server->new_task_queue = [] { return new httplib::ThreadPool(THREADS); }; // owned by httplib
    m_server->set_payload_max_length(MAXIMUM_BODY);
    m_server->set_read_timeout(5s);
    m_server->set_write_timeout(5s);
    m_server->set_keep_alive_timeout(2);
    // Its default, SO_REUSEPORT, lets a second simulator take half of the connections of the first.
    m_server->set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    m_server->set_pre_routing_handler([](const httplib::Request &request, httplib::Response &response) {
        if (request.path.size() <= MAXIMUM_PATH)
            return httplib::Server::HandlerResponse::Unhandled;
        response.status = 414;
        return httplib::Server::HandlerResponse::Handled;
    });
    const auto handler
        = [this](const httplib::Request &request, httplib::Response &response) { handle(request, response); };
    m_server->Get(".*", handler);
    m_server->Options(".*", handler);
    m_server->Delete(".*", handler);
    m_server->Post(".*", handler);
    m_server->Put(".*", handler);
    m_server->Patch(".*", handler);
    m_server->set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            const QJsonObject body
                = Reply::error(response.status, "refused", QStringLiteral("The request was refused.")).body;
            response.set_content(QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString(), "application/json");
        }
    });
    int bound = port;
    if (port == 0)
        bound = m_server->bind_to_any_port("127.0.0.1");
    else if (!m_server->bind_to_port("127.0.0.1", port))
        bound = -1;
    if (bound <= 0)
        return failure(ErrorKind::Conflict, QStringLiteral("Port %1 on 127.0.0.1 is taken.").arg(port));
    m_listener = std::thread([this] { m_server->listen_after_bind(); });
    m_databaseWatch = std::jthread([this](const std::stop_token &stop) { watchDatabase(stop); });
    return static_cast<quint16>(bound);
}

void EdgeLinkApi::stop()
{
    if (!m_listener.joinable())
        return;
    m_stopping = true;
    m_databaseWatch.request_stop();
    m_store.interrupt();
    {
        const std::lock_guard lock(m_mutex); // so that nobody is between looking and waiting
        m_wake.notify_all();
    }
    m_server->stop();
    m_listener.join();
    m_databaseWatch.join();
}

bool EdgeLinkApi::waitFor(double seconds)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return m_stopping.load(); });
}

void EdgeLinkApi::watchDatabase(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const Result<SchemaState> state = m_store.schemaState();
        std::unique_lock lock(m_mutex);
        if (state)
            m_health = {std::chrono::steady_clock::now(), true, *state};
        else if (m_health.seen)
            m_health.seen = false;
        m_wake.wait_for(lock, stop, DATABASE_PERIOD, [this] { return m_stopping.load(); });
    }
}

std::optional<SchemaState> EdgeLinkApi::database() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_health.seen || std::chrono::steady_clock::now() - m_health.at > DATABASE_STALE)
        return std::nullopt;
    return m_health.schema;
}

void EdgeLinkApi::handle(const httplib::Request &request, httplib::Response &response)
{
    if (request.path == "/metrics" && (request.method == "GET" || request.method == "HEAD")) {
        const QByteArray text = m_platform.metrics(QDateTime::currentDateTimeUtc());
        response.set_content(text.constData(), static_cast<std::size_t>(text.size()),
                             "text/plain; version=0.0.4; charset=utf-8");
        return;
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto server = m_platform.pickServer(GATEWAY, QDateTime::currentDateTimeUtc());
    Reply reply = Reply::error(503, "unavailable", QStringLiteral("No api-gateway is ready."));
    const bool isHealth = request.path == "/health";
    if (server && !waitFor(server->delaySeconds))
        reply = Reply::error(503, "stopping", QStringLiteral("The server is stopping."));
    else if (isHealth && (request.method == "GET" || request.method == "HEAD"))
        reply = health(server);
    else if (server && server->fails)
        reply = Reply::error(500, "internal", server->behaviour.log.value(0, QStringLiteral("internal error")));
    else if (server)
        reply = answer(request, *server);
    response.status = reply.status;
    response.set_header("X-EdgeLink-Version", server ? server->tag.toStdString() : "none");
    if (reply.status != 204)
        response.set_content(QJsonDocument(reply.body).toJson(QJsonDocument::Compact).toStdString(),
                             "application/json");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    m_platform.recordRequest(GATEWAY, reply.status, took.count());
}

EdgeLinkApi::Reply EdgeLinkApi::health(const std::optional<Platform::Server> &server) const
{
    const std::optional<SchemaState> schema = database();
    const auto range = server ? m_platform.schemaRange(server->tag) : std::nullopt;
    const bool fits = schema && (!range || (schema->version >= range->minimum && schema->version <= range->maximum));
    QJsonObject checks{{QStringLiteral("gateway"), server ? QStringLiteral("ok") : QStringLiteral("no ready pod")},
                       {QStringLiteral("database"), schema ? QStringLiteral("ok") : QStringLiteral("unreachable")}};
    if (schema)
        checks.insert(QStringLiteral("schema"),
                      fits ? QStringLiteral("ok") : QStringLiteral("version %1 does not fit").arg(schema->version));
    const bool healthy = server && fits;
    return {healthy ? 200 : 503,
            {{QStringLiteral("status"), healthy ? QStringLiteral("healthy") : QStringLiteral("unhealthy")},
             {QStringLiteral("version"), server ? server->tag : QString()},
             {QStringLiteral("checks"), checks},
             {QStringLiteral("time"), now()}}};
}

EdgeLinkApi::Reply EdgeLinkApi::answer(const httplib::Request &request, const Platform::Server &server)
{
    static const QRegularExpression route(
        QStringLiteral("^/api/v1/device/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(/config|/metrics)?$"));
    const QString path = QString::fromStdString(request.path);
    const QString method = QString::fromStdString(request.method);
    const auto wrongMethod
        = [&method] { return Reply::error(405, "method", QStringLiteral("%1 is not possible here.").arg(method)); };
    const auto range = m_platform.schemaRange(server.tag);
    const auto schema = database();
    const auto unfit
        = [&] { return schema && range && (schema->version < range->minimum || schema->version > range->maximum); };

    if (path == QStringLiteral("/api/v1/device/register")) {
        if (method != QStringLiteral("POST"))
            return wrongMethod();
        if (unfit())
            return Reply::error(500, "schema", QStringLiteral("The schema does not fit this release."));
        return registerDevice(request);
    }
    const QRegularExpressionMatch match = route.match(path);
    if (!match.hasMatch())
        return Reply::error(404, "not_found", QStringLiteral("There is nothing at this address."));
    const QString id = match.captured(1).toLower();
    const QString wanted = match.captured(2).isEmpty()   ? QStringLiteral("DELETE")
        : match.captured(2) == QStringLiteral("/config") ? QStringLiteral("GET")
                                                         : QStringLiteral("POST");
    if (method != wanted && !(method == QStringLiteral("HEAD") && wanted == QStringLiteral("GET")))
        return wrongMethod();
    const QString authorization = QString::fromStdString(request.get_header_value("Authorization"));
    if (!authorization.startsWith(QStringLiteral("Device ")))
        return Reply::error(401, "unauthorized", QStringLiteral("\"Authorization: Device <id>\" is needed."));
    if (authorization.mid(7).trimmed().toLower() != id)
        return Reply::error(403, "forbidden", QStringLiteral("A device may only speak for itself."));
    if (unfit())
        return Reply::error(500, "schema", QStringLiteral("The schema does not fit this release."));
    if (wanted == QStringLiteral("GET"))
        return deviceConfig(id);
    return wanted == QStringLiteral("POST") ? addSample(request, id) : removeDevice(id);
}

namespace {

bool isJson(const httplib::Request &request)
{
    return QString::fromStdString(request.get_header_value("Content-Type"))
               .section(QLatin1Char(';'), 0, 0)
               .trimmed()
               .compare(QStringLiteral("application/json"), Qt::CaseInsensitive)
        == 0;
}

QByteArray bodyOf(const httplib::Request &request)
{
    return QByteArray::fromRawData(request.body.data(), static_cast<qsizetype>(request.body.size()));
}

} // namespace

EdgeLinkApi::Reply EdgeLinkApi::registerDevice(const httplib::Request &request)
{
    if (!isJson(request))
        return Reply::error(415, "content_type", QStringLiteral("\"Content-Type: application/json\" is needed."));
    const Result<Registration> registration = parseRegistration(bodyOf(request));
    if (!registration)
        return Reply::error(registration.error().subject.isEmpty() ? 400 : 422, "invalid", registration.error().what,
                            registration.error().subject);
    const Result<RegisteredDevice> device = m_store.registerDevice(*registration);
    if (!device)
        return Reply::from(device.error());
    return {201,
            {{QStringLiteral("device_id"), device->id},
             {QStringLiteral("overlay_address"), device->overlayAddress},
             {QStringLiteral("virtual_network"), device->network}}};
}

EdgeLinkApi::Reply EdgeLinkApi::deviceConfig(const QString &id)
{
    const Result<DeviceConfig> config = m_store.deviceConfig(id);
    if (!config)
        return Reply::from(config.error());
    QJsonArray peers;
    for (const PeerConfig &peer : config->peers)
        peers.append(QJsonObject{{QStringLiteral("device_id"), peer.id},
                                 {QStringLiteral("public_key"), peer.publicKey},
                                 {QStringLiteral("overlay_address"), peer.overlayAddress},
                                 {QStringLiteral("relayed"), peer.relayed}});
    return {
        200,
        {{QStringLiteral("device_id"), config->id},
         {QStringLiteral("name"), config->name},
         {QStringLiteral("public_key"), config->publicKey},
         {QStringLiteral("overlay_address"), config->overlayAddress},
         {QStringLiteral("virtual_network"),
          QJsonObject{{QStringLiteral("name"), config->network}, {QStringLiteral("cidr"), config->cidr}}},
         {QStringLiteral("stun_servers"), QJsonArray{m_platform.config().value(QStringLiteral("NAT_STUN_SERVERS"))}},
         {QStringLiteral("peers"), peers}}};
}

EdgeLinkApi::Reply EdgeLinkApi::addSample(const httplib::Request &request, const QString &id)
{
    if (!isJson(request))
        return Reply::error(415, "content_type", QStringLiteral("\"Content-Type: application/json\" is needed."));
    const Result<DeviceSample> sample = parseSample(bodyOf(request));
    if (!sample)
        return Reply::error(sample.error().subject.isEmpty() ? 400 : 422, "invalid", sample.error().what,
                            sample.error().subject);
    const Result<bool> added = m_store.addSample(id, *sample);
    return added ? Reply{200, {{QStringLiteral("accepted"), true}}} : Reply::from(added.error());
}

EdgeLinkApi::Reply EdgeLinkApi::removeDevice(const QString &id)
{
    const Result<bool> removed = m_store.removeDevice(id);
    return removed ? Reply{204, {}} : Reply::from(removed.error());
}

} // namespace edgelink::sandbox
