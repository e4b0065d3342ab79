// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/marshal.h"
#include "models/ports/reportservice.h"

#include <optional>

namespace edgelink::test {

/// Reports that say what was asked for. GUI thread only.
class FakeReports : public ReportService
{
public:
    [[nodiscard]] QFuture<Result<RenderedReport>> render(const ReportRequest &request) override
    {
        asked << request;
        if (renderError)
            return readyFuture(Result<RenderedReport>(tl::make_unexpected(*renderError)));
        return readyFuture(Result<RenderedReport>(RenderedReport{
            markdown.isEmpty() ? QByteArray("# Report of ") + request.incidentId.toUtf8() : markdown, "7:00ff"}));
    }
    [[nodiscard]] QFuture<Result<QStringList>> incidents(const QString &environment) override
    {
        listedFor = environment;
        if (held) {
            held->start();
            return held->future();
        }
        return readyFuture(listError ? Result<QStringList>(tl::make_unexpected(*listError)) : Result<QStringList>(ids));
    }

    QStringList ids;
    QString listedFor; ///< environment of the newest list
    QByteArray markdown;
    std::optional<Error> listError;
    std::optional<Error> renderError;
    SharedPromise<Result<QStringList>> held; ///< the answer comes when the test says so
    QList<ReportRequest> asked;
};

} // namespace edgelink::test
