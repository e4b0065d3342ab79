// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/manifestsummary.h"

#include "app/services/verdict/words.h"
#include "models/domain/quantity.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace edgelink::verdict {

namespace {

constexpr qsizetype LargestManifest
    = qsizetype{16} * 1024 * 1024; ///< Helm itself refuses releases above 1 MiB compressed
constexpr std::size_t MaximumObjects = 5000;
constexpr qsizetype MaximumText = qsizetype{256} * 1024; ///< of one canonical part
constexpr int MaximumDepth = 40;

QString text(const YAML::Node &node)
{
    return node.IsDefined() && node.IsScalar() ? QString::fromStdString(node.Scalar()).left(1024) : QString();
}

int number(const YAML::Node &node, int otherwise)
{
    bool ok = false;
    const int value = text(node).toInt(&ok);
    return ok ? std::clamp(value, 0, 1'000'000) : otherwise;
}

/// Sorted keys, no layout: equal texts are equal settings. Cut at the limits, which makes differences there invisible;
/// they are far above what a pod template holds.
void canonical(const YAML::Node &node, int depth, QString &into)
{
    if (depth > MaximumDepth || into.size() > MaximumText || !node.IsDefined())
        return;
    if (node.IsMap()) {
        QMap<QString, YAML::Node> sorted;
        for (const auto &entry : node)
            sorted.insert(text(entry.first), entry.second);
        into += QLatin1Char('{');
        for (auto it = sorted.cbegin(); it != sorted.cend(); ++it) {
            into += it.key() + QLatin1Char(':');
            canonical(it.value(), depth + 1, into);
            into += QLatin1Char(',');
        }
        into += QLatin1Char('}');
    } else if (node.IsSequence()) {
        into += QLatin1Char('[');
        for (const auto &entry : node) {
            canonical(entry, depth + 1, into);
            into += QLatin1Char(',');
        }
        into += QLatin1Char(']');
    } else if (node.IsScalar()) {
        into += QString::fromStdString(node.Scalar());
    }
}

QString canonical(const YAML::Node &node)
{
    QString into;
    canonical(node, 0, into);
    return into;
}

/// A const lookup: YAML::Node's operator[] on a non-const node would add the key.
YAML::Node at(const YAML::Node &node, const char *key)
{
    return node.IsDefined() && node.IsMap() ? node[key] : YAML::Node(YAML::NodeType::Undefined);
}

/// What the resources of one container come to, and which of them it does not state.
struct ContainerResources {
    Resources requests;
    Resources limits;
    QStringList unstated; ///< "limits.cpu"
    QStringList others; ///< "nvidia.com/gpu"
};

ContainerResources resourcesOf(const YAML::Node &container)
{
    ContainerResources found;
    const YAML::Node resources = at(container, "resources");
    const YAML::Node requests = at(resources, "requests");
    const YAML::Node limits = at(resources, "limits");
    for (const auto &[name, member] : {std::pair{"cpu", &Resources::cpu}, std::pair{"memory", &Resources::memory}}) {
        const std::optional<double> limit = quantity(text(at(limits, name)));
        // A container that states only a limit asks for as much.
        const std::optional<double> request
            = at(requests, name).IsDefined() ? quantity(text(at(requests, name))) : limit;
        found.limits.*member = std::max(0.0, limit.value_or(0));
        found.requests.*member = std::max(0.0, request.value_or(0));
        if (!limit)
            found.unstated << QStringLiteral("limits.%1").arg(QLatin1String(name));
        if (!request)
            found.unstated << QStringLiteral("requests.%1").arg(QLatin1String(name));
    }
    for (const YAML::Node &list : {requests, limits}) {
        if (!list.IsDefined() || !list.IsMap())
            continue;
        for (const auto &entry : list) {
            const QString name = text(entry.first);
            if (name != QLatin1String("cpu") && name != QLatin1String("memory") && !found.others.contains(name)
                && found.others.size() < 50)
                found.others << name;
        }
    }
    return found;
}

void addNew(const QStringList &names, QStringList &into)
{
    for (const QString &name : names) {
        if (!into.contains(name))
            into << name;
    }
}

void readPods(const YAML::Node &podSpec, ManifestEntry &entry)
{
    Resources atStart; // init containers run one after the other, before the others
    Resources limitsAtStart;
    for (const char *list : {"initContainers", "containers"}) {
        const YAML::Node containers = at(podSpec, list);
        if (!containers.IsDefined() || !containers.IsSequence())
            continue;
        for (const auto &container : containers) {
            const QString image = text(at(container, "image"));
            if (!image.isEmpty() && !entry.images.contains(image) && entry.images.size() < 200)
                entry.images << image;
            const ContainerResources resources = resourcesOf(container);
            if (std::strcmp(list, "containers") == 0
                || text(at(container, "restartPolicy")) == QLatin1String("Always")) {
                entry.requests += resources.requests;
                entry.limits += resources.limits;
            } else {
                atStart = largerOf(atStart, resources.requests);
                limitsAtStart = largerOf(limitsAtStart, resources.limits);
            }
            addNew(resources.unstated, entry.unstated);
            addNew(resources.others, entry.otherResources);
            const YAML::Node readiness = at(container, "readinessProbe");
            if (readiness.IsDefined())
                entry.podStart = std::max(entry.podStart,
                                          std::chrono::seconds{number(at(readiness, "initialDelaySeconds"), 0)
                                                               + number(at(readiness, "periodSeconds"), 10)});
        }
    }
    entry.requests = largerOf(entry.requests, atStart);
    entry.limits = largerOf(entry.limits, limitsAtStart);
}

/// What the API refuses to change in a kind, or to change in one direction.
void readFixed(const YAML::Node &object, ManifestEntry &entry)
{
    const YAML::Node spec = at(object, "spec");
    const auto fix = [&entry](const YAML::Node &holder, const char *field) {
        entry.fixed.insert(QString::fromLatin1(field), canonical(at(holder, field)));
    };
    if (entry.kind == QLatin1String("DaemonSet") || entry.kind == QLatin1String("ReplicaSet")) {
        fix(spec, "selector");
    } else if (entry.kind == QLatin1String("Job")) {
        fix(spec, "template");
        fix(spec, "selector");
    } else if (entry.kind == QLatin1String("RoleBinding") || entry.kind == QLatin1String("ClusterRoleBinding")) {
        fix(object, "roleRef");
    } else if (entry.kind == QLatin1String("PersistentVolumeClaim")) {
        fix(spec, "accessModes");
        fix(spec, "selector");
        entry.storage = quantity(text(at(at(at(spec, "resources"), "requests"), "storage")));
    } else if (entry.kind == QLatin1String("ConfigMap") || entry.kind == QLatin1String("Secret")) {
        entry.isSealed = text(at(object, "immutable")) == QLatin1String("true");
        for (const char *field : {"data", "stringData", "binaryData"}) {
            if (const YAML::Node values = at(object, field); values.IsDefined() && values.size() > 0)
                entry.data += QStringLiteral("%1=%2 ").arg(QLatin1String(field), canonical(values));
        }
        if (entry.kind == QLatin1String("Secret")) {
            const QString type = text(at(object, "type"));
            entry.fixed.insert(QStringLiteral("type"), type.isEmpty() ? QStringLiteral("Opaque") : type);
        }
    }
}

ManifestEntry entryOf(const YAML::Node &object, const QString &releaseNamespace)
{
    ManifestEntry entry;
    entry.apiVersion = text(at(object, "apiVersion"));
    entry.kind = text(at(object, "kind"));
    const YAML::Node metadata = at(object, "metadata");
    entry.name = text(at(metadata, "name"));
    entry.nameSpace = text(at(metadata, "namespace"));
    if (entry.nameSpace == releaseNamespace)
        entry.nameSpace.clear();
    entry.keep = text(at(at(metadata, "annotations"), "helm.sh/resource-policy")) == QLatin1String("keep");
    const YAML::Node spec = at(object, "spec");
    if (const YAML::Node replicas = at(spec, "replicas"); replicas.IsDefined())
        entry.replicas = number(replicas, 1);
    YAML::Node podTemplate = at(spec, "template");
    if (entry.kind == QLatin1String("CronJob"))
        podTemplate = at(at(at(spec, "jobTemplate"), "spec"), "template");
    if (podTemplate.IsDefined()) {
        entry.podTemplate = canonical(podTemplate);
        readPods(at(podTemplate, "spec"), entry);
        entry.podStart += std::chrono::seconds{number(at(spec, "minReadySeconds"), 0)};
    }
    if (entry.kind == QLatin1String("Pod"))
        readPods(spec, entry);
    for (const char *strategy : {"strategy", "updateStrategy"}) {
        const YAML::Node node = at(spec, strategy);
        if (!node.IsDefined())
            continue;
        entry.strategy = text(at(node, "type"));
        entry.maxSurge = text(at(at(node, "rollingUpdate"), "maxSurge"));
        entry.maxUnavailable = text(at(at(node, "rollingUpdate"), "maxUnavailable"));
    }
    if (entry.kind == QLatin1String("Deployment") || entry.kind == QLatin1String("StatefulSet")) {
        entry.immutable = QStringLiteral("selector=%1").arg(canonical(at(spec, "selector")));
        const YAML::Node claims = at(spec, "volumeClaimTemplates");
        if (claims.IsDefined() && claims.IsSequence()) {
            entry.immutable += QStringLiteral(" serviceName=%1").arg(text(at(spec, "serviceName")));
            for (const auto &claim : claims) {
                entry.claimTemplates << text(at(at(claim, "metadata"), "name"));
                // Labels are Helm's to change in neither; the size and the class are what people do change.
                entry.immutable += QStringLiteral(" claim=%1").arg(canonical(at(claim, "spec")));
            }
        }
    }
    readFixed(object, entry);
    return entry;
}

} // namespace

QString ManifestEntry::id() const
{
    return nameSpace.isEmpty() ? QStringLiteral("%1/%2").arg(kind, name)
                               : QStringLiteral("%1/%2/%3").arg(nameSpace, kind, name);
}

QString ManifestEntry::group() const
{
    const qsizetype slash = apiVersion.indexOf(QLatin1Char('/'));
    return slash < 0 ? QString() : apiVersion.left(slash);
}

namespace {

/// One document of a manifest, with the line it begins at.
struct Piece {
    std::string text;
    int firstLine = 0; ///< from 0
};

/// Cut at the markers here: YAML::LoadAll of yaml-cpp 0.7 never ends on some bytes, and YAML::Load reads one document.
std::vector<Piece> documentsOf(const std::string &manifest)
{
    std::vector<Piece> pieces(1);
    int number = 0;
    for (std::size_t start = 0; start < manifest.size(); ++number) {
        const std::size_t feed = manifest.find('\n', start);
        const std::size_t next = feed == std::string::npos ? manifest.size() : feed + 1;
        const std::string_view line = std::string_view(manifest).substr(start, next - start);
        const auto isMarker = [line](std::string_view marker) {
            return line.substr(0, 3) == marker && (line.size() == 3 || std::strchr(" \t\r\n", line[3]) != nullptr);
        };
        const bool ends = isMarker("...");
        if (ends || isMarker("---"))
            pieces.push_back({{}, ends ? number + 1 : number});
        if (!ends)
            pieces.back().text += line;
        start = next;
    }
    return pieces;
}

} // namespace

Result<QList<ManifestEntry>> summarise(const QString &manifest, const QString &releaseNamespace)
{
    const QString subject = Words::tr("the manifest");
    if (manifest.size() > LargestManifest)
        return failure(ErrorKind::BadReply, Words::tr("is larger than %1 MiB").arg(LargestManifest / 1024 / 1024),
                       subject);
    QList<ManifestEntry> entries;
    int firstLine = 0;
    try {
        for (const Piece &piece : documentsOf(manifest.toStdString())) {
            firstLine = piece.firstLine;
            const YAML::Node document = YAML::Load(piece.text);
            if (!document.IsDefined() || document.IsNull())
                continue;
            if (!document.IsMap())
                return failure(
                    ErrorKind::BadReply,
                    Words::tr("line %1: a document that is no object").arg(firstLine + document.Mark().line + 1),
                    subject);
            const YAML::Node items = at(document, "items");
            if (items.IsDefined() && items.IsSequence()) {
                for (const auto &item : items)
                    entries << entryOf(item, releaseNamespace);
            } else {
                entries << entryOf(document, releaseNamespace);
            }
            if (static_cast<std::size_t>(entries.size()) > MaximumObjects)
                return failure(ErrorKind::BadReply, Words::tr("holds more than %1 objects").arg(MaximumObjects),
                               subject);
        }
    } catch (const YAML::Exception &problem) {
        return failure(
            ErrorKind::BadReply,
            Words::tr("line %1: %2").arg(firstLine + problem.mark.line + 1).arg(QString::fromStdString(problem.msg)),
            subject);
    }
    return entries;
}

} // namespace edgelink::verdict
