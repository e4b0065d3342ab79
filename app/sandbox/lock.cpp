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
    return std::unique_ptr<SupervisorLock>(new SupervisorLock(file));
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
