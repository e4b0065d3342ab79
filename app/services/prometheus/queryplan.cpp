// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/prometheus/queryplan.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgelink::prometheus {

RangePlan bounded(RangePlan plan)
{
    const qint64 steps = (plan.endMs - plan.startMs) / plan.stepMs;
    const qint64 factor = std::max<qint64>(1, (steps + MostPoints - 2) / (MostPoints - 1));
    plan.stepMs *= factor;
    return plan;
}

std::optional<NextRange> nextRange(qint64 knownMs, qint64 nowMs, std::chrono::milliseconds step,
                                   std::chrono::milliseconds history)
{
    const qint64 stepMs = step.count();
    const qint64 end = nowMs / stepMs * stepMs;
    const bool continues = knownMs > 0 && knownMs <= end + stepMs && end - knownMs <= history.count();
    if (!continues)
        return NextRange{bounded({end - history.count() / stepMs * stepMs, end, stepMs}), false};
    if (knownMs >= end)
        return std::nullopt;
    return NextRange{bounded({knownMs + stepMs, end, stepMs}), true};
}

QList<MetricSample> withGaps(const QList<MetricSample> &samples, const RangePlan &plan, bool incremental)
{
    constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
    QList<MetricSample> filled;
    filled.reserve(static_cast<qsizetype>(plan.points()));
    auto next = samples.cbegin();
    for (qint64 time = plan.startMs; time <= plan.endMs; time += plan.stepMs) {
        while (next != samples.cend() && next->timeMs < time)
            ++next; // not an instant that was asked for
        if (next != samples.cend() && next->timeMs == time)
            filled << *next++;
        else if (incremental || !filled.isEmpty())
            filled << MetricSample{time, NaN};
    }
    if (filled.isEmpty())
        filled << MetricSample{plan.endMs, NaN};
    return filled;
}

QString promTime(qint64 ms)
{
    return QStringLiteral("%1.%2").arg(ms / 1000).arg(ms % 1000, 3, 10, QLatin1Char('0'));
}

QMap<QString, double> worstOf(const QList<MetricSeries> &series, const QString &label, Direction direction)
{
    std::vector<std::pair<double, QString>> culprits;
    for (const MetricSeries &one : series) {
        if (one.samples.isEmpty() || !std::isfinite(one.samples.last().value))
            continue;
        QString name = one.labels.value(label);
        if (name.isEmpty()) {
            QStringList words;
            for (auto it = one.labels.cbegin(); it != one.labels.cend(); ++it)
                words << QStringLiteral("%1=%2").arg(it.key(), it.value());
            name = words.join(QStringLiteral(", "));
        }
        constexpr qsizetype LongestName = 200;
        culprits.emplace_back(one.samples.last().value, name.left(LongestName));
    }
    constexpr size_t Most = 20;
    const size_t kept = std::min(culprits.size(), Most);
    std::partial_sort(culprits.begin(), culprits.begin() + static_cast<std::ptrdiff_t>(kept), culprits.end(),
                      [direction](const auto &a, const auto &b) {
                          return direction == Direction::Above ? a.first > b.first : a.first < b.first;
                      });
    QMap<QString, double> worst;
    for (size_t i = kept; i-- > 0;)
        worst.insert(culprits[i].second, culprits[i].first); // of equal names the worse one stays
    return worst;
}

std::optional<double> ceilingOf(const QList<MetricSeries> &series, double scale)
{
    std::optional<double> ceiling;
    for (const MetricSeries &one : series) {
        bool ok = false;
        const double bound = one.labels.value(QStringLiteral("le")).toDouble(&ok);
        if (ok && std::isfinite(bound) && (!ceiling || bound * scale > *ceiling))
            ceiling = bound * scale;
    }
    return ceiling;
}

} // namespace edgelink::prometheus
