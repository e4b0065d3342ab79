// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/layout.h"

#include "app/sandbox/process.h"
#include "app/sandbox/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSaveFile>

#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace edgelink::sandbox {

namespace {

constexpr auto Private = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Result<void> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, Private))
        return failure(ErrorKind::Io, Words::tr("the folder cannot be made"), path);
    return {};
}

Result<void> removeTree(const QString &path)
{
    const QFileInfo info(path);
    const bool gone = info.isDir() && !info.isSymLink() ? QDir(path).removeRecursively()
                                                        : (!info.exists() && !info.isSymLink()) || QFile::remove(path);
    if (!gone)
        return failure(ErrorKind::Io, Words::tr("cannot be removed"), path);
    return {};
}

} // namespace

Layout Layout::at(const QString &directory)
{
    return {QDir::cleanPath(QDir::current().absoluteFilePath(directory))};
}

QString Layout::defaultDirectory()
{
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (base.isEmpty() || QDir::isRelativePath(base))
        base = QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/edgelink-sandbox");
}

QString Layout::path(const QString &relative) const
{
    return root + QLatin1Char('/') + relative;
}

QString Layout::databaseFolder() const
{
    if (::geteuid() != 0)
        return path(QStringLiteral("postgres"));
    // initdb refuses root, and the account postgres cannot reach a folder below a private home.
    const QByteArray digest = QCryptographicHash::hash(root.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("/var/lib/edgelink-sandbox/") + QString::fromLatin1(digest);
}

Result<void> claimDirectory(const Layout &layout)
{
    const QDir directory(layout.root);
    const bool ours = QFileInfo::exists(layout.marker());
    if (directory.exists() && !ours && !directory.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return failure(ErrorKind::Refused, Words::tr("the folder is not empty and not a sandbox's"), layout.root,
                       Words::tr("Name an empty or new folder with --dir."));
    if (auto made = makeFolder(layout.root); !made)
        return made;
    return ours ? Result<void>{} : writeFile(layout.marker(), "state folder of edgelink-sandbox\n");
}

Result<void> removeRun(const Layout &layout)
{
    static const QStringList Kept{QStringLiteral(".edgelink-sandbox"), QStringLiteral("supervisor.lock"),
                                  QStringLiteral("supervisor.log"), QStringLiteral("state.json")};
    const QStringList names
        = QDir(layout.root).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (Kept.contains(name))
            continue;
        if (auto removed = removeTree(layout.path(name)); !removed)
            return removed;
    }
    return removeTree(layout.databaseFolder());
}

Result<void> makeFolders(const Layout &layout)
{
    for (const char *name : {"log", "log/pods", "pki", "etcd", "redis", "prometheus", "alertmanager", "home", "tmp",
                             "bin", "charts", "requests"}) {
        if (auto made = makeFolder(layout.path(QString::fromLatin1(name))); !made)
            return made;
    }
    if (::geteuid() != 0)
        return makeFolder(layout.databaseFolder());
    const QString parent = QFileInfo(layout.databaseFolder()).path();
    const std::optional<UserIdentity> user = userNamed(QStringLiteral("postgres"));
    if (!user)
        return failure(ErrorKind::NotFound, Words::tr("there is no account \"postgres\" to run PostgreSQL as"), {},
                       Words::tr("Install the package postgresql-15."));
    if (auto made = makeFolder(layout.databaseFolder()); !made)
        return made;
    // Passing through is enough for the account.
    if (::chmod(QFile::encodeName(parent).constData(), 0711) != 0
        || ::chown(QFile::encodeName(layout.databaseFolder()).constData(), user->uid, user->gid) != 0)
        return failure(ErrorKind::Io, Words::tr("cannot be given to the account \"postgres\""),
                       layout.databaseFolder());
    return {};
}

Result<void> removeAll(const Layout &layout)
{
    if (!QFileInfo::exists(layout.marker()))
        return failure(ErrorKind::Refused, Words::tr("is not a sandbox's state folder, so it is not deleted"),
                       layout.root);
    if (auto removed = removeTree(layout.databaseFolder()); !removed)
        return removed;
    return removeTree(layout.root);
}

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(content) != content.size() || !file.commit())
        return failure(ErrorKind::Io, Words::tr("cannot be written: %1").arg(file.errorString()), path);
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.exists() ? ErrorKind::Io : ErrorKind::NotFound,
                       Words::tr("cannot be read: %1").arg(file.errorString()), path);
    QByteArray content = file.read(limit + 1);
    if (content.size() > limit)
        return failure(ErrorKind::BadReply, Words::tr("is larger than %1 bytes").arg(limit), path);
    return content;
}

QString randomSecret(int bytes)
{
    QByteArray secret(bytes, '\0');
    for (char &byte : secret)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return QString::fromLatin1(secret.toHex());
}

Result<QString> resourcesDirectory()
{
    const QStringList candidates{
        qEnvironmentVariable("EDGELINK_RESOURCES"),
        QDir::cleanPath(QCoreApplication::applicationDirPath()
                        + QStringLiteral("/../share/edgelink-incident-console/resources")),
        QStringLiteral(EDGELINK_SOURCE_DIR "/resources"),
    };
    for (const QString &candidate : candidates) {
        if (!candidate.isEmpty() && QFileInfo(candidate + QStringLiteral("/sandbox/chart/Chart.yaml")).isFile())
            return QDir(candidate).absolutePath();
    }
    return failure(ErrorKind::NotFound, Words::tr("the sandbox's resources (chart, scenarios, migrations) are nowhere"),
                   candidates.join(QStringLiteral(", ")),
                   Words::tr("Set EDGELINK_RESOURCES to the folder that holds sandbox/."));
}

} // namespace edgelink::sandbox
