// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/toolversions.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace edgelink {

namespace {

constexpr std::array<std::pair<const char *, const char *>, 4> Oldest{
    {{"helm", "3.8.0"}, {"kubectl", "1.24.0"}, {"migrate", "4.15.0"}, {"psql", "13.0"}}};

} // namespace

QString oldestVersion(const QString &tool)
{
    for (const auto &[name, version] : Oldest) {
        if (tool == QLatin1String(name))
            return QString::fromLatin1(version);
    }
    return {};
}

QString wantedTool(const QString &program)
{
    static const QRegularExpression marks(QStringLiteral("[-_.0-9].*$")); // helm3, kubectl-1.32, psql.real
    const QString tool = program.section(QLatin1Char('/'), -1).remove(marks);
    const QString version = oldestVersion(tool);
    return version.isEmpty() ? QString()
                             : QCoreApplication::translate("tools", "%1 %2 or newer is wanted").arg(tool, version);
}

bool soundsTooOld(const QString &complaint)
{
    static const QRegularExpression unknown(
        QStringLiteral(
            R"((?:unknown (?:shorthand )?(?:flag|command)|unrecognized option|flag provided but not defined))"),
        QRegularExpression::CaseInsensitiveOption);
    return unknown.match(complaint).hasMatch();
}

} // namespace edgelink
