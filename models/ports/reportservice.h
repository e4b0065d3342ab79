// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QFuture>
#include <QMap>
#include <QObject>

namespace edgelink {

enum class ReportFormat { Markdown, Html, Pdf, Json };

struct ReportRequest {
    QString incidentId;
    ReportFormat format = ReportFormat::Markdown;
    QString language = QStringLiteral("en"); ///< "en" or "zh_CN"
    QMap<QString, QString>
        humanFields; ///< "root-cause", "improvements", "lessons", "impact", "owner": empty ones stay visibly open
};

/// The incident report (runbook §7.1), from the journal alone. Callable from any thread.
class ReportService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<QByteArray>> render(const ReportRequest &request) = 0;
    [[nodiscard]] virtual QFuture<Result<QStringList>> incidents() = 0; ///< ids, newest first
};

} // namespace edgelink
