// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QFuture>
#include <QMap>
#include <QObject>

namespace edgelink {

enum class ReportFormat { Markdown, Html, Pdf, Json };

[[nodiscard]] QString reportFormatId(ReportFormat format); ///< "md", "html", "pdf", "json": also the file's suffix
[[nodiscard]] QStringList reportFieldIds(); ///< "impact", "owner", "data-loss", "root-cause", "improvements", "lessons"

struct ReportRequest {
    QString incidentId;
    ReportFormat format = ReportFormat::Markdown;
    QString language = QStringLiteral("en"); ///< "en" or "zh_CN"
    /// What a person wrote and the journal does not hold yet; what it holds (journalkind::ReportField) is in every
    /// report. Fields: reportFieldIds(). Empty ones stay visibly open.
    QMap<QString, QString> humanFields;
};

/// A report and the head of the journal it was written from ("sequence:hash"); the head stands in the report too.
struct RenderedReport {
    QByteArray bytes;
    QString head;
    qint64 brokenAt = 0; ///< the event at which the journal's chain is broken; 0: it is intact
    QString whyBroken{}; ///< in the program's language; the report says it in its own
};

/// For the record, once the file is there: the payload of a journalkind::Exported event.
[[nodiscard]] QJsonObject exportedPayload(const ReportRequest &request, const RenderedReport &report,
                                          const QString &file);

/// The incident report (runbook §7.1), from the journal alone. Callable from any thread.
class ReportService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<RenderedReport>> render(const ReportRequest &request) = 0;
    /// Ids, newest first. Empty environment: of all.
    [[nodiscard]] virtual QFuture<Result<QStringList>> incidents(const QString &environment) = 0;
};

} // namespace edgelink
