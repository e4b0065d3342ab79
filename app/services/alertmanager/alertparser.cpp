// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/alertparser.h"

#include "app/services/alertmanager/tr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::alertmanager {

namespace {

constexpr qsizetype MostEntries = 5000;

/// Thrown inside this file only.
struct Misfit {
    QString where;
    QString what;
};

QString kindOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return Tr::tr("a boolean");
    case QJsonValue::Double:
        return Tr::tr("a number");
    case QJsonValue::String:
        return Tr::tr("text");
    case QJsonValue::Array:
        return Tr::tr("a list");
    case QJsonValue::Object:
        return Tr::tr("an object");
    default:
        return Tr::tr("nothing");
    }
}

QString path(const QString &where, const QString &key)
{
    return where.isEmpty() ? key : QStringLiteral("%1.%2").arg(where, key);
}

QJsonValue typed(const QJsonValue &value, QJsonValue::Type type, const QString &where)
{
    if (value.type() != type)
        throw Misfit{where, Tr::tr("expected %1, found %2").arg(kindOf(QJsonValue(type)), kindOf(value))};
    return value;
}

QString text(const QJsonObject &object, const char *key, const QString &where)
{
    const QString name = QString::fromLatin1(key);
    return typed(object.value(name), QJsonValue::String, path(where, name)).toString();
}

QJsonObject child(const QJsonObject &object, const char *key, const QString &where)
{
    const QString name = QString::fromLatin1(key);
    return typed(object.value(name), QJsonValue::Object, path(where, name)).toObject();
}

QDateTime time(const QJsonObject &object, const char *key, const QString &where)
{
    const QString written = text(object, key, where);
    const QDateTime parsed = QDateTime::fromString(written, Qt::ISODateWithMs);
    if (!parsed.isValid())
        throw Misfit{path(where, QString::fromLatin1(key)),
                     Tr::tr("expected a time, found \"%1\"").arg(written.left(40))};
    return parsed.toUTC();
}

QMap<QString, QString> words(const QJsonObject &object, const QString &where)
{
    QMap<QString, QString> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), typed(it.value(), QJsonValue::String, path(where, it.key())).toString());
    return map;
}

/// A list of texts; null and absent are empty, as Go's encoder writes them.
QStringList texts(const QJsonObject &object, const char *key, const QString &where)
{
    QStringList list;
    const QString name = QString::fromLatin1(key);
    const QJsonValue value = object.value(name);
    if (value.isNull() || value.isUndefined())
        return list;
    const QJsonArray array = typed(value, QJsonValue::Array, path(where, name)).toArray();
    for (const QJsonValue entry : array)
        list << typed(entry, QJsonValue::String, path(where, name)).toString();
    return list;
}

Alert alert(const QJsonObject &object, const QString &where)
{
    Alert alert;
    alert.fingerprint = text(object, "fingerprint", where);
    alert.labels = words(child(object, "labels", where), path(where, QStringLiteral("labels")));
    alert.annotations = words(child(object, "annotations", where), path(where, QStringLiteral("annotations")));
    alert.name = alert.labels.value(QStringLiteral("alertname"));
    alert.startsAt = time(object, "startsAt", where);
    const QString statusPlace = path(where, QStringLiteral("status"));
    const QJsonObject status = child(object, "status", where);
    alert.state = text(status, "state", statusPlace);
    alert.silencedBy = texts(status, "silencedBy", statusPlace);
    alert.inhibitedBy = texts(status, "inhibitedBy", statusPlace);
    return alert;
}

HeldSilence silence(const QJsonObject &object, const QString &where)
{
    HeldSilence held;
    held.silence.id = text(object, "id", where);
    held.silence.createdBy = text(object, "createdBy", where);
    held.silence.comment = text(object, "comment", where);
    held.silence.startsAt = time(object, "startsAt", where);
    held.silence.endsAt = time(object, "endsAt", where);
    held.state = text(child(object, "status", where), "state", path(where, QStringLiteral("status")));
    const QString place = path(where, QStringLiteral("matchers"));
    const QJsonArray matchers = typed(object.value(QLatin1String("matchers")), QJsonValue::Array, place).toArray();
    for (const QJsonValue value : matchers) {
        const QJsonObject matcher = typed(value, QJsonValue::Object, place).toObject();
        const bool regex = matcher.value(QLatin1String("isRegex")).toBool();
        const bool equal = matcher.value(QLatin1String("isEqual")).toBool(true);
        const QString suffix = QLatin1String(regex ? (equal ? "=~" : "!~") : (equal ? "" : "!="));
        held.silence.matchers.insert(text(matcher, "name", place) + suffix, text(matcher, "value", place));
    }
    return held;
}

Result<QJsonDocument> document(const QByteArray &bytes)
{
    QJsonParseError error;
    QJsonDocument parsed = QJsonDocument::fromJson(bytes, &error);
    if (error.error == QJsonParseError::NoError)
        return parsed;
    return failure(ErrorKind::BadReply,
                   Tr::tr("the answer is not JSON (at byte %1: %2)").arg(error.offset).arg(error.errorString()), {}, {},
                   errorText(bytes));
}

template<typename T, typename Read>
Result<QList<T>> list(const QByteArray &bytes, Read read)
{
    const Result<QJsonDocument> parsed = document(bytes);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    try {
        if (!parsed->isArray())
            throw Misfit{Tr::tr("the answer"), Tr::tr("expected a list")};
        const QJsonArray array = parsed->array();
        if (array.size() > MostEntries)
            throw Misfit{Tr::tr("the answer"), Tr::tr("more than %1 entries").arg(MostEntries)};
        QList<T> entries;
        for (const QJsonValue value : array) {
            const QString where = QStringLiteral("[%1]").arg(entries.size());
            entries << read(typed(value, QJsonValue::Object, where).toObject(), where);
        }
        return entries;
    } catch (const Misfit &wrong) {
        return failure(ErrorKind::BadReply, QStringLiteral("%1: %2").arg(wrong.where, wrong.what));
    }
}

} // namespace

Result<QList<Alert>> parseAlerts(const QByteArray &bytes)
{
    return list<Alert>(bytes, alert);
}

Result<QList<HeldSilence>> parseSilences(const QByteArray &bytes)
{
    return list<HeldSilence>(bytes, silence);
}

Result<HeldSilence> parseSilence(const QByteArray &bytes)
{
    const Result<QJsonDocument> parsed = document(bytes);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    try {
        return silence(parsed->object(), {});
    } catch (const Misfit &wrong) {
        return failure(ErrorKind::BadReply, QStringLiteral("%1: %2").arg(wrong.where, wrong.what));
    }
}

Result<QString> parseSilenceId(const QByteArray &bytes)
{
    const Result<QJsonDocument> parsed = document(bytes);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    const QString id = parsed->object().value(QLatin1String("silenceID")).toString();
    if (id.isEmpty())
        return failure(ErrorKind::BadReply, Tr::tr("the answer names no silence"), {}, {}, errorText(bytes));
    return id;
}

QByteArray silenceBody(const Silence &silence)
{
    QJsonArray matchers;
    for (auto it = silence.matchers.cbegin(); it != silence.matchers.cend(); ++it) {
        matchers.append(QJsonObject{{QStringLiteral("name"), it.key()},
                                    {QStringLiteral("value"), it.value()},
                                    {QStringLiteral("isRegex"), false},
                                    {QStringLiteral("isEqual"), true}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("matchers"), matchers},
                                     {QStringLiteral("startsAt"), silence.startsAt.toUTC().toString(Qt::ISODateWithMs)},
                                     {QStringLiteral("endsAt"), silence.endsAt.toUTC().toString(Qt::ISODateWithMs)},
                                     {QStringLiteral("createdBy"), silence.createdBy},
                                     {QStringLiteral("comment"), silence.comment}})
        .toJson(QJsonDocument::Compact);
}

QString errorText(const QByteArray &bytes)
{
    constexpr qsizetype Longest = 500;
    const QByteArray trimmed = bytes.trimmed();
    if (trimmed.startsWith('"')) {
        const QJsonArray wrapped = QJsonDocument::fromJson('[' + trimmed + ']').array();
        if (wrapped.size() == 1)
            return wrapped.first().toString().left(Longest);
    }
    const QString message = QJsonDocument::fromJson(trimmed).object().value(QLatin1String("message")).toString();
    return message.isEmpty() ? QString::fromUtf8(trimmed.left(Longest)) : message.left(Longest);
}

} // namespace edgelink::alertmanager
