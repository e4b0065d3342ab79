// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/apiparsers.h"

#include "app/services/cluster/words.h"

#include <QRegularExpression>

#include <simdjson.h>

#include <algorithm>
#include <limits>

namespace edgelink::cluster {

namespace {

namespace dom = simdjson::dom;

constexpr qint64 bodyLimit = qint64{256} * 1024 * 1024;
constexpr size_t depthLimit = 128;

tl::unexpected<Error> bad(const QString &reason)
{
    return failure(ErrorKind::BadReply, Words::tr("the API server's reply cannot be read: %1").arg(reason));
}

QString toText(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// Member lookups that answer "absent" to anything but the type asked for.
QString text(const dom::element &object, std::string_view key)
{
    std::string_view view;
    return object[key].get(view) == simdjson::SUCCESS ? toText(view) : QString();
}

qint64 number(const dom::element &object, std::string_view key, qint64 otherwise = 0)
{
    std::int64_t value = 0;
    return object[key].get(value) == simdjson::SUCCESS ? static_cast<qint64>(value) : otherwise;
}

int count(const dom::element &object, std::string_view key, int otherwise = 0)
{
    return static_cast<int>(std::clamp<qint64>(number(object, key, otherwise), 0, std::numeric_limits<int>::max()));
}

bool flag(const dom::element &object, std::string_view key)
{
    bool value = false;
    return object[key].get(value) == simdjson::SUCCESS && value;
}

/// Stands for an absent member, so that lookups can be chained: a default-constructed element must not be asked.
dom::element emptyObject()
{
    static dom::parser parser;
    static const dom::element empty = parser.parse("{}", 2, true).value_unsafe();
    return empty;
}

dom::element member(const dom::element &object, std::string_view key)
{
    dom::element value;
    return object[key].get(value) == simdjson::SUCCESS ? value : emptyObject();
}

template<typename Each>
void forEach(const dom::element &object, std::string_view key, Each each)
{
    dom::array array;
    if (object[key].get(array) != simdjson::SUCCESS)
        return;
    for (const dom::element item : array)
        each(item);
}

QMap<QString, QString> texts(const dom::element &object, std::string_view key)
{
    QMap<QString, QString> result;
    dom::object members;
    if (object[key].get(members) != simdjson::SUCCESS)
        return result;
    for (const dom::key_value_pair pair : members) {
        std::string_view value;
        if (pair.value.get(value) == simdjson::SUCCESS)
            result.insert(toText(pair.key), toText(value));
    }
    return result;
}

QList<ContainerState> containerStates(const dom::element &pod)
{
    QList<ContainerState> states;
    const dom::element status = member(pod, "status");
    for (const std::string_view list : {"initContainerStatuses", "containerStatuses"}) {
        forEach(status, list, [&states](const dom::element &container) {
            ContainerState state;
            state.name = text(container, "name");
            state.image = text(container, "image");
            state.ready = flag(container, "ready");
            state.restarts = count(container, "restartCount");
            const dom::element waiting = member(member(container, "state"), "waiting");
            state.waitingReason = text(waiting, "reason");
            state.message = text(waiting, "message");
            if (state.message.isEmpty())
                state.message = text(member(member(container, "state"), "terminated"), "reason");
            states.append(state);
        });
    }
    // The image of the spec is the one that was asked for; the status has the one the runtime resolved.
    forEach(member(pod, "spec"), "containers", [&states](const dom::element &container) {
        const QString name = text(container, "name");
        const auto known = std::find_if(states.begin(), states.end(),
                                        [&name](const ContainerState &state) { return state.name == name; });
        if (known != states.end()) {
            known->image = text(container, "image");
            return;
        }
        ContainerState state;
        state.name = name;
        state.image = text(container, "image");
        states.append(state);
    });
    return states;
}

Pod pod(const dom::element &object)
{
    const dom::element metadata = member(object, "metadata");
    Pod pod;
    pod.name = text(metadata, "name");
    pod.nameSpace = text(metadata, "namespace");
    pod.labels = texts(metadata, "labels");
    pod.createdAt = QDateTime::fromString(text(metadata, "creationTimestamp"), Qt::ISODate).toUTC();
    pod.terminating = !text(metadata, "deletionTimestamp").isEmpty();
    forEach(metadata, "ownerReferences", [&pod](const dom::element &owner) {
        if (pod.owner.isEmpty() || flag(owner, "controller"))
            pod.owner = QStringLiteral("%1/%2").arg(text(owner, "kind"), text(owner, "name"));
    });
    const dom::element status = member(object, "status");
    pod.phase = text(status, "phase");
    forEach(status, "conditions", [&pod](const dom::element &condition) {
        if (text(condition, "type") == QLatin1String("Ready"))
            pod.ready = text(condition, "status") == QLatin1String("True");
    });
    pod.containers = containerStates(object);
    return pod;
}

Workload workload(const dom::element &object, WatchedKind kind)
{
    const dom::element metadata = member(object, "metadata");
    const dom::element spec = member(object, "spec");
    const dom::element status = member(object, "status");
    Workload workload;
    workload.kind = kind == WatchedKind::Deployments ? QStringLiteral("Deployment") : QStringLiteral("StatefulSet");
    workload.name = text(metadata, "name");
    workload.generation = number(metadata, "generation");
    workload.observedGeneration = number(status, "observedGeneration");
    workload.desired = count(spec, "replicas", 1);
    workload.replicas = count(status, "replicas");
    workload.updated = count(status, "updatedReplicas");
    workload.ready = count(status, "readyReplicas");
    workload.available = count(status, "availableReplicas");
    workload.paused = flag(spec, "paused");
    forEach(status, "conditions", [&workload](const dom::element &condition) {
        if (text(condition, "type") == QLatin1String("Progressing")
            && text(condition, "status") == QLatin1String("False"))
            workload.progressReason = text(condition, "reason");
    });
    forEach(member(member(spec, "template"), "spec"), "containers", [&workload](const dom::element &container) {
        workload.images.insert(text(container, "name"), text(container, "image"));
    });
    return workload;
}

ReleaseSecret releaseSecret(const dom::element &object)
{
    const dom::element metadata = member(object, "metadata");
    const QMap<QString, QString> labels = texts(metadata, "labels");
    ReleaseSecret secret;
    secret.object = text(metadata, "name");
    secret.release = labels.value(QStringLiteral("name"));
    secret.revision = labels.value(QStringLiteral("version")).toInt();
    secret.status = labels.value(QStringLiteral("status"));
    return secret;
}

WatchedObject watchedObject(const dom::element &object, WatchedKind kind)
{
    switch (kind) {
    case WatchedKind::Pods:
        return pod(object);
    case WatchedKind::Deployments:
    case WatchedKind::StatefulSets:
        return workload(object, kind);
    case WatchedKind::ReleaseSecrets:
        return releaseSecret(object);
    }
    return {};
}

/// Parses `bytes` with `parser`, which must outlive the element. The bytes are copied: simdjson reads beyond the end.
Result<dom::element> parse(dom::parser &parser, QByteArrayView bytes)
{
    if (bytes.size() > bodyLimit)
        return bad(Words::tr("%1 bytes; more than %2 are not read").arg(bytes.size()).arg(bodyLimit));
    if (bytes.isEmpty())
        return bad(Words::tr("it is empty"));
    if (parser.allocate(static_cast<std::size_t>(bytes.size()), depthLimit) != simdjson::SUCCESS)
        return bad(Words::tr("no memory"));
    dom::element root;
    const simdjson::error_code error
        = parser.parse(bytes.data(), static_cast<std::size_t>(bytes.size()), true).get(root);
    if (error != simdjson::SUCCESS)
        return bad(QString::fromUtf8(simdjson::error_message(error)));
    if (!root.is_object())
        return bad(Words::tr("it is not an object"));
    return root;
}

} // namespace

QString nameOf(const WatchedObject &object)
{
    if (const auto *pod = std::get_if<Pod>(&object))
        return pod->name;
    if (const auto *workload = std::get_if<Workload>(&object))
        return workload->name;
    if (const auto *secret = std::get_if<ReleaseSecret>(&object))
        return secret->object;
    return {};
}

Result<ListPage> parseList(QByteArrayView bytes, WatchedKind kind)
{
    dom::parser parser;
    const Result<dom::element> root = parse(parser, bytes);
    if (!root)
        return tl::make_unexpected(root.error());
    if (!text(*root, "kind").endsWith(QLatin1String("List")))
        return bad(Words::tr("it is a \"%1\", not a list").arg(text(*root, "kind").left(100)));
    ListPage page;
    const dom::element metadata = member(*root, "metadata");
    page.resourceVersion = text(metadata, "resourceVersion");
    page.continueToken = text(metadata, "continue");
    const dom::element items = member(*root, "items");
    dom::array array;
    if (items.is_null())
        return page;
    if (items.get(array) != simdjson::SUCCESS)
        return bad(Words::tr("items is not a list"));
    page.objects.reserve(static_cast<qsizetype>(array.size()));
    for (const dom::element item : array) {
        WatchedObject object = watchedObject(item, kind);
        if (nameOf(object).isEmpty())
            return bad(Words::tr("item %1 has no name").arg(page.objects.size() + 1));
        page.objects.append(std::move(object));
    }
    return page;
}

Result<QList<Pod>> parsePods(QByteArrayView bytes)
{
    return parseList(bytes, WatchedKind::Pods).map([](const ListPage &page) {
        QList<Pod> pods;
        for (const WatchedObject &object : page.objects)
            pods.append(std::get<Pod>(object));
        return pods;
    });
}

Result<QList<Workload>> parseWorkloads(QByteArrayView bytes, WatchedKind kind)
{
    if (kind != WatchedKind::Deployments && kind != WatchedKind::StatefulSets)
        return bad(Words::tr("it holds no workloads"));
    return parseList(bytes, kind).map([](const ListPage &page) {
        QList<Workload> workloads;
        for (const WatchedObject &object : page.objects)
            workloads.append(std::get<Workload>(object));
        return workloads;
    });
}

Result<WatchEvent> parseWatchLine(QByteArrayView line, WatchedKind kind)
{
    dom::parser parser;
    const Result<dom::element> root = parse(parser, line);
    if (!root)
        return tl::make_unexpected(root.error());
    static const QMap<QString, WatchEvent::Type> types{{QStringLiteral("ADDED"), WatchEvent::Type::Added},
                                                       {QStringLiteral("MODIFIED"), WatchEvent::Type::Modified},
                                                       {QStringLiteral("DELETED"), WatchEvent::Type::Deleted},
                                                       {QStringLiteral("BOOKMARK"), WatchEvent::Type::Bookmark},
                                                       {QStringLiteral("ERROR"), WatchEvent::Type::Error}};
    const QString type = text(*root, "type");
    if (!types.contains(type))
        return bad(Words::tr("a watch event of type \"%1\"").arg(type.left(100)));
    WatchEvent event;
    event.type = types.value(type);
    const dom::element object = member(*root, "object");
    if (!object.is_object())
        return bad(Words::tr("a watch event without an object"));
    if (event.type == WatchEvent::Type::Error) {
        event.errorCode = count(object, "code");
        event.errorText = text(object, "message");
        return event;
    }
    event.resourceVersion = text(member(object, "metadata"), "resourceVersion");
    if (event.resourceVersion.isEmpty())
        return bad(Words::tr("a watch event without a resourceVersion"));
    if (event.type == WatchEvent::Type::Bookmark)
        return event;
    event.object = watchedObject(object, kind);
    if (nameOf(event.object).isEmpty())
        return bad(Words::tr("a watch event whose object has no name"));
    return event;
}

Result<ResourceTable> parseTable(QByteArrayView bytes)
{
    dom::parser parser;
    const Result<dom::element> root = parse(parser, bytes);
    if (!root)
        return tl::make_unexpected(root.error());
    if (text(*root, "kind") != QLatin1String("Table"))
        return bad(Words::tr("it is a \"%1\", not a Table").arg(text(*root, "kind").left(100)));
    ResourceTable table;
    table.resourceVersion = text(member(*root, "metadata"), "resourceVersion");
    forEach(*root, "columnDefinitions",
            [&table](const dom::element &column) { table.columns << text(column, "name"); });
    bool fits = true;
    forEach(*root, "rows", [&table, &fits](const dom::element &row) {
        QStringList cells;
        forEach(row, "cells", [&cells](const dom::element &cell) {
            std::string_view view;
            if (cell.get(view) == simdjson::SUCCESS)
                cells << toText(view);
            else
                cells << (cell.is_null() ? QString() : QString::fromStdString(simdjson::minify(cell)));
        });
        fits = fits && cells.size() == table.columns.size();
        table.rows << cells;
    });
    if (!fits)
        return bad(Words::tr("a row has not as many cells as there are columns"));
    return table;
}

Error apiError(int httpStatus, QByteArrayView body, const QString &what)
{
    QString message;
    dom::parser parser;
    if (const Result<dom::element> root = parse(parser, body.first(qMin<qsizetype>(body.size(), 64 * 1024))))
        message = text(*root, "message");
    if (message.isEmpty())
        message = QString::fromUtf8(body.first(qMin<qsizetype>(body.size(), 300))).simplified();
    switch (httpStatus) {
    case 401:
        return {ErrorKind::Forbidden, Words::tr("the API server does not accept the credentials"), what,
                Words::tr("log in again, or check the context's user"), message};
    case 403: {
        static const QRegularExpression denied(QStringLiteral(R"re(User "([^"]*)" cannot (\w+) resource "([^"]*)")re"));
        const QRegularExpressionMatch match = denied.match(message);
        return {ErrorKind::Forbidden,
                match.hasMatch()
                    ? Words::tr("%1 may not %2 %3").arg(match.captured(1), match.captured(2), match.captured(3))
                    : Words::tr("not allowed"),
                what, Words::tr("ask for that verb, or use a context that has it"), message};
    }
    case 404:
        return {ErrorKind::NotFound, Words::tr("it does not exist"), what, {}, message};
    case 409:
    case 410:
        return {ErrorKind::Conflict, Words::tr("what was known is too old"), what, {}, message};
    case 429:
        return {ErrorKind::ToolFailed, Words::tr("the API server is too busy"), what, {}, message};
    default:
        return {httpStatus >= 500 ? ErrorKind::ToolFailed : ErrorKind::BadReply,
                Words::tr("the API server answered %1").arg(httpStatus),
                what,
                {},
                message};
    }
}

} // namespace edgelink::cluster
