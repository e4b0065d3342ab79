// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/livecompare.h"

#include "app/services/helm/redaction.h"
#include "app/services/helm/textdiff.h"
#include "app/services/helm/words.h"
#include "app/services/helm/yamldocuments.h"
#include "models/domain/quantity.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <cmath>
#include <optional>

namespace edgelink::helm {

namespace {

/// What the API server leaves out when it stores an object (Go's omitempty).
bool isEmptyValue(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return true;
    case QJsonValue::Bool:
        return !value.toBool();
    case QJsonValue::Double:
        return value.toDouble() == 0;
    case QJsonValue::String:
        return value.toString().isEmpty();
    case QJsonValue::Array:
        return value.toArray().isEmpty();
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        for (const QJsonValue member : object) {
            if (!isEmptyValue(member))
                return false;
        }
        return true;
    }
    }
    return false;
}

bool holdsQuantities(const QString &field)
{
    static const QSet<QString> fields{QStringLiteral("limits"),   QStringLiteral("requests"),
                                      QStringLiteral("capacity"), QStringLiteral("hard"),
                                      QStringLiteral("max"),      QStringLiteral("min"),
                                      QStringLiteral("default"),  QStringLiteral("defaultRequest")};
    return fields.contains(field);
}

bool sameScalar(const QJsonValue &stated, const QJsonValue &live, const QString &field, const QString &parent)
{
    if (stated.isDouble() && live.isDouble())
        return stated.toDouble() == live.toDouble();
    static const QSet<QString> quantityFields{QStringLiteral("sizeLimit"), QStringLiteral("averageValue"),
                                              QStringLiteral("divisor")};
    if (holdsQuantities(parent) || quantityFields.contains(field)) {
        const std::optional<double> a = quantity(stated);
        const std::optional<double> b = quantity(live);
        return a && b && std::abs(*a - *b) <= std::abs(*a) * 1e-9;
    }
    return stated == live;
}

/// The member by which Kubernetes tells the entries of a list apart, or empty.
QString mergeKey(const QJsonArray &stated)
{
    for (const char *candidate : {"mountPath", "containerPort", "name", "port", "key", "ip", "topologyKey"}) {
        const QString key = QLatin1String(candidate);
        QSet<QString> seen;
        for (const QJsonValue item : stated) {
            const QJsonValue value = item.toObject().value(key);
            if (!value.isString() && !value.isDouble())
                break;
            seen.insert(value.toVariant().toString());
        }
        if (!stated.isEmpty() && seen.size() == stated.size())
            return key;
    }
    return {};
}

QJsonValue project(const QJsonValue &stated, const QJsonValue &live, const QString &field, const QString &parent);

QJsonValue projectList(const QJsonArray &stated, const QJsonArray &live, const QString &field)
{
    const QString key = mergeKey(stated);
    QJsonArray result;
    if (!key.isEmpty()) {
        QHash<QString, QJsonValue> found;
        for (const QJsonValue item : live) {
            const QString name = item.toObject().value(key).toVariant().toString();
            if (!found.contains(name))
                found.insert(name, item);
        }
        for (const QJsonValue item : stated) {
            const QString name = item.toObject().value(key).toVariant().toString();
            if (found.contains(name))
                result.append(project(item, found.value(name), field, {}));
        }
        return result;
    }
    if (stated.size() != live.size())
        return live;
    for (qsizetype i = 0; i < stated.size(); ++i)
        result.append(project(stated.at(i), live.at(i), field, {}));
    return result;
}

/// The live value as far as `stated` speaks of it; where both mean the same, in the words of `stated`.
QJsonValue project(const QJsonValue &stated, const QJsonValue &live, const QString &field, const QString &parent)
{
    if (stated.isNull())
        return stated; // "unset": whatever the server put there
    if (stated.isObject() && live.isObject()) {
        const QJsonObject want = stated.toObject();
        const QJsonObject have = live.toObject();
        QJsonObject result;
        for (auto it = want.begin(); it != want.end(); ++it) {
            const auto found = have.constFind(it.key());
            if (found != have.constEnd())
                result.insert(it.key(), project(it.value(), found.value(), it.key(), field));
            else if (isEmptyValue(it.value()))
                result.insert(it.key(), it.value());
        }
        return result;
    }
    if (stated.isArray() && live.isArray())
        return projectList(stated.toArray(), live.toArray(), field);
    return sameScalar(stated, live, field, parent) ? stated : live;
}

/// stringData is written into data by the server, base64 may be wrapped.
QJsonObject normalised(const ManifestObject &object)
{
    QJsonObject content = object.content;
    content.remove(QLatin1String("status"));
    if (object.kind != QLatin1String("Secret"))
        return content;
    QJsonObject data;
    const QJsonObject encoded = content.value(QLatin1String("data")).toObject();
    for (auto it = encoded.begin(); it != encoded.end(); ++it) {
        static const QRegularExpression space(QStringLiteral("\\s"));
        data.insert(it.key(), it.value().toString().remove(space));
    }
    const QJsonObject plain = content.value(QLatin1String("stringData")).toObject();
    for (auto it = plain.begin(); it != plain.end(); ++it)
        data.insert(it.key(), QString::fromLatin1(it.value().toVariant().toString().toUtf8().toBase64()));
    content.remove(QLatin1String("stringData"));
    if (!data.isEmpty())
        content.insert(QStringLiteral("data"), data);
    return content;
}

bool autoscaled(const ManifestObject &workload, const QJsonObject &live, const QList<ManifestObject> &all)
{
    const double replicas = live.value(QLatin1String("spec")).toObject().value(QLatin1String("replicas")).toDouble(-1);
    for (const ManifestObject &object : all) {
        if (object.kind != QLatin1String("HorizontalPodAutoscaler"))
            continue;
        const QJsonObject spec = object.content.value(QLatin1String("spec")).toObject();
        const QJsonObject target = spec.value(QLatin1String("scaleTargetRef")).toObject();
        if (target.value(QLatin1String("kind")).toString() != workload.kind
            || target.value(QLatin1String("name")).toString() != workload.name)
            continue;
        return replicas >= spec.value(QLatin1String("minReplicas")).toDouble(1)
            && replicas <= spec.value(QLatin1String("maxReplicas")).toDouble(1);
    }
    return false;
}

QStringList keys(const QJsonObject &object, const QJsonObject &without)
{
    QStringList result;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!without.contains(it.key()))
            result << it.key();
    }
    return result;
}

QHash<QString, QJsonObject> byName(const QJsonValue &list)
{
    QHash<QString, QJsonObject> result;
    const QJsonArray array = list.toArray();
    for (const QJsonValue item : array)
        result.insert(item.toObject().value(QLatin1String("name")).toString(), item.toObject());
    return result;
}

QJsonObject memberOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

/// Keys that somebody put beside those of the manifest. An object of which the manifest states no key is made to be
/// filled by others: a service account's token, an injected bundle of certificates.
QStringList foreignKeys(const ManifestObject &object, const QJsonObject &stated, const QJsonObject &live)
{
    QStringList foreign;
    if (object.kind == QLatin1String("ConfigMap") || object.kind == QLatin1String("Secret")) {
        if (memberOf(stated, "data").isEmpty() && memberOf(stated, "binaryData").isEmpty())
            return {};
        for (const char *field : {"data", "binaryData"}) {
            const QStringList added = keys(memberOf(live, field), memberOf(stated, field));
            for (const QString &key : added)
                foreign << Words::tr("key %1 in %2").arg(key, QLatin1String(field));
        }
    } else if (object.kind == QLatin1String("Service")) {
        const QStringList added
            = keys(memberOf(memberOf(live, "spec"), "selector"), memberOf(memberOf(stated, "spec"), "selector"));
        for (const QString &key : added)
            foreign << Words::tr("selector key %1").arg(key);
    }
    return foreign;
}

/// Tolerations that the manifest does not have in any form; those that the server gives every pod are nobody's.
QStringList foreignTolerations(const QJsonArray &stated, const QJsonArray &live)
{
    static const QSet<QString> usual{QStringLiteral("node.kubernetes.io/not-ready"),
                                     QStringLiteral("node.kubernetes.io/unreachable")};
    QSet<QString> known;
    for (const QJsonValue item : stated)
        known.insert(item.toObject().value(QLatin1String("key")).toString());
    QStringList foreign;
    for (const QJsonValue item : live) {
        const QString key = item.toObject().value(QLatin1String("key")).toString();
        if (known.contains(key) || usual.contains(key))
            continue;
        known.insert(key);
        foreign << (key.isEmpty() ? Words::tr("toleration of everything") : Words::tr("toleration of %1").arg(key));
    }
    return foreign;
}

/// "runAsUser: 0" says something, {} and false do not.
bool saysSomething(const QJsonValue &value)
{
    return value.isObject() ? !value.toObject().isEmpty() : value.isDouble() || !isEmptyValue(value);
}

/// Whether there is something of which the manifest does not speak at all; stated ones are compared word by word.
bool isAdded(const char *field, const QJsonObject &stated, const QJsonObject &live)
{
    return !saysSomething(stated.value(QLatin1String(field))) && saysSomething(live.value(QLatin1String(field)));
}

/// Where pods are put and what they are given, beside what the manifest states. The server defaults none of it in a
/// pod template; in a pod it adds the two usual tolerations and the volume of its token.
QStringList foreignPlacement(const QJsonObject &stated, const QJsonObject &live)
{
    QStringList foreign;
    const QStringList labels = keys(memberOf(live, "nodeSelector"), memberOf(stated, "nodeSelector"));
    for (const QString &label : labels)
        foreign << Words::tr("node selector %1").arg(label);
    foreign += foreignTolerations(stated.value(QLatin1String("tolerations")).toArray(),
                                  live.value(QLatin1String("tolerations")).toArray());
    const QHash<QString, QJsonObject> want = byName(stated.value(QLatin1String("volumes")));
    QStringList volumes = byName(live.value(QLatin1String("volumes"))).keys();
    volumes.sort();
    for (const QString &volume : std::as_const(volumes)) {
        if (!want.contains(volume) && !volume.startsWith(QLatin1String("kube-api-access-")))
            foreign << Words::tr("volume %1").arg(volume);
    }
    return foreign;
}

/// Things a person or another program put into the pod template. A three-way merge keeps them across a rollback.
QStringList foreignFields(const QJsonObject &stated, const QJsonObject &live)
{
    QStringList foreign;
    const auto annotations = [](const QJsonObject &object) {
        return object.value(QLatin1String("metadata")).toObject().value(QLatin1String("annotations")).toObject();
    };
    const QStringList added = keys(annotations(live), annotations(stated));
    for (const QString &annotation : added)
        foreign << Words::tr("pod template annotation %1").arg(annotation);
    foreign += foreignPlacement(memberOf(stated, "spec"), memberOf(live, "spec"));
    for (const char *list : {"initContainers", "containers"}) {
        const auto of = [list](const QJsonObject &object) {
            return byName(object.value(QLatin1String("spec")).toObject().value(QLatin1String(list)));
        };
        const QHash<QString, QJsonObject> want = of(stated);
        const QHash<QString, QJsonObject> have = of(live);
        QStringList names = have.keys();
        names.sort();
        for (const QString &name : std::as_const(names)) {
            if (!want.contains(name)) {
                foreign << Words::tr("container %1").arg(name);
                continue;
            }
            for (const char *field : {"command", "args"}) {
                if (isAdded(field, want.value(name), have.value(name)))
                    foreign << Words::tr("%1 of container %2").arg(QLatin1String(field), name);
            }
            const QHash<QString, QJsonObject> wantEnv = byName(want.value(name).value(QLatin1String("env")));
            const QHash<QString, QJsonObject> haveEnv = byName(have.value(name).value(QLatin1String("env")));
            QStringList variables = haveEnv.keys();
            variables.sort();
            for (const QString &variable : std::as_const(variables)) {
                if (!wantEnv.contains(variable))
                    foreign << Words::tr("env %1 of container %2").arg(variable, name);
            }
        }
    }
    return foreign;
}

/// Settings of which the manifest does not speak. The server gives a template none of them; a pod itself it does (the
/// mount of its token, a class, limits of the namespace).
QStringList foreignSettings(const QJsonObject &stated, const QJsonObject &live)
{
    const QJsonObject want = memberOf(stated, "spec");
    const QJsonObject have = memberOf(live, "spec");
    QStringList foreign;
    for (const char *field : {"affinity", "hostNetwork", "hostPID", "hostIPC", "imagePullSecrets", "priorityClassName",
                              "runtimeClassName", "hostAliases", "securityContext", "topologySpreadConstraints"}) {
        if (isAdded(field, want, have))
            foreign << Words::tr("%1 of the pod").arg(QLatin1String(field));
    }
    const QHash<QString, QJsonObject> wanted = byName(want.value(QLatin1String("containers")));
    const QJsonArray containers = have.value(QLatin1String("containers")).toArray();
    for (const QJsonValue value : containers) {
        const QJsonObject container = value.toObject();
        const QString name = container.value(QLatin1String("name")).toString();
        if (!wanted.contains(name))
            continue; // all of it is foreign
        for (const char *field : {"envFrom", "volumeMounts", "resources", "lifecycle", "livenessProbe",
                                  "readinessProbe", "startupProbe", "securityContext"}) {
            if (isAdded(field, wanted.value(name), container))
                foreign << Words::tr("%1 of container %2").arg(QLatin1String(field), name);
        }
    }
    return foreign;
}

} // namespace

LiveComparison compareLive(const ManifestObject &stated, const QJsonObject &live, const QList<ManifestObject> &all)
{
    LiveComparison comparison;
    QJsonObject want = normalised(stated);
    QJsonObject have = live;
    // The version that was asked for is the version that answered; the server may store another.
    have.insert(QStringLiteral("apiVersion"), want.value(QLatin1String("apiVersion")));
    have.insert(QStringLiteral("kind"), want.value(QLatin1String("kind")));
    if (autoscaled(stated, live, all)) {
        QJsonObject spec = want.value(QLatin1String("spec")).toObject();
        spec.remove(QLatin1String("replicas"));
        want.insert(QStringLiteral("spec"), spec);
    }
    const QJsonObject projected = project(want, have, {}, {}).toObject();
    const Redactor redactor;
    comparison.lines = unifiedDiff(yamlLines(redactor.object(projected)), yamlLines(redactor.object(want)));
    comparison.foreign = foreignFields(podTemplate(stated.kind, want), podTemplate(stated.kind, live))
        + foreignKeys(stated, want, live);
    if (stated.kind != QLatin1String("Pod"))
        comparison.foreign += foreignSettings(podTemplate(stated.kind, want), podTemplate(stated.kind, live));
    ManifestObject liveObject = stated;
    liveObject.content = live;
    comparison.images = imagesOf({liveObject});
    return comparison;
}

} // namespace edgelink::helm
