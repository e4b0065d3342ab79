// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/setup.h"

#include "app/services/config/configuration.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace edgelink {

namespace {

QString configurationFile(const cli::Options &options)
{
    if (!options.configuration.isEmpty())
        return QDir().absoluteFilePath(options.configuration);
    if (!options.sandboxDirectory.isEmpty())
        return QDir(options.sandboxDirectory).absoluteFilePath(QStringLiteral("console.yaml"));
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/edgelink/console.yaml");
}

QString accountOfCaller()
{
    const uid_t user = ::getuid();
    const QString caller = qEnvironmentVariable("SUDO_USER");
    if (user == 0 && !caller.isEmpty())
        return caller;
    std::array<char, 16384> strings{};
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(user, &entry, strings.data(), strings.size(), &found) == 0 && found != nullptr)
        return QString::fromLocal8Bit(found->pw_name);
    return QStringLiteral("uid-%1").arg(user);
}

} // namespace

QString actor()
{
    // Once: a directory service is asked for accounts that are not local, and the window changes environments.
    static const QString account = accountOfCaller();
    return account;
}

QString dataDirectory(const cli::Options &options)
{
    return options.dataDirectory.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/edgelink-console")
        : QDir().absoluteFilePath(options.dataDirectory);
}

Result<bool> makeDataFolder(const QString &path)
{
    if (QFileInfo(path).isDir()) {
        if (QFileInfo(path).permission(QFile::WriteOther)) {
            return failure(ErrorKind::Configuration,
                           QCoreApplication::translate("console",
                                                       "everybody may write into this folder, so no record can "
                                                       "be kept in it"),
                           path, QCoreApplication::translate("console", "choose another one with --data-dir"));
        }
        return true;
    }
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return failure(ErrorKind::Io,
                       QCoreApplication::translate("console", "the data folder cannot be made private to you"), path,
                       QCoreApplication::translate("console", "choose another one with --data-dir"));
    }
    return true;
}

QString sandboxDirectory(const cli::Options &options)
{
    return options.sandboxDirectory.isEmpty() ? QString() : QDir().absoluteFilePath(options.sandboxDirectory);
}

Result<ConsoleOptions> consoleOptions(const cli::Options &options)
{
    const QString file = configurationFile(options);
    Result<Configuration> configuration = config::loadConfiguration(file);
    if (!configuration)
        return tl::make_unexpected(configuration.error());
    const QString wanted = options.environment.isEmpty() ? configuration->defaultEnvironment : options.environment;
    const Environment *environment = configuration->find(wanted);
    if (environment == nullptr) {
        QStringList known;
        for (const Environment &candidate : std::as_const(configuration->environments))
            known << candidate.name;
        return failure(ErrorKind::Usage,
                       QCoreApplication::translate("console", "the configuration has no environment '%1'").arg(wanted),
                       file,
                       QCoreApplication::translate("console", "it has: %1").arg(known.join(QStringLiteral(", "))));
    }
    ConsoleOptions console;
    console.environment = *environment;
    console.dataDirectory = dataDirectory(options);
    console.actor = actor();
    console.viewer = options.viewer;
    console.sandboxProgram = QCoreApplication::applicationDirPath() + QStringLiteral("/edgelink-sandbox");
    console.sandboxDirectory = configuration->sandboxStateFile.isEmpty()
        ? sandboxDirectory(options)
        : QFileInfo(configuration->sandboxStateFile).absolutePath();
    console.autoDecide = false;
    console.configuration = *std::move(configuration);
    return console;
}

} // namespace edgelink
