// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/devicebody.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace edgelink::sandbox {

namespace {

constexpr double LARGEST_EXACT = 9007199254740992.0; ///< 2^53: a double holds every whole number up to here

Result<QJsonObject> bodyObject(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadReply,
                       error.error == QJsonParseError::NoError
                           ? QStringLiteral("The body must be a JSON object.")
                           : QStringLiteral("The body is not valid JSON: %1 at byte %2.")
                                 .arg(error.errorString())
                                 .arg(error.offset));
    return document.object();
}

Result<QString> text(const QJsonObject &object, const char *field, qsizetype maximum)
{
    const QString name = QString::fromLatin1(field);
    const QJsonValue value = object.value(name);
    const QString read = value.toString();
    if (!value.isString() || read.trimmed().isEmpty())
        return failure(ErrorKind::BadReply, QStringLiteral("A text that is not empty is needed."), name);
    if (read.size() > maximum)
        return failure(ErrorKind::BadReply, QStringLiteral("At most %1 characters are allowed.").arg(maximum), name);
    // PostgreSQL's text cannot hold U+0000, and no name needs the other control characters.
    if (std::any_of(read.cbegin(), read.cend(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return failure(ErrorKind::BadReply, QStringLiteral("Control characters are not allowed."), name);
    return read;
}

Result<double> number(const QJsonObject &object, const char *field, double maximum)
{
    const QString name = QString::fromLatin1(field);
    const QJsonValue value = object.value(name);
    const double read = value.toDouble(-1);
    if (!value.isDouble() || !std::isfinite(read) || read < 0 || read > maximum)
        return failure(ErrorKind::BadReply, QStringLiteral("A number from 0 to %1 is needed.").arg(maximum, 0, 'f', 0),
                       name);
    return read;
}

Result<qint64> whole(const QJsonObject &object, const char *field)
{
    const Result<double> read = number(object, field, LARGEST_EXACT);
    if (!read)
        return tl::make_unexpected(read.error());
    if (std::floor(*read) != *read)
        return failure(ErrorKind::BadReply, QStringLiteral("A whole number is needed."), QString::fromLatin1(field));
    return static_cast<qint64>(*read);
}

} // namespace

Result<Registration> parseRegistration(const QByteArray &body)
{
    const Result<QJsonObject> read = bodyObject(body);
    if (!read)
        return tl::make_unexpected(read.error());
    const Result<QString> name = text(*read, "name", 120);
    const Result<QString> key = text(*read, "pre_shared_key", 256);
    const Result<QString> publicKey = text(*read, "public_key", 1024);
    for (const Result<QString> *field : {&name, &key, &publicKey}) {
        if (!*field)
            return tl::make_unexpected(field->error());
    }
    return Registration{*name, *key, *publicKey};
}

Result<DeviceSample> parseSample(const QByteArray &body)
{
    const Result<QJsonObject> read = bodyObject(body);
    if (!read)
        return tl::make_unexpected(read.error());
    const Result<qint64> sent = whole(*read, "bandwidth_tx");
    const Result<qint64> received = whole(*read, "bandwidth_rx");
    const Result<double> latency = number(*read, "latency_ms", 3'600'000);
    if (!sent)
        return tl::make_unexpected(sent.error());
    if (!received)
        return tl::make_unexpected(received.error());
    if (!latency)
        return tl::make_unexpected(latency.error());
    return DeviceSample{*sent, *received, *latency};
}

} // namespace edgelink::sandbox
