// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/releasediff.h"

#include "app/services/helm/redaction.h"
#include "app/services/helm/textdiff.h"
#include "app/services/helm/words.h"
#include "app/services/helm/yamldocuments.h"

#include <QJsonArray>
#include <QSet>

namespace edgelink::helm {

namespace {

QMap<QString, const ManifestObject *> byLabel(const QList<ManifestObject> &objects)
{
    QMap<QString, const ManifestObject *> map;
    for (const ManifestObject &object : objects)
        map.insert(object.label(), &object);
    return map;
}

/// Configuration that programs read: ConfigMap and Secret keys, and env names. Values only tell whether they differ.
QMap<QString, QJsonValue> configuration(const ManifestObject *object)
{
    QMap<QString, QJsonValue> keys;
    if (object == nullptr)
        return keys;
    if (object->kind == QLatin1String("ConfigMap") || object->kind == QLatin1String("Secret")) {
        for (const char *field : {"data", "stringData", "binaryData"}) {
            const QJsonObject data = object->content.value(QLatin1String(field)).toObject();
            for (auto it = data.begin(); it != data.end(); ++it)
                keys.insert(it.key(), it.value());
        }
    }
    const QJsonArray containers = podTemplate(object->kind, object->content)
                                      .value(QLatin1String("spec"))
                                      .toObject()
                                      .value(QLatin1String("containers"))
                                      .toArray();
    for (const QJsonValue container : containers) {
        const QJsonArray env = container.toObject().value(QLatin1String("env")).toArray();
        for (const QJsonValue entry : env)
            keys.insert(entry.toObject().value(QLatin1String("name")).toString(), entry);
    }
    return keys;
}

QStringList keyChanges(const ManifestObject *from, const ManifestObject *to)
{
    const QMap<QString, QJsonValue> before = configuration(from);
    const QMap<QString, QJsonValue> after = configuration(to);
    QStringList changes;
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!after.contains(it.key()))
            changes << QStringLiteral("- %1").arg(it.key());
        else if (after.value(it.key()) != it.value())
            changes << QStringLiteral("~ %1 %2").arg(it.key(), Words::tr("(changed)"));
    }
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        if (!before.contains(it.key()))
            changes << QStringLiteral("+ %1").arg(it.key());
    }
    return changes;
}

QStringList redactedLines(const Redactor &redactor, const ManifestObject *object)
{
    return object == nullptr ? QStringList() : yamlLines(redactor.object(object->content));
}

QStringList redactedValues(const Redactor &redactor, const QJsonValue &values)
{
    const bool empty = values.isNull() || values.isUndefined() || (values.isObject() && values.toObject().isEmpty());
    return empty ? QStringList() : yamlLines(redactor.values(values));
}

QString shown(const QStringList &lines)
{
    return unmasked(lines.join(QLatin1Char('\n')));
}

} // namespace

QMap<QString, QStringList> imageChanges(const QMap<QString, QString> &from, const QMap<QString, QString> &to)
{
    QMap<QString, QStringList> changes;
    for (auto it = from.cbegin(); it != from.cend(); ++it) {
        if (to.value(it.key()) != it.value())
            changes.insert(it.key(), {it.value(), to.value(it.key())});
    }
    for (auto it = to.cbegin(); it != to.cend(); ++it) {
        if (!from.contains(it.key()))
            changes.insert(it.key(), {QString(), it.value()});
    }
    return changes;
}

ReleaseDiff diffRevisions(const RevisionContent &from, const RevisionContent &to)
{
    const Redactor redactor;
    const QMap<QString, const ManifestObject *> before = byLabel(from.objects);
    const QMap<QString, const ManifestObject *> after = byLabel(to.objects);
    QStringList order; // as the target states them, then what goes away
    for (const ManifestObject &object : to.objects)
        order << object.label();
    for (const ManifestObject &object : from.objects) {
        if (!after.contains(object.label()))
            order << object.label();
    }
    order.removeDuplicates();

    ReleaseDiff diff;
    for (const QString &label : std::as_const(order)) {
        const ManifestObject *old = before.value(label);
        const ManifestObject *now = after.value(label);
        const QList<DiffLine> lines = unifiedDiff(redactedLines(redactor, old), redactedLines(redactor, now));
        if (lines.isEmpty())
            continue;
        diff.objects.append({label, lines});
        diff.configKeyChanges += keyChanges(old, now);
    }
    const QList<DiffLine> lines
        = unifiedDiff(redactedValues(redactor, from.values), redactedValues(redactor, to.values));
    if (!lines.isEmpty())
        diff.objects.append({QStringLiteral("values"), lines});
    diff.configKeyChanges.removeDuplicates();
    diff.imageChanges = imageChanges(imagesOf(from.objects), imagesOf(to.objects));
    return diff;
}

QString readableManifest(const QList<ManifestObject> &objects)
{
    const Redactor redactor;
    QStringList documents;
    for (const ManifestObject &object : objects)
        documents << QStringLiteral("---\n") + shown(redactedLines(redactor, &object)) + QLatin1Char('\n');
    return documents.join(QString());
}

QString readableValues(const QJsonValue &values)
{
    const QStringList lines = redactedValues(Redactor(), values);
    return lines.isEmpty() ? QString() : shown(lines) + QLatin1Char('\n');
}

} // namespace edgelink::helm
