// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/thresholdquery.h"

#include "models/domain/environment.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace edgelink {

namespace {

using std::chrono::milliseconds;

milliseconds compressed(milliseconds duration, double factor)
{
    if (!(factor > 1.0))
        return duration;
    return milliseconds{std::llround(static_cast<double>(duration.count()) / factor)};
}

/// For use inside a double-quoted PromQL string.
QString quotedContent(QString text)
{
    return text.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
}

} // namespace

QueryScope queryScope(const Environment &environment)
{
    return {environment.timeCompression, environment.scrapeInterval, environment.nameSpace, environment.release};
}

milliseconds effectiveWindow(const Threshold &threshold, double timeCompression)
{
    return compressed(threshold.window, timeCompression);
}

milliseconds rateRange(const Threshold &threshold, const QueryScope &scope)
{
    return std::max(effectiveWindow(threshold, scope.timeCompression), 4 * scope.scrapeInterval);
}

QString promDuration(milliseconds duration)
{
    const qint64 ms = std::max<qint64>(duration.count(), 1);
    constexpr qint64 Second = 1000;
    if (ms % Second != 0)
        return QStringLiteral("%1ms").arg(ms);
    for (const auto &[unit, length] : {std::pair{QLatin1Char('d'), 86400 * Second},
                                       {QLatin1Char('h'), 3600 * Second},
                                       {QLatin1Char('m'), 60 * Second}}) {
        if (ms % length == 0)
            return QString::number(ms / length) + unit;
    }
    return QStringLiteral("%1s").arg(ms / Second);
}

Result<QString> expandQuery(const QString &query, const Threshold &threshold, const QueryScope &scope)
{
    const QMap<QString, QString> values{
        {QStringLiteral("window"), promDuration(rateRange(threshold, scope))},
        {QStringLiteral("stale_seconds"),
         QString::number(3.0 * static_cast<double>(scope.scrapeInterval.count()) / 1000.0)},
        {QStringLiteral("baseline_range"), promDuration(threshold.baselineRange)},
        {QStringLiteral("baseline_step"), promDuration(std::max(threshold.baselineRange / 360, scope.scrapeInterval))},
        {QStringLiteral("baseline_offset"), promDuration(compressed(threshold.baselineOffset, scope.timeCompression))},
        {QStringLiteral("namespace"), quotedContent(scope.nameSpace)},
        {QStringLiteral("release"), quotedContent(scope.release)},
    };
    static const QRegularExpression placeholder(QStringLiteral(R"(\$\{([^}]*)\})"));
    QString expanded;
    qsizetype from = 0;
    for (auto it = placeholder.globalMatch(query); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto value = values.constFind(match.captured(1));
        if (value == values.cend()) {
            const QStringList known = values.keys();
            return failure(
                ErrorKind::Configuration,
                QCoreApplication::translate("thresholds", "unknown placeholder %1 in a query").arg(match.captured()),
                threshold.id,
                QCoreApplication::translate("thresholds", "Known ones: %1.").arg(known.join(QStringLiteral(", "))));
        }
        expanded += QStringView(query).mid(from, match.capturedStart() - from);
        expanded += *value;
        from = match.capturedEnd();
    }
    expanded += QStringView(query).mid(from);
    return expanded;
}

} // namespace edgelink
