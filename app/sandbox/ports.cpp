// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ports.h"

#include "app/sandbox/words.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace edgelink::sandbox {

namespace {

constexpr int Lowest = 18000;
constexpr int Count = 14000; // up to 31999; Linux hands out 32768 and above by itself

/// Whether somebody, also of another user, listens there.
[[nodiscard]] bool isFree(quint16 port)
{
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return false;
    const int on = 1;
    ::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(probe);
    return bound;
}

/// -1: somebody else holds it.
[[nodiscard]] int lockFile(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return -1;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    ::close(file);
    return -1;
}

} // namespace

PortLease::~PortLease()
{
    for (const int lock : m_locks)
        ::close(lock);
}

PortLease::PortLease(PortLease &&other) noexcept
    : m_ports(std::exchange(other.m_ports, {}))
    , m_locks(std::exchange(other.m_locks, {}))
{
}

PortLease &PortLease::operator=(PortLease &&other) noexcept
{
    std::swap(m_ports, other.m_ports);
    std::swap(m_locks, other.m_locks);
    return *this;
}

Result<PortLease> PortLease::take(const QStringList &names)
{
    const QString folder = QStringLiteral("/tmp/edgelink-sandbox-ports-%1").arg(::geteuid());
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::Io, Words::tr("the folder of port locks cannot be made"), folder);
    PortLease lease;
    const int start = QRandomGenerator::system()->bounded(Count);
    int tried = 0;
    for (const QString &name : names) {
        bool found = false;
        for (; !found && tried < Count; ++tried) {
            const auto port = static_cast<quint16>(Lowest + (start + tried) % Count);
            const int lock = lockFile(QStringLiteral("%1/%2").arg(folder).arg(port));
            if (lock < 0)
                continue;
            if (isFree(port)) {
                lease.m_locks.push_back(lock);
                lease.m_ports.insert(name, port);
                found = true;
            } else {
                ::close(lock);
            }
        }
        if (!found)
            return failure(ErrorKind::Io,
                           Words::tr("no free port between %1 and %2").arg(Lowest).arg(Lowest + Count - 1), name);
    }
    return lease;
}

} // namespace edgelink::sandbox
