// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/shellsettings.h"

#include <QFile>
#include <QSettings>
#include <QVariant>

namespace edgelink::shell {

namespace {

/// Environment names come from a configuration file: nothing in them may become a path or a group of its own.
QString groupOf(const QString &environment)
{
    return QStringLiteral("environment-") + QString::fromLatin1(environment.toUtf8().toHex());
}

} // namespace

ShellSettings::ShellSettings(QString file)
    : m_file(std::move(file))
{
}

QVariant ShellSettings::read(const QString &key) const
{
    if (m_file.isEmpty())
        return {};
    const QSettings settings(m_file, QSettings::IniFormat);
    return settings.value(key);
}

void ShellSettings::write(const QString &key, const QVariant &value)
{
    if (m_file.isEmpty())
        return;
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(key, value);
    settings.sync();
    QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
}

ShellSettings::Window ShellSettings::window(const QString &environment) const
{
    const QString group = groupOf(environment) + QLatin1Char('/');
    return {read(group + QStringLiteral("geometry")).toByteArray(), read(group + QStringLiteral("page")).toString()};
}

void ShellSettings::setWindow(const QString &environment, const Window &window)
{
    const QString group = groupOf(environment) + QLatin1Char('/');
    write(group + QStringLiteral("geometry"), window.geometry);
    write(group + QStringLiteral("page"), window.page);
}

ui::ThemeKind ShellSettings::theme() const
{
    return read(QStringLiteral("theme")).toString() == QLatin1String("light") ? ui::ThemeKind::Light
                                                                              : ui::ThemeKind::Dark;
}

void ShellSettings::setTheme(ui::ThemeKind theme)
{
    write(QStringLiteral("theme"), theme == ui::ThemeKind::Light ? QStringLiteral("light") : QStringLiteral("dark"));
}

QString ShellSettings::language() const
{
    return read(QStringLiteral("language")).toString();
}

void ShellSettings::setLanguage(const QString &language)
{
    write(QStringLiteral("language"), language);
}

} // namespace edgelink::shell
