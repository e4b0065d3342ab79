// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/numbertext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace edgelink::ui {

namespace {

const QLocale &numbers()
{
    // Digits and separators do not change with the language: numbers are read aloud across teams.
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

} // namespace

QString numberText(double value, int decimals)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    if (std::abs(value) >= 1e9)
        return numbers().toString(value, 'g', 4);
    return numbers().toString(value, 'f', decimals);
}

QString unitText(const QString &unit, double value)
{
    if (unit == QLatin1String("pods"))
        return std::abs(value - 1) < 1e-9 ? QCoreApplication::translate("Unit", "pod")
                                          : QCoreApplication::translate("Unit", "pods");
    return unit;
}

QString quantityText(double value, int decimals, const QString &unit)
{
    const QString word = unitText(unit, value);
    return word.isEmpty() ? numberText(value, decimals) : numberText(value, decimals) + QChar(0x00A0) + word;
}

QString limitText(double value, const QString &unit)
{
    const double magnitude = std::abs(value);
    const int decimals = magnitude >= 100 || std::abs(value - std::round(value)) < 1e-9 ? 0 : magnitude >= 1 ? 1 : 2;
    QString text = numberText(value, decimals);
    if (decimals == 2 && text.endsWith(QLatin1Char('0')))
        text.chop(1);
    const QString word = unitText(unit, value);
    return word.isEmpty() ? text : text + QChar(0x00A0) + word;
}

} // namespace edgelink::ui
