// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/reportservice.h"

#include <QCryptographicHash>

namespace edgelink {

QString reportFormatId(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Markdown:
        return QStringLiteral("md");
    case ReportFormat::Html:
        return QStringLiteral("html");
    case ReportFormat::Pdf:
        return QStringLiteral("pdf");
    case ReportFormat::Json:
        break;
    }
    return QStringLiteral("json");
}

QStringList reportFieldIds()
{
    return {QStringLiteral("impact"),     QStringLiteral("owner"),        QStringLiteral("data-loss"),
            QStringLiteral("root-cause"), QStringLiteral("improvements"), QStringLiteral("lessons")};
}

QJsonObject exportedPayload(const ReportRequest &request, const RenderedReport &report, const QString &file)
{
    const QByteArray digest = QCryptographicHash::hash(report.bytes, QCryptographicHash::Sha256).toHex();
    return {{"what", QStringLiteral("%1.%2").arg(request.incidentId, reportFormatId(request.format))},
            {"format", reportFormatId(request.format)},
            {"language", request.language},
            {"file", file},
            {"bytes", static_cast<qint64>(report.bytes.size())},
            {"digest", QString::fromLatin1(digest)},
            {"head", report.head}};
}

} // namespace edgelink

#include "moc_reportservice.cpp"
