// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runclaim.h"

#include "app/services/runbook/words.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace edgelink::runbook {

namespace {

Error unusable(const QString &path)
{
    return {ErrorKind::Io, Words::tr("whether another console changes something now cannot be told"), path,
            Words::tr("check the folder's owner and free space"), QString::fromLocal8Bit(std::strerror(errno))};
}

} // namespace

Result<std::unique_ptr<RunClaim>> RunClaim::take(const QString &folder, const QString &environment)
{
    // An environment may be called anything, also "../x".
    const QString path = folder + QLatin1Char('/')
        + QString::fromLatin1(QUrl::toPercentEncoding(environment, {}, QByteArrayLiteral(".")))
        + QLatin1String(".claim");
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder))
            return tl::make_unexpected(unusable(folder));
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return tl::make_unexpected(unusable(path));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return std::unique_ptr<RunClaim>(new RunClaim(file));
    Error error = unusable(path);
    if (errno == EWOULDBLOCK) {
        error = {ErrorKind::Conflict,
                 Words::tr("another console is changing %1 now").arg(environment),
                 {},
                 Words::tr("wait for its end or stop it"),
                 {}};
    }
    ::close(file);
    return tl::make_unexpected(error);
}

RunClaim::~RunClaim()
{
    ::close(m_descriptor);
}

} // namespace edgelink::runbook
