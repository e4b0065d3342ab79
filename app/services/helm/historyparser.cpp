// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/historyparser.h"

#include "app/services/helm/words.h"
#include "models/domain/toolversions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace edgelink::helm {

namespace {

tl::unexpected<Error> bad(const QString &reason, QByteArrayView bytes = {})
{
    return failure(ErrorKind::BadReply, Words::tr("helm's history cannot be read: %1").arg(reason), {},
                   Words::tr("check tools.helm: %1").arg(wantedTool(QStringLiteral("helm"))),
                   QString::fromUtf8(bytes.first(qMin<qsizetype>(bytes.size(), 300))));
}

/// helm writes nanoseconds and its own zone; Go's zero time means "never".
QDateTime time(const QString &text)
{
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
    return parsed.isValid() && parsed.date().year() > 1 ? parsed : QDateTime();
}

Result<Revision> revision(const QJsonValue &entry, qsizetype index)
{
    const QString place = Words::tr("entry %1").arg(index + 1);
    if (!entry.isObject())
        return bad(Words::tr("%1 is not an object").arg(place));
    const QJsonObject object = entry.toObject();
    for (const char *name : {"updated", "status", "chart", "app_version", "description"}) {
        const QJsonValue value = object.value(QLatin1String(name));
        if (!value.isUndefined() && !value.isNull() && !value.isString())
            return bad(Words::tr("%1: %2 is not text").arg(place, QLatin1String(name)));
    }
    const QJsonValue number = object.value(QLatin1String("revision"));
    const double real = number.toDouble(-1);
    if (!number.isDouble() || real < 1 || real > std::numeric_limits<int>::max() || real != static_cast<int>(real))
        return bad(Words::tr("%1: revision is not a positive number").arg(place));
    Revision revision;
    revision.number = static_cast<int>(real);
    revision.updated = time(object.value(QLatin1String("updated")).toString());
    revision.status = object.value(QLatin1String("status")).toString();
    revision.chart = object.value(QLatin1String("chart")).toString();
    revision.appVersion = object.value(QLatin1String("app_version")).toString();
    revision.description = object.value(QLatin1String("description")).toString();
    if (revision.status.isEmpty())
        return bad(Words::tr("%1: status is missing").arg(place));
    return revision;
}

} // namespace

Result<QList<Revision>> parseHistory(QByteArrayView bytes)
{
    if (bytes.size() > historyBytesLimit)
        return bad(Words::tr("%1 bytes; more than %2 are not read").arg(bytes.size()).arg(historyBytesLimit));
    if (bytes.trimmed().isEmpty())
        return bad(Words::tr("it is empty"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return bad(Words::tr("byte %1: %2").arg(error.offset).arg(error.errorString()), bytes);
    if (!document.isArray())
        return bad(Words::tr("it is not a list"), bytes);
    const QJsonArray array = document.array();
    if (array.size() > historyRevisionsLimit)
        return bad(Words::tr("%1 revisions; more than %2 are not read").arg(array.size()).arg(historyRevisionsLimit));
    QList<Revision> revisions;
    revisions.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        Result<Revision> one = revision(array.at(i), i);
        if (!one)
            return tl::make_unexpected(one.error());
        revisions.append(std::move(*one));
    }
    std::sort(revisions.begin(), revisions.end(),
              [](const Revision &a, const Revision &b) { return a.number < b.number; });
    const auto twin = std::adjacent_find(revisions.cbegin(), revisions.cend(),
                                         [](const Revision &a, const Revision &b) { return a.number == b.number; });
    if (twin != revisions.cend())
        return bad(Words::tr("revision %1 stands in it twice").arg(twin->number));
    return revisions;
}

Result<QString> parseVersion(QByteArrayView bytes)
{
    static const QRegularExpression version(
        QStringLiteral(R"((?:\A|["\s:])v?(\d{1,4}\.\d{1,4}\.\d{1,6}(?:-[0-9A-Za-z.-]+)?))"));
    const QString text = QString::fromUtf8(bytes.first(qMin<qsizetype>(bytes.size(), 4096)));
    const QRegularExpressionMatch match = version.match(text);
    if (!match.hasMatch())
        return failure(ErrorKind::BadReply, Words::tr("helm's version cannot be read"), {},
                       Words::tr("check tools.helm: %1").arg(wantedTool(QStringLiteral("helm"))), text.left(300));
    return match.captured(1);
}

} // namespace edgelink::helm
