// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/smoke.h"

#include "app/services/verify/apichecks.h"
#include "app/services/verify/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUuid>

namespace edgelink::verify {

namespace {

/// Known before anything is asked, from the run alone: what is left after a crash can be named.
QString deviceName(const ProbeRequest &request)
{
    const bool isSmoke = request.probe.startsWith(QLatin1String("smoke-"));
    return QStringLiteral("edgelink-verify-%1%2").arg(request.runId, isSmoke ? QStringLiteral("-smoke") : QString());
}

QString mayExist(const QString &name)
{
    return Words::tr("A test device named %1 may exist in the platform: look for it and remove it.").arg(name);
}

/// As WireGuard writes one: 32 bytes in base64. Fresh each time, for platforms that want it unique.
QString madeUpPublicKey()
{
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    QByteArray key(32, Qt::Uninitialized);
    for (char &byte : key)
        byte = static_cast<char>(random.bounded(256));
    return QString::fromLatin1(key.toBase64());
}

net::HttpRequest deviceRequest(const QByteArray &method, const QString &deviceId, const QString &what)
{
    net::HttpRequest request;
    request.verb = method;
    request.path = QStringLiteral("/api/v1/device/%1%2").arg(deviceId, what);
    request.headers = {{"Authorization", "Device " + deviceId.toLatin1()}};
    return request;
}

/// Registers a device; what may be left behind when the answer is lost goes to `debt`.
Result<QString> registerOne(ProbeContext &context, HttpClient &client, const QString &name, QStringList &debt)
{
    const auto text = [&context](const char *argument, const QString &otherwise) {
        const QString given = context.request.arguments.value(QLatin1String(argument)).toString();
        return given.isEmpty() ? otherwise : given;
    };
    net::HttpRequest request;
    request.verb = "POST";
    request.path = QStringLiteral("/api/v1/device/register");
    request.contentType = "application/json";
    // The key of the written procedure: a test value that the platform knows, not a secret.
    request.body = QJsonDocument(QJsonObject{{QStringLiteral("name"), name},
                                             {QStringLiteral("pre_shared_key"),
                                              text("pre_shared_key", QStringLiteral("test-psk-key"))},
                                             {QStringLiteral("public_key"), text("public_key", madeUpPublicKey())}})
                       .toJson(QJsonDocument::Compact);
    const auto reply = client.send(request);
    if (!reply) {
        if (reply.error().kind == ErrorKind::Timeout || reply.error().kind == ErrorKind::BadReply
            || reply.error().kind == ErrorKind::Cancelled)
            debt << mayExist(name);
        return tl::make_unexpected(reply.error());
    }
    const Result<QString> device = registeredDevice(*reply);
    if (!device && reply->status >= 200 && reply->status < 300)
        debt << mayExist(name);
    return device;
}

/// Removes the device and reads back that it is gone. The sentence about what is left; empty: nothing.
QString removeDevice(HttpClient &client, const QString &deviceId, const QString &name)
{
    const auto debt = [&](const QString &why) {
        return Words::tr("Test device %1 (%2) is still registered: %3. Remove it by hand.").arg(deviceId, name, why);
    };
    const auto removed = client.send(deviceRequest("DELETE", deviceId, {}));
    if (!removed)
        return debt(removed.error().what);
    if (removed->status == 405 || removed->status == 404 || removed->status == 501) {
        // 404 is said both of a missing route and of a device that is gone already; asking tells them apart.
        const auto still = client.send(deviceRequest("GET", deviceId, QStringLiteral("/config")));
        if (removed->status == 404 && still && (still->status == 404 || still->status == 410))
            return {};
        return debt(Words::tr("the API has no DELETE for devices (HTTP %1)").arg(removed->status));
    }
    if (removed->status < 200 || removed->status > 299)
        return debt(Words::tr("DELETE got HTTP %1").arg(removed->status));
    const auto after = client.send(deviceRequest("GET", deviceId, QStringLiteral("/config")));
    if (after && (after->status == 404 || after->status == 410))
        return {};
    if (after && after->status == 200)
        return debt(Words::tr("DELETE got HTTP %1, but its configuration is still served").arg(removed->status));
    return Words::tr(
               "Whether test device %1 (%2) is gone could not be read back: DELETE got HTTP %3, then %4. Look for "
               "it and remove it by hand.")
        .arg(deviceId, name)
        .arg(removed->status)
        .arg(after ? Words::tr("HTTP %1").arg(after->status) : after.error().what);
}

/// The smoke device of this run, from memory or, after a crash, from the journal.
Result<QString> knownDevice(ProbeContext &context)
{
    if (const QString known = context.devices.find(context.request.runId); !known.isEmpty())
        return known;
    if (context.with.journal == nullptr)
        return QString();
    JournalQuery query;
    query.runId = context.request.runId;
    query.kinds = {QString::fromLatin1(journalkind::Observation)};
    query.limit = 2000;
    const auto events = context.ask(context.with.journal->read(query), Words::tr("the journal"));
    if (!events)
        return tl::make_unexpected(events.error());
    QString device = deviceFromJournal(*events);
    if (!device.isEmpty())
        context.devices.remember(context.request.runId, device);
    return device;
}

Result<QString> requiredDevice(ProbeContext &context)
{
    Result<QString> device = knownDevice(context);
    if (device && device->isEmpty())
        return failure(ErrorKind::NotFound, Words::tr("no test device is known for this run"), {},
                       Words::tr("Run the step `smoke-register` first."));
    return device;
}

} // namespace

Result<QString> registeredDevice(const net::HttpReply &reply)
{
    const QString subject = QStringLiteral("POST /api/v1/device/register");
    if (reply.status != 201)
        return failure(ErrorKind::BadReply, Words::tr("HTTP %1, wanted 201").arg(reply.status), subject, {},
                       quoted(reply.body, 500));
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    const QJsonValue id = document.object().value(QStringLiteral("device_id"));
    if (!id.isString() || QUuid::fromString(id.toString()).isNull())
        return failure(ErrorKind::BadReply, Words::tr("HTTP 201, but without a `device_id` that is a UUID"), subject,
                       {}, quoted(reply.body, 500));
    // Our own rendering: what goes into later paths and headers can hold nothing but hexadecimal digits and dashes.
    return QUuid::fromString(id.toString()).toString(QUuid::WithoutBraces);
}

Observation judgeConfig(const net::HttpReply &reply, const QString &deviceId)
{
    const QStringList facts{
        Words::tr("GET …/%1/config: HTTP %2, body %3").arg(deviceId).arg(reply.status).arg(quoted(reply.body))};
    if (reply.status != 200)
        return failed(Words::tr("The device's configuration answers HTTP %1, wanted 200.").arg(reply.status), facts);
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (!document.isObject() || document.object().isEmpty())
        return failed(Words::tr("The device's configuration is no JSON object, or an empty one."), facts);
    const QJsonValue named = document.object().value(QStringLiteral("device_id"));
    if (!named.isUndefined() && QUuid::fromString(named.toString()) != QUuid::fromString(deviceId))
        return failed(
            Words::tr("The configuration belongs to another device: %1.").arg(quoted(named.toVariant().toString(), 60)),
            facts);
    return passed(Words::tr("The device's configuration is served."), facts);
}

QString deviceFromJournal(const QList<JournalEvent> &observations)
{
    QString device;
    for (const JournalEvent &event : observations) {
        const QJsonObject payload = event.draft.payload;
        const QString probe = payload.value(QStringLiteral("probe")).toString();
        if (probe == QLatin1String("smoke-cleanup")
            && payload.value(QStringLiteral("data")).toObject().value(QStringLiteral("removed")).toBool())
            device.clear();
        if (probe != QLatin1String("smoke-register"))
            continue;
        const QUuid id = QUuid::fromString(
            payload.value(QStringLiteral("data")).toObject().value(QStringLiteral("device_id")).toString());
        if (!id.isNull())
            device = id.toString(QUuid::WithoutBraces);
    }
    return device;
}

QMap<QString, QString> deviceAskedFor(const ProbeRequest &request)
{
    if (request.probe != QLatin1String("register-device") && request.probe != QLatin1String("smoke-register"))
        return {};
    const QString name = deviceName(request);
    return {{QStringLiteral("asked-for/") + name, mayExist(name)}};
}

Observation registerDevice(ProbeContext &context)
{
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    const QString name = deviceName(context.request);
    QStringList debt;
    const Result<QString> device = registerOne(context, client, name, debt);
    if (!device) {
        Observation observation = noReply(device.error());
        observation.debt = debt;
        if (!device.error().raw.isEmpty())
            observation.facts << device.error().raw;
        return observation;
    }
    const auto config = client.send(deviceRequest("GET", *device, QStringLiteral("/config")));
    Observation observation = config ? judgeConfig(*config, *device) : noReply(config.error());
    if (observation.state == Observation::State::Passed)
        observation.text = Words::tr("Registered device %1 (HTTP 201) and read it back.").arg(*device);
    else
        observation.text = Words::tr("Registered device %1, but: %2").arg(*device, observation.text);
    const QString left = removeDevice(client, *device, name);
    if (!left.isEmpty())
        observation.debt << left;
    observation.data = {{QStringLiteral("device_id"), *device}, {QStringLiteral("removed"), left.isEmpty()}};
    return observation;
}

Observation smokeHealth(ProbeContext &context)
{
    return healthEndpoint(context);
}

Observation smokeRegister(ProbeContext &context)
{
    const Result<QString> before = knownDevice(context);
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    const QString name = deviceName(context.request);
    QStringList debt;
    // A retry replaces the device of the attempt before, so that at most one is ever left.
    QStringList cleared;
    if (before && !before->isEmpty()) {
        const QString left = removeDevice(client, *before, name);
        if (!left.isEmpty())
            debt << left;
        cleared << *before;
        context.devices.forget(context.request.runId);
    }
    const Result<QString> device = registerOne(context, client, name, debt);
    Observation observation;
    if (device) {
        context.devices.remember(context.request.runId, *device);
        observation = passed(Words::tr("Device registration answers 201 with device_id %1.").arg(*device));
        observation.data = {{QStringLiteral("device_id"), *device}, {QStringLiteral("name"), name}};
        // It stays for the tests after this one, and a run may end before the step that removes it.
        observation.owes.insert(
            *device,
            Words::tr("Test device %1 (%2) was registered, and its removal was not seen: look for it and remove it by "
                      "hand.")
                .arg(*device, name));
    } else {
        observation = noReply(device.error());
        if (!device.error().raw.isEmpty())
            observation.facts << device.error().raw;
    }
    observation.debt = debt;
    observation.cleared = cleared;
    return observation;
}

Observation smokeConfig(ProbeContext &context)
{
    const Result<QString> device = requiredDevice(context);
    if (!device)
        return unknown(device.error());
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    const auto reply = client.send(deviceRequest("GET", *device, QStringLiteral("/config")));
    return reply ? judgeConfig(*reply, *device) : noReply(reply.error());
}

Observation smokeMetrics(ProbeContext &context)
{
    const Result<QString> device = requiredDevice(context);
    if (!device)
        return unknown(device.error());
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    net::HttpRequest request = deviceRequest("POST", *device, QStringLiteral("/metrics"));
    request.contentType = "application/json";
    request.body = R"({"bandwidth_tx":1000,"bandwidth_rx":2000,"latency_ms":50})";
    const auto reply = client.send(request);
    if (!reply)
        return noReply(reply.error());
    const QStringList facts{
        Words::tr("POST …/%1/metrics: HTTP %2, body %3").arg(*device).arg(reply->status).arg(quoted(reply->body))};
    if (reply->status < 200 || reply->status > 299)
        return failed(Words::tr("Submitting metrics answers HTTP %1, wanted 2xx.").arg(reply->status), facts);
    return passed(Words::tr("Submitting metrics answers HTTP %1.").arg(reply->status), facts);
}

Observation smokeCleanup(ProbeContext &context)
{
    const QString name = deviceName(context.request);
    const Result<QString> device = knownDevice(context);
    if (!device) {
        Observation observation
            = warned(Words::tr("Whether a test device is left could not be read: %1").arg(device.error().sentence()));
        observation.debt << mayExist(name);
        return observation;
    }
    if (device->isEmpty())
        return passed(Words::tr("This run left no test device."));
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    const QString left = removeDevice(client, *device, name);
    if (!left.isEmpty()) {
        Observation observation = warned(left);
        observation.debt << left;
        observation.cleared << *device;
        observation.data = {{QStringLiteral("device_id"), *device}, {QStringLiteral("removed"), false}};
        return observation;
    }
    context.devices.forget(context.request.runId);
    Observation observation = passed(Words::tr("Test device %1 is removed.").arg(*device));
    observation.cleared << *device;
    observation.data = {{QStringLiteral("device_id"), *device}, {QStringLiteral("removed"), true}};
    return observation;
}

} // namespace edgelink::verify
