// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/reaper.h"

#include "app/sandbox/words.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>

namespace edgelink::sandbox {

namespace {

QByteArray procFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Session id out of /proc/PID/stat; 0 when it is gone.
qint64 sessionOf(qint64 pid)
{
    const QByteArray text = procFile(pid, "stat");
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 3 ? fields.at(3).toLongLong() : 0;
}

bool carriesToken(qint64 pid, const QString &token)
{
    if (token.isEmpty())
        return false;
    const QByteArray entry = "EDGELINK_SANDBOX_RUN=" + token.toLatin1();
    return procFile(pid, "environ").split('\0').contains(entry);
}

QList<qint64> allPids()
{
    QList<qint64> pids;
    const QStringList names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        bool number = false;
        const qint64 pid = name.toLongLong(&number);
        if (number)
            pids << pid;
    }
    return pids;
}

/// Waits for all to end; what has not by then.
QList<ProcessIdentity> waitForAll(const QList<ProcessIdentity> &processes, std::chrono::steady_clock::time_point end)
{
    QList<ProcessIdentity> alive;
    for (const ProcessIdentity &process : processes) {
        const int descriptor = openProcess(process.pid);
        if (descriptor < 0)
            continue;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd entry{descriptor, POLLIN, 0};
        if (isAlive(process) && ::poll(&entry, 1, static_cast<int>(std::max<qint64>(0, left.count()))) == 0
            && isAlive(process))
            alive << process;
        ::close(descriptor);
    }
    return alive;
}

} // namespace

QList<ProcessIdentity> leftovers(const SandboxState &left)
{
    QList<ProcessIdentity> found;
    QSet<qint64> leaders;
    const bool sameBoot = !left.bootId.isEmpty() && left.bootId == bootId();
    const auto take = [&found](const ProcessIdentity &process) {
        if (process.pid != ::getpid() && !found.contains(process))
            found << process;
    };
    if (sameBoot) {
        for (const ComponentRecord &component : left.components) {
            if (isAlive(component.process)) {
                take(component.process);
                leaders << component.process.pid;
            }
        }
        if (isAlive(left.supervisor))
            take(left.supervisor);
    }
    const QList<qint64> pids = allPids();
    for (const qint64 pid : pids) {
        // A session id cannot be given away while its leader lives, so members of a living leader's session are ours.
        if (!leaders.contains(sessionOf(pid)) && !carriesToken(pid, left.runToken))
            continue;
        if (const auto process = identityOf(pid))
            take(*process);
    }
    return found;
}

Result<int> reap(const SandboxState &left, std::chrono::milliseconds deadline)
{
    const auto end = std::chrono::steady_clock::now() + deadline;
    QSet<qint64> ended;
    QList<ProcessIdentity> databases;
    for (const ComponentRecord &component : left.components) {
        if (component.name == QLatin1String("postgres"))
            databases << component.process;
    }
    QList<ProcessIdentity> remaining = leftovers(left);
    // PostgreSQL told to stop at once takes its servers and shared memory with it; a stopped one must first go on.
    QList<ProcessIdentity> asked;
    for (const ProcessIdentity &process : std::as_const(remaining)) {
        if (databases.contains(process) && sendSignal(process, SIGQUIT) && sendSignal(process, SIGCONT))
            asked << process;
    }
    if (!waitForAll(asked, std::min(end, std::chrono::steady_clock::now() + std::chrono::seconds(3))).isEmpty())
        remaining = leftovers(left);
    // What is killed may have started something a moment before: look again until a look finds nothing.
    for (; !remaining.isEmpty() && std::chrono::steady_clock::now() < end; remaining = leftovers(left)) {
        for (const ProcessIdentity &process : std::as_const(remaining)) {
            ended << process.pid;
            sendSignal(process, SIGKILL);
        }
        if (const auto alive = waitForAll(remaining, end); !alive.isEmpty())
            break;
    }
    if (remaining = leftovers(left); !remaining.isEmpty()) {
        QStringList names;
        for (const ProcessIdentity &process : std::as_const(remaining))
            names << QStringLiteral("%1 (pid %2)")
                         .arg(QString::fromLocal8Bit(procFile(process.pid, "comm").trimmed()))
                         .arg(process.pid);
        return failure(ErrorKind::Timeout, Words::tr("did not end: %1").arg(names.join(QStringLiteral(", "))));
    }
    return static_cast<int>(ended.size() + asked.size());
}

} // namespace edgelink::sandbox
