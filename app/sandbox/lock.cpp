// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/lock.h"

#include "app/sandbox/words.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace edgelink::sandbox {

SupervisorLock::~SupervisorLock()
{
    ::close(m_descriptor);
}

Result<std::unique_ptr<SupervisorLock>> SupervisorLock::take(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failure(ErrorKind::Io, Words::tr("cannot be opened"), path);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return failure(ErrorKind::Conflict, Words::tr("a sandbox runs here already"), path);
    }
    const ProcessIdentity self = identityOf(::getpid()).value_or(ProcessIdentity{});
    const QByteArray line
        = QByteArray::number(self.pid) + ' ' + QByteArray::number(static_cast<qulonglong>(self.startTicks)) + '\n';
    if (::ftruncate(file, 0) != 0
        || ::pwrite(file, line.constData(), static_cast<std::size_t>(line.size()), 0) != line.size()) {
        ::close(file);
        return failure(ErrorKind::Io, Words::tr("cannot be written"), path);
    }
    return std::unique_ptr<SupervisorLock>(new SupervisorLock(file));
}

std::optional<ProcessIdentity> SupervisorLock::holder(const QString &path)
{
    if (!isHeld(path))
        return std::nullopt;
    constexpr qint64 LongestLine = 64;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> words = file.read(LongestLine).trimmed().split(' ');
    ProcessIdentity identity;
    bool isPid = false;
    bool areTicks = false;
    identity.pid = words.value(0).toLongLong(&isPid);
    identity.startTicks = words.value(1).toULongLong(&areTicks);
    return isPid && areTicks && identity.isValid() ? std::optional(identity) : std::nullopt;
}

bool SupervisorLock::isHeld(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return false;
    const bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    ::close(file);
    return held;
}

} // namespace edgelink::sandbox
