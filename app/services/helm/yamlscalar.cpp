// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/yamlscalar.h"

#include <QRegularExpression>
#include <QSet>

namespace edgelink::helm {

namespace {

/// sigs.k8s.io/yaml knows a word in lower case, capitalised and in upper case.
bool isOneOf(const QString &text, const QSet<QString> &words)
{
    if (text.size() > 5)
        return false;
    const QString lower = text.toLower();
    if (!words.contains(lower))
        return false;
    const QString capitalised = lower.left(1).toUpper() + lower.mid(1);
    return text == lower || text == capitalised || text == lower.toUpper();
}

} // namespace

QJsonValue plainScalar(const QString &text)
{
    static const QSet<QString> truths{QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("on"),
                                      QStringLiteral("y")};
    static const QSet<QString> falsehoods{QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("off"),
                                          QStringLiteral("n")};
    static const QSet<QString> nulls{QStringLiteral("null"), QStringLiteral("~"), QString()};
    if (isOneOf(text, nulls))
        return QJsonValue(QJsonValue::Null);
    // A lone y or n stays text, as in go-yaml.
    if (text.size() > 1 && isOneOf(text, truths))
        return true;
    if (text.size() > 1 && isOneOf(text, falsehoods))
        return false;

    static const QRegularExpression integer(
        QStringLiteral(R"(\A[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)\z)"));
    static const QRegularExpression real(QStringLiteral(R"(\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z)"));
    if (text.size() > 40)
        return text;
    if (integer.match(text).hasMatch()) {
        QString digits = text;
        digits.remove(QLatin1Char('_'));
        const bool negative = digits.startsWith(QLatin1Char('-'));
        if (negative || digits.startsWith(QLatin1Char('+')))
            digits.remove(0, 1);
        int base = 10;
        if (digits.startsWith(QLatin1String("0x"))) {
            base = 16;
            digits.remove(0, 2);
        } else if (digits.startsWith(QLatin1String("0b"))) {
            base = 2;
            digits.remove(0, 2);
        } else if (digits.size() > 1 && digits.startsWith(QLatin1Char('0'))) {
            base = 8;
            digits.remove(0, digits.startsWith(QLatin1String("0o")) ? 2 : 1);
        }
        bool ok = false;
        const qint64 number = (negative ? QLatin1Char('-') + digits : digits).toLongLong(&ok, base);
        if (ok)
            return number;
    }
    if (real.match(text).hasMatch()) {
        bool ok = false;
        const double number = text.toDouble(&ok);
        if (ok && qIsFinite(number))
            return number;
    }
    return text;
}

} // namespace edgelink::helm
