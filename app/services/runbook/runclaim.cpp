// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runclaim.h"

#include "app/services/runbook/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace edgelink::runbook {

namespace {

/// An environment may be called anything, also "../x", and at any length.
QString pathOf(const QString &folder, const QString &environment)
{
    const QByteArray name = QCryptographicHash::hash(environment.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return folder + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1String(".claim");
}

Error unusable(const QString &path, int number)
{
    return {ErrorKind::Io, Words::tr("whether another console changes something now cannot be told"), path,
            Words::tr("check the folder's owner and free space"), QString::fromLocal8Bit(std::strerror(number))};
}

/// The whole file. Of the open file, not of the process: two engines of one process exclude each other as well.
struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

Result<std::unique_ptr<RunClaim>> RunClaim::take(const QString &folder, const QString &environment)
{
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder))
            return tl::make_unexpected(unusable(folder, errno));
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const QString path = pathOf(folder, environment);
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return tl::make_unexpected(unusable(path, errno));
    struct flock lock = wholeFile();
    if (::fcntl(file, F_OFD_SETLK, &lock) == 0)
        return std::unique_ptr<RunClaim>(new RunClaim(file));
    const int number = errno;
    ::close(file);
    if (number != EAGAIN && number != EACCES)
        return tl::make_unexpected(unusable(path, number));
    return failure(ErrorKind::Conflict, Words::tr("another console is changing %1 now").arg(environment), {},
                   Words::tr("wait for its end or stop it"));
}

bool RunClaim::isHeld(const QString &folder, const QString &environment)
{
    const int file
        = ::open(QFile::encodeName(pathOf(folder, environment)).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return false; // nobody ever took it
    struct flock lock = wholeFile();
    const bool held = ::fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(file);
    return held;
}

RunClaim::~RunClaim()
{
    ::close(m_descriptor);
}

} // namespace edgelink::runbook
