// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/quantity.h"

#include <QMap>
#include <QRegularExpression>

#include <cmath>

namespace edgelink {

std::optional<double> quantity(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    static const QRegularExpression pattern(
        QStringLiteral(R"(\A([+-]?[0-9.]{1,30})(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]{1,3}))?\z)"));
    const QRegularExpressionMatch match = pattern.match(value.toString());
    bool ok = false;
    const double number = match.captured(1).toDouble(&ok);
    if (!value.isString() || !match.hasMatch() || !ok)
        return std::nullopt;
    const QString suffix = match.captured(2);
    if (!match.captured(3).isEmpty())
        return number * std::pow(10.0, match.captured(3).toInt());
    if (suffix.endsWith(QLatin1Char('i')))
        return number * std::pow(1024.0, static_cast<double>(QStringLiteral("KMGTPE").indexOf(suffix.at(0)) + 1));
    static const QMap<QString, double> scales{{QString(), 1.0},
                                              {QStringLiteral("n"), 1e-9},
                                              {QStringLiteral("u"), 1e-6},
                                              {QStringLiteral("m"), 1e-3},
                                              {QStringLiteral("k"), 1e3},
                                              {QStringLiteral("M"), 1e6},
                                              {QStringLiteral("G"), 1e9},
                                              {QStringLiteral("T"), 1e12},
                                              {QStringLiteral("P"), 1e15},
                                              {QStringLiteral("E"), 1e18}};
    return number * scales.value(suffix, 1.0);
}

} // namespace edgelink
