// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/command.h"

#include <QRegularExpression>

namespace edgelink {

QString shellQuoted(const QString &argument)
{
    static const QRegularExpression plain(QStringLiteral(R"(\A[A-Za-z0-9_@%+=:,./-]+\z)"));
    if (plain.match(argument).hasMatch())
        return argument;
    QString escaped = argument;
    escaped.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QStringLiteral("'%1'").arg(escaped);
}

QStringList CommandSpec::maskedArguments() const
{
    QStringList masked;
    masked.reserve(arguments.size());
    for (const CommandArgument &argument : arguments)
        masked << (argument.secret ? QStringLiteral("●●●●") : argument.text);
    return masked;
}

QString CommandSpec::display() const
{
    QStringList words{shellQuoted(program)};
    const QStringList masked = maskedArguments();
    for (const QString &word : masked)
        words << shellQuoted(word);
    return words.join(QLatin1Char(' '));
}

} // namespace edgelink
