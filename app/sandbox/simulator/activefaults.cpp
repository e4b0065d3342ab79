// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/activefaults.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace edgelink::sandbox {

Result<QList<ActiveFault>> parseActiveFaults(const QByteArray &json, const QDateTime &now)
{
    constexpr qsizetype MAXIMUM_FAULTS = 100;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    const QJsonValue active = document.object().value(QStringLiteral("active"));
    if (!active.isArray())
        return failure(ErrorKind::BadReply,
                       QStringLiteral("The list of active faults cannot be read: %1 at byte %2.")
                           .arg(error.errorString())
                           .arg(error.offset));
    QList<ActiveFault> faults;
    for (const QJsonArray all = active.toArray(); const auto &entry : all) {
        const QString name = entry[QStringLiteral("name")].toString();
        if (name.isEmpty() || faults.size() == MAXIMUM_FAULTS)
            continue;
        const QDateTime since
            = QDateTime::fromString(entry[QStringLiteral("since")].toString(), Qt::ISODateWithMs).toUTC();
        faults << ActiveFault{name, since.isValid() ? since : now};
    }
    return faults;
}

} // namespace edgelink::sandbox
